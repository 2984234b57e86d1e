//! How often a reviewer agreed, by predicate and by extractor.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{ClaimIx, Dataset};

/// Claims judged, and how many of them were accepted.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Share {
    /// Accepted.
    pub accepted: usize,
    /// Accepted or rejected.
    pub judged: usize,
}

/// The 97.5 % point of the standard normal distribution, for an interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

impl Share {
    fn add(&mut self, accepted: bool) {
        self.judged += 1;
        self.accepted += usize::from(accepted);
    }

    /// The share accepted; `None` where nothing was judged.
    pub fn precision(self) -> Option<f64> {
        (self.judged > 0).then(|| self.accepted as f64 / self.judged as f64)
    }

    /// Wilson's score interval of 95 % for that share (Wilson, *Probable inference, the law of succession,
    /// and statistical inference*, 1927), within 0 and 1. It holds for few verdicts and for shares near 0
    /// and 1, where the usual one does not.
    pub fn interval(self) -> Option<(f64, f64)> {
        let p = self.precision()?;
        let n = self.judged as f64;
        let squared = Z * Z;
        let middle = (p + squared / (2.0 * n)) / (1.0 + squared / n);
        let half = Z / (1.0 + squared / n) * (p * (1.0 - p) / n + squared / (4.0 * n * n)).sqrt();
        // All rejected begins at 0 and all accepted ends at 1, which rounding would miss by a hair.
        let low = if self.accepted == 0 { 0.0 } else { (middle - half).max(0.0) };
        let high = if self.accepted == self.judged { 1.0 } else { (middle + half).min(1.0) };
        Some((low, high))
    }
}

/// What the verdicts come to.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Precision {
    /// Over all claims judged.
    pub overall: Share,
    /// By predicate, the most judged first, then by name.
    pub by_predicate: Vec<(String, Share)>,
    /// By who extracted the claim, `None` where the file does not say; ordered alike, `None` first among
    /// equals.
    pub by_extractor: Vec<(Option<String>, Share)>,
}

/// Counts verdicts: a claim, and whether it was accepted. Of several verdicts on one claim the last counts;
/// those on claims that are not of the dataset do not.
pub fn precision(data: &Dataset, verdicts: impl IntoIterator<Item = (ClaimIx, bool)>) -> Precision {
    let known = |(claim, _): &(ClaimIx, bool)| claim.index() < data.claims().len();
    let verdicts: BTreeMap<ClaimIx, bool> = verdicts.into_iter().filter(known).collect();
    let mut overall = Share::default();
    let mut predicates: BTreeMap<&str, Share> = BTreeMap::new();
    let mut extractors: BTreeMap<Option<&str>, Share> = BTreeMap::new();
    for (claim, accepted) in verdicts {
        let claim = data.claim(claim);
        let by = claim.extraction.as_ref().and_then(|extraction| extraction.by.as_deref());
        overall.add(accepted);
        predicates.entry(&claim.predicate).or_default().add(accepted);
        extractors.entry(by).or_default().add(accepted);
    }
    Precision {
        overall,
        by_predicate: most_judged(predicates, str::to_owned),
        by_extractor: most_judged(extractors, |by| by.map(str::to_owned)),
    }
}

fn most_judged<Key: Ord, Name>(
    shares: BTreeMap<Key, Share>,
    name: impl Fn(Key) -> Name,
) -> Vec<(Name, Share)> {
    let mut shares: Vec<(Key, Share)> = shares.into_iter().collect();
    // The sort is stable, so the order of the map decides among equals.
    shares.sort_by_key(|(_, share)| Reverse(share.judged));
    shares.into_iter().map(|(key, share)| (name(key), share)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Claim, DatasetBuilder, Entity, EntityIx, Extra, Extraction, KindTable};

    fn case() -> Dataset {
        let claim = |(id, predicate, by): (&str, &str, Option<&str>)| Claim {
            extraction: by.map(|by| Extraction { by: Some(by.to_owned()), score: None, extra: Extra::new() }),
            ..Claim::new(id, EntityIx(0), predicate, None)
        };
        let claims = [
            ("a", "warns", Some("m1")),
            ("b", "warns", Some("m2")),
            ("c", "attacks", None),
            ("d", "warns", Some("m1")),
        ];
        DatasetBuilder {
            entities: vec![Entity::new("e", "E", KindTable::OTHER)],
            claims: claims.map(claim).to_vec(),
            ..DatasetBuilder::default()
        }
        .build(1)
    }

    #[test]
    fn the_last_verdict_counts_and_groups_have_their_order() {
        let verdicts = [(0, false), (0, true), (1, true), (2, false), (9, true)];
        let found = precision(&case(), verdicts.map(|(claim, accepted)| (ClaimIx(claim), accepted)));
        let share = |accepted, judged| Share { accepted, judged };
        assert_eq!(found.overall, share(2, 3));
        assert_eq!(
            found.by_predicate,
            [("warns".to_owned(), share(2, 2)), ("attacks".to_owned(), share(0, 1))]
        );
        let by = [None, Some("m1".to_owned()), Some("m2".to_owned())];
        assert_eq!(found.by_extractor.iter().map(|(by, _)| by.clone()).collect::<Vec<_>>(), by);
    }

    /// Figures of Newcombe, *Two-sided confidence intervals for the single proportion*, 1998, table I,
    /// method 3.
    #[test]
    fn intervals_equal_published_ones() {
        let rounded = |accepted, judged| {
            let (low, high) = Share { accepted, judged }.interval().expect("judged");
            ((low * 1e4).round() / 1e4, (high * 1e4).round() / 1e4)
        };
        assert_eq!(rounded(81, 263), (0.2553, 0.3662));
        assert_eq!(rounded(15, 148), (0.0624, 0.1605));
        assert_eq!(rounded(0, 20), (0.0, 0.1611));
        assert_eq!(rounded(1, 29), (0.0061, 0.1718));
        assert_eq!(Share::default().interval(), None);
    }

    proptest! {
        /// The ends are where the score test is just passed: (p̂ − p)² = z² p (1 − p) / n.
        #[test]
        fn the_ends_solve_the_score_equation(judged in 1usize..5000, part in 0.0..=1.0f64) {
            let accepted = ((judged as f64 * part) as usize).min(judged);
            let share = Share { accepted, judged };
            let (low, high) = share.interval().expect("judged");
            let observed = share.precision().expect("judged");
            prop_assert!(0.0 <= low && low <= observed && observed <= high && high <= 1.0);
            for end in [low, high] {
                let off = (observed - end).powi(2) - Z * Z * end * (1.0 - end) / judged as f64;
                prop_assert!(off.abs() < 1e-9, "{off}");
            }
        }
    }
}
