//! The window: panels in their places, and what belongs to the window alone.

use egui::{Align2, FontId, Frame, Key, Margin, Panel, Rect, RichText, Stroke, Ui};

use super::canvas::Canvas;
use super::dialogs::{self, DialogState};
use super::inspector::{self, InspectorState};
use super::live::LiveRegion;
use super::palette::{self, PaletteState};
use super::rail::{self, RailState};
use super::reader::{self, ReaderState};
use super::regions::{Region, Regions};
use super::remember::Remember;
use super::review::{self, ReviewState};
use super::room::{self, Opened, Part};
use super::tables::{self, Tables};
use super::theme::{self, Theme, color, size};
use super::timeline::{self, TimelineState};
use super::{Context, keys, menus, problems, question, status, topbar, widgets};
use crate::session::{self, Action, Command, Face, Leave, NoticeKind, Perspective, Session};

/// Below this width, in points, the window is narrow (DESIGN-UI, "Narrow").
const NARROW: f32 = 1200.0;
/// Below this width cards and text stand one behind the other.
const TABBED: f32 = 900.0;
/// The least width of cards and of text beside each other.
const LEAST_BESIDE: f32 = 240.0;

/// What belongs to the window: scroll positions, open groups, what was drawn last.
#[derive(Default)]
pub struct Shell {
    canvas: Canvas,
    tables: Tables,
    rail: RailState,
    inspector: InspectorState,
    reader: ReaderState,
    timeline: TimelineState,
    review: ReviewState,
    live: LiveRegion,
    dialogs: DialogState,
    palette: PaletteState,
    regions: Regions,
    opened: Opened,
    remember: Remember,
    /// Theme, high contrast, reduced motion.
    installed: Option<(session::Theme, bool, bool)>,
    /// In a narrow window inspector and reader share one panel: whether the text is in front.
    text_in_front: bool,
    read_seen: u64,
}

impl Shell {
    /// Shows the whole window and applies what was asked for. Call it once a frame.
    pub fn show(&mut self, ui: &mut Ui, session: &mut Session) {
        if self.install(ui.ctx(), session) {
            // Fonts count from the next frame on; nothing can be drawn with them in this one.
            ui.ctx().request_repaint();
            return;
        }
        let (now, motion) = (ui.input(|input| input.time), ui.style().animation_time > 0.0);
        if session.advance(now, motion) {
            ui.ctx().request_repaint();
        }
        let mut out = Vec::new();
        let theme = Theme::of(session.settings());
        {
            let ctx = Context { session: &*session, theme: &theme };
            close(ui, session, &mut out);
            // The one question that cannot wait takes the keys.
            let asked = session.obstacle().is_some()
                || session.importing().is_some()
                || session.addition().is_some()
                || session.columns_asked().is_some();
            if !asked {
                take_dropped(ui, &mut out);
            }
            let typing = ui.ctx().text_edit_focused();
            let reasons = session.asks_for_reason();
            if !asked && !self.dialogs.takes_keys() {
                out.extend(keys::pressed(ui.ctx(), session.settings(), typing, reasons));
            }
            self.panels(ui, &ctx, &mut out);
            self.remember.end(ui, &ctx, &mut out);
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                out.push(match asked {
                    true if session.obstacle().is_some() => Action::Leave(Leave::Cancel),
                    true if session.importing().is_some() => Action::Import(false),
                    true if session.addition().is_some() => Action::AnswerAddition(None),
                    true => Action::Columns(None),
                    false => Action::Escape,
                });
            }
            if session.is_leaving() {
                // A disk that does not answer is given up after a while.
                ui.ctx().request_repaint_after(std::time::Duration::from_millis(500));
            }
        }
        for action in out {
            session.apply(action);
            // Whatever was asked for shows in the next frame.
            ui.ctx().request_repaint();
        }
        if session.passing().quit {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// Sets fonts, colours and scale where they changed. Returns whether the fonts are new.
    fn install(&mut self, ctx: &egui::Context, session: &Session) -> bool {
        let settings = session.settings();
        let wanted = (settings.theme, settings.high_contrast, settings.reduced_motion);
        let fonts_done = self.installed.is_some();
        if !fonts_done {
            theme::install_fonts(ctx);
            // Ctrl with + and − zooms the graph's canvas or nothing; the scale of all is a setting.
            ctx.options_mut(|options| options.zoom_with_keyboard = false);
        }
        if self.installed != Some(wanted) {
            Theme::of(settings).install(ctx);
            self.installed = Some(wanted);
        }
        let scale = session.settings().scale;
        if (ctx.zoom_factor() - scale).abs() > 1e-3 {
            ctx.set_zoom_factor(scale);
        }
        !fonts_done
    }

    fn panels(&mut self, ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
        let settings = ctx.session.settings();
        let narrow = ui.available_width() < NARROW;
        let perspective = ctx.session.view().perspective;
        let bar = Frame::new().fill(ctx.theme.panel());
        Panel::top("top bar").exact_size(44.0).resizable(false).frame(bar).show(ui, |ui| {
            self.regions.enter(ui, Region::TopBar);
            topbar::show(ui, ctx, out);
        });
        problems::band(ui, ctx, out);
        question::band(ui, ctx, out);
        Panel::bottom("status bar")
            .exact_size(24.0)
            .resizable(false)
            .frame(bar)
            .show(ui, |ui| status::show(ui, ctx, out));
        let shown = self.parts(ui, ctx, narrow);
        let has = |part| shown.contains(&part);
        if has(Part::Left) {
            if narrow || perspective != Perspective::Graph {
                Panel::left("rail folded").exact_size(48.0).resizable(false).frame(bar).show(ui, |ui| {
                    self.regions.enter(ui, Region::Rail);
                    rail::show_folded(ui, ctx, &mut self.rail, out);
                });
            } else {
                let rail = Panel::left("rail")
                    .default_size(settings.panel_size(settings.panels.left, 240.0))
                    .size_range(room::widths(ui.available_width(), 300.0, (200.0, 360.0)))
                    .resizable(true)
                    .frame(bar)
                    .show(ui, |ui| {
                        self.regions.enter(ui, Region::Rail);
                        rail::show(ui, ctx, &mut self.rail, out);
                    });
                self.remember.panels.left = Some(rail.response.rect.width());
            }
        }
        match perspective {
            Perspective::Graph if has(Part::Right) => self.right_side(ui, ctx, narrow, out),
            Perspective::Read if has(Part::Right) => self.cards_and_text(ui, ctx, out),
            Perspective::Graph | Perspective::Read | Perspective::Review => {}
        }
        if has(Part::Bottom) {
            let folded = narrow || settings.timeline_folded;
            Panel::bottom("timeline")
                .exact_size(if folded { timeline::FOLDED } else { timeline::OPEN })
                .resizable(false)
                .frame(bar)
                .show(ui, |ui| {
                    self.regions.enter(ui, Region::Timeline);
                    timeline::show(ui, ctx, &mut self.timeline, folded, out);
                });
        }
        let rect = if perspective == Perspective::Review {
            self.review(ui, ctx, out)
        } else {
            let ground = Frame::new().fill(ctx.theme.canvas());
            let face = if perspective == Perspective::Graph { ctx.session.view().face } else { Face::Graph };
            let canvas = egui::CentralPanel::default().frame(ground).show(ui, |ui| {
                let rect = ui.max_rect();
                if face == Face::Graph {
                    self.canvas.show(ui, ctx, out);
                    return (rect, self.canvas.focus_id());
                }
                self.tables.show(ui, ctx, face, out);
                (rect, Some(tables::focus_id()))
            });
            let (rect, focus) = canvas.inner;
            self.regions.canvas(rect, focus);
            rect
        };
        notices(ui, ctx, rect, out);
        loading(ui, ctx, rect, out);
        dropping(ui, ctx);
        problems::list(ui, ctx, out);
        dialogs::show(ui, ctx, &mut self.dialogs, out);
        palette::show(ui, ctx, &mut self.palette, out);
        menus::show(ui, ctx, rect, out);
        self.regions.end(ui, ctx);
        self.live.show(ui, ctx);
    }

    /// The panels that a person has open and for which there is room beside the canvas.
    fn parts(&mut self, ui: &Ui, ctx: &Context<'_>, narrow: bool) -> Vec<Part> {
        let settings = ctx.session.settings();
        let perspective = ctx.session.view().perspective;
        let graph = perspective == Perspective::Graph;
        self.opened.note([
            (Part::Left, settings.left),
            (Part::Right, perspective == Perspective::Read || (graph && settings.right)),
            (Part::Bottom, graph && settings.bottom),
        ]);
        let size = ui.available_size();
        if perspective == Perspective::Review {
            // There is no canvas.
            return self.opened.fitting([f32::INFINITY; 2], |_| [0.0; 2]);
        }
        let left = if narrow || !graph { 48.0 } else { 200.0 };
        let right = match (graph, size.x - left < TABBED) {
            (true, _) if !narrow => 300.0,
            (true, _) | (false, true) => 320.0,
            (false, false) => 2.0 * LEAST_BESIDE,
        };
        let folded = narrow || settings.timeline_folded;
        let bottom = if folded { timeline::FOLDED } else { timeline::OPEN };
        self.opened.fitting([size.x, size.y], |part| match part {
            Part::Left => [left, 0.0],
            Part::Right => [right, 0.0],
            Part::Bottom => [0.0, bottom],
        })
    }

    /// The list of claims, the text and the cards. Returns where the text is.
    fn review(&mut self, ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) -> Rect {
        let width = ui.available_width();
        let bar = Frame::new().fill(ctx.theme.panel());
        Panel::left("review list")
            .default_size(if width < TABBED { 200.0 } else { 272.0 })
            .size_range(180.0..=460.0)
            .resizable(true)
            .frame(bar)
            .show(ui, |ui| review::show(ui, ctx, &mut self.review, out));
        if width < TABBED {
            self.right_side(ui, ctx, true, out);
            return ui.available_rect_before_wrap();
        }
        Panel::right("review cards")
            .default_size((418.0 * width / 1392.0).clamp(300.0, 560.0))
            .size_range(300.0..=560.0)
            .resizable(true)
            .frame(bar)
            .show(ui, |ui| inspector::show(ui, ctx, &mut self.inspector, out));
        let text = egui::CentralPanel::default().frame(bar).show(ui, |ui| {
            let rect = ui.max_rect();
            reader::show_wide(ui, ctx, &mut self.reader, out);
            rect
        });
        text.inner
    }

    /// Cards and text beside each other, full height; where the window is too small, one behind the other.
    fn cards_and_text(&mut self, ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
        let width = ui.available_width();
        if width < TABBED {
            self.right_side(ui, ctx, true, out);
            return;
        }
        let bar = Frame::new().fill(ctx.theme.panel());
        let share = (width - 48.0) / (1440.0 - 48.0);
        // The two share what the canvas leaves, where that is not enough for both.
        let least = ((width - room::LEAST[0]) * 0.5).clamp(LEAST_BESIDE, 300.0);
        Panel::right("cards")
            .default_size((418.0 * share).clamp(300.0, 560.0))
            .size_range(room::widths(width, least, (300.0, 560.0)))
            .resizable(true)
            .frame(bar)
            .show(ui, |ui| inspector::show(ui, ctx, &mut self.inspector, out));
        Panel::right("text")
            .default_size((410.0 * share).clamp(320.0, 620.0))
            .size_range(room::widths(ui.available_width(), 0.0, (300.0, 720.0)))
            .resizable(true)
            .frame(bar)
            .show(ui, |ui| reader::show_wide(ui, ctx, &mut self.reader, out));
    }

    fn right_side(&mut self, ui: &mut Ui, ctx: &Context<'_>, narrow: bool, out: &mut Vec<Action>) {
        let bar = Frame::new().fill(ctx.theme.panel());
        if narrow {
            let asked = ctx.session.passing().reads_asked;
            if std::mem::replace(&mut self.read_seen, asked) != asked {
                self.text_in_front = true;
            }
            Panel::right("right narrow").exact_size(320.0).resizable(false).frame(bar).show(ui, |ui| {
                ui.add_space(8.0);
                ui.horizontal(|ui| {
                    ui.add_space(theme::INSET_TEXT);
                    for (text, words) in [(false, "Claim"), (true, "Text")] {
                        if ui.selectable_label(self.text_in_front == text, words).clicked() {
                            self.text_in_front = text;
                        }
                    }
                });
                ui.add_space(4.0);
                widgets::hairline(ui, ctx.theme);
                self.regions.enter(ui, if self.text_in_front { Region::Reader } else { Region::Inspector });
                if self.text_in_front {
                    reader::show(ui, ctx, &mut self.reader, out);
                } else {
                    inspector::show(ui, ctx, &mut self.inspector, out);
                }
            });
            return;
        }
        let settings = ctx.session.settings();
        let width = settings.panel_size(settings.panels.right, 376.0);
        let range = room::widths(ui.available_width(), 0.0, (300.0, 560.0));
        let right = Panel::right("right").default_size(width).size_range(range).resizable(true);
        let right = right.frame(bar).show(ui, |ui| {
            let height = ui.available_height();
            let lower = (height - 534.0).max(240.0).min(height * 0.6);
            let reader = Panel::bottom("reader")
                .default_size(settings.panel_size(settings.panels.reader, lower))
                .size_range(160.0..=(height - 160.0).max(161.0))
                .resizable(true)
                .frame(bar)
                .show(ui, |ui| {
                    self.regions.enter(ui, Region::Reader);
                    reader::show(ui, ctx, &mut self.reader, out);
                });
            self.remember.panels.reader = Some(reader.response.rect.height());
            egui::CentralPanel::default().frame(bar.inner_margin(Margin::ZERO)).show(ui, |ui| {
                self.regions.enter(ui, Region::Inspector);
                inspector::show(ui, ctx, &mut self.inspector, out);
            });
        });
        self.remember.panels.right = Some(right.response.rect.width());
    }
}

/// A window that is to be closed waits until all is saved, and may stay then.
fn close(ui: &Ui, session: &Session, out: &mut Vec<Action>) {
    if ui.input(|input| input.viewport().close_requested()) && !session.passing().quit {
        ui.ctx().send_viewport_cmd(egui::ViewportCommand::CancelClose);
        out.push(Action::Run(Command::Quit));
    }
}

/// Opens what was dropped on the window: several files as one case.
fn take_dropped(ui: &Ui, out: &mut Vec<Action>) {
    let files: Vec<_> =
        ui.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !files.is_empty() {
        out.push(Action::OpenAll(files));
    }
}

/// Notices at the foot of the canvas, newest below.
fn notices(ui: &Ui, ctx: &Context<'_>, canvas: Rect, out: &mut Vec<Action>) {
    let all = &ctx.session.passing().notices;
    if all.is_empty() {
        return;
    }
    egui::Area::new(ui.id().with("notices"))
        .order(egui::Order::Foreground)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(egui::pos2(canvas.center().x, canvas.bottom() - 84.0))
        .show(ui.ctx(), |ui| {
            for notice in all {
                let ink = match notice.kind {
                    NoticeKind::Done => ctx.theme.text(),
                    NoticeKind::Failed => color(ctx.theme.style.v_against),
                };
                ctx.theme.floating().inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.label(RichText::new(&notice.text).color(ink));
                        if widgets::icon_button(ui, ctx.theme, egui_phosphor::regular::X, "Dismiss", false)
                            .clicked()
                        {
                            out.push(Action::DismissNotice(notice.id));
                        }
                    });
                });
                ui.add_space(4.0);
            }
        });
}

/// What is being read, after a moment: most files are there before anybody could see it.
fn loading(ui: &Ui, ctx: &Context<'_>, canvas: Rect, out: &mut Vec<Action>) {
    let Some(loading) = ctx.session.loading() else {
        ui.data_mut(|data| data.remove::<f64>(loading_id()));
        return;
    };
    let now = ui.input(|input| input.time);
    let since = ui.data_mut(|data| *data.get_temp_mut_or(loading_id(), now));
    let left = 0.2 - (now - since);
    if left > 0.0 {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
        return;
    }
    let (what, done, total) = loading.progress();
    let name = loading.source.name();
    egui::Area::new(loading_id())
        .order(egui::Order::Foreground)
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(canvas.center())
        .show(ui.ctx(), |ui| {
            ctx.theme.floating().inner_margin(Margin::same(16)).show(ui, |ui| {
                ui.set_width(300.0);
                ui.label(RichText::new(format!("Reading {name}")).size(size::BODY).color(ctx.theme.text()));
                let part = if total > 0 { done as f32 / total as f32 } else { 0.0 };
                ui.add(egui::ProgressBar::new(part.clamp(0.0, 1.0)).desired_height(6.0));
                if let Some(words) = status::progress_words(what, done, total) {
                    ui.label(RichText::new(words).size(size::SMALL).color(ctx.theme.text2()));
                }
                if ui.button("Cancel").clicked() {
                    out.push(Action::CancelLoading);
                }
            });
        });
}

fn loading_id() -> egui::Id {
    egui::Id::new("loading since")
}

/// While a file hangs over the window: where it may be dropped.
fn dropping(ui: &Ui, ctx: &Context<'_>) {
    let files = ui.input(|input| input.raw.hovered_files.len());
    let words = match files {
        0 => return,
        1 => "Drop it to open it",
        _ => "Drop them to open them as one case",
    };
    let screen = ui.ctx().content_rect();
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::new("drop"));
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_filled(screen, 0.0, ctx.theme.canvas().gamma_multiply(0.85));
    let stroke = Stroke::new(2.0, ctx.theme.accent());
    painter.rect_stroke(screen.shrink(16.0), 9.0, stroke, egui::StrokeKind::Inside);
    let font = FontId::proportional(size::BIG);
    painter.text(screen.center(), Align2::CENTER_CENTER, words, font, ctx.theme.text());
}
