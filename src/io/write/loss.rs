//! What a format cannot hold.

use crate::model::{Claim, Dataset, Entity};

/// Something that was left out, and how often it occurs in the case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lost {
    /// One of it: `document`.
    pub one: &'static str,
    /// Several.
    pub many: &'static str,
    /// How many.
    pub count: usize,
}

impl Lost {
    /// In words: "12 quotes".
    pub fn words(&self) -> String {
        format!("{} {}", self.count, if self.count == 1 { self.one } else { self.many })
    }
}

pub(super) fn lost(one: &'static str, many: &'static str, count: usize) -> Lost {
    Lost { one, many, count }
}

fn entities(data: &Dataset, of: impl Fn(&Entity) -> usize) -> usize {
    data.entities().iter().map(of).sum()
}

fn claims(data: &Dataset, of: impl Fn(&Claim) -> usize) -> usize {
    data.claims().iter().map(of).sum()
}

/// What no plain graph holds: a graph of nodes and edges with attributes knows neither texts nor voices.
pub(super) fn of_a_graph(data: &Dataset) -> Vec<Lost> {
    let quantities = |claim: &Claim| {
        claim.quantities.len() + claim.attributions.iter().map(|voice| voice.quantities.len()).sum::<usize>()
    };
    vec![
        lost("document", "documents", data.documents().len()),
        lost("attribution", "attributions", claims(data, |claim| claim.attributions.len())),
        lost("citation", "citations", claims(data, |claim| claim.citations().count())),
        lost("mention", "mentions", entities(data, |entity| entity.mentions.len())),
        lost("quantity", "quantities", claims(data, quantities)),
        lost(
            "claim that another opposes",
            "claims that others oppose",
            claims(data, |claim| usize::from(!claim.opposes.is_empty())),
        ),
        lost("cross reference", "cross references", entities(data, |entity| entity.xref.len())),
        lost(
            "claim about its subject alone, written as a loop",
            "claims about their subjects alone, written as loops",
            claims(data, |claim| usize::from(claim.object.is_none())),
        ),
    ]
}
