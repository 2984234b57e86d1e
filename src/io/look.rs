//! Positions, colours and sizes in the words of other tools.

use super::reporter::{Reporter, Trail, shown};
use crate::diagnostics::Code;
use crate::model::Viz;

/// How a file draws a node, as far as it was read.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub(super) struct Look {
    pub(super) x: Option<f64>,
    pub(super) y: Option<f64>,
    pub(super) colour: Option<[u8; 3]>,
    pub(super) size: Option<f64>,
}

impl Look {
    /// What the case keeps of it; a place needs both its numbers.
    pub(super) fn viz(self) -> Option<Viz> {
        let position = self.x.zip(self.y).map(|(x, y)| [x, y]);
        let any = position.is_some() || self.colour.is_some() || self.size.is_some();
        any.then_some(Viz { position, colour: self.colour, size: self.size })
    }
}

/// A number for drawing. One that is none, or that no place can have (`NaN`, `INF`), is reported.
pub(super) fn finite(text: &str, what: &str, at: usize, rep: &mut Reporter) -> Option<f64> {
    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    if number.is_none() {
        let message = format!("`{what}` is `{}`, which is no finite number; it is not used", shown(text));
        rep.add(Code::UnknownValue, at, &Trail::Top, message);
    }
    number
}

/// One channel of a colour, as a number from 0 to 255.
pub(super) fn channel(text: &str) -> Option<u8> {
    let number = text.trim().parse::<f64>().ok()?;
    (0.0..=255.0).contains(&number).then_some(number.round() as u8)
}

/// Colours that files call by name.
const NAMES: &[(&str, [u8; 3])] = &[
    ("black", [0, 0, 0]),
    ("white", [255, 255, 255]),
    ("gray", [128, 128, 128]),
    ("grey", [128, 128, 128]),
    ("lightgray", [211, 211, 211]),
    ("lightgrey", [211, 211, 211]),
    ("red", [255, 0, 0]),
    ("green", [0, 128, 0]),
    ("blue", [0, 0, 255]),
    ("lightblue", [173, 216, 230]),
    ("yellow", [255, 255, 0]),
    ("orange", [255, 165, 0]),
    ("purple", [128, 0, 128]),
    ("brown", [165, 42, 42]),
    ("pink", [255, 192, 203]),
    ("cyan", [0, 255, 255]),
    ("magenta", [255, 0, 255]),
    ("gold", [255, 215, 0]),
    ("navy", [0, 0, 128]),
    ("salmon", [250, 128, 114]),
];

/// A colour: `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb(1, 2, 3)`, `1,2,3` or one of the usual names.
pub(super) fn colour(text: &str) -> Option<[u8; 3]> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(digits) = text.strip_prefix('#') {
        let digits: Vec<u8> =
            digits.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
        return match digits[..] {
            [r, g, b] => Some([r * 17, g * 17, b * 17]),
            [r, s, g, h, b, c] | [r, s, g, h, b, c, _, _] => Some([r * 16 + s, g * 16 + h, b * 16 + c]),
            _ => None,
        };
    }
    if let Some((_, known)) = NAMES.iter().find(|(name, _)| *name == text) {
        return Some(*known);
    }
    let inside = text.trim_start_matches("rgba").trim_start_matches("rgb");
    let mut parts = inside.trim_matches(['(', ')', ' ']).split(',').map(channel);
    let mut next = || parts.next().flatten();
    Some([next()?, next()?, next()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_in_their_spellings() {
        for text in ["#c83c0a", "#C83C0AFF", "rgb(200, 60, 10)", "200,60,10", " rgba(200,60,10,0.5)"] {
            assert_eq!(colour(text), Some([200, 60, 10]), "{text}");
        }
        assert_eq!((colour("#f00"), colour("Red")), (Some([255, 0, 0]), Some([255, 0, 0])));
        for text in ["", "#12", "#12345é", "300,0,0", "nocolour", "NaN,0,0"] {
            assert_eq!(colour(text), None, "{text}");
        }
    }

    #[test]
    fn a_place_needs_two_finite_numbers() {
        let mut rep = Reporter::new("f");
        let x = finite("1.5", "x", 0, &mut rep);
        let y = finite("INF", "y", 0, &mut rep);
        assert_eq!((x, y, rep.count(Code::UnknownValue)), (Some(1.5), None, 1));
        assert_eq!(Look { x, y, ..Look::default() }.viz(), None);
    }
}
