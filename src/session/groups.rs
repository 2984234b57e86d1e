//! Hidden groups that were computed: filters name them by number, and every analysis numbers them anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::undo::renumber_named;
use super::workspace::{Look, groups_of};
use super::{Session, View};
use crate::graph::{Analysis, Filter, Groups, Lens};
use crate::model::Dataset;

/// Hidden groups, each by a member: connected parts, communities.
type Named = (Vec<String>, Vec<String>);

impl Session {
    /// Takes in how groups are numbered now. `before` is how they were for the same case, if they were. The first
    /// time the workspace file says by their members which are hidden.
    pub(super) fn number_groups(&mut self, before: Option<&Analysis>) {
        let Some(now) = self.derived.analysis().map(Arc::clone) else { return };
        let first = !self.work.knows_groups();
        let (base, data) = (Arc::clone(self.work.base()), Arc::clone(&self.ground));
        // They are numbered as the case is seen now, whatever lens a view has of its own.
        let seen = self.seen.clone();
        let of_file = |name: Option<&str>| -> Named {
            let named = || base.views.iter().find(|view| Some(view.name.as_str()) == name);
            let look: Option<&Look> =
                if name.is_some() { named().map(|view| &view.look) } else { Some(&base.view) };
            look.map(|look| groups_of(&look.filter)).unwrap_or_default()
        };
        let change = |name: Option<&str>, view: &View| {
            let named = match before {
                _ if first => of_file(name),
                Some(before) => members_of(&view.filter, before.groups(), &data),
                None => return None,
            };
            let filter = with(&view.filter, &named, first, now.groups(), &seen, &data);
            (filter != view.filter).then(|| View { filter, ..view.clone() })
        };
        if let Some(view) = change(None, &self.view) {
            self.view = view;
        }
        renumber_named(&mut self.views, &change);
        self.undo.renumber(&change);
    }
}

fn members_of(filter: &Filter, groups: Groups<'_>, data: &Dataset) -> Named {
    if filter.components.is_empty() && filter.communities.is_empty() {
        return Named::default();
    }
    let file = filter.to_file(data, &groups);
    (file.components, file.communities)
}

/// A filter that hides the groups of some members, besides those that it hides or in their place.
fn with(
    filter: &Filter,
    (components, communities): &Named,
    besides: bool,
    groups: Groups<'_>,
    lens: &Lens,
    data: &Dataset,
) -> Filter {
    let numbers = |hidden: &BTreeSet<u32>, ids: &[String], of: &[u32]| -> BTreeSet<u32> {
        let number = |id: &String| of.get(lens.target(data.find_entity(id)?).index()).copied();
        let found = ids.iter().filter_map(number).filter(|number| *number != Analysis::NONE);
        if besides { hidden.iter().copied().chain(found).collect() } else { found.collect() }
    };
    Filter {
        components: numbers(&filter.components, components, groups.component),
        communities: numbers(&filter.communities, communities, groups.community),
        ..filter.clone()
    }
}
