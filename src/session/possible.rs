//! Why a command would do nothing now, in words for whoever offers it.

use super::{Command, Perspective, Session};

impl Session {
    /// A command's words as they are now: "Undo move of Hamas".
    pub fn words_of(&self, command: Command) -> String {
        let words = command.info().words;
        let what = match command {
            Command::Undo => self.can_undo(),
            Command::Redo => self.can_redo(),
            _ => None,
        };
        what.map_or_else(|| words.to_owned(), |what| format!("{words} {what}"))
    }

    /// Why a command would do nothing now; `None` where it can be run.
    pub fn why_not(&self, command: Command) -> Option<&'static str> {
        let selection = &self.passing.selection;
        let none = |missing: bool, words: &'static str| missing.then_some(words);
        match command {
            Command::FitSelection | Command::HideSelection => {
                none(selection.is_empty(), "Nothing is selected")
            }
            Command::PinSelection | Command::Isolate => {
                none(selection.entities().next().is_none(), "No entity is selected")
            }
            Command::Merge => {
                let entities = selection.entities().filter(|entity| !self.is_group(*entity));
                none(entities.count() < 2, "Fewer than two entities are selected")
            }
            Command::Collapse => {
                none(selection.entities().nth(1).is_none(), "Fewer than two entities are selected")
            }
            Command::OpenGroups => none(self.view.lens.groups().is_empty(), "Nothing is collapsed"),
            Command::UnpinAll => none(self.view.pins.is_empty(), "Nothing is pinned"),
            Command::ClearFilters => none(self.view.filter.is_empty(), "Nothing is hidden"),
            Command::RemoveAdded => none(self.source.added().is_empty(), "No file was added to this case"),
            Command::Columns => {
                none(!crate::io::has_columns(self.taken_in.format), "This case was read from no table")
            }
            Command::AddFile | Command::Reload => {
                none(self.source.path().is_none(), "The bundled case is no file")
            }
            Command::NextClaim | Command::PreviousClaim if self.view.perspective == Perspective::Review => {
                let any = self.data.claim_ixs().any(|claim| self.why_unlisted(claim).is_none());
                none(!any, "No claim is listed")
            }
            Command::NextClaim | Command::PreviousClaim => {
                none(self.derived.shown().claims.is_empty(), "No claim is shown")
            }
            Command::Back => {
                none(!self.history.can_go_back(selection.is_empty()), "Nothing was selected before")
            }
            Command::Forward => none(!self.history.can_go_forward(), "Nothing to go forward to"),
            Command::Accept | Command::Reject | Command::Unsure => {
                none(self.current_claim().is_none(), "No claim is selected")
            }
            Command::Note => none(self.to_note().is_none(), "Neither a claim nor one entity is selected"),
            Command::Undo => none(self.can_undo().is_none(), "Nothing to undo"),
            Command::Redo => none(self.can_redo().is_none(), "Nothing to do again"),
            Command::SaveWorkspace => {
                none(self.work.has_no_place(), "This case has no place for a workspace")
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Command, Session};
    use crate::model::{EntityIx, Item};
    use crate::session::{Action, Click, Settings};

    #[test]
    fn what_is_missing_is_named_and_then_there() {
        let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
        for command in [Command::FitSelection, Command::PinSelection, Command::UnpinAll, Command::Back] {
            assert!(session.why_not(command).is_some(), "{command:?}");
        }
        session.apply(Action::Select(Item::Entity(EntityIx(0)), Click::Only));
        session.apply(Action::Select(Item::Entity(EntityIx(1)), Click::Only));
        for command in [Command::FitSelection, Command::PinSelection, Command::Back, Command::Open] {
            assert_eq!(session.why_not(command), None, "{command:?}");
        }
        session.apply(Action::Run(Command::Back));
        assert_eq!(session.passing().selection.items(), [Item::Entity(EntityIx(0))]);
        assert_eq!(session.why_not(Command::Forward), None);
    }
}
