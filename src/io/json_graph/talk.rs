//! Where JSON stands in a file that a language model or a person wrote around it: Markdown fences and talk.

use super::flavour;
use crate::io::shape::Shape;

/// How far into a file JSON is looked for, in bytes.
const WINDOW: usize = 64 << 10;
/// How many brackets are tried.
const TRIED: usize = 64;

/// Where a piece of JSON begins at a byte offset, with nothing but white space before it.
pub(super) fn silent(content: &[u8], from: usize) -> Option<usize> {
    let rest = content.get(from..)?;
    let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    matches!(rest.get(blank), Some(b'{' | b'[')).then_some(from + blank)
}

/// Where the next piece of JSON begins, at or after a byte offset. In talk only what looks like a graph counts.
pub(super) fn start(content: &[u8], from: usize) -> Option<usize> {
    if let Some(at) = silent(content, from) {
        return Some(at);
    }
    let rest = content.get(from..)?;
    let window = rest.get(..WINDOW).unwrap_or(rest);
    let is_graph = |at: &usize| {
        let piece = rest.get(*at..).unwrap_or(&[]);
        let piece = piece.get(..WINDOW).unwrap_or(piece);
        flavour::of(&Shape::of(piece), piece).is_some()
    };
    memchr::memchr2_iter(b'{', b'[', window).take(TRIED).find(is_graph).map(|at| from + at)
}

/// Whether nothing but the end of a fence and white space stands there.
pub(super) fn is_silent(rest: &str) -> bool {
    rest.bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'`' || byte == b';')
}

#[cfg(test)]
mod tests {
    use super::start;

    #[test]
    fn json_is_found_in_talk() {
        let graph = r#"{"nodes": [{"id": 1}], "edges": [{"source": 1, "target": 1}]}"#;
        for (talk, wanted) in [
            ("", true),
            ("\n ", true),
            ("```json\n", true),
            ("Here is {the graph} you asked for [1]:\n\n```\n", true),
        ] {
            let at = start(format!("{talk}{graph}").as_bytes(), 0);
            assert_eq!(at.is_some_and(|at| at == talk.len()), wanted, "{talk}");
        }
        assert_eq!(start(b"A text with {braces} and [notes] and no graph.", 0), None);
    }
}
