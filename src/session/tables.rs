//! Tables as files: claims, entities and the matrix as CSV beside the case.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{NoticeKind, Session, Source};
use crate::graph::{self, Analysis, ClaimRow, EntityRow, Matrix};
use crate::model::Dataset;

/// What a table holds, in the order in which it is seen.
#[derive(Clone)]
pub enum Table {
    /// A row a claim.
    Claims(Arc<Vec<ClaimRow>>),
    /// A row an entity, and the figures of the whole case once they are known.
    Entities(Arc<Vec<EntityRow>>, Option<Arc<Analysis>>),
    /// Who acts on whom and speaks about whom.
    Matrix(Arc<Matrix>),
}

impl Table {
    /// As CSV. A matrix of another dataset is written as far as its entities are of this one.
    pub fn csv(&self, data: &Dataset) -> String {
        match self {
            Self::Claims(rows) => graph::claims_csv(rows),
            Self::Entities(rows, analysis) => graph::entities_csv(rows, analysis.as_deref()),
            Self::Matrix(matrix) => graph::matrix_csv(data, matrix),
        }
    }

    /// What its file's name says of it.
    fn word(&self) -> &'static str {
        match self {
            Self::Claims(_) => "claims",
            Self::Entities(..) => "entities",
            Self::Matrix(_) => "matrix",
        }
    }
}

/// How many files of one name are kept apart by numbers before saving gives up.
const MOST: u32 = 999;

impl Session {
    /// Where a table would be saved if nothing were there yet.
    pub fn table_path(&self, table: &Table) -> PathBuf {
        self.source.table_path(table.word(), 1)
    }

    pub(super) fn save_table(&self, table: Table) {
        let (data, source) = (Arc::clone(&self.data), self.source.clone());
        self.tasks.say_after("table", move || save(&table, &data, &source));
    }
}

/// Writes a new file: what is there may have been edited, so it is never replaced.
fn save(table: &Table, data: &Dataset, source: &Source) -> (NoticeKind, String) {
    let csv = table.csv(data);
    for number in 1..=MOST {
        let path = source.table_path(table.word(), number);
        return match write_new(&path, csv.as_bytes()) {
            Ok(()) => (NoticeKind::Done, format!("Table saved: {}", path.display())),
            Err(why) if why.kind() == ErrorKind::AlreadyExists => continue,
            Err(why) => failed(&why.to_string(), &path),
        };
    }
    failed("too many files of this name are there", &source.table_path(table.word(), 1))
}

fn failed(why: &str, path: &Path) -> (NoticeKind, String) {
    (NoticeKind::Failed, format!("Could not save the table: {why}: {}", path.display()))
}

/// Writes a new file, with a number before its ending where the name is taken. Returns where.
pub(super) fn write_beside(path: &Path, bytes: &[u8]) -> std::io::Result<PathBuf> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let mut last = std::io::Error::from(ErrorKind::AlreadyExists);
    for number in 1..=MOST {
        let here = if number == 1 {
            path.to_owned()
        } else {
            path.with_file_name(format!("{stem}-{number}.{ending}"))
        };
        match write_new(&here, bytes) {
            Ok(()) => return Ok(here),
            Err(why) if why.kind() == ErrorKind::AlreadyExists => last = why,
            Err(why) => return Err(why),
        }
    }
    Err(last)
}

/// Writes a file that is not there yet; on failure nothing of it stays.
fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
        let _ = std::fs::remove_file(path);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_stays_and_the_new_one_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let data = crate::io::load_bundled(1).dataset;
        let source = Source::File(folder.path().join("case.json"));
        let claims: Vec<_> = data.claim_ixs().collect();
        let table = Table::Claims(Arc::new(graph::claim_rows(&data, &claims)));
        for name in ["case.claims.csv", "case.claims-2.csv"] {
            let (kind, words) = save(&table, &data, &source);
            assert_eq!(kind, NoticeKind::Done);
            assert!(words.ends_with(name), "{words}");
            let lines = std::fs::read_to_string(folder.path().join(name)).unwrap().lines().count();
            assert!(lines > claims.len());
        }
        let nowhere = Source::File(folder.path().join("none/case.json"));
        assert_eq!(save(&table, &data, &nowhere).0, NoticeKind::Failed);
    }
}
