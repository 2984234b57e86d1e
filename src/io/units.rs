//! Offsets in the unit of the file, turned into code points.

use crate::model::Text;

/// What a file counts its offsets in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    CodePoints,
    Utf16,
    Bytes,
}

impl Unit {
    /// The unit with this name in files.
    pub(super) fn from_id(id: &str) -> Option<Self> {
        match id {
            "codepoint" => Some(Self::CodePoints),
            "utf16" => Some(Self::Utf16),
            "byte" => Some(Self::Bytes),
            _ => None,
        }
    }

    /// All names.
    pub(super) const IDS: &[&str] = &["codepoint", "utf16", "byte"];

    /// The length of a string.
    pub(super) fn length(self, text: &str) -> u64 {
        let units = match self {
            Self::CodePoints => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Bytes => text.len(),
        };
        units as u64
    }

    /// The name in messages.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::CodePoints => "characters",
            Self::Utf16 => "UTF-16 units",
            Self::Bytes => "bytes",
        }
    }
}

/// Converts the offsets of one document.
pub(super) struct Converter<'t> {
    text: &'t Text,
    unit: Unit,
    /// The code points, by number, that take two UTF-16 units.
    wide: Vec<u64>,
}

impl<'t> Converter<'t> {
    pub(super) fn new(text: &'t Text, unit: Unit) -> Self {
        let mut wide = Vec::new();
        if unit == Unit::Utf16 {
            let chars = (0..).zip(text.as_str().chars());
            wide.extend(chars.filter(|(_, c)| c.len_utf16() == 2).map(|(at, _)| at));
        }
        Self { text, unit, wide }
    }

    /// The length of the text in the unit.
    pub(super) fn len(&self) -> u64 {
        match self.unit {
            Unit::CodePoints => u64::from(self.text.char_len()),
            Unit::Utf16 => u64::from(self.text.char_len()) + self.wide.len() as u64,
            Unit::Bytes => u64::from(self.text.byte_len()),
        }
    }

    /// An offset as code points. One beyond the end, or inside a character, becomes one that no text
    /// has.
    pub(super) fn code_points(&self, offset: u64) -> u64 {
        match self.unit {
            Unit::CodePoints => offset,
            _ if offset > self.len() => u64::MAX,
            Unit::Bytes => {
                let at = offset as u32;
                let whole = self.text.as_str().is_char_boundary(at as usize);
                if whole { u64::from(self.text.char_of(at)) } else { u64::MAX }
            }
            Unit::Utf16 => {
                // The n-th wide character begins at its own number plus n.
                let before = self.count_before(offset);
                let half =
                    before.checked_sub(1).and_then(|last| self.wide.get(last).map(|at| at + last as u64 + 1));
                if half == Some(offset) { u64::MAX } else { offset - before as u64 }
            }
        }
    }

    /// An offset in code points as the unit of the file.
    pub(super) fn in_unit(&self, code_points: u64) -> u64 {
        match self.unit {
            Unit::CodePoints => code_points,
            Unit::Bytes => self.text.byte_of(code_points).map_or(code_points, u64::from),
            Unit::Utf16 => code_points + self.wide.partition_point(|&at| at < code_points) as u64,
        }
    }

    /// How many wide characters begin before an offset in UTF-16 units.
    fn count_before(&self, offset: u64) -> usize {
        let (mut low, mut high) = (0, self.wide.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.wide[middle] + (middle as u64) < offset {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::{Converter, Unit};
    use crate::model::Text;

    #[test]
    fn units_agree_with_a_plain_count() {
        let content = "a🙂é中🙂🙂z";
        let text = Text::new(content);
        for unit in [Unit::CodePoints, Unit::Utf16, Unit::Bytes] {
            let converter = Converter::new(&text, unit);
            let mut offset = 0;
            for (number, c) in (0..).zip(content.chars()) {
                assert_eq!(converter.code_points(offset), number, "{unit:?}");
                assert_eq!(converter.in_unit(number), offset, "{unit:?}");
                let len = match unit {
                    Unit::CodePoints => 1,
                    Unit::Utf16 => c.len_utf16(),
                    Unit::Bytes => c.len_utf8(),
                };
                (1..len)
                    .for_each(|inside| assert_eq!(converter.code_points(offset + inside as u64), u64::MAX));
                offset += len as u64;
            }
            assert_eq!((converter.code_points(offset), converter.len()), (7, offset));
            assert!(converter.code_points(offset + 1) > 7);
        }
    }
}
