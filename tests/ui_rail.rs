//! The left rail, the legend and the bars, used as a person or a screen reader would use them.

use std::sync::Arc;

use attache::app::App;
use attache::diagnostics::Report;
use attache::io::Loaded;
use attache::model::{BuiltinKind, Class, DatasetBuilder, Entity, Item, KindTable};
use attache::session::{Action, Session, Settings, Source};
use attache::ui::rail::{self, RailState};
use attache::ui::theme::{Theme, install_fonts};
use attache::ui::{Context, status, topbar};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

type Window = Harness<'static, Option<App>>;

/// The window on the bundled case, settled.
fn window(size: egui::Vec2) -> Window {
    let show = |ui: &mut egui::Ui, app: &mut Option<App>| {
        let app = app.get_or_insert_with(|| {
            let mut app = App::new(ui.ctx(), None, Settings::default());
            app.session_mut().wait_until_settled();
            app
        });
        app.frame(ui);
    };
    let mut window = Harness::builder().with_size(size).build_ui_state(show, None);
    window.run_steps(6);
    window
}

fn session(window: &Window) -> &Session {
    window.state().as_ref().expect("a frame was shown").session()
}

fn type_query(window: &mut Window, query: &str) {
    window.get_by_label("Search names, claims, text").focus();
    window.run_steps(2);
    window.get_by_label("Search names, claims, text").type_text(query);
    window.run_steps(4);
}

fn selected_names(window: &Window) -> Vec<String> {
    let session = session(window);
    let name = |entity| session.data().entity(entity).name.clone();
    session.passing().selection.entities().map(name).collect()
}

#[test]
fn an_alias_leads_to_its_entity_and_a_click_selects_it() {
    let mut window = window(vec2(1440.0, 900.0));
    type_query(&mut window, "tehran");
    let first = window.query_all_by_label_contains(", entity").next().expect("a hit");
    assert_eq!(first.accesskit_node().label().as_deref(), Some("Tehran → Iran, entity"));
    first.click();
    window.run_steps(3);
    assert_eq!(selected_names(&window), ["Iran"]);
}

#[test]
fn keys_walk_the_hits_take_one_and_leave() {
    let mut window = window(vec2(1440.0, 900.0));
    window.key_press(Key::Slash);
    window.run_steps(3);
    assert!(window.get_by_label("Search names, claims, text").is_focused());
    type_query(&mut window, "iraq");
    let found = session(&window).passing().search.hits.entities.len();
    assert!(found >= 2, "Iraq, and the militias in it");
    window.key_press(Key::ArrowDown);
    window.key_press(Key::ArrowDown);
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(2);
    let second = session(&window).passing().search.hits.entities[1].item;
    assert_eq!(session(&window).passing().selection.items(), [second]);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run_steps(2);
    let hits = &session(&window).passing().search.hits;
    assert_eq!(session(&window).passing().selection.items().len(), hits.entities.len() + hits.claims.len());
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert_eq!(session(&window).passing().search.query, "");
}

#[test]
fn what_is_not_there_is_said_in_words() {
    let mut window = window(vec2(1440.0, 900.0));
    type_query(&mut window, "qqzzxxv");
    std::thread::sleep(std::time::Duration::from_millis(200));
    window.run_steps(3);
    // The list says so, and the live region for those who cannot see it.
    assert!(window.query_all_by_label("Nothing found for “qqzzxxv”").count() >= 1);
    assert!(window.query_by_label("Names, aliases, claims and text were searched").is_some());
}

#[test]
fn a_filter_hides_shows_and_narrows_to_one_value() {
    let mut window = window(vec2(1440.0, 900.0));
    let all = session(&window).derived().shown().claims.len();
    window.get_by_label("Kind: all").click();
    window.run_steps(3);
    window.get_by_role_and_label(Role::CheckBox, "Militia").click();
    window.run_steps(3);
    let militia = KindTable::builtin(BuiltinKind::Militia);
    assert!(session(&window).view().filter.kinds.contains(&militia));
    let left = session(&window).derived().shown().claims.len();
    assert!(left < all);
    assert!(window.query_by_label_contains("Kind: ").is_some_and(|button| {
        button.accesskit_node().label().is_some_and(|label| label.contains(" of "))
    }));
    window.get_by_label("Only State").click();
    window.run_steps(3);
    let shown = session(&window).derived().shown();
    let data = session(&window).data();
    assert!(shown.entities.iter().all(|&entity| data.kind_of(entity).like == BuiltinKind::State));
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.get_by_label("Clear: Show everything").click();
    window.run_steps(3);
    assert!(session(&window).view().filter.is_empty());
    assert!(window.query_by_label("Clear: Show everything").is_none());
}

#[test]
fn the_legend_hides_a_class_and_shows_it_alone() {
    let mut window = window(vec2(1440.0, 900.0));
    let facets = session(&window).derived().facets().classes.clone();
    let (class, count) = facets[0];
    let label = format!("{}, {count}", class.words());
    window.get_by_label(&label).click();
    window.run_steps(3);
    assert_eq!(session(&window).view().filter.classes, [Class::MaterialConflict].into());
    window.get_by_label(&label).click();
    window.run_steps(3);
    assert!(session(&window).view().filter.is_empty());
    window.get_by_label(&label).click_modifiers(Modifiers::ALT);
    window.run_steps(3);
    let hidden = &session(&window).view().filter.classes;
    assert_eq!(hidden.len(), facets.len() - 1);
    assert!(!hidden.contains(&class));
}

#[test]
fn rows_select_toggle_and_light_their_node() {
    let mut window = window(vec2(1440.0, 900.0));
    let row = |window: &Window, name: &str| {
        let label = format!("{name}, ");
        window
            .query_all_by_role(Role::Button)
            .find(|node| node.accesskit_node().label().is_some_and(|found| found.starts_with(&label)))
            .unwrap_or_else(|| panic!("no row {name}"))
            .rect()
            .center()
    };
    let click = |window: &mut Window, at: egui::Pos2, modifiers: Modifiers| {
        window.hover_at(at);
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            window.event_modifiers(
                egui::Event::PointerButton { pos: at, button, pressed, modifiers },
                modifiers,
            );
            window.run_steps(1);
        }
        window.run_steps(2);
    };
    let (iran, israel) = (row(&window, "Iran"), row(&window, "Israel"));
    click(&mut window, iran, Modifiers::NONE);
    assert_eq!(selected_names(&window), ["Iran"]);
    assert!(matches!(session(&window).passing().hover, Some(Item::Entity(_))));
    click(&mut window, israel, Modifiers::SHIFT);
    assert_eq!(selected_names(&window), ["Iran", "Israel"]);
}

#[test]
fn the_claims_tab_names_every_line_in_words() {
    let mut window = window(vec2(1440.0, 900.0));
    window.get_by_label("Claims").click();
    window.run_steps(3);
    let wanted = "Joe Biden warned Ayatollah Ali Khamenei, speaks against, disputed";
    let rows = window.query_all_by_role(Role::Button);
    let named = |label: &str| label.starts_with(wanted) && label.contains("denies");
    assert!(rows.filter_map(|row| row.accesskit_node().label()).any(|label| named(&label)));
}

#[test]
fn a_narrow_window_folds_the_rail_and_the_legend() {
    let mut window = window(vec2(1040.0, 720.0));
    assert!(window.query_by_label("Kind: all").is_none());
    window.get_by_label("Filters").click();
    window.run_steps(3);
    assert!(window.query_by_label("Kind: all").is_some());
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.query_by_label("Kind: all").is_none());
    window.get_by_label("Legend: Lines · Status").click();
    window.run_steps(3);
    assert!(window.query_by_role_and_label(Role::CheckBox, "structure, 15").is_some());
}

#[test]
fn the_menu_comes_from_the_table_of_commands() {
    let mut window = window(vec2(1440.0, 900.0));
    window.get_by_label("Menu").click();
    window.run_steps(3);
    window.get_by_label_contains("About Attaché").click();
    window.run_steps(3);
    assert_eq!(session(&window).passing().dialog, Some(attache::session::Dialog::About));
}

/// A case of many entities without a claim.
fn large(n: usize) -> Session {
    let kind = KindTable::builtin(BuiltinKind::Company);
    let entities = (0..n).map(|i| Entity::new(i.to_string(), format!("Company {i}"), kind)).collect();
    let dataset = DatasetBuilder { entities, ..DatasetBuilder::default() }.build(1);
    let loaded = Loaded {
        dataset,
        report: Report::default(),
        format: "attache/1",
        import: attache::io::Import::default(),
        stopped: false,
    };
    Session::with(loaded, Source::Bundled, Settings::default(), Arc::new(|| {}))
}

#[test]
fn a_list_of_thousands_makes_only_the_rows_in_sight() {
    let session = large(5_000);
    let theme = Theme::new(session.settings().theme);
    let mut frames = 0;
    let show = |ui: &mut egui::Ui, state: &mut RailState| {
        frames += 1;
        if frames == 1 {
            install_fonts(ui.ctx());
            return;
        }
        let mut out: Vec<Action> = Vec::new();
        rail::show(ui, &Context { session: &session, theme: &theme }, state, &mut out);
    };
    let mut window =
        Harness::builder().with_size(vec2(240.0, 800.0)).build_ui_state(show, RailState::default());
    window.run_steps(4);
    let rows = window.query_all_by_label_contains("Company ").count();
    assert!((20..60).contains(&rows), "{rows} rows for 5,000 entities");
    assert!(window.query_by_label_contains("Company 0, company, 0 claims").is_some());
    assert!(window.query_by_label_contains("Company 4999,").is_none());
}

#[test]
fn the_bars_draw_what_they_are_given_in_any_width() {
    let session = large(3);
    let theme = Theme::new(session.settings().theme);
    for width in [200.0, 720.0, 1600.0] {
        let mut frames = 0;
        let show = |ui: &mut egui::Ui| {
            frames += 1;
            if frames == 1 {
                install_fonts(ui.ctx());
                return;
            }
            let ctx = Context { session: &session, theme: &theme };
            let mut out: Vec<Action> = Vec::new();
            let bar = ui.max_rect();
            let (upper, lower) = bar.split_top_bottom_at_fraction(0.6);
            ui.scope_builder(egui::UiBuilder::new().max_rect(upper), |ui| topbar::show(ui, &ctx, &mut out));
            ui.scope_builder(egui::UiBuilder::new().max_rect(lower), |ui| status::show(ui, &ctx, &mut out));
            assert!(out.is_empty());
        };
        let mut window = Harness::builder().with_size(vec2(width, 84.0)).build_ui(show);
        window.run_steps(3);
        assert!(window.query_by_label_contains("3 entities · 0 claims, no quotes").is_some());
        assert!(window.query_by_label("Export").is_some());
    }
}
