//! The words of a citation on a card: found, or not, with what stands nearest; and the ways to copy them.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, CursorIcon, FontId, Id, Label, Response, RichText, Sense, Stroke, Ui, vec2};

use super::nearest::nearest;
use super::source;
use crate::model::{Attribution, Citation, ClaimIx, Grounding, Span};
use crate::session::Action;
use crate::ui::theme::{color, size};
use crate::ui::widgets::caption;
use crate::ui::{Context, paint};

/// Where quotes begin, under the name of who says them.
pub(super) const INDENT: f32 = 24.0;
/// Texts up to this many bytes are searched for the nearest words at once, longer ones when asked.
const AT_ONCE: usize = 64 * 1024;
/// Letters of the nearest sentence that are shown.
const SHOWN: usize = 200;

/// A citation with where it comes from.
#[derive(Clone, Copy)]
pub(super) struct Quoted<'a> {
    pub(super) claim: ClaimIx,
    pub(super) voice: u32,
    /// Its number among the voice's citations.
    pub(super) number: usize,
    pub(super) attribution: &'a Attribution,
    pub(super) citation: &'a Citation,
}

fn format(ink: Color32) -> TextFormat {
    let font = FontId::proportional(size::QUOTE);
    TextFormat { line_height: Some(18.0), ..TextFormat::simple(font, ink) }
}

/// Shows the words of a citation, with the cue in its own colour; a click reads them in the text.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, quoted: Quoted<'_>, out: &mut Vec<Action>) {
    let (theme, data) = (ctx.theme, ctx.data());
    let Some(span) = quoted.citation.span else {
        not_found(ui, ctx, quoted, out);
        return;
    };
    let document = quoted.citation.document;
    let text = &data.document(document).text;
    let body = format(theme.text2());
    let mark = TextFormat { underline: Stroke::new(1.2, theme.cue()), ..format(theme.cue()) };
    let mut job = LayoutJob::default();
    job.append("“", 0.0, body.clone());
    let cue = quoted.citation.cue.filter(|cue| cue.start >= span.start && cue.end <= span.end);
    let flat = |start, end| paint::visual(&text.slice(start, end).replace('\n', " ")).into_owned();
    match cue {
        Some(cue) => {
            job.append(&flat(span.start, cue.start), 0.0, body.clone());
            job.append(&flat(cue.start, cue.end), 0.0, mark);
            job.append(&flat(cue.end, span.end), 0.0, body.clone());
        }
        None => job.append(&flat(span.start, span.end), 0.0, body.clone()),
    }
    job.append("”", 0.0, body);
    let response = row(ui, |ui| ui.add(Label::new(job).wrap().selectable(false).sense(Sense::click())));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if response.clicked() {
        out.push(Action::Read(document, span));
    }
    menu(ctx, &response, quoted, out);
}

fn row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(INDENT);
        ui.vertical(add).inner
    });
    shown.inner
}

/// The menu of a quote.
fn menu(ctx: &Context<'_>, response: &Response, quoted: Quoted<'_>, out: &mut Vec<Action>) {
    let data = ctx.data();
    response.context_menu(|ui| {
        if ui.button("Copy quote with source").clicked()
            && let Some(words) = source::with_source(data, quoted.attribution, quoted.citation)
        {
            ui.ctx().copy_text(words);
        }
        if ui.button("Copy quote").clicked()
            && let Some(words) = source::words(data, quoted.citation)
        {
            ui.ctx().copy_text(words);
        }
        if let Some(span) = quoted.citation.span
            && ui.button("Read it in the text").clicked()
        {
            out.push(Action::Read(quoted.citation.document, span));
        }
    });
}

/// A citation without a place: what is wrong, the words if there are any, and what stands nearest to them.
fn not_found(ui: &mut Ui, ctx: &Context<'_>, quoted: Quoted<'_>, out: &mut Vec<Action>) {
    let (theme, citation) = (ctx.theme, quoted.citation);
    let (words, ink) = match citation.grounding {
        Grounding::Ambiguous => ("Quote found in several places", theme.style.g_approx),
        Grounding::Unanchored => ("Neither a quote nor a place is given", theme.style.g_missing),
        _ if !ctx.data().document(citation.document).has_text => {
            ("The text could not be read", theme.style.g_missing)
        }
        _ => ("Quote not found in the text", theme.style.g_missing),
    };
    let response = row(ui, |ui| {
        let mut job = LayoutJob::default();
        job.append(words, 0.0, format(color(ink)));
        ui.add(Label::new(job).wrap().selectable(false));
        let mut job = LayoutJob::default();
        let exact = citation.exact.as_deref().filter(|exact| !exact.is_empty());
        let exact = exact.map(|exact| paint::visual(&std::format!("“{exact}”")).into_owned());
        job.append(exact.as_deref().unwrap_or("no words given"), 0.0, format(theme.text2()));
        let response = ui.add(Label::new(job).wrap().selectable(false).sense(Sense::click()));
        near(ui, ctx, quoted, out);
        response
    });
    menu(ctx, &response, quoted, out);
}

/// What was found nearest to a quote, kept until the case is read again.
#[derive(Clone, Copy, Default)]
struct Near {
    found: Option<Span>,
}

/// The words nearest to a quote that is not there, with a button that shows them; for a long text a button
/// that looks for them.
fn near(ui: &mut Ui, ctx: &Context<'_>, quoted: Quoted<'_>, out: &mut Vec<Action>) {
    let (data, citation) = (ctx.data(), quoted.citation);
    let document = data.document(citation.document);
    let quote = citation.exact.as_deref().filter(|exact| !exact.trim().is_empty());
    let Some(quote) = quote.filter(|_| document.has_text) else { return };
    let text = document.text.as_str();
    if citation.grounding == Grounding::Ambiguous {
        if let Some(at) = text.find(quote)
            && button(ui, ctx, "Show the first")
        {
            let span = Span { start: at as u32, end: (at + quote.len()) as u32 };
            out.push(Action::Read(citation.document, span));
        }
        return;
    }
    let id = Id::new(("nearest words", data.revision(), quoted.claim.0, quoted.voice, quoted.number));
    let known = ui.data(|memory| memory.get_temp::<Near>(id));
    let near = match known {
        Some(near) => near,
        None if text.len() <= AT_ONCE && is_first(ui) || button(ui, ctx, "Look for the nearest words") => {
            let near = Near { found: nearest(text, quote) };
            ui.data_mut(|memory| memory.insert_temp(id, near));
            near
        }
        None => return,
    };
    let Some(span) = near.found else {
        ui.label(caption(ctx.theme, "Nothing like it stands in the text"));
        return;
    };
    let words: String = document.text.slice(span.start, span.end).chars().take(SHOWN).collect();
    let cut = if words.len() < span.len() as usize { " …" } else { "" };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut job = LayoutJob::default();
    job.append("Nearest: ", 0.0, format(ctx.theme.text3()));
    job.append(&paint::visual(&std::format!("“{words}{cut}”")), 0.0, format(ctx.theme.text2()));
    ui.add(Label::new(job).wrap().selectable(false));
    if button(ui, ctx, "Show nearest") {
        out.push(Action::Read(citation.document, span));
    }
}

/// Whether this is the first search for nearest words in this frame; the others wait for the next ones.
fn is_first(ui: &Ui) -> bool {
    let (id, now) = (Id::new("nearest words looked for"), ui.ctx().cumulative_pass_nr());
    let last = ui.data_mut(|memory| std::mem::replace(memory.get_temp_mut_or::<u64>(id, u64::MAX), now));
    if last == now {
        ui.ctx().request_repaint();
    }
    last != now
}

fn button(ui: &mut Ui, ctx: &Context<'_>, words: &str) -> bool {
    let text = RichText::new(words).size(size::LABEL).color(ctx.theme.text());
    ui.add(egui::Button::new(text).fill(ctx.theme.panel()).min_size(vec2(0.0, 24.0))).clicked()
}
