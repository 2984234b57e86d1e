//! According to …: what one voice or side says of each claim, alone or beside another.

use egui::{RichText, Ui};

use super::{head, rows};
use crate::graph::{Compared, Offered, Opposing, Teller, Told};
use crate::model::ClaimIx;
use crate::session::Action;
use crate::session::look::{Answer, Look};
use crate::ui::Context;
use crate::ui::theme::size;
use crate::ui::widgets::caption;

pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    teller: &Teller,
    against: Option<&Teller>,
    out: &mut Vec<Action>,
) {
    let theme = ctx.theme;
    head(ui, ctx, "According to", out);
    let offered = ctx.session.derived().tellers();
    let lists = ctx.session.derived().lists();
    let (name, other_name) = &lists.names;
    let row = |n: usize| offered.get(n).map(|one| named(ctx, one)).unwrap_or_default();
    if let Some(one) = rows::menu(ui, ctx, "teller", name, offered.len(), row).and_then(|n| offered.get(n)) {
        out.push(Action::Look(Some(Look::According {
            teller: one.teller.clone(),
            against: against.cloned(),
        })));
    }
    ui.add_space(4.0);
    ui.label(caption(theme, "Beside"));
    let nobody = "nobody else";
    let beside = |n: usize| n.checked_sub(1).map_or_else(|| (nobody.to_owned(), String::new()), row);
    let now = if against.is_some() { other_name.as_str() } else { nobody };
    if let Some(n) = rows::menu(ui, ctx, "beside", now, offered.len() + 1, beside) {
        let against = n.checked_sub(1).and_then(|n| offered.get(n)).map(|one| one.teller.clone());
        out.push(Action::Look(Some(Look::According { teller: teller.clone(), against })));
    }
    ui.add_space(10.0);
    let Some(Answer::According { told, against: other, compared }) = ctx.session.derived().answer() else {
        return;
    };
    if let (Some(_), Some(other)) = (compared, other) {
        ui.label(
            RichText::new(format!("A is {name}, B is {other_name}")).size(size::LABEL).color(theme.text3()),
        );
        ui.add_space(4.0);
        for kind in Compared::ALL {
            let words = match kind {
                Compared::Agreed => "Both say the same",
                Compared::Contradicted => "A≠B  One says what the other denies",
                Compared::OnlyA => "A  Only the first takes a stand",
                Compared::OnlyB => "B  Only the second takes a stand",
                Compared::Neither => "Neither takes a stand",
            };
            let list = lists.compared.get(&kind).map_or(&[][..], Vec::as_slice);
            let note = |claim: ClaimIx| {
                let word = |told: &[Told]| told.get(claim.index()).map_or("", |told| told.words());
                match kind {
                    Compared::Neither => String::new(),
                    _ => format!("A {}, B {}", word(told), word(other)),
                }
            };
            let open = matches!(kind, Compared::Agreed | Compared::Contradicted);
            rows::group(ui, ctx, words, list, &note, open, out);
        }
    } else {
        for kind in Told::ALL {
            let list = lists.told.get(&kind).map_or(&[][..], Vec::as_slice);
            let words = match kind {
                Told::Says => "Says so",
                Told::Denies => "Denies it",
                Told::Divided => "Says both",
                Told::Unsure => "Leaves it open",
                Told::Silent => "Says nothing",
            };
            rows::group(ui, ctx, words, list, &|_| String::new(), kind != Told::Silent, out);
        }
        notes(ui, ctx, &lists.opposing, out);
    }
}

/// What follows from what somebody says, without their having said it.
fn notes(ui: &mut Ui, ctx: &Context<'_>, found: &[Opposing], out: &mut Vec<Action>) {
    if found.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.label(caption(ctx.theme, "Silent on, but says what cannot hold together with it"));
    for note in found {
        let words = format!("says “{}”", ctx.data().sentence(note.says));
        rows::row(ui, ctx, note.silent_on, &words, out);
    }
}

/// A teller's name, and on how many claims it takes which stand.
fn named(ctx: &Context<'_>, offered: &Offered) -> (String, String) {
    let name = offered.teller.words(ctx.data(), offered.head);
    let mut parts = Vec::new();
    for (count, word) in [
        (offered.says, "says"),
        (offered.denies, "denies"),
        (offered.divided, "both"),
        (offered.unsure, "open"),
    ] {
        if count > 0 {
            parts.push(format!("{word} {count}"));
        }
    }
    (name, parts.join(" · "))
}
