//! SVG: every shape of the scene, with its title for readers, real text and the faces that it needs.
//!
//! The same input gives the same bytes: numbers have at most two decimals, and everything is written in
//! the order of the scene.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;

use super::{Picture, legend};
use crate::graph::Shown;
use crate::model::{Attribution, ClaimIx, Dataset, Item};
use crate::scene::{Align, Dash, Paint, Pen, Point, Rgba, Scene, Style, Text};
use crate::text::fonts;
use crate::text::measure::{LINE_HEIGHT, face_of};

/// Families by the names that font tables give, in the order of [`fonts::FACES`]: Ubuntu Light is a weight
/// of "Ubuntu" there.
const FAMILIES: [(&str, u16); 5] = [
    ("Ubuntu", 300),
    ("Noto Sans", 400),
    ("Noto Sans Arabic", 400),
    ("Noto Sans Hebrew", 400),
    ("Hack", 400),
];

/// Writes a scene as SVG. With a legend the picture gets that much taller than the scene.
pub fn svg(scene: &Scene, style: &Style, picture: &Picture, data: &Dataset, shown: &Shown) -> String {
    write(scene.clone(), style, picture, data, shown)
}

/// The same, for a scene that is not needed any more.
pub(super) fn write(
    mut scene: Scene,
    style: &Style,
    picture: &Picture,
    data: &Dataset,
    shown: &Shown,
) -> String {
    let mut height = scene.size[1];
    if picture.legend {
        legend::draw(&mut scene, style, data, shown, height);
        height += legend::HEIGHT;
    }
    let (w, h) = (number(scene.size[0]), number(height));
    let mut out = String::with_capacity(scene.shapes.len() * 120 + 4096);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\">\n\
         <title>{}</title>\n<desc>{}</desc>\n",
        escape(&picture.title),
        escape(&picture.desc)
    );
    faces(&scene, &mut out);
    if let Some(ground) = picture.background {
        let _ = writeln!(out, "<rect width=\"{w}\" height=\"{h}\" {}/>", fill(ground));
    }
    let mut ids = Ids::default();
    for run in scene.shapes.chunk_by(|a, b| a.item == b.item) {
        let item = run.first().and_then(|shape| shape.item);
        if let Some(item) = item {
            open_group(item, data, &mut ids, &mut out);
        }
        for shape in run {
            paint(&scene, &shape.paint, &mut out);
        }
        if item.is_some() {
            out.push_str("</g>\n");
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Element ids: each thing has one, and what is drawn in several places counts on.
#[derive(Default)]
struct Ids {
    used: BTreeMap<String, u32>,
}

impl Ids {
    fn next(&mut self, of: &str) -> String {
        // XML names: letters, digits, "-", "_" and "."; all else is written as its code point.
        let mut id = String::with_capacity(of.len());
        for letter in of.chars() {
            if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.') {
                id.push(letter);
            } else {
                let _ = write!(id, "_{:x}", u32::from(letter));
            }
        }
        let mut count = self.used.get(&id).copied().unwrap_or(0);
        loop {
            count += 1;
            let numbered = if count > 1 { format!("{id}--{count}") } else { id.clone() };
            // A name may itself end as a number would, so what is taken is asked and not supposed.
            if !self.used.contains_key(&numbered) {
                self.used.insert(numbered.clone(), 1);
                self.used.insert(id, count);
                return numbered;
            }
        }
    }
}

fn open_group(item: Item, data: &Dataset, ids: &mut Ids, out: &mut String) {
    let (id, title, desc) = match item {
        Item::Entity(entity) => {
            let record = data.entity(entity);
            (format!("entity-{}", record.id), record.name.clone(), data.kind_of(entity).label.clone())
        }
        Item::Claim(claim) => {
            (format!("claim-{}", data.claim(claim).id), data.sentence(claim), claim_desc(data, claim))
        }
        Item::Attribution(claim, number) => {
            let voice = data.claim(claim).attributions.get(number as usize);
            let words = voice.map_or_else(String::new, |voice| voice_words(data, voice));
            (format!("voice-{}-{}", data.claim(claim).id, number + 1), words, data.sentence(claim))
        }
        Item::Document(_) | Item::Passage(..) => (String::from("text"), String::new(), String::new()),
    };
    let _ = write!(out, "<g id=\"{}\"><title>{}</title>", ids.next(&id), escape(&title));
    if !desc.is_empty() {
        let _ = write!(out, "<desc>{}</desc>", escape(&desc));
    }
    out.push('\n');
}

/// "speaks against, disputed. White House says so; Mohammad Jamshidi denies".
fn claim_desc(data: &Dataset, claim: ClaimIx) -> String {
    let voices: Vec<String> =
        data.claim(claim).attributions.iter().map(|voice| voice_words(data, voice)).collect();
    let head = format!("{}, {}", data.class(claim).words(), data.status(claim).id());
    if voices.is_empty() { head } else { format!("{head}. {}", voices.join("; ")) }
}

/// "Mohammad Jamshidi denies".
fn voice_words(data: &Dataset, voice: &Attribution) -> String {
    let who = voice.speaker.map_or("the report", |speaker| &data.entity(speaker).name);
    format!("{who} {}", voice.stance.words())
}

/// Declares the faces whose letters occur, as data.
fn faces(scene: &Scene, out: &mut String) {
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for shape in &scene.shapes {
        if let Paint::Text(text) = &shape.paint {
            used.extend(text.label.lines.iter().flat_map(|line| line.chars()).map(face_of));
        }
    }
    if used.is_empty() {
        return;
    }
    out.push_str("<style>");
    for face in used {
        let (Some((family, weight)), Some((_, bytes))) = (FAMILIES.get(face), fonts::FACES.get(face)) else {
            continue;
        };
        let data = base64::engine::general_purpose::STANDARD.encode(bytes);
        let _ = write!(
            out,
            "@font-face{{font-family:\"{family}\";font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"
        );
    }
    out.push_str("</style>\n");
}

fn paint(scene: &Scene, paint: &Paint, out: &mut String) {
    match paint {
        Paint::Line { from, to, width, color } => {
            let _ = writeln!(
                out,
                "<path d=\"M{}L{}\" {}/>",
                pair(*from),
                pair(*to),
                stroke(Pen::new(*width, *color))
            );
        }
        Paint::Dot { centre, radius, color } => circle(*centre, *radius, &fill(*color), out),
        Paint::Circle { centre, radius, fill: inside, pen } => {
            circle(*centre, *radius, &both(*inside, *pen), out);
        }
        Paint::Path { points, closed, fill: inside, pen, .. } => {
            let mut d = String::new();
            for (i, point) in scene.path(points).iter().enumerate() {
                let _ = write!(d, "{}{}", if i == 0 { 'M' } else { 'L' }, pair(*point));
            }
            if *closed {
                d.push('Z');
            }
            let inside = inside.filter(|_| *closed);
            let _ = writeln!(out, "<path d=\"{d}\" {}/>", both(inside, *pen));
        }
        Paint::Text(text) => write_text(text, out),
    }
}

fn circle(centre: Point, radius: f32, look: &str, out: &mut String) {
    let (x, y, r) = (number(centre[0]), number(centre[1]), number(radius));
    let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {look}/>");
}

/// Letters in logical order: whoever reads the file orders right-to-left runs itself.
fn write_text(text: &Text, out: &mut String) {
    let size = text.label.size;
    let anchor = match text.align {
        Align::Left => "start",
        Align::Centre => "middle",
        Align::Right => "end",
    };
    let halo = text.halo.map_or_else(String::new, |halo| {
        format!(" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\" {}", stroke_color(halo))
    });
    for (i, line) in text.label.lines.iter().enumerate() {
        // Ubuntu Light stands 0.932 of its size above the baseline and 0.189 below; the line is a little taller.
        let top = text.at[1] + i as f32 * size * LINE_HEIGHT;
        let baseline = top + size * ((LINE_HEIGHT - 1.121) * 0.5 + 0.932);
        if let Some(plate) = text.plate {
            let width = crate::text::measure::width(line, size) + 4.0;
            let left = match text.align {
                Align::Left => text.at[0] - 2.0,
                Align::Centre => text.at[0] - width * 0.5,
                Align::Right => text.at[0] - width + 2.0,
            };
            let (x, y, w, h) = (number(left), number(top + size * 0.15), number(width), number(size * 0.95));
            let _ = writeln!(
                out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"2\" {}/>",
                fill(plate)
            );
        }
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" font-family=\"Ubuntu, Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Hack\" \
             font-weight=\"300\" font-size=\"{}\" text-anchor=\"{anchor}\" {}{halo}>{}</text>",
            number(text.at[0]),
            number(baseline),
            number(size),
            fill(text.color),
            escape(line)
        );
    }
}

fn both(inside: Option<Rgba>, pen: Option<Pen>) -> String {
    let inside = inside.map_or_else(|| "fill=\"none\"".to_owned(), fill);
    pen.map_or_else(|| inside.clone(), |pen| format!("{inside} {}", stroke_line(pen)))
}

fn stroke(pen: Pen) -> String {
    format!("fill=\"none\" {}", stroke_line(pen))
}

fn stroke_line(pen: Pen) -> String {
    let width = number(pen.width);
    let line = format!("{} stroke-width=\"{width}\"", stroke_color(pen.color));
    match pen.dash {
        Dash::Solid => format!("{line} stroke-linejoin=\"round\""),
        Dash::Dashed(on, off) => format!("{line} stroke-dasharray=\"{} {}\"", number(on), number(off)),
        Dash::Dotted(spacing) => {
            format!("{line} stroke-linecap=\"round\" stroke-dasharray=\"0.01 {}\"", number(spacing))
        }
    }
}

fn fill(color: Rgba) -> String {
    ink("fill", color)
}

fn stroke_color(color: Rgba) -> String {
    ink("stroke", color)
}

fn ink(what: &str, color: Rgba) -> String {
    let [r, g, b, a] = color.0;
    let mut out = format!("{what}=\"#{r:02x}{g:02x}{b:02x}\"");
    if a < 255 {
        let _ = write!(out, " {what}-opacity=\"{}\"", number(f32::from(a) / 255.0));
    }
    out
}

fn pair(point: Point) -> String {
    format!("{} {}", number(point[0]), number(point[1]))
}

/// A number with at most two decimals, without trailing zeros and without "-0".
fn number(n: f32) -> String {
    let rounded = (f64::from(n) * 100.0).round() / 100.0;
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    format!("{rounded}")
}

/// Text that is safe inside an element or an attribute; letters that XML has no room for are dropped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            letter if letter < ' ' || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Ids, escape, number};

    #[test]
    fn numbers_are_short() {
        assert_eq!([number(-0.001), number(1.0), number(2.345), number(-3.5)], ["0", "1", "2.35", "-3.5"]);
    }

    #[test]
    fn names_become_ids_that_stand_once() {
        let mut ids = Ids::default();
        assert_eq!(ids.next("claim-a b"), "claim-a_20b");
        assert_eq!(ids.next("claim-a b"), "claim-a_20b--2");
        assert_eq!(ids.next("claim-a_20b--2"), "claim-a_20b--2--2");
        assert_eq!(ids.next("claim-a b"), "claim-a_20b--3");
    }

    #[test]
    fn what_xml_forbids_does_not_come_through() {
        assert_eq!(escape("a<b>&\"c\"\u{1}"), "a&lt;b&gt;&amp;&quot;c&quot;");
    }
}
