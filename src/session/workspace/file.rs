//! What stands in a workspace file: everything by id, fields of later versions kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::CaseId;
use crate::model::Dataset;

/// The first field of every workspace file.
pub const FORMAT: &str = "attache-workspace/1";

/// The whole file. A field that is missing has its empty value; a field that is unknown is kept.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
pub struct Workspace {
    /// [`FORMAT`].
    pub format: String,
    /// Rises with every save.
    #[serde(default)]
    pub generation: u64,
    /// When it was saved, in seconds since 1970.
    #[serde(default)]
    pub saved: u64,
    /// Whose it is.
    #[serde(default)]
    pub case: CaseId,
    /// Files that were added to the case, by their way from its folder where they lie below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
    /// How the case was looked at last.
    #[serde(default)]
    pub view: Look,
    /// Views with a name.
    #[serde(default)]
    pub views: Vec<NamedView>,
    /// Verdicts and notes by the ids of claims.
    #[serde(default)]
    pub verdicts: BTreeMap<String, Note>,
    /// Notes by the ids of entities.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, String>,
    /// Entities that are the same.
    #[serde(default)]
    pub merges: Vec<Merge>,
    /// What was hidden by hand.
    #[serde(default)]
    pub hidden: Hidden,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A way to look at a case.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// What is hidden, by ids.
    pub filter: Value,
    /// The ego network shown.
    pub ego: Option<Ego>,
    /// Nodes that stay where they are, by the ids of entities, in layout units.
    pub pins: BTreeMap<String, [f32; 2]>,
    /// Entities that are drawn as one.
    pub groups: Vec<Group>,
    /// How it is laid out.
    pub layout: Layout,
    /// Where a person put the camera; without it the picture follows the layout.
    pub camera: Option<Sight>,
    /// What the window is arranged for: `read`, `review`; empty for the graph.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub perspective: String,
    /// As what the case is shown: `matrix`, `claims`, `entities`; empty for the graph.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub face: String,
    /// A way of looking that changes how the case is drawn, by ids.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub way: Value,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A view with a name.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
pub struct NamedView {
    /// Its name, unique.
    pub name: String,
    /// Entities that are the same in it. Views of older files have none of their own: those of the file hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merges: Option<Vec<Merge>>,
    /// What it shows.
    #[serde(flatten)]
    pub look: Look,
}

/// Several entities that are drawn as one node.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    /// Id of the one after whom it is called, where their lines hold them together.
    pub around: Option<String>,
    /// Ids of those in it.
    pub members: Vec<String>,
    /// Where its node stays, in layout units.
    pub pin: Option<[f32; 2]>,
}

/// An ego network.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Ego {
    /// Id of the entity in the middle.
    pub centre: String,
    /// Hops.
    pub depth: u32,
}

/// A layout by its name.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// `force`, `stress` …
    pub method: String,
    /// Id of the entity in the middle of a radial one.
    pub centre: Option<String>,
}

/// A camera.
#[derive(Clone, Copy, PartialEq, Default, Debug, Serialize, Deserialize)]
pub struct Sight {
    /// The place in the middle of the canvas, in layout units.
    pub centre: [f32; 2],
    /// Points a layout unit.
    pub zoom: f32,
}

/// What a person found of a claim.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// `accepted`, `rejected`, `unsure`.
    pub verdict: Option<String>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// A person's words.
    pub note: String,
    /// When, in seconds since 1970.
    pub at: u64,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Two entities that are the same.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Merge {
    /// Id of the one that stays.
    pub into: String,
    /// Id of the one that becomes part of it.
    pub from: String,
}

/// What was hidden by hand, by id.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Hidden {
    /// Entities.
    pub entities: Vec<String>,
    /// Claims.
    pub claims: Vec<String>,
}

impl Workspace {
    /// Reads the bytes of a file. `None` where it is not whole or no workspace.
    ///
    /// # Errors
    /// The name of the format, where it is one of a later version: such a file must not be written over.
    pub fn read(bytes: &[u8]) -> Result<Option<Self>, String> {
        /// What every version has.
        #[derive(Deserialize)]
        struct Head {
            format: String,
        }
        let Ok(head) = serde_json::from_slice::<Head>(bytes) else { return Ok(None) };
        if head.format == FORMAT {
            return Ok(serde_json::from_slice(bytes).ok());
        }
        if head.format.starts_with("attache-workspace/") { Err(head.format) } else { Ok(None) }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// What serde says; a workspace holds nothing that cannot be written.
    pub fn bytes(&self) -> std::io::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Whether it holds nothing that a person did.
    pub fn is_empty(&self) -> bool {
        let Self {
            added,
            view,
            views,
            verdicts,
            notes,
            merges,
            hidden,
            other,
            format: _,
            generation: _,
            saved: _,
            case: _,
        } = self;
        *view == Look::default()
            && added.is_empty()
            && views.is_empty()
            && verdicts.is_empty()
            && notes.is_empty()
            && merges.is_empty()
            && *hidden == Hidden::default()
            && other.is_empty()
    }

    /// How many of the things that it speaks of a case has, and of how many it speaks.
    pub fn known(&self, data: &Dataset) -> (usize, usize) {
        let entity = |id: &String| data.find_entity(id).is_some();
        let claim = |id: &String| data.find_claim(id).is_some();
        let looks = || self.views.iter().map(|view| &view.look).chain([&self.view]);
        let pins = looks().flat_map(|look| look.pins.keys());
        let grouped = looks().flat_map(|look| &look.groups).flat_map(|group| &group.members);
        let merged = self.merges.iter().flat_map(|merge| [&merge.into, &merge.from]);
        let entities = pins.chain(grouped).chain(merged).chain(self.notes.keys());
        let entities = entities.chain(&self.hidden.entities).map(entity);
        let claims = self.verdicts.keys().chain(&self.hidden.claims).map(claim);
        entities.chain(claims).fold((0, 0), |(known, all), has| (known + usize::from(has), all + 1))
    }
}
