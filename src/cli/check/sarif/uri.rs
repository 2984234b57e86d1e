//! The name of a file as a URI reference (RFC 3986).

use std::fmt::Write as _;

/// A path as it was given: a relative one stays relative, so that a code host finds it in the repository; an
/// absolute one becomes a `file` URI.
pub(super) fn of(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let drive = cfg!(windows) && path.as_bytes().get(1) == Some(&b':');
    let mut uri = match (path.starts_with('/'), drive) {
        (_, true) => "file:///".to_owned(),
        (true, _) => "file://".to_owned(),
        _ => String::new(),
    };
    // A colon within the first part of a relative reference would end a scheme, so all are written out.
    for byte in path.trim_start_matches("./").bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_are_escaped() {
        assert_eq!(of("cases/a b.json"), "cases/a%20b.json");
        assert_eq!(of("./ä:1#2?.json"), "%C3%A4%3A1%232%3F.json");
        assert_eq!(of("../case.json"), "../case.json");
        if !cfg!(windows) {
            assert_eq!(of("/tmp/case.json"), "file:///tmp/case.json");
        }
    }
}
