//! What each command of the table does.

use std::sync::Arc;

use super::passing::Dialog;
use super::{Action, Click, Command, Reveal, Session, Settings, claims_in_order, order};
use crate::graph::Filter;
use crate::layout::Method;
use crate::model::{ClaimIx, EntityIx, Item};

impl Session {
    pub(super) fn run(&mut self, command: Command) {
        match command {
            Command::Open => self.passing.dialog = Some(Dialog::Open),
            Command::SavePicture => self.passing.dialog = Some(Dialog::Picture),
            Command::Keys => self.passing.dialog = Some(Dialog::Keys),
            Command::About => self.passing.dialog = Some(Dialog::About),
            Command::Palette => self.toggle_dialog(Dialog::Palette),
            Command::Notices => self.toggle_dialog(Dialog::Notices),
            Command::NextClaim => self.step(false),
            Command::PreviousClaim => self.step(true),
            Command::Back => self.travel(true),
            Command::Forward => self.travel(false),
            Command::NextRegion => self.passing.regions_asked += 1,
            Command::PreviousRegion => self.passing.regions_asked -= 1,
            Command::Menu => self.passing.menus_asked += 1,
            Command::ReducedMotion => self.toggle(|settings| &mut settings.reduced_motion),
            Command::HighContrast => self.toggle(|settings| &mut settings.high_contrast),
            Command::Search => {
                // The box stands in the left panel.
                self.settings.left = true;
                self.passing.focus_search = true;
            }
            Command::FitAll => self.passing.reveal(Reveal::All),
            Command::FitSelection => self.passing.reveal(Reveal::Selection),
            Command::ZoomIn => self.passing.reveal(Reveal::Zoom(1.12)),
            Command::ZoomOut => self.passing.reveal(Reveal::Zoom(1.0 / 1.12)),
            Command::PauseLayout => self.derived.toggle_pause(),
            Command::RestartLayout => self.derived.restart(&self.data, &self.view),
            Command::Layout(Method::Radial { .. }) => {
                let center = self.selected_entity().map(|entity| entity.0);
                self.set_layout(Method::Radial { center });
            }
            Command::Layout(method) => self.set_layout(method),
            Command::PinSelection => self.pin_selection(),
            Command::UnpinAll => {
                self.view.pins.clear();
                self.derived.unpin_all();
            }
            Command::Legend => self.toggle(|settings| &mut settings.legend),
            Command::LeftPanel => self.toggle(|settings| &mut settings.left),
            Command::RightPanel => self.toggle(|settings| &mut settings.right),
            Command::Theme => {
                self.settings.theme = self.settings.theme.other();
                self.tasks.save_settings(&self.settings);
            }
            Command::SelectAll => {
                let all = self.derived.shown().entities.iter().map(|&entity| Item::Entity(entity));
                self.passing.selection.set(all.collect());
            }
            Command::ClearFilters => self.set_filter(Filter::default()),
            Command::Reload => self.reload(),
            Command::Bundled => self.carry_out(Action::OpenBundled),
            Command::Quit => self.passing.quit = true,
        }
    }

    fn toggle(&mut self, field: fn(&mut Settings) -> &mut bool) {
        let field = field(&mut self.settings);
        *field = !*field;
        self.tasks.save_settings(&self.settings);
    }

    fn pin_selection(&mut self) {
        let entities: Vec<EntityIx> = self.passing.selection.entities().collect();
        let all_pinned = !entities.is_empty() && entities.iter().all(|e| self.view.pins.contains_key(e));
        for entity in entities {
            if all_pinned {
                self.apply(Action::Unpin(entity));
            } else {
                self.pin(entity);
            }
        }
    }

    pub(super) fn pin(&mut self, entity: EntityIx) {
        if let Some(at) = self.derived.position(entity) {
            self.view.pins.insert(entity, at);
            self.derived.pin(entity, at);
        }
    }

    /// Selects several things in place of what was; those that the open case does not have are left out.
    pub(super) fn select_many(&mut self, items: Vec<Item>) {
        let mut known = std::collections::BTreeSet::new();
        let items: Vec<Item> =
            items.into_iter().filter(|&item| self.holds(item) && known.insert(item)).collect();
        if let Some(&first) = items.first() {
            self.passing.follow(&self.data, first);
        }
        self.passing.selection.set(items);
    }

    fn toggle_dialog(&mut self, dialog: Dialog) {
        self.passing.dialog = if self.passing.dialog == Some(dialog) { None } else { Some(dialog) };
    }

    /// The claims shown, in the order of the list.
    fn claim_order(&mut self) -> Arc<Vec<ClaimIx>> {
        let (data, shown, sort) = (&self.data, self.derived.shown_shared(), self.passing.claim_sort);
        let key = (data.revision(), self.derived.shown_revision(), sort);
        self.order.of(key, || claims_in_order(data, &shown.claims, sort))
    }

    /// Selects the next claim of the list, or the one before.
    fn step(&mut self, back: bool) {
        let order = self.claim_order();
        let current = self.passing.selection.items().iter().rev().find_map(|item| item.claim());
        if let Some(claim) = order::step(&order, current, back) {
            self.select(Item::Claim(claim), Click::Only);
        }
    }

    /// Goes back or forward through what was selected.
    fn travel(&mut self, back: bool) {
        let empty = self.passing.selection.is_empty();
        let there = if back { self.history.back(empty) } else { self.history.forward() };
        if let Some(items) = there.map(<[Item]>::to_vec) {
            if let Some(&last) = items.last() {
                self.passing.follow(&self.data, last);
            }
            self.passing.selection.set(items);
        }
    }

    /// Closes, in turn: dialog, problems, search, then clears the selection, then leaves the ego network,
    /// then the filters.
    pub(super) fn escape(&mut self) {
        let passing = &mut self.passing;
        if passing.dialog.is_some() {
            passing.dialog = None;
        } else if passing.problems_open {
            passing.problems_open = false;
        } else if !passing.search.query.is_empty() {
            self.set_query(String::new());
        } else if !passing.selection.is_empty() {
            passing.selection.clear();
        } else if let Some(ego) = self.view.ego {
            self.toggle_ego(ego.centre);
        } else if !self.view.filter.is_empty() {
            self.set_filter(Filter::default());
        }
    }
}
