//! From claim to claim in the order of the text.

use std::collections::BTreeSet;

use crate::model::{ClaimIx, Dataset, DocIx, Item, Span};

/// A claim and the first place where the document states it.
pub(super) type Step = (Span, ClaimIx);

/// The claims that a document is cited for, in the order of the text.
#[derive(Default)]
pub(super) struct Steps {
    order: Vec<Step>,
}

impl Steps {
    /// The claims of a document, each at the first place that is cited for it.
    pub(super) fn of(data: &Dataset, document: DocIx) -> Self {
        let mut seen = BTreeSet::new();
        let first = data.cited(document).iter().filter(|cited| seen.insert(cited.claim));
        let mut order: Vec<Step> = first.map(|cited| (cited.span, cited.claim)).collect();
        order.sort_by_key(|(span, claim)| (span.start, *claim));
        Self { order }
    }

    /// The claims before and after the one selected first, or before and after a place of the text.
    pub(super) fn beside(&self, selection: &[Item], top: u32) -> (Option<Step>, Option<Step>) {
        let selected = selection.iter().find_map(|item| item.claim());
        let at = selected.and_then(|claim| self.order.iter().position(|step| step.1 == claim));
        let (before, after) = if let Some(at) = at {
            (at.checked_sub(1), at + 1)
        } else {
            let next = self.order.partition_point(|step| step.0.start < top);
            (next.checked_sub(1), next)
        };
        let step = |i: usize| self.order.get(i).copied();
        (before.and_then(step), step(after))
    }
}

#[cfg(test)]
mod tests {
    use super::Steps;
    use crate::model::{DocIx, Item};

    #[test]
    fn every_cited_claim_comes_once_in_the_order_of_the_text() {
        let data = crate::io::load_bundled(1).dataset;
        let steps = Steps::of(&data, DocIx(0));
        assert_eq!(steps.order.len(), data.claims().len());
        assert!(steps.order.is_sorted_by_key(|step| step.0.start));
        let mut seen = vec![steps.beside(&[], 0).1.unwrap().1];
        while let (_, Some((_, next))) = steps.beside(&[Item::Claim(*seen.last().unwrap())], 0) {
            seen.push(next);
        }
        assert_eq!(seen.len(), data.claims().len());
        let (before, _) = steps.beside(&[Item::Claim(seen[1])], 0);
        assert_eq!(before.unwrap().1, seen[0]);
        assert_eq!(steps.beside(&[Item::Claim(seen[0])], 0).0, None);
    }
}
