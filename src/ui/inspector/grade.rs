//! The grade box of a voice: how far its speaker is relied on, and how far what it says.

use egui::{Align2, FontId, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, vec2};

use crate::model::{Attribution, Dataset};
use crate::ui::Context;
use crate::ui::theme::size;
use crate::ui::widgets::caption;

/// Width of the box.
pub(super) const WIDTH: f32 = 28.0;
/// Its height.
const HEIGHT: f32 = 18.0;

/// The two halves of a grade in the Admiralty code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Grade {
    /// Of the speaker, `A` to `F`.
    pub(super) reliability: Option<char>,
    /// Of what is said, 1 to 6.
    pub(super) credibility: Option<u8>,
}

impl Grade {
    /// The grade of a voice.
    pub(super) fn of(data: &Dataset, voice: &Attribution) -> Self {
        let reliability = voice.speaker.and_then(|speaker| data.entity(speaker).reliability);
        Self { reliability, credibility: voice.credibility }
    }

    fn is_given(self) -> bool {
        self.reliability.is_some() || self.credibility.is_some()
    }

    /// "F6"; a half that nobody graded is a dash.
    pub(super) fn short(self) -> String {
        if !self.is_given() {
            return "–".to_owned();
        }
        let letter = self.reliability.map_or_else(|| "–".to_owned(), String::from);
        let figure = self.credibility.map_or_else(|| "–".to_owned(), |figure| figure.to_string());
        letter + &figure
    }

    /// What each half means, a line each.
    pub(super) fn meaning(self) -> Vec<String> {
        if !self.is_given() {
            return vec!["Nobody graded this source".to_owned()];
        }
        let letter = self.reliability.map_or_else(
            || "The speaker is not graded".to_owned(),
            |letter| format!("{letter}: {}", reliability(letter)),
        );
        let figure = self.credibility.map_or_else(
            || "What is said is not graded".to_owned(),
            |figure| format!("{figure}: {}", credibility(figure)),
        );
        vec![letter, figure]
    }
}

fn reliability(letter: char) -> &'static str {
    match letter {
        'A' => "a speaker with a clean record; nothing gives cause for doubt",
        'B' => "a speaker who was nearly always right; small doubts",
        'C' => "a speaker who was often right, and sometimes not",
        'D' => "a speaker who was right now and then; grave doubts",
        'E' => "a speaker who was mostly wrong, or means to mislead",
        'F' => "too little is known of the speaker to judge",
        _ => "not a letter of the Admiralty code",
    }
}

fn credibility(figure: u8) -> &'static str {
    match figure {
        1 => "others who do not depend on this speaker confirm it",
        2 => "nobody confirms it, but it fits what else is known",
        3 => "nobody confirms it; it fits some of what is known",
        4 => "it may be so, but nothing else points that way",
        5 => "what else is known speaks against it",
        6 => "too little is known to judge what is said",
        _ => "not a figure of the Admiralty code",
    }
}

/// Draws the box.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, voice: &Attribution) {
    let theme = ctx.theme;
    let grade = Grade::of(ctx.data(), voice);
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, HEIGHT), Sense::hover());
    let name =
        if grade.is_given() { format!("Source grade {}", grade.short()) } else { "No source grade".into() };
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &name));
    let frame = rect.shrink2(vec2(0.5, 1.5));
    if grade.is_given() {
        ui.painter().rect_stroke(frame, 3.0, Stroke::new(1.0, theme.line_strong()), StrokeKind::Inside);
    } else {
        dashed(ui, frame, Stroke::new(1.0, theme.line_strong()));
    }
    let ink = if grade.is_given() { theme.text() } else { theme.text3() };
    let font = FontId::proportional(size::CAPTION);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, grade.short(), font, ink);
    response.on_hover_ui(|ui| {
        ui.set_max_width(300.0);
        for line in grade.meaning() {
            ui.label(line);
        }
        if grade.is_given() {
            ui.label(caption(theme, "Admiralty code: letter for the speaker, figure for what is said"));
        }
    });
}

fn dashed(ui: &Ui, frame: Rect, stroke: Stroke) {
    let corners: [Pos2; 5] =
        [frame.left_top(), frame.right_top(), frame.right_bottom(), frame.left_bottom(), frame.left_top()];
    ui.painter().extend(Shape::dashed_line(&corners, stroke, 2.5, 2.5));
}

#[cfg(test)]
mod tests {
    use super::Grade;

    #[test]
    fn a_grade_is_short_in_the_box_and_told_in_words() {
        let grade = |reliability, credibility| Grade { reliability, credibility };
        assert_eq!(grade(Some('F'), Some(6)).short(), "F6");
        assert_eq!(grade(Some('B'), None).short(), "B–");
        assert_eq!(grade(None, Some(2)).short(), "–2");
        assert_eq!(grade(None, None).short(), "–");
        assert_eq!(grade(None, None).meaning().len(), 1);
        for letter in 'A'..='F' {
            assert!(!grade(Some(letter), None).meaning()[0].contains("not a letter"));
        }
        for figure in 1..=6 {
            assert!(!grade(None, Some(figure)).meaning()[1].contains("not a figure"));
        }
    }
}
