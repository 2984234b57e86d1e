//! The system's file dialogs, each on a thread of its own: where none can appear, the path field serves.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use super::open::OpenState;
use super::picture::PictureState;
use crate::session::Action;

/// What a chosen path is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Open,
    Picture,
    Workspace,
}

/// The file dialog that is open, if one is.
#[derive(Default)]
pub(super) struct Chooser {
    waiting: Option<(Purpose, Receiver<Option<PathBuf>>)>,
}

impl Chooser {
    /// Whether the system's own file dialog is open.
    pub(super) fn is_open(&self) -> bool {
        self.waiting.is_some()
    }

    /// Asks for a file to open.
    pub(super) fn ask_open(&mut self, ctx: &egui::Context, folder: Option<PathBuf>) {
        self.ask(ctx, Purpose::Open, move || {
            let mut dialog = rfd::FileDialog::new().set_title("Open a graph");
            // What a file holds is seen by its content; endings only shorten the list.
            for (name, endings) in crate::io::ENDINGS {
                dialog = dialog.add_filter(*name, endings);
            }
            dialog = dialog.add_filter("All files", &["*"]);
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            dialog.pick_file()
        });
    }

    /// Asks where to save a picture.
    pub(super) fn ask_picture(&mut self, ctx: &egui::Context, path: PathBuf) {
        self.ask(ctx, Purpose::Picture, move || {
            let mut dialog =
                rfd::FileDialog::new().set_title("Save picture").add_filter("Picture", &["png", "svg"]);
            if let Some(name) = path.file_name() {
                dialog = dialog.set_file_name(name.to_string_lossy());
            }
            if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
                dialog = dialog.set_directory(folder);
            }
            dialog.save_file()
        });
    }

    /// Asks where to save a workspace.
    pub(super) fn ask_workspace(&mut self, ctx: &egui::Context, path: PathBuf) {
        self.ask(ctx, Purpose::Workspace, move || {
            let mut dialog =
                rfd::FileDialog::new().set_title("Save workspace as").add_filter("Workspace", &["json"]);
            if let Some(name) = path.file_name() {
                dialog = dialog.set_file_name(name.to_string_lossy());
            }
            if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
                dialog = dialog.set_directory(folder);
            }
            dialog.save_file()
        });
    }

    fn ask(
        &mut self,
        ctx: &egui::Context,
        purpose: Purpose,
        ask: impl FnOnce() -> Option<PathBuf> + Send + 'static,
    ) {
        if self.is_open() {
            return;
        }
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        let body = move || {
            let _ = sender.send(ask());
            ctx.request_repaint();
        };
        if std::thread::Builder::new().name("file dialog".to_owned()).spawn(body).is_ok() {
            self.waiting = Some((purpose, receiver));
        }
    }

    pub(super) fn poll(
        &mut self,
        open: &mut OpenState,
        picture: &mut PictureState,
        workspace: &mut String,
        out: &mut Vec<Action>,
    ) {
        let Some((purpose, receiver)) = &self.waiting else { return };
        let answer = match receiver.try_recv() {
            Ok(answer) => answer,
            Err(std::sync::mpsc::TryRecvError::Empty) => return,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => None,
        };
        match (purpose, answer) {
            (Purpose::Open, Some(path)) => {
                out.push(Action::Open(path));
                out.push(Action::ShowDialog(None));
            }
            (Purpose::Picture, Some(path)) => picture.path = path.display().to_string(),
            (Purpose::Workspace, Some(path)) => *workspace = path.display().to_string(),
            // Nothing chosen, or no dialog could appear: the path field is still there.
            (Purpose::Open, None) => open.focus = true,
            (Purpose::Picture | Purpose::Workspace, None) => {}
        }
        self.waiting = None;
    }
}
