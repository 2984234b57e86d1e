//! From a place in a text to what stands there, and what a click on it asks for.

use crate::model::{Dataset, DocIx, Item, Span};
use crate::session::{Action, Click, Selection};

/// What stands at a byte of a document: the innermost name, else the claim with the shortest quote.
pub(super) fn item_at(data: &Dataset, document: DocIx, byte: u32) -> Option<Item> {
    let name = data.mention_at(document, byte).map(Item::Entity);
    name.or_else(|| data.claims_at(document, byte).first().map(|cited| Item::Claim(cited.claim)))
}

/// What a click at a byte of a document asks for: the entity named there, or every claim that the sentence
/// supports. `add` adds what is not selected yet, and takes away where all of it is.
pub(super) fn click(
    data: &Dataset,
    selection: &Selection,
    document: DocIx,
    byte: u32,
    add: bool,
) -> Vec<Action> {
    let mut items: Vec<Item> = Vec::new();
    let mut here = Span { start: byte, end: byte + 1 };
    if let Some(entity) = data.mention_at(document, byte) {
        items.push(Item::Entity(entity));
    } else {
        let cited = data.claims_at(document, byte);
        here = cited.first().map_or(here, |cited| cited.span);
        for cited in cited {
            let item = Item::Claim(cited.claim);
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    if add && !items.iter().all(|item| selection.contains(*item)) {
        items.retain(|item| !selection.contains(*item));
    }
    let click = |i: usize| if add || i > 0 { Click::Toggle } else { Click::Only };
    let mut actions: Vec<Action> =
        items.into_iter().enumerate().map(|(i, item)| Action::Select(item, click(i))).collect();
    if !actions.is_empty() {
        // Selecting leads the reader to the first place of a thing; the place clicked is the one wanted.
        actions.push(Action::Read(document, here));
    }
    actions
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{click, item_at};
    use crate::model::{DocIx, Item};
    use crate::session::{Action, Click, Session, Settings};

    const REPORT: DocIx = DocIx(0);

    fn session() -> Session {
        Session::bundled(Settings::default(), Arc::new(|| {}))
    }

    fn byte_of(session: &Session, words: &str) -> u32 {
        session.data().document(REPORT).text.as_str().find(words).unwrap() as u32
    }

    fn click_on(session: &mut Session, words: &str, add: bool) -> Vec<String> {
        let byte = byte_of(session, words);
        let selection = session.passing().selection.clone();
        for action in click(&session.data().clone(), &selection, REPORT, byte, add) {
            session.apply(action);
        }
        let data = session.data();
        let id = |item: &Item| match item {
            Item::Entity(entity) => data.entity(*entity).id.clone(),
            Item::Claim(claim) => data.claim(*claim).id.clone(),
            _ => String::new(),
        };
        session.passing().selection.items().iter().map(id).collect()
    }

    #[test]
    fn a_name_selects_its_entity_and_a_sentence_every_claim_it_supports() {
        let mut session = session();
        assert_eq!(click_on(&mut session, "Ebrahim Raisi of", false), ["raisi"]);
        assert_eq!(click_on(&mut session, "In the past week", false), ["c09a", "c09b"]);
        assert_eq!(click_on(&mut session, "could not verify it", true), ["c09a", "c09b", "c16"]);
        // One of the two is taken away by hand: adding the sentence brings it back, adding again takes both.
        let claim = session.data().find_claim("c09a").map(Item::Claim).unwrap();
        session.apply(Action::Select(claim, Click::Toggle));
        assert_eq!(click_on(&mut session, "In the past week", true), ["c09b", "c16", "c09a"]);
        assert_eq!(click_on(&mut session, "In the past week", true), ["c16"]);
    }

    #[test]
    fn the_reader_stays_where_it_was_clicked() {
        let mut session = session();
        let at = byte_of(&session, "been requests");
        click_on(&mut session, "been requests", false);
        let (document, span) = session.passing().reveal_text.1.unwrap();
        assert!(document == REPORT && span.contains(at));
    }

    #[test]
    fn where_nothing_stands_a_click_asks_for_nothing() {
        let session = session();
        let selection = &session.passing().selection;
        assert!(click(session.data(), selection, REPORT, 2, false).is_empty());
        assert_eq!(item_at(session.data(), REPORT, 2), None);
        let gaza = byte_of(&session, "Gaza above");
        assert_eq!(
            item_at(session.data(), REPORT, gaza),
            session.data().find_entity("gaza").map(Item::Entity)
        );
    }
}
