//! The passing ring: selection, hover, what was typed, dialogs and notices. Nothing of it is saved.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::order::Stepped;
use super::review::Listed;
use super::workspace::Question;
use super::{ClaimSort, Selection};
use crate::diagnostics::{Problem, Report};
use crate::graph::{DateWindow, Dating};
use crate::io::LoadError;
use crate::model::{ClaimIx, Dataset, DocIx, EntityIx, Item, Span};
use crate::search::{Hit, Hits};

/// A dialog that floats above the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialog {
    /// Open a file.
    Open,
    /// Add files to the open case.
    Add,
    /// Save a picture.
    Picture,
    /// Save the view under a name.
    View,
    /// Save the workspace under another name.
    Workspace,
    /// Say who else an entity is.
    Merge(EntityIx),
    /// The list of keys.
    Keys,
    /// What this is.
    About,
    /// The command palette.
    Palette,
    /// What was said at the foot of the canvas.
    Notices,
}

/// What kind of notice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something could not be done.
    Failed,
}

/// A line that appears at the foot of the canvas until it is dismissed or replaced by newer ones.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// Number, rising.
    pub id: u64,
    /// What kind.
    pub kind: NoticeKind,
    /// The words, path last.
    pub text: String,
}

/// A notice that was shown, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// What was said.
    pub notice: Notice,
    at: Instant,
}

impl Said {
    /// How long ago it was said.
    pub fn age(&self) -> Duration {
        self.at.elapsed()
    }
}

/// Something that a panel is to bring into sight; it takes it once, by its number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Reveal {
    /// The whole graph.
    All,
    /// The whole graph, and from then on whatever the layout makes of it, until a person moves the camera.
    Follow,
    /// What is selected.
    Selection,
    /// An item in the middle of the canvas.
    Canvas(Item),
    /// A change of zoom about the middle of the canvas.
    Zoom(f32),
    /// A place in a document.
    Text(DocIx, Span),
}

/// The search box and what it found.
#[derive(Clone, Default, Debug)]
pub struct SearchState {
    /// What was typed.
    pub query: String,
    /// Names, aliases, claims and documents at once; sentences when the worker has found them.
    pub hits: Hits,
    /// Every entity that matches, in the order of the file, for the canvas; at most [`Self::MARKED`].
    pub marked: Vec<EntityIx>,
    /// Whether the sentences are still being searched.
    pub text_pending: bool,
}

impl SearchState {
    /// How many hits of a group are kept.
    pub const LIMIT: usize = 200;
    /// How many matching entities are marked on the canvas.
    pub const MARKED: usize = 5000;

    pub(super) fn set(&mut self, query: String, hits: Hits) {
        let texts = std::mem::take(&mut self.hits.texts);
        let total = self.hits.text_total;
        self.text_pending = !query.trim().is_empty();
        // The sentences found for the query before stay until the new ones are there: no flicker.
        let keep = self.text_pending;
        // Until the worker has found them all, those at the head of the list.
        self.marked = hits.entities.iter().filter_map(|hit| hit.item.entity()).collect();
        self.hits = hits;
        if keep {
            (self.hits.texts, self.hits.text_total) = (texts, total);
        }
        self.query = query;
    }

    pub(super) fn set_from_worker(&mut self, (texts, total): (Vec<Hit>, usize), marked: Vec<EntityIx>) {
        self.marked = marked;
        (self.hits.texts, self.hits.text_total) = (texts, total);
        self.text_pending = false;
    }
}

/// The passing ring.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that is open, asked for or not")]
pub struct Passing {
    /// What is selected.
    pub selection: Selection,
    /// Of several claims selected the one that keys go to; the first where it is none of them.
    pub(super) current: Option<ClaimIx>,
    /// Where the last step through the list led to.
    pub(super) stepped: Option<Stepped>,
    /// What is under the pointer, anywhere in the window.
    pub hover: Option<Item>,
    /// The claim whose rejection waits for a reason.
    pub rejecting: Option<ClaimIx>,
    /// The claim or entity whose note takes the focus.
    pub noting: Option<Item>,
    /// The days that are shown while the timeline plays, and which date of the claims they are about.
    pub playing: Option<(Dating, DateWindow)>,
    /// The search box.
    pub search: SearchState,
    /// Whether the window is to close.
    pub quit: bool,
    /// Whether the search box is to take the focus.
    pub focus_search: bool,
    /// Whether dragging over the canvas draws around nodes to select them.
    pub lasso: bool,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// Notices, oldest first, at most [`Passing::NOTICES`].
    pub notices: Vec<Notice>,
    /// Notices that were shown, oldest first, at most [`Passing::SAID`].
    pub said: VecDeque<Said>,
    /// The order of claims in the list.
    pub claim_sort: ClaimSort,
    /// Which claims Review lists.
    pub listed: Listed,
    /// How many parts of the window the keys were asked to go on, less those back.
    pub regions_asked: i64,
    /// How often a way of looking was asked for: its field takes the focus then.
    pub looks_asked: u64,
    /// How often the menu of what is selected was asked for by key.
    pub menus_asked: u64,
    /// The last thing to be brought into sight, with its number.
    pub reveal: (u64, Option<Reveal>),
    /// The last place of a text to be brought into sight, with its number.
    pub reveal_text: (u64, Option<(DocIx, Span)>),
    /// How often a person asked to read a place, rather than only selected something.
    pub reads_asked: u64,
    /// The document in the reader.
    pub document: Option<DocIx>,
    /// Whether the band about problems is shown.
    pub problems_band: bool,
    /// Whether the list of problems is open.
    pub problems_open: bool,
    /// The file that could not be opened, and its problems.
    pub failed: Option<(PathBuf, Report)>,
    /// The open file, where only part of it was read.
    pub stopped: Option<PathBuf>,
    /// The file that changed on disk.
    pub changed_on_disk: Option<PathBuf>,
    /// Width and height of the canvas in points.
    pub canvas_size: [f32; 2],
    /// Panels that float above the canvas.
    pub obstacles: Vec<[f32; 4]>,
    /// What a person has to decide before the workspace is saved again.
    pub question: Option<Question>,
    notices_made: u64,
}

impl Default for Passing {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            current: None,
            stepped: None,
            hover: None,
            playing: None,
            rejecting: None,
            noting: None,
            search: SearchState::default(),
            quit: false,
            focus_search: false,
            lasso: false,
            dialog: None,
            notices: Vec::new(),
            said: VecDeque::new(),
            claim_sort: ClaimSort::default(),
            listed: Listed::default(),
            regions_asked: 0,
            looks_asked: 0,
            menus_asked: 0,
            reveal: (0, None),
            reveal_text: (0, None),
            reads_asked: 0,
            document: None,
            problems_band: false,
            problems_open: false,
            failed: None,
            stopped: None,
            changed_on_disk: None,
            canvas_size: [824.0, 708.0],
            obstacles: Vec::new(),
            question: None,
            notices_made: 0,
        }
    }
}

impl Passing {
    /// How many notices are shown at a time.
    pub const NOTICES: usize = 3;
    /// How many can be read again.
    pub const SAID: usize = 50;

    pub(super) fn say(&mut self, kind: NoticeKind, text: String) {
        self.notices_made += 1;
        let notice = Notice { id: self.notices_made, kind, text };
        if self.said.len() == Self::SAID {
            self.said.pop_front();
        }
        self.said.push_back(Said { notice: notice.clone(), at: Instant::now() });
        self.notices.push(notice);
        let surplus = self.notices.len().saturating_sub(Self::NOTICES);
        self.notices.drain(..surplus);
    }

    pub(super) fn dismiss(&mut self, id: u64) {
        self.notices.retain(|notice| notice.id != id);
    }

    pub(super) fn reveal(&mut self, what: Reveal) {
        if let Reveal::Text(document, span) = what {
            self.document = Some(document);
            self.reveal_text = (self.reveal_text.0 + 1, Some((document, span)));
        } else {
            self.reveal = (self.reveal.0 + 1, Some(what));
        }
    }

    /// Brings the reader to what was selected.
    pub(super) fn follow(&mut self, data: &Dataset, item: Item) {
        let target = match item {
            Item::Claim(claim) => first_citation(data, claim, None),
            Item::Attribution(claim, voice) => {
                first_citation(data, claim, Some(voice)).or_else(|| first_citation(data, claim, None))
            }
            Item::Entity(entity) => data
                .entity(entity)
                .mentions
                .iter()
                .find_map(|mention| mention.span.map(|span| (mention.document, span))),
            Item::Passage(document, span) => Some((document, span)),
            Item::Document(document) => Some((document, Span { start: 0, end: 0 })),
        };
        if let Some((document, span)) = target {
            self.reveal(Reveal::Text(document, span));
        }
    }

    pub(super) fn set_canvas(&mut self, size: [f32; 2], obstacles: Vec<[f32; 4]>) {
        (self.canvas_size, self.obstacles) = (size, obstacles);
    }

    pub(super) fn failed_to_open(&mut self, path: PathBuf, error: LoadError) {
        self.failed = Some((path, Report { problems: vec![error.problem] }));
        self.problems_band = true;
        self.problems_open = true;
    }

    /// The problems of the file that failed, or else those of the open one.
    pub fn problems<'a>(&'a self, report: &'a Report) -> &'a [Problem] {
        self.failed.as_ref().map_or(&report.problems, |(_, failed)| &failed.problems)
    }

    pub(super) fn carry_over(&mut self, old: &Dataset, new: &Dataset) {
        self.selection.carry_over(old, new);
        // Hits are places of the case before; the query is asked again when the index is there.
        self.search.hits = Hits::default();
        self.hover = None;
        self.current = None;
        self.stepped = None;
        self.playing = None;
        self.rejecting = None;
        self.noting = None;
        self.failed = None;
        self.problems_open = false;
        // It is about an entity of the case before.
        if matches!(self.dialog, Some(Dialog::Merge(_))) {
            self.dialog = None;
        }
        self.stopped = None;
        self.changed_on_disk = None;
        self.document = self
            .document
            .and_then(|document| old.carry_over(Item::Document(document), new))
            .and_then(|item| if let Item::Document(document) = item { Some(document) } else { None });
        self.reveal_text.1 = None;
    }
}

fn first_citation(data: &Dataset, claim: crate::model::ClaimIx, voice: Option<u32>) -> Option<(DocIx, Span)> {
    let wanted = |of: u32| voice.is_none_or(|voice| voice == of);
    data.claim(claim)
        .citations()
        .filter(|(of, _)| wanted(*of))
        .filter_map(|(_, citation)| citation.span.map(|span| (citation.document, span)))
        .min()
}

#[cfg(test)]
mod tests {
    use super::{NoticeKind, Passing};

    #[test]
    fn what_was_said_can_be_read_again_up_to_a_bound() {
        let mut passing = Passing::default();
        for n in 0..200 {
            passing.say(NoticeKind::Done, n.to_string());
        }
        assert_eq!(passing.notices.len(), Passing::NOTICES);
        passing.dismiss(200);
        assert_eq!(passing.said.len(), Passing::SAID);
        assert_eq!(passing.said.back().map(|said| said.notice.text.as_str()), Some("199"));
    }
}
