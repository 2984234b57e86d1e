//! Where the open case came from.

use std::path::{Path, PathBuf};

/// The origin of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// Compiled in.
    Bundled,
    /// A file.
    File(PathBuf),
    /// A file and others that were added to it, of which there is at least one.
    Files(PathBuf, Vec<PathBuf>),
}

impl Source {
    /// A file with so many others behind it.
    pub fn of(first: PathBuf, added: Vec<PathBuf>) -> Self {
        if added.is_empty() { Self::File(first) } else { Self::Files(first, added) }
    }

    /// The file, where it is one; of several the first, by which the case goes.
    pub fn path(&self) -> Option<&PathBuf> {
        match self {
            Self::Bundled => None,
            Self::File(path) | Self::Files(path, _) => Some(path),
        }
    }

    /// The files behind the first.
    pub fn added(&self) -> &[PathBuf] {
        match self {
            Self::Bundled | Self::File(_) => &[],
            Self::Files(_, added) => added,
        }
    }

    /// All files.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.path().into_iter().chain(self.added())
    }

    /// Whether it is the same case, whatever was added to it.
    pub fn is_case_of(&self, other: &Self) -> bool {
        self.path() == other.path()
    }

    /// The same with more files behind it; those that it has already are left out.
    pub fn with(&self, more: impl IntoIterator<Item = PathBuf>) -> Self {
        let Some(first) = self.path() else { return self.clone() };
        let mut added = self.added().to_vec();
        for path in more {
            if !std::iter::once(first).chain(&added).any(|known| same_file(known, &path)) {
                added.push(path);
            }
        }
        Self::of(first.clone(), added)
    }

    /// Whether a file is one of them, by whatever name.
    pub fn has(&self, path: &Path) -> bool {
        self.files().any(|known| same_file(known, path))
    }

    /// What the top bar calls it: the file's name, and how many others there are.
    pub fn name(&self) -> String {
        let Some(path) = self.path() else { return "bundled case".to_owned() };
        let name = name_of(path);
        match self.added().len() {
            0 => name,
            more => format!("{name} and {more} more"),
        }
    }

    /// Where a picture goes by default: beside the file, or into the working directory.
    pub(super) fn picture_path(&self) -> PathBuf {
        self.path().map_or_else(|| PathBuf::from("tehran-warning.png"), |path| path.with_extension("png"))
    }

    /// Where a table goes: beside the picture. A number above 1 tells it from those that are there.
    pub(super) fn table_path(&self, what: &str, number: u32) -> PathBuf {
        let number = if number > 1 { format!("-{number}") } else { String::new() };
        self.picture_path().with_extension(format!("{what}{number}.csv"))
    }

    /// The folder that dialogs start in.
    pub fn folder(&self) -> Option<&Path> {
        self.path().and_then(|path| path.parent()).filter(|folder| !folder.as_os_str().is_empty())
    }

    /// The added files as a workspace beside the first names them: by their way from its folder where they lie below
    /// it, so that the folder can be moved.
    pub(super) fn added_names(&self) -> Vec<String> {
        let folder = self.path().and_then(|path| std::path::absolute(path).ok());
        let folder = folder.as_deref().and_then(Path::parent);
        let named = |path: &PathBuf| {
            let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let below = folder.and_then(|folder| whole.strip_prefix(folder).ok());
            let Some(below) = below else { return whole.to_string_lossy().into_owned() };
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            parts.join("/")
        };
        self.added().iter().map(named).collect()
    }

    /// The same with the files that a workspace names.
    pub(super) fn with_named(&self, names: &[String]) -> Self {
        let folder = self.path().and_then(|path| path.parent()).unwrap_or(Path::new(""));
        self.with(names.iter().map(|name| folder.join(name)))
    }
}

/// A file's name without its folder.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into())
}

fn same_file(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).ok();
    a == b || real(a).is_some_and(|a| real(b) == Some(a))
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn files_are_named_from_the_folder_of_the_first_and_counted_once() {
        let source = Source::File("/cases/a.json".into());
        let named = ["b.json", "sub/c.json", "/else/d.json", "b.json", "a.json"].map(str::to_owned);
        let several = source.with_named(&named);
        let added = ["/cases/b.json", "/cases/sub/c.json", "/else/d.json"].map(Into::into);
        assert_eq!(several, Source::Files("/cases/a.json".into(), added.into()));
        assert_eq!(several.added_names(), ["b.json", "sub/c.json", "/else/d.json"]);
        assert_eq!(several.name(), "a.json and 3 more");
        assert!(several.is_case_of(&source) && !several.is_case_of(&Source::Bundled));
        assert!(several.has("/cases/./b.json".as_ref()) && !source.has("/cases/b.json".as_ref()));
        assert_eq!(Source::Bundled.with_named(&named), Source::Bundled);
        assert_eq!(Source::of("a".into(), Vec::new()), Source::File("a".into()));
    }
}
