//! What can be said of a dataset as a whole: the figures that `check`, `info` and the status bar show.
//!
//! Everything that is wrong with a single record is found while it is read, with its place in the file;
//! here stands only what needs all of them.

mod alarms;
mod names;
mod negation;
mod precision;

pub use alarms::{ALARMS, Alarm, End, alarms, all as all_alarms};
pub use precision::{Precision, Share, precision};

use crate::model::{Dataset, GroundingTally};

/// How many records there are, and how the citations came out.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Summary {
    /// Documents.
    pub documents: usize,
    /// Entities.
    pub entities: usize,
    /// Claims.
    pub claims: usize,
    /// All citations: the evidence of the claims and the mentions of the entities.
    pub citations: GroundingTally,
}

/// Counts a dataset.
pub fn summary(data: &Dataset) -> Summary {
    let mut citations = *data.grounding();
    for mention in data.entities().iter().flat_map(|entity| &entity.mentions) {
        citations.add(mention.grounding);
    }
    Summary {
        documents: data.documents().len(),
        entities: data.entities().len(),
        claims: data.claims().len(),
        citations,
    }
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::io::load_bundled;
    use crate::model::Grounding;

    #[test]
    fn mentions_count_as_citations() {
        let data = load_bundled(1).dataset;
        let mentions: usize = data.entities().iter().map(|entity| entity.mentions.len()).sum();
        let figures = summary(&data);
        assert_eq!(figures.citations.total(), data.grounding().total() + mentions);
        assert_eq!(figures.citations.of(Grounding::Exact), figures.citations.total());
    }
}
