//! Selectors of the Web Annotation model: where in a text something stands.

use crate::io::json::{Field, Node, Value};
use crate::io::values;
use crate::model::Extra;

/// How deep selectors may refine one another.
const DEEPEST: u8 = 16;

/// What the selectors of a target say together.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Place {
    pub(super) exact: Option<String>,
    pub(super) prefix: Option<String>,
    pub(super) suffix: Option<String>,
    /// In code points.
    pub(super) span: Option<(u64, u64)>,
    /// A position that is upside down, lacks an end or is no number.
    pub(super) spoilt: Option<usize>,
    /// Selectors of other kinds, by type: they are kept.
    pub(super) others: Extra,
}

impl Place {
    /// Reads a selector, a list of them that say the same each in its way, and those that refine it.
    pub(super) fn of(node: &Node<'_>) -> Self {
        let mut place = Self::default();
        place.add(node, 0);
        place
    }

    fn add(&mut self, node: &Node<'_>, depth: u8) {
        if depth > DEEPEST {
            return;
        }
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.add(item, depth + 1)),
            Value::Object(fields) => self.one(node.at, fields, depth),
            _ => {}
        }
    }

    fn one(&mut self, at: usize, fields: &[Field<'_>], depth: u8) {
        let field = |name: &str| fields.iter().find(|field| field.name == name).map(|field| &field.node);
        let text = |name: &str| match field(name).map(|node| &node.value) {
            Some(Value::String(text)) => Some(text.clone().into_owned()),
            _ => None,
        };
        let kind = text("type").or_else(|| text("@type")).unwrap_or_default();
        let kind = kind.rsplit([':', '/', '#']).next().unwrap_or("").to_owned();
        match &*kind {
            "TextQuoteSelector" => {
                self.exact = self.exact.take().or_else(|| text("exact"));
                self.prefix = self.prefix.take().or_else(|| text("prefix"));
                self.suffix = self.suffix.take().or_else(|| text("suffix"));
            }
            "TextPositionSelector" => {
                let end = |name: &str| field(name).and_then(|node| values::count(&node.value));
                match end("start").zip(end("end")) {
                    Some(span) => self.span = self.span.or(Some(span)),
                    None => self.spoilt = Some(at),
                }
            }
            _ => {
                let value =
                    Value::Object(fields.iter().filter(|field| field.name != "refinedBy").cloned().collect());
                self.others.insert(kind.clone(), value.owned());
            }
        }
        if let Some(inner) = field("refinedBy") {
            let mut finer = Self::default();
            finer.add(inner, depth + 1);
            self.refine(finer, matches!(&*kind, "TextQuoteSelector" | "TextPositionSelector"));
        }
    }

    /// Narrows the place down; within a selector of text, positions count from where that begins.
    fn refine(&mut self, finer: Self, within_text: bool) {
        self.spoilt = self.spoilt.or(finer.spoilt);
        self.others.extend(finer.others);
        if !within_text {
            self.exact = self.exact.take().or(finer.exact);
            self.prefix = self.prefix.take().or(finer.prefix);
            self.suffix = self.suffix.take().or(finer.suffix);
            self.span = self.span.or(finer.span);
            return;
        }
        let outer = self.exact.take();
        if let Some((start, end)) = finer.span {
            self.span = self.span.map(|(from, _)| (from.saturating_add(start), from.saturating_add(end)));
            let length = end.saturating_sub(start).min(u64::from(u32::MAX)) as usize;
            let skip = start.min(u64::from(u32::MAX)) as usize;
            self.exact = outer.map(|outer| outer.chars().skip(skip).take(length).collect());
            (self.prefix, self.suffix) = (None, None);
        } else if let (Some(outer), Some(inner)) = (&outer, &finer.exact) {
            // The words before and after the inner ones are in the outer ones.
            let (before, after) = outer.split_once(inner.as_str()).unwrap_or(("", ""));
            let (before, after) = (before.to_owned(), after.to_owned());
            self.prefix = finer.prefix.or_else(|| Some(self.prefix.take().unwrap_or_default() + &before));
            self.suffix = finer.suffix.or_else(|| Some(after + &self.suffix.take().unwrap_or_default()));
        } else {
            self.prefix = finer.prefix;
            self.suffix = finer.suffix;
            // Where in the span the words stand is not said; they are looked for.
            self.span = self.span.filter(|_| finer.exact.is_none());
        }
        self.exact = finer.exact.or(self.exact.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::json::Reader;

    fn place(json: &str) -> Place {
        Place::of(&Reader::new(json).value().unwrap())
    }

    #[test]
    fn selectors_say_together_where() {
        let both = place(
            r#"[{"type": "TextQuoteSelector", "exact": "b", "prefix": "a ", "suffix": " c"}, {"type": "oa:TextPositionSelector", "start": 2, "end": 3}, {"type": "FragmentSelector", "value": "p1"}]"#,
        );
        assert_eq!(
            (both.exact.as_deref(), both.prefix.as_deref(), both.suffix.as_deref(), both.span),
            (Some("b"), Some("a "), Some(" c"), Some((2, 3)))
        );
        assert!(both.others.contains_key("FragmentSelector"));
        let refined = place(
            r#"{"type": "XPathSelector", "value": "/p", "refinedBy": {"type": "TextQuoteSelector", "exact": "b"}}"#,
        );
        assert_eq!(refined.exact.as_deref(), Some("b"));
        let inside = place(
            r#"{"type": "TextPositionSelector", "start": 10, "end": 20, "refinedBy": {"type": "TextPositionSelector", "start": 2, "end": 4}}"#,
        );
        assert_eq!(inside.span, Some((12, 14)));
        let words = place(
            r#"{"type": "TextQuoteSelector", "exact": "one two three", "suffix": " four", "refinedBy": {"type": "TextQuoteSelector", "exact": "two"}}"#,
        );
        assert_eq!(
            (words.exact.as_deref(), words.prefix.as_deref(), words.suffix.as_deref()),
            (Some("two"), Some("one "), Some(" three four"))
        );
        let slice = place(
            r#"{"type": "TextQuoteSelector", "exact": "ä two", "refinedBy": {"type": "TextPositionSelector", "start": 2, "end": 5}}"#,
        );
        assert_eq!(slice.exact.as_deref(), Some("two"));
        assert!(place(r#"{"type": "TextPositionSelector", "start": -1, "end": 4}"#).spoilt.is_some());
        let deep = format!("{}1{}", "[".repeat(60), "]".repeat(60));
        assert_eq!(place(&deep), Place::default());
    }
}
