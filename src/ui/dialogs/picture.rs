//! Save a picture: where, how much, how large, with what.

use std::path::PathBuf;

use egui::{DragValue, RichText, TextEdit, Ui};

use super::files::Chooser;
use crate::session::{Action, Extent, PictureAdvice, PictureRequest};
use crate::ui::Context;
use crate::ui::theme::{color, size};

/// What is chosen.
pub(super) struct PictureState {
    pub(super) path: String,
    extent: Extent,
    scale: f32,
    legend: bool,
    background: bool,
    /// Whether the path was filled in for the dialog that is open.
    ready: bool,
}

impl Default for PictureState {
    fn default() -> Self {
        Self {
            path: String::new(),
            extent: Extent::Seen,
            scale: 2.0,
            legend: false,
            background: true,
            ready: false,
        }
    }
}

impl PictureState {
    pub(super) fn close(&mut self) {
        self.ready = false;
    }

    fn ending(&self) -> Option<&'static str> {
        let path = PathBuf::from(self.path.trim());
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        ["png", "svg"].into_iter().find(|known| **known == ending)
    }

    fn set_ending(&mut self, ending: &str) {
        self.path = PathBuf::from(self.path.trim()).with_extension(ending).display().to_string();
    }
}

pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut PictureState,
    chooser: &mut Chooser,
    out: &mut Vec<Action>,
) {
    let mut focus = false;
    if !std::mem::replace(&mut state.ready, true) {
        state.path = ctx.session.default_picture_path().display().to_string();
        focus = true;
    }
    let theme = ctx.theme;
    let mut asked = false;
    egui::Grid::new("picture").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        ui.label("File");
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut state.path).desired_width(270.0);
            let response = ui.add_sized([270.0, 32.0], field.vertical_align(egui::Align::Center));
            response.widget_info(|| {
                let mut info = egui::WidgetInfo::text_edit(true, "", &state.path, "");
                info.label = Some("Path of the picture".to_owned());
                info
            });
            if focus {
                response.request_focus();
            }
            asked = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            if ui.add_enabled(!chooser.is_open(), egui::Button::new("Browse…")).clicked() {
                chooser.ask_picture(ui.ctx(), PathBuf::from(state.path.trim()));
            }
        });
        ui.end_row();

        ui.label("Format");
        ui.horizontal(|ui| {
            for (ending, words) in [("png", "PNG"), ("svg", "SVG")] {
                if ui.radio(state.ending() == Some(ending), words).clicked() {
                    state.set_ending(ending);
                }
            }
        });
        ui.end_row();

        ui.label("Extent");
        ui.horizontal(|ui| {
            ui.radio_value(&mut state.extent, Extent::Seen, "What is seen");
            ui.radio_value(&mut state.extent, Extent::Whole, "Whole graph");
        });
        ui.end_row();

        ui.label("Scale");
        ui.horizontal(|ui| {
            let png = state.ending() == Some("png");
            ui.add_enabled(png, DragValue::new(&mut state.scale).range(0.25..=8.0).speed(0.05).suffix(" ×"));
            let [w, h] = ctx.session.passing().canvas_size;
            let pixels = format!("{} × {} pixels", (w * state.scale).round(), (h * state.scale).round());
            if png {
                ui.label(RichText::new(pixels).size(size::SMALL).color(theme.text3()));
            }
        });
        ui.end_row();

        ui.label("With");
        ui.horizontal(|ui| {
            crate::ui::widgets::tick(ui, theme, &mut state.legend, "Legend");
            crate::ui::widgets::tick(ui, theme, &mut state.background, "Background");
        });
        ui.end_row();
    });
    ui.add_space(12.0);
    let ending = state.ending();
    let advice = ctx.session.picture_advice(&PathBuf::from(state.path.trim()));
    let (words, possible) = match (ending, &advice) {
        (None, _) => ("The name must end in .png or .svg", false),
        (_, Some(PictureAdvice::Impossible(words))) => (words.as_str(), false),
        (_, Some(PictureAdvice::Replaces(words))) => (words.as_str(), true),
        (_, None) => ("", true),
    };
    if !words.is_empty() {
        ui.label(RichText::new(words).size(size::SMALL).color(color(theme.style.v_unsure)));
    }
    let replaces = matches!(advice, Some(PictureAdvice::Replaces(_)));
    ui.horizontal(|ui| {
        let save = egui::Button::new(if replaces { "Replace" } else { "Save" });
        asked |= ui.add_enabled(possible, save).clicked();
        if ui.button("Cancel").clicked() {
            out.push(Action::ShowDialog(None));
        }
    });
    if asked && possible {
        out.push(Action::SavePicture(PictureRequest {
            path: PathBuf::from(state.path.trim()),
            extent: state.extent,
            scale: state.scale,
            legend: state.legend,
            background: state.background,
        }));
        out.push(Action::ShowDialog(None));
    }
}
