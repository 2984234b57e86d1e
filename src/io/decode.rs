//! From bytes to text: byte order marks, UTF-16 and what to do with bytes that are no UTF-8.

use std::borrow::Cow;

use super::reporter::{Reporter, Trail};
use crate::diagnostics::Code;

/// The text of a file, and in which encoding it was written.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// The encoding's name: `UTF-8`, `UTF-16LE`, `windows-1252`.
    pub(super) encoding: &'static str,
}

/// How much of a file is looked at to tell what it is.
const BEGINNING: usize = 4000;

/// Reads a file's text. A byte order mark decides; without one it is UTF-8, and where it is not, UTF-16 if every other
/// byte of the beginning is zero, else Windows-1252, of which Latin-1 is a part. The problems' places are
/// counted in the text.
pub(super) fn text<'a>(bytes: &'a [u8], rep: &mut Reporter) -> Decoded<'a> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let content = bytes.get(mark..).unwrap_or(&[]);
        let (text, spoilt) = encoding.decode_without_bom_handling(content);
        if spoilt {
            tell(&text, encoding.name(), rep);
        }
        return Decoded { text, encoding: encoding.name() };
    }
    if let Some(encoding) = without_mark(bytes) {
        let (text, spoilt) = encoding.decode_without_bom_handling(bytes);
        if spoilt {
            tell(&text, encoding.name(), rep);
        }
        return Decoded { text, encoding: encoding.name() };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), encoding: "UTF-8" },
        Err(error) if mostly_utf8(bytes, error.valid_up_to()) => {
            let text = String::from_utf8_lossy(bytes);
            tell(&text, "UTF-8", rep);
            Decoded { text, encoding: "UTF-8" }
        }
        Err(error) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            let message = "the file is not UTF-8 from here on; it was read as Windows-1252 (Latin-1)";
            rep.hinted(Code::OtherEncoding, error.valid_up_to(), &Trail::Top, message, "save it as UTF-8");
            Decoded { text, encoding: "windows-1252" }
        }
    }
}

/// The text of a file in UTF-16 that is no table, as UTF-8; `None` for any other: tables tell their encoding themselves.
pub(super) fn utf16(bytes: &[u8]) -> Option<Decoded<'static>> {
    let marked =
        encoding_rs::Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != encoding_rs::UTF_8);
    let (encoding, mark) = marked.or_else(|| Some((without_mark(bytes)?, 0)))?;
    let content = bytes.get(mark..)?;
    // The first sign is one byte of ASCII and a zero.
    let mut units = content.chunks_exact(2).map(|pair| pair[0] | pair[1]);
    units.find(|unit| !unit.is_ascii_whitespace()).filter(|unit| matches!(unit, b'{' | b'[' | b'<'))?;
    let text = encoding.decode_without_bom_handling(content).0.into_owned();
    Some(Decoded { text: Cow::Owned(text), encoding: encoding.name() })
}

/// The text that a file begins with, to tell what it is: as [`text`] reads it, but a letter that is cut in two at its end
/// is left away.
pub(super) fn beginning(content: &[u8]) -> String {
    let mut content = content.get(..BEGINNING).unwrap_or(content);
    if let Err(error) = std::str::from_utf8(content)
        && error.error_len().is_none()
    {
        content = content.get(..error.valid_up_to()).unwrap_or(content);
    }
    let text = text(content, &mut Reporter::new("")).text;
    text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned()
}

/// Whether a file is UTF-8 that was damaged, rather than of another encoding: letters of several bytes stand in
/// it, more of them than bytes that fit nowhere.
fn mostly_utf8(bytes: &[u8], valid: usize) -> bool {
    let is_long = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    let mut good = 0;
    let mut bad = 0;
    // What stands before the first bad byte counts too, but not forever.
    let from = valid.saturating_sub(1 << 16);
    for chunk in bytes.get(from..).unwrap_or(bytes).utf8_chunks().take(10_000) {
        good += is_long(chunk.valid());
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// UTF-16 without a mark: half of the first bytes, all even or all odd ones, are zero.
fn without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..64.min(bytes.len() & !1)).filter(|head| head.len() >= 4)?;
    let zero = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 2 * 9 / 10;
    match (zero(0), zero(1)) {
        (0, high) if high >= most => Some(encoding_rs::UTF_16LE),
        (high, 0) if high >= most => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

fn tell(text: &str, encoding: &str, rep: &mut Reporter) {
    let spoilt = text.matches('\u{FFFD}').count();
    let at = text.find('\u{FFFD}').unwrap_or(0);
    let message = format!("the file is {encoding}, but {spoilt} places in it are not; they read “\u{FFFD}”");
    rep.add(Code::OtherEncoding, at, &Trail::Top, message);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, usize) {
        let mut rep = Reporter::new("t");
        let found = text(bytes, &mut rep);
        (found.text.into_owned(), found.encoding, rep.count(Code::OtherEncoding))
    }

    #[test]
    fn marks_and_encodings() {
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            text.encode_utf16().flat_map(bytes).collect()
        };
        assert_eq!(read("\u{FEFF}aß".as_bytes()), ("aß".to_owned(), "UTF-8", 0));
        assert_eq!(read(b"plain"), ("plain".to_owned(), "UTF-8", 0));
        assert_eq!(read(&utf16("\u{FEFF}aß", false)), ("aß".to_owned(), "UTF-16LE", 0));
        assert_eq!(read(&utf16("\u{FEFF}aß", true)), ("aß".to_owned(), "UTF-16BE", 0));
        assert_eq!(read(&utf16("Source,Target", false)).0, "Source,Target");
        assert_eq!(read(b"Stra\xDFe"), ("Straße".to_owned(), "windows-1252", 1));
        assert_eq!(read("äöü\u{2014}\u{201C}".as_bytes()).1, "UTF-8");
        let mut damaged = "äöü äöü äöü".as_bytes().to_vec();
        damaged.push(0xFF);
        assert_eq!(read(&damaged), ("äöü äöü äöü\u{FFFD}".to_owned(), "UTF-8", 1));
        assert_eq!(read(b""), (String::new(), "UTF-8", 0));
    }
}
