//! Two workspaces of one case as one: nothing that either says of a claim is lost, and what one of them took back
//! does not return from the other that merely still has it.

use std::collections::{BTreeMap, BTreeSet};

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

/// Merges what came of `base` in two windows. What only one of them changed is as that one has it, removed
/// perhaps. Where both say something of a claim, the newer verdict holds and the older one stands in the note; notes
/// are joined. How the case is looked at stays `mine`; pins, named views and merges of `theirs` come besides.
///
/// `base` is what both began with; an empty one where that is not known: then nothing counts as removed.
pub fn merge(base: &Workspace, mine: &Workspace, theirs: &Workspace) -> Merged {
    let (mut my, mut their) = (mine.clone(), theirs.clone());
    drop_undone(base, &mut my, &mut their);
    let mut conflicts = 0;
    let mut verdicts = std::mem::take(&mut my.verdicts);
    for (id, their) in &their.verdicts {
        let Some(my) = verdicts.get_mut(id) else {
            verdicts.insert(id.clone(), their.clone());
            continue;
        };
        let (note, conflict) = both(my, their);
        conflicts += usize::from(conflict && note != *my);
        *my = note;
    }
    let mut notes = std::mem::take(&mut my.notes);
    for (id, their) in &their.notes {
        let my = notes.entry(id.clone()).or_default();
        *my = if my.is_empty() { their.clone() } else { joined(my, their).0 };
    }
    let mut view = my.view.clone();
    for (id, &at) in &their.view.pins {
        view.pins.entry(id.clone()).or_insert(at);
    }
    let mut other = their.other.clone();
    other.extend(my.other.clone());
    // Whoever looks at it as it was looked at before has no view of their own.
    let looks = plain(&their.view) != plain(&base.view);
    let ids: BTreeSet<&String> = mine.verdicts.keys().chain(verdicts.keys()).collect();
    let taken = ids.iter().filter(|id| mine.verdicts.get(**id) != verdicts.get(**id)).count();
    let workspace = Workspace {
        view,
        added: union(&my.added, &their.added),
        views: views(&my, &their, looks),
        merges: merges(&my.merges, &their.merges),
        hidden: Hidden {
            entities: union(&my.hidden.entities, &their.hidden.entities),
            claims: union(&my.hidden.claims, &their.hidden.claims),
        },
        other,
        generation: my.generation.max(their.generation),
        verdicts,
        notes,
        ..my
    };
    Merged { workspace, taken, conflicts }
}

/// Leaves out of each what it has as it was in `base` while the other one changed or removed it.
fn drop_undone(base: &Workspace, mine: &mut Workspace, theirs: &mut Workspace) {
    entries(&base.verdicts, &mut mine.verdicts, &mut theirs.verdicts);
    entries(&base.notes, &mut mine.notes, &mut theirs.notes);
    entries(&base.view.pins, &mut mine.view.pins, &mut theirs.view.pins);
    rows(&base.added, &mut mine.added, &mut theirs.added, |file| file);
    rows(&base.views, &mut mine.views, &mut theirs.views, |view| &view.name);
    rows(&base.merges, &mut mine.merges, &mut theirs.merges, |merge| &merge.from);
    rows(&base.hidden.entities, &mut mine.hidden.entities, &mut theirs.hidden.entities, |id| id);
    rows(&base.hidden.claims, &mut mine.hidden.claims, &mut theirs.hidden.claims, |id| id);
}

fn entries<V: PartialEq>(
    base: &BTreeMap<String, V>,
    mine: &mut BTreeMap<String, V>,
    theirs: &mut BTreeMap<String, V>,
) {
    for (id, before) in base {
        let (my, their) = (mine.get(id) == Some(before), theirs.get(id) == Some(before));
        if my && !their {
            mine.remove(id);
        } else if their && !my {
            theirs.remove(id);
        }
    }
}

fn rows<T: PartialEq>(base: &[T], mine: &mut Vec<T>, theirs: &mut Vec<T>, key: impl Fn(&T) -> &String) {
    let of = |list: &[T]| -> BTreeMap<String, bool> {
        list.iter().map(|row| (key(row).clone(), base.contains(row))).collect()
    };
    let before: BTreeSet<&String> = base.iter().map(&key).collect();
    let (my, their) = (of(mine), of(theirs));
    let as_before = |list: &BTreeMap<String, bool>, id: &String| list.get(id) == Some(&true);
    let undone = |id: &String, here: &BTreeMap<String, bool>, there: &BTreeMap<String, bool>| {
        before.contains(id) && as_before(here, id) && !as_before(there, id)
    };
    mine.retain(|row| !undone(key(row), &my, &their));
    theirs.retain(|row| !undone(key(row), &their, &my));
}

/// How a case is looked at, but for pins, which are merged one by one, and the camera, which is nothing to keep a
/// view for.
fn plain(look: &Look) -> Look {
    Look { pins: BTreeMap::new(), camera: None, ..look.clone() }
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
/// had before them, where it is not mine and they came to it themselves.
fn views(mine: &Workspace, theirs: &Workspace, looks: bool) -> Vec<NamedView> {
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
    let before_them = plain(&theirs.view);
    if looks && before_them != Look::default() && before_them != plain(&mine.view) {
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
            let merged = merge(&Workspace::default(), mine, theirs);
            let c1 = &merged.workspace.verdicts["c1"];
            assert_eq!((c1.verdict.as_deref(), c1.at), (Some("accepted"), 9));
            assert_eq!(c1.note, "see page 2\nOther verdict: rejected: wrong direction");
            assert_eq!(merged.workspace.verdicts.len(), 3);
            assert_eq!(merged.conflicts, 1);
            // Once more says nothing twice.
            let again = merge(&Workspace::default(), &merged.workspace, theirs);
            assert_eq!(again.workspace.verdicts, merged.workspace.verdicts);
        }
        let nothing = Workspace::default();
        assert_eq!(merge(&nothing, &mine, &theirs).taken, 2);
        let same = merge(&nothing, &mine, &mine);
        assert_eq!((same.taken, same.conflicts), (0, 0));
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
        let nothing = Workspace::default();
        let merged = merge(&nothing, &mine, &theirs).workspace;
        let names: Vec<&str> = merged.views.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(names, ["Their view", "both", "both (theirs)", "mine", "theirs"]);
        assert_eq!(merged.view.pins.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(merged.merges, [merge_of("x", "y"), merge_of("p", "q")]);
        assert_eq!(merge(&nothing, &merged, &theirs).workspace.views, merged.views, "once");
    }

    #[test]
    fn what_one_took_back_does_not_return() {
        let merge_of = |from: &str, into: &str| Merge { into: into.to_owned(), from: from.to_owned() };
        let named = |name: &str, method: &str| NamedView {
            name: name.to_owned(),
            merges: None,
            look: Look {
                layout: super::super::file::Layout { method: method.to_owned(), centre: None },
                ..Look::default()
            },
        };
        let base = Workspace {
            view: Look { pins: [("a".to_owned(), [1.0, 2.0])].into(), ..Look::default() },
            views: vec![named("kept", "stress"), named("gone", "radial"), named("changed", "radial")],
            merges: vec![merge_of("x", "y"), merge_of("p", "q")],
            notes: [("a".to_owned(), "before".to_owned())].into(),
            hidden: Hidden { entities: vec!["h".to_owned()], claims: Vec::new() },
            ..workspace(&[
                ("c1", note(Some("accepted"), "", 1)),
                ("c2", note(Some("unsure"), "", 1)),
                ("c3", note(None, "x", 1)),
            ])
        };
        let one = Workspace {
            view: Look::default(),
            views: vec![named("kept", "stress"), named("changed", "circular")],
            merges: vec![merge_of("p", "r")],
            notes: BTreeMap::new(),
            hidden: Hidden::default(),
            ..workspace(&[("c2", note(Some("accepted"), "", 4)), ("c3", note(None, "x", 1))])
        };
        // The other one added something; the rest is as it was.
        let mut other = base.clone();
        other.verdicts.insert("c4".to_owned(), note(Some("rejected"), "", 5));
        for (mine, theirs) in [(&one, &other), (&other, &one)] {
            let Merged { workspace: merged, conflicts, .. } = merge(&base, mine, theirs);
            let verdicts: Vec<_> =
                merged.verdicts.iter().map(|(id, note)| (id.as_str(), note.verdict.as_deref())).collect();
            assert_eq!(verdicts, [("c2", Some("accepted")), ("c3", None), ("c4", Some("rejected"))]);
            assert_eq!((conflicts, merged.merges), (0, vec![merge_of("p", "r")]));
            assert!(merged.notes.is_empty() && merged.hidden.entities.is_empty());
            assert!(merged.view.pins.is_empty());
            assert_eq!(merged.views, [named("changed", "circular"), named("kept", "stress")]);
        }
        assert_eq!(merge(&base, &one, &other).taken, 1);
        assert_eq!(merge(&base, &other, &one).taken, 2, "one removed, one changed");
        // Both changed it: both stand.
        let mut again = base.clone();
        again.verdicts.insert("c2".to_owned(), note(Some("rejected"), "", 9));
        again.verdicts.insert("c1".to_owned(), note(Some("rejected"), "", 9));
        let merged = merge(&base, &one, &again).workspace;
        assert_eq!(merged.verdicts["c2"].note, "Other verdict: accepted");
        assert_eq!(
            merged.verdicts["c1"].verdict.as_deref(),
            Some("rejected"),
            "taken back by one, renewed by other"
        );
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
            let merged = merge(&Workspace::default(), &mine, &theirs).workspace;
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
