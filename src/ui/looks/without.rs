//! Without this source: what falls, what loses corroboration, what stands.

use egui::{CollapsingHeader, RichText, Ui};

use super::{head, rows};
use crate::graph::{Removed, Teller, Voice};
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
        let lists = ctx.session.derived().lists();
        let stand = data.claims().len() - lists.falls.len() - lists.loses.len() - lists.changes.len();
        let words =
            format!("{} fall, {} stand", counted(lists.falls.len(), "claim", "claims"), number(stand));
        ui.label(RichText::new(words).size(size::BODY).color(ctx.theme.text()));
        ui.add_space(4.0);
        let before = |claim| data.status(claim).words();
        let after = |claim: ClaimIx| {
            let after = removal.after.get(claim.index()).copied().flatten();
            after.map_or("unsupported", |status| status.words())
        };
        let falls = |claim| format!("was {}, nothing is left that supports it", before(claim));
        let loses = |claim| format!("now {}", after(claim));
        let changes = |claim| format!("was {}, now {}", before(claim), after(claim));
        rows::group(ui, ctx, "Falls", &lists.falls, &falls, true, out);
        rows::group(ui, ctx, "Loses corroboration", &lists.loses, &loses, true, out);
        rows::group(ui, ctx, "Comes to stand otherwise", &lists.changes, &changes, true, out);
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
    let lists = ctx.session.derived().lists();
    let nameless = lists.nameless;
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
    section(ui, "Kinds of speaker", false, &mut |ui| {
        for &kind in &lists.kinds {
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
    let lists = derived.lists();
    let chained = |claim| {
        let source = derived.one_chain(claim);
        source.map_or_else(String::new, |source| format!("all go back to {}", ctx.data().entity(source).name))
    };
    rows::group(ui, ctx, "Several voices, one source", &lists.chained, &chained, true, out);
    rows::group(ui, ctx, "Rests on one source", &lists.single, &|_| String::new(), false, out);
}
