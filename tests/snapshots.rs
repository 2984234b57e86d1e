//! Parts of the window as pictures, compared with stored ones. `UPDATE_SNAPSHOTS=1` stores them anew.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

mod support;

use attache::model::Item;
use attache::session::{Action, Click, Command};
use egui::Rect;
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, SnapshotOptions, try_image_snapshot_options};
use support::{selected, settle, window, window_on_json};

type Window = Harness<'static, attache::app::App>;

/// One line of every sort of standing, a loop, and two lines between the same two.
const CASE: &str = r#"{
  "format": "attache/1", "title": "Four",
  "documents": [{"id": "d", "text": "The minister warned the militia. The militia denied it."}],
  "entities": [
    {"id": "m", "name": "Minister", "kind": "official"},
    {"id": "s", "name": "Northland", "kind": "state"},
    {"id": "g", "name": "The Band", "kind": "militia"},
    {"id": "t", "name": "Valley", "kind": "territory"}
  ],
  "claims": [
    {"id": "1", "subject": "m", "predicate": "warns", "object": "g", "attributions": [
      {"stance": "asserts", "evidence": [{"document": "d", "exact": "The minister warned the militia"}]},
      {"speaker": "g", "stance": "denies", "evidence": [{"document": "d", "exact": "The militia denied it"}]}]},
    {"id": "2", "subject": "m", "predicate": "speaks_for", "object": "s", "attributions": [
      {"stance": "asserts", "evidence": [{"document": "d", "exact": "The minister"}]}]},
    {"id": "3", "subject": "g", "predicate": "attacks", "object": "t"},
    {"id": "4", "subject": "g", "predicate": "besieges", "object": "t", "attributions": [
      {"speaker": "m", "stance": "asserts", "evidence": [{"document": "d", "exact": "warned"}]}]},
    {"id": "5", "subject": "t", "predicate": "death_toll", "attributions": [
      {"speaker": "m", "stance": "cannot_verify", "evidence": [{"document": "d", "exact": "denied"}]}]},
    {"id": "6", "subject": "s", "predicate": "arms", "object": "t", "attributions": [
      {"stance": "asserts", "evidence": [{"document": "d", "exact": "militia"}]}]}
  ]
}"#;

/// Compares a part of the window with the picture that is stored under a name.
fn compare(window: &mut Window, part: Rect, name: &str) {
    let picture = window.render().unwrap();
    let [x, y, width, height] =
        [part.left(), part.top(), part.width(), part.height()].map(|side| side.round() as u32);
    let part = image::imageops::crop_imm(&picture, x, y, width, height).to_image();
    // Another processor may round a shade at the rim of a letter differently, not more.
    let options = SnapshotOptions::new().threshold(1.0).max_failed_pixels(60);
    try_image_snapshot_options(&part, name, &options).unwrap();
}

fn canvas(window: &Window) -> Rect {
    let is_graph = |label: &str| label.starts_with("Graph, ");
    window.query_all_by(|node| node.label().is_some_and(|label| is_graph(&label))).next().unwrap().rect()
}

#[test]
fn every_sort_of_line_in_both_themes() {
    let mut window = window_on_json(CASE, [1024.0, 700.0]);
    let part = canvas(&window);
    compare(&mut window, part, "lines-dark");
    window.state_mut().session_mut().apply(Action::Run(Command::Theme));
    settle(&mut window);
    compare(&mut window, part, "lines-light");
}

#[test]
fn the_card_of_a_disputed_claim() {
    let mut window = window([1280.0, 800.0]);
    let session = window.state_mut().session_mut();
    let claim = session.data().find_claim("c01").unwrap();
    session.apply(Action::Select(Item::Claim(claim), Click::Only));
    settle(&mut window);
    assert_eq!(selected(&window), [Item::Claim(claim)]);
    let canvas = canvas(&window);
    let card = Rect::from_min_max(canvas.right_top(), egui::pos2(1280.0, canvas.top() + 420.0));
    compare(&mut window, card, "claim-card");
}
