//! The texts of documents: inline or in a file beside the case, which may not lie outside its folder.

use std::fmt::Write as _;
use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use super::records::RawDocument;
use crate::diagnostics::Code;
use crate::io::file;
use crate::io::reporter::{Reporter, Trail, shown};
use crate::model::Text;

/// Gives a document its text, and checks the text's hash where the file states one.
pub(super) fn give(
    raw: &mut RawDocument<'_>,
    read: &dyn Fn(&str) -> Result<Vec<u8>, String>,
    rep: &mut Reporter,
) {
    let top = Trail::Top;
    let list = Trail::Field(&top, "documents");
    let trail = Trail::Item(&list, raw.index);
    let bytes = if let Some(text) = &raw.text {
        text.text.as_bytes().to_vec()
    } else if let Some(path) = &raw.path {
        match read(&path.text) {
            Ok(bytes) => bytes,
            Err(why) => {
                let message =
                    format!("the text of the document cannot be read: {why}: {}", shown(&path.text));
                rep.add(Code::MissingDocument, path.at, &Trail::Field(&trail, "path"), message);
                return;
            }
        }
    } else {
        return;
    };
    check_hash(raw, &bytes, &trail, rep);
    match String::from_utf8(bytes) {
        Ok(text) => {
            // A byte order mark is no part of a text.
            raw.document.text = Text::new(text.strip_prefix('\u{FEFF}').unwrap_or(&text));
            raw.document.has_text = true;
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let path = raw.path.as_ref().map_or("", |path| &*path.text);
            let message = format!("the text is not UTF-8 from byte {at} on: {}", shown(path));
            let place = raw.path.as_ref().map_or(raw.at, |path| path.at);
            let hint = "save the text as UTF-8";
            rep.hinted(Code::MissingDocument, place, &Trail::Field(&trail, "path"), message, hint);
        }
    }
}

fn check_hash(raw: &RawDocument<'_>, bytes: &[u8], trail: &Trail<'_>, rep: &mut Reporter) {
    let Some(stated) = &raw.sha256 else { return };
    let trail = Trail::Field(trail, "sha256");
    if stated.text.len() != 64 || !stated.text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        rep.add(Code::UnknownValue, stated.at, &trail, "a sha256 has 64 hexadecimal digits");
        return;
    }
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(digest, "{byte:02x}");
    }
    let same = digest.eq_ignore_ascii_case(&stated.text);
    if !same {
        let message = "the text is not the one that the file was made from: its sha256 differs";
        rep.add(Code::HashDiffers, stated.at, &trail, message);
    }
}

/// Reads a text beside the case file.
///
/// # Errors
/// Says why not: the path leaves the folder, also by a symbolic link, or the file cannot be read.
pub(in crate::io) fn beside(folder: Option<&Path>, path: &str) -> Result<Vec<u8>, String> {
    let Some(folder) = folder else { return Err("the case has no folder".to_owned()) };
    let relative = Path::new(path);
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let outside = || "it lies outside the folder of the case".to_owned();
    if !plain {
        return Err(outside());
    }
    let full = folder.join(relative);
    let (Ok(inside), Ok(real)) = (folder.canonicalize(), full.canonicalize()) else {
        return Err("there is no such file".to_owned());
    };
    if !real.starts_with(inside) {
        return Err(outside());
    }
    file::read(&real, |_| true)
}
