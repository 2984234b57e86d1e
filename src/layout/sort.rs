//! Sorting that can be broken off: by counting, in passes that look at a flag. The standard library's takes a tenth of
//! a second for a million links and hears nothing on the way.

use super::stop::Stop;

/// Below this many items the standard library's sorting is shorter than anybody notices.
const MANY: usize = 1 << 15;

/// The items in rising order of keys, which are below `keys`; equal ones keep their order. `None` when told to stop.
pub(super) fn by_key<T: Copy>(
    items: &[T],
    keys: usize,
    key: impl Fn(&T) -> usize,
    stop: Stop,
) -> Option<Vec<T>> {
    let mut next = vec![0usize; keys + 1];
    for (step, item) in items.iter().enumerate() {
        stop.check_at(step)?;
        next[key(item) + 1] += 1;
    }
    let mut so_far = 0;
    for (step, next) in next.iter_mut().enumerate() {
        stop.check_at(step)?;
        so_far += *next;
        *next = so_far;
    }
    let mut sorted = items.to_vec();
    for (step, item) in items.iter().enumerate() {
        stop.check_at(step)?;
        let slot = &mut next[key(item)];
        sorted[*slot] = *item;
        *slot += 1;
    }
    Some(sorted)
}

/// Items of two nodes each, out of `n`, by the first and then the second; equal ones keep their order. `None` when told
/// to stop.
pub(super) fn by_ends<T: Copy>(
    mut items: Vec<T>,
    n: usize,
    ends: impl Fn(&T) -> (u32, u32),
    stop: Stop,
) -> Option<Vec<T>> {
    if items.len() < MANY {
        stop.check()?;
        items.sort_by_key(ends);
        return Some(items);
    }
    let items = by_key(&items, n, |item| ends(item).1 as usize, stop)?;
    by_key(&items, n, |item| ends(item).0 as usize, stop)
}

/// The numbers in `items` in rising order of what `value` has for them, as [`f32::total_cmp`] compares; equal ones
/// keep their order. `None` when told to stop.
pub(super) fn rising(mut items: Vec<u32>, value: impl Fn(u32) -> f32, stop: Stop) -> Option<Vec<u32>> {
    if items.len() < MANY {
        stop.check()?;
        items.sort_by(|&a, &b| value(a).total_cmp(&value(b)));
        return Some(items);
    }
    // Bits of a positive float rise as it does, those of a negative one fall.
    let key = |item: u32| {
        let bits = value(item).to_bits();
        if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
    };
    let items = by_key(&items, 1 << 16, |&item| (key(item) & 0xFFFF) as usize, stop)?;
    by_key(&items, 1 << 16, |&item| (key(item) >> 16) as usize, stop)
}

#[cfg(test)]
mod tests {
    use super::super::rng::Rng;
    use super::*;

    #[test]
    fn large_and_small_come_out_alike() {
        let mut rng = Rng::new(4);
        let values: Vec<f32> =
            (0..2 * MANY).map(|i| if i % 5 == 0 { 0.5 } else { rng.square()[0] * 1e3 }).collect();
        let all: Vec<u32> = (0..values.len() as u32).collect();
        let mut wanted = all.clone();
        wanted.sort_by(|&a, &b| values[a as usize].total_cmp(&values[b as usize]));
        assert_eq!(rising(all, |i| values[i as usize], Stop::never()), Some(wanted));

        let pairs: Vec<(u32, u32, usize)> =
            (0..2 * MANY).map(|i| (rng.below(300) as u32, rng.below(300) as u32, i)).collect();
        let mut wanted = pairs.clone();
        wanted.sort_by_key(|pair| (pair.0, pair.1));
        assert_eq!(by_ends(pairs, 300, |pair| (pair.0, pair.1), Stop::never()), Some(wanted));
    }

    #[test]
    fn told_to_stop_nothing_is_sorted() {
        let set = std::sync::atomic::AtomicBool::new(true);
        assert_eq!(rising(vec![1, 0], |i| i as f32, Stop(&set)), None);
        assert_eq!(by_key(&[1, 0], 2, |i| *i, Stop(&set)), None);
    }
}
