//! What panels ask for. Only [`Session::apply`](super::Session::apply) carries it out.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::look::Look;
use super::passing::Dialog;
use super::review::{Listed, Verdict};
use super::{ClaimSort, Command, Keep, Leave, PictureRequest, Settings, Table};
use crate::graph::{DateWindow, Dating, Ego, Filter};
use crate::layout::Method;
use crate::model::{ClaimIx, DocIx, EntityIx, Item, Span};
use crate::scene::Camera;

/// What a click does to the selection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Click {
    /// Select this alone.
    Only,
    /// Add it, or take it away.
    Toggle,
}

/// A change that a panel asks for.
#[expect(clippy::large_enum_variant, reason = "a handful a frame at most; a box would burden every caller")]
pub enum Action {
    /// Select a thing.
    Select(Item, Click),
    /// Select these alone, or add them to what is selected.
    SelectMany(Vec<Item>, Click),
    /// Select nothing.
    ClearSelection,
    /// Select a thing and bring it into the middle of the canvas.
    Reveal(Item),
    /// Scroll the reader to a place.
    Read(DocIx, Span),
    /// What is under the pointer.
    Hover(Option<Item>),
    /// What stands in the search box.
    SetQuery(String),
    /// The search box has taken the focus that it was asked to take.
    SearchFocused,
    /// What is hidden.
    SetFilter(Filter),
    /// Show the claims of some days while the timeline plays; `None` shows what the filter leaves.
    PlayTo(Option<(Dating, DateWindow)>),
    /// Hide things from the view.
    Hide(Vec<Item>),
    /// Show what lies within so many hops of an entity.
    Ego(Ego),
    /// A verdict on a claim; the same again takes it back.
    Judge(ClaimIx, Option<Verdict>),
    /// Ask why a claim is to be rejected.
    AskReason(ClaimIx),
    /// Let the note on a claim or an entity take the focus.
    AskNote(Item),
    /// Show what is hidden around an entity, as far as nothing but the ego network and what was hidden by hand
    /// or singled out hides it.
    Expand(EntityIx),
    /// The note's field has taken the focus that it was asked to take.
    NoteFocused,
    /// Do not ask for a reason any longer.
    ForgetReject,
    /// Look at the case in another way; `None` as it is.
    Look(Option<Look>),
    /// Show an entity's ego network, or go back from it.
    ToggleEgo(EntityIx),
    /// Lay the graph out in another way; what is in the middle of a radial layout is an entity's index.
    SetLayout(Method),
    /// The canvas looks elsewhere; `true` when a person moved it, which ends the automatic fit.
    SetCamera(Camera, bool),
    /// The canvas has this size, and these panels (x0, y0, x1, y1 in points) float above it.
    SetCanvas {
        /// Width and height in points.
        size: [f32; 2],
        /// Floating panels.
        obstacles: Vec<[f32; 4]>,
    },
    /// A node is being dragged to a place in layout units.
    Drag(EntityIx, [f32; 2]),
    /// A node was let go.
    DragEnd {
        /// Which.
        entity: EntityIx,
        /// Where, in layout units.
        at: [f32; 2],
        /// Whether it stays there.
        pin: bool,
    },
    /// Keep a node where it is.
    Pin(EntityIx),
    /// Let a node move again.
    Unpin(EntityIx),
    /// Change the work on the case: verdicts, notes, named views.
    Keep(Keep),
    /// Run a command of the table.
    Run(Command),
    /// Open a file.
    Open(PathBuf),
    /// Open several files as one case: the first, with the others to be added to it.
    OpenAll(Vec<PathBuf>),
    /// Read files to be added to the open case.
    Add(Vec<PathBuf>),
    /// Add the files that were read for it, with these of them merged into whom they match; `None` lets them be.
    AnswerAddition(Option<BTreeSet<EntityIx>>),
    /// Open the bundled case.
    OpenBundled,
    /// Read the open file again.
    Reload,
    /// What the columns of the table that waits are; `None` leaves it unread.
    Columns(Option<crate::io::Columns>),
    /// Leave the open case as it is although its file changed.
    KeepOld,
    /// Stop reading and keep what was read; asked again, keep nothing.
    CancelLoading,
    /// Take the band about a file that was read in part away.
    DismissStopped,
    /// Write a picture.
    SavePicture(PictureRequest),
    /// Write a table as CSV beside the case.
    SaveTable(Table),
    /// Take a notice away.
    DismissNotice(u64),
    /// Take the band about problems away.
    DismissProblems,
    /// Open or close the list of problems.
    ShowProblems(bool),
    /// Open or close a dialog.
    ShowDialog(Option<Dialog>),
    /// The order of claims in the list, and of the steps through them.
    SortClaims(ClaimSort),
    /// Which claims Review lists.
    ListClaims(Listed),
    /// Answer what keeps a person from leaving the case.
    Leave(Leave),
    /// Open the case whose report is shown, or leave it.
    Import(bool),
    /// Change what is kept between runs.
    Settings(Box<dyn FnOnce(&mut Settings)>),
    /// Draw all that pass the filter, where only the best connected are drawn.
    ShowAll,
    /// Close what is open, in turn.
    Escape,
}
