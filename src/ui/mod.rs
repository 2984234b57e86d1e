//! The only egui code: panels that read a [`Context`] and return actions.
//!
//! Each panel is a folder: `data.rs` builds plain data from the session (tested without a window),
//! `mod.rs` draws it. [`Shell`] puts them together and holds what belongs to the window alone.

pub mod canvas;
mod comfort;
pub mod dialogs;
pub mod inspector;
pub mod keys;
mod lines;
mod live;
pub mod looks;
mod main_menu;
mod measures;
mod menus;
pub mod paint;
pub mod palette;
pub mod problems;
mod question;
pub mod rail;
pub mod reader;
mod regions;
mod remember;
pub mod review;
mod room;
mod shell;
pub mod status;
mod tables;
pub mod theme;
pub mod timeline;
pub mod topbar;
pub mod widgets;

pub use shell::Shell;

use crate::model::Dataset;
use crate::session::Session;
use theme::Theme;

/// What every panel may read.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The application's state.
    pub session: &'a Session,
    /// Colours and type.
    pub theme: &'a Theme,
}

impl<'a> Context<'a> {
    /// The case.
    pub fn data(&self) -> &'a Dataset {
        self.session.data()
    }
}
