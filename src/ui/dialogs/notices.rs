//! What was said at the foot of the canvas, to be read again.

use std::time::Duration;

use egui::{Label, RichText, ScrollArea, Ui};

use crate::session::NoticeKind;
use crate::ui::theme::{color, size};
use crate::ui::{Context, paint};

pub(super) fn show(ui: &mut Ui, ctx: &Context<'_>) {
    let said = &ctx.session.passing().said;
    if said.is_empty() {
        ui.label(RichText::new("Nothing was said yet").color(ctx.theme.text2()));
        return;
    }
    ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        ui.set_min_width(440.0);
        for said in said.iter().rev() {
            let ink = match said.notice.kind {
                NoticeKind::Done => ctx.theme.text(),
                NoticeKind::Failed => color(ctx.theme.style.v_against),
            };
            let ago = RichText::new(ago(said.age())).size(size::CAPTION).color(ctx.theme.text3());
            ui.label(ago);
            let words = RichText::new(paint::visual(&said.notice.text)).color(ink);
            ui.add(Label::new(words).wrap().selectable(true));
            ui.add_space(8.0);
        }
    });
    if ui.button("Copy all").clicked() {
        let all: Vec<&str> = said.iter().map(|said| said.notice.text.as_str()).collect();
        ui.ctx().copy_text(all.join("\n"));
    }
    // The ages go on while the list is open.
    ui.ctx().request_repaint_after(Duration::from_secs(30));
}

/// "just now", "3 minutes ago".
fn ago(age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    match minutes {
        0 => "just now".to_owned(),
        1 => "1 minute ago".to_owned(),
        2..60 => format!("{minutes} minutes ago"),
        60..120 => "1 hour ago".to_owned(),
        _ => format!("{} hours ago", minutes / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, ago};

    #[test]
    fn ages_are_words() {
        let of = |seconds| ago(Duration::from_secs(seconds));
        assert_eq!([of(3), of(61), of(3599)], ["just now", "1 minute ago", "59 minutes ago"]);
        assert_eq!([of(3600), of(7200)], ["1 hour ago", "2 hours ago"]);
    }
}
