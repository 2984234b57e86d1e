//! The one table of commands, from which menus, tooltips, shortcuts, the list of keys and the README are made.

use super::{Face, Perspective};
use crate::layout::Method;

/// Something that a person can ask for by key or menu.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Ask for a file.
    Open,
    /// Ask for files to be added to the open case.
    AddFile,
    /// Read the first file of the case alone again.
    RemoveAdded,
    /// Ask where and how to save a picture.
    SavePicture,
    /// Put the cursor into the search box.
    Search,
    /// Show the whole graph.
    FitAll,
    /// Show the selection.
    FitSelection,
    /// Come closer.
    ZoomIn,
    /// Go back.
    ZoomOut,
    /// Stop or go on with the layout.
    PauseLayout,
    /// Lay the graph out anew.
    RestartLayout,
    /// Lay the graph out in another way; a radial one around the selected entity.
    Layout(Method),
    /// Pin what is selected, or let it go.
    PinSelection,
    /// Let every node go.
    UnpinAll,
    /// Show or hide the legend.
    Legend,
    /// Arrange the window for something else.
    Perspective(Perspective),
    /// Show the case as a graph, a matrix or a table.
    Face(Face),
    /// Tell the case as somebody tells it.
    According,
    /// See what stands without a source.
    Without,
    /// Look for paths between two entities.
    Path,
    /// Show or hide the timeline.
    BottomPanel,
    /// Show the voices of all claims, or only of those in dispute.
    Voices,
    /// Show or hide the grounds behind groups.
    Hulls,
    /// Let the small map appear when part of the graph is outside the canvas, or not.
    Minimap,
    /// Select nodes by drawing around them.
    Lasso,
    /// The claim that is selected holds.
    Accept,
    /// It does not, for a reason that is asked for.
    Reject,
    /// It cannot be decided.
    Unsure,
    /// Write a note on the claim or entity that is selected.
    Note,
    /// Hide what is selected from the view, never from the file.
    HideSelection,
    /// The selected entities are the same: they become part of the first.
    Merge,
    /// Draw the selected entities as one group.
    Collapse,
    /// Draw the members of every group themselves again.
    OpenGroups,
    /// Show only the selected entities and what is between them.
    Isolate,
    /// Show or hide the left rail.
    LeftPanel,
    /// Show or hide inspector and reader.
    RightPanel,
    /// Dark or light.
    Theme,
    /// Select all nodes shown.
    SelectAll,
    /// Show everything.
    ClearFilters,
    /// Read the file again.
    Reload,
    /// Say what the columns of the open table are.
    Columns,
    /// Open the bundled case.
    Bundled,
    /// Find and run any command, entity or claim.
    Palette,
    /// Select the next claim of the list.
    NextClaim,
    /// Select the claim before.
    PreviousClaim,
    /// Select what was selected before.
    Back,
    /// Select again what was left by going back.
    Forward,
    /// Take the keys to the next part of the window.
    NextRegion,
    /// Take the keys to the part before.
    PreviousRegion,
    /// Open the menu of what is focused or selected.
    Menu,
    /// List what was said at the foot of the canvas.
    Notices,
    /// Nothing moves by itself.
    ReducedMotion,
    /// Darker words and wider lines.
    HighContrast,
    /// List the keys.
    Keys,
    /// Say what this is.
    About,
    /// Take the last step back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Save the workspace now.
    SaveWorkspace,
    /// Ask for the name to save the view under.
    SaveView,
    /// Close the window.
    Quit,
}

/// What the table says of a command.
#[derive(Clone, Copy, Debug)]
pub struct CommandInfo {
    /// Which.
    pub command: Command,
    /// Words of the menu.
    pub words: &'static str,
    /// Keys, as the user interface names them: `Ctrl+O`, `F`, `Shift+F`. Several are alternatives.
    pub keys: &'static [&'static str],
}

const fn row(command: Command, words: &'static str, keys: &'static [&'static str]) -> CommandInfo {
    CommandInfo { command, words, keys }
}

/// All commands, in the order of the list of keys.
pub const COMMANDS: &[CommandInfo] = &[
    row(Command::Open, "Open…", &["Ctrl+O"]),
    row(Command::AddFile, "Add a file…", &[]),
    row(Command::RemoveAdded, "Remove added files", &[]),
    row(Command::SaveWorkspace, "Save workspace", &["Ctrl+S"]),
    row(Command::SaveView, "Save view…", &[]),
    row(Command::Undo, "Undo", &["Ctrl+Z"]),
    row(Command::Redo, "Redo", &["Ctrl+Y", "Ctrl+Shift+Z"]),
    row(Command::SavePicture, "Save picture…", &["Ctrl+E"]),
    row(Command::Search, "Search", &["/", "Ctrl+F"]),
    row(Command::Palette, "Command palette", &["Ctrl+K"]),
    row(Command::NextClaim, "Next claim", &["J"]),
    row(Command::PreviousClaim, "Previous claim", &["K"]),
    row(Command::Back, "Back to the selection before", &["Alt+Left"]),
    row(Command::Forward, "Forward again", &["Alt+Right"]),
    row(Command::FitAll, "Fit all", &["F"]),
    row(Command::FitSelection, "Fit selection", &["Shift+F"]),
    row(Command::ZoomIn, "Zoom in", &["+"]),
    row(Command::ZoomOut, "Zoom out", &["-"]),
    row(Command::PauseLayout, "Pause or resume the layout", &["Space"]),
    row(Command::RestartLayout, "Start the layout again", &["Shift+Space"]),
    row(Command::Layout(Method::Force), "Lay out by forces", &[]),
    row(Command::Layout(Method::Stress), "Lay out by true distances", &[]),
    row(Command::Layout(Method::Radial { center: None }), "Lay out in rings around the selection", &[]),
    row(Command::Layout(Method::Layered), "Lay out in layers", &[]),
    row(Command::Layout(Method::Circular), "Lay out on a circle", &[]),
    row(Command::Layout(Method::Timeline), "Lay out along a timeline", &[]),
    row(Command::PinSelection, "Pin or unpin the selection", &["P"]),
    row(Command::UnpinAll, "Unpin all", &["Shift+P"]),
    row(Command::Legend, "Legend", &["L"]),
    row(Command::Perspective(Perspective::Graph), "Graph", &["1"]),
    row(Command::Perspective(Perspective::Read), "Read", &["2"]),
    row(Command::Perspective(Perspective::Review), "Review", &["3"]),
    row(Command::Face(Face::Graph), "Show the graph", &["Ctrl+1"]),
    row(Command::Face(Face::Matrix), "Show the matrix of who says what about whom", &["Ctrl+2"]),
    row(Command::Face(Face::Claims), "Show the table of claims", &["Ctrl+3"]),
    row(Command::Face(Face::Entities), "Show the table of entities", &["Ctrl+4"]),
    row(Command::According, "According to…", &["Shift+A"]),
    row(Command::Without, "Without this source…", &["Shift+W"]),
    row(Command::Path, "Path…", &["Shift+D"]),
    row(Command::BottomPanel, "Timeline", &["Ctrl+J"]),
    row(Command::Voices, "Voices of all claims", &["V"]),
    row(Command::Hulls, "Grounds behind groups", &["H"]),
    row(Command::Minimap, "Small map", &["M"]),
    row(Command::Lasso, "Lasso", &[]),
    row(Command::Accept, "Accept the claim", &["A"]),
    row(Command::Reject, "Reject the claim…", &["R"]),
    row(Command::Unsure, "Unsure about the claim", &["U"]),
    row(Command::Note, "Note…", &["E"]),
    row(Command::HideSelection, "Hide the selection", &["Delete"]),
    row(Command::Isolate, "Only the selection", &["Shift+I"]),
    row(Command::Merge, "Merge the selection", &[]),
    row(Command::Collapse, "Collapse the selection", &["G"]),
    row(Command::OpenGroups, "Open all groups", &["Shift+G"]),
    row(Command::LeftPanel, "Left panel", &["Ctrl+B"]),
    row(Command::RightPanel, "Right panel", &["Ctrl+Shift+B"]),
    row(Command::Theme, "Dark or light", &["Ctrl+Shift+L"]),
    row(Command::SelectAll, "Select all", &["Ctrl+A"]),
    row(Command::ClearFilters, "Clear filters", &["Ctrl+Shift+F"]),
    row(Command::Reload, "Read the file again", &["F5"]),
    row(Command::Columns, "Columns of the table…", &[]),
    row(Command::Bundled, "Open the bundled case", &[]),
    row(Command::NextRegion, "Next part of the window", &["F6"]),
    row(Command::PreviousRegion, "Previous part of the window", &["Shift+F6"]),
    row(Command::Menu, "Menu of what is selected", &["Shift+F10"]),
    row(Command::Notices, "What was said", &[]),
    row(Command::ReducedMotion, "Reduced motion", &[]),
    row(Command::HighContrast, "High contrast", &[]),
    row(Command::Keys, "Keys", &["?"]),
    row(Command::About, "About Attaché", &[]),
    row(Command::Quit, "Quit", &["Ctrl+Q"]),
];

impl Command {
    /// Its row in the table.
    pub fn info(self) -> &'static CommandInfo {
        // Every command has a row: a test walks them.
        COMMANDS.iter().find(|info| info.command == self).unwrap_or(&COMMANDS[0])
    }

    /// Its stable name, by which settings keep its keys.
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::AddFile => "add_file",
            Self::RemoveAdded => "remove_added",
            Self::SavePicture => "save_picture",
            Self::Search => "search",
            Self::FitAll => "fit_all",
            Self::FitSelection => "fit_selection",
            Self::ZoomIn => "zoom_in",
            Self::ZoomOut => "zoom_out",
            Self::PauseLayout => "pause_layout",
            Self::RestartLayout => "restart_layout",
            Self::Layout(Method::Force) => "layout_force",
            Self::Layout(Method::Stress) => "layout_stress",
            Self::Layout(Method::Radial { .. }) => "layout_radial",
            Self::Layout(Method::Layered) => "layout_layered",
            Self::Layout(Method::Circular) => "layout_circular",
            Self::Layout(Method::Timeline) => "layout_timeline",
            Self::PinSelection => "pin_selection",
            Self::UnpinAll => "unpin_all",
            Self::Legend => "legend",
            Self::Perspective(Perspective::Graph) => "graph",
            Self::Perspective(Perspective::Read) => "read",
            Self::Perspective(Perspective::Review) => "review",
            Self::Face(Face::Graph) => "face_graph",
            Self::Face(Face::Matrix) => "face_matrix",
            Self::Face(Face::Claims) => "face_claims",
            Self::Face(Face::Entities) => "face_entities",
            Self::According => "according",
            Self::Without => "without",
            Self::Path => "path",
            Self::BottomPanel => "bottom_panel",
            Self::Voices => "voices",
            Self::Hulls => "hulls",
            Self::Minimap => "minimap",
            Self::Lasso => "lasso",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::SaveWorkspace => "save_workspace",
            Self::SaveView => "save_view",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Unsure => "unsure",
            Self::Note => "note",
            Self::HideSelection => "hide_selection",
            Self::Isolate => "isolate",
            Self::Merge => "merge",
            Self::Collapse => "collapse",
            Self::OpenGroups => "open_groups",
            Self::LeftPanel => "left_panel",
            Self::RightPanel => "right_panel",
            Self::Theme => "theme",
            Self::SelectAll => "select_all",
            Self::ClearFilters => "clear_filters",
            Self::Reload => "reload",
            Self::Columns => "columns",
            Self::Bundled => "bundled",
            Self::Palette => "palette",
            Self::NextClaim => "next_claim",
            Self::PreviousClaim => "previous_claim",
            Self::Back => "back",
            Self::Forward => "forward",
            Self::NextRegion => "next_region",
            Self::PreviousRegion => "previous_region",
            Self::Menu => "menu",
            Self::Notices => "notices",
            Self::ReducedMotion => "reduced_motion",
            Self::HighContrast => "high_contrast",
            Self::Keys => "keys",
            Self::About => "about",
            Self::Quit => "quit",
        }
    }

    /// Its words and first key of the table, for a tooltip: "Fit all (F)". Where there are settings,
    /// [`Settings::tip_of`](super::Settings::tip_of) names the key that a person chose.
    pub fn tip(self) -> String {
        let info = self.info();
        match info.keys.first() {
            Some(key) => format!("{} ({key})", info.words.trim_end_matches('…')),
            None => info.words.trim_end_matches('…').to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{COMMANDS, Command, Method};

    #[test]
    fn no_two_commands_share_a_key_and_each_stands_once() {
        let keys: Vec<&str> = COMMANDS.iter().flat_map(|info| info.keys.iter().copied()).collect();
        let mut unique = keys.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), keys.len());
        for info in COMMANDS {
            assert_eq!(COMMANDS.iter().filter(|other| other.command == info.command).count(), 1);
            assert_eq!(info.command.info().words, info.words);
        }
    }

    #[test]
    fn names_of_commands_are_their_own() {
        let mut ids: Vec<&str> = COMMANDS.iter().map(|info| info.command.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), COMMANDS.len());
    }

    #[test]
    fn every_layout_has_a_command() {
        for method in Method::ALL {
            let command = Command::Layout(method);
            assert_eq!(command.info().command, command);
        }
    }
}
