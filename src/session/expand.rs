//! Showing what is hidden around an entity.

use std::collections::BTreeSet;

use super::Session;
use crate::graph::{self, Filter};
use crate::model::EntityIx;

impl Session {
    /// Shows the neighbours of an entity that are hidden.
    pub(super) fn expand(&mut self, entity: EntityIx) {
        if let Some(filter) = self.expanded(entity) {
            self.view.ego = None;
            self.set_filter(filter);
        }
    }

    /// The filter that shows the hidden neighbours of an entity too; `None` where it would show nothing more.
    pub fn expanded(&self, entity: EntityIx) -> Option<Filter> {
        let hidden = self.derived.hidden().get(entity.index()).copied().unwrap_or(0);
        if hidden == 0 || self.passing.playing.is_some() || self.derived.only_best() {
            return None;
        }
        let shown = self.derived.shown();
        let around = graph::neighbours(&self.data, self.derived.whole(), entity);
        let mut filter = self.view.filter.clone();
        for one in &around {
            filter.entities.remove(one);
        }
        // An ego network becomes the same entities singled out, to which others can be added.
        if self.view.ego.is_some() || filter.only.is_some() {
            let mut only: BTreeSet<EntityIx> = shown.entities.iter().copied().collect();
            only.extend(&around);
            filter.only = Some(only);
        }
        let merged = self.derived.merged_away();
        let mut all = filter.clone();
        all.entities.extend(merged);
        let then = graph::derive_with(&self.data, &all, None, &self.derived.groups());
        let more = around.iter().any(|&one| then.has_entity(one) && !shown.has_entity(one));
        more.then_some(filter)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use crate::graph::{Ego, Filter};
    use crate::session::{Action, Session, Settings};

    #[test]
    fn what_was_hidden_by_hand_or_lies_beyond_an_ego_network_is_shown() {
        let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
        let data = Arc::clone(session.data());
        let (iran, hamas) = (data.find_entity("iran").unwrap(), data.find_entity("hamas").unwrap());
        assert_eq!(session.expanded(iran), None, "nothing is hidden");
        let entities = BTreeSet::from([hamas]);
        session.apply(Action::SetFilter(Filter { entities, ..Filter::default() }));
        assert!(!session.derived().shown().has_entity(hamas));
        session.apply(Action::Expand(iran));
        assert!(session.derived().shown().has_entity(hamas) && session.view().filter.is_empty());
        session.apply(Action::Ego(Ego { centre: hamas, depth: 1 }));
        let before = session.derived().shown().entities.len();
        session.apply(Action::Expand(iran));
        let after = session.derived().shown();
        assert!(after.entities.len() > before && session.view().ego.is_none());
        let all = crate::graph::neighbours(&data, session.derived().whole(), iran);
        assert!(all.iter().all(|one| after.has_entity(*one)));
        let kinds = BTreeSet::from([data.entity(hamas).kind]);
        session.apply(Action::SetFilter(Filter { kinds, ..Filter::default() }));
        assert_eq!(session.expanded(iran), None, "a hidden kind stays hidden");
    }
}
