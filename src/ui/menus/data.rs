//! What the menus of a right click hold.

use crate::graph;
use crate::model::{Attribution, Citation, ClaimIx, Dataset, DocIx, EntityIx, Item, Span};
use crate::session::look::{Look, Way};
use crate::session::review::Verdict;
use crate::session::{Action, Click, Command, Dialog, Keep, Session};
use crate::ui::widgets::number;

/// What a menu is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::ui) enum Target {
    Node(EntityIx),
    Line(ClaimIx),
    Background,
}

impl Target {
    /// The target for an item; documents and passages have no menu.
    pub(super) fn of(item: Item) -> Option<Self> {
        item.entity().map(Self::Node).or_else(|| item.claim().map(Self::Line))
    }
}

/// What a row does.
pub(super) enum Does {
    /// Asks for these, in their order.
    Act(Vec<Action>),
    /// Puts words on the clipboard.
    Copy(String),
}

/// A row.
pub(super) struct Entry {
    pub(super) words: String,
    pub(super) does: Does,
    /// The command whose key the row names.
    pub(super) key: Option<Command>,
    pub(super) enabled: bool,
    /// Whether a rule stands above.
    pub(super) rule: bool,
}

impl Entry {
    fn act(words: impl Into<String>, actions: Vec<Action>) -> Self {
        Self { words: words.into(), does: Does::Act(actions), key: None, enabled: true, rule: false }
    }

    fn run(session: &Session, words: &str, command: Command) -> Self {
        let enabled = session.why_not(command).is_none();
        Self { key: Some(command), enabled, ..Self::act(words, vec![Action::Run(command)]) }
    }

    fn copy(words: &str, text: Option<String>) -> Self {
        let enabled = text.is_some();
        let does = Does::Copy(text.unwrap_or_default());
        Self { words: words.to_owned(), does, key: None, enabled, rule: false }
    }

    fn only_if(self, enabled: bool) -> Self {
        Self { enabled: self.enabled && enabled, ..self }
    }

    fn below_a_rule(self) -> Self {
        Self { rule: true, ..self }
    }
}

/// Whether a target has hidden neighbours that can be shown.
pub(super) fn expands(session: &Session, target: Target) -> bool {
    matches!(target, Target::Node(entity) if session.expanded(entity).is_some())
}

/// The rows of a menu; none where its target is no longer there. `expands` as the function of this name says.
pub(super) fn entries(session: &Session, target: Target, expands: bool) -> Vec<Entry> {
    let data = session.data();
    match target {
        Target::Node(entity) if entity.index() < data.entities().len() => node(session, entity, expands),
        Target::Line(claim) if claim.index() < data.claims().len() => line(session, claim),
        Target::Node(_) | Target::Line(_) => Vec::new(),
        Target::Background => background(session),
    }
}

/// The menu of several that are collapsed into one node.
fn group(session: &Session, group: EntityIx) -> Vec<Entry> {
    let members: Vec<Item> = session.members_of(group).into_iter().map(Item::Entity).collect();
    let pinned = session.view().pins.contains_key(&group);
    let (pin, pins) = if pinned { ("Unpin", Action::Unpin(group)) } else { ("Pin", Action::Pin(group)) };
    let name = session.data().entity(group).name.clone();
    vec![
        Entry::act("Open the group", vec![Action::Keep(Keep::OpenGroup(group))]),
        Entry::run(session, "Open all groups", Command::OpenGroups),
        Entry::act("Select members", vec![Action::SelectMany(members, Click::Only)]).below_a_rule(),
        Entry { key: Some(Command::PinSelection), ..Entry::act(pin, vec![pins]) }.below_a_rule(),
        Entry::copy("Copy name", Some(name)).below_a_rule(),
        hide(Item::Entity(group)),
    ]
}

/// What can be collapsed with an entity: what is selected with it, its kind, those around it.
fn collapses(session: &Session, entity: EntityIx) -> Vec<Entry> {
    let collapse =
        |words: String, key, keep: Keep| Entry { key, ..Entry::act(words, vec![Action::Keep(keep)]) };
    if session.group_of(entity).is_some() {
        return vec![collapse("Open its group".to_owned(), None, Keep::OpenGroup(entity)).below_a_rule()];
    }
    let selected = session.passing().selection.contains(Item::Entity(entity));
    let selected = session.selection_to_collapse().filter(|_| selected);
    let key = Some(Command::Collapse);
    let selected = selected.map(|some| collapse("Collapse the selection".to_owned(), key, some.collapse()));
    let kind = session.all_of_its_kind(entity);
    let kind = kind.map(|all| collapse(format!("Collapse all {}", all.words), None, all.collapse()));
    let around = session.all_of_its_community(entity);
    let around =
        around.map(|all| collapse(format!("Collapse the group {}", all.words), None, all.collapse()));
    let mut rows: Vec<Entry> = selected.into_iter().chain(kind).chain(around).collect();
    if let Some(first) = rows.first_mut() {
        first.rule = true;
    }
    rows
}

fn node(session: &Session, entity: EntityIx, expands: bool) -> Vec<Entry> {
    if session.is_group(entity) {
        return group(session, entity);
    }
    let data = session.data();
    let around = graph::neighbours(data, session.derived().shown(), entity);
    let some = !around.is_empty();
    let around = around.into_iter().map(Item::Entity).collect();
    let ego = session.view().ego.is_some_and(|ego| ego.centre == entity);
    let pinned = session.view().pins.contains_key(&entity);
    let (pin, pins) = if pinned { ("Unpin", Action::Unpin(entity)) } else { ("Pin", Action::Pin(entity)) };
    let mention = data.entity(entity).mentions.iter().find_map(place);
    let show = mention.map_or_else(Vec::new, |(document, span)| {
        vec![Action::Select(Item::Entity(entity), Click::Only), Action::Read(document, span)]
    });
    let speaks = !data.says(entity).is_empty();
    let path = Look::Path(Way { from: Some(entity), ..Way::default() });
    let according = Look::According { teller: graph::Teller::Speaker(entity), against: None };
    let voices = std::collections::BTreeSet::from([graph::Voice::Entity(entity)]);
    let without = Look::Without(graph::Removed { voices, ..graph::Removed::default() });
    let mut rows = vec![
        Entry::act("Select neighbours", vec![Action::SelectMany(around, Click::Only)]).only_if(some),
        Entry::act("Expand", vec![Action::Expand(entity)]).only_if(expands),
        hide(Item::Entity(entity)),
        Entry::act(
            if ego { "Back to the whole graph" } else { "Only this and neighbours" },
            vec![Action::ToggleEgo(entity)],
        ),
        Entry::act("This and all within 2 steps", vec![Action::Ego(graph::Ego { centre: entity, depth: 2 })]),
        Entry::act("This and all within 3 steps", vec![Action::Ego(graph::Ego { centre: entity, depth: 3 })]),
        Entry::act("Paths to…", vec![Action::ClearSelection, Action::Look(Some(path))]).below_a_rule(),
        Entry::act("According to this", vec![Action::ClearSelection, Action::Look(Some(according))])
            .only_if(speaks),
        Entry::act("Without this source", vec![Action::ClearSelection, Action::Look(Some(without))])
            .only_if(speaks),
        Entry { key: Some(Command::PinSelection), ..Entry::act(pin, vec![pins]) }.below_a_rule(),
        Entry::copy("Copy name", Some(data.entity(entity).name.clone())).below_a_rule(),
        Entry::act("Show mentions", show).only_if(mention.is_some()),
        note(Item::Entity(entity)),
        Entry::act("Merge with…", vec![Action::ShowDialog(Some(Dialog::Merge(entity)))]).below_a_rule(),
    ];
    let above = rows.iter().position(|row| row.words == pin).unwrap_or(rows.len());
    drop(rows.splice(above..above, collapses(session, entity)));
    rows
}

/// Writing a note on what the menu is about.
fn note(item: Item) -> Entry {
    let actions = vec![Action::Select(item, Click::Only), Action::AskNote(item)];
    Entry { key: Some(Command::Note), ..Entry::act("Note…", actions) }
}

fn line(session: &Session, claim: ClaimIx) -> Vec<Entry> {
    let data = session.data();
    let record = data.claim(claim);
    let item = Item::Claim(claim);
    let cited = record.citations().find_map(|(_, citation)| place(citation));
    let read = cited.map_or_else(Vec::new, |(document, span)| {
        vec![Action::Select(item, Click::Only), Action::Read(document, span)]
    });
    let voices: Vec<Item> =
        record.attributions.iter().filter_map(|voice| voice.speaker).map(Item::Entity).collect();
    let some = !voices.is_empty();
    let opposed = data.opposed(claim);
    // Together with the claim itself, so that their cards stand one under the other.
    let both = std::iter::once(item).chain(opposed.iter().map(|&other| Item::Claim(other))).collect();
    let accepted = session.review().verdict(claim) == Some(Verdict::Accepted);
    let accept = if accepted { "Accepted: take it back" } else { "Accept" };
    let reject = vec![Action::Select(item, Click::Only), Action::AskReason(claim)];
    vec![
        Entry::act("Read it", read).only_if(cited.is_some()),
        Entry::act("Select voices", vec![Action::SelectMany(voices, Click::Only)]).only_if(some),
        Entry::act("Show opposing", vec![Action::SelectMany(both, Click::Only)]).only_if(!opposed.is_empty()),
        Entry {
            key: Some(Command::Accept),
            ..Entry::act(accept, vec![Action::Judge(claim, Some(Verdict::Accepted))])
        }
        .below_a_rule(),
        Entry { key: Some(Command::Reject), ..Entry::act("Reject…", reject) },
        Entry { words: "Edit note…".to_owned(), ..note(item) },
        Entry::copy("Copy quote with source", quote_with_source(data, claim)).below_a_rule(),
        hide(item).below_a_rule(),
    ]
}

fn background(session: &Session) -> Vec<Entry> {
    let (whole, shown) = (session.derived().whole(), session.derived().shown());
    let hidden = |whole: usize, shown: usize| whole.saturating_sub(shown);
    let hidden =
        hidden(whole.entities.len(), shown.entities.len()) + hidden(whole.claims.len(), shown.claims.len());
    let mut rows = vec![
        Entry::run(session, "Fit", Command::FitAll),
        Entry::run(session, "Unpin all", Command::UnpinAll),
        Entry::run(session, "Start layout again", Command::RestartLayout),
        Entry::run(session, &format!("Show hidden ({})", number(hidden)), Command::ClearFilters),
        Entry::run(session, "Export…", Command::SavePicture).below_a_rule(),
    ];
    if !session.view().lens.groups().is_empty() {
        rows.insert(2, Entry::run(session, "Open all groups", Command::OpenGroups));
    }
    rows
}

/// Hiding one thing from the view.
fn hide(item: Item) -> Entry {
    Entry { key: Some(Command::HideSelection), ..Entry::act("Hide", vec![Action::Hide(vec![item])]) }
}

fn place(citation: &Citation) -> Option<(DocIx, Span)> {
    citation.span.map(|span| (citation.document, span))
}

/// `“quote” — speaker, publisher, date` of the first voice of a claim that has a quote: what a person pastes
/// must say where it is from.
pub(super) fn quote_with_source(data: &Dataset, claim: ClaimIx) -> Option<String> {
    let quoted = |voice: &Attribution| {
        voice.evidence.iter().find_map(|citation| {
            let words = words_of(data, citation)?;
            Some(format!("“{words}” — {}", source_of(data, voice, citation.document)))
        })
    };
    data.claim(claim).attributions.iter().find_map(quoted)
}

/// The words of the text; where they were not found, those of the file.
fn words_of(data: &Dataset, citation: &Citation) -> Option<String> {
    let found = citation.span.map(|span| data.document(citation.document).text.slice(span.start, span.end));
    let words = found.filter(|words| !words.is_empty()).or(citation.exact.as_deref())?;
    // A quote over several lines is pasted as one.
    Some(words.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|words| !words.is_empty())
}

fn source_of(data: &Dataset, voice: &Attribution, document: DocIx) -> String {
    let document = data.document(document);
    let speaker = voice.speaker.map(|speaker| data.entity(speaker).name.clone());
    let publisher = document.publisher.clone().or_else(|| Some(document.name().to_owned()));
    let date = voice.date.as_ref().or(document.published.as_ref()).map(|date| date.as_str().to_owned());
    [speaker, publisher, date].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
#[path = "data_tests.rs"]
mod tests;
