//! Entities: the actors, places and bodies that claims are about.

use super::{Citation, Extra, KindIx};

/// A state, a leader, a militia, a source without a name …
#[derive(Clone, Debug)]
pub struct Entity {
    /// Identifier in the file, unique among entities.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Its kind in the dataset's table.
    pub kind: KindIx,
    /// Other names.
    pub aliases: Vec<String>,
    /// A sentence about it.
    pub description: Option<String>,
    /// Identifiers elsewhere, by scheme: `("wikidata", "Q794")`, in the order of the file.
    pub xref: Vec<(String, String)>,
    /// Free properties, in the order of the file.
    pub properties: Extra,
    /// Where it is named.
    pub mentions: Vec<Citation>,
    /// Reliability of the source, `A` to `F` (Admiralty code).
    pub reliability: Option<char>,
    /// The text gives it no name.
    pub anonymous: bool,
    /// It stands for several.
    pub group: bool,
    /// How the file draws it.
    pub viz: Option<Viz>,
    /// How many entities of the case a person collapsed into it; 0 for every entity of a file.
    pub collapsed: u32,
    /// Unknown fields.
    pub extra: Extra,
}

/// How a file draws an entity, in the units of the tool that wrote it.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Viz {
    /// Where it lies, y downwards as on a screen.
    pub position: Option<[f64; 2]>,
    /// Its colour: red, green, blue.
    pub colour: Option<[u8; 3]>,
    /// Its size.
    pub size: Option<f64>,
}

impl Entity {
    /// An entity with nothing but an id, a name and a kind.
    pub fn new(id: impl Into<String>, name: impl Into<String>, kind: KindIx) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            kind,
            aliases: Vec::new(),
            description: None,
            xref: Vec::new(),
            properties: Extra::new(),
            mentions: Vec::new(),
            reliability: None,
            anonymous: false,
            group: false,
            viz: None,
            collapsed: 0,
            extra: Extra::new(),
        }
    }
}
