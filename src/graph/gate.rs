//! Which entities and claims a filter lets pass, each looked at alone.

use std::collections::BTreeSet;

use crate::model::{Citation, ClaimIx, Dataset, EntityIx};

use super::derive::ends;
use super::properties::properties;
use super::{Filter, Groups, Voice};

/// A filter over a dataset, with what it says about entities worked out.
pub(super) struct Gate<'a> {
    data: &'a Dataset,
    filter: &'a Filter,
    visible: Vec<bool>,
}

impl<'a> Gate<'a> {
    pub(super) fn new(data: &'a Dataset, filter: &'a Filter, groups: &Groups<'_>) -> Self {
        let hidden: BTreeSet<(&str, &str)> =
            filter.properties.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let visible =
            data.entity_ixs().map(|entity| visible(data, filter, &hidden, groups, entity)).collect();
        Self { data, filter, visible }
    }

    /// Whether an entity may be shown.
    pub(super) fn entity(&self, entity: EntityIx) -> bool {
        self.visible[entity.index()]
    }

    /// Whether an entity was singled out, which shows it without claims too.
    pub(super) fn singled_out(&self, entity: EntityIx) -> Option<bool> {
        self.filter.only.as_ref().map(|only| only.contains(&entity))
    }

    /// Whether a claim is shown.
    pub(super) fn claim(&self, ix: ClaimIx) -> bool {
        let (data, filter) = (self.data, self.filter);
        let claim = data.claim(ix);
        let end = |entity| self.entity(entity) && self.singled_out(entity) != Some(false);
        !filter.classes.contains(&data.class(ix))
            && !filter.statuses.contains(&data.status(ix))
            && !filter.claims.contains(&ix)
            && !filter.predicates.contains(&claim.predicate)
            && ends(claim).all(end)
            && filter.dates.is_none_or(|window| window.passes(claim.time.as_ref()))
            && filter.said.is_none_or(|window| window.passes_said(claim))
            && some_left(claim.attributions.iter(), |voice| !filter.speakers.contains(&Voice::of(voice)))
            && self.cited(ix, filter.documents.is_empty(), |c| !filter.documents.contains(&c.document))
            && self.cited(ix, filter.groundings.is_empty(), |c| !filter.groundings.contains(&c.grounding))
    }

    fn cited(&self, ix: ClaimIx, all: bool, kept: impl Fn(&Citation) -> bool) -> bool {
        all || some_left(self.data.claim(ix).citations().map(|(_, citation)| citation), kept)
    }
}

/// Whether something is kept; of nothing, nothing is lost.
fn some_left<'a, T: 'a>(mut things: impl Iterator<Item = &'a T>, kept: impl Fn(&T) -> bool) -> bool {
    things.next().is_none_or(|first| kept(first) || things.any(kept))
}

fn visible(
    data: &Dataset,
    filter: &Filter,
    properties_hidden: &BTreeSet<(&str, &str)>,
    groups: &Groups<'_>,
    ix: EntityIx,
) -> bool {
    let entity = data.entity(ix);
    let of = |numbers: &[u32]| numbers.get(ix.index()).copied();
    let degree = data.acts(ix).len() + data.acted_on(ix).len();
    !filter.kinds.contains(&entity.kind)
        && !filter.entities.contains(&ix)
        && of(groups.component).is_none_or(|number| !filter.components.contains(&number))
        && of(groups.community).is_none_or(|number| !filter.communities.contains(&number))
        && filter.degree.is_none_or(|(least, most)| (least as usize..=most as usize).contains(&degree))
        && (properties_hidden.is_empty()
            || !properties(entity).any(|(key, values)| {
                values.iter().all(|value| properties_hidden.contains(&(key, value.as_ref())))
            }))
}
