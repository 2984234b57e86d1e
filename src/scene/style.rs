//! All colours, dark and light: the one place of the tokens (DESIGN-UI, section 4).
//!
//! `tests/contrast.rs` recomputes their contrasts and their distances under three kinds of sight.

#![expect(clippy::unreadable_literal, reason = "a colour is read whole, as the design writes it")]

/// A colour with straight alpha: red, green, blue, alpha.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Rgba(pub [u8; 4]);

impl Rgba {
    /// An opaque colour from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        let [_, r, g, b] = rgb.to_be_bytes();
        Self([r, g, b, 255])
    }

    /// The same colour, `share` (0 to 1) as opaque.
    pub fn fade(self, share: f32) -> Self {
        let [r, g, b, a] = self.0;
        Self([r, g, b, (f32::from(a) * share.clamp(0.0, 1.0)).round() as u8])
    }
}

/// The tokens of one theme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Style {
    /// Behind the graph.
    pub canvas: Rgba,
    /// Rails, bars, reader.
    pub panel: Rgba,
    /// Cards, fields, buttons.
    pub raised: Rgba,
    /// Hovered row or button.
    pub hover: Rgba,
    /// Hairlines, borders (decoration).
    pub line: Rgba,
    /// Borders that carry meaning, scroll bars.
    pub line_strong: Rgba,
    /// Names, quotes, headings.
    pub text: Rgba,
    /// Body, labels of lines.
    pub text2: Rgba,
    /// Captions, counts.
    pub text3: Rgba,
    /// Selection ring, active tab, links.
    pub accent: Rgba,
    /// Selected row.
    pub accent_bg: Rgba,
    /// Behind the cited sentence.
    pub mark_bg: Rgba,
    /// Coverage strip, current.
    pub mark_line: Rgba,
    /// Attribution cue, underlined.
    pub cue: Rgba,
    /// Search hit.
    pub find_bg: Rgba,
    /// Says, confirms.
    pub v_for: Rgba,
    /// Denies, disputes, retracts.
    pub v_against: Rgba,
    /// Doubts; disputed.
    pub v_unsure: Rgba,
    /// Cannot verify, neither.
    pub v_none: Rgba,
    /// Quote exact.
    pub g_exact: Rgba,
    /// Moved, normalised.
    pub g_moved: Rgba,
    /// Approximate, ambiguous.
    pub g_approx: Rgba,
    /// Missing, unanchored.
    pub g_missing: Rgba,
    /// Lines, in the order of [`Class`](crate::model::Class).
    pub classes: [Rgba; 6],
    /// Nodes, in the order of [`BuiltinKind`](crate::model::BuiltinKind).
    pub kinds: [Rgba; 17],
    /// Whether lines are wider than designed: high contrast.
    pub strong: bool,
}

impl Style {
    /// The dark theme in high contrast: every word as light as a name.
    pub const DARK_STRONG: Self =
        Self { text2: Self::DARK.text, text3: Self::DARK.text, strong: true, ..Self::DARK };
    /// The light theme in high contrast: every word as dark as a name.
    pub const LIGHT_STRONG: Self =
        Self { text2: Self::LIGHT.text, text3: Self::LIGHT.text, strong: true, ..Self::LIGHT };

    /// The colour of a group by its number: twelve of the kinds' that lie far apart, over and over.
    pub fn group(&self, number: u32) -> Rgba {
        const APART: [usize; 12] = [0, 3, 5, 9, 11, 4, 13, 6, 8, 10, 1, 12];
        self.kinds[APART[number as usize % APART.len()]]
    }

    /// By how much lines are wider than designed, in points.
    pub fn wider(&self) -> f32 {
        if self.strong { 0.6 } else { 0.0 }
    }

    /// Light marks on a dark ground.
    pub const DARK: Self = Self {
        canvas: Rgba::hex(0x10151B),
        panel: Rgba::hex(0x171D25),
        raised: Rgba::hex(0x202832),
        hover: Rgba::hex(0x28323E),
        line: Rgba::hex(0x313C48),
        line_strong: Rgba::hex(0x65727F),
        text: Rgba::hex(0xE8ECF1),
        text2: Rgba::hex(0xB4BEC9),
        text3: Rgba::hex(0x929EAB),
        accent: Rgba::hex(0xB9A5FF),
        accent_bg: Rgba::hex(0x2F2A4A),
        mark_bg: Rgba::hex(0x3B341A),
        mark_line: Rgba::hex(0xE3C65B),
        cue: Rgba::hex(0xC9B8FF),
        find_bg: Rgba::hex(0x12454A),
        v_for: Rgba::hex(0x86CCF4),
        v_against: Rgba::hex(0xFF7F4F),
        v_unsure: Rgba::hex(0xF3BE52),
        v_none: Rgba::hex(0x9AA6B3),
        g_exact: Rgba::hex(0x63C7A4),
        g_moved: Rgba::hex(0x86CCF4),
        g_approx: Rgba::hex(0xF3BE52),
        g_missing: Rgba::hex(0xFF7F4F),
        classes: [
            Rgba::hex(0xF26B3A),
            Rgba::hex(0xF3BE52),
            Rgba::hex(0x3E93DB),
            Rgba::hex(0x86CCF4),
            Rgba::hex(0x717D8A),
            Rgba::hex(0xC6CBD1),
        ],
        kinds: [
            Rgba::hex(0x6098EA),
            Rgba::hex(0x94CAFB),
            Rgba::hex(0x707E9E),
            Rgba::hex(0xEBCE56),
            Rgba::hex(0xC5A25B),
            Rgba::hex(0xE37482),
            Rgba::hex(0xC73E7D),
            Rgba::hex(0x6DBBA4),
            Rgba::hex(0x487B1B),
            Rgba::hex(0x90DA98),
            Rgba::hex(0xCEA0CB),
            Rgba::hex(0x765FC0),
            Rgba::hex(0x8F834D),
            Rgba::hex(0x93EAEC),
            Rgba::hex(0x6C7156),
            Rgba::hex(0xEFD8CF),
            Rgba::hex(0x80949D),
        ],
        strong: false,
    };

    /// Dark marks on a light ground.
    pub const LIGHT: Self = Self {
        canvas: Rgba::hex(0xFBFAF7),
        panel: Rgba::hex(0xF3F1EC),
        raised: Rgba::hex(0xFFFFFF),
        hover: Rgba::hex(0xE9E6DE),
        line: Rgba::hex(0xDAD6CC),
        line_strong: Rgba::hex(0x8B8779),
        text: Rgba::hex(0x1B2027),
        text2: Rgba::hex(0x454D57),
        text3: Rgba::hex(0x5E656E),
        accent: Rgba::hex(0x5B3FC4),
        accent_bg: Rgba::hex(0xE6E0FA),
        mark_bg: Rgba::hex(0xFFEFB0),
        mark_line: Rgba::hex(0xA67C00),
        cue: Rgba::hex(0x5B3FC4),
        find_bg: Rgba::hex(0xC6EBEA),
        v_for: Rgba::hex(0x0B66A8),
        v_against: Rgba::hex(0x8C2300),
        v_unsure: Rgba::hex(0x826000),
        v_none: Rgba::hex(0x5C646E),
        g_exact: Rgba::hex(0x0A7457),
        g_moved: Rgba::hex(0x0B66A8),
        g_approx: Rgba::hex(0x826000),
        g_missing: Rgba::hex(0x8C2300),
        classes: [
            Rgba::hex(0xB23105),
            Rgba::hex(0xBD8110),
            Rgba::hex(0x004A8C),
            Rgba::hex(0x3590CB),
            Rgba::hex(0x80868E),
            Rgba::hex(0x474C54),
        ],
        kinds: [
            Rgba::hex(0x4F66CD),
            Rgba::hex(0x5E5791),
            Rgba::hex(0x4784AC),
            Rgba::hex(0xB17C20),
            Rgba::hex(0x965910),
            Rgba::hex(0xD9566B),
            Rgba::hex(0x864961),
            Rgba::hex(0x296E44),
            Rgba::hex(0x3C864C),
            Rgba::hex(0x2F4F3E),
            Rgba::hex(0x821864),
            Rgba::hex(0x9B79E5),
            Rgba::hex(0x50491E),
            Rgba::hex(0x1B997B),
            Rgba::hex(0x59717D),
            Rgba::hex(0x2B2B28),
            Rgba::hex(0x628F95),
        ],
        strong: false,
    };
}
