//! Grounding: the indexed search agrees with a plain reading of the rules, and the laws of moving text hold.

#![expect(clippy::string_slice, reason = "what goes wrong here should fail loudly")]

use attache::model::{Grounding, Span, Text};
use attache::text::anchor::{Anchorer, Found, Wanted};
use attache::text::fold::fold_quote;
use proptest::prelude::*;

fn anchor(text: &str, wanted: &Wanted<'_>) -> Found {
    Anchorer::new(&Text::new(text)).anchor(wanted)
}

fn quote(exact: &str) -> Wanted<'_> {
    Wanted { exact: Some(exact), ..Wanted::default() }
}

fn found_text(text: &str, found: Found) -> Option<&str> {
    found.span.map(|span| &text[span.start as usize..span.end as usize])
}

const TEXT: &str = "The White House said on Thursday that the message “was sent directly”.\n\nTehran denied it. Tehran said  no more.";

#[test]
fn each_outcome_is_reached() {
    let at = |wanted: Wanted<'_>| (anchor(TEXT, &wanted).grounding, found_text(TEXT, anchor(TEXT, &wanted)));
    let spanned =
        |exact, start, end| Wanted { exact: Some(exact), given: Some((start, end)), ..Wanted::default() };
    assert_eq!(at(spanned("The White House", 0, 15)), (Grounding::Exact, Some("The White House")));
    assert_eq!(at(quote("Tehran denied")), (Grounding::Exact, Some("Tehran denied")));
    assert_eq!(at(spanned("White House", 0, 11)), (Grounding::Moved, Some("White House")));
    assert_eq!(at(quote("tehran SAID no")), (Grounding::Normalised, Some("Tehran said  no")));
    assert_eq!(at(quote("\"was sent directly\"")), (Grounding::Normalised, Some("“was sent directly”")));
    assert_eq!(
        at(quote("The White Horse said on Thursday")),
        (Grounding::Approximate, Some("The White House said on Thursday"))
    );
    assert_eq!(at(quote("Tehran")), (Grounding::Ambiguous, None));
    assert_eq!(at(quote("Damascus denied it")), (Grounding::Missing, None));
    assert_eq!(at(Wanted::default()), (Grounding::Unanchored, None));
    assert_eq!(at(Wanted { given: Some((4, 9)), ..Wanted::default() }), (Grounding::Exact, Some("White")));
    assert_eq!(at(Wanted { given: Some((4, 9999)), ..Wanted::default() }), (Grounding::Missing, None));
    assert_eq!(at(Wanted { given: Some((9, 4)), ..Wanted::default() }), (Grounding::Missing, None));
}

#[test]
fn prefix_and_suffix_decide_among_several() {
    let around = |prefix, suffix, given| {
        let wanted = Wanted { exact: Some("Tehran"), prefix, suffix, given, ..Wanted::default() };
        let found = anchor(TEXT, &wanted);
        (found.grounding, found.span.map(|span| Text::new(TEXT).char_of(span.start)))
    };
    assert_eq!(around(None, Some(" said"), None), (Grounding::Exact, Some(90)));
    assert_eq!(around(Some("denied it. "), None, Some((3, 9))), (Grounding::Moved, Some(90)));
    assert_eq!(around(Some("directly”.\n\n"), Some(" denied"), None), (Grounding::Exact, Some(72)));
    assert_eq!(
        around(Some("directly\". "), None, None),
        (Grounding::Exact, Some(72)),
        "folded where need be"
    );
    assert_eq!(around(Some("nowhere"), None, None), (Grounding::Ambiguous, None));
    assert_eq!(around(Some("denied it. "), Some(" denied"), None), (Grounding::Ambiguous, None), "one each");
}

#[test]
fn the_cue_moves_with_the_quote() {
    let cue = |text, exact, given, cue| {
        let wanted = Wanted { exact: Some(exact), given, cue: Some(cue), ..Wanted::default() };
        let found = anchor(text, &wanted);
        (found.grounding, found.cue.map(|span: Span| &text[span.start as usize..span.end as usize]))
    };
    let old = "Kirby said it was sent. He left.";
    let new = "On Monday, Kirby said it was sent. He left.";
    assert_eq!(cue(old, "it was sent", Some((11, 22)), (0, 10)), (Grounding::Exact, Some("Kirby said")));
    assert_eq!(cue(new, "it was sent", Some((11, 22)), (0, 10)), (Grounding::Moved, Some("Kirby said")));
    assert_eq!(
        cue(new, "Kirby said it was sent", Some((0, 22)), (0, 10)),
        (Grounding::Moved, Some("Kirby said"))
    );
    assert_eq!(
        cue(new, "KIRBY  said it was sent", Some((0, 23)), (0, 11)),
        (Grounding::Normalised, Some("Kirby said"))
    );
    assert_eq!(
        cue(new, "Kirby said it wan sent", Some((0, 22)), (6, 10)),
        (Grounding::Approximate, Some("said"))
    );
    assert_eq!(
        cue(new, "Kirby says it was sent", Some((0, 22)), (6, 10)),
        (Grounding::Approximate, None),
        "its words are gone"
    );
    assert_eq!(cue(new, "He left", None, (11, 16)), (Grounding::Exact, Some("Kirby")));
    assert_eq!(cue(new, "He left", None, (11, 160)), (Grounding::Exact, None));
}

#[test]
fn long_texts_and_quotes_in_many_scripts_are_found() {
    let sentence = |i: usize| format!("Sentence {i}: к северу от города, دولت گفت {i}, 中文{i}. ");
    let text: String = (0..3000).map(sentence).collect();
    let text_ = Text::new(text.as_str());
    let mut anchorer = Anchorer::new(&text_);
    for i in (0..3000).step_by(97) {
        let whole = sentence(i);
        let exact = whole.trim();
        let found = anchorer.anchor(&quote(exact));
        assert_eq!((found.grounding, found_text(&text, found)), (Grounding::Exact, Some(exact)));
        let found = anchorer.anchor(&quote(&exact.replace("северу", "СЕВЕРУ").replace(' ', "\n")));
        assert_eq!((found.grounding, found_text(&text, found)), (Grounding::Normalised, Some(exact)));
        let found = anchorer.anchor(&quote(&exact.replace("города", "горада")));
        assert_eq!((found.grounding, found_text(&text, found)), (Grounding::Approximate, Some(exact)));
    }
}

#[test]
fn repetitive_texts_end_in_time_and_right() {
    let text = "ab".repeat(100_000) + "the one different place of it all" + &"ab".repeat(100_000);
    let text_ = Text::new(text.as_str());
    let mut anchorer = Anchorer::new(&text_);
    let mut outcome = |exact: &str| anchorer.anchor(&quote(exact)).grounding;
    assert_eq!(outcome(&"ab".repeat(50)), Grounding::Ambiguous);
    assert_eq!(outcome(&("ab".repeat(50) + "the one")), Grounding::Exact);
    assert_eq!(outcome(&("ab".repeat(50) + "thx one different")), Grounding::Approximate);
    assert_eq!(outcome(&("ac".repeat(50))), Grounding::Missing);
    assert_eq!(outcome(&("abababac".repeat(20))), Grounding::Missing);
}

/// Edit distance by the plain recurrence.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let here = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], here);
        }
    }
    row[b.len()]
}

fn occurrences(text: &str, quote: &str) -> Vec<usize> {
    (0..text.len()).filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(quote))).collect()
}

/// The rules of DESIGN, "Grounding", without an index. Without prefix and suffix.
fn plainly(text: &str, exact: Option<&str>, given: Option<(u64, u64)>) -> (Grounding, Vec<Span>) {
    let chars: Vec<char> = text.chars().collect();
    let byte = |at: u64| chars.iter().take(at as usize).map(|c| c.len_utf8()).sum::<usize>() as u32;
    let inside = given.filter(|&(start, end)| start <= end && end <= chars.len() as u64);
    let span = inside.map(|(start, end)| Span { start: byte(start), end: byte(end) });
    let Some(quote) = exact.filter(|quote| !quote.is_empty()) else {
        return match (given, span) {
            (None, _) => (Grounding::Unanchored, vec![]),
            (_, Some(span)) => (Grounding::Exact, vec![span]),
            _ => (Grounding::Missing, vec![]),
        };
    };
    if let Some(span) = span
        && &text[span.start as usize..span.end as usize] == quote
    {
        return (Grounding::Exact, vec![span]);
    }
    let spans_of = |starts: Vec<usize>, len: usize| -> Vec<Span> {
        starts.into_iter().map(|at| Span { start: at as u32, end: (at + len) as u32 }).collect()
    };
    let places = spans_of(occurrences(text, quote), quote.len());
    match places.len() {
        0 => {}
        1 => return (if given.is_some() { Grounding::Moved } else { Grounding::Exact }, places),
        _ => return (Grounding::Ambiguous, vec![]),
    }
    let folded = fold_quote(text);
    let wanted = fold_quote(quote).text.trim().to_owned();
    if wanted.is_empty() {
        return (Grounding::Missing, vec![]);
    }
    if let Some(span) = span
        && fold_quote(&text[span.start as usize..span.end as usize]).text.trim() == wanted
    {
        return (Grounding::Normalised, vec![span]);
    }
    let places = spans_of(occurrences(&folded.text, &wanted), wanted.len());
    match places.len() {
        0 => {}
        1 => return (Grounding::Normalised, places.iter().map(|&place| folded.source(place)).collect()),
        _ => return (Grounding::Ambiguous, vec![]),
    }
    let wanted: Vec<char> = wanted.chars().collect();
    let bounds: Vec<usize> =
        folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]).collect();
    let line: Vec<char> = folded.text.chars().collect();
    let mut best = wanted.len() / 10 + 1;
    let mut near: Vec<Span> = Vec::new();
    for start in 0..line.len() {
        for end in start..=line.len().min(start + 2 * wanted.len()) {
            let edits = distance(&wanted, &line[start..end]);
            if edits < best {
                best = edits;
                near.clear();
            }
            if edits == best && best <= wanted.len() / 10 {
                near.push(Span { start: bounds[start] as u32, end: bounds[end] as u32 });
            }
        }
    }
    near.sort();
    let apart = near.windows(2).scan(0, |reach, pair| {
        *reach = (*reach).max(pair[0].end);
        Some(pair[1].start >= *reach)
    });
    match (near.len(), apart.filter(|&apart| apart).count()) {
        (0, _) => (Grounding::Missing, vec![]),
        (_, 0) => (Grounding::Approximate, near.iter().map(|&place| folded.source(place)).collect()),
        _ if given.is_some() => (Grounding::Approximate, vec![]), // a span may decide
        _ => (Grounding::Ambiguous, vec![]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_index_agrees_with_a_plain_search(
        text in "[abAé “.\n]{0,60}",
        cut in any::<prop::sample::Index>(),
        length in 0_usize..40,
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4), 0..4),
        given in prop::option::of((0_u64..70, 0_u64..70)),
        ordered: bool,
    ) {
        let chars: Vec<char> = text.chars().collect();
        let start = if chars.is_empty() { 0 } else { cut.index(chars.len()) };
        let mut exact: Vec<char> = chars.iter().skip(start).take(length).copied().collect();
        for (place, kind) in edits {
            if exact.is_empty() { break; }
            let place = place.index(exact.len());
            match kind {
                0 => exact[place] = 'b',
                1 => exact.insert(place, 'a'),
                2 => drop(exact.remove(place)),
                _ => exact[place] = exact[place].to_ascii_uppercase(),
            }
        }
        let exact: String = exact.into_iter().collect();
        let given = given.map(|(a, b)| if ordered { (a.min(b), a.max(b)) } else { (a, b) });
        let found = anchor(&text, &Wanted { exact: Some(&exact), given, ..Wanted::default() });
        let (grounding, spans) = plainly(&text, Some(&exact), given);
        if grounding == Grounding::Approximate && spans.is_empty() {
            prop_assert!(matches!(found.grounding, Grounding::Approximate | Grounding::Ambiguous));
        } else {
            prop_assert_eq!(found.grounding, grounding, "{:?} in {:?}", exact, text);
            if spans.is_empty() {
                prop_assert_eq!(found.span, None);
            } else {
                prop_assert!(found.span.is_some_and(|span| spans.contains(&span)), "{:?} not in {:?}", found.span, spans);
            }
        }
    }

    #[test]
    fn long_quotes_with_errors_agree_with_a_plain_search(
        text in "[abc de]{80,160}",
        start in 0_usize..40,
        length in 30_usize..60,
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..3), 1..7),
    ) {
        let mut exact: Vec<char> = text.chars().skip(start).take(length).collect();
        for (place, kind) in edits {
            let place = place.index(exact.len());
            match kind {
                0 => exact[place] = 'x',
                1 => exact.insert(place, 'b'),
                _ => drop(exact.remove(place)),
            }
        }
        let exact: String = exact.into_iter().collect();
        let found = anchor(&text, &quote(&exact));
        let (grounding, spans) = plainly(&text, Some(&exact), None);
        prop_assert_eq!(found.grounding, grounding, "{:?} in {:?}", exact, text);
        prop_assert!(found.span.is_none_or(|span| spans.contains(&span)));
    }

    #[test]
    fn inserted_text_moves_a_quote_and_its_cue(before in "[a-z é\n]{1,60}", shift in 0_usize..60) {
        let old = "Kirby confirmed on Thursday that the message had been transmitted. He gave no details.";
        let cue = (0, 15);
        let given = (0, 66);
        let exact = &old[..66];
        let text = format!("{before}. {old}");
        let wanted = Wanted { exact: Some(exact), given: Some(given), cue: Some(cue), ..Wanted::default() };
        let found = anchor(&text, &wanted);
        prop_assert_eq!(found.grounding, Grounding::Moved);
        prop_assert_eq!(found_text(&text, found), Some(exact));
        prop_assert_eq!(found.cue.map(|span| &text[span.start as usize..span.end as usize]), Some(&old[..15]));
        // Text inserted inside the quote leaves an approximate match where it is short.
        let mut inside = old.to_owned();
        inside.insert_str(shift, "zzz");
        let found = anchor(&inside, &wanted);
        prop_assert_eq!(found.grounding, if shift == 0 { Grounding::Moved } else { Grounding::Approximate });
    }
}
