//! What steps are called in the menu: "Undo move of Hamas".

use super::look::Look;
use super::undo::Label;
use super::{Action, Command, Keep, Session};
use crate::graph;
use crate::model::{ClaimIx, EntityIx, Item};
use crate::session::review::Verdict;

impl Session {
    /// What an action is called before it is carried out. Actions that change nothing that is kept have no
    /// words and cost nothing; where one has none, what it changed gives them.
    pub(super) fn label_of(&self, action: &Action) -> Label {
        let words = match action {
            Action::DragEnd { entity, .. } => format!("move of {}", self.name(*entity)),
            Action::Pin(entity) => format!("pin of {}", self.name(*entity)),
            Action::Unpin(entity) => format!("unpinning of {}", self.name(*entity)),
            Action::SetFilter(filter) if filter.is_empty() => "clearing of filters".to_owned(),
            Action::SetFilter(_) => "filter".to_owned(),
            Action::Hide(items) => format!("hiding of {}", self.things(items)),
            Action::ToggleEgo(entity) => format!("ego network of {}", self.name(*entity)),
            Action::Ego(ego) => format!("ego network of {}", self.name(ego.centre)),
            Action::SetLayout(method) => format!("layout: {}", method.label()),
            Action::Look(look) => self.look_words(look.as_ref()),
            Action::Judge(claim, verdict) => {
                self.verdict_words(*claim, verdict.filter(|_| self.review.verdict(*claim) != *verdict))
            }
            Action::Run(command) => return Label { words: self.command_words(*command), joins: false },
            Action::Keep(Keep::Verdict(claim, verdict)) => self.verdict_words(*claim, *verdict),
            Action::Keep(Keep::Note(claim, _)) => {
                let words = Some(format!("note on {}", self.sentence(*claim)));
                return Label { words, joins: true };
            }
            Action::Keep(Keep::EntityNote(entity, _)) => {
                return Label { words: Some(format!("note on {}", self.name(*entity))), joins: true };
            }
            Action::Expand(entity) => format!("expansion of {}", self.name(*entity)),
            Action::Keep(Keep::Merge(from, into)) => {
                format!("merge of {} into {}", self.name(*from), self.name(*into))
            }
            Action::Keep(Keep::Collapse { members, around }) => {
                format!("collapse of {}", short(&graph::group_name(&self.data, members, *around)))
            }
            Action::Keep(Keep::OpenGroup(entity)) => {
                let of = if self.is_group(*entity) { "" } else { "the group of " };
                format!("opening of {of}{}", self.name(*entity))
            }
            Action::AnswerAddition(Some(_)) => {
                return Label { words: self.addition_words(), joins: false };
            }
            Action::Keep(Keep::Separate(from)) => format!("separation of {}", self.name(*from)),
            Action::Keep(Keep::SaveView(view)) => format!("saving of view {}", short(view)),
            Action::Keep(Keep::ShowView(view)) => format!("view {}", short(view)),
            Action::Keep(Keep::ForgetView(view)) => format!("removal of view {}", short(view)),
            _ => return Label::default(),
        };
        Label { words: Some(words), joins: false }
    }

    fn command_words(&self, command: Command) -> Option<String> {
        let entities: Vec<EntityIx> = self.passing.selection.entities().collect();
        let judged = |verdict: Verdict| {
            let claim = self.current_claim()?;
            // The same again takes it back.
            let given = Some(verdict).filter(|_| self.review.verdict(claim) != Some(verdict));
            Some(self.verdict_words(claim, given))
        };
        Some(match command {
            Command::Layout(method) => format!("layout: {}", method.label()),
            Command::PinSelection => match entities.as_slice() {
                [one] => format!("pin of {}", self.name(*one)),
                several => format!("pins of {} nodes", several.len()),
            },
            Command::Merge => match entities.as_slice() {
                [into, from] => format!("merge of {} into {}", self.name(*from), self.name(*into)),
                several => format!("merge of {} entities", several.len()),
            },
            Command::Collapse => format!("collapse of {}", short(&self.selection_to_collapse()?.words)),
            Command::OpenGroups => "opening of all groups".to_owned(),
            Command::UnpinAll => "unpinning of all".to_owned(),
            Command::ClearFilters => "clearing of filters".to_owned(),
            Command::HideSelection => format!("hiding of {}", self.things(self.passing.selection.items())),
            Command::Isolate => match entities.as_slice() {
                [one] => format!("only {}", self.name(*one)),
                several => format!("only {} entities", several.len()),
            },
            Command::Accept => return judged(Verdict::Accepted),
            Command::Unsure => return judged(Verdict::Unsure),
            Command::According => "look according to somebody".to_owned(),
            Command::Without => "look without a source".to_owned(),
            Command::Path => "look for a path".to_owned(),
            _ => return None,
        })
    }

    /// "accept of “Biden warned Khamenei”".
    fn verdict_words(&self, claim: ClaimIx, verdict: Option<Verdict>) -> String {
        let word = match verdict {
            Some(Verdict::Accepted) => "accept of",
            Some(Verdict::Rejected(_)) => "reject of",
            Some(Verdict::Unsure) => "unsure about",
            None => "taking back of the verdict on",
        };
        format!("{word} {}", self.sentence(claim))
    }

    fn look_words(&self, look: Option<&Look>) -> String {
        match look {
            None => "end of the way of looking".to_owned(),
            Some(Look::Path(_)) => "look for a path".to_owned(),
            Some(Look::Without(_)) => "look without a source".to_owned(),
            Some(Look::According { teller, .. }) if look.is_some_and(|look| look.fits(&self.data)) => {
                format!("look {}", short(&teller.according(&self.data)))
            }
            Some(Look::According { .. }) => "look according to somebody".to_owned(),
        }
    }

    /// One thing by its name, several by their number.
    fn things(&self, items: &[Item]) -> String {
        match items {
            [Item::Entity(entity)] => self.name(*entity).to_owned(),
            [Item::Claim(claim)] => self.sentence(*claim),
            several => format!("{} things", several.len()),
        }
    }

    fn name(&self, entity: EntityIx) -> &str {
        self.data.entities().get(entity.index()).map_or("?", |entity| entity.name.as_str())
    }

    /// A claim's sentence in quotation marks, as a menu has room for it.
    fn sentence(&self, claim: ClaimIx) -> String {
        let there = claim.index() < self.data.claims().len();
        format!("“{}”", if there { short(&self.data.sentence(claim)) } else { "?".to_owned() })
    }
}

/// A sentence as a menu has room for it.
fn short(words: &str) -> String {
    const LONGEST: usize = 48;
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let head: String = words.chars().take(LONGEST - 1).collect();
    format!("{}…", head.trim_end())
}

#[cfg(test)]
#[path = "step_words_tests.rs"]
mod tests;
