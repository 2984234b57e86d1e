//! Which stretches of a text are names, and which are marked: selected, a cue, hovered, a search hit.

use crate::model::{Dataset, DocIx, EntityIx, Item, Mentioned, Span};
use crate::session::Session;

/// A stretch of a text that looks the same from end to end.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own; all combinations occur")]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// Where.
    pub span: Span,
    /// Whom it names; the outermost name where one lies in another.
    pub name: Option<EntityIx>,
    /// Belongs to what is selected.
    pub marked: bool,
    /// Says who says so ("the White House said on Thursday").
    pub cue: bool,
    /// Belongs to what is under the pointer, anywhere in the window.
    pub hovered: bool,
    /// Was searched for.
    pub hit: bool,
}

/// What a document shows whatever is selected.
#[derive(Default, Debug)]
pub struct Outline {
    /// Outermost names, sorted and apart.
    names: Vec<Mentioned>,
    /// Everything that some claim cites, sorted and apart.
    cited: Vec<Span>,
}

impl Outline {
    /// The names and citations of a document.
    pub fn of(data: &Dataset, document: DocIx) -> Self {
        let mut all = data.mentioned(document).to_vec();
        all.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end), mention.entity));
        let mut names: Vec<Mentioned> = Vec::with_capacity(all.len());
        for mention in all {
            if !mention.span.is_empty() && names.last().is_none_or(|last| last.span.end <= mention.span.start)
            {
                names.push(mention);
            }
        }
        let cited = apart(data.cited(document).iter().map(|cited| cited.span).collect());
        Self { names, cited }
    }

    /// Whether a claim cites any of a stretch.
    pub fn is_cited(&self, span: Span) -> bool {
        !within(&self.cited, span).is_empty()
    }
}

/// What is marked in a document at the moment. Each list is sorted and its spans lie apart.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Marks {
    /// What the selection cites or names.
    pub marked: Vec<Span>,
    /// The cues of the selection.
    pub cues: Vec<Span>,
    /// What the thing under the pointer cites or names.
    pub hovered: Vec<Span>,
    /// What was searched for.
    pub hits: Vec<Span>,
}

impl Marks {
    /// The marks of a document in the session as it is.
    pub fn of(session: &Session, document: DocIx) -> Self {
        let (data, passing) = (session.data(), session.passing());
        let (mut marked, mut cues, mut hits) = (Vec::new(), Vec::new(), Vec::new());
        for &item in passing.selection.items() {
            if let Item::Passage(of, span) = item {
                if of == document {
                    hits.push(span);
                }
            } else {
                places(data, document, item, &mut marked, &mut cues);
            }
        }
        let mut hovered = Vec::new();
        if let Some(item) = passing.hover {
            places(data, document, item, &mut hovered, &mut Vec::new());
        }
        for hit in &passing.search.hits.texts {
            if let Item::Passage(of, span) = hit.item
                && of == document
            {
                hits.extend(matched(data, document, span, &hit.label, &hit.matched));
            }
        }
        Self { marked: apart(marked), cues: apart(cues), hovered: apart(hovered), hits: apart(hits) }
    }

    /// Marks one more place as something that was looked for.
    pub(super) fn add_hit(&mut self, span: Span) {
        self.hits.push(span);
        self.hits = apart(std::mem::take(&mut self.hits));
    }
}

/// Where an item is cited or named in a document; voices that cite nothing show all of their claim.
fn places(data: &Dataset, document: DocIx, item: Item, spans: &mut Vec<Span>, cues: &mut Vec<Span>) {
    match item {
        Item::Entity(entity) => {
            let here = data.entity(entity).mentions.iter().filter(|mention| mention.document == document);
            spans.extend(here.filter_map(|mention| mention.span));
        }
        Item::Claim(claim) | Item::Attribution(claim, _) => {
            let record = data.claim(claim);
            let only = match item {
                Item::Attribution(_, voice) => Some(voice).filter(|&voice| {
                    record.citations().any(|(of, citation)| of == voice && citation.span.is_some())
                }),
                _ => None,
            };
            for (voice, citation) in record.citations() {
                if citation.document == document && only.is_none_or(|only| only == voice) {
                    spans.extend(citation.span);
                    cues.extend(citation.cue);
                }
            }
        }
        Item::Passage(of, span) if of == document => spans.push(span),
        Item::Passage(..) | Item::Document(_) => {}
    }
}

/// The words searched for inside a sentence; all of it where its label is not its text letter for letter.
fn matched(data: &Dataset, document: DocIx, span: Span, label: &str, ranges: &[(u32, u32)]) -> Vec<Span> {
    let text = data.document(document).text.slice(span.start, span.end);
    if text.len() != label.len() || ranges.is_empty() {
        return vec![span];
    }
    ranges.iter().map(|&(start, end)| Span { start: span.start + start, end: span.start + end }).collect()
}

/// Spans sorted and joined where they overlap; those that only touch stay apart.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// Those of a sorted list of spans that lie apart which overlap a stretch.
pub(super) fn within(spans: &[Span], stretch: Span) -> &[Span] {
    let first = spans.partition_point(|span| span.end <= stretch.start);
    let last = spans.partition_point(|span| span.start < stretch.end);
    spans.get(first..last).unwrap_or(&[])
}

fn holds(spans: &[Span], offset: u32) -> bool {
    let next = spans.partition_point(|span| span.end <= offset);
    spans.get(next).is_some_and(|span| span.contains(offset))
}

/// The runs of a stretch, in order, without gaps.
pub fn runs(outline: &Outline, marks: &Marks, stretch: Span) -> Vec<Run> {
    let first = outline.names.partition_point(|name| name.span.end <= stretch.start);
    let last = outline.names.partition_point(|name| name.span.start < stretch.end);
    let names = outline.names.get(first..last).unwrap_or(&[]);
    let lists = [&marks.marked, &marks.cues, &marks.hovered, &marks.hits];
    let mut edges = vec![stretch.start, stretch.end];
    let marked = lists.iter().flat_map(|list| within(list, stretch)).copied();
    for span in marked.chain(names.iter().map(|name| name.span)) {
        edges.extend([span.start, span.end].map(|edge| edge.clamp(stretch.start, stretch.end)));
    }
    edges.sort_unstable();
    edges.dedup();
    let run = |start: u32, end: u32| Run {
        span: Span { start, end },
        name: names.iter().find(|name| name.span.contains(start)).map(|name| name.entity),
        marked: holds(&marks.marked, start),
        cue: holds(&marks.cues, start),
        hovered: holds(&marks.hovered, start),
        hit: holds(&marks.hits, start),
    };
    edges.windows(2).map(|pair| run(pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Marks, Outline, Run, Span, apart, runs};
    use crate::model::{DocIx, Item};
    use crate::session::{Action, Click, Session, Settings};

    const REPORT: DocIx = DocIx(0);

    fn session() -> Session {
        Session::bundled(Settings::default(), Arc::new(|| {}))
    }

    fn claim(session: &Session, id: &str) -> Item {
        Item::Claim(session.data().find_claim(id).unwrap())
    }

    fn words(session: &Session, spans: &[Span]) -> Vec<String> {
        let text = &session.data().document(REPORT).text;
        spans.iter().map(|span| text.slice(span.start, span.end).to_owned()).collect()
    }

    fn all_runs(session: &Session) -> Vec<Run> {
        let data = session.data();
        let whole = Span { start: 0, end: data.document(REPORT).text.byte_len() };
        runs(&Outline::of(data, REPORT), &Marks::of(session, REPORT), whole)
    }

    #[test]
    fn a_selected_claim_marks_its_sentences_and_their_cues() {
        let mut session = session();
        session.apply(Action::Select(claim(&session, "c16"), Click::Only));
        let marks = Marks::of(&session, REPORT);
        let marked = words(&session, &marks.marked).join(" ");
        assert!(marked.contains("Palestinian authorities put the death toll in Gaza above 7,000."));
        assert!(marked.contains("Biden has voiced doubt") && marked.contains("Reuters could not verify it."));
        assert!(!marked.contains("Hamas"));
        assert!(!marks.cues.is_empty());
        assert!(marks.hits.is_empty() && marks.hovered.is_empty());
    }

    #[test]
    fn a_selected_voice_marks_its_own_sentences_only() {
        let mut session = session();
        let c01 = session.data().find_claim("c01").unwrap();
        session.apply(Action::Select(Item::Attribution(c01, 3), Click::Only));
        let marked = words(&session, &Marks::of(&session, REPORT).marked).join(" ");
        assert!(marked.contains("Mohammad Jamshidi") && !marked.contains("John Kirby, who speaks"));
    }

    #[test]
    fn hover_and_selection_add_up() {
        let mut session = session();
        let iran = Item::Entity(session.data().find_entity("iran").unwrap());
        session.apply(Action::Select(claim(&session, "c03"), Click::Only));
        session.apply(Action::Hover(Some(iran)));
        let marks = Marks::of(&session, REPORT);
        assert_eq!(marks.marked.len(), 1);
        assert_eq!(words(&session, &marks.hovered).iter().filter(|name| *name == "Tehran").count(), 1);
        assert!(all_runs(&session).iter().any(|run| run.marked && run.hovered));
    }

    #[test]
    fn the_outermost_name_is_underlined() {
        let session = session();
        let data = session.data();
        let mission = data.find_entity("un-mission").unwrap();
        let named: Vec<Span> =
            all_runs(&session).iter().filter(|run| run.name == Some(mission)).map(|run| run.span).collect();
        assert_eq!(words(&session, &named), ["Iran’s mission to the United Nations"]);
        // A click still finds the innermost.
        assert_eq!(data.mention_at(REPORT, named[0].start), data.find_entity("iran"));
    }

    #[test]
    fn runs_follow_each_other_without_gaps() {
        let mut session = session();
        for id in ["c01", "c16", "c03"] {
            session.apply(Action::Select(claim(&session, id), Click::Toggle));
        }
        let runs = all_runs(&session);
        assert_eq!(runs[0].span.start, 0);
        assert!(
            runs.windows(2).all(|pair| pair[0].span.end == pair[1].span.start && !pair[1].span.is_empty())
        );
    }

    #[test]
    fn overlapping_spans_are_joined_and_touching_ones_are_not() {
        let span = |start, end| Span { start, end };
        assert_eq!(
            apart(vec![span(5, 9), span(0, 2), span(2, 4), span(7, 12)]),
            [span(0, 2), span(2, 4), span(5, 12)]
        );
    }
}
