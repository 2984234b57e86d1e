//! The named views of a workspace, read without a session and without touching a file.

use std::collections::BTreeMap;
use std::path::Path;

use super::{CaseId, Found, Keeping, Question, apply, path_for, sha256_of, store};
use crate::model::Dataset;
use crate::session::{Source, View};

/// The named views in the workspace beside a case.
///
/// # Errors
/// Why there is none, in words, with the path where it was looked for.
pub fn views_beside(case: &Path, data: &Dataset) -> Result<BTreeMap<String, View>, String> {
    let place = path_for(&Source::File(case.to_owned()), &Keeping::Work(None));
    let place = place.ok_or_else(|| format!("no workspace can lie beside {}", case.display()))?;
    let workspace = match store::find(&place).0 {
        Found::Whole(workspace) | Found::Backup(workspace, _) => workspace,
        Found::Nothing => {
            return Err(format!(
                "there is no workspace: {}\n  hint: views get their names in the window, which keeps them there",
                place.display()
            ));
        }
        Found::Broken(why) => return Err(format!("{why}: {}", place.display())),
        Found::Refused(why) => return Err(format!("the workspace is not read: {why}: {}", place.display())),
    };
    let name = case.file_name().map(|name| name.to_string_lossy().into_owned());
    let ours = CaseId::of(data, &name.unwrap_or_default(), sha256_of(case));
    if ours.is_other(&workspace, data) {
        let words = Question::OtherCase(workspace.case.file.clone()).words();
        return Err(format!("{words}: {}", place.display()));
    }
    let views = apply(&workspace, data).views;
    Ok(std::sync::Arc::unwrap_or_clone(views))
}
