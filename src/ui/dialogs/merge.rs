//! Merge with: who else an entity is, of those that may be and of those that a name finds.

use egui::{Button, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::model::EntityIx;
use crate::session::{Action, Keep, Session};
use crate::ui::theme::size;
use crate::ui::widgets::caption;
use crate::ui::{Context, paint};

/// Entities offered at most.
const OFFERED: usize = 40;

/// What is typed.
#[derive(Default)]
pub(super) struct MergeState {
    query: String,
    /// Whether the field has had the focus since the dialog was opened.
    open: bool,
}

impl MergeState {
    /// The dialog is closed: it begins anew when it opens.
    pub(super) fn close(&mut self) {
        *self = Self::default();
    }
}

pub(super) fn show(
    ui: &mut Ui,
    ctx: &Context<'_>,
    state: &mut MergeState,
    entity: EntityIx,
    out: &mut Vec<Action>,
) {
    let Some(record) = ctx.data().entities().get(entity.index()) else { return };
    let words = format!("Who else is {}? What is said of either is then said of one", record.name);
    ui.label(RichText::new(paint::visual(&words).into_owned()).color(ctx.theme.text2()));
    ui.add_space(8.0);
    let field = TextEdit::singleline(&mut state.query).hint_text("Name");
    let response = ui.add_sized([460.0, 32.0], field.vertical_align(egui::Align::Center));
    if !std::mem::replace(&mut state.open, true) {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let offers = offers(ctx.session, entity, &state.query);
    let mut chosen = offers.first().filter(|_| entered && !state.query.trim().is_empty()).map(|one| one.0);
    ui.add_space(8.0);
    if offers.is_empty() {
        let words = if state.query.trim().is_empty() {
            "Nobody in this case looks the same: type a name".to_owned()
        } else {
            format!("Nothing found for “{}”", state.query.trim())
        };
        ui.label(caption(ctx.theme, words));
    }
    ScrollArea::vertical().max_height(300.0).auto_shrink([false, true]).show(ui, |ui| {
        for (other, why) in offers {
            let name = paint::visual(&ctx.data().entity(other).name).into_owned();
            let why = RichText::new(paint::visual(&why).into_owned()).size(size::CAPTION);
            let button = Button::new(RichText::new(name).color(ctx.theme.text()))
                .truncate()
                .right_text(why.color(ctx.theme.text3()))
                .min_size(vec2(ui.available_width(), 26.0));
            if ui.push_id(other, |ui| ui.add(button)).inner.clicked() {
                chosen = Some(other);
            }
        }
    });
    if let Some(other) = chosen {
        out.push(Action::Keep(Keep::Merge(other, entity)));
        out.push(Action::ShowDialog(None));
    }
}

/// Who is offered with a reason: those that may be the same where nothing is typed, else those that the words
/// find.
fn offers(session: &Session, entity: EntityIx, query: &str) -> Vec<(EntityIx, String)> {
    let data = session.data();
    if query.trim().is_empty() {
        let pairs = session.perhaps_the_same().filter(|pair| pair.a == entity || pair.b == entity);
        let other = |pair: &crate::graph::Suggestion| if pair.a == entity { pair.b } else { pair.a };
        return pairs.map(|pair| (other(pair), pair.reason.words())).take(OFFERED).collect();
    }
    let shown = session.derived().whole();
    let hits = session.derived().index().map(|index| index.search(data, query, OFFERED)).unwrap_or_default();
    let found = hits.entities.iter().filter_map(|hit| hit.item.entity());
    let others = found.filter(|&other| other != entity && shown.has_entity(other));
    others.map(|other| (other, data.kind_of(other).label.clone())).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::offers;
    use crate::session::{Session, Settings};

    #[test]
    fn those_that_may_be_the_same_and_those_that_a_name_finds_are_offered() {
        let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
        session.wait_until_settled();
        let iran = session.data().find_entity("iran").unwrap();
        let hamas = session.data().find_entity("hamas").unwrap();
        let found = offers(&session, iran, "hamas");
        assert_eq!(found.first().map(|one| one.0), Some(hamas));
        assert!(offers(&session, iran, "iran").iter().all(|one| one.0 != iran), "not itself");
        assert!(offers(&session, iran, "qqzz").is_empty());
        let pair = session.perhaps_the_same().next().map(|pair| (pair.a, pair.b));
        if let Some((a, b)) = pair {
            assert!(offers(&session, a, "").iter().any(|one| one.0 == b));
        }
    }
}
