//! Rows and groups that the ways of looking share.

use std::sync::Arc;

use egui::{
    CollapsingHeader, Label, Popup, PopupCloseBehavior, RichText, ScrollArea, Sense, TextEdit, Ui, Vec2, vec2,
};

use super::data;
use crate::model::{ClaimIx, EntityIx, Item};
use crate::session::{Action, Click};
use crate::ui::theme::size;
use crate::ui::widgets::{caption, number};
use crate::ui::{Context, paint};

/// Rows of a group shown at most; the list in the rail shows all claims.
const MOST: usize = 100;
/// Names offered at most.
const OFFERED: usize = 12;

/// A heading with a count that opens on its claims, each with a note that is made for those listed alone.
pub(super) fn group(
    ui: &mut Ui,
    ctx: &Context<'_>,
    words: &str,
    claims: &[ClaimIx],
    note: &dyn Fn(ClaimIx) -> String,
    open: bool,
    out: &mut Vec<Action>,
) {
    if claims.is_empty() {
        return;
    }
    let head =
        RichText::new(format!("{words}  {}", number(claims.len()))).size(size::BODY).color(ctx.theme.text2());
    CollapsingHeader::new(head).id_salt(words).default_open(open).show(ui, |ui| {
        for &claim in claims.iter().take(MOST) {
            row(ui, ctx, claim, &note(claim), out);
        }
        if claims.len() > MOST {
            ui.label(caption(ctx.theme, format!("and {} more", number(claims.len() - MOST))));
        }
    });
}

/// A claim with a line sample; a click selects it.
pub(super) fn row(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, note: &str, out: &mut Vec<Action>) {
    let (theme, data) = (ctx.theme, ctx.data());
    ui.push_id(("row", claim.0), |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let (sample, _) = ui.allocate_exact_size(vec2(26.0, 20.0), Sense::hover());
            paint::line_sample(ui.painter(), theme, data.class(claim), data.status(claim), sample);
            let words = paint::visual(&data.sentence(claim)).into_owned();
            let label = Label::new(RichText::new(words).size(size::QUOTE).color(theme.text()));
            let response = ui.add(label.truncate().selectable(false).sense(Sense::click()));
            if response.hovered() {
                out.push(Action::Hover(Some(Item::Claim(claim))));
            }
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                out.push(Action::Select(Item::Claim(claim), Click::Only));
            }
        });
        if !note.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(32.0);
                ui.add(Label::new(caption(theme, paint::visual(note))).wrap());
            });
        }
    });
}

/// A button with an entity's name that opens a search for another, by itself where it is `asked` for. Returns who was
/// chosen: by a click, or the first by the key of entering.
pub(super) fn pick(
    ui: &mut Ui,
    ctx: &Context<'_>,
    salt: &str,
    now: Option<EntityIx>,
    asked: bool,
) -> Option<EntityIx> {
    let theme = ctx.theme;
    let name = now.map_or("click a node, or choose…", |entity| ctx.data().entity(entity).name.as_str());
    let ink = if now.is_some() { theme.text() } else { theme.text3() };
    let words = RichText::new(paint::visual(name).into_owned()).size(size::BODY).color(ink);
    let button = ui
        .push_id(salt, |ui| {
            ui.add(egui::Button::new(words).truncate().min_size(Vec2::new(ui.available_width(), 28.0)))
        })
        .inner;
    if asked {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
    }
    let mut chosen = None;
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(260.0)
        .show(|ui| {
            ui.set_width(260.0);
            crate::ui::widgets::closes_by_escape(ui);
            let id = ui.id().with("query");
            let (query, entered) = narrow(ui, id, "Name", Focus::IfFree);
            let offered = offered_once(ui, ctx, &query);
            chosen = offered.first().copied().filter(|_| entered);
            if offered.is_empty() {
                ui.label(caption(theme, format!("Nobody found for “{}”", query.trim())));
            }
            for (n, &entity) in offered.iter().enumerate() {
                let name = paint::visual(&ctx.data().entity(entity).name).into_owned();
                // The first is taken by the key: it is marked.
                let first = n == 0 && !query.trim().is_empty();
                let row = egui::Button::new(name).frame_when_inactive(first).selected(first);
                if ui.add(row.min_size(vec2(ui.available_width(), 24.0)).truncate()).clicked() {
                    chosen = Some(entity);
                }
            }
            if chosen.is_some() {
                ui.data_mut(|data| data.remove::<String>(id));
                ui.close();
            }
        });
    chosen
}

/// Whom a search offers, looked for once and not each frame.
fn offered_once(ui: &Ui, ctx: &Context<'_>, query: &str) -> Arc<Vec<EntityIx>> {
    type Key = (u64, u64, bool, String);
    let derived = ctx.session.derived();
    let key: Key =
        (ctx.data().revision(), derived.shown_revision(), derived.index().is_some(), query.to_owned());
    let id = ui.id().with("offered");
    let known: Option<(Key, Arc<Vec<EntityIx>>)> = ui.data(|data| data.get_temp(id));
    if let Some((_, found)) = known.filter(|(before, _)| *before == key) {
        return found;
    }
    let found = Arc::new(offered(ctx, query));
    ui.data_mut(|data| data.insert_temp(id, (key, Arc::clone(&found))));
    found
}

/// Whom a search offers; the best connected where nothing was typed.
fn offered(ctx: &Context<'_>, query: &str) -> Vec<EntityIx> {
    let derived = ctx.session.derived();
    if query.trim().is_empty() {
        let shown = derived.shown();
        let mut best: Vec<EntityIx> = shown.entities.clone();
        best.sort_by(|a, b| shown.degree[b.index()].total_cmp(&shown.degree[a.index()]).then(a.cmp(b)));
        best.truncate(OFFERED);
        return best;
    }
    let hits = derived.index().map(|index| index.search(ctx.data(), query, OFFERED));
    hits.map(|hits| hits.entities.iter().filter_map(|hit| hit.item.entity()).collect()).unwrap_or_default()
}

/// A menu of so many names with a note each, made for those in sight, and a field that narrows them. Returns which was
/// chosen.
pub(super) fn menu(
    ui: &mut Ui,
    ctx: &Context<'_>,
    salt: &str,
    now: &str,
    count: usize,
    row: impl Fn(usize) -> (String, String),
) -> Option<usize> {
    let theme = ctx.theme;
    let words = RichText::new(paint::visual(now).into_owned()).size(size::BODY).color(theme.text());
    let button = egui::Button::new(words)
        .truncate()
        .right_text(RichText::new(egui_phosphor::regular::CARET_DOWN).font(crate::ui::theme::icon_font(11.0)))
        .min_size(Vec2::new(ui.available_width(), 28.0));
    let button = ui.push_id(salt, |ui| ui.add(button)).inner;
    let mut chosen = None;
    let popup = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(300.0);
    popup.show(|ui| {
        ui.set_width(300.0);
        crate::ui::widgets::closes_by_escape(ui);
        let id = ui.id().with("narrow");
        let (query, entered) = narrow(ui, id, "Type to narrow the list", Focus::IfFree);
        let fit = Fit::of(count, &query, |n| row(n).0);
        chosen = fit.get(0).filter(|_| entered);
        if fit.len() == 0 {
            ui.label(caption(theme, format!("Nothing found for “{}”", query.trim())));
        }
        let height = 24.0;
        ScrollArea::vertical().max_height(360.0).show_rows(ui, height, fit.len(), |ui, range| {
            for n in range.filter_map(|n| fit.get(n)) {
                let (name, note) = row(n);
                let name = RichText::new(paint::visual(&name).into_owned()).color(theme.text());
                let note = RichText::new(note).size(size::CAPTION).color(theme.text3());
                let button = egui::Button::new(name).truncate().frame(false).right_text(note);
                if ui.add(button.min_size(vec2(ui.available_width(), height))).clicked() {
                    chosen = Some(n);
                }
            }
        });
        if chosen.is_some() {
            ui.data_mut(|data| data.remove::<String>(id));
            ui.close();
        }
    });
    chosen
}

/// Which rows of a list hold what was typed: all of them where nothing was, and then no name is made.
pub(super) enum Fit {
    All(usize),
    Some(Vec<usize>),
}

impl Fit {
    pub(super) fn of(count: usize, query: &str, name: impl Fn(usize) -> String) -> Self {
        if query.trim().is_empty() {
            return Self::All(count);
        }
        Self::Some(data::fitting((0..count).map(name), query))
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::All(count) => *count,
            Self::Some(rows) => rows.len(),
        }
    }

    pub(super) fn get(&self, n: usize) -> Option<usize> {
        match self {
            Self::All(count) => Some(n).filter(|n| n < count),
            Self::Some(rows) => rows.get(n).copied(),
        }
    }
}

/// Whether a field takes the focus.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    /// It was asked for.
    Take,
    /// Where nothing else has it and nothing was typed.
    IfFree,
    /// Never by itself.
    Leave,
}

/// A field that narrows a list, whose words are kept while the window is open. Returns them, and whether they
/// were entered.
pub(super) fn narrow(ui: &mut Ui, id: egui::Id, hint: &str, focus: Focus) -> (String, bool) {
    let mut query: String = ui.data_mut(|data| data.get_temp(id).unwrap_or_default());
    let before = query.clone();
    let field = TextEdit::singleline(&mut query).id(id.with("field")).hint_text(hint);
    let response = ui.add(field.desired_width(f32::INFINITY));
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, before.as_str(), &query, "");
        info.label = Some(hint.to_owned());
        info
    });
    let free = || query.is_empty() && ui.memory(|memory| memory.focused().is_none());
    if focus == Focus::Take || focus == Focus::IfFree && free() {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let entered = entered && !query.trim().is_empty();
    ui.data_mut(|data| data.insert_temp(id, query.clone()));
    (query, entered)
}
