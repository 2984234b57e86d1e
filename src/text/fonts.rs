//! The bundled faces: the same bytes are measured here, given to the window, and given to pictures.

/// Ubuntu Light: everything that its letters cover.
pub const PRIMARY: &[u8] = include_bytes!("../../assets/fonts/Ubuntu-Light.ttf");
/// A part of Noto Sans: Vietnamese, modifier letters, more Cyrillic.
pub const NOTO_LATIN: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Subset.ttf");
/// Noto Sans Arabic: Arabic, Persian, Urdu, Uyghur.
pub const ARABIC: &[u8] = include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf");
/// Noto Sans Hebrew.
pub const HEBREW: &[u8] = include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf");
/// Hack: ids and offsets, and what is left, such as arrows.
pub const MONO: &[u8] = include_bytes!("../../assets/fonts/Hack-Regular.ttf");

/// All faces by family name, in the order in which they are asked for a letter.
pub const FACES: &[(&str, &[u8])] = &[
    ("Ubuntu Light", PRIMARY),
    ("Noto Sans", NOTO_LATIN),
    ("Noto Sans Arabic", ARABIC),
    ("Noto Sans Hebrew", HEBREW),
    ("Hack", MONO),
];
