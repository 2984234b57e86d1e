//! The named views of a workspace, read without a session and without touching a file.

use std::collections::BTreeMap;
use std::path::Path;

use super::{CaseId, Found, Keeping, Question, apply, groups_of, path_for, sha256_of, store};
use crate::graph::{self, Analysis, Filter, FilterFile, Lens};
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
    let mut views = std::sync::Arc::unwrap_or_clone(apply(&workspace, data).views);
    for named in &workspace.views {
        let (components, communities) = groups_of(&named.look.filter);
        let Some(view) = views.get_mut(&named.name) else { continue };
        if components.is_empty() && communities.is_empty() {
            continue;
        }
        // Groups are numbered by the case as the view sees it.
        if let Some(analysis) = groups_through(data, &view.lens) {
            let file = FilterFile { components, communities, ..FilterFile::default() };
            let hidden = Filter::from_file(&file, data, &analysis.groups());
            view.filter.components = hidden.components;
            view.filter.communities = hidden.communities;
        }
    }
    Ok(views)
}

/// The groups of a case seen through a lens: those whose numbers the filter of a view names.
pub fn groups_through(data: &Dataset, lens: &Lens) -> Option<Analysis> {
    let stop = std::sync::atomic::AtomicBool::new(false);
    let seen = graph::told_apart(data, lens, data.revision());
    let entities = graph::away(data, &seen, lens).into_iter().collect();
    let whole = graph::derive(&seen, &Filter { entities, ..Filter::default() }, None);
    graph::analyse(&seen, &whole, &stop)
}
