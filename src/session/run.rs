//! What each command of the table does.

use super::look::{Look, Way};
use super::passing::Dialog;
use super::{Action, Command, Reveal, Session, Settings};
use crate::graph::{Filter, Removed, Teller, Voice};
use crate::layout::Method;
use crate::model::{EntityIx, Item};

impl Session {
    pub(super) fn run(&mut self, command: Command) {
        match command {
            Command::Open => self.passing.dialog = Some(Dialog::Open),
            Command::SavePicture => self.passing.dialog = Some(Dialog::Picture),
            Command::Keys => self.passing.dialog = Some(Dialog::Keys),
            Command::About => self.passing.dialog = Some(Dialog::About),
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
            Command::Perspective(perspective) => self.view.perspective = perspective,
            Command::According => self.ask_according(),
            Command::Without => self.ask_without(),
            Command::Path => self.ask_path(),
            Command::BottomPanel => self.toggle(|settings| &mut settings.bottom),
            Command::Voices => self.toggle(|settings| &mut settings.voices),
            Command::Hulls => self.toggle(|settings| &mut settings.hulls),
            Command::Minimap => self.toggle(|settings| &mut settings.minimap),
            Command::Lasso => self.passing.lasso = !self.passing.lasso,
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
            Command::Undo => self.undo_step(),
            Command::Redo => self.redo_step(),
            Command::SaveWorkspace => self.save_workspace(),
            Command::Quit => self.passing.quit = true,
        }
    }

    /// As the selected entity tells it, or whoever says most.
    fn ask_according(&mut self) {
        let selected = self.selected_entity().filter(|entity| !self.data.says(*entity).is_empty());
        let most = || self.derived.tellers().iter().find(|offered| offered.teller != Teller::Document);
        let teller = selected.map(Teller::Speaker).or_else(|| most().map(|offered| offered.teller.clone()));
        self.passing.selection.clear();
        let teller = teller.unwrap_or(Teller::Document);
        self.carry_out(Action::Look(Some(Look::According { teller, against: None })));
    }

    fn ask_without(&mut self) {
        let mut removed = Removed::default();
        removed.voices.extend(self.selected_entity().map(Voice::Entity));
        self.passing.selection.clear();
        self.carry_out(Action::Look(Some(Look::Without(removed))));
    }

    /// Between the two entities that are selected, or from the one.
    fn ask_path(&mut self) {
        let ends: Vec<EntityIx> = self.passing.selection.entities().take(2).collect();
        let way = Way { from: ends.first().copied(), to: ends.get(1).copied(), ..Way::default() };
        self.passing.selection.clear();
        self.carry_out(Action::Look(Some(Look::Path(way))));
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
                self.carry_out(Action::Unpin(entity));
            } else if let Some(at) = self.derived.position(entity) {
                self.view.pins.insert(entity, at);
                self.derived.pin(entity, at);
            }
        }
    }

    /// Closes, in turn: dialog, problems, search, lasso, then clears the selection, then leaves the ego network,
    /// then the filters.
    pub(super) fn escape(&mut self) {
        let passing = &mut self.passing;
        if passing.dialog.is_some() {
            passing.dialog = None;
        } else if passing.problems_open {
            passing.problems_open = false;
        } else if !passing.search.query.is_empty() {
            self.set_query(String::new());
        } else if passing.lasso {
            passing.lasso = false;
        } else if !passing.selection.is_empty() {
            passing.selection.clear();
        } else if let Some(ego) = self.view.ego {
            self.toggle_ego(ego.centre);
        } else if !self.view.filter.is_empty() {
            self.set_filter(Filter::default());
        }
    }
}
