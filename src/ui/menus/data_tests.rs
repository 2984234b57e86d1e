//! Tests of what the menus hold.

use std::sync::Arc;

use super::*;
use crate::session::Settings;

fn entries(session: &Session, target: Target) -> Vec<Entry> {
    super::entries(session, target, expands(session, target))
}

fn session() -> Session {
    let mut session = Session::bundled(Settings::default(), Arc::new(|| {}));
    session.wait_until_settled();
    session
}

fn words(rows: &[Entry]) -> Vec<&str> {
    rows.iter().map(|row| row.words.as_str()).collect()
}

/// Does what a row does.
fn choose(session: &mut Session, target: Target, wanted: &str) {
    let row = entries(session, target).into_iter().find(|row| row.words == wanted).unwrap();
    assert!(row.enabled, "{wanted}");
    match row.does {
        Does::Act(actions) => actions.into_iter().for_each(|action| session.apply(action)),
        Does::Copy(_) => panic!("{wanted} copies"),
    }
}

#[test]
fn a_node_is_pinned_and_let_go_and_its_network_shown() {
    let mut session = session();
    let hamas = session.data().find_entity("hamas").unwrap();
    let node = Target::Node(hamas);
    // Rows that collapse depend on groups, which are found in their own time.
    let mut rows = entries(&session, node);
    rows.retain(|row| !row.words.starts_with("Collapse "));
    assert_eq!(
        words(&rows),
        [
            "Select neighbours",
            "Expand",
            "Hide",
            "Only this and neighbours",
            "This and all within 2 steps",
            "This and all within 3 steps",
            "Paths to…",
            "According to this",
            "Without this source",
            "Pin",
            "Copy name",
            "Show mentions",
            "Note…",
            "Merge with…"
        ]
    );
    choose(&mut session, node, "Pin");
    assert!(session.view().pins.contains_key(&hamas));
    choose(&mut session, node, "Unpin");
    assert!(session.view().pins.is_empty());
    choose(&mut session, node, "Select neighbours");
    let around = graph::neighbours(session.data(), session.derived().shown(), hamas);
    assert_eq!(session.passing().selection.entities().collect::<Vec<_>>(), around);
    choose(&mut session, node, "Only this and neighbours");
    assert_eq!(session.view().ego.map(|ego| ego.centre), Some(hamas));
    choose(&mut session, node, "Back to the whole graph");
    assert_eq!(session.view().ego, None);
}

#[test]
fn a_kind_and_what_is_selected_are_collapsed_and_opened_again() {
    let mut session = session();
    let find = |session: &Session, id: &str| session.data().find_entity(id).unwrap();
    let (hamas, biden) = (find(&session, "hamas"), find(&session, "biden"));
    let all = session.all_of_its_kind(hamas).unwrap();
    choose(&mut session, Target::Node(hamas), &format!("Collapse all {}", all.words));
    let group = session.group_of(hamas).unwrap();
    assert_eq!(
        words(&entries(&session, Target::Node(group))),
        ["Open the group", "Open all groups", "Select members", "Pin", "Copy name", "Hide"]
    );
    assert!(words(&entries(&session, Target::Background)).contains(&"Open all groups"));
    choose(&mut session, Target::Node(hamas), "Open its group");
    assert_eq!(session.group_of(hamas), None);
    session.apply(Action::SelectMany(vec![Item::Entity(hamas), Item::Entity(biden)], Click::Only));
    choose(&mut session, Target::Node(biden), "Collapse the selection");
    let group = session.group_of(hamas).unwrap();
    choose(&mut session, Target::Node(group), "Select members");
    let mut both = [hamas, biden];
    both.sort_unstable();
    assert_eq!(session.passing().selection.entities().collect::<Vec<_>>(), both);
    let around = session.all_of_its_community(biden);
    assert!(around.is_none(), "who is collapsed already is not collapsed again");
}

#[test]
fn a_line_leads_to_its_words_voices_and_opposites() {
    let mut session = session();
    let claim = session.data().find_claim("c01").unwrap();
    let line = Target::Line(claim);
    assert_eq!(
        words(&entries(&session, line)),
        [
            "Read it",
            "Select voices",
            "Show opposing",
            "Accept",
            "Reject…",
            "Edit note…",
            "Copy quote with source",
            "Hide"
        ]
    );
    choose(&mut session, line, "Accept");
    assert_eq!(session.review().verdict(claim), Some(Verdict::Accepted));
    choose(&mut session, line, "Accepted: take it back");
    assert_eq!(session.review().verdict(claim), None);
    choose(&mut session, line, "Reject…");
    assert_eq!(session.passing().rejecting, Some(claim));
    choose(&mut session, line, "Edit note…");
    assert_eq!(session.passing().noting, Some(Item::Claim(claim)));
    let asked = session.passing().reads_asked;
    choose(&mut session, line, "Read it");
    assert_eq!(session.passing().reads_asked, asked + 1);
    assert_eq!(session.passing().selection.items(), [Item::Claim(claim)]);
    choose(&mut session, line, "Select voices");
    assert!(session.passing().selection.entities().count() >= 2);
    let data = Arc::clone(session.data());
    for claim in data.claim_ixs() {
        let rows = entries(&session, Target::Line(claim));
        assert_eq!(rows[2].enabled, !data.opposed(claim).is_empty());
    }
}

#[test]
fn a_node_is_noted_hidden_expanded_and_merged() {
    let mut session = session();
    let data = Arc::clone(session.data());
    let (iran, hamas) = (data.find_entity("iran").unwrap(), data.find_entity("hamas").unwrap());
    let expand = |session: &Session| entries(session, Target::Node(iran))[1].enabled;
    assert!(!expand(&session), "nothing is hidden");
    choose(&mut session, Target::Node(hamas), "Hide");
    assert!(expand(&session));
    choose(&mut session, Target::Node(iran), "Expand");
    assert!(session.derived().shown().has_entity(hamas));
    choose(&mut session, Target::Node(iran), "Note…");
    assert_eq!(session.passing().noting, Some(Item::Entity(iran)));
    choose(&mut session, Target::Node(iran), "Merge with…");
    assert_eq!(session.passing().dialog, Some(Dialog::Merge(iran)));
}

#[test]
fn a_quote_is_copied_with_its_source() {
    let session = session();
    let claim = session.data().find_claim("c01").unwrap();
    let copied = quote_with_source(session.data(), claim).unwrap();
    assert!(copied.starts_with('“') && copied.contains("” — "), "{copied}");
    let publisher = session.data().documents()[0].publisher.clone().unwrap();
    assert!(copied.contains(&publisher), "{copied}");
    assert!(!copied.contains('\n'));
}

#[test]
fn the_background_offers_what_there_is_to_do() {
    let mut session = session();
    let rows = entries(&session, Target::Background);
    assert_eq!(words(&rows), ["Fit", "Unpin all", "Start layout again", "Show hidden (0)", "Export…"]);
    assert!(!rows[3].enabled, "nothing is hidden");
    assert!(!rows[1].enabled, "nothing is pinned");
    let mut filter = crate::graph::Filter::default();
    filter.classes.insert(crate::model::Class::MaterialConflict);
    session.apply(Action::SetFilter(filter));
    let rows = entries(&session, Target::Background);
    let hidden = rows.iter().find(|row| row.words.starts_with("Show hidden (")).unwrap();
    assert!(hidden.enabled);
}

#[test]
fn what_is_no_longer_there_has_no_menu() {
    let session = session();
    assert!(entries(&session, Target::Node(EntityIx(u32::MAX))).is_empty());
    assert!(entries(&session, Target::Line(ClaimIx(u32::MAX))).is_empty());
}
