//! According to …: what one voice or side says of each claim, alone or beside another.

use egui::{RichText, Ui};

use super::{data, head, rows};
use crate::graph::{Compared, Offered, Teller, Told, opposing};
use crate::model::ClaimIx;
use crate::session::Action;
use crate::session::look::{Answer, Look};
use crate::ui::Context;
use crate::ui::theme::size;
use crate::ui::widgets::caption;

/// Notes on what somebody is silent about, shown at most.
const NOTES: usize = 20;

pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    teller: &Teller,
    against: Option<&Teller>,
    out: &mut Vec<Action>,
) {
    let (theme, case) = (ctx.theme, ctx.data());
    head(ui, ctx, "According to", out);
    let offered = ctx.session.derived().tellers();
    let named: Vec<(String, String)> = offered.iter().map(|one| named(ctx, one)).collect();
    let name = |teller: &Teller| {
        let offered = offered.iter().find(|offered| offered.teller == *teller);
        data::teller_words(case, teller, offered)
    };
    if let Some(one) = rows::menu(ui, ctx, "teller", &name(teller), &named).and_then(|n| offered.get(n)) {
        out.push(Action::Look(Some(Look::According {
            teller: one.teller.clone(),
            against: against.cloned(),
        })));
    }
    ui.add_space(4.0);
    ui.label(caption(theme, "Beside"));
    let mut beside = vec![("nobody else".to_owned(), String::new())];
    beside.extend(named);
    let now = against.map_or_else(|| "nobody else".to_owned(), name);
    if let Some(n) = rows::menu(ui, ctx, "beside", &now, &beside) {
        let against = n.checked_sub(1).and_then(|n| offered.get(n)).map(|one| one.teller.clone());
        out.push(Action::Look(Some(Look::According { teller: teller.clone(), against })));
    }
    ui.add_space(10.0);
    let Some(Answer::According { told, against: other, compared }) = ctx.session.derived().answer() else {
        return;
    };
    let shown = ctx.session.derived().shown();
    let claims = || case.claim_ixs().filter(|claim| shown.has_claim(*claim));
    if let (Some(compared), Some(other)) = (compared, other) {
        let (a, b) = (name(teller), against.map(name).unwrap_or_default());
        ui.label(RichText::new(format!("A is {a}, B is {b}")).size(size::LABEL).color(theme.text3()));
        ui.add_space(4.0);
        for kind in Compared::ALL {
            let words = match kind {
                Compared::Agreed => "Both say the same",
                Compared::Contradicted => "A≠B  One says what the other denies",
                Compared::OnlyA => "A  Only the first takes a stand",
                Compared::OnlyB => "B  Only the second takes a stand",
                Compared::Neither => "Neither takes a stand",
            };
            let list: Vec<(ClaimIx, String)> = claims()
                .filter(|claim| compared.get(claim.index()) == Some(&kind))
                .map(|claim| {
                    let word = |told: &[Told]| told.get(claim.index()).map_or("", |told| told.words());
                    let note = if kind == Compared::Neither {
                        String::new()
                    } else {
                        format!("A {}, B {}", word(told), word(other))
                    };
                    (claim, note)
                })
                .collect();
            let open = matches!(kind, Compared::Agreed | Compared::Contradicted);
            rows::group(ui, ctx, words, &list, open, out);
        }
    } else {
        for kind in Told::ALL {
            let list: Vec<(ClaimIx, String)> = claims()
                .filter(|claim| told.get(claim.index()) == Some(&kind))
                .map(|claim| (claim, String::new()))
                .collect();
            let words = match kind {
                Told::Says => "Says so",
                Told::Denies => "Denies it",
                Told::Divided => "Says both",
                Told::Unsure => "Leaves it open",
                Told::Silent => "Says nothing",
            };
            rows::group(ui, ctx, words, &list, kind != Told::Silent, out);
        }
        notes(ui, ctx, told, out);
    }
}

/// What follows from what somebody says, without their having said it.
fn notes(ui: &mut Ui, ctx: &Context<'_>, told: &[Told], out: &mut Vec<Action>) {
    let found = opposing(ctx.data(), told);
    if found.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.label(caption(ctx.theme, "Silent on, but says what cannot hold together with it"));
    for note in found.iter().take(NOTES) {
        let words = format!("says “{}”", ctx.data().sentence(note.says));
        rows::row(ui, ctx, note.silent_on, &words, out);
    }
}

/// A teller's name, and on how many claims it takes which stand.
fn named(ctx: &Context<'_>, offered: &Offered) -> (String, String) {
    let name = data::teller_words(ctx.data(), &offered.teller, Some(offered));
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
