//! XML piece by piece, with the place of every element; broken and cut files give what is whole in them.
//!
//! Nothing is fetched and no entity is expanded but the five of XML and characters by number.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::{BytesStart, Event};

use super::reporter::{Reporter, Trail, shown};
use crate::diagnostics::Code;

/// Open elements that an end tag is looked for among.
const LOOKED_BACK: usize = 64;

/// A piece of a file.
pub(super) enum Piece<'a> {
    Open(Tag<'a>),
    Close,
    Text(Cow<'a, str>),
    /// The file ends; all elements were closed.
    End,
}

/// The start of an element.
pub(super) struct Tag<'a> {
    pub(super) at: usize,
    start: BytesStart<'a>,
}

/// The attributes of an element by their names without prefix.
pub(super) struct Attributes<'t>(Vec<(Cow<'t, str>, Cow<'t, str>)>);

impl Tag<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.start.name().0;
        local(name)
    }

    /// Its attributes; what cannot be read of them is reported.
    pub(super) fn attributes(&self, rep: &mut Reporter) -> Attributes<'_> {
        let mut read = Vec::new();
        for attribute in self.start.attributes().with_checks(false) {
            let Ok(attribute) = attribute else {
                let message = format!("an attribute of `<{}>` is broken; it is not read", self.name());
                rep.add(Code::Syntax, self.at, &Trail::Top, message);
                break;
            };
            let name = attribute.key.0;
            if name != "xmlns" && !name.starts_with("xmlns:") {
                read.push((Cow::Borrowed(local(name)), unescaped(attribute.value, self.at, rep)));
            }
        }
        Attributes(read)
    }
}

impl Attributes<'_> {
    /// An attribute; of several of one name the first.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// The same, as one's own.
    pub(super) fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// All, in the order of the file.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// A file being read.
pub(super) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    open: Vec<&'a str>,
    /// Elements that are closed before the next piece is read.
    closing: usize,
    ended: bool,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { text, reader, open: Vec::new(), closing: 0, ended: false }
    }

    /// How far it has come, in bytes.
    pub(super) fn at(&self) -> usize {
        self.reader.buffer_position() as usize
    }

    /// The next piece. Every element that is opened is closed, where the file ends too early also.
    pub(super) fn next(&mut self, rep: &mut Reporter) -> Piece<'a> {
        loop {
            if self.closing > 0 {
                self.closing -= 1;
                self.open.pop();
                return Piece::Close;
            }
            if self.ended {
                return Piece::End;
            }
            let at = self.at();
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    let begins = |at: usize| self.text.as_bytes().get(at) == Some(&b'<');
                    let at = if begins(at) { at } else { at.saturating_sub(1) };
                    let name = at + 1..at + 1 + start.name().0.len();
                    self.open.push(self.text.get(name).unwrap_or(""));
                    return Piece::Open(Tag { at, start });
                }
                Ok(Event::End(end)) => self.close(end.name().0, at, rep),
                Ok(Event::Text(text)) => return Piece::Text(text.into_inner()),
                Ok(Event::CData(text)) => return Piece::Text(text.into_inner()),
                Ok(Event::GeneralRef(name)) => {
                    let name = name.into_inner();
                    if let Some(c) = entity(&name) {
                        return Piece::Text(Cow::Owned(c.to_string()));
                    }
                    unknown(&name, at, rep);
                    return Piece::Text(Cow::Owned(format!("&{name};")));
                }
                Ok(Event::Eof) => self.end("in the middle of an element", rep),
                // Comments, instructions and document types say nothing of a graph.
                Ok(_) => {}
                Err(Error::Syntax(_)) => self.end("in the middle of a tag", rep),
                Err(error) => {
                    let place = self.reader.error_position() as usize;
                    rep.add(Code::Syntax, place, &Trail::Top, format!("the XML is broken here: {error}"));
                    if self.at() <= at {
                        self.end("behind what is broken", rep);
                    }
                }
            }
        }
    }

    fn close(&mut self, name: &str, at: usize, rep: &mut Reporter) {
        if self.open.last() == Some(&name) {
            self.closing = 1;
            return;
        }
        let back = self.open.iter().rev().take(LOOKED_BACK).position(|open| *open == name);
        let what = match (back, self.open.last()) {
            (Some(_), Some(open)) => format!("`</{}>` stands where `<{open}>` is open", shown(name)),
            _ => format!("`</{}>` closes nothing that is open; it is passed over", shown(name)),
        };
        rep.add(Code::Syntax, at, &Trail::Top, what);
        self.closing = back.map_or(0, |back| back + 1);
    }

    fn end(&mut self, what: &str, rep: &mut Reporter) {
        self.ended = true;
        self.closing = self.open.len();
        if self.closing > 0 || what != "in the middle of an element" {
            let message = format!("the file is cut off: it ends {what}; what stands before is read");
            rep.add(Code::Syntax, self.text.len(), &Trail::Top, message);
        }
    }
}

/// The name of a file's first element, without prefix; `None` where it is no XML.
pub(super) fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let skipped = if let Some(comment) = rest.strip_prefix("!--") {
            comment.split_once("-->")?.1
        } else if let Some(instruction) = rest.strip_prefix('?') {
            instruction.split_once("?>")?.1
        } else if rest.starts_with('!') {
            let inner = rest.find('[').filter(|open| rest.find('>').is_none_or(|close| *open < close));
            match inner {
                Some(open) => rest.get(open..)?.split_once(']')?.1.split_once('>')?.1,
                None => rest.split_once('>')?.1,
            }
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
            return rest.get(..end).map(local).filter(|name| !name.is_empty());
        };
        rest = skipped;
    }
}

/// A character that every XML file may name.
fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32).filter(|c| *c != '\0')
        }
    }
}

fn unknown(name: &str, at: usize, rep: &mut Reporter) {
    let message = format!("the entity `&{};` is not expanded; it is kept as it is written", shown(name));
    rep.add(Code::UnknownValue, at, &Trail::Top, message);
}

/// A value whose entities are characters.
fn unescaped<'t>(value: Cow<'t, str>, at: usize, rep: &mut Reporter) -> Cow<'t, str> {
    if memchr::memchr(b'&', value.as_bytes()).is_none() {
        return value;
    }
    let mut out = String::with_capacity(value.len());
    let mut rest: &str = &value;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let name = behind.split_once(';').filter(|(name, _)| name.len() <= 40 && !name.contains(['&', ' ']));
        match name.map(|(name, behind)| (name, entity(name), behind)) {
            Some((_, Some(c), behind)) => {
                out.push(c);
                rest = behind;
            }
            other => {
                if let Some((name, None, _)) = other {
                    unknown(name, at, rep);
                }
                out.push('&');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text, one word each, and its problems.
    fn pieces(text: &str) -> (String, Vec<String>) {
        let mut rep = Reporter::new("f");
        let mut xml = Xml::new(text);
        let mut out = String::new();
        loop {
            match xml.next(&mut rep) {
                Piece::Open(tag) => {
                    out.extend(["<", tag.name(), "@", &tag.at.to_string()]);
                    for (name, value) in tag.attributes(&mut rep).iter() {
                        out.extend([" ", name, "=", value]);
                    }
                }
                Piece::Close => out.push('>'),
                Piece::Text(text) => out.push_str(&text),
                Piece::End => break,
            }
        }
        let report = rep.finish(text);
        (out, report.problems.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn elements_come_with_their_places() {
        let (found, problems) =
            pieces("<?xml version='1.0'?><a><v:b x='1 &lt; 2' y=\"&#233;\"/>t &amp; <![CDATA[<c>]]></a>");
        assert_eq!((found.as_str(), problems.len()), ("<a@21<b@24 x=1 < 2 y=é>t & <c>>", 0));
    }

    #[test]
    fn what_is_cut_or_crossed_is_closed_and_told() {
        for (text, found) in [
            ("<a><b>x", "<a@0<b@3x>>"),
            ("<a><b x='1", "<a@0>"),
            ("<a><b>x</a>", "<a@0<b@3x>>"),
            ("<a></b>y</a>", "<a@0y>"),
            ("<a x=1 y='2'/>", "<a@0>"),
        ] {
            let (pieces, problems) = pieces(text);
            assert_eq!((pieces.as_str(), problems.len()), (found, 1), "{text}: {problems:?}");
        }
    }

    #[test]
    fn entities_are_not_expanded() {
        let bomb =
            "<!DOCTYPE a [<!ENTITY b 'boom'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><a x='&b;'>&c;&b;</a>";
        let (found, problems) = pieces(bomb);
        assert_eq!((found.split_once(' ').map(|(_, rest)| rest), problems.len()), (Some("x=&b;&c;&b;>"), 3));
    }

    #[test]
    fn the_first_element_is_found() {
        let doctype = "<!-- x --><!DOCTYPE g [<!ENTITY a '>'>]>\n<ns0:graphml xmlns:ns0='u'>";
        for (text, name) in [
            ("<?xml version='1.0'?>\n<gexf>", Some("gexf")),
            (doctype, Some("graphml")),
            ("<a/>", Some("a")),
            ("a", None),
            ("<!--", None),
            ("<", None),
        ] {
            assert_eq!(root(text), name, "{text}");
        }
    }
}
