//! A small pseudo-random sequence, the same on every machine, and names made with it.

/// Knuth's MMIX generator: made cases must be the same everywhere and need nothing better.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// The name number `i`, of four syllables: all names are equally long, so that none begins another, and none
/// is a word of English.
pub(crate) fn name(i: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "do", "fe", "gu", "hi", "ja", "ko", "lu", "me", "pa", "qi", "ru", "sa", "to", "vy", "zo"];
    // An odd factor goes through all sixteen bits before it repeats, and neighbours do not look alike.
    let mixed = (i * 40_503 + 9_973) % (1 << 16);
    let syllable = |place: usize| SYLLABLES[(mixed >> (4 * place)) & 15];
    let word: String = (0..4).map(syllable).collect();
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_ascii_uppercase())
}
