//! The icons of commands.

use egui_phosphor::regular as icon;

use crate::layout::Method;
use crate::session::Command;

/// The icon of a command; a plain one for those that nobody has drawn yet.
pub(super) fn of(command: Command) -> &'static str {
    match command {
        Command::Open => icon::FOLDER_OPEN,
        Command::SavePicture => icon::EXPORT,
        Command::Search => icon::MAGNIFYING_GLASS,
        Command::FitAll => icon::CORNERS_OUT,
        Command::FitSelection => icon::CROSSHAIR,
        Command::ZoomIn => icon::PLUS,
        Command::ZoomOut => icon::MINUS,
        Command::PauseLayout => icon::PAUSE,
        Command::RestartLayout => icon::PLAY,
        Command::Layout(Method::Force) => icon::GRAPH,
        Command::Layout(Method::Stress) => icon::RULER,
        Command::Layout(Method::Radial { .. }) => icon::TARGET,
        Command::Layout(Method::Layered) => icon::TREE_STRUCTURE,
        Command::Layout(Method::Circular) => icon::CIRCLE_DASHED,
        Command::Layout(Method::Timeline) => icon::CALENDAR_BLANK,
        Command::PinSelection => icon::PUSH_PIN,
        Command::UnpinAll => icon::PUSH_PIN_SLASH,
        Command::Legend => icon::LIST_DASHES,
        Command::LeftPanel => icon::SIDEBAR,
        Command::RightPanel => icon::SIDEBAR_SIMPLE,
        Command::Theme => icon::MOON,
        Command::SelectAll => icon::SELECTION_ALL,
        Command::ClearFilters => icon::FUNNEL_X,
        Command::Reload => icon::ARROWS_CLOCKWISE,
        Command::Bundled => icon::BOOK_OPEN,
        Command::NextClaim => icon::ARROW_DOWN,
        Command::PreviousClaim => icon::ARROW_UP,
        Command::Back => icon::ARROW_LEFT,
        Command::Forward => icon::ARROW_RIGHT,
        Command::Menu => icon::LIST,
        Command::Notices => icon::BELL,
        Command::HighContrast => icon::CIRCLE_HALF,
        Command::Keys => icon::KEYBOARD,
        Command::About => icon::INFO,
        Command::Quit => icon::SIGN_OUT,
        _ => icon::CARET_RIGHT,
    }
}
