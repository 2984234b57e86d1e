//! Measuring: advance widths and line breaks from the bundled faces' bytes, without a window.
//!
//! Widths are sums of advances without kerning; Ubuntu Light's kerning moves a label of twenty letters
//! by less than a point, and label boxes have more room than that.

use std::sync::LazyLock;

use super::fonts;

/// Lines of a label at most.
const MAX_LINES: usize = 2;
/// Letters of a line at most.
const MAX_CHARS: usize = 22;
/// Height of a line as a multiple of the size.
pub const LINE_HEIGHT: f32 = 1.25;

/// A label broken into lines, with the box that it fills.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LabelText {
    /// The lines, in logical order of letters.
    pub lines: Vec<String>,
    /// Width of the widest line, in points.
    pub width: f32,
    /// Height of all lines, in points.
    pub height: f32,
    /// Size of the type, in points.
    pub size: f32,
}

/// One face with the widths of its first letters looked up once.
struct Face {
    parsed: ttf_parser::Face<'static>,
    scale: f32,
    /// Advances, in ems, of U+0000 to U+024F; NaN where the face has no such letter.
    latin: Vec<f32>,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let parsed = ttf_parser::Face::parse(bytes, 0).ok()?;
        let scale = 1.0 / f32::from(parsed.units_per_em());
        let mut this = Self { parsed, scale, latin: Vec::new() };
        this.latin = (0..0x250)
            .map(|code| char::from_u32(code).and_then(|letter| this.look_up(letter)).unwrap_or(f32::NAN))
            .collect();
        Some(this)
    }

    fn look_up(&self, letter: char) -> Option<f32> {
        let glyph = self.parsed.glyph_index(letter)?;
        Some(f32::from(self.parsed.glyph_hor_advance(glyph)?) * self.scale)
    }

    /// Advance in ems, where the face has the letter.
    fn advance(&self, letter: char) -> Option<f32> {
        match self.latin.get(letter as usize) {
            Some(advance) => (!advance.is_nan()).then_some(*advance),
            None => self.look_up(letter),
        }
    }
}

static FACES: LazyLock<Vec<Face>> =
    LazyLock::new(|| fonts::FACES.iter().filter_map(|(_, bytes)| Face::new(bytes)).collect());

/// Advance of a letter in ems; half an em where no face has it.
fn advance(letter: char) -> f32 {
    if letter == '\u{200c}' || letter == '\u{200d}' || is_mark(letter) {
        return 0.0;
    }
    FACES.iter().find_map(|face| face.advance(letter)).unwrap_or(0.5)
}

/// Combining marks stand above or below their letter and take no room.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// The place of the face that draws a letter in [`fonts::FACES`]; the first where none has it.
pub fn face_of(letter: char) -> usize {
    FACES.iter().position(|face| face.advance(letter).is_some()).unwrap_or(0)
}

/// Width of a text in points at a size in points.
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(advance).sum::<f32>() * size
}

/// Breaks a label into at most two lines of at most 22 letters; what does not fit ends in "…".
pub fn break_label(text: &str, size: f32) -> LabelText {
    let mut lines: Vec<String> = vec![String::new()];
    let mut cut = false;
    for word in text.split_whitespace() {
        let (last, full) = (lines.len() - 1, lines.len() == MAX_LINES);
        let line = &mut lines[last];
        let room = MAX_CHARS.saturating_sub(line.chars().count() + usize::from(!line.is_empty()));
        if word.chars().count() <= room || line.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else if !full {
            lines.push(word.to_owned());
        } else {
            cut = true;
            break;
        }
    }
    balance(&mut lines, cut);
    for line in &mut lines {
        shorten(line);
    }
    if cut && let Some(line) = lines.last_mut().filter(|line| !line.ends_with('…')) {
        while line.chars().count() >= MAX_CHARS {
            line.pop();
        }
        line.truncate(line.trim_end().len());
        line.push('…');
    }
    let width = lines.iter().map(|line| width(line, size)).fold(0.0, f32::max);
    let height = lines.len() as f32 * size * LINE_HEIGHT;
    LabelText { lines, width, height, size }
}

/// Moves words of two lines so that they come out nearly as long as each other.
fn balance(lines: &mut [String], cut: bool) {
    let [first, second] = lines else { return };
    if cut {
        return;
    }
    while let Some((rest, word)) = first.rsplit_once(' ') {
        let longer = word.chars().count() + 1 + second.chars().count();
        if longer > rest.chars().count() || longer > MAX_CHARS {
            break;
        }
        *second = format!("{word} {second}");
        *first = rest.to_owned();
    }
}

fn shorten(line: &mut String) {
    if line.chars().count() > MAX_CHARS {
        *line = line.chars().take(MAX_CHARS - 1).collect();
        line.truncate(line.trim_end().len());
        line.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_CHARS, break_label, face_of, width};

    #[test]
    fn widths_grow_with_letters_and_size() {
        assert!(width("ii", 12.0) < width("MM", 12.0));
        assert!((width("Iran", 24.0) - 2.0 * width("Iran", 12.0)).abs() < 1e-3);
        assert!(width("", 12.0) == 0.0);
    }

    #[test]
    fn each_script_has_a_face() {
        assert_eq!([face_of('a'), face_of('ạ'), face_of('ح'), face_of('ש'), face_of('→')], [0, 1, 2, 3, 4]);
        assert!(width("حزب الله", 12.0) > 20.0);
    }

    #[test]
    fn labels_break_into_two_lines_of_like_length() {
        assert_eq!(break_label("Iran", 12.0).lines, ["Iran"]);
        assert_eq!(
            break_label("Iran-aligned groups in Syria", 12.0).lines,
            ["Iran-aligned groups", "in Syria"]
        );
        assert_eq!(break_label("Hossein Amirabdollahian", 12.0).lines, ["Hossein", "Amirabdollahian"]);
        let long = break_label("one two three four five six seven eight nine ten eleven twelve", 12.0);
        assert_eq!(long.lines.len(), 2);
        assert!(long.lines[1].ends_with('…'), "{:?}", long.lines);
        let word = break_label(&"x".repeat(100), 12.0);
        assert!(word.lines[0].ends_with('…') && word.lines[0].chars().count() <= MAX_CHARS);
    }
}
