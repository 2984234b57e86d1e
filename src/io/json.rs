//! JSON with the place of every value.
//!
//! `serde_json` tells where a document breaks, not where a value of the wrong kind stands, and it gives
//! nothing back of a file that is cut off. This reader (RFC 8259) hands out a value at a time, each with
//! its byte offset, borrowing from the input; a test holds it to what `serde_json` accepts and reads.

use std::borrow::Cow;

use memchr::memchr2;

/// How deep values may be nested; deeper ones would run the stack out.
const DEEPEST: u32 = 128;

/// A value and the byte offset where it begins.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Node<'a> {
    pub(super) at: usize,
    pub(super) value: Value<'a>,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    String(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<Field<'a>>),
}

/// One member of an object.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Field<'a> {
    /// Where its name begins.
    pub(super) at: usize,
    pub(super) name: Cow<'a, str>,
    pub(super) node: Node<'a>,
}

/// Where and why reading stopped.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) why: String,
    /// The input ended too early.
    pub(super) cut: bool,
}

impl Value<'_> {
    /// What it is, with its article.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// The same as `serde_json` holds it.
    pub(super) fn owned(&self) -> serde_json::Value {
        use serde_json::Value as Owned;
        match self {
            Self::Null => Owned::Null,
            Self::Bool(value) => Owned::Bool(*value),
            // A number that no float can hold is kept as it is written.
            Self::Number(digits) => {
                serde_json::from_str(digits).unwrap_or_else(|_| Owned::String((*digits).to_owned()))
            }
            Self::String(text) => Owned::String(text.clone().into_owned()),
            Self::List(nodes) => nodes.iter().map(|node| node.value.owned()).collect(),
            Self::Object(fields) => {
                let pair = |field: &Field<'_>| (field.name.clone().into_owned(), field.node.value.owned());
                Owned::Object(fields.iter().map(pair).collect())
            }
        }
    }
}

/// What a lenient reader lets pass, in the order of [`Reader::forgiven`].
pub(super) const FORGIVEN: [&str; 4] = [
    "numbers that are none (`NaN`, `Infinity`)",
    "control characters in strings",
    "commas before a closing bracket",
    "halves of surrogate pairs, which read “\u{FFFD}”",
];

/// Reads values one after the other.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    lenient: bool,
    /// Every line is a value of its own: a string that goes on in the next line lacks its end.
    pub(super) is_lines: bool,
    /// How often each of [`FORGIVEN`] was let pass, and where first.
    pub(super) forgiven: [(u64, usize); FORGIVEN.len()],
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, lenient: false, is_lines: false, forgiven: [(0, 0); FORGIVEN.len()] }
    }

    /// A reader that begins at a byte offset and takes what Python, JavaScript and language models write beyond the
    /// standard.
    pub(super) fn lenient(text: &'a str, at: usize) -> Self {
        Self { at, lenient: true, ..Self::new(text) }
    }

    /// Lets one of [`FORGIVEN`] pass where this reader is lenient.
    fn forgive(&mut self, what: usize) -> bool {
        if self.lenient
            && let Some((count, first)) = self.forgiven.get_mut(what)
        {
            if *count == 0 {
                *first = self.at;
            }
            *count += 1;
        }
        self.lenient
    }

    /// How far it has come, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next byte that is not white space, not taken.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let skipped = rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        self.at += skipped.unwrap_or(rest.len());
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes the next byte that is not white space, if it is this one.
    pub(super) fn take(&mut self, wanted: u8) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    /// After an opening bracket or an item: whether another item follows; takes the comma or the closing
    /// bracket.
    pub(super) fn another(&mut self, first: bool, close: u8) -> Result<bool, Broken> {
        if self.take(close) {
            return Ok(false);
        }
        if first {
            return Ok(true);
        }
        if !self.take(b',') {
            return Err(self.broken(&format!("expected `,` or `{}`", char::from(close))));
        }
        if self.peek() == Some(close) {
            if self.forgive(2) {
                return Ok(!self.take(close));
            }
            return Err(self.broken("a comma stands before the closing bracket"));
        }
        Ok(true)
    }

    /// The name of a field with its place, and the colon.
    pub(super) fn name(&mut self) -> Result<(usize, Cow<'a, str>), Broken> {
        if self.peek() != Some(b'"') {
            return Err(self.broken("expected a field name in double quotes"));
        }
        let at = self.at;
        let name = self.string()?;
        if !self.take(b':') {
            return Err(self.broken("expected `:` after the field name"));
        }
        Ok((at, name))
    }

    /// The next value.
    pub(super) fn value(&mut self) -> Result<Node<'a>, Broken> {
        self.nested(0)
    }

    fn nested(&mut self, depth: u32) -> Result<Node<'a>, Broken> {
        let first = self.peek();
        let at = self.at;
        if depth > DEEPEST {
            return Err(Broken { at, why: format!("values are nested deeper than {DEEPEST}"), cut: false });
        }
        let value = match first {
            Some(b'"') => Value::String(self.string()?),
            Some(b'{') => {
                self.at += 1;
                let mut fields = Vec::new();
                while self.another(fields.is_empty(), b'}')? {
                    let (at, name) = self.name()?;
                    fields.push(Field { at, name, node: self.nested(depth + 1)? });
                }
                Value::Object(fields)
            }
            Some(b'[') => {
                self.at += 1;
                let mut nodes = Vec::new();
                while self.another(nodes.is_empty(), b']')? {
                    nodes.push(self.nested(depth + 1)?);
                }
                Value::List(nodes)
            }
            Some(b'N' | b'I' | b'-') if self.lenient && self.no_number().is_some() => {
                let word = self.no_number().unwrap_or("");
                self.forgive(0);
                self.at += word.len();
                Value::Number(word)
            }
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.broken("expected a value")),
        };
        Ok(Node { at, value })
    }

    /// What JavaScript and Python write where a number is none.
    fn no_number(&self) -> Option<&'static str> {
        let rest = self.text.get(self.at..)?;
        ["NaN", "Infinity", "-Infinity"].into_iter().find(|word| rest.starts_with(word))
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, Broken> {
        let rest = self.text.get(self.at..).unwrap_or("");
        if rest.starts_with(word) {
            self.at += word.len();
            return Ok(value);
        }
        if word.starts_with(rest) {
            self.at = self.text.len();
        }
        Err(self.broken("expected a value"))
    }

    fn number(&mut self) -> Result<&'a str, Broken> {
        let start = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or(""))
    }

    fn digits(&mut self) -> Result<(), Broken> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start { Err(self.broken("expected a digit")) } else { Ok(()) }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// A string; the opening quotation mark stands next.
    fn string(&mut self) -> Result<Cow<'a, str>, Broken> {
        self.at += 1;
        let mut unescaped = String::new();
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
            let stop = memchr2(b'"', b'\\', rest);
            let run = rest.get(..stop.unwrap_or(rest.len())).unwrap_or(&[]);
            let control = run.iter().position(|&byte| byte < 0x20);
            let newline = if self.is_lines { memchr::memchr(b'\n', run) } else { None };
            let control = newline.or_else(|| control.filter(|_| !self.forgive(1)));
            if let Some(control) = control {
                self.at += control;
                if newline.is_some() {
                    return Err(self.broken("a string has no end in its line"));
                }
                return Err(
                    self.broken("a control character stands in a string; write it as `\\n` or `\\u…`")
                );
            }
            let run = self.text.get(self.at..self.at + run.len()).unwrap_or("");
            self.at += run.len();
            let Some(stop) = stop.and_then(|_| self.byte()) else {
                return Err(self.broken("a string has no end"));
            };
            if stop == b'"' {
                self.at += 1;
                if unescaped.is_empty() {
                    return Ok(Cow::Borrowed(run));
                }
                unescaped.push_str(run);
                return Ok(Cow::Owned(unescaped));
            }
            unescaped.push_str(run);
            unescaped.push(self.escape()?);
        }
    }

    /// An escape; the backslash stands next.
    fn escape(&mut self) -> Result<char, Broken> {
        let start = self.at;
        self.at += 1;
        let Some(kind) = self.byte() else { return Err(self.broken("a string has no end")) };
        self.at += 1;
        Ok(match kind {
            b'"' | b'\\' | b'/' => char::from(kind),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                let code = if (0xD800..0xDC00).contains(&first) {
                    let pair =
                        self.byte() == Some(b'\\') && self.text.as_bytes().get(self.at + 1) == Some(&b'u');
                    self.at += if pair { 2 } else { 0 };
                    let second = if pair { self.hex()? } else { 0 };
                    if (0xDC00..0xE000).contains(&second) {
                        0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                    } else {
                        first
                    }
                } else {
                    first
                };
                let lone = || Broken { at: start, why: "half of a surrogate pair".to_owned(), cut: false };
                match char::from_u32(code) {
                    Some(c) => c,
                    None if matches!(self.text.as_bytes().get(self.at..), Some([] | [b'\\'])) => {
                        self.at = self.text.len();
                        return Err(self.broken("a string has no end"));
                    }
                    None if self.forgive(3) => '\u{FFFD}',
                    None => return Err(lone()),
                }
            }
            _ => {
                self.at = start;
                return Err(self.broken("no such escape in a string"));
            }
        })
    }

    fn hex(&mut self) -> Result<u32, Broken> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else { return Err(self.broken("expected four hexadecimal digits")) };
            code = code << 4 | digit;
            self.at += 1;
        }
        Ok(code)
    }

    /// A break here; at the end of the input it is a cut.
    pub(super) fn broken(&mut self, why: &str) -> Broken {
        if self.at >= self.text.len() {
            let why = "the file is cut off: it ends in the middle of a value".to_owned();
            return Broken { at: self.text.len(), why, cut: true };
        }
        Broken { at: self.at, why: why.to_owned(), cut: false }
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;

    fn read(text: &str) -> Option<serde_json::Value> {
        let mut reader = Reader::new(text);
        let node = reader.value().ok()?;
        reader.peek().is_none().then(|| node.value.owned())
    }

    #[test]
    fn places_are_byte_offsets() {
        let node = Reader::new(" {\"é\" : [1, \"x\"]}").value().unwrap();
        let super::Value::Object(fields) = &node.value else { panic!() };
        let super::Value::List(items) = &fields[0].node.value else { panic!() };
        assert_eq!((node.at, fields[0].at, items[0].at, items[1].at), (1, 2, 10, 13));
    }

    #[test]
    fn depth_is_bounded_and_a_cut_is_told() {
        let deep = Reader::new(&"[".repeat(100_000)).value().unwrap_err();
        assert!(deep.why.contains("nested") && !deep.cut);
        for cut in ["{\"a", "[1,", "\"\\u00", "tru", "-", "1.", "{\"a\":", "\"\\ud800\\"] {
            assert!(Reader::new(cut).value().unwrap_err().cut, "{cut}");
        }
    }

    #[test]
    fn a_lenient_reader_takes_what_others_write_and_counts_it() {
        let text = "x [NaN, -Infinity, \"a\tb\", \"\\ud800z\", {\"k\": 1,},]";
        let mut reader = Reader::lenient(text, 1);
        let value = reader.value().unwrap().value.owned();
        assert_eq!(value, serde_json::json!(["NaN", "-Infinity", "a\tb", "\u{FFFD}z", {"k": 1}]));
        assert_eq!(reader.forgiven.map(|(count, _)| count), [2, 1, 2, 1]);
        assert_eq!(reader.forgiven[0].1, 3);
        for refused in ["[NaN]", "[1,]", "\"\t\"", "\"\\ud800z\""] {
            assert!(Reader::new(refused).value().is_err(), "{refused}");
        }
        for spoilt in ["[Nan]", "[1,,]", "[,]", "-Inf"] {
            assert!(Reader::lenient(spoilt, 0).value().is_err(), "{spoilt}");
        }
    }

    proptest::proptest! {
        #[test]
        fn accepts_and_reads_what_serde_json_does(text in r#"([\[\]{},:]|"[a\\né]{0,3}"|"\\(u[0-9a-fD][89Aa-f]3d|n|x|/)"|"\\ud83d\\ude0[0-9]"|-?[0-9]{1,3}(\.[0-9]{0,2})?([eE][+-]?[0-9]{0,2})?|true|null|fals| |"a":){0,9}"#) {
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            // A number that no float can hold is kept as it is written here, and refused there.
            proptest::prop_assume!(!theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range")));
            proptest::prop_assert_eq!(read(&text), theirs.ok());
        }

        #[test]
        fn reads_back_what_serde_json_writes(keys in proptest::collection::vec("\\PC{0,8}", 0..4), number: f64, pretty: bool) {
            let value: serde_json::Value = keys.iter().map(|key| (key.clone(), serde_json::json!([number, key, null, true]))).collect::<serde_json::Map<_, _>>().into();
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text = text.unwrap();
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            // A number that no float can hold is kept as it is written here, and refused there.
            proptest::prop_assume!(!theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range")));
            proptest::prop_assert_eq!(read(&text), theirs.ok());
        }
    }
}
