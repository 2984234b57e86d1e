//! Reading a regular file whole, within bounds; telling what a file is that cannot be used.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The largest file that is read, in bytes.
pub(super) const LARGEST: u64 = 2 << 30;
/// How much of a file is looked at before the rest is read.
const HEAD: u64 = 4096;

/// Reads a file. Folders, pipes and devices are refused without being opened. Where `wanted` does not
/// want what the file begins with, that beginning is all that is returned.
///
/// # Errors
/// Says why it cannot be read.
pub(super) fn read(path: &Path, wanted: impl Fn(&[u8]) -> bool) -> Result<Vec<u8>, String> {
    let meta = fs::metadata(path).map_err(|error| reason(&error))?;
    if !meta.is_file() {
        return Err(format!("it is {}, not a file", special(&meta)));
    }
    if meta.len() > LARGEST {
        return Err(format!("it is larger than {} GiB", LARGEST >> 30));
    }
    let mut file = File::open(path).map_err(|error| reason(&error))?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if without_mark(&bytes).trim_ascii_start().is_empty() || wanted(&bytes) {
        // The file may have grown since it was asked for its size.
        file.take(LARGEST - HEAD).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    }
    Ok(bytes)
}

/// An error of the file system in a few words.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "it may not be read (permission denied)".to_owned(),
        _ => format!("it cannot be read ({error})"),
    }
}

fn special(meta: &fs::Metadata) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = meta.file_type();
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    if meta.is_dir() { "a folder" } else { "something else" }
}

/// The content behind a UTF-8 byte order mark.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// What a file of no known format seems to hold; `None` where it holds nothing.
pub(super) fn kind(bytes: &[u8]) -> Option<&'static str> {
    let content = without_mark(bytes).trim_ascii_start();
    Some(match content {
        [] => return None,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "UTF-16 text (save it as UTF-8)",
        [0, ..] => "zero bytes",
        [b'P', b'K', 3, 4, ..] => "a ZIP archive",
        [b'<', ..] => "XML or HTML",
        [b'[', ..] => "a JSON list, not an object",
        [b'n', b'u', b'l', b'l', ..] => "`null`, not an object",
        [b'"' | b'-' | b'0'..=b'9' | b't' | b'f', ..]
            if serde_json::from_slice::<&serde_json::value::RawValue>(content).is_ok() =>
        {
            "a single JSON value, not an object"
        }
        _ => "no JSON",
    })
}
