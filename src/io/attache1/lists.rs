//! The top of a file: its lists of records, read one record at a time, and the few fields beside them.

use super::fields::{Word, nearest, unknown, word, wrong};
use super::records::{self, RawClaim, RawDocument, RawEntity};
use super::{NAME, go_on};
use crate::diagnostics::Code;
use crate::io::Monitor;
use crate::io::json::{Broken, Node, Reader};
use crate::io::reporter::{Reporter, Trail, shown};
use crate::io::units::Unit;
use crate::model::{Extra, KindTable};

/// Everything that stands in a file, up to where it breaks.
pub(super) struct Lists<'a> {
    format: Option<Word<'a>>,
    pub(super) title: Option<String>,
    pub(super) unit: Unit,
    pub(super) kinds: KindTable,
    pub(super) documents: Vec<RawDocument<'a>>,
    pub(super) entities: Vec<RawEntity<'a>>,
    pub(super) claims: Vec<RawClaim<'a>>,
    pub(super) extra: Extra,
    /// Where and why reading stopped before the end.
    pub(super) broken: Option<Broken>,
    /// How many documents, entities and claims the file has, whether they could be used or not.
    pub(super) found: [u64; 3],
    /// Whether the monitor stopped it before the end.
    pub(super) stopped: bool,
    seen: Vec<String>,
    records: u32,
}

/// The names of the fields at the top.
const TOP: &[&str] = &["format", "title", "offset_unit", "kinds", "documents", "entities", "claims"];

impl<'a> Lists<'a> {
    /// Reads a file as far as it goes.
    pub(super) fn read(text: &'a str, rep: &mut Reporter, monitor: &dyn Monitor) -> Self {
        let mut lists = Self {
            format: None,
            title: None,
            unit: Unit::CodePoints,
            kinds: KindTable::default(),
            documents: Vec::new(),
            entities: Vec::new(),
            claims: Vec::new(),
            extra: Extra::new(),
            broken: None,
            found: [0; 3],
            stopped: false,
            seen: Vec::new(),
            records: 0,
        };
        let mut reader = Reader::new(text);
        lists.broken = lists.top(&mut reader, claims_in(text), rep, monitor).err();
        lists
    }

    /// Whether no record at all could be read.
    pub(super) fn is_empty(&self) -> bool {
        self.records == 0
    }

    /// Why the file is of another format, where it is.
    pub(super) fn other_format(&self) -> Option<String> {
        match &self.format {
            Some(format) if format.text == NAME => None,
            Some(format) => {
                Some(format!("the format is `{}`; this program reads `{NAME}`", shown(&format.text)))
            }
            None if self
                .seen
                .iter()
                .any(|name| matches!(name.as_str(), "documents" | "entities" | "claims")) =>
            {
                None
            }
            None => Some("the file is JSON, but no case".to_owned()),
        }
    }

    /// Reports a file that does not name its format, but has the lists of one.
    pub(super) fn check_format(&self, rep: &mut Reporter) {
        if self.format.is_none() && self.broken.is_none() && !self.stopped {
            let message = format!("the file does not say `\"format\": \"{NAME}\"`");
            rep.add(Code::MissingField, 0, &Trail::Top, message);
        }
    }

    fn top(
        &mut self,
        reader: &mut Reader<'a>,
        claims: u64,
        rep: &mut Reporter,
        monitor: &dyn Monitor,
    ) -> Result<(), Broken> {
        if !reader.take(b'{') {
            return Err(reader.broken("expected an object"));
        }
        let top = Trail::Top;
        let mut first = true;
        while reader.another(first, b'}')? {
            first = false;
            let (at, name) = reader.name()?;
            let trail = Trail::Field(&top, &name);
            if self.seen.iter().any(|seen| *seen == name) {
                reader.value()?;
                let message = format!("the field `{}` is given twice; the first counts", shown(&name));
                rep.add(Code::DuplicateId, at, &trail, message);
                continue;
            }
            self.seen.push(name.clone().into_owned());
            if matches!(&*name, "documents" | "entities" | "claims") && reader.peek() == Some(b'[') {
                reader.take(b'[');
                let mut index = 0;
                while reader.another(index == 0, b']')? {
                    if !go_on(monitor, self.records, self.claims.len(), claims) {
                        self.stopped = true;
                        return Ok(());
                    }
                    let node = reader.value()?;
                    self.record(node, &name, index, Trail::Item(&trail, index), rep);
                    index += 1;
                }
                continue;
            }
            let node = reader.value()?;
            self.field(node, &name, at, &trail, rep);
        }
        match reader.peek() {
            None => Ok(()),
            Some(_) => Err(reader.broken("something follows the end of the case")),
        }
    }

    fn record(&mut self, node: Node<'a>, list: &str, index: u32, trail: Trail<'_>, rep: &mut Reporter) {
        self.records += 1;
        match list {
            "documents" => {
                self.found[0] += 1;
                self.documents.extend(records::document(node, index, trail, rep));
            }
            "entities" => {
                self.found[1] += 1;
                self.entities.extend(records::entity(node, index, trail, rep));
            }
            _ => {
                self.found[2] += 1;
                self.claims.extend(records::claim(node, index, trail, rep));
            }
        }
    }

    fn field(&mut self, node: Node<'a>, name: &str, at: usize, trail: &Trail<'_>, rep: &mut Reporter) {
        match name {
            "format" => self.format = word(node, trail, rep),
            "title" => self.title = word(node, trail, rep).map(|word| word.text.into_owned()),
            "offset_unit" => {
                let Some(word) = word(node, trail, rep) else { return };
                match Unit::from_id(&word.text) {
                    Some(unit) => self.unit = unit,
                    None => unknown(rep, &word, trail, "offset unit", Unit::IDS),
                }
            }
            "kinds" => records::kinds(node, &mut self.kinds, rep),
            "documents" | "entities" | "claims" => wrong(rep, node.at, trail, "a list", &node.value),
            _ => {
                let message = format!("the format has no field `{}` here", shown(name));
                match nearest(name, TOP).filter(|(_, distance)| *distance <= 2) {
                    Some((near, _)) => {
                        rep.hinted(Code::UnknownField, at, trail, message, format!("did you mean `{near}`?"));
                    }
                    None => rep.add(Code::UnknownField, at, trail, message),
                }
                self.extra.insert(name.to_owned(), node.value.owned());
            }
        }
    }
}

/// How many claims a text seems to hold, without reading it: each has one subject. For a bar only.
fn claims_in(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let key = "\"subject\"";
    let names_a_field = |&at: &usize| {
        let quoted = at > 0 && bytes[at - 1] == b'\\';
        !quoted && text.get(at + key.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    memchr::memmem::find_iter(bytes, key).filter(names_a_field).count() as u64
}

#[cfg(test)]
mod tests {
    use super::claims_in;

    #[test]
    fn claims_are_counted_by_their_subjects() {
        let text =
            r#"{"a": "\"subject\": no", "claims": [{"subject": "x"}, {"kind": "subject", "subject" : 1}]}"#;
        assert_eq!(claims_in(text), 2);
        assert_eq!(claims_in("\"subject\""), 0);
    }
}
