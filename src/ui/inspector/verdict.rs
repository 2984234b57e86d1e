//! The verdict bar of a card: accept, reject, unsure, note. It only draws and says what was pressed.

use egui::{
    Align2, Color32, FontId, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2,
};
use egui_phosphor::regular as icon;

use crate::ui::theme::{Theme, color, icon_font, size};
use crate::ui::widgets::{focus_ring, hairline};

/// A button of the bar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum VerdictButton {
    /// The claim is what the text says.
    Accept,
    /// It is not.
    Reject,
    /// Whoever checked it cannot tell.
    Unsure,
    /// Write something beside it.
    Note,
}

impl VerdictButton {
    /// In the order of the bar.
    pub(super) const ALL: [Self; 4] = [Self::Accept, Self::Reject, Self::Unsure, Self::Note];

    /// The word on the button.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Accept => "Accept",
            Self::Reject => "Reject",
            Self::Unsure => "Unsure",
            Self::Note => "Note",
        }
    }

    /// The key that does the same.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Accept => "A",
            Self::Reject => "R",
            Self::Unsure => "U",
            Self::Note => "E",
        }
    }

    fn symbol(self) -> &'static str {
        match self {
            Self::Accept => icon::CHECK,
            Self::Reject => icon::X,
            Self::Unsure => icon::QUESTION,
            Self::Note => icon::NOTE_PENCIL,
        }
    }

    fn ink(self, theme: &Theme) -> Color32 {
        match self {
            Self::Accept => color(theme.style.v_for),
            Self::Reject => color(theme.style.v_against),
            Self::Unsure => color(theme.style.v_unsure),
            Self::Note => theme.accent(),
        }
    }
}

/// What is decided about a claim, as its bar shows it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct VerdictLook {
    /// The verdict given; `Note` counts as none.
    pub(super) verdict: Option<VerdictButton>,
    /// Whether a note is written.
    pub(super) note: bool,
    /// Whether the keys go to this claim: only the first card of several shows their caps.
    pub(super) keys: bool,
}

impl VerdictLook {
    fn is_on(self, button: VerdictButton) -> bool {
        self.verdict == Some(button) || (button == VerdictButton::Note && self.note)
    }
}

/// Height of a button.
const HEIGHT: f32 = 28.0;
/// Between buttons.
const GAP: f32 = 6.0;
/// Width of a key cap with the room before it.
const CAP: f32 = 22.0;
/// Where the word of a button begins.
const TEXT: f32 = 25.0;
/// Width of a button with an icon only.
const ICON: f32 = 28.0;

/// How much of a button is shown, by the room that there is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
enum Detail {
    Icon,
    Word,
    Key,
}

/// The details of the four buttons in a width: the note gives way first, then the keys, then the words.
fn details(words: [f32; 4], room: f32, keys: bool) -> [Detail; 4] {
    use Detail::{Icon, Key, Word};
    let width = |details: [Detail; 4]| -> f32 {
        let each = details.iter().zip(words).map(|(detail, word)| wide(*detail, word));
        each.sum::<f32>() + 3.0 * GAP
    };
    let full = if keys { Key } else { Word };
    [[full; 4], [full, full, full, Icon], [Word, Word, Word, Icon]]
        .into_iter()
        .find(|details| width(*details) <= room)
        .unwrap_or([Icon; 4])
}

fn wide(detail: Detail, word: f32) -> f32 {
    match detail {
        Detail::Icon => ICON,
        Detail::Word => TEXT + word + 8.0,
        Detail::Key => TEXT + word + CAP + 5.0,
    }
}

/// Draws the bar with the line above it. Returns the button that was pressed.
pub(super) fn verdict_bar(ui: &mut Ui, theme: &Theme, look: VerdictLook) -> Option<VerdictButton> {
    ui.add_space(8.0);
    hairline(ui, theme);
    ui.add_space(8.0);
    let font = FontId::proportional(size::LABEL);
    let galleys = VerdictButton::ALL.map(|button| {
        ui.painter().layout_no_wrap(button.words().to_owned(), font.clone(), Color32::PLACEHOLDER)
    });
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let words = [0, 1, 2, 3].map(|i: usize| galleys[i].size().x);
    let details = details(words, rect.width(), look.keys);
    let mut pressed = None;
    let mut left = rect.left();
    for ((button, galley), detail) in VerdictButton::ALL.into_iter().zip(galleys).zip(details) {
        let width = wide(detail, galley.size().x);
        if button == VerdictButton::Note {
            // A note is no verdict: it stands apart, at the right.
            left = left.max(rect.right() - width);
        }
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(width, HEIGHT));
        left += width + GAP;
        if draw(ui, theme, place, (button, look.is_on(button), detail), galley) {
            pressed = Some(button);
        }
    }
    pressed
}

/// One button. Returns whether it was clicked.
fn draw(
    ui: &Ui,
    theme: &Theme,
    place: Rect,
    (button, on, detail): (VerdictButton, bool, Detail),
    galley: std::sync::Arc<egui::Galley>,
) -> bool {
    let response = ui.interact(place, ui.id().with(("verdict", button.words())), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, ui.is_enabled(), on, button.words()));
    let fill = match (on, response.hovered()) {
        (_, true) => theme.hover(),
        (true, false) => theme.accent_bg(),
        // Quieter than the card's own marks, as in the mock.
        (false, false) => theme.panel(),
    };
    let ink = if on { button.ink(theme) } else { theme.text2() };
    ui.painter().rect_filled(place, 6.0, fill);
    if on {
        ui.painter().rect_stroke(place, 6.0, Stroke::new(1.2, ink), StrokeKind::Inside);
    }
    let middle = place.center().y;
    let at = pos2(place.left() + if detail == Detail::Icon { ICON * 0.5 } else { 14.0 }, middle);
    ui.painter().text(at, Align2::CENTER_CENTER, button.symbol(), icon_font(14.0), ink);
    if detail >= Detail::Word {
        let words = pos2(place.left() + TEXT, middle - (galley.size().y * 0.5).round());
        ui.painter().galley(words, galley, if on { theme.text() } else { theme.text2() });
    }
    if detail == Detail::Key {
        let cap = Rect::from_center_size(pos2(place.right() - 5.0 - 9.0, middle), vec2(18.0, 18.0));
        ui.painter().rect_stroke(cap, 4.0, Stroke::new(1.0, theme.line_strong()), StrokeKind::Inside);
        let font = FontId::proportional(size::CAPTION);
        ui.painter().text(cap.center(), Align2::CENTER_CENTER, button.key(), font, theme.text3());
    }
    focus_ring(ui, theme, &response, place, 6.0);
    let clicked = response.clicked();
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(format!(
        "{} ({})",
        button.words(),
        button.key()
    ));
    clicked
}

#[cfg(test)]
mod tests {
    use super::Detail::{Icon, Key, Word};
    use super::details;

    #[test]
    fn the_note_gives_way_first_then_the_keys_then_the_words() {
        let words = [38.0, 36.0, 40.0, 26.0];
        assert_eq!(details(words, 500.0, true), [Key; 4]);
        assert_eq!(details(words, 324.0, true), [Key, Key, Key, Icon]);
        assert_eq!(details(words, 280.0, true), [Word, Word, Word, Icon]);
        assert_eq!(details(words, 120.0, true), [Icon; 4]);
        assert_eq!(details(words, 500.0, false), [Word; 4]);
    }
}
