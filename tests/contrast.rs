//! The colours keep their promises: contrasts after WCAG 2.2, distances after CIEDE2000, and both for
//! deuteranopes and protanopes as well (DESIGN-UI, section 4).

use attache::model::{BuiltinKind, Class};
use attache::scene::{Rgba, Style};

type Rgb = [f64; 3];

/// sRGB to linear light.
fn linear(color: Rgba) -> Rgb {
    let [r, g, b, _] = color.0;
    [r, g, b].map(|byte| {
        let v = f64::from(byte) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance(color: Rgba) -> f64 {
    let [r, g, b] = linear(color);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Contrast ratio (WCAG 2.2).
fn contrast(a: Rgba, b: Rgba) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// How somebody sees: a matrix over linear light, severity 1 (Machado, Oliveira, Fernandes 2009).
#[derive(Clone, Copy)]
struct Sight(&'static str, [[f64; 3]; 3]);

const NORMAL: Sight = Sight("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
const DEUTERANOPIA: Sight = Sight(
    "deuteranopia",
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
);
const PROTANOPIA: Sight = Sight(
    "protanopia",
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
);
const SIGHTS: [Sight; 3] = [NORMAL, DEUTERANOPIA, PROTANOPIA];

impl Sight {
    fn see(&self, [r, g, b]: Rgb) -> Rgb {
        self.1.map(|[x, y, z]| (x * r + y * g + z * b).clamp(0.0, 1.0))
    }
}

/// Linear sRGB to CIE L*a*b*, white D65.
fn lab([r, g, b]: Rgb) -> Rgb {
    let xyz = [
        0.412_456_4 * r + 0.357_576_1 * g + 0.180_437_5 * b,
        0.212_672_9 * r + 0.715_152_2 * g + 0.072_175_0 * b,
        0.019_333_9 * r + 0.119_192_0 * g + 0.950_304_1 * b,
    ];
    let white = [0.950_47, 1.0, 1.088_83];
    let f = |i: usize| {
        let t: f64 = xyz[i] / white[i];
        if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 }
    };
    let (x, y, z) = (f(0), f(1), f(2));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIEDE2000 with unit weights (Sharma, Wu, Dalal 2005).
fn ciede2000([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb) -> f64 {
    let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25.0_f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - seventh(f64::midpoint(a1.hypot(b1), a2.hypot(b2))));
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue =
        |a: f64, b: f64| if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        d if d > 180.0 => d - 360.0,
        d if d < -180.0 => d + 360.0,
        d => d,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn.to_radians() * 0.5).sin();
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let h = match (h1 - h2).abs() <= 180.0 {
        _ if grey => h1 + h2,
        true => f64::midpoint(h1, h2),
        false if h1 + h2 < 360.0 => f64::midpoint(h1, h2) + 180.0,
        false => f64::midpoint(h1, h2) - 180.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0)
        - 0.20 * cos(4.0 * h - 63.0);
    let middle = (l - 50.0).powi(2);
    let sl = 1.0 + 0.015 * middle / (20.0 + middle).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let theta = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rt = -2.0 * seventh(c) * (2.0 * theta).to_radians().sin();
    let (l, c, h) = (dl / sl, dc / sc, dh / sh);
    (l * l + c * c + h * h + rt * c * h).max(0.0).sqrt()
}

/// The closest pair among named colours as somebody sees them.
fn closest(colors: &[(&'static str, Rgba)], sight: &Sight) -> (f64, &'static str, &'static str) {
    let seen: Vec<_> = colors.iter().map(|(name, color)| (*name, lab(sight.see(linear(*color))))).collect();
    let pairs = seen.iter().enumerate().flat_map(|(i, a)| seen.iter().skip(i + 1).map(move |b| (a, b)));
    let apart = pairs.map(|(a, b)| (ciede2000(a.1, b.1), a.0, b.0));
    apart.min_by(|a, b| a.0.total_cmp(&b.0)).expect("more than one colour")
}

fn themes() -> [(&'static str, Style); 2] {
    [("dark", Style::DARK), ("light", Style::LIGHT)]
}

fn lines(style: &Style) -> Vec<(&'static str, Rgba)> {
    Class::ALL.iter().map(|&class| (class.id(), style.classes[class as usize])).collect()
}

fn kinds(style: &Style) -> Vec<(&'static str, Rgba)> {
    BuiltinKind::ALL.iter().map(|&kind| (kind.id(), style.kinds[kind as usize])).collect()
}

fn voices(style: &Style) -> Vec<(&'static str, Rgba)> {
    vec![
        ("for", style.v_for),
        ("against", style.v_against),
        ("unsure", style.v_unsure),
        ("none", style.v_none),
    ]
}

#[test]
fn the_measure_itself_is_right() {
    // Pairs 1, 4, 7, 17 and 25 of the test data of Sharma, Wu and Dalal (2005).
    let known = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0000),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
    ];
    for (a, b, expected) in known {
        let found = ciede2000(a, b);
        assert!((found - expected).abs() < 1e-4, "{found} for {expected}");
        assert!((ciede2000(b, a) - expected).abs() < 1e-4, "the same the other way round");
    }
    let ratio = contrast(Rgba::hex(0x0000_0000), Rgba::hex(0x00FF_FFFF));
    assert!((ratio - 21.0).abs() < 1e-9);
}

#[test]
fn words_can_be_read_on_every_surface() {
    for (theme, s) in themes() {
        let surfaces = [("canvas", s.canvas), ("panel", s.panel), ("raised", s.raised), ("hover", s.hover)];
        let words = [
            ("text", s.text),
            ("text2", s.text2),
            ("text3", s.text3),
            ("accent", s.accent),
            ("v_for", s.v_for),
            ("v_against", s.v_against),
            ("v_unsure", s.v_unsure),
            ("v_none", s.v_none),
            ("g_exact", s.g_exact),
            ("g_moved", s.g_moved),
            ("g_approx", s.g_approx),
            ("g_missing", s.g_missing),
        ];
        for (name, color) in words {
            for (surface, ground) in surfaces {
                let ratio = contrast(color, ground);
                assert!(ratio >= 4.5, "{theme}: {name} on {surface} {ratio:.2}");
            }
        }
        let grounds = [("accent_bg", s.accent_bg), ("mark_bg", s.mark_bg), ("find_bg", s.find_bg)];
        for (surface, ground) in grounds {
            let ratio = contrast(s.text, ground);
            assert!(ratio >= 4.5, "{theme}: text on {surface} {ratio:.2}");
        }
        for (surface, ground) in [("mark_bg", s.mark_bg), ("raised", s.raised), ("panel", s.panel)] {
            let ratio = contrast(s.cue, ground);
            assert!(ratio >= 4.5, "{theme}: cue on {surface} {ratio:.2}");
        }
    }
}

#[test]
fn marks_and_lines_stand_out_from_the_ground() {
    for (theme, s) in themes() {
        for (name, color) in lines(&s).into_iter().chain(kinds(&s)) {
            let (canvas, panel) = (contrast(color, s.canvas), contrast(color, s.panel));
            assert!(canvas >= 3.0, "{theme}: {name} on canvas {canvas:.2}");
            assert!(panel >= 2.9, "{theme}: {name} on panel {panel:.2}");
        }
        for (surface, ground) in [("canvas", s.canvas), ("panel", s.panel)] {
            let ratio = contrast(s.line_strong, ground);
            assert!(ratio >= 3.0, "{theme}: line_strong on {surface} {ratio:.2}");
        }
    }
}

#[test]
fn colours_stay_apart_for_three_kinds_of_sight() {
    for (theme, s) in themes() {
        for sight in &SIGHTS {
            let (apart, a, b) = closest(&lines(&s), sight);
            assert!(apart >= 12.0, "{theme}, {}: lines {a} and {b} {apart:.2}", sight.0);
            let (apart, a, b) = closest(&kinds(&s), sight);
            assert!(apart >= 8.9, "{theme}, {}: kinds {a} and {b} {apart:.2}", sight.0);
        }
    }
}

#[test]
fn the_table_of_the_design_holds() {
    // Smallest distances of DESIGN-UI, section 4: normal, deuteranopia, protanopia; dark, then light.
    type Colors = fn(&Style) -> Vec<(&'static str, Rgba)>;
    let table: [(&str, Colors, [[f64; 3]; 2]); 3] = [
        ("lines", lines, [[15.9, 12.1, 12.7], [16.5, 15.7, 16.3]]),
        ("kinds", kinds, [[12.6, 9.6, 9.4], [9.1, 9.0, 9.0]]),
        ("voices", voices, [[15.3, 7.9, 13.6], [15.8, 8.4, 13.8]]),
    ];
    for (what, colors, expected) in table {
        for ((theme, style), row) in themes().into_iter().zip(expected) {
            for (sight, figure) in SIGHTS.iter().zip(row) {
                let (apart, a, b) = closest(&colors(&style), sight);
                assert!((apart - figure).abs() < 0.06, "{what}, {theme}, {}: {a}, {b} {apart:.2}", sight.0);
            }
        }
    }
}
