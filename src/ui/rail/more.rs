//! The fifth filter, "More": predicate, document, grounding, date, degree, part, group, property, and what was
//! hidden by hand.

use std::collections::BTreeSet;

use egui::{
    CollapsingHeader, Id, Popup, PopupCloseBehavior, Response, RichText, ScrollArea, TextEdit, Ui, Vec2,
};

use super::data::{self, only, toggle};
use super::filters::{Sign, entry};
use crate::graph::{DateWindow, Filter};
use crate::model::{Date, Day, EntityIx};
use crate::session::Action;
use crate::ui::Context;
use crate::ui::theme::{ROW, color, size};
use crate::ui::widgets::{self, caption, counted, number};

/// Width of the popup, and the most that it takes of the window, in points.
const WIDTH: f32 = 280.0;
const HEIGHT: f32 = 520.0;
/// Rows of a section in sight at a time.
const SEEN: f32 = 8.0;

/// How many of the further filters are on, as the button says it.
pub(super) fn label(filter: &Filter) -> String {
    let on = [
        !filter.predicates.is_empty(),
        !filter.documents.is_empty(),
        !filter.groundings.is_empty(),
        !filter.components.is_empty(),
        !filter.communities.is_empty(),
        !filter.properties.is_empty(),
        !filter.entities.is_empty() || !filter.claims.is_empty(),
        filter.only.is_some(),
        filter.degree.is_some(),
        filter.dates.is_some(),
    ];
    match on.into_iter().filter(|on| *on).count() {
        0 => "all".to_owned(),
        n => format!("{n} on"),
    }
}

/// The popup under the button.
pub(super) fn show(button: &Response, ctx: &Context<'_>, out: &mut Vec<Action>) {
    Popup::from_toggle_button_response(button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(4.0)
        .width(WIDTH)
        .show(|ui| {
            ui.set_width(WIDTH);
            widgets::closes_by_escape(ui);
            ScrollArea::vertical()
                .id_salt("more filters")
                .max_height(HEIGHT)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing = Vec2::new(4.0, 2.0);
                    sections(ui, ctx, out);
                });
        });
}

fn sections(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let (case, filter) = (ctx.data(), &ctx.session.view().filter);
    let facets = ctx.session.derived().facets();
    by_hand(ui, ctx, out);
    section(
        ui,
        ctx,
        "Predicate",
        &facets.predicates,
        &filter.predicates,
        out,
        |filter| &mut filter.predicates,
        |name| crate::model::phrase(name),
    );
    section(
        ui,
        ctx,
        "Document",
        &facets.documents,
        &filter.documents,
        out,
        |filter| &mut filter.documents,
        |&document| {
            let record = case.document(document);
            record.title.clone().unwrap_or_else(|| record.id.clone())
        },
    );
    section(
        ui,
        ctx,
        "Quote",
        &facets.groundings,
        &filter.groundings,
        out,
        |filter| &mut filter.groundings,
        |grounding| data::capitalised(grounding.id()),
    );
    dates(ui, ctx, out);
    degree(ui, ctx, out);
    let groups = ctx.session.derived().groups();
    let first = |list: &[u32], number: u32| -> Option<EntityIx> {
        let members = case.entity_ixs().filter(|entity| list.get(entity.index()) == Some(&number));
        members.max_by_key(|&entity| (data::lines_of(case, entity), std::cmp::Reverse(entity)))
    };
    let around = |list: &[u32], number: u32| {
        first(list, number).map_or_else(String::new, |entity| format!("around {}", case.entity(entity).name))
    };
    section(
        ui,
        ctx,
        "Group",
        &facets.communities,
        &filter.communities,
        out,
        |filter| &mut filter.communities,
        |&number| around(groups.community, number),
    );
    section(
        ui,
        ctx,
        "Part",
        &facets.components,
        &filter.components,
        out,
        |filter| &mut filter.components,
        |&number| around(groups.component, number),
    );
    section(
        ui,
        ctx,
        "Property",
        &facets.properties,
        &filter.properties,
        out,
        |filter| &mut filter.properties,
        |(key, value)| format!("{key}: {value}"),
    );
}

/// What was hidden or singled out by hand.
fn by_hand(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let filter = &ctx.session.view().filter;
    let hidden = filter.entities.len() + filter.claims.len();
    let mut row = |ui: &mut Ui, words: String, without: Filter| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(words).size(size::LABEL).color(ctx.theme.text2()));
            if ui.small_button("Show all").clicked() {
                out.push(Action::SetFilter(without));
            }
        });
    };
    if hidden > 0 {
        let without = Filter { entities: BTreeSet::new(), claims: BTreeSet::new(), ..filter.clone() };
        row(ui, format!("{} hidden by hand", number(hidden)), without);
    }
    if let Some(only) = &filter.only {
        let words = format!("Only {}", counted(only.len(), "entity", "entities"));
        row(ui, words, Filter { only: None, ..filter.clone() });
    }
}

/// Values with count and box under a heading that says how many are hidden.
#[expect(clippy::too_many_arguments, reason = "one call a facet, and they differ in all of these")]
fn section<T: Ord + Clone>(
    ui: &mut Ui,
    ctx: &Context<'_>,
    name: &'static str,
    values: &[(T, usize)],
    hidden: &BTreeSet<T>,
    out: &mut Vec<Action>,
    field: fn(&mut Filter) -> &mut BTreeSet<T>,
    describe: impl Fn(&T) -> String,
) {
    // One value filters nothing that is not everything.
    if values.len() < 2 && hidden.is_empty() {
        return;
    }
    let gone = values.iter().filter(|(value, _)| hidden.contains(value)).count();
    let words = if gone > 0 { format!("{name} ({} hidden)", number(gone)) } else { name.to_owned() };
    let change = |out: &mut Vec<Action>, of: &dyn Fn(&mut BTreeSet<T>)| {
        let mut filter = ctx.session.view().filter.clone();
        of(field(&mut filter));
        out.push(Action::SetFilter(filter));
    };
    heading(ui, ctx, name, &words, |ui| {
        let area = ScrollArea::vertical().id_salt(name).max_height(SEEN * ROW).auto_shrink([false, true]);
        area.show_rows(ui, ROW, values.len(), |ui, range| {
            for (n, (value, count)) in values.iter().enumerate().take(range.end).skip(range.start) {
                let id = Id::new((name, n));
                let on = !hidden.contains(value);
                let pressed = entry(ui, ctx, id, &describe(value), Some(Sign::Plain), Some(*count), on);
                if pressed.box_clicked {
                    change(out, &|set| toggle(set, value.clone()));
                } else if pressed.clicked {
                    change(out, &|set| {
                        only(set, value, values.iter().map(|(value, _)| value.clone()));
                    });
                }
            }
        });
    });
}

fn heading(ui: &mut Ui, ctx: &Context<'_>, salt: &str, words: &str, add: impl FnOnce(&mut Ui)) {
    let head = RichText::new(words).size(size::BODY).color(ctx.theme.text2());
    CollapsingHeader::new(head).id_salt(("more", salt)).show(ui, add);
}

/// From a day to a day, as typed.
fn dates(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let filter = &ctx.session.view().filter;
    let words = if filter.dates.is_some() { "Date (on)" } else { "Date" };
    heading(ui, ctx, "Date", words, |ui| {
        let id = ui.id().with("dates");
        let iso = |day: Day| {
            let (year, month, day) = day.civil();
            format!("{year:04}-{month:02}-{day:02}")
        };
        let now = filter.dates.map(|window| [iso(window.from), iso(window.to)]).unwrap_or_default();
        let (was, mut typed): ([String; 2], [String; 2]) =
            ui.data_mut(|data| data.get_temp(id)).unwrap_or_else(|| (now.clone(), now.clone()));
        if was != now {
            typed.clone_from(&now);
        }
        for (field, name) in typed.iter_mut().zip(["From", "To"]) {
            ui.horizontal(|ui| {
                ui.label(caption(ctx.theme, name));
                let edit = TextEdit::singleline(field).hint_text("2023-10-26").desired_width(120.0);
                let response = ui.add(edit);
                response.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, format!("{name} day"))
                });
            });
        }
        let parsed = window(&typed);
        match &parsed {
            Ok(Some((from, to))) if typed != now && ui.button("Show only these days").clicked() => {
                let dates = Some(DateWindow { from: *from, to: *to, undated: false });
                out.push(Action::SetFilter(Filter { dates, ..filter.clone() }));
            }
            Err(why) => {
                let ink = color(ctx.theme.style.v_against);
                ui.label(RichText::new(why).size(size::CAPTION).color(ink));
            }
            _ => {}
        }
        if let Some(window) = filter.dates {
            let mut undated = window.undated;
            if widgets::tick(ui, ctx.theme, &mut undated, "And claims without a date") {
                let dates = Some(DateWindow { undated, ..window });
                out.push(Action::SetFilter(Filter { dates, ..filter.clone() }));
            }
            if ui.button("All days").clicked() {
                out.push(Action::SetFilter(Filter { dates: None, ..filter.clone() }));
            }
        }
        ui.data_mut(|data| data.insert_temp(id, (now, typed)));
    });
}

/// The days that were typed: `None` while one is missing.
fn window(typed: &[String; 2]) -> Result<Option<(Day, Day)>, String> {
    let [from, to] = typed.each_ref().map(|text| text.trim());
    if from.is_empty() || to.is_empty() {
        return Ok(None);
    }
    let date = |text: &str| Date::parse(text).map_err(|error| error.to_string());
    let (first, last) = (date(from)?.earliest(), date(to)?.latest());
    match (first, last) {
        (Some(first), Some(last)) if first <= last => Ok(Some((first, last))),
        (Some(_), Some(_)) => Err("The last day lies before the first".to_owned()),
        _ => Err("A day, month or year is wanted, as 2023-10-26".to_owned()),
    }
}

/// How many claims an entity must have.
fn degree(ui: &mut Ui, ctx: &Context<'_>, out: &mut Vec<Action>) {
    let filter = &ctx.session.view().filter;
    let most = ctx.session.derived().facets().degrees.iter().map(|degree| degree.0).max().unwrap_or(0);
    if most < 2 {
        return;
    }
    let words = if filter.degree.is_some() { "Number of claims (on)" } else { "Number of claims" };
    heading(ui, ctx, "Degree", words, |ui| {
        let (mut from, mut to) = filter.degree.unwrap_or((0, most));
        let mut changed = false;
        ui.horizontal(|ui| {
            changed |= ui.add(egui::DragValue::new(&mut from).range(0..=to)).changed();
            ui.label(caption(ctx.theme, "to"));
            changed |= ui.add(egui::DragValue::new(&mut to).range(from..=most)).changed();
        });
        if changed {
            let degree = (from > 0 || to < most).then_some((from, to));
            out.push(Action::SetFilter(Filter { degree, ..filter.clone() }));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_were_typed_make_a_window_or_say_why_not() {
        let typed = |from: &str, to: &str| window(&[from.to_owned(), to.to_owned()]);
        assert_eq!(typed("2023-10-20", ""), Ok(None));
        let october = typed("2023-10", "2023-10").unwrap().unwrap();
        assert_eq!(october, (Day::from_civil(2023, 10, 1), Day::from_civil(2023, 10, 31)));
        assert!(typed("2023-10-26", "2023-10-20").is_err());
        assert!(typed("yesterday", "2023-10-20").is_err());
    }

    #[test]
    fn the_button_counts_what_is_on() {
        assert_eq!(label(&Filter::default()), "all");
        let filter = Filter {
            degree: Some((2, 5)),
            predicates: BTreeSet::from(["meets".to_owned()]),
            ..Filter::default()
        };
        assert_eq!(label(&filter), "2 on");
    }
}
