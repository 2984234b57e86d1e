//! The status bar: counts, how the quotes were found, what is under the pointer, zoom and layout.

use egui::{Align2, Color32, Id, Sense, Ui, WidgetInfo, WidgetType, pos2};
use egui_phosphor::regular as icon;

use super::theme::{color, icon_font, size};
use super::widgets::{counted, number};
use super::{Context, lines};
use crate::graph::Shown;
use crate::model::{Grounding, GroundingTally, Item};
use crate::session::{Action, LayoutPhase};

/// Shows the bar in all the room that `ui` has.
pub fn show(ui: &mut Ui, ctx: &Context<'_>, _out: &mut Vec<Action>) {
    let theme = ctx.theme;
    let rect = ui.max_rect();
    let y = rect.center().y;
    let data = ctx.data();

    let (dot, layout) = working_words(ctx).unwrap_or_else(|| layout_words(ui, ctx));
    let mut right = rect.right() - 12.0;
    let galley = lines::line(ui, &layout, size::SMALL, theme.text2(), 320.0);
    right = lines::put_right(ui, pos2(right, y), galley);
    ui.painter().circle_filled(pos2(right - 9.0, y), 3.2, dot);
    right -= 24.0;
    let zoom = ctx.session.view().camera.map(|camera| format!("{:.0} %", camera.zoom * 100.0));
    if let Some(zoom) = &zoom {
        right = lines::put_right(ui, pos2(right, y), lines::line(ui, zoom, size::SMALL, theme.text3(), 80.0))
            - 20.0;
    }

    let derived = ctx.session.derived();
    let counts = counts(derived.whole(), derived.shown());
    let mut x = rect.left() + 12.0;
    let narrow = right - x;
    x = lines::put(ui, pos2(x, y), lines::line(ui, &counts, size::SMALL, theme.text2(), narrow)) + 20.0;
    let (worst, words) = grounding_words(data.grounding());
    let ink = worst.map_or(theme.text3(), |worst| theme.grounding(worst));
    if right - x > 60.0 {
        if let Some(worst) = worst {
            ui.painter().text(
                pos2(x + 6.0, y),
                Align2::CENTER_CENTER,
                grounding_icon(worst),
                icon_font(14.0),
                ink,
            );
            x += 18.0;
        }
        let text_ink = match worst {
            None | Some(Grounding::Exact | Grounding::Moved | Grounding::Normalised) => theme.text2(),
            Some(_) => ink,
        };
        x = lines::put(ui, pos2(x, y), lines::line(ui, &words, size::SMALL, text_ink, right - x)) + 20.0;
    }
    let under = under_pointer(ctx);
    if let Some(under) = &under
        && right - x > 40.0
    {
        lines::put(ui, pos2(x, y), lines::line(ui, under, size::SMALL, theme.text3(), right - x));
    }

    // One line for screen readers and tests, in the order of the eye.
    let response = ui.interact(rect, ui.id().with("status"), Sense::hover());
    response.widget_info(|| {
        let mut all = vec![counts.clone(), words.clone()];
        all.extend(under.clone());
        all.extend(zoom.clone());
        all.push(layout.clone());
        WidgetInfo::labeled(WidgetType::Label, true, all.join(", "))
    });
}

/// "31 entities · 51 claims"; where something is hidden, "7 of 31 entities · 9 of 51 claims".
/// Who was merged into somebody else is counted as that one.
fn counts(whole: &Shown, shown: &Shown) -> String {
    let (entities, claims) = (whole.entities.len(), whole.claims.len());
    let of = |shown: usize, all: usize| {
        if shown == all { String::new() } else { format!("{} of ", number(shown)) }
    };
    format!(
        "{}{} · {}{}",
        of(shown.entities.len(), entities),
        counted(entities, "entity", "entities"),
        of(shown.claims.len(), claims),
        counted(claims, "claim", "claims"),
    )
}

/// The words of how the quotes were found, and the worst outcome among them; `None` where there are none.
fn grounding_words(tally: &GroundingTally) -> (Option<Grounding>, String) {
    let total = tally.total();
    let worst = Grounding::ALL.into_iter().rev().find(|&grounding| tally.of(grounding) > 0);
    let Some(worst) = worst else { return (None, "no quotes".to_owned()) };
    let lost = tally.of(Grounding::Missing) + tally.of(Grounding::Unanchored);
    let folded = tally.of(Grounding::Normalised) + tally.of(Grounding::Approximate);
    let unclear = tally.of(Grounding::Ambiguous);
    let quotes = if total == 1 { "quote" } else { "quotes" };
    let head = format!("{} of {} {quotes} found", number(total - lost - unclear), number(total));
    if lost + folded + unclear == 0 {
        return (Some(worst), format!("{head} word for word"));
    }
    let mut words = vec![head];
    let mut say = |n: usize, what: &str| {
        if n > 0 {
            words.push(format!("{} {what}", number(n)));
        }
    };
    say(folded, "not word for word");
    say(unclear, "ambiguous");
    say(tally.of(Grounding::Missing), "missing");
    say(tally.of(Grounding::Unanchored), "without words or place");
    (Some(worst), words.join(", "))
}

fn grounding_icon(worst: Grounding) -> &'static str {
    match worst {
        Grounding::Exact => icon::SEAL_CHECK,
        Grounding::Moved | Grounding::Normalised => icon::ARROWS_LEFT_RIGHT,
        Grounding::Approximate | Grounding::Ambiguous => icon::APPROXIMATE_EQUALS,
        Grounding::Missing | Grounding::Unanchored => icon::LINK_BREAK,
    }
}

/// What is under the pointer, as a sentence.
fn under_pointer(ctx: &Context<'_>) -> Option<String> {
    let data = ctx.data();
    match ctx.session.passing().hover? {
        Item::Entity(entity) if entity.index() < data.entities().len() => Some(super::canvas::names::entity(
            ctx.session,
            entity,
            ctx.session.view().pins.contains_key(&entity),
        )),
        Item::Claim(claim) if claim.index() < data.claims().len() => {
            Some(format!("{}, {}", data.sentence(claim), data.status(claim).words()))
        }
        Item::Attribution(claim, voice) => {
            let attribution = data.claims().get(claim.index())?.attributions.get(voice as usize)?;
            let speaker =
                attribution.speaker.map_or("The document", |speaker| data.entity(speaker).name.as_str());
            Some(format!("{speaker} {}: {}", attribution.stance.words(), data.sentence(claim)))
        }
        _ => None,
    }
}

/// What a thread does that somebody may wait for. While a file is read the checking of quotes goes on when the
/// rest is known.
fn working_words(ctx: &Context<'_>) -> Option<(Color32, String)> {
    if ctx.session.is_merging() {
        return Some((color(ctx.theme.style.v_for), "Applying merges".to_owned()));
    }
    let (what, done, total) = ctx.session.loading()?.progress();
    let words = progress_words(what, done, total).filter(|_| what == ANCHORING)?;
    Some((color(ctx.theme.style.v_for), words))
}

/// What reading calls the search for quotes in texts.
const ANCHORING: &str = "anchoring citations";

/// "12,400 of 46,000 claims", "Checking quotes 1,204 of 5,310"; nothing while no end is known.
pub(super) fn progress_words(what: &str, done: u64, total: u64) -> Option<String> {
    let count = || format!("{} of {}", number(done as usize), number(total as usize));
    match what {
        _ if total == 0 => None,
        ANCHORING => Some(format!("Checking quotes {}", count())),
        "reading claims" => Some(format!("{} claims", count())),
        // Lines are counted in bytes, which nobody asks for.
        _ => Some(format!("{} %", done.min(total).saturating_mul(100) / total)),
    }
}

fn layout_words(ui: &Ui, ctx: &Context<'_>) -> (Color32, String) {
    let style = ctx.theme.style;
    if *ctx.session.derived().layout_phase() != LayoutPhase::Running {
        ui.data_mut(|data| data.remove::<f64>(Id::new(RUNNING_SINCE)));
    }
    match ctx.session.derived().layout_phase() {
        LayoutPhase::Running => {
            let seconds = seconds_running(ui);
            let words = if seconds < 1 {
                "Layout running".to_owned()
            } else {
                format!("Layout running, {} s", number(seconds))
            };
            (color(style.v_for), words)
        }
        LayoutPhase::Paused => (color(style.v_none), "Layout paused".to_owned()),
        LayoutPhase::Settled => (color(style.g_exact), "Layout settled".to_owned()),
        // The band under the top bar has the details.
        LayoutPhase::Failed(_) => (color(style.g_missing), LAYOUT_FAILED.to_owned()),
    }
}

/// What is said when the layout's thread broke off.
pub(super) const LAYOUT_FAILED: &str = "Layout stopped after an error";

/// Where the time is kept at which the layout that is running was first seen to run.
const RUNNING_SINCE: &str = "layout running since";

/// For how many whole seconds the layout has been running; the window is drawn again when it is one more.
fn seconds_running(ui: &Ui) -> usize {
    let now = ui.input(|input| input.time);
    let since = ui.data_mut(|data| *data.get_temp_mut_or(Id::new(RUNNING_SINCE), now));
    let left = 1.0 - (now - since).fract();
    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
    (now - since) as usize
}

#[cfg(test)]
mod tests {
    use super::{Grounding, GroundingTally, grounding_words, progress_words};

    #[test]
    fn progress_is_told_in_words() {
        assert_eq!(
            progress_words("anchoring citations", 1204, 5310).as_deref(),
            Some("Checking quotes 1,204 of 5,310")
        );
        assert_eq!(progress_words("reading claims", 3, 46_000).as_deref(), Some("3 of 46,000 claims"));
        assert_eq!(progress_words("reading lines", u64::MAX, 7).as_deref(), Some("100 %"));
        assert_eq!(progress_words("Reading", 0, 0), None);
    }

    fn tally(of: &[(Grounding, usize)]) -> GroundingTally {
        let mut tally = GroundingTally::default();
        for &(grounding, n) in of {
            (0..n).for_each(|_| tally.add(grounding));
        }
        tally
    }

    #[test]
    fn the_words_name_what_was_not_found() {
        let words = |of: &[(Grounding, usize)]| grounding_words(&tally(of));
        let all = words(&[(Grounding::Exact, 63)]);
        assert_eq!(all, (Some(Grounding::Exact), "63 of 63 quotes found word for word".to_owned()));
        let missing = words(&[(Grounding::Exact, 60), (Grounding::Normalised, 1), (Grounding::Missing, 2)]);
        assert_eq!(missing.0, Some(Grounding::Missing));
        assert_eq!(missing.1, "61 of 63 quotes found, 1 not word for word, 2 missing");
        assert_eq!(words(&[(Grounding::Moved, 1)]).1, "1 of 1 quote found word for word");
        assert_eq!(words(&[]), (None, "no quotes".to_owned()));
    }
}
