//! What the inspector shows, as plain data.

use std::collections::BTreeSet;

use crate::model::{Attribution, ClaimIx, Dataset, DocIx, EntityIx, Quantity, Span, Stance, Status};

/// How many claims rest on what, in the words of the overview.
#[derive(Clone, PartialEq, Debug)]
pub struct Resting {
    /// The status.
    pub status: Status,
    /// What it means.
    pub words: &'static str,
    /// How many claims.
    pub count: usize,
}

/// The statuses that occur, in the order of the legend.
pub fn resting(data: &Dataset) -> Vec<Resting> {
    let count = |status| data.claim_ixs().filter(|&claim| data.status(claim) == status).count();
    Status::ALL
        .into_iter()
        .map(|status| Resting { status, words: meaning(status), count: count(status) })
        .filter(|resting| resting.count > 0)
        .collect()
}

/// What a status means, as a line of the overview.
pub fn meaning(status: Status) -> &'static str {
    match status {
        Status::Reported => "the report says so itself",
        Status::Corroborated => "independent speakers agree",
        Status::Attributed => "one named speaker’s word",
        Status::Unverified => "an unnamed source, or unverified",
        Status::Disputed => "somebody denies or doubts it",
        Status::Denied => "somebody denies it, nobody says so",
        Status::Retracted => "taken back by who said so",
        Status::Unsupported => "no citation",
    }
}

/// A line of a dispute: a stance and who takes it, in words.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// The stance whose ring stands before the words.
    pub stance: Stance,
    /// "White House, Joe Biden; John Kirby confirms".
    pub words: String,
}

/// The disputed claims with their sides, at most `limit`.
pub fn disputes(data: &Dataset, limit: usize) -> Vec<(ClaimIx, Vec<Side>)> {
    data.claim_ixs()
        .filter(|&claim| data.status(claim) == Status::Disputed)
        .take(limit)
        .map(|claim| (claim, sides(data, claim)))
        .collect()
}

fn sides(data: &Dataset, claim: ClaimIx) -> Vec<Side> {
    let voices = &data.claim(claim).attributions;
    let names = |stance: Stance| -> Vec<String> {
        voices.iter().filter(|voice| voice.stance == stance).map(|voice| speaker(data, voice)).collect()
    };
    let mut sides = Vec::new();
    let mut says = names(Stance::Asserts).join(", ");
    let confirms = names(Stance::Confirms);
    if !confirms.is_empty() {
        let verb = if confirms.len() == 1 { "confirms" } else { "confirm" };
        let semicolon = if says.is_empty() { "" } else { "; " };
        says = format!("{says}{semicolon}{} {verb}", confirms.join(", "));
    }
    if !says.is_empty() {
        sides.push(Side { stance: Stance::Asserts, words: says });
    }
    for (stance, one, many) in
        [(Stance::Denies, "denies it", "deny it"), (Stance::Disputes, "disputes it", "dispute it")]
    {
        let who = names(stance);
        if !who.is_empty() {
            let verb = if who.len() == 1 { one } else { many };
            sides.push(Side { stance, words: format!("{} {verb}", who.join(", ")) });
        }
    }
    let mut unsure = Vec::new();
    let mut first = None;
    for (stance, one, many) in [
        (Stance::Doubts, "doubts", "doubt"),
        (Stance::CannotVerify, "could not verify", "could not verify"),
        (Stance::NeitherConfirmsNorDenies, "neither confirms nor denies", "neither confirm nor deny"),
        (Stance::Retracts, "retracts", "retract"),
    ] {
        let who = names(stance);
        if !who.is_empty() {
            first = first.or(Some(stance));
            unsure.push(format!("{} {}", who.join(", "), if who.len() == 1 { one } else { many }));
        }
    }
    if let Some(stance) = first {
        sides.push(Side { stance, words: unsure.join(" · ") });
    }
    sides
}

/// The speaker's name; the document's own voice is "The report".
pub fn speaker(data: &Dataset, voice: &Attribution) -> String {
    voice.speaker.map_or_else(|| "The report".to_owned(), |speaker| data.entity(speaker).name.clone())
}

/// "through IRNA" where there is a chain.
pub fn chain(data: &Dataset, voice: &Attribution) -> Option<String> {
    let names: Vec<&str> = voice.via.iter().map(|&via| data.entity(via).name.as_str()).collect();
    (!names.is_empty()).then(|| format!("through {}", names.join(", through ")))
}

/// A set of claims that cannot hold together with one claim.
#[derive(Clone, PartialEq, Debug)]
pub struct Against {
    /// The one.
    pub claim: ClaimIx,
    /// Its sentence.
    pub one: String,
    /// The others, gathered by subject and words: "Iran backs Hezbollah, Hamas …".
    pub others: String,
    /// All of them.
    pub all: Vec<ClaimIx>,
}

/// Claims that stand against each other, at most `limit` rows; each pair once, and many against one as one
/// row.
pub fn against(data: &Dataset, limit: usize) -> Vec<Against> {
    let mut told: BTreeSet<(ClaimIx, ClaimIx)> = BTreeSet::new();
    let mut ordered: Vec<ClaimIx> =
        data.claim_ixs().filter(|&claim| !data.opposed(claim).is_empty()).collect();
    // The claim with most opponents speaks for the row.
    ordered.sort_by_key(|&claim| (std::cmp::Reverse(data.opposed(claim).len()), claim));
    let mut rows = Vec::new();
    for claim in ordered {
        if rows.len() == limit {
            break;
        }
        let others: Vec<ClaimIx> = data
            .opposed(claim)
            .iter()
            .copied()
            .filter(|&other| told.insert((claim.min(other), claim.max(other))))
            .collect();
        if !others.is_empty() {
            let sentence = gather(data, &others);
            let mut all = vec![claim];
            all.extend(&others);
            rows.push(Against { claim, one: data.sentence(claim), others: sentence, all });
        }
    }
    rows.sort_by_key(|row| row.claim);
    rows
}

/// Several claims as one sentence where they share their subject.
fn gather(data: &Dataset, claims: &[ClaimIx]) -> String {
    let Some((&first, rest)) = claims.split_first() else { return String::new() };
    if rest.is_empty() {
        return data.sentence(first);
    }
    let subject = data.claim(first).subject;
    if claims.iter().any(|&claim| data.claim(claim).subject != subject) {
        return format!("{} and {} more", data.sentence(first), rest.len());
    }
    let (mut words, mut objects): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for &claim in claims {
        let record = data.claim(claim);
        let (word, object) = (record.words(), record.object.map(|object| data.entity(object).name.clone()));
        if !words.contains(&word) {
            words.push(word);
        }
        if let Some(object) = object.filter(|object| !objects.contains(object)) {
            objects.push(object);
        }
    }
    format!("{} {} {}", data.entity(subject).name, words.join(" and "), objects.join(", "))
}

/// A figure in words: "7,000 or more", "about 200", "4".
pub fn figure(quantity: &Quantity) -> String {
    let number = |n: f64| {
        if n.fract() == 0.0 && n.abs() < 1e15 {
            let whole = super::super::widgets::number(n.abs() as usize);
            if n < 0.0 { format!("−{whole}") } else { whole }
        } else {
            format!("{n}")
        }
    };
    let kind = quantity.unit.as_ref().map_or_else(
        || crate::model::phrase(&quantity.kind),
        |unit| format!("{unit} {}", crate::model::phrase(&quantity.kind)),
    );
    let words = match (quantity.low, quantity.best, quantity.high) {
        (Some(low), _, Some(high)) if low == high => number(low),
        (Some(low), _, Some(high)) => format!("{} to {}", number(low), number(high)),
        (None, Some(best), None) => format!("about {}", number(best)),
        (Some(low), Some(best), None) => format!("about {}, at least {}", number(best), number(low)),
        (None, Some(best), Some(high)) => format!("about {}, at most {}", number(best), number(high)),
        (Some(low), None, None) => format!("{} or more", number(low)),
        (None, None, Some(high)) => format!("{} or fewer", number(high)),
        (None, None, None) => String::new(),
    };
    format!("{words} {kind}")
}

/// The voices of a claim under the headings of its card, in the order of stance.
pub fn headed(data: &Dataset, claim: ClaimIx) -> Vec<(&'static str, Vec<u32>)> {
    let voices = &data.claim(claim).attributions;
    let of = |stances: &[Stance]| -> Vec<u32> {
        (0u32..).zip(voices).filter(|(_, voice)| stances.contains(&voice.stance)).map(|(i, _)| i).collect()
    };
    let headings: [(&'static str, &[Stance]); 6] = [
        ("Who says so", &[Stance::Asserts, Stance::Confirms]),
        ("Who denies it", &[Stance::Denies, Stance::Disputes]),
        ("Who doubts it", &[Stance::Doubts]),
        ("Who could not verify it", &[Stance::CannotVerify]),
        ("Who neither confirms nor denies it", &[Stance::NeitherConfirmsNorDenies]),
        ("Who took it back", &[Stance::Retracts]),
    ];
    headings
        .into_iter()
        .map(|(head, stances)| (head, of(stances)))
        .filter(|(_, voices)| !voices.is_empty())
        .collect()
}

/// A group of an entity's claims that share predicate and direction.
#[derive(Clone, PartialEq, Debug)]
pub struct Grouped {
    /// The predicate in words.
    pub words: String,
    /// The claims with the other party, in the order of the file.
    pub rows: Vec<(ClaimIx, Option<EntityIx>)>,
}

/// An entity's claims grouped by predicate: those in which it acts, or those in which it is acted on.
pub fn grouped(data: &Dataset, entity: EntityIx, acts: bool) -> Vec<Grouped> {
    let claims = if acts { data.acts(entity) } else { data.acted_on(entity) };
    let mut groups: Vec<(&str, Grouped)> = Vec::new();
    for &claim in claims {
        let record = data.claim(claim);
        let other = if acts { record.object } else { Some(record.subject) };
        if let Some((_, group)) = groups.iter_mut().find(|(predicate, _)| *predicate == record.predicate) {
            group.rows.push((claim, other));
        } else {
            let words = crate::model::phrase(&record.predicate);
            groups.push((&record.predicate, Grouped { words, rows: vec![(claim, other)] }));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// A place where an entity is named, with the sentence around it.
#[derive(Clone, PartialEq, Debug)]
pub struct Named {
    /// The document.
    pub document: DocIx,
    /// The name.
    pub span: Span,
    /// Words around it.
    pub around: String,
}

/// Where an entity is named, at most `limit` places, and how many there are.
pub fn named(data: &Dataset, entity: EntityIx, limit: usize) -> (Vec<Named>, usize) {
    let mentions = &data.entity(entity).mentions;
    let found = || mentions.iter().filter_map(|mention| mention.span.map(|span| (mention.document, span)));
    let around = |document: DocIx, span: Span| {
        let text = data.document(document).text.as_str();
        let before = text.get(..span.start as usize).unwrap_or("");
        let after = text.get(span.end as usize..).unwrap_or("");
        let name = text.get(span.start as usize..span.end as usize).unwrap_or("");
        format!("{}{name}{}", words_before(before, 24), words_after(after, 40))
    };
    let rows =
        found().take(limit).map(|(document, span)| Named { document, span, around: around(document, span) });
    (rows.collect(), found().count())
}

/// The last words of a line, at most so many letters; "… " stands for the others.
fn words_before(text: &str, letters: usize) -> String {
    let line = text.rsplit('\n').next().unwrap_or("");
    let Some((cut, last)) = line.char_indices().rev().nth(letters) else {
        return line.trim_start().to_owned();
    };
    // The letter cut off may be the last of a word: what follows up to the first space is half a word.
    let tail = line.get(cut..).unwrap_or("");
    if is_spaceless(last) {
        return format!("… {tail}");
    }
    format!("… {}", tail.split_once(char::is_whitespace).map_or("", |(_, whole)| whole.trim_start()))
}

/// The first words of a line, at most so many letters; " …" stands for the others.
fn words_after(text: &str, letters: usize) -> String {
    let line = text.split('\n').next().unwrap_or("");
    let Some((cut, last)) = line.char_indices().nth(letters) else { return line.trim_end().to_owned() };
    let head = line.get(..cut + last.len_utf8()).unwrap_or("");
    if is_spaceless(last) {
        return format!("{head} …");
    }
    format!("{} …", head.rsplit_once(char::is_whitespace).map_or("", |(whole, _)| whole.trim_end()))
}

/// Whether a letter belongs to a script that writes no spaces between words.
fn is_spaceless(letter: char) -> bool {
    matches!(letter, '\u{0E00}'..='\u{0EFF}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{FAFF}' | '\u{20000}'..)
}

#[cfg(test)]
mod tests {
    use super::{against, disputes, figure, grouped, headed, named, resting, words_after, words_before};
    use crate::io;
    use crate::model::{Extra, Quantity, Stance, Status};

    #[test]
    fn the_overview_counts_every_claim_once() {
        let data = io::load_bundled(1).dataset;
        let rows = resting(&data);
        assert_eq!(rows.iter().map(|row| row.count).sum::<usize>(), data.claims().len());
        assert_eq!(rows.iter().find(|row| row.status == Status::Disputed).unwrap().count, 2);
    }

    #[test]
    fn disputes_name_their_sides() {
        let data = io::load_bundled(1).dataset;
        let disputes = disputes(&data, 10);
        let words: Vec<&str> = disputes[0].1.iter().map(|side| side.words.as_str()).collect();
        assert_eq!(words, ["White House, Joe Biden; John Kirby confirms", "Mohammad Jamshidi denies it"]);
        let words: Vec<&str> = disputes[1].1.iter().map(|side| side.words.as_str()).collect();
        assert_eq!(words, ["Palestinian authorities", "Joe Biden doubts · Reuters could not verify"]);
    }

    #[test]
    fn many_against_one_are_one_row() {
        let data = io::load_bundled(1).dataset;
        let rows = against(&data, 10);
        assert_eq!(rows.len(), 2);
        let sizes: Vec<usize> = rows.iter().map(|row| row.all.len()).collect();
        assert_eq!(sizes, [2, 9]);
        assert!(rows[1].others.starts_with("Iran backs and arms Hezbollah, Hamas"), "{}", rows[1].others);
    }

    #[test]
    fn figures_say_what_is_open() {
        let figure_of = |low, best, high| {
            let quantity = Quantity {
                kind: "killed".into(),
                low,
                best,
                high,
                unit: None,
                time: None,
                place: None,
                extra: Extra::new(),
            };
            figure(&quantity)
        };
        assert_eq!(figure_of(Some(7000.0), None, None), "7,000 or more killed");
        assert_eq!(figure_of(None, Some(200.0), None), "about 200 killed");
        assert_eq!(figure_of(Some(4.0), Some(4.0), Some(4.0)), "4 killed");
        assert_eq!(figure_of(Some(1.0), None, Some(2.5)), "1 to 2.5 killed");
    }

    #[test]
    fn cards_and_pages_hold_what_the_case_says() {
        let data = io::load_bundled(1).dataset;
        let warning = data.find_claim("c01").unwrap();
        let heads: Vec<(&str, usize)> =
            headed(&data, warning).into_iter().map(|(head, of)| (head, of.len())).collect();
        assert_eq!(heads, [("Who says so", 3), ("Who denies it", 1)]);
        assert_eq!(data.claim(warning).attributions[3].stance, Stance::Denies);
        let iran = data.find_entity("iran").unwrap();
        let acts: Vec<(String, usize)> =
            grouped(&data, iran, true).into_iter().map(|group| (group.words, group.rows.len())).collect();
        assert!(
            acts.contains(&("supports".to_owned(), 4)) && acts.contains(&("arms".to_owned(), 4)),
            "{acts:?}"
        );
        let (rows, total) = named(&data, iran, 3);
        assert!(rows.len() == 3 && total > 3, "{rows:?}");
    }

    #[test]
    fn words_around_a_name_are_whole() {
        assert_eq!(words_before("line\nThe rulers of Greater ", 14), "… of Greater ");
        assert_eq!(words_before("line\nrulers of ", 14), "rulers of ");
        assert_eq!(words_before("antidisestablishmentarianism", 10), "… ");
        assert_eq!(words_after(" and Lesser Armenia\nline", 12), " and Lesser …");
        assert_eq!(words_after(" and Lesser Armenia\nline", 13), " and Lesser …");
        assert_eq!(words_after(", all.\nline", 12), ", all.");
        assert_eq!(words_after("中文没有空格", 3), "中文没有 …");
    }
}
