//! The labels that lines ask for: their words, and the places where they may stand.

use super::Point;
use super::build::{Input, screen};
use super::bundle;
use super::curve::{self, add, path_length, place_at, scale};
use super::detail::curve_of;
use super::label::LineLabel;
use super::route::{Run, Wire};
use crate::model::{ClaimIx, Class, Dataset, Item, Status};

/// The labels that lines ask for: one for a set with the same ends, class and status.
pub(super) fn line_labels<'a>(input: &Input<'a>, growth: f32, in_view: &[Wire]) -> Vec<LineLabel<'a>> {
    let mut labels = Vec::new();
    let mut seen = vec![false; input.data.claims().len()];
    for wire in in_view {
        seen[wire.claim.index()] = true;
    }
    let mut path = Vec::new();
    for set in input.routes.sets() {
        let Some(&claim) = set.get(set.len() / 2).filter(|claim| seen[claim.index()]) else { continue };
        let stands_out = set.iter().any(|&claim| {
            input.emphasis.claim_selected(claim)
                || input.emphasis.hovered.and_then(Item::claim) == Some(claim)
        });
        let class = input.data.class(claim);
        // What joins parts of a whole is read from its dot; its words come when one looks closer.
        let quiet = class == Class::Structural && input.camera.zoom < 1.6;
        if quiet && !stands_out {
            continue;
        }
        curve_of(input, growth, claim, &mut path);
        if path.len() < 2 {
            continue;
        }
        let disputed = input.data.status(claim) == Status::Disputed;
        let rank = match (stands_out, disputed, class) {
            (true, ..) => 0,
            (_, true, _) => 1,
            (.., Class::Structural) => 3,
            _ => 2,
        };
        labels.push(LineLabel {
            item: Item::Claim(claim),
            set,
            words: set_words(input.data, set),
            places: label_places(input, claim, &path, disputed, growth),
            opacity: bundle::opacity(input, set),
            rank: (rank, claim.0),
        });
    }
    labels
}

/// The words of a set of lines: "backs, arms"; more than three are counted.
fn set_words(data: &Dataset, set: &[ClaimIx]) -> String {
    let mut words: Vec<String> = Vec::new();
    for &claim in set {
        let one = data.claim(claim).words();
        if !words.contains(&one) {
            words.push(one);
        }
    }
    if words.len() > 3 {
        let more = words.len() - 2;
        words.truncate(2);
        words.push(format!("{more} more"));
    }
    words.join(", ")
}

/// Places for a line's label: on the line near its middle, then beside it.
fn label_places(
    input: &Input<'_>,
    claim: ClaimIx,
    path: &[Point],
    disputed: bool,
    growth: f32,
) -> Vec<Point> {
    let long = path_length(path);
    let mut places = Vec::with_capacity(16);
    if let Run::Loop(angle) = input.routes.run(claim) {
        let centre = screen(input, input.data.claim(claim).subject);
        let (middle, _) = place_at(path, long * 0.5);
        let away = curve::unit(curve::sub(middle, centre));
        let sideways = 26.0 + 22.0 * angle.cos().abs();
        for far in [12.0, 18.0, 26.0] {
            let reach = far * (0.6 + 0.4 * growth);
            places.push(add(middle, [away[0] * (reach + sideways), away[1] * reach]));
            places.push(add(middle, [0.0, reach + 2.0]));
            places.push(add(middle, [0.0, -reach - 2.0]));
            places.push(add(middle, [reach + 46.0, 0.0]));
            places.push(add(middle, [-reach - 46.0, 0.0]));
        }
        return places;
    }
    let bundled = matches!(bundle::part(input, claim), bundle::Part::Closed(_));
    // Beside the break of a disputed line, never on it; a bundle's pill has the middle.
    if bundled && long > 120.0 {
        places.extend([0.3, 0.7, 0.25, 0.75].map(|share| place_at(path, long * share).0));
    } else if !disputed && long > 60.0 {
        places.extend([0.5, 0.42, 0.58].map(|share| place_at(path, long * share).0));
    }
    for share in [0.5, 0.4, 0.6, 0.3, 0.7] {
        let (at, direction) = place_at(path, long * share);
        let side = [-direction[1], direction[0]];
        for out in [14.0, -14.0, 22.0, -22.0] {
            // A flat line's label needs less room above and below than a steep one's beside it.
            let reach = out * (1.0 + 1.2 * side[0].abs());
            places.push(add(at, scale(side, reach)));
        }
    }
    places
}
