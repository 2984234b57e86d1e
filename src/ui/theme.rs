//! Colours, type and spacing of the window, made from the tokens of [`scene::Style`](crate::scene::Style).

use std::sync::Arc;

use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, Vec2, vec2,
};

use crate::model::{BuiltinKind, Class, Grounding, Stance, Status};
use crate::scene::{Rgba, Style};
use crate::session;
use crate::text::fonts;

/// Points of the type scale (DESIGN-UI, "Type").
pub mod size {
    /// Counts, dates, key caps.
    pub const CAPTION: f32 = 11.0;
    /// Status bar, legend, secondary.
    pub const SMALL: f32 = 11.5;
    /// Canvas names, chips.
    pub const LABEL: f32 = 12.0;
    /// Quotes on cards.
    pub const QUOTE: f32 = 12.5;
    /// Lists, buttons, cards.
    pub const BODY: f32 = 13.0;
    /// Source text.
    pub const READ: f32 = 14.0;
    /// Card sentences and headings.
    pub const TITLE: f32 = 17.0;
    /// Empty states and dialogs.
    pub const BIG: f32 = 20.0;
}

/// The look of the window: the tokens as egui's colours.
#[derive(Clone, Debug)]
pub struct Theme {
    /// The tokens.
    pub style: &'static Style,
    /// Dark or light.
    pub dark: bool,
    /// Whether things may move by themselves.
    pub motion: bool,
}

/// A token as egui's colour.
pub fn color(rgba: Rgba) -> Color32 {
    let [r, g, b, a] = rgba.0;
    Color32::from_rgba_unmultiplied(r, g, b, a)
}

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        impl Theme { $($(#[$doc])* pub fn $name(&self) -> Color32 { color(self.style.$name) })+ }
    };
}

tokens! {
    /// Behind the graph.
    canvas;
    /// Rails, bars, reader.
    panel;
    /// Cards, fields, buttons.
    raised;
    /// A hovered row or button.
    hover;
    /// Hairlines.
    line;
    /// Borders that carry meaning.
    line_strong;
    /// Names, quotes, headings.
    text;
    /// Body.
    text2;
    /// Captions, counts.
    text3;
    /// Selection, active tab, links.
    accent;
    /// A selected row.
    accent_bg;
    /// Behind the cited sentence.
    mark_bg;
    /// The current tick of the coverage strip.
    mark_line;
    /// The attribution cue.
    cue;
    /// A search hit.
    find_bg;
}

impl Theme {
    /// The theme of the settings.
    pub fn new(theme: session::Theme) -> Self {
        match theme {
            session::Theme::Dark => Self { style: &Style::DARK, dark: true, motion: true },
            session::Theme::Light => Self { style: &Style::LIGHT, dark: false, motion: true },
        }
    }

    /// The theme of the settings, as strong as they ask for.
    pub fn of(settings: &session::Settings) -> Self {
        let plain = Self::new(settings.theme);
        let style = match (plain.dark, settings.high_contrast) {
            (_, false) => plain.style,
            (true, true) => &Style::DARK_STRONG,
            (false, true) => &Style::LIGHT_STRONG,
        };
        Self { style, motion: !settings.reduced_motion, ..plain }
    }

    /// The colour of a class of lines.
    pub fn class(&self, class: Class) -> Color32 {
        color(self.style.classes[class as usize])
    }

    /// The colour of a kind.
    pub fn kind(&self, kind: BuiltinKind) -> Color32 {
        color(self.style.kinds[kind as usize])
    }

    /// The colour of a voice.
    pub fn stance(&self, stance: Stance) -> Color32 {
        color(match stance {
            Stance::Asserts | Stance::Confirms => self.style.v_for,
            Stance::Denies | Stance::Disputes | Stance::Retracts => self.style.v_against,
            Stance::Doubts => self.style.v_unsure,
            Stance::CannotVerify | Stance::NeitherConfirmsNorDenies => self.style.v_none,
        })
    }

    /// The colour of a status pill.
    pub fn status(&self, status: Status) -> Color32 {
        color(match status {
            Status::Reported | Status::Corroborated | Status::Attributed => self.style.text2,
            Status::Unverified => self.style.v_none,
            Status::Disputed => self.style.v_unsure,
            Status::Denied | Status::Retracted | Status::Unsupported => self.style.v_against,
        })
    }

    /// The colour of a grounding mark.
    pub fn grounding(&self, grounding: Grounding) -> Color32 {
        color(match grounding {
            Grounding::Exact => self.style.g_exact,
            Grounding::Moved | Grounding::Normalised => self.style.g_moved,
            Grounding::Approximate | Grounding::Ambiguous => self.style.g_approx,
            Grounding::Missing | Grounding::Unanchored => self.style.g_missing,
        })
    }

    /// The one shadow, under floating panels only.
    pub fn shadow(&self) -> Shadow {
        let alpha = if self.dark { 56 } else { 26 };
        Shadow { offset: [0, 2], blur: 4, spread: 0, color: Color32::from_black_alpha(alpha) }
    }

    /// The frame of a panel that floats above the canvas.
    pub fn floating(&self) -> egui::Frame {
        egui::Frame::new()
            .fill(self.panel())
            .stroke(Stroke::new(1.0, self.line()))
            .corner_radius(8)
            .inner_margin(Margin::same(4))
            .shadow(self.shadow())
    }

    /// Sets egui's style from the tokens.
    pub fn install(&self, ctx: &egui::Context) {
        let theme = if self.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(theme);
        ctx.style_mut_of(theme, |style| {
            self.fill(style);
            if !self.motion {
                style.animation_time = 0.0;
                style.scroll_animation = egui::style::ScrollAnimation::none();
            }
        });
    }

    fn fill(&self, style: &mut egui::Style) {
        use egui::TextStyle;
        style.text_styles = [
            (TextStyle::Small, FontId::proportional(size::SMALL)),
            (TextStyle::Body, FontId::proportional(size::BODY)),
            (TextStyle::Button, FontId::proportional(size::BODY)),
            (TextStyle::Heading, FontId::proportional(size::TITLE)),
            (TextStyle::Monospace, FontId::monospace(size::LABEL)),
        ]
        .into();
        let spacing = &mut style.spacing;
        spacing.item_spacing = vec2(8.0, 4.0);
        spacing.button_padding = vec2(10.0, 5.0);
        spacing.interact_size = vec2(28.0, 24.0);
        spacing.window_margin = Margin::same(20);
        spacing.menu_margin = Margin::same(6);
        spacing.scroll = egui::style::ScrollStyle {
            bar_width: 6.0,
            floating: true,
            floating_allocated_width: 0.0,
            bar_inner_margin: 2.0,
            bar_outer_margin: 2.0,
            // No track: it would stand as a stripe beside lists in the light theme.
            dormant_background_opacity: 0.0,
            active_background_opacity: 0.0,
            interact_background_opacity: 0.0,
            ..egui::style::ScrollStyle::thin()
        };
        style.animation_time = 0.08;
        style.scroll_animation = egui::style::ScrollAnimation::default();
        let visuals = &mut style.visuals;
        visuals.dark_mode = self.dark;
        visuals.override_text_color = None;
        visuals.widgets = self.widgets();
        visuals.selection = Selection { bg_fill: self.accent_bg(), stroke: Stroke::new(1.0, self.accent()) };
        visuals.hyperlink_color = self.accent();
        visuals.faint_bg_color = self.raised();
        visuals.extreme_bg_color = self.raised();
        visuals.text_edit_bg_color = Some(self.raised());
        visuals.code_bg_color = self.raised();
        visuals.warn_fg_color = color(self.style.v_unsure);
        visuals.error_fg_color = color(self.style.v_against);
        visuals.window_corner_radius = CornerRadius::same(9);
        visuals.menu_corner_radius = CornerRadius::same(8);
        visuals.window_fill = self.panel();
        visuals.window_stroke = Stroke::new(1.0, self.line());
        visuals.window_shadow = self.shadow();
        visuals.popup_shadow = self.shadow();
        visuals.panel_fill = self.panel();
        visuals.weak_text_color = Some(self.text3());
        visuals.slider_trailing_fill = true;
    }

    fn widgets(&self) -> Widgets {
        let widget = |fill: Color32, border: Color32, text: Color32| WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(1.0, border),
            corner_radius: CornerRadius::same(6),
            fg_stroke: Stroke::new(1.0, text),
            expansion: 0.0,
        };
        let clear = Color32::TRANSPARENT;
        Widgets {
            noninteractive: widget(self.panel(), self.line(), self.text2()),
            inactive: widget(self.raised(), clear, self.text()),
            hovered: widget(self.hover(), self.line_strong(), self.text()),
            active: widget(self.accent_bg(), self.accent(), self.text()),
            open: widget(self.hover(), self.line_strong(), self.text()),
        }
    }
}

/// The family of the icons.
pub const ICONS: &str = "phosphor";

/// The font of an icon at a size in points.
pub fn icon_font(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(ICONS.into()))
}

/// The bundled faces, the same bytes that measure labels and make pictures. Done once a context.
pub fn install_fonts(ctx: &egui::Context) {
    let mut definitions = FontDefinitions::empty();
    for (name, bytes) in fonts::FACES {
        definitions.font_data.insert((*name).to_owned(), Arc::new(FontData::from_static(bytes)));
        definitions.families.entry(FontFamily::Proportional).or_default().push((*name).to_owned());
    }
    let mono = fonts::FACES.last().map_or("", |(name, _)| *name).to_owned();
    let mut monospace = vec![mono.clone()];
    monospace.extend(fonts::FACES.iter().map(|(name, _)| (*name).to_owned()).filter(|name| *name != mono));
    definitions.families.insert(FontFamily::Monospace, monospace);
    ctx.set_fonts(definitions);
    let icons = FontData::from_static(egui_phosphor::Variant::Regular.font_bytes());
    let family = InsertFontFamily { family: FontFamily::Name(ICONS.into()), priority: FontPriority::Highest };
    ctx.add_font(FontInsert::new(ICONS, icons, vec![family]));
}

/// Room around text in panels.
pub const INSET_TEXT: f32 = 20.0;
/// Room around lists.
pub const INSET_LIST: f32 = 12.0;
/// Height of a row that takes a click.
pub const ROW: f32 = 24.0;

/// Smallest window the design is made for.
pub const MIN_WINDOW: Vec2 = vec2(720.0, 480.0);
