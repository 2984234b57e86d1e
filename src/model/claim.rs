//! Claims and the voices that make, deny or doubt them.

use super::{Citation, ClaimIx, Date, EntityIx, Extra};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $id:literal, $words:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All values, in their order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name used in files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The words shown to people.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }

            /// The value with this name in files.
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words!(
    /// What a speaker does to a claim.
    Stance {
        /// Says it is so.
        Asserts = "asserts", "says so";
        /// Confirms what another said.
        Confirms = "confirms", "confirms";
        /// Says it is not so.
        Denies = "denies", "denies";
        /// Contests it in part.
        Disputes = "disputes", "disputes";
        /// Casts doubt on it.
        Doubts = "doubts", "doubts";
        /// Tried to check it and could not.
        CannotVerify = "cannot_verify", "could not verify";
        /// Declines to say.
        NeitherConfirmsNorDenies = "neither_confirms_nor_denies", "neither confirms nor denies";
        /// Takes back what it said.
        Retracts = "retracts", "retracts";
    }
);

impl Stance {
    /// Asserts or confirms.
    pub fn is_for(self) -> bool {
        matches!(self, Self::Asserts | Self::Confirms)
    }

    /// Denies, disputes or doubts.
    pub fn is_against(self) -> bool {
        matches!(self, Self::Denies | Self::Disputes | Self::Doubts)
    }
}

words!(
    /// How sure a speaker says to be.
    Certainty {
        /// Without reserve.
        Certain = "certain", "certain";
        /// "Likely".
        Probable = "probable", "probable";
        /// "May".
        Possible = "possible", "possible";
        /// The text does not tell.
        Unknown = "unknown", "certainty unknown";
    }
);

/// A figure: at least one of the three numbers is given.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// What is counted: `killed`, `hostages`, `troops` …
    pub kind: String,
    /// Least, "7,000 or more".
    pub low: Option<f64>,
    /// Best estimate, "about 200".
    pub best: Option<f64>,
    /// Most.
    pub high: Option<f64>,
    /// Unit, where it is not a plain count.
    pub unit: Option<String>,
    /// When it held.
    pub time: Option<Date>,
    /// Where it held.
    pub place: Option<EntityIx>,
    /// Unknown fields.
    pub extra: Extra,
}

/// One voice: who takes which stance, through whom, in which words.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// Who says it; `None` is the document's own voice.
    pub speaker: Option<EntityIx>,
    /// Through whom it reached the document, from the speaker on.
    pub via: Vec<EntityIx>,
    /// What the speaker does to the claim.
    pub stance: Stance,
    /// The verb of saying in the text.
    pub verb: Option<String>,
    /// When it was said.
    pub date: Option<Date>,
    /// How sure.
    pub certainty: Option<Certainty>,
    /// Credibility of the information, 1 to 6 (Admiralty code).
    pub credibility: Option<u8>,
    /// This speaker's figures; they stand for the claim's.
    pub quantities: Vec<Quantity>,
    /// Where it stands.
    pub evidence: Vec<Citation>,
    /// Unknown fields.
    pub extra: Extra,
}

impl Attribution {
    /// A voice with a stance and nothing else.
    pub fn new(speaker: Option<EntityIx>, stance: Stance) -> Self {
        Self {
            speaker,
            via: Vec::new(),
            stance,
            verb: None,
            date: None,
            certainty: None,
            credibility: None,
            quantities: Vec::new(),
            evidence: Vec::new(),
            extra: Extra::new(),
        }
    }
}

/// Where a claim was taken from a text by a program.
#[derive(Clone, PartialEq, Debug)]
pub struct Extraction {
    /// The program or model.
    pub by: Option<String>,
    /// Its own score.
    pub score: Option<f64>,
    /// Unknown fields.
    pub extra: Extra,
}

/// What is said: a subject, a predicate, and perhaps an object.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Identifier in the file, unique among claims.
    pub id: String,
    /// Whom it is about.
    pub subject: EntityIx,
    /// The predicate, open vocabulary.
    pub predicate: String,
    /// The other party; `None` draws a loop, never an invented doer.
    pub object: Option<EntityIx>,
    /// Words for the line, where the predicate's own are not enough.
    pub label: Option<String>,
    /// When it happened.
    pub time: Option<Date>,
    /// Where it happened.
    pub place: Option<EntityIx>,
    /// Figures.
    pub quantities: Vec<Quantity>,
    /// The voices.
    pub attributions: Vec<Attribution>,
    /// Claims that cannot hold together with this one, as the file gives them.
    pub opposes: Vec<ClaimIx>,
    /// Where a program took it from a text.
    pub extraction: Option<Extraction>,
    /// Whether the file gives the relation no direction; subject and object then stand in its order.
    pub undirected: bool,
    /// Unknown fields.
    pub extra: Extra,
}

impl Claim {
    /// A claim with nothing but its sentence.
    pub fn new(
        id: impl Into<String>,
        subject: EntityIx,
        predicate: impl Into<String>,
        object: Option<EntityIx>,
    ) -> Self {
        Self {
            id: id.into(),
            subject,
            predicate: predicate.into(),
            object,
            label: None,
            time: None,
            place: None,
            quantities: Vec::new(),
            attributions: Vec::new(),
            opposes: Vec::new(),
            extraction: None,
            undirected: false,
            extra: Extra::new(),
        }
    }

    /// The words of the line: the label, or the predicate in words.
    pub fn words(&self) -> String {
        self.label.clone().unwrap_or_else(|| super::phrase(&self.predicate))
    }

    /// Whether it is drawn as a loop on its subject.
    pub fn is_loop(&self) -> bool {
        self.object.is_none_or(|object| object == self.subject)
    }

    /// All citations of all voices, in order, with the position of the voice.
    pub fn citations(&self) -> impl Iterator<Item = (u32, &Citation)> {
        self.attributions.iter().enumerate().flat_map(|(i, attribution)| {
            attribution.evidence.iter().map(move |citation| (i as u32, citation))
        })
    }
}
