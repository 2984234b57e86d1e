//! What a perspective says of each claim: whether the chosen speakers hold it, and how it is drawn then.

/// How a claim stands to the speakers whose view is shown.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Telling {
    /// As always.
    #[default]
    Plain,
    /// The speaker denies it: struck through along its whole length.
    Struck,
    /// The speaker says nothing of it.
    Faded,
    /// Only the first of two speakers says so: a lettered pill, "A".
    OnlyA,
    /// Only the second does: "B".
    OnlyB,
    /// One says so and the other denies it: "A≠B".
    Contradicted,
}
