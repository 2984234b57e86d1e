//! One problem, and the report that collects them.

/// How bad a problem is (DESIGN, "Severities").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Something could not be used.
    Error,
    /// Something was used, but not as it stands in the file.
    Warning,
    /// Something worth knowing.
    Note,
}

impl Severity {
    /// The word used in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($(#[doc = $doc:literal] $variant:ident = $id:literal, $severity:ident;)+) => {
        /// What kind of problem it is. The name is stable: scripts may rely on it.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code { $(#[doc = $doc] $variant,)+ }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable name.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// What it says of a file, as a sentence.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $doc.trim_ascii(),)+ }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// The file could not be read at all.
    Unreadable = "unreadable", Error;
    /// The file is of no known format.
    UnknownFormat = "unknown-format", Error;
    /// The JSON is broken or cut off.
    Syntax = "syntax", Error;
    /// A value has the wrong type.
    WrongType = "wrong-type", Error;
    /// A field that must be there is not.
    MissingField = "missing-field", Error;
    /// A value is not one of those allowed.
    UnknownValue = "unknown-value", Error;
    /// Two records have one id.
    DuplicateId = "duplicate-id", Error;
    /// A reference leads nowhere.
    DanglingReference = "dangling-reference", Error;
    /// A span lies outside the text or is upside down.
    UnusableSpan = "unusable-span", Error;
    /// A document's text could not be had.
    MissingDocument = "missing-document", Error;
    /// A quote is not in its text.
    MissingQuote = "missing-quote", Error;
    /// A quote stands elsewhere than the span says.
    MovedQuote = "moved-quote", Warning;
    /// A quote was found only nearly.
    ApproximateQuote = "approximate-quote", Warning;
    /// A quote stands in several places.
    AmbiguousQuote = "ambiguous-quote", Warning;
    /// A citation has neither quote nor span.
    UnanchoredCitation = "unanchored-citation", Warning;
    /// A document's text is not the one that the file was made from.
    HashDiffers = "hash-differs", Warning;
    /// A quote was found after folding.
    NormalisedQuote = "normalised-quote", Note;
    /// Bytes that are not of the encoding that the file is in, or a file that is not UTF-8.
    OtherEncoding = "other-encoding", Warning;
    /// A claim that nothing is cited for, in a case with documents.
    UncitedClaim = "uncited-claim", Note;
    /// A field that the format does not name.
    UnknownField = "unknown-field", Note;
    /// A kind that is neither built in nor declared.
    UndeclaredKind = "undeclared-kind", Note;
    /// More of the same was found than is listed.
    Suppressed = "more", Note;
}

/// One problem in one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// What kind.
    pub code: Code,
    /// How bad; by default the code's own.
    pub severity: Severity,
    /// The file, as it was named by the user.
    pub file: String,
    /// Line from 1; 0 where no place can be told.
    pub line: u32,
    /// Column from 1, in code points; 0 where no place can be told.
    pub column: u32,
    /// JSON path: `claims[3].attributions[0].stance`.
    pub path: String,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem without a place.
    pub fn new(code: Code, file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            file: file.into(),
            line: 0,
            column: 0,
            path: String::new(),
            message: message.into(),
            hint: None,
        }
    }

    /// The same, at a line and column from 1.
    pub fn at(mut self, line: u32, column: u32) -> Self {
        (self.line, self.column) = (line, column);
        self
    }

    /// The same, with the JSON path.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// The same, with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// All problems of one import, in the order of the file.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Report {
    /// The problems.
    pub problems: Vec<Problem>,
}

impl Report {
    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Whether anything is an error.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}
