//! Damaged files: every prefix of a file, and seeded random changes of it.

/// The longest file of which every prefix is tried, in bytes.
const WHOLE: usize = 4096;
/// How many changed copies are tried.
const CHANGED: usize = 200;

/// Calls with every prefix of the bytes, where they are no more than 4 KB, and with 200 changed copies.
pub(crate) fn every_prefix_and_mutation(bytes: &[u8], seed: u64, mut f: impl FnMut(&[u8])) {
    let short = if bytes.len() <= WHOLE { bytes.len() } else { 0 };
    for end in 0..short {
        f(&bytes[..end]);
    }
    let mut state = seed;
    // Knuth's MMIX generator: the same everywhere.
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % n.max(1)
    };
    for _ in 0..CHANGED {
        let mut changed = bytes.to_vec();
        for _ in 0..=below(4) {
            let at = below(changed.len());
            let end = (at + below(40)).min(changed.len());
            match below(5) {
                0 => drop(changed.drain(at..end)),
                1 => {
                    let piece = changed[at..end].to_vec();
                    let to = below(changed.len() + 1);
                    changed.splice(to..to, piece);
                }
                2 => changed.insert(at, b"<>\"'{}[],;:\n\t\\/&#*-=0xT\xFF\x00"[below(25)]),
                3 => changed.truncate(end.max(1)),
                _ if changed.is_empty() => {}
                _ => changed[at] = below(256) as u8,
            }
        }
        f(&changed);
    }
}
