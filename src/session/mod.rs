//! The application's state without egui.
//!
//! Four rings: *ground* (an `Arc<Dataset>` that nobody changes), *view* (filters, pins, camera),
//! *passing* (selection, hover, what was typed) and *derived* (filtered graph, hits, positions).
//! Panels read the session and return [`Action`]s; only [`Session::apply`] changes it.

mod action;
mod adding;
mod columns;
mod command;
mod derived;
mod drawn;
mod elsewhere;
mod expand;
mod fold;
mod glide;
mod groups;
mod history;
mod huge;
mod import;
mod keep;
mod keymap;
mod leave;
mod listing;
pub mod look;
mod moves;
mod opened;
mod opening;
mod order;
mod passing;
mod picture;
mod possible;
pub mod review;
mod run;
mod same;
mod selecting;
mod selection;
mod settings;
mod source;
mod step_words;
mod tables;
mod tasks;
mod undo;
mod view;
mod work;
pub mod workspace;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

pub use action::{Action, Click};
pub use adding::Addition;
pub use columns::Asked;
pub use command::{COMMANDS, Command, CommandInfo};
pub use derived::{Derived, LayoutPhase};
pub use drawn::{NodeColor, NodeSize};
pub use fold::Collapsible;
pub use history::History;
pub use huge::BEST;
pub use import::TakenIn;
pub use keep::Keep;
pub use keymap::{Clash, KeyMap, canonical};
pub use leave::{Leave, Obstacle};
pub use listing::Unlisted;
pub use order::{ClaimSort, claims_in_order};
pub use passing::{Notice, NoticeKind, Passing, Reveal, Said, SearchState};
pub use picture::{Extent, PictureAdvice, PictureRequest};
pub use selection::Selection;
pub use settings::{Panels, Settings, Theme};
pub use source::Source;
pub use tables::Table;
pub use tasks::{Loading, Waker};
pub use view::{Face, Perspective, View};

use crate::diagnostics::{Code, Report};
use crate::graph::{Ego, Filter, Lens};
use crate::io::{Loaded, Unwatched};
use crate::layout;
use crate::model::{Dataset, EntityIx, Item};
use derived::{Places, Prepared};
use look::{Answer, Look};
use opened::{AsRead, Read, Reader};
use review::Review;
use tasks::{Done, Tasks};
use undo::Undo;
use work::Work;

/// Everything that the window shows, and the threads that work for it.
pub struct Session {
    /// The case as it was read.
    ground: Arc<Dataset>,
    /// The case as it is seen: through the lens `seen`.
    data: Arc<Dataset>,
    seen: Lens,
    report: Arc<Report>,
    source: Source,
    view: View,
    passing: Passing,
    history: History,
    order: order::Order,
    settings: Settings,
    derived: Derived,
    tasks: Tasks,
    /// Verdicts and notes.
    review: Arc<Review>,
    /// Views with a name.
    views: Arc<BTreeMap<String, View>>,
    undo: Undo,
    /// The node in the hand, and where all were when it was taken.
    grabbed: Option<(EntityIx, Places)>,
    work: Work,
    /// Where a person is about to go from the open case.
    leaving: Option<leave::Leaving>,
    /// A case that was read, and waits for a person to have seen its report.
    importing: Option<import::Importing>,
    /// A table that waits for a person to say what its columns are.
    columns_asked: Option<Asked>,
    /// How the open case was taken in.
    taken_in: Arc<TakenIn>,
    /// The open case as it was read, for steps that put another in its place.
    read: Arc<AsRead>,
    /// Files that were read to be added, and wait for an answer.
    addition: Option<Box<Addition>>,
    /// Files that are to be added to the case that is about to be opened.
    to_add: Vec<PathBuf>,
    /// The revision of the next dataset: no two datasets of a session share one.
    next_revision: u64,
}

impl Session {
    /// A session on the bundled case. `waker` is called from worker threads when something new is there.
    pub fn bundled(settings: Settings, waker: Waker) -> Self {
        Self::with(crate::io::load_bundled(1), Source::Bundled, settings, waker)
    }

    /// A session on a case that was read already; files that were added to it are read besides.
    pub fn with(loaded: Loaded, source: Source, settings: Settings, waker: Waker) -> Self {
        let elsewhere = settings.workspace_of(source.path().map(PathBuf::as_path));
        let reader = Reader { keeping: &settings.keeping, elsewhere, anew: true, said: &settings.columns };
        let read = reader.behind(loaded, source, &Unwatched);
        Self::begin(read, settings, waker)
    }

    fn begin(read: Read, settings: Settings, waker: Waker) -> Self {
        let Read { loaded, source, prepared, opened, unread } = read;
        let read = Arc::new(AsRead::new(loaded, source, prepared));
        let data = Arc::clone(&read.ground);
        let view = View::default();
        let mut session = Self {
            derived: Derived::new(Prepared::clone(&read.prepared), &waker),
            tasks: Tasks::new(waker),
            next_revision: data.revision() + 1,
            passing: Passing::default(),
            history: History::default(),
            order: order::Order::default(),
            report: Arc::clone(&read.report),
            ground: Arc::clone(&data),
            data,
            seen: Lens::default(),
            source: read.source.clone(),
            undo: Undo::new(undo::Kept::default()),
            view,
            settings,
            review: Arc::default(),
            views: Arc::default(),
            grabbed: None,
            work: Work::default(),
            leaving: None,
            importing: None,
            columns_asked: None,
            taken_in: Arc::clone(&read.taken_in),
            read,
            addition: None,
            to_add: Vec::new(),
        };
        session.remember_columns();
        session.begin_work(opened);
        if let Some(path) = session.source.path().cloned() {
            session.settings.remember(path);
            session.tasks.save_settings(&session.settings);
        }
        session.opened();
        for words in unread {
            session.passing.say(NoticeKind::Failed, words);
        }
        session
    }

    /// The case, with what a person merged.
    pub fn data(&self) -> &Arc<Dataset> {
        &self.data
    }

    /// What was found wrong while reading it.
    pub fn report(&self) -> &Arc<Report> {
        &self.report
    }

    /// Where it came from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Filters, pins and camera.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Selection, hover and what was typed.
    pub fn passing(&self) -> &Passing {
        &self.passing
    }

    /// What was selected before.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What is kept between runs.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The filtered graph, positions and hits.
    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// The file that is being read, if one is.
    pub fn loading(&self) -> Option<&Loading> {
        self.tasks.loading()
    }

    /// Changes the session. Actions of one frame are applied in their order, once.
    pub fn apply(&mut self, action: Action) {
        self.carry_out_undoably(action);
        self.history.note(self.passing.selection.items());
        self.derived.reroute(&self.data);
    }

    fn take_revision(&mut self) -> u64 {
        self.next_revision += 1;
        self.next_revision - 1
    }

    /// Whether an item is one of the open case: an action may have been asked for on the one before.
    fn holds(&self, item: Item) -> bool {
        let data = &self.data;
        match item {
            Item::Entity(entity) => entity.index() < data.entities().len(),
            Item::Claim(claim) | Item::Attribution(claim, _) => claim.index() < data.claims().len(),
            Item::Document(document) | Item::Passage(document, _) => {
                document.index() < data.documents().len()
            }
        }
    }

    fn carry_out(&mut self, action: Action) {
        let about = match &action {
            Action::Select(item, _)
            | Action::Reveal(item)
            | Action::Hover(Some(item))
            | Action::AskNote(item) => Some(*item),
            Action::Judge(claim, _) | Action::AskReason(claim) => Some(Item::Claim(*claim)),
            Action::Read(document, _) => Some(Item::Document(*document)),
            Action::ToggleEgo(entity)
            | Action::Expand(entity)
            | Action::Drag(entity, _)
            | Action::Pin(entity)
            | Action::Unpin(entity)
            | Action::DragEnd { entity, .. } => Some(Item::Entity(*entity)),
            _ => None,
        };
        if about.is_some_and(|item| !self.holds(item)) {
            return;
        }
        match action {
            Action::Select(item, click) => self.select(item, click),
            Action::SelectMany(items, click) => self.select_many(items, click),
            Action::ClearSelection => self.passing.selection.clear(),
            Action::Reveal(item) => {
                let item = self.seen_as(item);
                self.select(item, Click::Only);
                self.passing.reveal(Reveal::Canvas(item));
            }
            Action::Read(document, span) => {
                self.passing.reads_asked += 1;
                self.passing.reveal(Reveal::Text(document, span));
            }
            Action::Hover(item) => self.passing.hover = item,
            Action::SetQuery(query) => self.set_query(query),
            Action::SearchFocused => self.passing.focus_search = false,
            Action::SetFilter(filter) => self.set_filter(filter),
            Action::PlayTo(window) => {
                self.passing.playing = window;
                self.refresh();
            }
            Action::Hide(items) => {
                let items: Vec<Item> = items.into_iter().filter(|item| self.holds(*item)).collect();
                self.hide(&items);
            }
            Action::Ego(ego) if self.holds(Item::Entity(ego.centre)) && !self.is_group(ego.centre) => {
                self.view.ego = Some(Ego { depth: ego.depth.clamp(1, 3), ..ego });
                self.refresh();
                self.passing.reveal(Reveal::All);
            }
            Action::Ego(_) => {}
            Action::Judge(claim, verdict) => self.judge(claim, verdict),
            // Reasons and notes stand in the card.
            Action::AskReason(claim) => {
                self.passing.rejecting = Some(claim);
                self.settings.right = true;
            }
            Action::AskNote(item) => {
                self.passing.noting = Some(item);
                self.settings.right = true;
            }
            Action::Expand(entity) => self.expand(entity),
            Action::NoteFocused => self.passing.noting = None,
            Action::ForgetReject => self.passing.rejecting = None,
            Action::Look(look) => self.look(look),
            Action::ToggleEgo(entity) => self.toggle_ego(entity),
            Action::SetLayout(method) => self.set_layout(method),
            Action::SetCamera(camera, by_hand) => self.view.set_camera(camera, by_hand),
            Action::SetCanvas { size, obstacles } => self.passing.set_canvas(size, obstacles),
            Action::Drag(entity, to) => self.drag(entity, to),
            Action::DragEnd { entity, at, pin } => self.drag_end(entity, at, pin),
            Action::Pin(entity) => self.pin(entity),
            Action::Unpin(entity) => {
                self.view.pins.remove(&entity);
                self.derived.unpin(entity);
            }
            Action::Keep(keep) => self.keep(keep),
            Action::Run(command) => self.run(command),
            Action::Open(path) => self.open_all(vec![path]),
            Action::OpenAll(files) => self.open_all(files),
            Action::Add(files) => self.add(files),
            Action::AnswerAddition(merged) => self.answer_addition(merged.as_ref()),
            Action::OpenBundled => {
                self.to_add.clear();
                self.load(Source::Bundled);
            }
            Action::Reload => self.reload(),
            Action::KeepOld => {
                self.passing.changed_on_disk = None;
                self.watch();
            }
            Action::CancelLoading => {
                self.to_add.clear();
                self.tasks.stop_loading();
            }
            Action::DismissStopped => self.passing.stopped = None,
            Action::SavePicture(request) => self.save_picture(request),
            Action::SaveTable(table) => self.save_table(table),
            Action::DismissNotice(id) => self.passing.dismiss(id),
            Action::DismissProblems => {
                // What is wrong with the open case can be asked for again once a failure is put away.
                let failed = self.passing.failed.take().is_some();
                self.passing.problems_band = failed && worth_a_band(&self.report);
            }
            Action::ShowProblems(open) => self.passing.problems_open = open,
            Action::ShowDialog(dialog) => self.passing.dialog = dialog,
            Action::Leave(answer) => self.answer_leaving(answer),
            Action::Import(open) => self.answer_import(open),
            Action::Columns(columns) => self.answer_columns(columns.as_ref()),
            Action::ListClaims(listed) => self.passing.listed = listed,
            Action::SortClaims(sort) => self.passing.claim_sort = sort,
            Action::Settings(change) => {
                change(&mut self.settings);
                self.tasks.save_settings(&self.settings);
                self.draw_by();
            }
            Action::ShowAll => {
                self.derived.show_all();
                self.refresh();
                self.say_huge();
                self.passing.reveal(Reveal::Follow);
            }
            Action::Escape => self.escape(),
        }
    }

    /// Takes in what the worker threads have finished. Returns whether anything changed.
    pub fn poll(&mut self) -> bool {
        let mut changed = self.derived.poll_layout(!self.settings.reduced_motion);
        self.lose_patience();
        while let Some(done) = self.tasks.next_done() {
            changed = true;
            match done {
                // The case before stays open, and its file may change yet.
                Done::NothingLoaded { .. } => self.watch(),
                Done::Columns { asked, .. } => self.hear_columns(*asked),
                Done::Loaded { source, result, .. } => match *result {
                    Ok(read) => self.receive(read),
                    Err(error) => {
                        self.passing.failed_to_open(
                            source.path().cloned().unwrap_or_else(|| source.name().into()),
                            error,
                        );
                        self.to_add.clear();
                        // The open case's file may be mended yet.
                        self.watch();
                    }
                },
                Done::Added { addition, .. } => self.offer(addition),
                Done::Index { revision, index } if revision == self.data.revision() => {
                    self.derived.set_index(*index);
                    self.set_query(self.passing.search.query.clone());
                }
                Done::TextHits { revision, query, hits, marked }
                    if query == self.passing.search.query && revision == self.data.revision() =>
                {
                    self.passing.search.set_from_worker(hits, marked);
                }
                Done::Analysis { revision, found } if revision == self.data.revision() => {
                    let before = self.derived.analysis().cloned();
                    self.derived.set_analysis(&self.data, *found);
                    self.number_groups(before.as_deref());
                    let filter = &self.view.filter;
                    let groups = !(filter.communities.is_empty() && filter.components.is_empty());
                    if groups || self.settings.node_size != NodeSize::default() {
                        self.refresh();
                    }
                }
                Done::Seen(seen) => self.take_seen(*seen),
                Done::Suggestions { revision, pairs } if revision == self.ground.revision() => {
                    self.derived.set_suggestions(pairs);
                }
                Done::Paths { revision, quest, paths }
                    if revision == self.data.revision()
                        && matches!(&self.view.look, Some(Look::Path(way)) if way.quest() == Some(quest)) =>
                {
                    self.derived.set_paths(paths);
                }
                Done::Index { .. }
                | Done::Analysis { .. }
                | Done::Suggestions { .. }
                | Done::Paths { .. }
                | Done::TextHits { .. } => {}
                Done::Picture(Ok(path)) => {
                    self.passing.say(NoticeKind::Done, format!("Picture saved: {}", path.display()));
                }
                Done::Work { number, told } => self.hear_saver(number, *told),
                Done::Said(kind, words) => self.passing.say(kind, words),
                Done::Changed(path) => {
                    if self.source.files().any(|file| *file == path) {
                        self.passing.changed_on_disk = Some(path);
                    }
                }
                Done::Picture(Err(message)) | Done::SettingsFailed(message) => {
                    self.passing.say(NoticeKind::Failed, message);
                }
            }
        }
        self.derived.reroute(&self.data);
        changed
    }

    fn set_query(&mut self, query: String) {
        let limit = SearchState::LIMIT;
        let hits = self.derived.index().map(|index| index.search(&self.data, &query, limit));
        self.passing.search.set(query, hits.unwrap_or_default());
        if let Some(index) = self.derived.index() {
            self.tasks.search_text(&self.data, index, &self.passing.search.query, limit);
        }
    }

    fn set_filter(&mut self, filter: Filter) {
        self.view.filter = filter;
        self.passing.playing = None;
        self.refresh();
    }

    /// Works out what is shown: what passes the filter, or the days that play.
    pub(super) fn refresh(&mut self) {
        self.derived.refresh(&self.data, &self.view, self.passing.playing);
        // Paths lead through what is shown.
        if matches!(self.view.look, Some(Look::Path(_))) && self.passing.playing.is_none() {
            self.look_anew(self.view.look.clone());
        }
    }

    pub(super) fn look(&mut self, look: Option<Look>) {
        let look = look.filter(|look| look.fits(&self.data));
        // Another of the paths that were found needs no new search.
        let quest = |look: &Option<Look>| match look {
            Some(Look::Path(way)) => way.quest(),
            _ => None,
        };
        let same = quest(&look).is_some() && quest(&look) == quest(&self.view.look);
        if same && matches!(self.derived.answer(), Some(Answer::Path(Some(_)))) {
            self.view.look = look;
            return;
        }
        self.look_anew(look);
    }

    /// Works out what follows from a way of looking, whatever was known.
    pub(super) fn look_anew(&mut self, look: Option<Look>) {
        self.view.look = look;
        self.derived.look(&self.data, self.view.look.as_ref());
        self.tasks.stop_paths();
        let quest = match &self.view.look {
            Some(Look::Path(way)) => way.quest(),
            _ => None,
        };
        if let Some(quest) = quest {
            self.tasks.find_paths(&self.data, self.derived.shown_shared(), quest);
        }
    }

    /// Says what a large graph is drawn without; of one of which only a part is drawn, a band says so.
    fn say_huge(&mut self) {
        let shown = self.derived.shown();
        let words = huge::words(shown.entities.len(), shown.claims.len());
        if let Some(words) = words.filter(|_| !self.derived.only_best()) {
            self.passing.say(NoticeKind::Done, words);
        }
    }

    fn toggle_ego(&mut self, centre: EntityIx) {
        if self.is_group(centre) {
            return;
        }
        let back = self.view.ego.is_some_and(|ego| ego.centre == centre);
        self.view.ego = if back { None } else { Some(Ego { centre, depth: 1 }) };
        self.refresh();
        self.passing.reveal(Reveal::All);
    }

    /// Blocks until the layout has settled; for tests and pictures without a window, never for a frame.
    pub fn wait_until_settled(&mut self) {
        let pause = std::time::Duration::from_millis(2);
        for _ in 0..20_000 {
            self.poll();
            let settled =
                matches!(self.derived.layout_phase(), LayoutPhase::Settled | LayoutPhase::Failed(_));
            if settled && self.derived.index().is_some() && !self.is_merging() {
                return;
            }
            std::thread::sleep(pause);
        }
    }
}

/// Whether a report says more than that nothing is cited for some claims, which each of them says itself.
fn worth_a_band(report: &Report) -> bool {
    report.problems.iter().any(|problem| problem.code != Code::UncitedClaim)
}

pub use passing::Dialog;

/// Positions and state as the layout's worker publishes them.
pub(crate) type Snapshot = layout::Snapshot;
