//! Without this source: what falls, what loses corroboration, what stands.

use egui::{CollapsingHeader, RichText, Ui};

use super::{head, rows};
use crate::graph::{Outcome, Removed, Teller, Voice};
use crate::model::ClaimIx;
use crate::session::Action;
use crate::session::look::{Answer, Look};
use crate::ui::theme::size;
use crate::ui::widgets::{caption, counted, hairline, number, tick};
use crate::ui::{Context, paint};

/// Sources of a kind listed at most.
const MOST: usize = 200;

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, removed: &Removed, out: &mut Vec<Action>) {
    head(ui, ctx, "Without this source", out);
    let mut wanted = removed.clone();
    sources(ui, ctx, &mut wanted);
    if wanted != *removed {
        out.push(Action::Look(Some(Look::Without(wanted))));
    }
    ui.add_space(8.0);
    hairline(ui, ctx.theme);
    ui.add_space(8.0);
    if let Some(Answer::Without(removal)) = ctx.session.derived().answer().filter(|_| !removed.is_empty()) {
        let data = ctx.data();
        let (mut falls, mut loses, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        for (claim, outcome) in removal.touched() {
            let before = data.status(claim).words();
            match outcome {
                Outcome::Falls => {
                    falls.push((claim, format!("was {before}, nothing is left that supports it")));
                }
                Outcome::LosesCorroboration => {
                    let after = removal.after.get(claim.index()).copied().flatten();
                    loses.push((
                        claim,
                        format!("now {}", after.map_or("unsupported", |status| status.words())),
                    ));
                }
                Outcome::Changes(status) => {
                    changes.push((claim, format!("was {before}, now {}", status.words())));
                }
                Outcome::Stands => {}
            }
        }
        let stand = data.claims().len() - falls.len() - loses.len() - changes.len();
        let words = format!("{} fall, {} stand", counted(falls.len(), "claim", "claims"), number(stand));
        ui.label(RichText::new(words).size(size::BODY).color(ctx.theme.text()));
        ui.add_space(4.0);
        rows::group(ui, ctx, "Falls", &falls, true, out);
        rows::group(ui, ctx, "Loses corroboration", &loses, true, out);
        rows::group(ui, ctx, "Comes to stand otherwise", &changes, true, out);
        ui.add_space(6.0);
    } else {
        ui.label(caption(ctx.theme, "Tick what is not to be believed"));
        ui.add_space(6.0);
    }
    flags(ui, ctx, out);
}

/// Boxes for documents, speakers and kinds of speaker.
fn sources(ui: &mut Ui, ctx: &Context<'_>, wanted: &mut Removed) {
    let data = ctx.data();
    let tellers = ctx.session.derived().tellers();
    let section = |ui: &mut Ui, words: &str, open: bool, add: &mut dyn FnMut(&mut Ui)| {
        let head = RichText::new(words).size(size::BODY).color(ctx.theme.text2());
        CollapsingHeader::new(head).id_salt(("sources", words)).default_open(open).show(ui, |ui| add(ui));
    };
    let nameless = data.entities().iter().filter(|entity| entity.anonymous).count();
    if nameless > 0 {
        let words = format!("Everybody without a name ({})", number(nameless));
        tick(ui, ctx.theme, &mut wanted.anonymous, &words);
    }
    section(ui, "Speakers", true, &mut |ui| {
        for offered in tellers.iter().take(MOST) {
            let voice = match &offered.teller {
                Teller::Document => Voice::Document,
                Teller::Speaker(speaker) => Voice::Entity(*speaker),
                Teller::Side(_) => continue,
            };
            let name = match voice {
                Voice::Document => "The report itself",
                Voice::Entity(speaker) => data.entity(speaker).name.as_str(),
            };
            let words = format!("{}  {}", paint::visual(name), number(offered.claims()));
            let mut on = wanted.voices.contains(&voice);
            if tick(ui, ctx.theme, &mut on, &words) {
                if on {
                    wanted.voices.insert(voice)
                } else {
                    wanted.voices.remove(&voice)
                };
            }
        }
    });
    section(ui, "Documents", data.documents().len() > 1, &mut |ui| {
        for document in data.document_ixs().take(MOST) {
            let record = data.document(document);
            let words = paint::visual(record.title.as_deref().unwrap_or(&record.id)).into_owned();
            let mut on = wanted.documents.contains(&document);
            if tick(ui, ctx.theme, &mut on, &words) {
                if on {
                    wanted.documents.insert(document)
                } else {
                    wanted.documents.remove(&document)
                };
            }
        }
    });
    let mut kinds: Vec<_> = tellers
        .iter()
        .filter_map(|offered| match offered.teller {
            Teller::Speaker(speaker) => Some(data.entity(speaker).kind),
            _ => None,
        })
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    section(ui, "Kinds of speaker", false, &mut |ui| {
        for &kind in &kinds {
            let words = format!("Every {}", data.kind(kind).label);
            let mut on = wanted.kinds.contains(&kind);
            if tick(ui, ctx.theme, &mut on, &words) {
                if on {
                    wanted.kinds.insert(kind)
                } else {
                    wanted.kinds.remove(&kind)
                };
            }
        }
    });
}

/// Claims that rest on one source, and those whose voices all go back to the same one.
fn flags(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let derived = ctx.session.derived();
    let shown = derived.shown();
    let mut single: Vec<(ClaimIx, String)> = Vec::new();
    let mut chained: Vec<(ClaimIx, String)> = Vec::new();
    for &claim in &shown.claims {
        if derived.rests_on_one(claim) {
            single.push((claim, String::new()));
        }
        if let Some(source) = derived.one_chain(claim) {
            chained.push((claim, format!("all go back to {}", ctx.data().entity(source).name)));
        }
    }
    rows::group(ui, ctx, "Several voices, one source", &chained, true, out);
    rows::group(ui, ctx, "Rests on one source", &single, false, out);
}
