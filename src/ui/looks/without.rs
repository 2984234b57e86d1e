//! Without this source: what falls, what loses corroboration, what stands.

use std::collections::BTreeSet;

use egui::{CollapsingHeader, RichText, Ui};

use super::{asked_now, head, rows};
use crate::graph::{Removed, Teller, Voice};
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

/// What a box of a list takes away; a voice with its number of claims.
enum Source {
    Voice(Voice, usize),
    Document(DocIx),
    Kind(KindIx),
}

/// Boxes for documents, speakers and kinds of speaker, with a field that narrows them.
fn sources(ui: &mut Ui, ctx: &Context<'_>, wanted: &mut Removed) {
    let focus = if asked_now(ui, ctx) { rows::Focus::Take } else { rows::Focus::Leave };
    let (query, entered) = rows::narrow(ui, ui.id().with("sources"), "Type to find a source", focus);
    let typed = !query.trim().is_empty();
    let lists = ctx.session.derived().lists();
    let nameless = lists.nameless;
    if nameless > 0 && !typed {
        let words = format!("Everybody without a name ({})", number(nameless));
        tick(ui, ctx.theme, &mut wanted.anonymous, &words);
    }
    let mut first = entered;
    let lists = [
        ("Speakers", true, speakers(ctx)),
        ("Documents", ctx.data().documents().len() > 1, documents(ctx)),
        ("Kinds of speaker", false, kinds(ctx)),
    ];
    for (head, open, list) in lists {
        let words = |n: usize| list.get(n).map_or_else(String::new, |source| source.words(ctx));
        let fit = rows::Fit::of(list.len(), &query, words);
        if typed && fit.len() == 0 {
            continue;
        }
        let title = RichText::new(head).size(size::BODY).color(ctx.theme.text2());
        let header = CollapsingHeader::new(title).id_salt(("sources", head)).default_open(open);
        // What is found is shown, whatever was open before.
        header.open(typed.then_some(true)).show(ui, |ui| {
            for source in (0..MOST).map_while(|n| fit.get(n)).filter_map(|n| list.get(n)) {
                let mut on = source.is_in(wanted);
                let pressed = tick(ui, ctx.theme, &mut on, &paint::visual(&source.words(ctx)));
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
    fn words(&self, ctx: &Context<'_>) -> String {
        match self {
            Self::Voice(voice, claims) => {
                let name = match voice {
                    Voice::Document => "The report itself",
                    Voice::Entity(speaker) => ctx.data().entity(*speaker).name.as_str(),
                };
                format!("{name}  {}", number(*claims))
            }
            Self::Document(document) => {
                let record = ctx.data().document(*document);
                record.title.as_deref().unwrap_or(&record.id).to_owned()
            }
            Self::Kind(kind) => format!("Every {}", ctx.data().kind(*kind).label),
        }
    }

    fn is_in(&self, removed: &Removed) -> bool {
        match self {
            Self::Voice(voice, _) => removed.voices.contains(voice),
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
            Self::Voice(voice, _) => of(&mut removed.voices, voice),
            Self::Document(document) => of(&mut removed.documents, document),
            Self::Kind(kind) => of(&mut removed.kinds, kind),
        }
    }
}

fn speakers(ctx: &Context<'_>) -> Vec<Source> {
    let tellers = ctx.session.derived().tellers().iter().filter_map(|offered| {
        let voice = match &offered.teller {
            Teller::Document => Voice::Document,
            Teller::Speaker(speaker) => Voice::Entity(*speaker),
            Teller::Side(_) => return None,
        };
        Some(Source::Voice(voice, offered.claims()))
    });
    tellers.collect()
}

fn documents(ctx: &Context<'_>) -> Vec<Source> {
    ctx.data().document_ixs().map(Source::Document).collect()
}

fn kinds(ctx: &Context<'_>) -> Vec<Source> {
    ctx.session.derived().lists().kinds.iter().map(|&kind| Source::Kind(kind)).collect()
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
