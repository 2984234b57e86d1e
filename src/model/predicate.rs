//! The built-in table of predicates and the classes that give lines their colour, after PLOVER and CAMEO.

/// What kind of act a claim tells of. The order is the order of the legend.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// Acts against.
    MaterialConflict,
    /// Speaks against.
    VerbalConflict,
    /// Acts for.
    MaterialCooperation,
    /// Speaks for.
    VerbalCooperation,
    /// Belongs to, leads, lies in.
    Structural,
    /// All else.
    Other,
}

impl Class {
    /// All classes, in the order of the legend.
    pub const ALL: [Self; 6] = [
        Self::MaterialConflict,
        Self::VerbalConflict,
        Self::MaterialCooperation,
        Self::VerbalCooperation,
        Self::Structural,
        Self::Other,
    ];

    /// The name used on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::MaterialConflict => "material_conflict",
            Self::VerbalConflict => "verbal_conflict",
            Self::MaterialCooperation => "material_cooperation",
            Self::VerbalCooperation => "verbal_cooperation",
            Self::Structural => "structural",
            Self::Other => "other",
        }
    }

    /// The words of the legend.
    pub fn words(self) -> &'static str {
        match self {
            Self::MaterialConflict => "acts against",
            Self::VerbalConflict => "speaks against",
            Self::MaterialCooperation => "acts for",
            Self::VerbalCooperation => "speaks for",
            Self::Structural => "structure",
            Self::Other => "other",
        }
    }
}

/// The known predicates with their class: those of PLOVER and CAMEO that reports use, and the tolls and
/// attacks that are told without a doer.
pub const BUILTIN_PREDICATES: &[(&str, Class)] = &[
    ("supports", Class::MaterialCooperation),
    ("arms", Class::MaterialCooperation),
    ("funds", Class::MaterialCooperation),
    ("protects", Class::MaterialCooperation),
    ("sends_relief", Class::MaterialCooperation),
    ("meets", Class::VerbalCooperation),
    ("negotiates", Class::VerbalCooperation),
    ("requests", Class::VerbalCooperation),
    ("urges", Class::VerbalCooperation),
    ("confirms", Class::VerbalCooperation),
    ("agrees", Class::VerbalCooperation),
    ("endorses", Class::VerbalCooperation),
    ("warns", Class::VerbalConflict),
    ("threatens", Class::VerbalConflict),
    ("denies", Class::VerbalConflict),
    ("accuses", Class::VerbalConflict),
    ("demands", Class::VerbalConflict),
    ("condemns", Class::VerbalConflict),
    ("rejects", Class::VerbalConflict),
    ("vows_against", Class::VerbalConflict),
    ("attacks", Class::MaterialConflict),
    ("air_strikes", Class::MaterialConflict),
    ("besieges", Class::MaterialConflict),
    ("deploys", Class::MaterialConflict),
    ("sanctions", Class::MaterialConflict),
    ("kills", Class::MaterialConflict),
    ("injures", Class::MaterialConflict),
    ("takes_hostages", Class::MaterialConflict),
    ("invades", Class::MaterialConflict),
    ("death_toll", Class::MaterialConflict),
    ("injury_toll", Class::MaterialConflict),
    ("under_attack", Class::MaterialConflict),
    ("prepares_invasion", Class::MaterialConflict),
    ("rules", Class::Structural),
    ("leads", Class::Structural),
    ("speaks_for", Class::Structural),
    ("aide_to", Class::Structural),
    ("member_of", Class::Structural),
    ("allied_with", Class::Structural),
    ("part_of", Class::Structural),
    ("located_in", Class::Structural),
    ("holds_position", Class::Structural),
];

/// The class of a predicate; an unknown one is [`Class::Other`].
pub fn class_of(predicate: &str) -> Class {
    BUILTIN_PREDICATES.iter().find(|(known, _)| *known == predicate).map_or(Class::Other, |&(_, class)| class)
}

/// A predicate in words: `takes_hostages` reads "takes hostages".
pub fn phrase(predicate: &str) -> String {
    predicate.replace('_', " ")
}
