//! The words of the DOT language.

use std::borrow::Cow;

/// One word or sign, and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Token<'a> {
    pub(super) at: usize,
    pub(super) what: What<'a>,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum What<'a> {
    /// A name without quotation marks: it may be a keyword.
    Bare(&'a str),
    /// A name in quotation marks, pieces put together.
    Quoted(Cow<'a, str>),
    /// What stands between `<` and its `>`.
    Html(&'a str),
    /// `->` or `--`.
    Arrow { directed: bool },
    /// Any other sign.
    Sign(char),
    /// A quotation mark, comment or `<` that is never closed; the file ends.
    Cut(&'static str),
}

/// Reads words one after the other.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    ahead: Option<Token<'a>>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, ahead: None }
    }

    /// How far it has come, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next word, not taken.
    pub(super) fn peek(&mut self) -> Option<&What<'a>> {
        if self.ahead.is_none() {
            self.ahead = self.read();
        }
        self.ahead.as_ref().map(|token| &token.what)
    }

    /// Takes the next word if it is this sign.
    pub(super) fn take(&mut self, sign: char) -> bool {
        let there = self.peek() == Some(&What::Sign(sign));
        if there {
            self.ahead = None;
        }
        there
    }

    /// The next word, or none at the end.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        self.ahead.take().or_else(|| self.read())
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Passes over white space and comments; false where a comment has no end.
    fn skip(&mut self) -> bool {
        loop {
            let from = self.at;
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
            self.at += rest.len() - trimmed.len();
            // A `#` begins a comment where nothing but blanks stand before it on its line.
            let before = self.text.get(from..self.at).unwrap_or("");
            let line_start = from == 0 || before.contains('\n');
            if trimmed.starts_with("//") || (trimmed.starts_with('#') && line_start) {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if let Some(comment) = trimmed.strip_prefix("/*") {
                match comment.find("*/") {
                    Some(end) => self.at += end + 4,
                    None => return false,
                }
            } else {
                return true;
            }
        }
    }

    fn read(&mut self) -> Option<Token<'a>> {
        let sound = self.skip();
        let at = self.at;
        if !sound {
            self.at = self.text.len();
            return Some(Token { at, what: What::Cut("a comment") });
        }
        let rest = self.rest();
        let first = rest.chars().next()?;
        let what = if first == '"' {
            self.quoted()
        } else if first == '<' {
            self.html()
        } else if rest.starts_with("->") || rest.starts_with("--") {
            self.at += 2;
            What::Arrow { directed: rest.starts_with("->") }
        } else {
            let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.' || !c.is_ascii();
            let sign = usize::from(first == '-');
            let word = rest.get(sign..).unwrap_or("");
            let len = word.find(|c: char| !is_word(c)).unwrap_or(word.len());
            if len == 0 {
                self.at += first.len_utf8();
                What::Sign(first)
            } else {
                self.at += sign + len;
                What::Bare(rest.get(..sign + len).unwrap_or(""))
            }
        };
        Some(Token { at, what })
    }

    /// A name in quotation marks, with those that `+` adds to it.
    fn quoted(&mut self) -> What<'a> {
        let mut whole: Cow<'a, str> = Cow::Borrowed("");
        loop {
            self.at += 1;
            let Some(piece) = self.piece() else { return What::Cut("a name in quotation marks") };
            if whole.is_empty() {
                whole = piece;
            } else {
                whole.to_mut().push_str(&piece);
            }
            let before = self.at;
            if self.skip() && self.rest().starts_with('+') {
                self.at += 1;
                if self.skip() && self.rest().starts_with('"') {
                    continue;
                }
            }
            self.at = before;
            return What::Quoted(whole);
        }
    }

    /// What stands up to the closing quotation mark, which is taken: `\"` is one, a line that ends in `\` goes on.
    fn piece(&mut self) -> Option<Cow<'a, str>> {
        let mut out: Cow<'a, str> = Cow::Borrowed("");
        let add = |out: &mut Cow<'a, str>, piece: &'a str| {
            if out.is_empty() {
                *out = Cow::Borrowed(piece);
            } else {
                out.to_mut().push_str(piece);
            }
        };
        loop {
            let rest = self.rest();
            let Some(stop) = memchr::memchr2(b'"', b'\\', rest.as_bytes()) else {
                self.at = self.text.len();
                return None;
            };
            add(&mut out, rest.get(..stop).unwrap_or(""));
            let behind = rest.get(stop + 1..).unwrap_or("");
            self.at += stop + 1;
            if rest.as_bytes().get(stop) == Some(&b'"') {
                return Some(out);
            }
            let (skipped, kept) = if behind.starts_with('"') {
                (1, behind.get(..1))
            } else if behind.starts_with("\r\n") {
                (2, None)
            } else if behind.starts_with('\n') {
                (1, None)
            } else {
                // Any other escape belongs to the label: `\n`, `\l`, `\N`.
                let next = behind.chars().next().map_or(0, char::len_utf8);
                (next, rest.get(stop..stop + 1 + next))
            };
            add(&mut out, kept.unwrap_or(""));
            self.at += skipped;
        }
    }

    fn html(&mut self) -> What<'a> {
        let start = self.at + 1;
        let mut deep = 0_usize;
        let rest = self.rest();
        for at in memchr::memchr2_iter(b'<', b'>', rest.as_bytes()) {
            if rest.as_bytes().get(at) == Some(&b'<') {
                deep += 1;
            } else {
                deep -= 1;
            }
            if deep == 0 {
                self.at += at + 1;
                return What::Html(self.text.get(start..self.at - 1).unwrap_or(""));
            }
        }
        self.at = self.text.len();
        What::Cut("a label in `<…>`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<What<'_>> {
        let mut tokens = Tokens::new(text);
        std::iter::from_fn(|| tokens.next()).map(|token| token.what).collect()
    }

    #[test]
    fn words_of_all_sorts() {
        let quoted = |text: &str| What::Quoted(Cow::Owned(text.to_owned()));
        assert_eq!(
            read("# c\na -> -.5 // c\n-- \"x \\\"y\\\" \\n\" /* */ + \"z\\\n!\" <b <i>j</i>>;é"),
            [
                What::Bare("a"),
                What::Arrow { directed: true },
                What::Bare("-.5"),
                What::Arrow { directed: false },
                quoted("x \"y\" \\nz!"),
                What::Html("b <i>j</i>"),
                What::Sign(';'),
                What::Bare("é"),
            ]
        );
        for cut in ["\"a", "\"a\\", "<a", "/* a", "\"a\\\""] {
            assert!(matches!(read(cut)[..], [What::Cut(_)]), "{cut}");
        }
        assert_eq!(read("\"a\" + b").len(), 3);
        assert_eq!(read("> -"), [What::Sign('>'), What::Sign('-')]);
    }
}
