//! Blocks with words that run from right to left: lines are broken in reading order, then each line's words
//! are put into the order of the eye. egui shapes a word but orders none.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Galley, Rect, Ui, pos2};

use super::layout::{Cell, Flow, Laid};
use crate::model::Span;
use crate::text::bidi;

/// A word of the text, without the white space around it.
struct Word<'a> {
    at: usize,
    text: &'a str,
    /// Whether a line of the text begins with it.
    breaks: bool,
}

/// A stretch of letters that stand together both in the text and on the screen.
struct Piece {
    span: Span,
    text: String,
}

/// Lays out `part`, which begins at byte `start` of the document.
pub(super) fn lay_out(
    ui: &Ui,
    part: &str,
    start: u32,
    format: &dyn Fn(u32) -> TextFormat,
    width: f32,
) -> Laid {
    let rtl = bidi::runs_rtl(part);
    let font = format(start).font_id;
    let measure = |text: &str| {
        let galley =
            ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::WHITE));
        galley.size().x
    };
    let lines: Vec<Vec<Vec<Piece>>> =
        break_lines(words(part), &measure, width).iter().map(|line| chunks(line, start, rtl)).collect();
    let mut job = LayoutJob { halign: if rtl { Align::RIGHT } else { Align::LEFT }, ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    for (row, line) in lines.iter().enumerate() {
        for (i, chunk) in line.iter().enumerate() {
            for (k, piece) in chunk.iter().enumerate() {
                let before = match (row, i, k) {
                    (0, 0, 0) => "",
                    (_, 0, 0) => "\n",
                    (_, _, 0) => " ",
                    _ => "",
                };
                job.append(&format!("{before}{}", piece.text), 0.0, format(piece.span.start));
            }
        }
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let cells = cells(&galley, &lines, &measure);
    Laid { galley, cells, flow: if rtl { Flow::RightToLeft } else { Flow::Mixed } }
}

fn words(part: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    let mut breaks = false;
    for piece in part.split_inclusive(char::is_whitespace) {
        let text = piece.trim_end();
        if !text.is_empty() {
            words.push(Word { at, text, breaks });
            breaks = false;
        }
        breaks |= piece.ends_with('\n');
        at += piece.len();
    }
    words
}

/// Fills lines of a width with words, one after the other.
fn break_lines<'a>(words: Vec<Word<'a>>, measure: &dyn Fn(&str) -> f32, width: f32) -> Vec<Vec<Word<'a>>> {
    let space = measure(" ");
    let mut lines: Vec<Vec<Word<'a>>> = Vec::new();
    let mut used = 0.0;
    for word in words {
        let wide = measure(word.text);
        match lines.last_mut() {
            Some(line) if !word.breaks && used + space + wide <= width => {
                used += space + wide;
                line.push(word);
            }
            _ => {
                used = wide;
                lines.push(vec![word]);
            }
        }
    }
    lines
}

/// A line as the eye meets it: chunks between spaces, each of one or more pieces.
fn chunks(line: &[Word<'_>], start: u32, rtl: bool) -> Vec<Vec<Piece>> {
    let mut joined = String::new();
    // Byte in the joined line → byte in the part, by word.
    let mut places: Vec<(usize, usize)> = Vec::with_capacity(line.len());
    for word in line {
        if !joined.is_empty() {
            joined.push(' ');
        }
        places.push((joined.len(), word.at));
        joined.push_str(word.text);
    }
    let mut chunks: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut previous: Option<(usize, usize, usize)> = None;
    for (at, letter) in bidi::visual_order(&joined, Some(rtl)) {
        if letter == ' ' {
            chunks.push(Vec::new());
            previous = None;
            continue;
        }
        let word = places.partition_point(|&(from, _)| from <= at).saturating_sub(1);
        let (from, to) = places.get(word).copied().unwrap_or((0, 0));
        let first = start + (to + at - from) as u32;
        // Offsets count in the text, where a mirrored bracket is as long as the one it stands for.
        let end = first + letter.len_utf8() as u32;
        let together = previous
            .is_some_and(|(of, low, high)| of == word && (at == high || at + letter.len_utf8() == low));
        let chunk = chunks.last_mut().filter(|chunk| together && !chunk.is_empty());
        if let Some(piece) = chunk.and_then(|chunk| chunk.last_mut()) {
            piece.text.push(letter);
            piece.span = Span { start: piece.span.start.min(first), end: piece.span.end.max(end) };
        } else if let Some(chunk) = chunks.last_mut() {
            chunk.push(Piece { span: Span { start: first, end }, text: letter.to_string() });
        }
        previous = Some((word, at, at + letter.len_utf8()));
    }
    chunks.retain(|chunk| !chunk.is_empty());
    chunks
}

/// Where the pieces stand. Chunks are found by the spaces between them, pieces inside by their widths.
fn cells(galley: &Galley, lines: &[Vec<Vec<Piece>>], measure: &dyn Fn(&str) -> f32) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (row, (placed, line)) in galley.rows.iter().zip(lines).enumerate() {
        let (top, bottom) = (placed.pos.y, placed.pos.y + placed.size.y);
        let shown = placed.glyphs.split(|glyph| glyph.chr == ' ').filter(|glyphs| !glyphs.is_empty());
        for (glyphs, chunk) in shown.zip(line) {
            let left = glyphs.iter().map(|glyph| glyph.pos.x).fold(f32::INFINITY, f32::min);
            let right = glyphs.iter().map(|glyph| glyph.pos.x + glyph.advance_width).fold(left, f32::max);
            let total: f32 = chunk.iter().map(|piece| measure(&piece.text)).sum();
            let scale = if total > 0.0 { (right - left) / total } else { 1.0 };
            let mut x = placed.pos.x + left;
            for piece in chunk {
                let wide = measure(&piece.text) * scale;
                let rect = Rect::from_min_max(pos2(x, top), pos2(x + wide, bottom));
                cells.push(Cell { span: piece.span, rect, row });
                x += wide;
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{break_lines, chunks, words};

    /// The chunks of a text on one line of endless width: the text seen, and the text it stands for.
    fn seen(text: &str, rtl: bool) -> Vec<(String, String)> {
        let lines = break_lines(words(text), &|word| word.len() as f32, f32::INFINITY);
        let pieces = lines.iter().flat_map(|line| chunks(line, 0, rtl)).flatten();
        let stands_for =
            |span: crate::model::Span| text.get(span.start as usize..span.end as usize).unwrap().to_owned();
        pieces.map(|piece| (piece.text, stands_for(piece.span))).collect()
    }

    #[test]
    fn a_right_to_left_line_shows_its_last_word_first_and_knows_each_word() {
        let pair = |word: &str| (word.to_owned(), word.to_owned());
        assert_eq!(seen("حزب الله حر", true), [pair("حر"), pair("الله"), pair("حزب")]);
    }

    #[test]
    fn brackets_around_foreign_words_keep_their_places() {
        let seen = seen("said (حزب الله) today", false);
        let shown: Vec<&str> = seen.iter().map(|(shown, _)| shown.as_str()).collect();
        assert_eq!(shown, ["said", "(", "الله", "حزب", ")", "today"]);
        assert!(seen.iter().all(|(shown, meant)| shown == meant));
    }

    #[test]
    fn lines_hold_what_fits_and_break_where_the_text_does() {
        let lines = break_lines(words("aa bb cc\ndd"), &|word| word.len() as f32, 5.0);
        let lines: Vec<Vec<&str>> =
            lines.iter().map(|line| line.iter().map(|word| word.text).collect()).collect();
        assert_eq!(lines, [vec!["aa", "bb"], vec!["cc"], vec!["dd"]]);
    }
}
