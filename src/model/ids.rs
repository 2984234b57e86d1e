//! Dense indices into a [`Dataset`](super::Dataset), one type for each thing so that they cannot be mixed up.

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub u32);

        impl $name {
            /// The index of the `i`-th record. Counts above `u32::MAX` are refused by the importers.
            pub fn new(i: usize) -> Self {
                Self(u32::try_from(i).unwrap_or(u32::MAX))
            }

            /// The position in the dataset's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// An entity of a dataset, in the order of the file.
    EntityIx
);
index!(
    /// A claim of a dataset, in the order of the file.
    ClaimIx
);
index!(
    /// A document of a dataset, in the order of the file.
    DocIx
);
index!(
    /// A kind in a dataset's [`KindTable`](super::KindTable): the built-in ones first.
    KindIx
);
