//! What comes in with a file that is to be added, and whom of it the case has already.

use std::collections::BTreeSet;

use egui::{Id, Key, Label, Modal, RichText, ScrollArea, Ui};

use super::import::{problems, taken_in};
use crate::graph::{Match, Reason};
use crate::model::{Dataset, EntityIx};
use crate::session::{Action, Addition};
use crate::ui::theme::{color, size};
use crate::ui::widgets::{caption, counted, number, tick};
use crate::ui::{Context, paint};

/// Pairs of one reason that are listed; the others go with their box at the head.
const ROWS: usize = 200;

/// Which boxes are ticked, and what stands beside them.
#[derive(Default)]
pub(super) struct AddingState {
    /// The case that the files would make.
    revision: Option<u64>,
    ticked: BTreeSet<EntityIx>,
    groups: Vec<Group>,
}

/// Pairs that are matched for one reason.
struct Group {
    words: String,
    /// The later end of each.
    all: Vec<EntityIx>,
    /// What stands in the rows, the first of all.
    rows: Vec<String>,
}

impl AddingState {
    /// Begins with all boxes ticked but those that a person has to tick.
    fn begin(&mut self, addition: &Addition) {
        let (data, matches) = (addition.data(), addition.matches());
        if self.revision != Some(data.revision()) {
            self.revision = Some(data.revision());
            self.ticked = matches.iter().filter(|pair| !pair.doubtful).map(|pair| pair.from).collect();
            self.groups = groups(data, matches);
        }
    }
}

/// Shows the files that wait to be added, if some do.
pub(super) fn show(ui: &Ui, ctx: &Context<'_>, state: &mut AddingState, out: &mut Vec<Action>) {
    let Some(addition) = ctx.session.addition() else {
        *state = AddingState::default();
        return;
    };
    state.begin(addition);
    let frame = ctx.theme.floating().inner_margin(18);
    Modal::new(Id::new("adding")).frame(frame).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().size();
        ui.set_width((room.x - 80.0).clamp(280.0, 620.0));
        let wrapped = |words: RichText| Label::new(words).wrap();
        let title = format!("Add {}?", addition.name());
        ui.add(wrapped(RichText::new(paint::visual(&title)).size(size::TITLE).color(ctx.theme.text())));
        ui.add_space(4.0);
        taken_in(ui, ctx, addition.taken_in());
        ui.add(wrapped(RichText::new(comes_in(addition)).color(ctx.theme.text())));
        // What is below the list needs its room in a low window too.
        ScrollArea::vertical().max_height((room.y - 330.0).max(90.0)).auto_shrink([false, true]).show(
            ui,
            |ui| {
                problems(ui, ctx, addition.problems());
                same(ui, ctx, state);
            },
        );
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let add = ui.button("Add").on_hover_text("Undo takes all of it out again");
            // Return adds: it is what a person came for.
            let nowhere = ui.memory(|memory| memory.focused().is_none());
            if add.clicked() || nowhere && ui.input(|input| input.key_pressed(Key::Enter)) {
                out.push(Action::AnswerAddition(Some(state.ticked.clone())));
            }
            if ui.button("Cancel").on_hover_text("The case stays as it is").clicked() {
                out.push(Action::AnswerAddition(None));
            }
        });
    });
}

/// The boxes, one a pair, under one for each reason.
fn same(ui: &mut Ui, ctx: &Context<'_>, state: &mut AddingState) {
    let AddingState { groups, ticked, .. } = state;
    ui.add_space(8.0);
    if groups.is_empty() {
        ui.label(
            RichText::new("Nobody in it is in this case already, by id or name").color(ctx.theme.text2()),
        );
        return;
    }
    ui.label(RichText::new("Who is ticked becomes one with whom the case has").color(ctx.theme.text2()));
    for (n, group) in groups.iter().enumerate() {
        ui.add_space(6.0);
        ui.push_id(n, |ui| {
            let mut all = group.all.iter().all(|from| ticked.contains(from));
            let words = format!("{}: {}", group.words, number(group.all.len()));
            if tick(ui, ctx.theme, &mut all, &words) {
                for &from in &group.all {
                    if all {
                        ticked.insert(from)
                    } else {
                        ticked.remove(&from)
                    };
                }
            }
            ui.indent("pairs", |ui| {
                for (row, from) in group.rows.iter().zip(&group.all) {
                    let mut on = ticked.contains(from);
                    if ui.push_id(from, |ui| tick(ui, ctx.theme, &mut on, row)).inner {
                        if on {
                            ticked.insert(*from)
                        } else {
                            ticked.remove(from)
                        };
                    }
                }
                let more = group.all.len() - group.rows.len();
                if more > 0 {
                    let with = group.all.iter().skip(ROWS).filter(|from| ticked.contains(from)).count();
                    let words = format!("and {} more, {} of them ticked", number(more), number(with));
                    ui.label(caption(ctx.theme, words).color(color(ctx.theme.style.v_unsure)));
                }
            });
        });
    }
}

/// "3 entities, 2 claims and 1 document come in; 1 document is in the case already".
fn comes_in(addition: &Addition) -> String {
    let came = addition.came();
    let documents = counted(came.documents.len(), "document", "documents");
    let entities = counted(came.entities.len(), "entity", "entities");
    let claims = counted(came.claims.len(), "claim", "claims");
    let known = match came.known {
        0 => String::new(),
        1 => "; 1 document is in the case already".to_owned(),
        n => format!("; {} documents are in the case already", number(n)),
    };
    format!("{entities}, {claims} and {documents} come in{known}")
}

/// The matches by their reason; those that a person has to tick last.
fn groups(data: &Dataset, matches: &[Match]) -> Vec<Group> {
    let words = |pair: &Match| match pair.reason {
        _ if pair.doubtful => "Same id, and nothing else in common",
        Reason::SameId => "Same id",
        Reason::SharedXref(..) => "Same identifier elsewhere",
        Reason::SameName => "Same name",
        Reason::SharedAlias(_) | Reason::NearName => "Another name in common",
    };
    let mut groups: Vec<Group> = Vec::new();
    for pair in matches {
        if groups.last().is_none_or(|last| last.words != words(pair)) {
            groups.push(Group { words: words(pair).to_owned(), all: Vec::new(), rows: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.all.push(pair.from);
            if group.rows.len() < ROWS {
                group.rows.push(row(data, pair));
            }
        }
    }
    groups
}

/// "HAMAS (organization) is Hamas (militia)".
fn row(data: &Dataset, pair: &Match) -> String {
    let [one, other] = [pair.from, pair.into].map(|entity| data.entity(entity).name.as_str());
    let [own, theirs] = [pair.from, pair.into].map(|entity| data.kind_of(entity).label.as_str());
    let who = match (one == other, own == theirs) {
        (true, true) => one.to_owned(),
        (false, true) => format!("{one} is {other}"),
        (_, false) => format!("{one} ({own}) is {other} ({theirs})"),
    };
    match &pair.reason {
        Reason::SharedXref(..) | Reason::SharedAlias(_) => format!("{who}, {}", pair.reason.words()),
        Reason::SameId | Reason::SameName | Reason::NearName => who,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BuiltinKind, DatasetBuilder, Entity, KindTable};

    #[test]
    fn pairs_stand_under_their_reason_and_many_are_counted() {
        let entity = |name: &str, kind| Entity::new(name, name, KindTable::builtin(kind));
        let entities = vec![
            entity("Hamas", BuiltinKind::Militia),
            entity("HAMAS", BuiltinKind::Party),
            entity("Iran", BuiltinKind::State),
            entity("Iran", BuiltinKind::State),
        ];
        let data = DatasetBuilder { entities, ..DatasetBuilder::default() }.build(1);
        let pair = |from, into, reason, doubtful| Match {
            from: EntityIx(from),
            into: EntityIx(into),
            reason,
            doubtful,
        };
        let alias = || Reason::SharedAlias("x".to_owned());
        let mut matches = vec![pair(3, 2, Reason::SameId, false), pair(1, 0, alias(), false)];
        matches.extend((0..ROWS + 5).map(|_| pair(1, 0, Reason::SameId, true)));
        let groups = groups(&data, &matches);
        let heads: Vec<(&str, usize, usize)> =
            groups.iter().map(|group| (group.words.as_str(), group.all.len(), group.rows.len())).collect();
        let doubtful = ("Same id, and nothing else in common", ROWS + 5, ROWS);
        assert_eq!(heads, [("Same id", 1, 1), ("Another name in common", 1, 1), doubtful]);
        assert_eq!(groups[0].rows, ["Iran"]);
        assert_eq!(groups[1].rows, ["HAMAS (party) is Hamas (militia), both are called “x”"]);
    }
}
