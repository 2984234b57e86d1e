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
    Add,
    Picture,
    Workspace,
}

/// The file dialog that is open, if one is.
#[derive(Default)]
pub(super) struct Chooser {
    waiting: Option<(Purpose, Receiver<Option<Vec<PathBuf>>>)>,
}

impl Chooser {
    /// Whether the system's own file dialog is open.
    pub(super) fn is_open(&self) -> bool {
        self.waiting.is_some()
    }

    /// Asks for files to open.
    pub(super) fn ask_open(&mut self, ctx: &egui::Context, folder: Option<PathBuf>) {
        self.ask_files(ctx, Purpose::Open, "Open a graph", folder);
    }

    /// Asks for files to be added to the open case.
    pub(super) fn ask_add(&mut self, ctx: &egui::Context, folder: Option<PathBuf>) {
        self.ask_files(ctx, Purpose::Add, "Add a file", folder);
    }

    fn ask_files(
        &mut self,
        ctx: &egui::Context,
        purpose: Purpose,
        title: &'static str,
        folder: Option<PathBuf>,
    ) {
        self.ask(ctx, purpose, move || {
            let mut dialog = rfd::FileDialog::new().set_title(title);
            // What a file holds is seen by its content; endings only shorten the list.
            for (name, endings) in crate::io::ENDINGS {
                dialog = dialog.add_filter(*name, endings);
            }
            dialog = dialog.add_filter("All files", &["*"]);
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            dialog.pick_files()
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
            dialog.save_file().map(|path| vec![path])
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
            dialog.save_file().map(|path| vec![path])
        });
    }

    fn ask(
        &mut self,
        ctx: &egui::Context,
        purpose: Purpose,
        ask: impl FnOnce() -> Option<Vec<PathBuf>> + Send + 'static,
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
        [open, add]: [&mut OpenState; 2],
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
        let one = |files: Vec<PathBuf>| files.first().map(|path| path.display().to_string());
        match (purpose, answer) {
            (Purpose::Open, Some(files)) => {
                out.push(Action::OpenAll(files));
                out.push(Action::ShowDialog(None));
            }
            (Purpose::Add, Some(files)) => {
                out.push(Action::Add(files));
                out.push(Action::ShowDialog(None));
            }
            (Purpose::Picture, answer) => picture.path = answer.and_then(one).unwrap_or(picture.path.clone()),
            (Purpose::Workspace, answer) => *workspace = answer.and_then(one).unwrap_or(workspace.clone()),
            // Nothing chosen, or no dialog could appear: the path field is still there.
            (Purpose::Open, None) => open.focus = true,
            (Purpose::Add, None) => add.focus = true,
        }
        self.waiting = None;
    }
}
