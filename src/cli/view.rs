//! `attache [FILE…]`: the window, or its picture where there is no display.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::table::TableArgs;
use crate::diagnostics;
use crate::diagnostics::Code;
use crate::io::{self, LoadError, Loaded};
use crate::session::Source;

/// Name of the picture that stands in for the window.
const PICTURE: &str = "attache.png";

/// Opens the window on a file, to which others are to be added, or on the bundled case.
///
/// # Errors
/// When neither a window nor the picture that stands in for it can be had.
pub(super) fn run(
    files: &[PathBuf],
    table: &TableArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<u8> {
    // Each once, the full path, so that the same file opened by a dialog is the same case.
    let full = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let mut all = files.iter().map(full);
    let source = all.next().map(|first| Source::File(first).with(all));
    let added = source.as_ref().map(|source| source.added().to_vec()).unwrap_or_default();
    // A table that does not tell what its columns are is asked about in the window.
    let mut asks = None;
    let case = match files.first() {
        None => None,
        Some(path) => match table.load(path) {
            Ok(loaded) => Some((loaded, Source::File(full(path)))),
            Err(error)
                if error.problem.code == Code::UnknownFormat
                    && no_display().is_none()
                    && io::table_preview(path).is_ok() =>
            {
                asks = Some(full(path));
                None
            }
            Err(error) => return refuse(error, err),
        },
    };
    let picture_of = || whole(files.first(), &added, table);
    if let Some(why) = no_display() {
        return match picture_of() {
            Ok(loaded) => picture(&loaded, why, out, err),
            Err(error) => refuse(error, err),
        };
    }
    // winit panics where a library that it opens at run time is missing; that is "no display" too.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let started = Arc::new(AtomicBool::new(false));
    let hook = Mutex::new(Some(hook));
    let restore = Arc::new(move || {
        // From here on a panic is the program's own, and is told as such.
        if let Some(hook) = hook.lock().ok().and_then(|mut hook| hook.take()) {
            std::panic::set_hook(hook);
        }
    });
    let opened = {
        let (started, restore) = (Arc::clone(&started), Arc::clone(&restore));
        Arc::new(move || {
            started.store(true, Ordering::Relaxed);
            restore();
        })
    };
    let ran = catch_unwind(AssertUnwindSafe(|| crate::app::run(case, added.clone(), asks, opened)));
    restore();
    match ran {
        Ok(Ok(())) => Ok(super::DONE),
        Ok(Err(why)) => picture(&picture_of()?, &why, out, err),
        Err(panic) if started.load(Ordering::Relaxed) => resume_unwind(panic),
        Err(panic) => {
            let why = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()))
                .unwrap_or_else(|| "the window system gave up".to_owned());
            picture(&picture_of()?, &why, out, err)
        }
    }
}

/// A file with others behind it; without one the bundled case.
fn whole(first: Option<&PathBuf>, added: &[PathBuf], table: &TableArgs) -> Result<Loaded, LoadError> {
    let Some(first) = first else { return Ok(io::load_bundled(1)) };
    let first = table.load(first)?;
    let others: Result<Vec<_>, LoadError> =
        added.iter().map(|path| Ok((io::word_of(path), table.load(path)?))).collect();
    Ok(io::as_one(first, &others?))
}

/// Says why a file cannot be opened.
fn refuse(error: LoadError, err: &mut dyn Write) -> anyhow::Result<u8> {
    let report = diagnostics::Report { problems: vec![error.problem] };
    write!(err, "{}", diagnostics::text(&report))?;
    Ok(super::COULD_NOT_RUN)
}

/// Why there is no display, where that can be told without trying.
fn no_display() -> Option<&'static str> {
    if cfg!(any(target_os = "macos", target_os = "windows")) {
        return None;
    }
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET") {
        return None;
    }
    Some("neither DISPLAY nor WAYLAND_DISPLAY is set")
}

/// `attache.png`, or with a number where that is taken: nothing that is there is written over.
fn free_name() -> PathBuf {
    let numbered = (2..1000).map(|n| PathBuf::from(format!("attache-{n}.png")));
    let mut names = std::iter::once(PathBuf::from(PICTURE)).chain(numbered);
    names.find(|name| !name.exists()).unwrap_or_else(|| PathBuf::from(PICTURE))
}

/// Writes the picture that the window would have shown and says so.
fn picture(loaded: &Loaded, why: &str, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u8> {
    let path = free_name();
    let options = super::render::Options::default();
    let bytes = super::render::png(loaded, &options)?;
    std::fs::write(&path, bytes)
        .map_err(|error| anyhow::anyhow!("could not write the picture: {error}: {}", path.display()))?;
    writeln!(err, "No window could be opened: {why}")?;
    writeln!(err, "  hint: start attache in a desktop session, or set DISPLAY")?;
    writeln!(out, "The picture of the graph that it would have shown is in {}", path.display())?;
    Ok(super::DONE)
}
