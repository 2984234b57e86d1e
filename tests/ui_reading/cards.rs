//! The claim card: grades, chains, missing quotes, copying, and the verdict bar at its foot.

use super::*;

/// One claim: a nameless source through an agency, graded, and a quote that is not in the text.
fn graded() -> Session {
    let json = serde_json::json!({
        "format": "attache/1",
        "documents": [{"id": "d", "publisher": "The Paper", "published": "2023-10-26", "url": "https://example.org/a",
            "text": format!("The minister warned the militia on Monday.\n\n{}The militia denied every word of it.",
                "Nothing of note happened here at all.\n\n".repeat(60))}],
        "entities": [
            {"id": "m", "name": "Minister", "kind": "official"},
            {"id": "u", "name": "Undisclosed source", "kind": "person", "reliability": "F"},
            {"id": "i", "name": "IRNA", "kind": "media"}],
        "claims": [{"id": "c", "subject": "m", "predicate": "warns", "attributions": [
            {"speaker": "u", "via": ["i"], "stance": "asserts", "date": "2023-10-25", "certainty": "probable",
             "credibility": 6, "quantities": [{"kind": "warnings", "low": 2, "high": 5}],
             "evidence": [{"document": "d", "exact": "The minister warned the militia on Monday."}]},
            {"stance": "denies", "quantities": [{"kind": "warnings", "best": 9}],
             "evidence": [{"document": "d", "exact": "But the militia has denied every single word of it all"}]}]}]
    });
    let mut session = case(&json.to_string());
    let claim = session.data().find_claim("c").map(Item::Claim).expect("a claim");
    session.apply(Action::Select(claim, Click::Only));
    session
}

/// What the frame after a click puts on the clipboard.
fn copied(window: &mut Harness<'_, Side>) -> Vec<String> {
    let mut found = Vec::new();
    for _ in 0..4 {
        window.step();
        found.extend(window.output().platform_output.commands.iter().filter_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    found
}

#[test]
fn a_voice_shows_chain_date_doubt_and_grade() {
    let window = window(graded());
    window.get_by_label("Undisclosed source,");
    window.get_by_label("through IRNA");
    window.get_by_label("25 Oct 2023");
    window.get_by_label("as probable");
    window.get_by_role_and_label(Role::Label, "Source grade F6");
    window.get_by_role_and_label(Role::Label, "No source grade");
    window.get_by_label("quote found · source grade");
}

#[test]
fn a_missing_quote_leads_to_the_nearest_words() {
    let mut window = window(graded());
    assert!(window.query_all_by_label_contains("Quote not found in the text").count() > 0);
    window.get_by_label_contains("Nearest: “The militia denied every word of it.”");
    assert!(places(&window, "The militia denied every word").is_empty(), "far down in the text");
    window.get_by_role_and_label(Role::Button, "Show nearest").click();
    window.run_steps(4);
    assert_eq!(places(&window, "The militia denied every word").len(), 1);
}

#[test]
fn a_quote_is_copied_with_its_source() {
    let mut window = window(graded());
    let buttons: Vec<Rect> = window
        .query_all_by_role(Role::Button)
        .filter(|node| node.accesskit_node().label().is_some_and(|label| label == "Copy quote with source"))
        .map(|node| node.rect())
        .collect();
    assert_eq!(buttons.len(), 2);
    window.hover_at(buttons[0].center());
    window.run_steps(2);
    let button = |pressed| egui::Event::PointerButton {
        pos: buttons[0].center(),
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    window.event(button(true));
    window.event(button(false));
    assert_eq!(
        copied(&mut window),
        ["“The minister warned the militia on Monday.” — Undisclosed source, through IRNA, The Paper, \
          26 Oct 2023, https://example.org/a"]
    );
}

#[test]
fn the_menu_of_a_quote_copies_it() {
    let mut window = window(graded());
    let quote = window.get_by_label_contains("“The minister warned the militia").rect();
    window.hover_at(quote.center());
    window.run_steps(2);
    for pressed in [true, false] {
        window.event(egui::Event::PointerButton {
            pos: quote.center(),
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        window.run_steps(2);
    }
    window.get_by_role_and_label(Role::Button, "Copy quote").click();
    assert_eq!(copied(&mut window), ["The minister warned the militia on Monday."]);
}

#[test]
fn the_bar_under_a_card_judges_the_claim() {
    use attache::session::review::{Reason, Verdict};
    let mut window = window(graded());
    let press = |window: &mut Harness<'static, Side>, words: &str| {
        window.get_by_role_and_label(Role::Button, words).click();
        window.run_steps(3);
    };
    let claim = window.state().session.data().find_claim("c").unwrap();
    let verdict = |window: &Harness<'static, Side>| window.state().session.review().verdict(claim);
    press(&mut window, "Accept");
    assert_eq!(verdict(&window), Some(Verdict::Accepted));
    press(&mut window, "Unsure");
    assert_eq!(verdict(&window), Some(Verdict::Unsure));
    // Rejecting asks why, and the digit of a reason answers.
    press(&mut window, "Reject");
    assert_eq!(verdict(&window), Some(Verdict::Unsure));
    window.key_press(egui::Key::Num2);
    window.run_steps(3);
    assert_eq!(verdict(&window), Some(Verdict::Rejected(Reason::ALL[1])));
    press(&mut window, "Note");
    window.event(egui::Event::Text("Ask the ministry".to_owned()));
    window.run_steps(3);
    assert_eq!(window.state().session.review().note(claim), "Ask the ministry");
}

#[test]
fn a_card_comes_to_rest() {
    let mut window = window(graded());
    assert!(window.run_ok().is_some());
}
