//! What stands below the voices of a card: what looks suspect, the verdict, its reason, and a note.

use egui::text_edit::TextEditState;
use egui::util::undoer::{self, Undoer};
use egui::{Key, Modifiers, RichText, TextEdit, Ui, vec2};
use egui_phosphor::regular as icon;

use super::verdict::{VerdictButton, VerdictLook, verdict_bar};
use crate::model::{ClaimIx, Item};
use crate::session::review::{Reason, Verdict};
use crate::session::{Action, Keep};
use crate::ui::theme::{color, icon_font, size};
use crate::ui::widgets::caption;
use crate::ui::{Context, lines, paint};

/// Keys of the reasons, in their order.
const DIGITS: [Key; 6] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];

/// What a field undoes at once: what was typed without a rest of half a second, at most three seconds of it.
const BURSTS: undoer::Settings =
    undoer::Settings { max_undos: 100, stable_time: 0.5, auto_save_interval: 3.0 };

/// Shows the foot of a claim's card.
pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, out: &mut Vec<Action>) {
    suspicions(ui, ctx, claim);
    let review = ctx.session.review();
    let current = ctx.session.current_claim() == Some(claim);
    let verdict = review.verdict(claim);
    let look = VerdictLook {
        verdict: verdict.map(|verdict| match verdict {
            Verdict::Accepted => VerdictButton::Accept,
            Verdict::Rejected(_) => VerdictButton::Reject,
            Verdict::Unsure => VerdictButton::Unsure,
        }),
        note: !review.note(claim).is_empty(),
        keys: current,
    };
    let pressed = verdict_bar(ui, ctx.theme, look);
    if let Some(button) = pressed {
        out.push(match button {
            VerdictButton::Accept => Action::Judge(claim, Some(Verdict::Accepted)),
            VerdictButton::Reject => Action::AskReason(claim),
            VerdictButton::Unsure => Action::Judge(claim, Some(Verdict::Unsure)),
            VerdictButton::Note => Action::AskNote(Item::Claim(claim)),
        });
    }
    if let Some(Verdict::Rejected(reason)) = verdict {
        let words = RichText::new(format!("Rejected: {}", reason.words())).size(size::LABEL);
        ui.label(words.color(color(ctx.theme.style.v_against)));
    }
    if ctx.session.passing().rejecting == Some(claim) {
        reasons(ui, ctx, claim, current, out);
    }
    note(ui, ctx, claim, out);
}

/// What a reviewer should look at first.
fn suspicions(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx) {
    let data = ctx.data();
    let derived = ctx.session.derived();
    let mut words: Vec<String> = derived.alarms(claim).iter().map(|alarm| alarm.words(data)).collect();
    if let Some(source) = derived.one_chain(claim) {
        words.push(format!("several voices, but all go back to {}", data.entity(source).name));
    }
    for words in words {
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let ink = color(ctx.theme.style.v_unsure);
            ui.label(RichText::new(icon::WARNING_CIRCLE).font(icon_font(14.0)).color(ink));
            let short = paint::visual(&lines::short(&words)).into_owned();
            let label = ui.label(RichText::new(short).size(size::LABEL).color(ctx.theme.text2()));
            if lines::short(&words).len() < words.len() {
                label.on_hover_text(paint::visual(&words));
            }
        });
    }
}

/// Why the claim is rejected: a click, or a digit.
fn reasons(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, current: bool, out: &mut Vec<Action>) {
    let theme = ctx.theme;
    ui.add_space(4.0);
    let top = ui.cursor().min;
    ui.horizontal(|ui| {
        ui.label(RichText::new("Why?").size(size::LABEL).color(theme.text2()));
        ui.label(caption(theme, "1 to 6, or Esc"));
    });
    let typing = ui.ctx().text_edit_focused();
    for (n, (reason, key)) in Reason::ALL.into_iter().zip(DIGITS).enumerate() {
        let cap = RichText::new((n + 1).to_string()).size(size::CAPTION).color(theme.text3());
        let words = RichText::new(reason.words()).size(size::QUOTE).color(theme.text());
        let button = egui::Button::new(words).right_text(cap).min_size(vec2(ui.available_width(), 24.0));
        let pressed = current && !typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if ui.add(button).clicked() || pressed {
            out.push(Action::Judge(claim, Some(Verdict::Rejected(reason))));
        }
    }
    if ui.small_button("Do not reject").clicked() {
        out.push(Action::ForgetReject);
    }
    // All of them are seen once they are asked for, however low the panel is.
    let pass = ui.ctx().cumulative_pass_nr();
    let id = ui.id().with("reasons");
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or(id, (claim, 0)), (claim, pass)));
    if before.0 != claim || before.1 + 1 < pass {
        ui.scroll_to_rect(egui::Rect::from_min_max(top, ui.min_rect().max), None);
    }
}

/// The note on a claim.
fn note(ui: &mut Ui, ctx: &Context<'_>, claim: ClaimIx, out: &mut Vec<Action>) {
    let now = ctx.session.review().note(claim);
    if let Some(text) = note_field(ui, ctx, Item::Claim(claim), now, out) {
        out.push(Action::Keep(Keep::Note(claim, text)));
    }
}

/// A note, open when there is one or one is to be written. While it has the focus the field itself undoes by bursts of
/// typing, back to what it was then; all of them are one step of the window. Returns what it is changed to.
pub(super) fn note_field(
    ui: &mut Ui,
    ctx: &Context<'_>,
    on: Item,
    now: &str,
    out: &mut Vec<Action>,
) -> Option<String> {
    let asked = ctx.session.passing().noting == Some(on);
    let id = ui.id().with(("note", on));
    let focused = ui.memory(|memory| memory.has_focus(id));
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<bool>(id), focused));
    if focused != before {
        // What is typed now is a step of its own.
        out.push(Action::Keep(Keep::Gesture(false)));
    }
    if now.is_empty() && !asked && !focused {
        return None;
    }
    if focused && !before {
        let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
        state.set_undoer(Undoer::with_settings(BURSTS));
        state.store(ui.ctx(), id);
    }
    ui.add_space(4.0);
    let mut text = now.to_owned();
    let field = TextEdit::multiline(&mut text).id(id).desired_rows(1).desired_width(f32::INFINITY);
    let response = ui.add(field.hint_text("Note").char_limit(20_000));
    response.widget_info(|| egui::WidgetInfo::text_edit(true, now, &text, "Note"));
    if asked {
        response.request_focus();
        response.scroll_to_me(None);
        out.push(Action::NoteFocused);
    }
    response.changed().then_some(text)
}
