//! How a file draws an entity: `"viz": {"x": 3.5, "y": -20, "colour": "#c73e7d", "size": 12}`.

use super::fields::{Fields, word};
use crate::diagnostics::Code;
use crate::io::json::Node;
use crate::io::reporter::{Reporter, Trail, shown};
use crate::model::Viz;

/// Reads the drawing of an entity. Half a place is none.
pub(super) fn viz(node: Node<'_>, trail: Trail<'_>, rep: &mut Reporter) -> Option<Viz> {
    let mut fields = Fields::open(node, "a drawing", trail, rep)?;
    let (x, y) = (fields.number("x", rep), fields.number("y", rep));
    let size = fields.number("size", rep).filter(|size| *size >= 0.0);
    let colour = fields.take("colour").and_then(|node| {
        let field = Trail::Field(fields.trail(), "colour");
        let word = word(node, &field, rep)?;
        let colour = colour(&word.text);
        if colour.is_none() {
            let message = format!("`{}` is no colour; one is written `#c73e7d`", shown(&word.text));
            rep.add(Code::UnknownValue, word.at, &field, message);
        }
        colour
    });
    if x.is_some() != y.is_some() {
        fields.lacks(if x.is_some() { "y" } else { "x" }, rep);
    }
    fields.rest(rep);
    Some(Viz { position: x.zip(y).map(|(x, y)| [x, y]), colour, size })
}

/// A colour as pages write it: `#c73e7d`.
fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let byte = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
}

#[cfg(test)]
mod tests {
    use super::colour;

    #[test]
    fn colours() {
        assert_eq!(colour("#C73e7d"), Some([0xC7, 0x3E, 0x7D]));
        for none in ["c73e7d", "#c73", "#c73e7g", "#c73e7é", ""] {
            assert_eq!(colour(none), None, "{none}");
        }
    }
}
