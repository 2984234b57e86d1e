//! Edit distance (Levenshtein, over code points) of a pattern to stretches of a text.

/// Calls back with (code points read, distance) for every prefix of the text at whose end a stretch lies
/// within `budget` edits of the pattern. Dynamic programming by columns, cut off below the last row that
/// can still matter (Sellers 1980; Ukkonen, *Finding approximate patterns in strings*, 1985).
pub(super) fn ends_within(
    pattern: &[char],
    text: impl IntoIterator<Item = char>,
    budget: u32,
    rows: &mut Vec<u32>,
    mut found: impl FnMut(usize, u32),
) {
    rows.clear();
    rows.extend(0..=pattern.len() as u32);
    let mut last = pattern.len().min(budget as usize);
    for (read, c) in text.into_iter().enumerate() {
        if last < pattern.len() {
            last += 1;
            rows[last] = budget + 1;
        }
        let mut diagonal = 0;
        let mut above = 0;
        for (row, &wanted) in rows[1..=last].iter_mut().zip(pattern) {
            let here = (diagonal + u32::from(wanted != c)).min(above + 1).min(*row + 1);
            diagonal = std::mem::replace(row, here);
            above = here;
        }
        while rows[last] > budget {
            last -= 1;
        }
        if last == pattern.len() {
            found(read + 1, rows[last]);
        }
    }
}

/// The least number of edits between the whole pattern and a beginning of the text, where that is at most
/// `budget`: the text's first code point must face the pattern's. In a band of `budget` either side.
pub(super) fn head_distance(
    pattern: impl ExactSizeIterator<Item = char>,
    text: &[char],
    budget: u32,
    band: &mut Vec<u32>,
) -> Option<u32> {
    heads_within(pattern, text, budget, band)?;
    band.iter().copied().min().filter(|&least| least <= budget)
}

/// How many code points of the text, read from its beginning, come within exactly `distance` of the
/// pattern; of several the nearest to the pattern's own length, then the fewest.
pub(super) fn head_length(
    pattern: impl ExactSizeIterator<Item = char>,
    text: &[char],
    distance: u32,
    band: &mut Vec<u32>,
) -> Option<usize> {
    let length = pattern.len();
    heads_within(pattern, text, distance, band)?;
    let reached = band.iter().enumerate().filter(|&(_, &edits)| edits == distance);
    let lengths = reached.filter_map(|(slot, _)| (length + slot).checked_sub(distance as usize));
    lengths.min_by_key(|&found| (found.abs_diff(length), found))
}

/// Leaves in `band` the distance of the pattern to the text's beginnings of `pattern - budget` to
/// `pattern + budget` code points; `None` where none is within the budget.
fn heads_within(
    pattern: impl ExactSizeIterator<Item = char>,
    text: &[char],
    budget: u32,
    band: &mut Vec<u32>,
) -> Option<()> {
    let reach = budget as usize;
    let far = budget + 1;
    band.clear();
    band.extend((0..=2 * reach).map(|slot| if slot < reach { far } else { (slot - reach) as u32 }));
    for (slot, cell) in band.iter_mut().enumerate().skip(reach) {
        if slot - reach > text.len() {
            *cell = far;
        }
    }
    for (row, wanted) in pattern.enumerate() {
        // Slot s of row r stands for a beginning of r + s - reach code points.
        let mut left = far;
        let mut least = far;
        for slot in 0..=2 * reach {
            let above = band.get(slot + 1).copied().unwrap_or(far);
            let mut here = above + 1;
            if let Some(column) = (row + 1 + slot).checked_sub(reach).filter(|&column| column <= text.len()) {
                if let Some(before) = column.checked_sub(1) {
                    here = here.min(band[slot] + u32::from(text[before] != wanted)).min(left + 1);
                }
                here = here.min(far);
            } else {
                here = far;
            }
            band[slot] = here;
            left = here;
            least = least.min(here);
        }
        if least > budget {
            return None;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{ends_within, head_distance, head_length};

    fn distance(a: &[char], b: &[char]) -> u32 {
        let mut row: Vec<u32> = (0..=b.len() as u32).collect();
        for (i, x) in a.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i as u32 + 1;
            for (j, y) in b.iter().enumerate() {
                let here = (diagonal + u32::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
                diagonal = std::mem::replace(&mut row[j + 1], here);
            }
        }
        row[b.len()]
    }

    proptest::proptest! {
        #[test]
        fn both_agree_with_the_plain_definition(pattern in "[ab]{1,9}", text in "[abc]{0,14}", budget in 0_u32..4) {
            let pattern: Vec<char> = pattern.chars().collect();
            let text: Vec<char> = text.chars().collect();
            let mut ends = Vec::new();
            ends_within(&pattern, text.iter().copied(), budget, &mut Vec::new(), |end, d| ends.push((end, d)));
            let plain: Vec<(usize, u32)> = (1..=text.len())
                .map(|end| (end, (0..=end).map(|start| distance(&pattern, &text[start..end])).min().unwrap()))
                .filter(|&(_, d)| d <= budget)
                .collect();
            assert_eq!(ends, plain);

            let heads: Vec<u32> = (0..=text.len()).map(|end| distance(&pattern, &text[..end])).collect();
            let least = heads.iter().copied().min().filter(|&d| d <= budget);
            assert_eq!(head_distance(pattern.iter().copied(), &text, budget, &mut Vec::new()), least);
            if let Some(least) = least {
                let best = (0..heads.len()).filter(|&l| heads[l] == least).min_by_key(|&l| (l.abs_diff(pattern.len()), l));
                assert_eq!(head_length(pattern.iter().copied(), &text, least, &mut Vec::new()), best);
            }
        }
    }
}
