//! The one table of commands, from which menus, tooltips, shortcuts, the list of keys and the README are made.

use super::Perspective;
use crate::layout::Method;

/// Something that a person can ask for by key or menu.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Ask for a file.
    Open,
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
    /// Open the bundled case.
    Bundled,
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
    row(Command::SaveWorkspace, "Save workspace", &["Ctrl+S"]),
    row(Command::Undo, "Undo", &["Ctrl+Z"]),
    row(Command::Redo, "Redo", &["Ctrl+Y", "Ctrl+Shift+Z"]),
    row(Command::SavePicture, "Save picture…", &["Ctrl+E"]),
    row(Command::Search, "Search", &["/", "Ctrl+F"]),
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
    row(Command::According, "According to…", &["Shift+A"]),
    row(Command::Without, "Without this source…", &["Shift+W"]),
    row(Command::Path, "Path…", &["Shift+D"]),
    row(Command::BottomPanel, "Timeline", &["Ctrl+J"]),
    row(Command::Voices, "Voices of all claims", &["V"]),
    row(Command::Hulls, "Grounds behind groups", &["H"]),
    row(Command::Minimap, "Small map", &["M"]),
    row(Command::Lasso, "Lasso", &[]),
    row(Command::LeftPanel, "Left panel", &["Ctrl+B"]),
    row(Command::RightPanel, "Right panel", &["Ctrl+Shift+B"]),
    row(Command::Theme, "Dark or light", &["Ctrl+Shift+L"]),
    row(Command::SelectAll, "Select all", &["Ctrl+A"]),
    row(Command::ClearFilters, "Clear filters", &["Ctrl+Shift+F"]),
    row(Command::Reload, "Read the file again", &["F5"]),
    row(Command::Bundled, "Open the bundled case", &[]),
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

    /// Its words and first key, for a tooltip: "Fit all (F)".
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
    fn every_layout_has_a_command() {
        for method in Method::ALL {
            let command = Command::Layout(method);
            assert_eq!(command.info().command, command);
        }
    }
}
