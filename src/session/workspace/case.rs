//! Which case a workspace belongs to.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Workspace;
use crate::model::Dataset;

/// What a case is known by.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseId {
    /// Name of the file, without its folder; empty for the bundled case.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hexadecimal; empty where they could not be read.
    pub sha256: String,
    /// Counts, for people who look into the file.
    pub documents: usize,
    /// Entities.
    pub entities: usize,
    /// Claims.
    pub claims: usize,
}

impl CaseId {
    /// Of a dataset. `sha256` is that of the file's bytes.
    pub fn of(data: &Dataset, file: &str, sha256: String) -> Self {
        Self {
            file: file.to_owned(),
            sha256,
            documents: data.documents().len(),
            entities: data.entities().len(),
            claims: data.claims().len(),
        }
    }

    /// The same case with what its files hold now.
    pub fn counting(&self, data: &Dataset) -> Self {
        Self::of(data, &self.file, self.sha256.clone())
    }

    /// Whether a workspace is of another case than this one.
    ///
    /// The same bytes are the same case under any name. A case that was edited has other bytes: it is the same
    /// as long as its name or what the workspace speaks of tells so, and nothing speaks wholly against it.
    pub fn is_other(&self, workspace: &Workspace, data: &Dataset) -> bool {
        let theirs = &workspace.case;
        if !self.sha256.is_empty() && theirs.sha256 == self.sha256 {
            return false;
        }
        let (known, all) = workspace.known(data);
        let renamed = theirs.file != self.file;
        if renamed { known * 2 < all || all == 0 } else { all > 0 && known == 0 }
    }
}

/// SHA-256 of a file's bytes; empty where they cannot be read.
pub fn sha256_of(path: &Path) -> String {
    let Ok(mut file) = File::open(path) else { return String::new() };
    let (mut hash, mut block) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut block) {
            Ok(0) => break,
            Ok(n) => hash.update(block.get(..n).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return String::new(),
        }
    }
    hex(&hash.finalize())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing into a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
