//! What the ways of looking say in words.

use crate::graph::{Direction, Path, Shown};
use crate::model::{ClaimIx, Dataset};
use crate::session::look::{Lists, Look, Way};
use crate::text::fold::fold_search;

/// "According to Iran, beside the United States", "Without 2 sources", "From Iran to Hamas".
pub fn title(data: &Dataset, lists: &Lists, look: &Look) -> String {
    let (name, other) = &lists.names;
    match look {
        Look::According { against: None, .. } => format!("According to {name}"),
        Look::According { .. } => format!("{name} beside {other}"),
        Look::Without(removed) => {
            let n = removed.documents.len()
                + removed.voices.len()
                + removed.kinds.len()
                + usize::from(removed.anonymous);
            match n {
                0 => "Without a source".to_owned(),
                1 => "Without 1 source".to_owned(),
                n => format!("Without {n} sources"),
            }
        }
        Look::Path(way) => {
            let name = |entity: Option<crate::model::EntityIx>| {
                entity.map_or("…", |entity| data.entity(entity).name.as_str())
            };
            format!("From {} to {}", name(way.from), name(way.to))
        }
    }
}

/// The sentences of a path, a step each: the claim that stands best, and how many more there are.
pub fn steps(data: &Dataset, path: &Path) -> Vec<(ClaimIx, String, usize)> {
    path.steps
        .iter()
        .filter_map(|step| {
            let &best = step.claims.first()?;
            Some((best, data.sentence(best), step.claims.len() - 1))
        })
        .collect()
}

/// Which of some names hold what was typed, in their order; all where nothing was.
pub fn fitting<N: AsRef<str>>(names: impl Iterator<Item = N>, query: &str) -> Vec<usize> {
    let query = fold_search(query.trim()).text;
    let fits = |name: &str| query.is_empty() || fold_search(name).text.contains(&query);
    names.enumerate().filter(|(_, name)| fits(name.as_ref())).map(|(n, _)| n).collect()
}

/// The words of the text that a claim is cited to first.
pub fn quote(data: &Dataset, claim: ClaimIx) -> Option<String> {
    let (_, citation) = data.claim(claim).citations().find(|(_, citation)| citation.span.is_some())?;
    let span = citation.span?;
    let words = data.document(citation.document).text.slice(span.start, span.end);
    Some(format!("“{}”", words.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// A path as a paragraph to be pasted: each step with how well it stands and its words.
pub fn paragraph(data: &Dataset, path: &Path) -> String {
    let sentence = |(claim, sentence, _): (ClaimIx, String, usize)| {
        let status = data.status(claim).words();
        match quote(data, claim) {
            Some(quote) => ended(&format!("{sentence} ({status}): {quote}")),
            None => ended(&format!("{sentence} ({status})")),
        }
    };
    steps(data, path).into_iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// A sentence with one full stop at its end: a quote that ends in one brings its own.
fn ended(sentence: &str) -> String {
    let Some(quote) = sentence.strip_suffix('”') else { return format!("{sentence}.") };
    if quote.ends_with(['.', '!', '?', '…']) {
        return sentence.to_owned();
    }
    format!("{}”.", quote.trim_end_matches([',', ';', ':', ' ']))
}

/// Why there is no path: what is known of each end.
pub fn why_no_path(data: &Dataset, shown: &Shown, way: &Way) -> Vec<String> {
    let mut why = Vec::new();
    for entity in [way.from, way.to].into_iter().flatten() {
        let Some(record) = data.entities().get(entity.index()) else { continue };
        let all = data.acts(entity).iter().chain(data.acted_on(entity)).copied();
        let lines: Vec<ClaimIx> = all.filter(|&claim| data.claim(claim).object.is_some()).collect();
        let name = &record.name;
        if lines.is_empty() && data.acts(entity).is_empty() && !data.says(entity).is_empty() {
            why.push(format!("{name} only speaks: no line begins or ends there"));
        } else if lines.is_empty() {
            why.push(format!("No line joins {name} with anybody else"));
        } else if !lines.iter().any(|&claim| shown.has_claim(claim)) {
            why.push(format!("The filters hide every line of {name}"));
        }
    }
    if why.is_empty() {
        why.push(match way.direction {
            Direction::Respected => "No chain of lines leads there in their direction".to_owned(),
            Direction::Ignored => "They lie in parts of the graph that no line joins".to_owned(),
        });
    }
    why
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Filter, Quest, Teller, Weighing, derive, paths};

    #[test]
    fn the_title_names_who_tells() {
        let data = crate::io::load_bundled(1).dataset;
        let iran = data.find_entity("iran").unwrap();
        let mut lists = Lists { names: ("Iran".into(), "the report itself".into()), ..Lists::default() };
        let look = Look::According { teller: Teller::Speaker(iran), against: Some(Teller::Document) };
        assert_eq!(title(&data, &lists, &look), "Iran beside the report itself");
        let side = Teller::Side(crate::graph::side_of(&data, iran));
        lists.names = (side.words(&data, None), String::new());
        let look = Look::According { teller: side, against: None };
        assert_eq!(title(&data, &lists, &look), "According to Iran and its side");
        let look = Look::Path(Way { from: Some(iran), ..Way::default() });
        assert_eq!(title(&data, &lists, &look), "From Iran to …");
    }

    #[test]
    fn typing_narrows_names_whatever_their_case_and_accents() {
        let names = ["Iran", "José Raúl", "United States"];
        let of = |query| fitting(names.into_iter(), query);
        assert_eq!(of(" "), [0, 1, 2]);
        assert_eq!(of("jose"), [1]);
        assert_eq!(of("RA"), [0, 1]);
        assert!(of("qq").is_empty());
    }

    #[test]
    fn a_paragraph_has_one_full_stop_a_sentence() {
        assert_eq!(ended("A told B (reported)"), "A told B (reported).");
        assert_eq!(ended("A told B (reported): “He did.”"), "A told B (reported): “He did.”");
        assert_eq!(ended("A told B (reported): “Did he?”"), "A told B (reported): “Did he?”");
        assert_eq!(ended("A told B (reported): “he did,”"), "A told B (reported): “he did”.");
        let data = crate::io::load_bundled(1).dataset;
        let shown = derive(&data, &Filter::default(), None);
        let (from, to) = (data.find_entity("biden").unwrap(), data.find_entity("hamas").unwrap());
        let quest = Quest { from, to, count: 3, weighing: Weighing::Hops, direction: Direction::Ignored };
        let found = paths(&data, &shown, &quest, &std::sync::atomic::AtomicBool::default()).unwrap();
        assert!(!found.is_empty());
        for path in &found {
            let words = paragraph(&data, path);
            assert!(!words.contains(".”.") && !words.contains(".."), "{words}");
            assert!(words.ends_with(".”") || words.ends_with('.'), "{words}");
        }
    }

    #[test]
    fn why_there_is_no_path_is_told_of_each_end() {
        use crate::model::{BuiltinKind, Claim, DatasetBuilder, Entity, EntityIx, KindTable};
        let kind = KindTable::builtin(BuiltinKind::Other);
        let entities =
            ["A", "B", "C", "D", "Speaker"].map(|name| Entity::new(name.to_lowercase(), name, kind)).to_vec();
        let mut builder = DatasetBuilder { entities, ..DatasetBuilder::default() };
        let mut told = Claim::new("c1", EntityIx(0), "told", Some(EntityIx(1)));
        let says = crate::model::Attribution::new(Some(EntityIx(4)), crate::model::Stance::Asserts);
        told.attributions.push(says);
        builder.claims = vec![told, Claim::new("c2", EntityIx(2), "told", Some(EntityIx(3)))];
        let data = builder.build(1);
        let shown = derive(&data, &Filter::default(), None);
        let way = |from, to, direction| Way {
            from: Some(EntityIx(from)),
            to: Some(EntityIx(to)),
            direction,
            ..Way::default()
        };
        let why = |way: &Way| why_no_path(&data, &shown, way);
        assert_eq!(
            why(&way(0, 4, Direction::Ignored)),
            ["Speaker only speaks: no line begins or ends there"]
        );
        assert_eq!(
            why(&way(1, 0, Direction::Respected)),
            ["No chain of lines leads there in their direction"]
        );
        assert_eq!(
            why(&way(0, 2, Direction::Ignored)),
            ["They lie in parts of the graph that no line joins"]
        );
        let mut filter = Filter::default();
        filter.claims.insert(ClaimIx(1));
        let shown = derive(&data, &filter, None);
        assert_eq!(
            why_no_path(&data, &shown, &way(0, 2, Direction::Ignored)),
            ["The filters hide every line of C"]
        );
    }
}
