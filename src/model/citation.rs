//! Citations: where in a text a thing is said, and how well that was found again.

use super::{DocIx, Extra};

/// A stretch of a document's text in UTF-8 bytes, on character boundaries, end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Whether a byte offset lies inside.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// How a citation was found in its text (DESIGN, "Grounding").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grounding {
    /// The slice at the span given is the quote, or the quote stands once and no span was given.
    Exact,
    /// The quote stands word for word, but not where the span says.
    Moved,
    /// It matches after folding white space, quotation marks, dashes, case and Unicode form.
    Normalised,
    /// It matches within an edit distance of a tenth of its length.
    Approximate,
    /// Several places and nothing to decide between them.
    Ambiguous,
    /// The words are not in the text.
    Missing,
    /// Neither a quote nor a span was given.
    Unanchored,
}

impl Grounding {
    /// All outcomes, best first.
    pub const ALL: [Self; 7] = [
        Self::Exact,
        Self::Moved,
        Self::Normalised,
        Self::Approximate,
        Self::Ambiguous,
        Self::Missing,
        Self::Unanchored,
    ];

    /// The name used in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Normalised => "normalised",
            Self::Approximate => "approximate",
            Self::Ambiguous => "ambiguous",
            Self::Missing => "missing",
            Self::Unanchored => "unanchored",
        }
    }
}

/// How many citations came out how.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct GroundingTally {
    counts: [usize; Grounding::ALL.len()],
}

impl GroundingTally {
    /// Counts one citation.
    pub fn add(&mut self, grounding: Grounding) {
        self.counts[grounding as usize] += 1;
    }

    /// Counts those of another case too.
    pub fn join(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
    }

    /// How many came out so.
    pub fn of(&self, grounding: Grounding) -> usize {
        self.counts[grounding as usize]
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// A place in a document, as the file gives it and as it was found.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The document cited.
    pub document: DocIx,
    /// The words, as the file gives them.
    pub exact: Option<String>,
    /// The words right before, to decide among several places.
    pub prefix: Option<String>,
    /// The words right after.
    pub suffix: Option<String>,
    /// The span that the file gives, in code points.
    pub given: Option<(u64, u64)>,
    /// The attribution cue that the file gives, in code points of the document.
    pub given_cue: Option<(u64, u64)>,
    /// How it was found.
    pub grounding: Grounding,
    /// Where it was found.
    pub span: Option<Span>,
    /// Where the cue ("the White House said on Thursday") stands now; it moves with the quote.
    pub cue: Option<Span>,
    /// Unknown fields.
    pub extra: Extra,
}

impl Citation {
    /// A citation that has not been anchored yet.
    pub fn new(document: DocIx) -> Self {
        Self {
            document,
            exact: None,
            prefix: None,
            suffix: None,
            given: None,
            given_cue: None,
            grounding: Grounding::Unanchored,
            span: None,
            cue: None,
            extra: Extra::new(),
        }
    }
}
