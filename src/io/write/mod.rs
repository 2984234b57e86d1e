//! Writing a case in the formats of other tools. [`TARGETS`] is the one table of them.
//!
//! Every writer says what its format cannot hold, and how much of it was left out.

mod attache1;
mod attributes;
mod cyjs;
mod dot;
mod evidence;
mod gexf;
mod graphml;
mod loss;
mod node_link;
mod tables;
mod turtle;
mod web_annotation;
mod xml;

use std::path::Path;

use crate::model::{Dataset, EntityIx};

pub use loss::Lost;

/// Where the texts of documents go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Texts {
    /// Into the file.
    Inside,
    /// They stay in the files that the case names, beside it.
    Beside,
}

/// What is written, and how.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The case.
    pub data: &'a Dataset,
    /// Where its entities lie, y downwards, by index; without it they lie where the case was drawn by the tool
    /// that wrote it, if it was.
    pub places: Option<&'a [[f32; 2]]>,
    /// Where texts go, in a format that has them.
    pub texts: Texts,
}

impl Order<'_> {
    /// Where an entity lies.
    fn place(&self, entity: EntityIx) -> Option<[f64; 2]> {
        match self.places {
            Some(places) => places.get(entity.index()).map(|[x, y]| [f64::from(*x), f64::from(*y)]),
            None => self.data.entity(entity).viz.and_then(|viz| viz.position),
        }
    }
}

/// One file that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// What stands between the stem of the name that was asked for and its ending: nothing, or `_nodes`.
    pub suffix: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Files, and what is not in them.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Output {
    /// The files; the first has the name that was asked for.
    pub files: Vec<Written>,
    /// What the format cannot hold, with how many were left out; none of them zero.
    pub lost: Vec<Lost>,
}

/// One format that can be written.
#[derive(Debug)]
pub struct Target {
    /// The name on the command line.
    pub id: &'static str,
    /// What a person calls it.
    pub name: &'static str,
    /// Endings of file names that mean it.
    pub endings: &'static [&'static str],
    write: fn(&Order<'_>) -> Output,
}

/// Every format that can be written. Of two with one ending the first is meant by it.
pub const TARGETS: &[Target] = &[
    Target { id: "attache", name: "attache/1", endings: &["json"], write: attache1::write },
    Target {
        id: "node-link",
        name: "node-link JSON (NetworkX)",
        endings: &["json"],
        write: node_link::write,
    },
    Target { id: "cyjs", name: "Cytoscape JSON", endings: &["cyjs"], write: cyjs::write },
    Target { id: "graphml", name: "GraphML", endings: &["graphml"], write: graphml::write },
    Target { id: "gexf", name: "GEXF 1.3 (Gephi)", endings: &["gexf"], write: gexf::write },
    Target { id: "csv", name: "tables of edges and nodes", endings: &["csv"], write: tables::write },
    Target { id: "dot", name: "Graphviz DOT", endings: &["dot", "gv"], write: dot::write },
    Target {
        id: "web-annotation",
        name: "W3C Web Annotation",
        endings: &["jsonld"],
        write: web_annotation::write,
    },
    Target { id: "turtle", name: "Turtle with PROV-O", endings: &["ttl"], write: turtle::write },
    Target { id: "evidence", name: "table of evidence", endings: &["md"], write: evidence::markdown },
    Target { id: "evidence-csv", name: "table of evidence as CSV", endings: &[], write: evidence::csv },
];

/// The target that a file's name asks for.
pub fn target_of(path: &Path) -> Option<&'static Target> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    TARGETS.iter().find(|target| target.endings.contains(&ending.as_str()))
}

/// The target of this name on the command line.
pub fn target_named(id: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.id == id)
}

impl Target {
    /// Writes a case. Equal cases give equal bytes.
    pub fn write(&self, order: &Order<'_>) -> Output {
        let mut output = (self.write)(order);
        output.lost.retain(|lost| lost.count > 0);
        output
    }
}

/// A colour as pages write it.
fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// A value as one cell or attribute.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
