//! The eframe application: a session, a shell, and the thread that wakes the window.

use std::path::PathBuf;
use std::sync::Arc;

use crate::session::{Action, Session, Settings, Source, Waker};
use crate::ui::Shell;

/// The application that eframe runs.
pub struct App {
    session: Session,
    shell: Shell,
    /// The revision of the dataset that the window is named after.
    titled: u64,
}

impl App {
    /// The application on a case; `None` opens the bundled one.
    pub fn new(ctx: &egui::Context, case: Option<(crate::io::Loaded, Source)>, settings: Settings) -> Self {
        let waker = waker(ctx);
        let session = match case {
            Some((loaded, source)) => Session::starting_with(loaded, source, settings, waker),
            None => Session::bundled(settings, waker),
        };
        Self { shell: Shell::default(), titled: session.data().revision(), session }
    }

    /// The session, for tests.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The session, for tests.
    pub fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// One frame: what the worker threads have finished, then the window.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        self.session.poll();
        let data = self.session.data();
        if self.titled != data.revision() {
            self.titled = data.revision();
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Title(window_title(data.title())));
        }
        self.shell.show(ui, &mut self.session);
    }
}

fn waker(ctx: &egui::Context) -> Waker {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

impl eframe::App for App {
    fn logic(&mut self, _ctx: &egui::Context, _frame: &mut eframe::Frame) {
        // Also runs while the window is hidden, so that finished work does not pile up.
        self.session.poll();
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn on_exit(&mut self) {
        // The window is gone; the terminal is where a person can still be told.
        if let Err(why) = self.session.finish() {
            eprintln!("{why}");
        }
    }
}

/// "A case – Attaché"; the program's name alone for a case without a title.
fn window_title(case: Option<&str>) -> String {
    case.map_or_else(|| "Attaché".to_owned(), |title| format!("{title} – Attaché"))
}

/// Opens the window and runs it until it is closed: on a case, to which the files `added` are to be added, and with
/// `asks` a file that is read anew, so that the window asks what is to be known of it. `opened` is called once there is
/// one.
///
/// # Errors
/// When no window can be opened: no display, a missing library, no way to draw.
pub fn run(
    case: Option<(crate::io::Loaded, Source)>,
    added: Vec<PathBuf>,
    asks: Option<PathBuf>,
    opened: Arc<dyn Fn() + Send + Sync>,
) -> Result<(), String> {
    let title = window_title(case.as_ref().and_then(|(loaded, _)| loaded.dataset.title()));
    let settings = Settings::load();
    let viewport = egui::ViewportBuilder::default()
        .with_title(title)
        .with_app_id("attache")
        .with_inner_size(settings.window_size())
        .with_min_inner_size(crate::ui::theme::MIN_WINDOW)
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        opened();
        let mut app = App::new(&creation.egui_ctx, case, settings);
        if let Some(path) = asks {
            app.session.apply(Action::OpenAll(std::iter::once(path).chain(added).collect()));
        } else {
            // The workspace may have brought them already.
            let new = added.into_iter().filter(|path| !app.session.source().has(path)).collect();
            app.session.apply(Action::Add(new));
        }
        Ok(Box::new(app))
    });
    eframe::run_native("attache", options, create).map_err(|error| error.to_string())
}
