//! The reader's own ways: strip, uncited sentences, tabs, steps, tips, and the page of Read.

use super::*;

/// A case of long paragraphs; the given numbers are cited by claims "c0", "c1" …, each by the speaker "s".
fn long(paragraphs: usize, cited: &[usize]) -> Session {
    let text: Vec<String> = (0..paragraphs)
        .map(|i| {
            format!("Number {i} begins here. {}", "It goes on in words that say little. ".repeat(6).trim())
        })
        .collect();
    let claims: Vec<serde_json::Value> = cited
        .iter()
        .enumerate()
        .map(|(i, of)| {
            let quote = format!("Number {of} begins here.");
            serde_json::json!({"id": format!("c{i}"), "subject": "s", "predicate": "warns", "attributions": [
                {"speaker": "s", "stance": "denies", "evidence": [{"document": "d", "exact": quote}]}]})
        })
        .collect();
    let json = serde_json::json!({
        "format": "attache/1",
        "documents": [{"id": "d", "text": text.join("\n\n")}],
        "entities": [{"id": "s", "name": "The Speaker", "kind": "official"}],
        "claims": claims
    });
    case(&json.to_string())
}

fn wide(session: Session) -> Harness<'static, Side> {
    let mut window = window(session);
    window.state_mut().wide = true;
    window.run_steps(3);
    window
}

#[test]
fn a_click_on_the_strip_jumps_there_and_back() {
    let mut window = window(long(60, &[]));
    let strip = window.get_by_role_and_label(Role::ScrollBar, "0 of 420 sentences cited").rect();
    assert!(places(&window, "Number 0 begins").len() == 1 && strip.width() <= 12.0, "{strip}");
    click_at(&mut window, strip.center_bottom() - egui::vec2(0.0, 3.0));
    window.run_steps(4);
    assert_eq!(places(&window, "Number 59 begins").len(), 1);
    click_at(&mut window, strip.center_top() + egui::vec2(0.0, 3.0));
    assert_eq!(places(&window, "Number 0 begins").len(), 1);
}

#[test]
fn a_click_on_the_count_walks_through_what_nothing_cites() {
    let paragraphs: Vec<String> = (0..40).map(|i| format!("Sentence number {i} stands here.")).collect();
    let cites: Vec<serde_json::Value> = (0..40)
        .filter(|i| ![11, 33].contains(i))
        .map(|i| serde_json::json!({"document": "d", "exact": paragraphs[i]}))
        .collect();
    let json = serde_json::json!({
        "format": "attache/1",
        "documents": [{"id": "d", "text": paragraphs.join("\n\n")}],
        "entities": [{"id": "s", "name": "S", "kind": "state"}],
        "claims": [{"id": "c", "subject": "s", "predicate": "warns",
            "attributions": [{"stance": "asserts", "evidence": cites}]}]
    });
    let mut window = window(case(&json.to_string()));
    let whole = |window: &Harness<'_, Side>, i: usize| places(window, &format!("Sentence number {i} stands"));
    assert!(whole(&window, 11).is_empty());
    for (shown, gone) in [(11, 33), (33, 11), (11, 33)] {
        window.get_by_role_and_label(Role::Button, "38 of 40 sentences cited").click();
        window.run_steps(4);
        assert_eq!(whole(&window, shown).len(), 1, "{shown}");
        assert!(whole(&window, gone).is_empty(), "{gone}");
    }
    assert!(window.run_ok().is_some(), "it comes to rest");
}

#[test]
fn documents_have_tabs_and_those_without_room_a_menu() {
    let documents: Vec<serde_json::Value> = (0..14)
        .map(|i| serde_json::json!({"id": format!("d{i}"), "title": format!("Report {i}"), "text": format!("Text {i}.")}))
        .collect();
    let json =
        serde_json::json!({"format": "attache/1", "documents": documents, "entities": [], "claims": []});
    let mut window = window(case(&json.to_string()));
    window.get_by_role_and_label(Role::Button, "Report 1").click();
    window.run_steps(3);
    assert_eq!(places(&window, "Text 1.").len(), 1);
    let hidden = window
        .query_all_by_role(Role::Button)
        .filter(|node| node.accesskit_node().label().is_some_and(|label| label.ends_with("more documents")));
    assert_eq!(hidden.count(), 1);
    window.get_by_label_contains("more documents").click();
    window.run_steps(3);
    window.get_by_role_and_label(Role::Button, "Report 9").click();
    window.run_steps(3);
    assert_eq!(places(&window, "Text 9.").len(), 1);
    assert!(window.query_by_role_and_label(Role::Button, "Report 9").is_some(), "its tab is in sight");
}

#[test]
fn one_document_has_no_tab() {
    let window = window(bundled());
    assert!(window.query_by_label_contains("more documents").is_none());
}

#[test]
fn steps_go_from_claim_to_claim_in_the_order_of_the_text() {
    let mut window = window(long(30, &[20, 5]));
    let ids = |window: &Harness<'_, Side>| -> Vec<Item> {
        window.state().session.passing().selection.items().to_vec()
    };
    let (far, near) = (claim(&window, "c0"), claim(&window, "c1"));
    for expected in [near, far] {
        window.get_by_role_and_label(Role::Button, "Next claim in the text").click();
        window.run_steps(4);
        assert_eq!(ids(&window), [expected]);
    }
    assert_eq!(places(&window, "Marked: Number 20 begins here.").len(), 1);
    window.get_by_role_and_label(Role::Button, "Previous claim in the text").click();
    window.run_steps(4);
    assert_eq!(ids(&window), [near]);
    assert_eq!(places(&window, "Marked: Number 5 begins here.").len(), 1);
}

#[test]
fn a_tip_lists_the_claims_that_a_sentence_supports() {
    let mut window = window(bundled());
    let c16 = claim(&window, "c16");
    select(&mut window, c16);
    let sentence = places(&window, "Marked: Reuters could not verify it.")[0];
    window.state_mut().session.apply(Action::ClearSelection);
    window.hover_at(sentence.right_center() - egui::vec2(6.0, 0.0));
    window.run_steps(10);
    assert!(window.query_all_by_label_contains("Gaza: more than 7,000 killed").count() > 0);
    assert!(window.query_all_by_label_contains("· Reuters").count() > 0);
}

#[test]
fn in_read_each_voice_has_a_ring_beside_its_sentence() {
    let mut window = wide(bundled());
    let c16 = claim(&window, "c16");
    assert!(window.query_by_role_and_label(Role::Button, "Reuters could not verify").is_none());
    select(&mut window, c16);
    let rect = |name: &str| window.get_by_role_and_label(Role::Button, name).rect();
    let (said, verified) = (rect("Palestinian authorities says so"), rect("Reuters could not verify"));
    assert!(said.right() < 40.0 && said.top() <= verified.top(), "{said} {verified}");
    let ring = window.get_by_role_and_label(Role::Button, "Reuters could not verify");
    ring.hover();
    window.run_steps(2);
    let voice = Item::Attribution(c16.claim().expect("a claim"), 2);
    assert_eq!(window.state().session.passing().hover, Some(voice));
    window.get_by_role_and_label(Role::Button, "Reuters could not verify").click();
    window.run_steps(3);
    assert_eq!(window.state().session.passing().selection.items(), [voice]);
}

#[test]
fn in_read_paragraphs_about_other_claims_fold_and_unfold() {
    let mut window = wide(long(30, &[3, 20]));
    let (first, second) = (claim(&window, "c0"), claim(&window, "c1"));
    assert!(window.query_by_label_contains("about other claims").is_none());
    select(&mut window, first);
    assert!(window.query_by_label_contains("about other claims").is_none(), "one sentence fits");
    window.state_mut().session.apply(Action::Select(second, Click::Toggle));
    window.run_steps(3);
    let fold = window.get_by_role_and_label(Role::Button, "15 paragraphs about other claims");
    fold.click();
    window.run_steps(3);
    assert!(window.query_by_label_contains("about other claims").is_none());
    select(&mut window, first);
    window.state_mut().session.apply(Action::Select(second, Click::Toggle));
    window.run_steps(3);
    assert!(window.query_by_label_contains("about other claims").is_some());
    // A place inside that is asked for is shown.
    let inside =
        window.state().session.data().document(DocIx(0)).text.as_str().find("Number 9 ").unwrap_or(0);
    let span = attache::model::Span { start: inside as u32, end: inside as u32 + 8 };
    window.state_mut().session.apply(Action::Read(DocIx(0), span));
    window.run_steps(3);
    assert_eq!(places(&window, "Number 9 begins").len(), 1);
}

#[test]
fn the_page_of_read_takes_any_text() {
    let rtl = "قال حسين إن حزب الله حر في قراره. ".repeat(200);
    for text in [rtl.as_str(), "\n\n\n", "one", &"x".repeat(50_000), "…"] {
        let json = serde_json::json!({
            "format": "attache/1",
            "documents": [{"id": "d", "text": text}],
            "entities": [{"id": "s", "name": "S", "kind": "state"}],
            "claims": [{"id": "c", "subject": "s", "predicate": "warns", "attributions": [
                {"stance": "asserts", "evidence": [{"document": "d", "start": 0, "end": 1}]},
                {"stance": "denies", "evidence": [{"document": "d", "start": 0, "end": 3}]}]}]
        });
        let mut window = wide(case(&json.to_string()));
        let c = claim(&window, "c");
        select(&mut window, c);
        assert!(window.run_ok().is_some(), "it comes to rest");
    }
}
