//! Documents and their texts, with the map between bytes and code points.

use std::sync::Arc;

use super::{Date, Extra};

/// A text with constant-time access by code point.
///
/// Inside the program every position is a UTF-8 byte offset on a character boundary; files count code
/// points. A mark every [`Text::STRIDE`] code points makes the conversion cheap in both directions.
#[derive(Clone, Debug)]
pub struct Text {
    content: Arc<str>,
    chars: u32,
    /// Byte offset of every `STRIDE`-th code point; empty when the text is plain ASCII.
    marks: Arc<[u32]>,
}

impl Text {
    const STRIDE: usize = 64;

    /// Takes a text in. Texts of 4 GiB and more are refused by the importers before they come here.
    pub fn new(content: impl Into<Arc<str>>) -> Self {
        let content = content.into();
        if content.is_ascii() {
            let chars = content.len() as u32;
            return Self { content, chars, marks: Arc::default() };
        }
        let mut marks = Vec::with_capacity(content.len() / Self::STRIDE + 1);
        let mut chars = 0;
        for (at, _) in content.char_indices() {
            if chars % Self::STRIDE == 0 {
                marks.push(at as u32);
            }
            chars += 1;
        }
        Self { content, chars: chars as u32, marks: marks.into() }
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The text as a shared string.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.content)
    }

    /// Length in UTF-8 bytes.
    pub fn byte_len(&self) -> u32 {
        self.content.len() as u32
    }

    /// Length in Unicode code points.
    pub fn char_len(&self) -> u32 {
        self.chars
    }

    /// The byte offset of a code point; `None` beyond the end. The end itself is an offset.
    pub fn byte_of(&self, char_offset: u64) -> Option<u32> {
        if char_offset > u64::from(self.chars) {
            return None;
        }
        let at = char_offset as usize;
        if at == self.chars as usize {
            return Some(self.byte_len());
        }
        if self.marks.is_empty() {
            return Some(at as u32);
        }
        let mark = *self.marks.get(at / Self::STRIDE)? as usize;
        let rest = self.content.get(mark..)?;
        let (inside, _) = rest.char_indices().nth(at % Self::STRIDE)?;
        Some((mark + inside) as u32)
    }

    /// The code point offset of a byte offset; offsets inside a character count as its start.
    pub fn char_of(&self, byte_offset: u32) -> u32 {
        if self.marks.is_empty() {
            return byte_offset.min(self.chars);
        }
        let slot = self.marks.partition_point(|&mark| mark <= byte_offset).saturating_sub(1);
        let mark = self.marks.get(slot).copied().unwrap_or(0);
        let end = byte_offset.min(self.byte_len()) as usize;
        let bytes = self.content.as_bytes().get(mark as usize..end).unwrap_or(&[]);
        let inside = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let whole = end == self.content.len() || self.content.is_char_boundary(end);
        (slot * Self::STRIDE + inside) as u32 - u32::from(!whole)
    }

    /// The slice between two byte offsets, empty where they do not lie on boundaries inside the text.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        self.content.get(start as usize..end as usize).unwrap_or("")
    }
}

/// A source: a report, a transcript, a page.
#[derive(Clone, Debug)]
pub struct Document {
    /// Identifier in the file, unique among documents.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// Path of the text, relative to the case file, where the text is not inline.
    pub path: Option<String>,
    /// SHA-256 of the raw bytes as stated in the file, lower-case hexadecimal.
    pub sha256: Option<String>,
    /// The text; empty where it could not be read.
    pub text: Text,
    /// Whether the text could be read.
    pub has_text: bool,
    /// Unknown fields.
    pub extra: Extra,
}

impl Document {
    /// The title, or the id where there is none.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn code_points_and_bytes_agree_with_a_plain_count() {
        let content: String = (0..500).map(|i| ['a', 'ß', '中', '🙂'][i % 4]).collect();
        let text = Text::new(content.as_str());
        assert_eq!(text.char_len(), 500);
        for (chars, (at, _)) in content.char_indices().enumerate() {
            assert_eq!(text.byte_of(chars as u64), Some(at as u32));
            assert_eq!(text.char_of(at as u32), chars as u32);
        }
        assert_eq!(text.byte_of(500), Some(text.byte_len()));
        assert_eq!(text.byte_of(501), None);
        assert_eq!(text.char_of(text.byte_len()), 500);
        assert_eq!(text.char_of(2), 1, "inside a character counts as its start");
    }

    #[test]
    fn ascii_needs_no_marks() {
        let text = Text::new("plain");
        assert_eq!((text.byte_of(5), text.byte_of(6), text.char_of(3)), (Some(5), None, 3));
    }
}
