//! Two workspaces of one case as one: nothing that either says of a claim is lost.

use std::collections::BTreeMap;

use super::Workspace;
use super::file::{Hidden, Look, Merge, NamedView, Note};
use crate::session::review::Verdict;

/// Two workspaces as one, and what came of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Merged {
    /// Both.
    pub workspace: Workspace,
    /// Claims whose verdict or note came from the other one, whole or in part.
    pub taken: usize,
    /// Claims of which the two said different things: the newer verdict holds, the other stands in the note.
    pub conflicts: usize,
}

/// Merges: verdicts and notes of both by the ids of claims. Where both say something of a claim, the newer
/// verdict holds and the older one stands in the note; notes are joined. How the case is looked at stays `mine`;
/// pins, named views and merges of `theirs` come besides.
pub fn merge(mine: &Workspace, theirs: &Workspace) -> Merged {
    let (mut taken, mut conflicts) = (0, 0);
    let mut verdicts = mine.verdicts.clone();
    for (id, their) in &theirs.verdicts {
        match verdicts.get_mut(id) {
            None => {
                verdicts.insert(id.clone(), their.clone());
                taken += 1;
            }
            Some(my) => {
                let (note, conflict) = both(my, their);
                let new = note != *my;
                taken += usize::from(new);
                conflicts += usize::from(new && conflict);
                *my = note;
            }
        }
    }
    let mut notes = mine.notes.clone();
    for (id, their) in &theirs.notes {
        let my = notes.entry(id.clone()).or_default();
        *my = if my.is_empty() { their.clone() } else { joined(my, their).0 };
    }
    let mut view = mine.view.clone();
    for (id, &at) in &theirs.view.pins {
        view.pins.entry(id.clone()).or_insert(at);
    }
    let mut other = theirs.other.clone();
    other.extend(mine.other.clone());
    let workspace = Workspace {
        view,
        views: views(mine, theirs),
        verdicts,
        notes,
        merges: merges(&mine.merges, &theirs.merges),
        hidden: Hidden {
            entities: union(&mine.hidden.entities, &theirs.hidden.entities),
            claims: union(&mine.hidden.claims, &theirs.hidden.claims),
        },
        other,
        generation: mine.generation.max(theirs.generation),
        ..mine.clone()
    };
    Merged { workspace, taken, conflicts }
}

/// What two say of one claim, and whether they disagree.
fn both(my: &Note, their: &Note) -> (Note, bool) {
    let (newer, older) = if their.at > my.at { (their, my) } else { (my, their) };
    let given = |note: &Note| note.verdict.clone().map(|verdict| (verdict, note.reason.clone()));
    let (now, before) = (given(newer), given(older));
    let against = now.is_some() && before.is_some() && now != before;
    let (mut note, apart) = joined(&newer.note, &older.note);
    if let Some((verdict, reason)) = before.as_ref().filter(|_| against) {
        let line = format!("Other verdict: {}", words_of(verdict, reason.as_deref()));
        note = joined(&note, &line).0;
    }
    let (verdict, reason) = now.or(before).map_or((None, None), |(verdict, reason)| (Some(verdict), reason));
    let mut other = older.other.clone();
    other.extend(newer.other.clone());
    (Note { verdict, reason, note, at: newer.at, other }, against || apart)
}

/// "rejected: wrong direction"; a verdict of a later version by its name in the file.
fn words_of(verdict: &str, reason: Option<&str>) -> String {
    Verdict::from_ids(verdict, reason).map_or_else(|| verdict.to_owned(), Verdict::words)
}

/// Two notes as one, and whether each says something that the other does not.
fn joined(first: &str, second: &str) -> (String, bool) {
    // By whole lines: "confirmed" is another note than "not confirmed".
    let holds = |whole: &str, part: &str| {
        let mut lines = part.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.all(|line| whole.lines().any(|known| known.trim() == line))
    };
    if holds(first, second) {
        (first.to_owned(), false)
    } else if holds(second, first) {
        (second.to_owned(), false)
    } else {
        (format!("{}\n{second}", first.trim_end()), true)
    }
}

/// The named views of both. Where two of one name differ, theirs gets another name; so does the view that they
/// had before them, where it is not mine.
fn views(mine: &Workspace, theirs: &Workspace) -> Vec<NamedView> {
    let mut views: BTreeMap<String, NamedView> =
        mine.views.iter().map(|view| (view.name.clone(), view.clone())).collect();
    let mut add = |view: NamedView, name: String| {
        let numbered = (2..).map(|n| format!("{name} {n}"));
        let names = std::iter::once(name.clone()).chain(numbered);
        for name in names.take(1000) {
            let same = |there: &NamedView| there.look == view.look && there.merges == view.merges;
            match views.get(&name) {
                Some(there) if same(there) => return,
                Some(_) => {}
                None => {
                    views.insert(name.clone(), NamedView { name, ..view });
                    return;
                }
            }
        }
    };
    for view in &theirs.views {
        let mut unlike = mine.views.iter().filter(|my| my.name == view.name && *my != view);
        let name =
            if unlike.next().is_some() { format!("{} (theirs)", view.name) } else { view.name.clone() };
        add(view.clone(), name);
    }
    // Pins are in mine already, and where the camera was is nothing to keep a view for.
    let plain = |look: &Look| Look { pins: BTreeMap::new(), camera: None, ..look.clone() };
    let before_them = plain(&theirs.view);
    if before_them != Look::default() && before_them != plain(&mine.view) {
        let view =
            NamedView { name: String::new(), merges: Some(theirs.merges.clone()), look: theirs.view.clone() };
        add(view, "Their view".to_owned());
    }
    views.into_values().collect()
}

/// The merges of both. Whom mine merges into somebody else, stays with them.
fn merges(mine: &[Merge], theirs: &[Merge]) -> Vec<Merge> {
    let new = theirs.iter().filter(|their| mine.iter().all(|my| my.from != their.from));
    mine.iter().chain(new).cloned().collect()
}

fn union(mine: &[String], theirs: &[String]) -> Vec<String> {
    let new = theirs.iter().filter(|id| !mine.contains(id));
    mine.iter().chain(new).cloned().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn note(verdict: Option<&str>, note: &str, at: u64) -> Note {
        Note { verdict: verdict.map(str::to_owned), note: note.to_owned(), at, ..Note::default() }
    }

    fn workspace(notes: &[(&str, Note)]) -> Workspace {
        let verdicts = notes.iter().map(|(id, note)| ((*id).to_owned(), note.clone())).collect();
        Workspace { verdicts, ..Workspace::default() }
    }

    #[test]
    fn the_newer_verdict_holds_and_the_older_stands_in_the_note() {
        let older =
            Note { reason: Some("wrong_direction".into()), ..note(Some("rejected"), "see page 2", 5) };
        let mine = workspace(&[("c1", note(Some("accepted"), "", 9)), ("c2", note(None, "mine", 1))]);
        let theirs = workspace(&[("c1", older), ("c3", note(Some("unsure"), "", 2))]);
        for (mine, theirs) in [(&mine, &theirs), (&theirs, &mine)] {
            let merged = merge(mine, theirs);
            let c1 = &merged.workspace.verdicts["c1"];
            assert_eq!((c1.verdict.as_deref(), c1.at), (Some("accepted"), 9));
            assert_eq!(c1.note, "see page 2\nOther verdict: rejected: wrong direction");
            assert_eq!(merged.workspace.verdicts.len(), 3);
            assert_eq!(merged.conflicts, 1);
            // Once more says nothing twice.
            assert_eq!(merge(&merged.workspace, theirs).workspace.verdicts, merged.workspace.verdicts);
        }
        assert_eq!(merge(&mine, &theirs).taken, 2);
        assert_eq!((merge(&mine, &mine).taken, merge(&mine, &mine).conflicts), (0, 0));
    }

    #[test]
    fn views_pins_and_merges_of_both_are_kept() {
        let look = |method: &str, pin: &str| Look {
            layout: super::super::file::Layout { method: method.to_owned(), centre: None },
            pins: [(pin.to_owned(), [1.0, 2.0])].into(),
            ..Look::default()
        };
        let named = |name: &str, method: &str| NamedView {
            name: name.to_owned(),
            merges: None,
            look: look(method, "a"),
        };
        let merge_of = |from: &str, into: &str| Merge { into: into.to_owned(), from: from.to_owned() };
        let mine = Workspace {
            view: look("", "a"),
            views: vec![named("both", "stress"), named("mine", "circular")],
            merges: vec![merge_of("x", "y")],
            ..Workspace::default()
        };
        let theirs = Workspace {
            view: look("radial", "b"),
            views: vec![named("both", "layered"), named("theirs", "circular")],
            merges: vec![merge_of("x", "z"), merge_of("p", "q")],
            ..Workspace::default()
        };
        let merged = merge(&mine, &theirs).workspace;
        let names: Vec<&str> = merged.views.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(names, ["Their view", "both", "both (theirs)", "mine", "theirs"]);
        assert_eq!(merged.view.pins.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(merged.merges, [merge_of("x", "y"), merge_of("p", "q")]);
        assert_eq!(merge(&merged, &theirs).workspace.views, merged.views, "once");
    }

    fn arbitrary() -> impl Strategy<Value = Workspace> {
        let verdict =
            prop_oneof![Just(None), Just(Some("accepted")), Just(Some("unsure")), Just(Some("later"))];
        let words = prop_oneof![Just(""), Just("one"), Just("two"), Just("one and three")];
        let entry = (0u8..6, verdict, words, 0u64..4);
        proptest::collection::vec(entry, 0..6).prop_map(|entries| {
            let each = entries
                .into_iter()
                .map(|(id, verdict, words, at)| (format!("c{id}"), note(verdict, words, at)));
            Workspace { verdicts: each.collect(), ..Workspace::default() }
        })
    }

    proptest! {
        #[test]
        fn nothing_that_either_says_of_a_claim_is_lost(mine in arbitrary(), theirs in arbitrary()) {
            let merged = merge(&mine, &theirs).workspace;
            for (id, said) in mine.verdicts.iter().chain(&theirs.verdicts) {
                let now = &merged.verdicts[id];
                prop_assert!(now.note.contains(said.note.trim()));
                prop_assert!(now.at >= said.at);
                if let Some(verdict) = &said.verdict {
                    let holds = now.verdict.as_ref() == Some(verdict);
                    let line = format!("Other verdict: {verdict}");
                    prop_assert!(holds || now.note.contains(&line));
                }
            }
        }
    }
}
