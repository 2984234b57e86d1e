//! Click any line and read who said it, in which words, and who denies it: inspector and reader together.

#[path = "ui_reading/cards.rs"]
mod cards;
#[path = "ui_reading/page.rs"]
mod page;

use std::sync::Arc;

use attache::io;
use attache::model::{DocIx, Item};
use attache::session::{Action, Click, Session, Settings, Source};
use attache::ui::Context;
use attache::ui::inspector::{self, InspectorState};
use attache::ui::reader::{self, ReaderState};
use attache::ui::theme::{self, Theme};
use egui::accesskit::Role;
use egui::{Frame, Panel, Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// The right side of the window: inspector above, reader below.
struct Side {
    session: Session,
    inspector: InspectorState,
    reader: ReaderState,
    /// Whether the reader is set as in Read.
    wide: bool,
    ready: bool,
}

impl Side {
    fn new(session: Session) -> Self {
        let (inspector, reader) = (InspectorState::default(), ReaderState::default());
        Self { session, inspector, reader, wide: false, ready: false }
    }

    fn show(&mut self, ui: &mut egui::Ui) {
        let theme = Theme::new(self.session.settings().theme);
        if !self.ready {
            // Faces that are set in one frame are there in the next.
            theme::install_fonts(ui.ctx());
            theme.install(ui.ctx());
            self.ready = true;
            ui.ctx().request_repaint();
            return;
        }
        let mut out = Vec::new();
        let ctx = Context { session: &self.session, theme: &theme };
        let ground = Frame::new().fill(theme.panel());
        Panel::bottom("reader").exact_size(if self.wide { 640.0 } else { 320.0 }).frame(ground).show(
            ui,
            |ui| {
                if self.wide {
                    reader::show_wide(ui, &ctx, &mut self.reader, &mut out);
                } else {
                    reader::show(ui, &ctx, &mut self.reader, &mut out);
                }
            },
        );
        egui::CentralPanel::default().frame(ground).show(ui, |ui| {
            inspector::show(ui, &ctx, &mut self.inspector, &mut out);
        });
        for action in out {
            self.session.apply(action);
        }
    }
}

fn window(session: Session) -> Harness<'static, Side> {
    let builder = Harness::builder().with_size(Vec2::new(376.0, 868.0));
    let mut window = builder.build_ui_state(|ui, side: &mut Side| side.show(ui), Side::new(session));
    window.run_steps(4);
    window
}

fn bundled() -> Session {
    Session::bundled(Settings::default(), Arc::new(|| {}))
}

fn case(json: &str) -> Session {
    let loaded = io::read_bytes("case.json", json.as_bytes(), None, 1, &io::Unwatched).expect("a case");
    Session::with(loaded, Source::Bundled, Settings::default(), Arc::new(|| {}))
}

fn select(window: &mut Harness<'_, Side>, item: Item) {
    window.state_mut().session.apply(Action::Select(item, Click::Only));
    window.run_steps(3);
}

fn claim(window: &Harness<'_, Side>, id: &str) -> Item {
    Item::Claim(window.state().session.data().find_claim(id).expect("a claim"))
}

fn entity(window: &Harness<'_, Side>, id: &str) -> Item {
    Item::Entity(window.state().session.data().find_entity(id).expect("an entity"))
}

/// Where the nodes stand whose words begin so and which are in sight.
fn places(window: &Harness<'_, Side>, words: &str) -> Vec<Rect> {
    let whole = Rect::from_min_size(egui::Pos2::ZERO, Vec2::new(376.0, 868.0));
    let mut rects: Vec<Rect> = window
        .query_all_by_label_contains(words)
        .filter(|node| node.accesskit_node().value().is_some_and(|value| value.starts_with(words)))
        .map(|node| node.rect())
        .filter(|rect| whole.contains_rect(*rect))
        .collect();
    rects.sort_by(|a, b| a.top().total_cmp(&b.top()));
    rects
}

fn click_at(window: &mut Harness<'_, Side>, at: egui::Pos2) {
    let button = |pressed| egui::Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    window.hover_at(at);
    window.run_steps(2);
    window.event(button(true));
    window.run_steps(1);
    window.event(button(false));
    window.run_steps(3);
}

#[test]
fn the_disputed_claim_shows_its_voices_its_denial_and_the_words() {
    let mut window = window(bundled());
    let c01 = claim(&window, "c01");
    select(&mut window, c01);
    window.get_by_label("Who says so");
    window.get_by_label("Who denies it");
    window.get_by_label("Mohammad Jamshidi denies");
    window.get_by_label("White House says so");
    window.get_by_label("disputed");
    // The reader has the sentences of the same voices marked, and is scrolled to the first of them.
    assert!(!places(&window, "Marked: The White House said on Thursday, 26 October 2023").is_empty());
}

#[test]
fn selecting_a_line_scrolls_the_text_to_its_sentence() {
    let mut window = window(bundled());
    assert!(places(&window, "Marked: ").is_empty());
    let c16 = claim(&window, "c16");
    select(&mut window, c16);
    let marked = places(&window, "Marked: Palestinian authorities put the death toll");
    assert_eq!(marked.len(), 1, "the sentence is in sight");
    let first = marked[0];
    // Another claim with a sentence far above: the text goes back.
    let c01 = claim(&window, "c01");
    select(&mut window, c01);
    assert!(places(&window, "Marked: Palestinian authorities").is_empty());
    select(&mut window, c16);
    assert_eq!(places(&window, "Marked: Palestinian authorities put the death toll")[0].size(), first.size());
}

#[test]
fn a_click_on_a_name_in_the_text_selects_the_entity() {
    let mut window = window(bundled());
    // The name's place is known while it is marked.
    let raisi = entity(&window, "raisi");
    select(&mut window, raisi);
    let name = places(&window, "Marked: Ebrahim Raisi")[0];
    let iran = entity(&window, "iran");
    window.state_mut().session.apply(Action::ClearSelection);
    window.run_steps(2);
    click_at(&mut window, name.center());
    assert_eq!(window.state().session.passing().selection.items(), [raisi]);
    assert_ne!(raisi, iran);
}

#[test]
fn a_click_in_a_sentence_selects_what_it_supports_and_the_text_stays() {
    let mut window = window(bundled());
    let c16 = claim(&window, "c16");
    select(&mut window, c16);
    let before = places(&window, "Marked: Reuters could not verify it.");
    window.state_mut().session.apply(Action::ClearSelection);
    window.run_steps(2);
    // The right end of the sentence is "verify it.", which names nobody.
    let end = before[0].right_center() - egui::vec2(6.0, 0.0);
    click_at(&mut window, end);
    assert_eq!(window.state().session.passing().selection.items(), [c16]);
    assert_eq!(
        places(&window, "Marked: Reuters could not verify it."),
        before,
        "nothing jumped under the pointer"
    );
}

#[test]
fn hovering_a_sentence_tells_the_window_and_leaving_takes_it_back() {
    let mut window = window(bundled());
    let c16 = claim(&window, "c16");
    select(&mut window, c16);
    let sentence = places(&window, "Marked: Reuters could not verify it.")[0];
    window.hover_at(sentence.right_center() - egui::vec2(6.0, 0.0));
    window.run_steps(2);
    assert_eq!(window.state().session.passing().hover, Some(c16));
    window.hover_at(egui::pos2(188.0, 566.0));
    window.run_steps(2);
    assert_eq!(window.state().session.passing().hover, None);
}

#[test]
fn the_words_of_the_text_are_there_for_screen_readers() {
    let window = window(bundled());
    assert!(window.query_all_by_label_contains("The White House said on Thursday").next().is_some());
    window.get_by_role_and_label(Role::ScrollBar, "35 of 37 sentences cited");
}

#[test]
fn a_settled_window_asks_for_no_repaint() {
    let mut window = window(bundled());
    let c01 = claim(&window, "c01");
    select(&mut window, c01);
    assert!(window.run_ok().is_some(), "it comes to rest");
}

#[test]
fn a_case_without_documents_or_without_words_says_so() {
    let none = r#"{"format": "attache/1", "documents": [], "entities": [], "claims": []}"#;
    window(case(none)).get_by_label("This file has no documents");
    let empty =
        r#"{"format": "attache/1", "documents": [{"id": "d", "text": ""}], "entities": [], "claims": []}"#;
    window(case(empty)).get_by_label("This document has no words");
}

#[test]
fn two_megabytes_scroll_to_a_place_far_down_and_stay_there() {
    let paragraph = "Somebody said something of some length about somebody else on that day. ".repeat(12);
    let mut text = format!("{paragraph}\n\n").repeat(1200);
    text += "Here stands Rome.\n\n";
    text += &format!("{paragraph}\n\n").repeat(1200);
    assert!(text.len() > 2_000_000);
    let json = serde_json::json!({
        "format": "attache/1",
        "documents": [{"id": "d", "text": text}],
        "entities": [{"id": "rome", "name": "Rome", "kind": "place",
            "mentions": [{"document": "d", "exact": "Rome"}]}],
        "claims": []
    });
    let mut window = window(case(&json.to_string()));
    let rome = entity(&window, "rome");
    select(&mut window, rome);
    let name = places(&window, "Marked: Rome");
    assert_eq!(name.len(), 1, "the place is in sight");
    assert!(name[0].top() > 548.0, "inside the reader");
    window.run_steps(5);
    assert_eq!(places(&window, "Marked: Rome"), name, "it stays while heights become known");
    // Back, a little at a time: what becomes known above does not make the text jump.
    let reader = egui::pos2(188.0, 700.0);
    window.hover_at(reader);
    let mut before = name[0].top();
    for _ in 0..3 {
        let wheel = egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: Vec2::new(0.0, 20.0),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
        };
        window.event(wheel);
        window.run_steps(12);
        let now = places(&window, "Marked: Rome").first().map_or(before, Rect::top);
        assert!((now - before).abs() <= 21.0, "{before} to {now}");
        before = now;
    }
}

#[test]
fn a_right_to_left_text_keeps_its_places() {
    let text = "قال حسين أمير عبد اللهيان إن حزب الله حر في قراره.";
    let json = serde_json::json!({
        "format": "attache/1",
        "documents": [{"id": "d", "text": text, "language": "ar"}],
        "entities": [{"id": "h", "name": "حزب الله", "kind": "militia",
            "mentions": [{"document": "d", "exact": "حزب الله"}]}],
        "claims": []
    });
    let mut window = window(case(&json.to_string()));
    let militia = entity(&window, "h");
    select(&mut window, militia);
    let name = places(&window, "Marked: حزب الله")[0];
    window.state_mut().session.apply(Action::ClearSelection);
    window.run_steps(2);
    click_at(&mut window, name.center());
    assert_eq!(window.state().session.passing().selection.items(), [militia]);
    assert!(name.right() < 356.0 && name.width() > 20.0, "{name}");
    assert_eq!(window.state().session.passing().reveal_text.1.unwrap().0, DocIx(0));
}
