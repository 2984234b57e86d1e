//! What the timeline says in words.

use crate::graph::{DateWindow, Dating};
use crate::model::Item;
use crate::ui::Context;

/// A claim with its date as the file gives it.
pub(super) fn of(ctx: &Context<'_>, item: Item) -> String {
    let data = ctx.data();
    let (claim, date) = match item {
        Item::Claim(claim) => (claim, data.claim(claim).time.as_ref()),
        Item::Attribution(claim, voice) => {
            let voice = data.claim(claim).attributions.get(voice as usize);
            (claim, voice.and_then(|voice| voice.date.as_ref()))
        }
        _ => return String::new(),
    };
    let speaker = match item {
        Item::Attribution(_, voice) => data.claim(claim).attributions.get(voice as usize).map(|voice| {
            let who = voice.speaker.map_or("The report", |speaker| data.entity(speaker).name.as_str());
            format!("{who} {}: ", voice.stance.words())
        }),
        _ => None,
    };
    let date = date.map_or_else(|| "no date".to_owned(), ToString::to_string);
    let words = format!(
        "{}{}\n{date} · {}",
        speaker.unwrap_or_default(),
        data.sentence(claim),
        data.status(claim).words()
    );
    crate::ui::paint::visual(&words).into_owned()
}

/// "20–26 Oct 2023", "said 20–26 Oct 2023".
pub(super) fn of_window(by: Dating, window: DateWindow) -> String {
    match by {
        Dating::Event => window.words(),
        Dating::Statement => format!("said {}", window.words()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;

    #[test]
    fn a_window_of_statements_says_so() {
        let day = |day| Day::from_civil(2023, 10, day);
        let window = DateWindow { from: day(20), to: day(26), undated: false };
        assert_eq!(of_window(Dating::Event, window), "20–26 Oct 2023");
        assert_eq!(of_window(Dating::Statement, window), "said 20–26 Oct 2023");
    }
}
