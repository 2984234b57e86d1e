//! Without this source: what falls, what loses corroboration, what stands.

use std::collections::BTreeSet;

use egui::{CollapsingHeader, RichText, Ui};

use super::{data, head, rows};
use crate::graph::{Outcome, Removed, Teller, Voice};
use crate::model::{ClaimIx, DocIx, KindIx};
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

/// A box of a list: its words, and what it takes away.
enum Source {
    Voice(Voice),
    Document(DocIx),
    Kind(KindIx),
}

/// Boxes for documents, speakers and kinds of speaker, with a field that narrows them.
fn sources(ui: &mut Ui, ctx: &Context<'_>, wanted: &mut Removed) {
    let case = ctx.data();
    let (query, entered) = rows::narrow(ui, ui.id().with("sources"), "Type to find a source", false);
    let typed = !query.trim().is_empty();
    let nameless = case.entities().iter().filter(|entity| entity.anonymous).count();
    if nameless > 0 && !typed {
        let words = format!("Everybody without a name ({})", number(nameless));
        tick(ui, ctx.theme, &mut wanted.anonymous, &words);
    }
    let mut first = entered;
    let lists = [
        ("Speakers", true, speakers(ctx)),
        ("Documents", case.documents().len() > 1, documents(ctx)),
        ("Kinds of speaker", false, kinds(ctx)),
    ];
    for (head, open, list) in lists {
        let fit = data::fitting(list.iter().map(|one| one.0.as_str()), &query);
        if typed && fit.is_empty() {
            continue;
        }
        let words = RichText::new(head).size(size::BODY).color(ctx.theme.text2());
        let header = CollapsingHeader::new(words).id_salt(("sources", head)).default_open(open);
        // What is found is shown, whatever was open before.
        header.open(typed.then_some(true)).show(ui, |ui| {
            for (words, source) in fit.iter().take(MOST).filter_map(|&n| list.get(n)) {
                let mut on = source.is_in(wanted);
                let pressed = tick(ui, ctx.theme, &mut on, &paint::visual(words));
                if pressed || std::mem::take(&mut first) {
                    source.switch(wanted);
                }
            }
            if fit.len() > MOST {
                let more = format!("and {} more; type to find them", number(fit.len() - MOST));
                ui.label(caption(ctx.theme, more));
            }
        });
    }
}

impl Source {
    fn is_in(&self, removed: &Removed) -> bool {
        match self {
            Self::Voice(voice) => removed.voices.contains(voice),
            Self::Document(document) => removed.documents.contains(document),
            Self::Kind(kind) => removed.kinds.contains(kind),
        }
    }

    /// Takes it away, or brings it back.
    fn switch(&self, removed: &mut Removed) {
        fn of<T: Ord + Copy>(set: &mut BTreeSet<T>, value: T) {
            if !set.remove(&value) {
                set.insert(value);
            }
        }
        match *self {
            Self::Voice(voice) => of(&mut removed.voices, voice),
            Self::Document(document) => of(&mut removed.documents, document),
            Self::Kind(kind) => of(&mut removed.kinds, kind),
        }
    }
}

fn speakers(ctx: &Context<'_>) -> Vec<(String, Source)> {
    let tellers = ctx.session.derived().tellers().iter().filter_map(|offered| {
        let (name, voice) = match &offered.teller {
            Teller::Document => ("The report itself", Voice::Document),
            Teller::Speaker(speaker) => (ctx.data().entity(*speaker).name.as_str(), Voice::Entity(*speaker)),
            Teller::Side(_) => return None,
        };
        Some((format!("{name}  {}", number(offered.claims())), Source::Voice(voice)))
    });
    tellers.collect()
}

fn documents(ctx: &Context<'_>) -> Vec<(String, Source)> {
    let name = |document| {
        let record = ctx.data().document(document);
        record.title.as_deref().unwrap_or(&record.id).to_owned()
    };
    ctx.data().document_ixs().map(|document| (name(document), Source::Document(document))).collect()
}

fn kinds(ctx: &Context<'_>) -> Vec<(String, Source)> {
    let speakers = ctx.session.derived().tellers().iter().filter_map(|offered| match offered.teller {
        Teller::Speaker(speaker) => Some(ctx.data().entity(speaker).kind),
        _ => None,
    });
    let kinds: BTreeSet<KindIx> = speakers.collect();
    let words = |kind| format!("Every {}", ctx.data().kind(kind).label);
    kinds.into_iter().map(|kind| (words(kind), Source::Kind(kind))).collect()
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
