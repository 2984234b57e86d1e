//! What a sentence is cited for: the claims and their voices, in a tip beside the pointer.

use egui::{RichText, Sense, Ui, vec2};

use crate::model::{ClaimIx, Dataset, DocIx, Stance};
use crate::ui::inspector::data::speaker;
use crate::ui::theme::{color, size};
use crate::ui::widgets::{caption, number};
use crate::ui::{Context, paint};

/// Claims that a tip lists at most.
const MOST: usize = 6;
/// Voices that it names for each.
const VOICES: usize = 3;

/// A claim that a place supports, and who takes which stance there.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Supported {
    /// The claim.
    pub(super) claim: ClaimIx,
    /// Stance and speaker of each voice that is cited from here.
    pub(super) voices: Vec<(Stance, String)>,
}

/// The claims that a place of a document supports, the nearest words first, at most `limit`, and how many
/// there are.
pub(super) fn supported(data: &Dataset, document: DocIx, byte: u32, limit: usize) -> (Vec<Supported>, usize) {
    let mut rows: Vec<Supported> = Vec::new();
    let mut all = std::collections::BTreeSet::new();
    for cited in data.claims_at(document, byte) {
        all.insert(cited.claim);
        let at = rows.iter().position(|row| row.claim == cited.claim);
        let at = match at {
            Some(at) => at,
            None if rows.len() < limit => {
                rows.push(Supported { claim: cited.claim, voices: Vec::new() });
                rows.len() - 1
            }
            None => continue,
        };
        if let Some(voice) = data.claim(cited.claim).attributions.get(cited.voice as usize) {
            let voice = (voice.stance, speaker(data, voice));
            if !rows[at].voices.contains(&voice) {
                rows[at].voices.push(voice);
            }
        }
    }
    (rows, all.len())
}

/// The inside of the tip.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, document: DocIx, byte: u32) {
    let (theme, data) = (ctx.theme, ctx.data());
    let (rows, total) = supported(data, document, byte, MOST);
    ui.set_max_width(340.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            ui.add_space(5.0);
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 7.0;
            let (sample, _) = ui.allocate_exact_size(vec2(26.0, 16.0), Sense::hover());
            paint::line_sample(ui.painter(), theme, data.class(row.claim), data.status(row.claim), sample);
            let sentence = paint::visual(&data.sentence(row.claim)).into_owned();
            ui.add(egui::Label::new(RichText::new(sentence).size(size::BODY).color(theme.text())).truncate());
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.add_space(33.0);
            let status = data.status(row.claim);
            ui.label(RichText::new(status.words()).size(size::CAPTION).color(theme.status(status)));
            for (stance, who) in row.voices.iter().take(VOICES) {
                ui.label(caption(theme, format!("· {}", paint::visual(who))));
                ui.label(RichText::new(stance.words()).size(size::CAPTION).color(theme.stance(*stance)));
            }
            if row.voices.len() > VOICES {
                ui.label(caption(theme, format!("and {} more", number(row.voices.len() - VOICES))));
            }
        });
    }
    if total > rows.len() {
        ui.add_space(4.0);
        ui.label(RichText::new(more(total - rows.len())).size(size::LABEL).color(color(theme.style.text2)));
    }
}

fn more(count: usize) -> String {
    format!("and {} more", number(count))
}

#[cfg(test)]
mod tests {
    use super::supported;
    use crate::model::{DocIx, Stance};

    #[test]
    fn a_sentence_lists_the_claims_it_supports_with_who_says_what() {
        let data = crate::io::load_bundled(1).dataset;
        let text = data.document(DocIx(0)).text.as_str();
        let at = |words: &str| text.find(words).unwrap() as u32;
        let (rows, total) = supported(&data, DocIx(0), at("In the past week"), 6);
        let ids: Vec<&str> = rows.iter().map(|row| data.claim(row.claim).id.as_str()).collect();
        assert_eq!((ids, total), (vec!["c09a", "c09b"], 2));
        let (rows, _) = supported(&data, DocIx(0), at("Before Kirby spoke"), 6);
        let denial = rows.iter().find(|row| data.claim(row.claim).id == "c01").unwrap();
        assert_eq!(denial.voices, [(Stance::Denies, "Mohammad Jamshidi".to_owned())]);
        let (rows, total) = supported(&data, DocIx(0), at("Iran backs militant"), 2);
        assert!(rows.len() == 2 && total >= 4);
        assert_eq!(supported(&data, DocIx(0), 2, 6).1, 0);
    }
}
