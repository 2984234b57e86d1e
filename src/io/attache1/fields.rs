//! Taking the fields of a record one by one, with a problem for each that is not as it should be.

use std::borrow::Cow;

use crate::diagnostics::Code;
use crate::io::json::{Field, Node, Value};
use crate::io::reporter::{Reporter, Trail, shown};
use crate::model::{Date, Extra};

/// A string with its place.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    pub(super) at: usize,
    pub(super) text: Cow<'a, str>,
}

/// The most fields that a record of the format has.
const MOST: usize = 16;

/// The fields of one record that have not been taken yet.
pub(super) struct Fields<'a, 'r> {
    /// Where the record begins.
    pub(super) at: usize,
    /// What it is, for messages: "a claim".
    what: &'static str,
    slots: Vec<Option<Field<'a>>>,
    /// The names asked for, which are those that the format has here.
    asked: [&'static str; MOST],
    count: usize,
    trail: Trail<'r>,
}

impl<'a, 'r> Fields<'a, 'r> {
    /// Opens a record; `None`, with a problem, where it is no object.
    pub(super) fn open(
        node: Node<'a>,
        what: &'static str,
        trail: Trail<'r>,
        reporter: &mut Reporter,
    ) -> Option<Self> {
        match node.value {
            Value::Object(fields) => {
                let slots = fields.into_iter().map(Some).collect();
                Some(Self { at: node.at, what, slots, asked: [""; MOST], count: 0, trail })
            }
            other => {
                wrong(reporter, node.at, &trail, "an object", &other);
                None
            }
        }
    }

    pub(super) fn trail(&self) -> &Trail<'r> {
        &self.trail
    }

    /// Takes a field; one that is null counts as not there.
    pub(super) fn take(&mut self, name: &'static str) -> Option<Node<'a>> {
        if let Some(place) = self.asked.get_mut(self.count) {
            *place = name;
            self.count += 1;
        }
        let slot =
            self.slots.iter_mut().find(|slot| slot.as_ref().is_some_and(|field| field.name == name))?;
        slot.take().map(|field| field.node).filter(|node| node.value != Value::Null)
    }

    /// A string.
    pub(super) fn word(&mut self, name: &'static str, reporter: &mut Reporter) -> Option<Word<'a>> {
        let node = self.take(name)?;
        word(node, &Trail::Field(&self.trail, name), reporter)
    }

    /// A string that must be there.
    pub(super) fn required(&mut self, name: &'static str, reporter: &mut Reporter) -> Option<Word<'a>> {
        let Some(node) = self.take(name) else {
            self.lacks(name, reporter);
            return None;
        };
        word(node, &Trail::Field(&self.trail, name), reporter)
    }

    /// Reports that a field is missing.
    pub(super) fn lacks(&self, name: &str, reporter: &mut Reporter) {
        reporter.add(Code::MissingField, self.at, &self.trail, format!("{} needs `{name}`", self.what));
    }

    /// A string, owned.
    pub(super) fn string(&mut self, name: &'static str, reporter: &mut Reporter) -> Option<String> {
        self.word(name, reporter).map(|word| word.text.into_owned())
    }

    /// The items of a list.
    pub(super) fn list(&mut self, name: &'static str, reporter: &mut Reporter) -> Vec<Node<'a>> {
        match self.take(name) {
            None => Vec::new(),
            Some(Node { value: Value::List(nodes), .. }) => nodes,
            Some(node) => {
                wrong(reporter, node.at, &Trail::Field(&self.trail, name), "a list", &node.value);
                Vec::new()
            }
        }
    }

    /// The strings of a list, with their positions in it.
    pub(super) fn words(&mut self, name: &'static str, reporter: &mut Reporter) -> Vec<(u32, Word<'a>)> {
        let nodes = self.list(name, reporter);
        let list = Trail::Field(&self.trail, name);
        let mut words = Vec::with_capacity(nodes.len());
        for (i, node) in (0..).zip(nodes) {
            words.extend(word(node, &Trail::Item(&list, i), reporter).map(|word| (i, word)));
        }
        words
    }

    /// The members of an object.
    pub(super) fn object(&mut self, name: &'static str, reporter: &mut Reporter) -> Vec<Field<'a>> {
        match self.take(name) {
            None => Vec::new(),
            Some(Node { value: Value::Object(fields), .. }) => fields,
            Some(node) => {
                wrong(reporter, node.at, &Trail::Field(&self.trail, name), "an object", &node.value);
                Vec::new()
            }
        }
    }

    /// True or false; false where it is not there.
    pub(super) fn flag(&mut self, name: &'static str, reporter: &mut Reporter) -> bool {
        match self.take(name) {
            None => false,
            Some(Node { value: Value::Bool(value), .. }) => value,
            Some(node) => {
                wrong(reporter, node.at, &Trail::Field(&self.trail, name), "true or false", &node.value);
                false
            }
        }
    }

    /// A finite number.
    pub(super) fn number(&mut self, name: &'static str, reporter: &mut Reporter) -> Option<f64> {
        let node = self.take(name)?;
        let number = match &node.value {
            Value::Number(digits) => digits.parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        };
        if number.is_none() {
            wrong(reporter, node.at, &Trail::Field(&self.trail, name), "a number", &node.value);
        }
        number
    }

    /// A count from 0, with its place.
    pub(super) fn count(&mut self, name: &'static str, reporter: &mut Reporter) -> Option<(usize, u64)> {
        let node = self.take(name)?;
        count(&node, &Trail::Field(&self.trail, name), reporter).map(|count| (node.at, count))
    }

    /// An EDTF date.
    pub(super) fn date(&mut self, name: &'static str, reporter: &mut Reporter) -> Option<Date> {
        let word = self.word(name, reporter)?;
        match Date::parse(&word.text) {
            Ok(date) => Some(date),
            Err(error) => {
                let hint = "write 2023-10-26, 2023-10, 2023-10-20/2023-10-26, ../2023-10-25 or 2023-10~";
                let trail = Trail::Field(&self.trail, name);
                reporter.hinted(Code::UnknownValue, word.at, &trail, error.to_string(), hint);
                None
            }
        }
    }

    /// One of a few names.
    pub(super) fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        known: impl Fn(&str) -> Option<T>,
        all: impl Fn() -> Vec<&'static str>,
        reporter: &mut Reporter,
    ) -> Option<T> {
        let word = self.word(name, reporter)?;
        let found = known(&word.text);
        if found.is_none() {
            unknown(reporter, &word, &Trail::Field(&self.trail, name), name, &all());
        }
        found
    }

    /// What was not taken: fields that the format does not name are kept and noted.
    pub(super) fn rest(self, reporter: &mut Reporter) -> Extra {
        let mut extra = Extra::new();
        let asked = self.asked.get(..self.count).unwrap_or(&[]);
        for field in self.slots.into_iter().flatten() {
            let trail = Trail::Field(&self.trail, &field.name);
            if asked.contains(&&*field.name) || extra.contains_key(&*field.name) {
                let message = format!("the field `{}` is given twice; the first counts", shown(&field.name));
                reporter.add(Code::DuplicateId, field.at, &trail, message);
                continue;
            }
            let message = format!("the format has no field `{}` here", shown(&field.name));
            match nearest(&field.name, asked).filter(|(_, distance)| *distance <= 2) {
                Some((near, _)) => {
                    let hint = format!("did you mean `{near}`?");
                    reporter.hinted(Code::UnknownField, field.at, &trail, message, hint);
                }
                None => reporter.add(Code::UnknownField, field.at, &trail, message),
            }
            extra.insert(field.name.into_owned(), field.node.value.owned());
        }
        extra
    }
}

/// A node as a string.
pub(super) fn word<'a>(node: Node<'a>, trail: &Trail<'_>, reporter: &mut Reporter) -> Option<Word<'a>> {
    match node.value {
        Value::String(text) => Some(Word { at: node.at, text }),
        other => {
            wrong(reporter, node.at, trail, "a string", &other);
            None
        }
    }
}

/// A node as a count from 0.
pub(super) fn count(node: &Node<'_>, trail: &Trail<'_>, reporter: &mut Reporter) -> Option<u64> {
    let count = match &node.value {
        Value::Number(digits) => digits.parse().ok(),
        _ => None,
    };
    if count.is_none() {
        wrong(reporter, node.at, trail, "a whole number from 0", &node.value);
    }
    count
}

/// Reports a value of the wrong type.
pub(super) fn wrong(reporter: &mut Reporter, at: usize, trail: &Trail<'_>, wanted: &str, found: &Value<'_>) {
    let found = match found {
        Value::Number(digits) => format!("the number {}", shown(digits)),
        other => other.kind().to_owned(),
    };
    reporter.add(Code::WrongType, at, trail, format!("expected {wanted}, found {found}"));
}

/// Reports a value that is not one of those allowed, with the nearest that is.
pub(super) fn unknown(reporter: &mut Reporter, word: &Word<'_>, trail: &Trail<'_>, what: &str, all: &[&str]) {
    let message = format!("`{}` is no {what}", shown(&word.text));
    let hint = match nearest(&word.text, all) {
        Some((near, _)) => format!("did you mean `{near}`? (one of {})", all.join(", ")),
        None => format!("one of {}", all.join(", ")),
    };
    reporter.hinted(Code::UnknownValue, word.at, trail, message, hint);
}

/// The name nearest to one that is not known, with its distance in edits (swaps of neighbours count one).
pub(super) fn nearest<'n>(text: &str, all: &[&'n str]) -> Option<(&'n str, usize)> {
    // Names are short: what is much longer resembles none of them, and measuring it would take long.
    let text = Some(text).filter(|text| text.len() <= 64)?.to_lowercase();
    let distances = all.iter().map(|&name| (name, strsim::osa_distance(&text, name)));
    distances.min_by_key(|&(_, distance)| distance)
}
