//! Tables whose columns do not tell what they are: a person is asked, and it is remembered for the file.

use std::path::{Path, PathBuf};

use super::{Session, Source};
use crate::diagnostics::Code;
use crate::io::{self, Columns, LoadError, Loaded, Monitor, Preview, Reading};

/// A table that waits for a person to say what its columns are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The file.
    pub path: PathBuf,
    /// Its first rows, and what its columns were taken for, if that could be told.
    pub preview: Preview,
    /// Why it could not be read; empty where it was, and a person wants it read otherwise.
    pub why: String,
    /// The files to be added with it to the open case; empty where it is to be opened itself.
    pub adding: Vec<PathBuf>,
}

/// What a person said of the columns of tables.
pub(super) type Said = Vec<(PathBuf, String)>;

/// What was said of one of them.
pub(super) fn said_of(said: &Said, table: &Path) -> Option<Columns> {
    let of = said.iter().find(|(of, _)| of == table);
    of.and_then(|(_, columns)| Columns::parse(columns).ok())
}

/// Loads a file, a table by what was said of it.
pub(super) fn load(
    path: &Path,
    said: &Said,
    revision: u64,
    monitor: &dyn Monitor,
) -> Result<Loaded, LoadError> {
    let columns = said_of(said, path);
    io::load_as(path, Reading { columns: columns.as_ref(), ..Reading::default() }, revision, monitor)
}

/// What to ask of a file that could not be read; nothing where it is no table.
pub(super) fn ask(path: &Path, error: &LoadError) -> Option<Asked> {
    if error.problem.code != Code::UnknownFormat {
        return None;
    }
    let preview = io::table_preview(path).ok()?;
    Some(Asked { path: path.to_owned(), preview, why: error.problem.message.clone(), adding: Vec::new() })
}

impl Session {
    /// The table that waits.
    pub fn columns_asked(&self) -> Option<&Asked> {
        self.columns_asked.as_ref()
    }

    /// Asks for the columns of the open table.
    pub(super) fn ask_columns(&mut self) {
        if let Some(path) = self.source.path() {
            self.tasks.preview(path.clone());
        }
    }

    /// A table was looked at.
    pub(super) fn hear_columns(&mut self, asked: Asked) {
        self.columns_asked = Some(asked);
        // The case before stays open, and its file may change yet.
        self.watch();
    }

    /// Reads the table that waits as a person says, or not at all.
    pub(super) fn answer_columns(&mut self, columns: Option<&Columns>) {
        let Some(asked) = self.columns_asked.take() else { return };
        let Some(columns) = columns else { return self.to_add.clear() };
        self.settings.set_columns(asked.path.clone(), columns);
        self.tasks.save_settings(&self.settings);
        if asked.adding.is_empty() {
            self.load(Source::File(asked.path));
        } else {
            self.add(asked.adding);
        }
    }

    /// Keeps what was said of the columns of the open case on the command line.
    pub(super) fn remember_columns(&mut self) {
        if let (Some(path), Some(columns)) = (self.source.path(), &self.taken_in.import.columns) {
            self.settings.set_columns(path.clone(), columns);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use super::*;
    use crate::session::{Action, Command, Settings};

    fn until(session: &mut Session, mut holds: impl FnMut(&Session) -> bool) -> bool {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            session.poll();
            if holds(session) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }

    #[test]
    fn a_table_that_does_not_tell_is_asked_about_and_the_answer_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.csv");
        std::fs::write(&path, "1,20230101,Iran,3,Israel,threaten\n2,20230102,Israel,4,Iran,attack\n3,20230103,Iran,1,Iraq,arm\n").unwrap();
        let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
        session.apply(Action::Open(path.clone()));
        assert!(until(&mut session, |session| session.columns_asked().is_some()));
        let asked = session.columns_asked().unwrap().clone();
        assert_eq!((asked.preview.rows.len(), asked.preview.columns), (3, None));
        assert!(asked.why.contains("cannot be told"), "{}", asked.why);
        session.apply(Action::Columns(None));
        assert!(session.columns_asked().is_none() && session.source().path().is_none());
        session.apply(Action::Open(path.clone()));
        assert!(until(&mut session, |session| session.columns_asked().is_some()));
        let columns = Columns::parse("source=3,target=5,relation=6,header=no").unwrap();
        session.apply(Action::Columns(Some(columns.clone())));
        assert!(until(&mut session, |session| session.source().path() == Some(&path)));
        assert_eq!(session.data().claims().len(), 3);
        assert_eq!(session.settings().columns_of(&path), Some(columns.clone()));
        // It is read so again, and can be told otherwise.
        let revision = session.data().revision();
        session.apply(Action::Reload);
        assert!(until(&mut session, |session| session.data().revision() != revision));
        assert_eq!(session.data().claims().len(), 3);
        session.apply(Action::Run(Command::Columns));
        assert!(until(&mut session, |session| session.columns_asked().is_some()));
        assert!(session.columns_asked().unwrap().why.is_empty());
        session.apply(Action::Columns(Some(Columns::parse("source=3,target=9").unwrap())));
        assert!(until(&mut session, |session| session.columns_asked().is_some()));
        assert!(session.columns_asked().unwrap().why.contains("no column 9"));
    }

    #[test]
    fn what_is_no_table_is_not_asked_about() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
        assert!(session.why_not(Command::Columns).is_some());
        for (name, bytes) in
            [("a.zip", b"PK\x03\x04, and, so, on".as_slice()), ("b.json", b"{\"a\": 1, \"b\": 2}")]
        {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            session.apply(Action::Open(path));
            assert!(until(&mut session, |session| session.passing().failed.is_some()), "{name}");
            assert!(session.columns_asked().is_none(), "{name}");
            session.apply(Action::DismissProblems);
        }
    }
}
