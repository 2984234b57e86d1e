//! The names that plain JSON graphs have for the same things.

/// Lists of nodes.
pub(super) const NODE_LISTS: &[&str] = &["nodes", "entities", "vertices", "Nodes", "Entities"];

/// Lists of edges.
pub(super) const EDGE_LISTS: &[&str] = &[
    "links",
    "edges",
    "relationships",
    "relations",
    "triples",
    "triplets",
    "arcs",
    "Edges",
    "Links",
    "Relationships",
    "Relations",
];

/// Objects that hold a graph, or only its attributes.
pub(super) const WRAPPERS: &[&str] =
    &["graph", "data", "elements", "result", "knowledge_graph", "kwargs", "attributes"];

/// The two ends of an edge. Where several pairs are there, the first counts.
pub(super) const PAIRS: &[(&str, &str)] = &[
    ("source", "target"),
    ("from", "to"),
    ("src", "dst"),
    ("src", "tgt"),
    ("subject", "object"),
    ("head", "tail"),
    ("source_id", "target_id"),
    ("startNode", "endNode"),
    ("start_node", "end_node"),
    ("source_node", "target_node"),
    ("sourceNode", "targetNode"),
    ("source_entity", "target_entity"),
    ("head_entity", "tail_entity"),
    ("from_id", "to_id"),
    ("from_node", "to_node"),
    ("src_id", "tgt_id"),
    ("entity1", "entity2"),
    ("node1", "node2"),
    ("subj", "obj"),
    ("start", "end"),
    ("Source", "Target"),
    ("From", "To"),
    ("Subject", "Object"),
    ("u", "v"),
    ("h", "t"),
    ("s", "o"),
];

/// What a field of a node says, and how much it counts where several say the same: less is more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NodeField {
    Id(u8),
    Name(u8),
    /// A name, or where there is another one a kind.
    Label,
    Kind(u8),
    Description(u8),
    Aliases,
    X,
    Y,
    Position,
    Colour,
    Size,
    /// More fields.
    Bag,
    Other,
}

pub(super) fn node_field(name: &str) -> NodeField {
    use NodeField as F;
    match name {
        "id" | "Id" | "ID" => F::Id(0),
        "_id" | "@id" | "node_id" | "entity_id" => F::Id(1),
        "key" | "uid" | "uuid" | "identity" | "id_" => F::Id(2),
        "name" | "Name" => F::Name(0),
        "title" | "display_name" | "displayName" | "caption" | "entity_name" | "entity" => F::Name(1),
        "label" | "Label" => F::Label,
        "kind" => F::Kind(0),
        "type" | "entity_type" | "entityType" | "node_type" | "nodeType" | "Type" => F::Kind(1),
        "labels" => F::Kind(2),
        "category" | "class" | "group" => F::Kind(3),
        "description" | "entity_description" => F::Description(0),
        "desc" | "summary" => F::Description(1),
        "aliases" | "alias" | "synonyms" | "also_known_as" | "alternative_names" => F::Aliases,
        "x" => F::X,
        "y" => F::Y,
        "position" => F::Position,
        "color" | "colour" => F::Colour,
        "size" => F::Size,
        "data" | "attributes" | "properties" | "metadata" | "attrs" | "props" | "kwargs" => F::Bag,
        _ => F::Other,
    }
}

/// What a field of an edge says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum EdgeField {
    Id,
    Relation(u8),
    /// The relation, or where there is another one the words for it.
    Label,
    Directed,
    Undirected,
    /// A weight by another name, if it is a number.
    Value,
    Time,
    Start,
    End,
    Bag,
    Other,
}

pub(super) fn edge_field(name: &str) -> EdgeField {
    use EdgeField as F;
    match name {
        "id" | "_id" | "@id" | "edge_id" => F::Id,
        "predicate" | "relation" | "Relation" | "Predicate" => F::Relation(0),
        "relationship" | "relation_type" | "relationship_type" | "relationType" => F::Relation(1),
        "rel" | "rel_type" | "edge_type" | "edgeType" | "interaction" | "verb" => F::Relation(2),
        "type" | "Type" => F::Relation(3),
        "edge" | "p" | "r" => F::Relation(5),
        "name" => F::Relation(6),
        "label" | "Label" => F::Label,
        "directed" => F::Directed,
        "undirected" => F::Undirected,
        "value" => F::Value,
        "date" | "time" | "when" => F::Time,
        "start" | "start_date" | "startDate" | "start_time" | "valid_from" | "since" => F::Start,
        "end" | "end_date" | "endDate" | "end_time" | "valid_to" | "until" => F::End,
        "data" | "attributes" | "properties" | "metadata" | "attrs" | "props" | "kwargs" => F::Bag,
        _ => F::Other,
    }
}

/// Fields of an edge that name the document it was taken from.
pub(super) const CHUNKS: &[&str] =
    &["triplet_source_id", "chunk_id", "document_id", "doc_id", "source_document"];
