//! Which column of a table is what: by the usual names of headers, by what a person says, by the cells.

use std::fmt;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// One end of an edge: who.
    Source,
    /// The other end: whom.
    Target,
    /// What they are to one another.
    Relation,
    /// Words for the line.
    Label,
    /// How heavy an edge is.
    Weight,
    /// When it was.
    Date,
    /// When it began.
    Start,
    /// When it ended.
    End,
    /// `Directed` or `Undirected`.
    Direction,
    /// The kind of the one end.
    SourceKind,
    /// The kind of the other.
    TargetKind,
    /// The id of a node or an edge.
    Id,
    /// A node's name.
    Name,
    /// A node's kind.
    Kind,
    /// A sentence about a node.
    Description,
    /// A node's other names, `;` or `|` between.
    Aliases,
    /// Where a node is drawn.
    X,
    /// Where a node is drawn, downwards.
    Y,
    /// How large a node is drawn.
    Size,
    /// A node's colour.
    Colour,
}

impl Role {
    /// All roles, in their order.
    pub const ALL: &[Self] = &[
        Self::Source,
        Self::Target,
        Self::Relation,
        Self::Label,
        Self::Weight,
        Self::Date,
        Self::Start,
        Self::End,
        Self::Direction,
        Self::SourceKind,
        Self::TargetKind,
        Self::Id,
        Self::Name,
        Self::Kind,
        Self::Description,
        Self::Aliases,
        Self::X,
        Self::Y,
        Self::Size,
        Self::Colour,
    ];

    /// The word for it in `--columns`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
            Self::Relation => "relation",
            Self::Label => "label",
            Self::Weight => "weight",
            Self::Date => "date",
            Self::Start => "start",
            Self::End => "end",
            Self::Direction => "direction",
            Self::SourceKind => "source-kind",
            Self::TargetKind => "target-kind",
            Self::Id => "id",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Description => "description",
            Self::Aliases => "aliases",
            Self::X => "x",
            Self::Y => "y",
            Self::Size => "size",
            Self::Colour => "colour",
        }
    }
}

/// A column, by its number from 1 or by its name in the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pick {
    /// The number, from 1.
    Number(usize),
    /// The name in the header.
    Name(String),
}

/// What a person says about the columns of a table: `source=1,target=3,relation=2`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Columns {
    /// What is said, in its order.
    pub picks: Vec<(Role, Pick)>,
    /// Whether the first row is a header; where nobody says, the rows tell.
    pub header: Option<bool>,
}

impl Columns {
    /// Reads `source=1,target=3,relation=verb,header=no`.
    ///
    /// # Errors
    /// Says which part is not understood, and what there is.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut columns = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let Some((word, value)) = part.split_once('=').map(|(word, value)| (word.trim(), value.trim()))
            else {
                return Err(format!("`{part}` lacks `=`: write `source=1,target=3,relation=2`"));
            };
            if word == "header" {
                columns.header = Some(match value {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(format!("`header` is `yes` or `no`, not `{value}`")),
                });
                continue;
            }
            let Some(role) = Role::ALL.iter().copied().find(|role| role.id() == word) else {
                let known: Vec<&str> = Role::ALL.iter().map(|role| role.id()).collect();
                return Err(format!("there is no `{word}`; there are {}, header", known.join(", ")));
            };
            if columns.picks.iter().any(|(known, _)| *known == role) {
                return Err(format!("`{word}` is given twice"));
            }
            let pick = match value.parse::<usize>() {
                Ok(0) => return Err("columns are counted from 1".to_owned()),
                Ok(number) => Pick::Number(number),
                Err(_) if value.is_empty() => return Err(format!("`{word}` has no column")),
                Err(_) => Pick::Name(value.to_owned()),
            };
            columns.picks.push((role, pick));
        }
        if columns.picks.is_empty() {
            return Err("no column is given: write `source=1,target=3,relation=2`".to_owned());
        }
        Ok(columns)
    }
}

/// As [`Columns::parse`] reads it.
impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for (role, pick) in &self.picks {
            match pick {
                Pick::Number(number) => write!(f, "{between}{}={number}", role.id())?,
                Pick::Name(name) => write!(f, "{between}{}={name}", role.id())?,
            }
            between = ",";
        }
        match self.header {
            Some(header) => write!(f, "{between}header={}", if header { "yes" } else { "no" }),
            None => Ok(()),
        }
    }
}

/// Names of the two columns that hold the ends of an edge, the plainest first; letters and digits in lower case.
const ENDS: &[(&str, &str)] = &[
    ("startid", "endid"),
    ("source", "target"),
    ("sourceid", "targetid"),
    ("src", "dst"),
    ("src", "dest"),
    ("from", "to"),
    ("fromid", "toid"),
    ("head", "tail"),
    ("subject", "object"),
    ("subj", "obj"),
    ("sourcenode", "targetnode"),
    ("sourcename", "targetname"),
    ("fromnode", "tonode"),
    ("startnode", "endnode"),
    ("node1", "node2"),
    ("nodea", "nodeb"),
    ("entity1", "entity2"),
    ("sender", "receiver"),
    ("sender", "recipient"),
    ("actor1name", "actor2name"),
    ("actor1", "actor2"),
    ("source", "destination"),
    ("parent", "child"),
    ("u", "v"),
    ("start", "end"),
];

/// The usual names of the other columns of an edge, the plainest first.
const OF_EDGES: &[(Role, &[&str])] = &[
    (
        Role::Relation,
        &[
            "relation",
            "relationship",
            "predicate",
            "rel",
            "relationtype",
            "relationshiptype",
            "edgetype",
            "interaction",
            "verb",
            "type",
            "kind",
            "label",
        ],
    ),
    (Role::Label, &["label"]),
    (Role::Weight, &["weight"]),
    (Role::Date, &["date", "time", "sqldate", "when", "year", "timestamp"]),
    (Role::Start, &["start", "startdate", "begin", "validfrom"]),
    (Role::End, &["end", "enddate", "validto", "validuntil"]),
    (Role::Direction, &["directed", "direction", "directionality"]),
    (Role::SourceKind, &["sourcetype", "sourcekind", "headtype", "subjecttype", "fromtype", "sourcelabel"]),
    (Role::TargetKind, &["targettype", "targetkind", "tailtype", "objecttype", "totype", "targetlabel"]),
    (Role::Id, &["id", "edgeid", "relid"]),
];

/// The usual names of the columns of a node.
const OF_NODES: &[(Role, &[&str])] = &[
    (Role::Id, &["id", "nodeid", "key", "node", "entityid", "name", "entity", "label", "title"]),
    (Role::Name, &["label", "name", "title", "displayname", "caption", "entity"]),
    (Role::Kind, &["kind", "type", "labels", "category", "class", "entitytype", "nodetype"]),
    (Role::Description, &["description", "desc", "summary", "bio"]),
    (Role::Aliases, &["aliases", "alias", "alsoknownas", "altnames"]),
    (Role::X, &["x", "posx", "xpos"]),
    (Role::Y, &["y", "posy", "ypos"]),
    (Role::Size, &["size"]),
    (Role::Colour, &["colour", "color"]),
];

/// What a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Edges,
    Nodes,
}

/// How a table is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Plan {
    pub(super) sort: Sort,
    /// The column of each role, from 0.
    pub(super) at: Vec<(Role, usize)>,
    /// What each column is called.
    pub(super) names: Vec<String>,
    pub(super) header: bool,
    /// By what the columns were told, for the report.
    pub(super) why: String,
}

impl Plan {
    /// The column of a role.
    pub(super) fn column(&self, role: Role) -> Option<usize> {
        self.at.iter().find(|(known, _)| *known == role).map(|(_, at)| *at)
    }

    /// The same as a person would say it.
    pub(super) fn said(&self) -> Columns {
        let picks = self.at.iter().map(|(role, at)| (*role, Pick::Number(at + 1))).collect();
        Columns { picks, header: Some(self.header) }
    }
}

/// A header's name, letters and digits in lower case; of Neo4j's `name:string` what stands before the type, of its
/// `:START_ID(Person)` what stands behind the colon.
fn plain(name: &str) -> String {
    let name = name.trim().trim_start_matches('#');
    let (before, behind) = name.rsplit_once(':').unwrap_or((name, ""));
    let behind = behind.split('(').next().unwrap_or("");
    let word = match behind {
        "START_ID" | "END_ID" | "ID" | "TYPE" => behind,
        "LABEL" => "labels",
        _ => before,
    };
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What properties of a column are called: Neo4j's types are no part of a name.
pub(super) fn property(name: &str) -> &str {
    let types = ["string", "int", "long", "float", "double", "boolean", "date", "datetime", "byte", "short"];
    match name.trim().rsplit_once(':') {
        Some((before, kind)) if types.contains(&kind.trim_end_matches("[]")) && !before.is_empty() => before,
        _ => name.trim(),
    }
}

/// How a table with this header is read; `None` where the header has none of the usual names.
pub(super) fn by_names(header: &[String]) -> Option<Plan> {
    let plain: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let find = |name: &str| plain.iter().position(|known| known == name);
    let plan = |sort, at, why| Plan { sort, at, names: header.to_vec(), header: true, why };
    let called = |at: usize| header.get(at).map_or("", |name| name.trim());
    if let Some((a, b)) = ENDS.iter().find_map(|(a, b)| Some((find(a)?, find(b)?))) {
        let why = format!("a header with `{}` and `{}`", called(a), called(b));
        let at = fill(vec![(Role::Source, a), (Role::Target, b)], OF_EDGES, &find);
        return Some(plan(Sort::Edges, at, why));
    }
    let at = fill(Vec::new(), OF_NODES, &find);
    let id = at.first().filter(|(role, _)| *role == Role::Id)?.1;
    if at.len() < 2 {
        return None;
    }
    Some(plan(Sort::Nodes, at, format!("a header with `{}` and no ends of edges", called(id))))
}

fn fill(
    mut at: Vec<(Role, usize)>,
    known: &[(Role, &[&str])],
    find: &dyn Fn(&str) -> Option<usize>,
) -> Vec<(Role, usize)> {
    for (role, names) in known {
        let free = |found: &usize| at.iter().all(|(_, taken)| taken != found);
        if let Some(found) = names.iter().filter_map(|name| find(name)).find(free) {
            at.push((*role, found));
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(header: &str) -> Option<(Sort, String)> {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        by_names(&header).map(|plan| (plan.sort, Columns { header: None, ..plan.said() }.to_string()))
    }

    #[test]
    fn the_usual_names_are_known() {
        for (header, sort, columns) in [
            (
                "Source,Target,Type,Id,Label,Weight",
                Sort::Edges,
                "source=1,target=2,relation=3,label=5,weight=6,id=4",
            ),
            ("FROM,to,since", Sort::Edges, "source=1,target=2"),
            ("head,relation,tail", Sort::Edges, "source=1,target=3,relation=2"),
            (":START_ID(Person),role,:END_ID(Film),:TYPE", Sort::Edges, "source=1,target=3,relation=4"),
            ("Source,Target,start,end", Sort::Edges, "source=1,target=2,start=3,end=4"),
            ("start,end,kind", Sort::Edges, "source=1,target=2,relation=3"),
            ("Id,Label,Kind", Sort::Nodes, "id=1,name=2,kind=3"),
            ("personId:ID(Person),name:string,:LABEL", Sort::Nodes, "id=1,name=2,kind=3"),
            ("name,type,description", Sort::Nodes, "id=1,kind=2,description=3"),
        ] {
            assert_eq!(plan(header), Some((sort, columns.to_owned())), "{header}");
        }
        assert_eq!(plan("person,company,date"), None);
        assert_eq!(plan("id"), None);
    }

    #[test]
    fn what_a_person_says_is_read_and_written() {
        let said = "source=1,target=3,relation=verb,header=no";
        assert_eq!(Columns::parse(said).map(|columns| columns.to_string()), Ok(said.to_owned()));
        for (wrong, why) in [
            ("source", "lacks `=`"),
            ("sauce=1", "there is no `sauce`"),
            ("source=0", "counted from 1"),
            ("source=1,source=2", "twice"),
            ("header=maybe", "`yes` or `no`"),
            ("", "no column is given"),
            ("source=", "has no column"),
        ] {
            let told = Columns::parse(wrong).unwrap_err();
            assert!(told.contains(why), "{wrong}: {told}");
        }
    }
}
