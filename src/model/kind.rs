//! Kinds of entity: the built-in ones, each with a shape and a colour of its own, and those a file adds.

use std::collections::HashMap;

use super::KindIx;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $label:literal, $plural:literal;)+) => {
        /// A kind that the program knows and draws with its own mark.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum BuiltinKind { $($(#[$doc])* $variant,)+ }

        impl BuiltinKind {
            /// All built-in kinds, in the order of lists and legends.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name used in files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The word for one, without a capital.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The heading for several.
            pub fn plural(self) -> &'static str {
                match self { $(Self::$variant => $plural,)+ }
            }

            /// The built-in kind with this name in files.
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

kinds! {
    /// A state.
    State = "state", "state", "States";
    /// A territory that is no state.
    Territory = "territory", "territory", "Territories";
    /// A part of the world.
    Region = "region", "region", "Regions";
    /// Somebody who leads a state or a body.
    Leader = "leader", "leader", "Leaders";
    /// Somebody who speaks or acts for one.
    Official = "official", "official", "Officials";
    /// An armed group outside a state's forces.
    Militia = "militia", "militia", "Militias";
    /// A state's armed force.
    ArmedForce = "armed_force", "armed force", "Armed forces";
    /// A ministry, an agency, a mission.
    GovernmentBody = "government_body", "government body", "Government bodies";
    /// A political party.
    Party = "party", "party", "Parties";
    /// Any other organisation.
    Organization = "organization", "organization", "Organizations";
    /// A news agency, a paper, a channel.
    Media = "media", "media", "Media";
    /// A company.
    Company = "company", "company", "Companies";
    /// Somebody without an office.
    Person = "person", "person", "People";
    /// A town, a mountain, a street.
    Place = "place", "place", "Places";
    /// A base, a plant, a port.
    Facility = "facility", "facility", "Facilities";
    /// Something that happened.
    Event = "event", "event", "Events";
    /// All else.
    Other = "other", "other", "Other";
}

/// A kind as a dataset knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kind {
    /// The name used in the file.
    pub id: String,
    /// The word for one.
    pub label: String,
    /// The heading for several.
    pub plural: String,
    /// The built-in kind whose mark and colour it takes.
    pub like: BuiltinKind,
}

/// The kinds of a dataset: the built-in ones, then those the file declares, in its order.
#[derive(Clone, Debug)]
pub struct KindTable {
    kinds: Vec<Kind>,
    by_id: HashMap<String, KindIx>,
}

impl Default for KindTable {
    fn default() -> Self {
        let builtin = |kind: &BuiltinKind| Kind {
            id: kind.id().to_owned(),
            label: kind.label().to_owned(),
            plural: kind.plural().to_owned(),
            like: *kind,
        };
        let by_id = |kind: &BuiltinKind| (kind.id().to_owned(), KindTable::builtin(*kind));
        Self {
            kinds: BuiltinKind::ALL.iter().map(builtin).collect(),
            by_id: BuiltinKind::ALL.iter().map(by_id).collect(),
        }
    }
}

impl KindTable {
    /// The kind that undeclared ones load as.
    pub const OTHER: KindIx = KindIx(BuiltinKind::Other as u32);

    /// The index of a built-in kind.
    pub fn builtin(kind: BuiltinKind) -> KindIx {
        KindIx(kind as u32)
    }

    /// The kind at an index; an index from elsewhere gives `other`.
    pub fn get(&self, kind: KindIx) -> &Kind {
        self.kinds.get(kind.index()).unwrap_or(&self.kinds[Self::OTHER.index()])
    }

    /// The index of a kind by its name in the file.
    pub fn find(&self, id: &str) -> Option<KindIx> {
        self.by_id.get(id).copied()
    }

    /// Adds a kind of the file's own, or replaces the one with its name. Returns its index.
    pub fn declare(&mut self, kind: Kind) -> KindIx {
        if let Some(known) = self.find(&kind.id) {
            self.kinds[known.index()] = kind;
            return known;
        }
        let new = KindIx::new(self.kinds.len());
        self.by_id.insert(kind.id.clone(), new);
        self.kinds.push(kind);
        new
    }

    /// All kinds with their indices.
    pub fn iter(&self) -> impl Iterator<Item = (KindIx, &Kind)> {
        self.kinds.iter().enumerate().map(|(i, kind)| (KindIx::new(i), kind))
    }

    /// The kinds that the file declared, which are written back.
    pub fn declared(&self) -> &[Kind] {
        self.kinds.get(BuiltinKind::ALL.len()..).unwrap_or(&[])
    }
}
