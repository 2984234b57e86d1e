//! What each command of the table does.

use std::sync::Arc;

use super::leave::Destination;
use super::look::{Look, Way};
use super::passing::Dialog;
use super::review::Verdict;
use super::{Action, Click, Command, Keep, Perspective, Reveal, Session, Settings, claims_in_order, order};
use crate::graph::{Filter, Removed, Teller, Voice};
use crate::layout::Method;
use crate::model::{ClaimIx, EntityIx, Item};

impl Session {
    pub(super) fn run(&mut self, command: Command) {
        // What acts on a selection says why it does nothing: a key has no tip.
        let acts = [
            Command::Merge,
            Command::Collapse,
            Command::OpenGroups,
            Command::Isolate,
            Command::HideSelection,
            Command::PinSelection,
        ];
        if acts.contains(&command)
            && let Some(why) = self.why_not(command)
        {
            self.passing.say(super::NoticeKind::Done, format!("{}: {}", command.info().words, lower(why)));
            return;
        }
        match command {
            Command::Open => self.passing.dialog = Some(Dialog::Open),
            Command::AddFile => self.passing.dialog = Some(Dialog::Add),
            Command::RemoveAdded => self.remove_added(),
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
            Command::Perspective(perspective) => {
                self.stop_playing();
                self.view.perspective = perspective;
                // Keys of verdicts need a claim to be about.
                if perspective == Perspective::Review && self.current_claim().is_none() {
                    self.step_review(false);
                }
            }
            Command::Face(face) => {
                // The others have no room for it.
                self.view.perspective = Perspective::Graph;
                self.view.face = face;
            }
            Command::According => self.ask_according(),
            Command::Without => self.ask_without(),
            Command::Path => self.ask_path(),
            Command::Accept | Command::Unsure => {
                let verdict = if command == Command::Accept { Verdict::Accepted } else { Verdict::Unsure };
                if let Some(claim) = self.current_claim() {
                    self.judge(claim, Some(verdict));
                }
            }
            Command::Reject => {
                if let Some(claim) = self.current_claim() {
                    self.carry_out(Action::AskReason(claim));
                }
            }
            Command::Note => {
                if let Some(item) = self.to_note() {
                    self.carry_out(Action::AskNote(item));
                }
            }
            Command::HideSelection => {
                let items = self.passing.selection.items().to_vec();
                self.hide(&items);
            }
            Command::Merge => self.merge_selection(),
            Command::Collapse => {
                if let Some(selected) = self.selection_to_collapse() {
                    self.keep(selected.collapse());
                }
            }
            Command::OpenGroups => self.open_groups(),
            Command::Isolate => {
                let selected: Vec<EntityIx> = self.passing.selection.entities().collect();
                let only: std::collections::BTreeSet<EntityIx> = self.apart(&selected).into_iter().collect();
                if !only.is_empty() {
                    self.set_filter(Filter { only: Some(only), ..self.view.filter.clone() });
                }
            }
            Command::BottomPanel => {
                self.stop_playing();
                self.toggle(|settings| &mut settings.bottom);
            }
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
            Command::Columns => self.ask_columns(),
            Command::Bundled => self.carry_out(Action::OpenBundled),
            Command::Undo => self.undo_step(),
            Command::Redo => self.redo_step(),
            Command::SaveWorkspace => self.save_workspace(),
            Command::SaveView => self.passing.dialog = Some(Dialog::View),
            Command::Quit => self.leave(Destination::Out),
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
        let selected = self.selected_entity().filter(|entity| !self.is_group(*entity));
        removed.voices.extend(selected.map(Voice::Entity));
        self.passing.selection.clear();
        self.passing.looks_asked += 1;
        self.carry_out(Action::Look(Some(Look::Without(removed))));
    }

    /// Between the two entities that are selected, or from the one.
    fn ask_path(&mut self) {
        let selected = self.passing.selection.entities().filter(|entity| !self.is_group(*entity));
        let ends: Vec<EntityIx> = selected.take(2).collect();
        let way = Way { from: ends.first().copied(), to: ends.get(1).copied(), ..Way::default() };
        self.passing.selection.clear();
        self.passing.looks_asked += 1;
        self.carry_out(Action::Look(Some(Look::Path(way))));
    }

    /// Shows what the filter leaves again, where days were playing.
    pub(super) fn stop_playing(&mut self) {
        if self.passing.playing.take().is_some() {
            self.refresh();
        }
    }

    /// Whether the rejection of the claim that keys go to waits for its reason.
    pub fn asks_for_reason(&self) -> bool {
        self.passing.rejecting.is_some() && self.passing.rejecting == self.current_claim()
    }

    /// The claim that keys of verdicts are about: the one of those selected that was stepped to, or the first.
    pub fn current_claim(&self) -> Option<ClaimIx> {
        let claims = || self.passing.selection.items().iter().filter_map(|item| item.claim());
        let current = self.passing.current.filter(|&current| claims().any(|claim| claim == current));
        current.or_else(|| claims().next())
    }

    /// The number of the current claim, from 1, and of how many: of those selected where it is one of several,
    /// else of the list that was stepped through to it.
    pub fn claim_place(&self) -> Option<(usize, usize)> {
        let current = self.current_claim()?;
        let selected = self.passing.selection.claims();
        if selected.len() > 1 {
            return Some((selected.iter().position(|&claim| claim == current)? + 1, selected.len()));
        }
        let stepped = self.passing.stepped.filter(|stepped| stepped.claim == current)?;
        (stepped.key == self.order_key()).then_some((stepped.number, stepped.of))
    }

    /// Goes one on or back among several selected claims, which stay selected; whether there was one to go to.
    fn step_selected(&mut self, back: bool) -> bool {
        let selected = self.passing.selection.claims();
        if selected.len() < 2 {
            return false;
        }
        let Some(next) = order::step(&selected, self.current_claim(), back) else { return false };
        self.passing.current = Some(next);
        self.passing.follow(&self.data, Item::Claim(next));
        true
    }

    /// What a note would be on: the current claim, else the one entity that is selected.
    pub(super) fn to_note(&self) -> Option<Item> {
        self.current_claim().map(Item::Claim).or_else(|| self.selected_entity().map(Item::Entity))
    }

    /// Gives a verdict on a claim, and goes on to the next one where that is wished.
    pub(super) fn judge(&mut self, claim: ClaimIx, verdict: Option<Verdict>) {
        self.passing.rejecting = None;
        // The same again takes it back.
        let verdict = verdict.filter(|_| self.review().verdict(claim) != verdict);
        self.keep(Keep::Verdict(claim, verdict));
        let goes_on = verdict.is_some() && self.settings.go_on && self.current_claim() == Some(claim);
        if goes_on && self.step_selected(false) {
            return;
        }
        if goes_on && let Some(next) = self.next_to_check(claim) {
            self.select(Item::Claim(next), Click::Only);
        }
    }

    /// Goes along the list of Review.
    fn step_review(&mut self, back: bool) {
        if let Some(claim) = self.beside_in_review(back) {
            self.select(Item::Claim(claim), Click::Only);
        }
    }

    /// Hides things from the view; nothing of it is selected any longer.
    pub(super) fn hide(&mut self, items: &[Item]) {
        let mut filter = self.view.filter.clone();
        let entities: Vec<EntityIx> = items.iter().filter_map(|item| item.entity()).collect();
        filter.entities.extend(self.apart(&entities));
        filter.claims.extend(items.iter().filter_map(|item| item.claim()));
        if filter != self.view.filter {
            self.passing.selection.clear();
            self.set_filter(filter);
        }
    }

    fn toggle(&mut self, field: fn(&mut Settings) -> &mut bool) {
        let field = field(&mut self.settings);
        *field = !*field;
        self.tasks.save_settings(&self.settings);
    }

    fn pin_selection(&mut self) {
        // Who is collapsed stays where the group does.
        let entities: std::collections::BTreeSet<EntityIx> =
            self.passing.selection.entities().map(|entity| self.derived.place_of(entity)).collect();
        let all_pinned = !entities.is_empty() && entities.iter().all(|e| self.view.pins.contains_key(e));
        for entity in entities {
            if all_pinned {
                self.carry_out(Action::Unpin(entity));
            } else {
                self.pin(entity);
            }
        }
    }

    pub(super) fn pin(&mut self, entity: EntityIx) {
        let entity = self.derived.place_of(entity);
        if let Some(at) = self.derived.position(entity) {
            self.view.pins.insert(entity, at);
            self.derived.pin(entity, at);
        }
    }

    fn toggle_dialog(&mut self, dialog: Dialog) {
        self.passing.dialog = if self.passing.dialog == Some(dialog) { None } else { Some(dialog) };
    }

    /// The claims shown, in the order of the list.
    fn claim_order(&mut self) -> Arc<Vec<ClaimIx>> {
        let (data, shown, key) = (&self.data, self.derived.shown_shared(), self.order_key());
        self.order.of(key, || claims_in_order(data, &shown.claims, key.2))
    }

    fn order_key(&self) -> order::OrderKey {
        (self.data.revision(), self.derived.shown_revision(), self.passing.claim_sort)
    }

    /// Goes to the next claim, or the one before: of those selected where they are several, else of the list.
    pub(super) fn step(&mut self, back: bool) {
        if self.step_selected(back) {
            return;
        }
        if self.view.perspective == Perspective::Review {
            return self.step_review(back);
        }
        let order = self.claim_order();
        let current = self.current_claim();
        if let Some(claim) = order::step(&order, current, back) {
            self.select(Item::Claim(claim), Click::Only);
            self.passing.stepped = order::Stepped::to(claim, &order, self.order_key());
        }
    }

    /// Goes back or forward through what was selected.
    fn travel(&mut self, back: bool) {
        let empty = self.passing.selection.is_empty();
        let there = if back { self.history.back(empty) } else { self.history.forward() };
        if let Some(items) = there.map(<[Item]>::to_vec) {
            let items: Vec<Item> = items.into_iter().map(|item| self.seen_as(item)).collect();
            if let Some(&last) = items.last() {
                self.passing.follow(&self.data, last);
            }
            self.passing.selection.set(items);
        }
    }

    /// Closes, in turn: dialog, the question why a claim is rejected, problems, search, lasso, then clears the
    /// selection, then leaves the way of looking, the ego network, and the filters.
    pub(super) fn escape(&mut self) {
        let passing = &mut self.passing;
        if passing.dialog.is_some() {
            passing.dialog = None;
        } else if passing.rejecting.is_some() {
            passing.rejecting = None;
        } else if passing.problems_open {
            passing.problems_open = false;
        } else if !passing.search.query.is_empty() {
            self.set_query(String::new());
        } else if passing.lasso {
            passing.lasso = false;
        } else if !passing.selection.is_empty() {
            passing.selection.clear();
        } else if self.view.look.is_some() {
            self.look(None);
        } else if let Some(ego) = self.view.ego {
            self.toggle_ego(ego.centre);
        } else if !self.view.filter.is_empty() {
            self.set_filter(Filter::default());
        }
    }
}

/// Words as they go on after a colon.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}
