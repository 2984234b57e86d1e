//! An analyst verifies every claim of a case with nothing but the commands of the keys: what is left to do,
//! where the reader looks, what alarms say, what is exported, and what is there after the window was closed.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

#[path = "support/dice.rs"]
mod dice;
#[path = "support/faulty_case.rs"]
mod faulty_case;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use attache::check::{Alarm, End, alarms, all_alarms};
use attache::io::{self, Unwatched};
use attache::model::{ClaimIx, Grounding, Item};
use attache::session::review::{Progress, Reason, Verdict, progress};
use attache::session::workspace::Keeping;
use attache::session::{Action, Click, Command, Keep, Perspective, Session, Settings, Source};
use faulty_case::{CLAIMS, Fault, OF_EACH, faulty_case};

/// Opens a case as a window does; `folder` is where work on the bundled one is kept.
fn open(source: &Source, folder: &Path) -> Session {
    let loaded = match source.path() {
        Some(path) => io::load(path, 1, &Unwatched).unwrap(),
        None => io::load_bundled(1),
    };
    let settings = Settings { keeping: Keeping::Work(Some(folder.to_owned())), ..Settings::default() };
    Session::with(loaded, source.clone(), settings, Arc::new(|| {}))
}

/// The made case in a file of its own.
fn made(folder: &Path) -> (Source, BTreeMap<String, Fault>) {
    let (json, faults) = faulty_case(11);
    let path = folder.join("made.json");
    std::fs::write(&path, json).unwrap();
    (Source::File(path), faults)
}

fn run(session: &mut Session, command: Command) {
    session.apply(Action::Run(command));
}

fn done(session: &Session) -> Progress {
    progress(session.data(), session.review())
}

/// The place where the claim that is selected is cited first, if any citation was found.
fn assert_the_reader_follows(session: &Session, claim: ClaimIx, reveals_before: u64) {
    let data = session.data();
    let places = data.claim(claim).citations();
    let first = places.filter_map(|(_, citation)| Some((citation.document, citation.span?))).min();
    let (reveals, shown) = session.passing().reveal_text;
    if let Some(first) = first {
        assert!(reveals > reveals_before, "the reader was not sent anywhere for {}", data.claim(claim).id);
        assert_eq!(shown, Some(first));
        let back = data.claims_at(first.0, first.1.start);
        assert!(back.iter().any(|cited| cited.claim == claim), "the place leads back to the claim");
    } else {
        assert_eq!(reveals, reveals_before, "a claim without a place sends the reader nowhere");
    }
}

/// Verifies every claim with the keys of the review, as `judge` finds; returns the order in which they came.
fn verify(session: &mut Session, judge: impl Fn(&Session, ClaimIx) -> Verdict) -> Vec<ClaimIx> {
    let mut reveals = session.passing().reveal_text.0;
    // The first claim to check is selected at once: keys of verdicts need one to be about.
    run(session, Command::Perspective(Perspective::Review));
    let total = session.data().claims().len();
    let mut order = Vec::new();
    for n in 0..total {
        assert_eq!((done(session).reviewed(), done(session).left()), (n, total - n));
        let claim = session.current_claim().unwrap();
        assert_the_reader_follows(session, claim, reveals);
        let verdict = judge(session, claim);
        reveals = session.passing().reveal_text.0;
        give(session, claim, verdict);
        assert_eq!(session.review().verdict(claim), Some(verdict));
        if n % 50 == 7 {
            // A slip of the finger: taken back, looked at again, and given again.
            run(session, Command::Undo);
            assert_eq!(session.review().verdict(claim), None);
            assert_eq!(done(session).reviewed(), n);
            session.apply(Action::Select(Item::Claim(claim), Click::Only));
            reveals = session.passing().reveal_text.0;
            give(session, claim, verdict);
        }
        order.push(claim);
    }
    assert_eq!(done(session).left(), 0);
    order
}

/// Gives a verdict by its key; a rejection asks for its reason first.
fn give(session: &mut Session, claim: ClaimIx, verdict: Verdict) {
    match verdict {
        Verdict::Accepted => run(session, Command::Accept),
        Verdict::Unsure => run(session, Command::Unsure),
        Verdict::Rejected(_) => {
            run(session, Command::Reject);
            assert_eq!(session.passing().rejecting, Some(claim));
            assert_eq!(session.review().verdict(claim), None, "not before there is a reason");
            session.apply(Action::Judge(claim, Some(verdict)));
            assert_eq!(session.passing().rejecting, None);
        }
    }
}

/// What an analyst makes of each fault. A quote that has merely moved is still a quote.
fn verdict_of(fault: Option<Fault>, number: usize) -> Verdict {
    match fault {
        Some(Fault::MissingQuote) => Verdict::Rejected(Reason::NotInText),
        Some(Fault::Negation) => Verdict::Rejected(Reason::MissedNegation),
        Some(Fault::AbsentName) => Verdict::Rejected(Reason::WrongEntity),
        Some(Fault::WrongSpeaker) => Verdict::Rejected(Reason::WrongAttribution),
        None if number.is_multiple_of(40) => Verdict::Unsure,
        Some(Fault::MovedSpan) | None => Verdict::Accepted,
    }
}

/// Every verdict by the id of its claim, with the reason or nothing.
type Verdicts = BTreeMap<String, (String, String)>;

fn verdicts(session: &Session) -> Verdicts {
    let entry = |(&claim, entry): (&ClaimIx, &attache::session::review::Entry)| {
        let verdict = entry.verdict.unwrap();
        let reason = verdict.reason().map_or("", Reason::id);
        (session.data().claim(claim).id.clone(), (verdict.id().to_owned(), reason.to_owned()))
    };
    session.review().verdicts.iter().map(entry).collect()
}

/// Writes the verdicts to a file and waits until it is there.
fn export(session: &mut Session, path: PathBuf) -> String {
    session.apply(Action::Keep(Keep::ExportVerdicts(path.clone())));
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(20) {
        session.poll();
        let ending = path.display().to_string();
        let told = |said: &attache::session::Said| {
            said.notice.text.starts_with("Verdicts saved") && said.notice.text.ends_with(&ending)
        };
        if session.passing().said.iter().any(told) {
            return std::fs::read_to_string(path).unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("no verdicts were written: {:?}", session.passing().said)
}

/// The cells of one line of CSV; verdicts without notes have no line breaks in a cell.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut inside) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            // A doubled mark goes out and in again, which leaves the state as it was.
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            letter => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

fn assert_exports_hold(session: &mut Session, folder: &Path) {
    let all = verdicts(session);
    assert_eq!(all.len(), session.data().claims().len());
    let csv = export(session, folder.join("verdicts.csv"));
    let mut lines = csv.split_terminator("\r\n").map(cells);
    let head = lines.next().unwrap();
    let column = |name: &str| head.iter().position(|head| head == name).unwrap();
    let (id, verdict, reason) = (column("claim"), column("verdict"), column("reason"));
    let read: Verdicts =
        lines.map(|row| (row[id].clone(), (row[verdict].clone(), row[reason].clone()))).collect();
    assert_eq!(read, all);
    let json: serde_json::Value =
        serde_json::from_str(&export(session, folder.join("verdicts.json"))).unwrap();
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let read = json["claims"].as_array().unwrap().iter();
    let read: Verdicts = read
        .map(|claim| (word(&claim["claim"]), (word(&claim["verdict"]), word(&claim["reason"]))))
        .collect();
    assert_eq!(read, all);
}

fn assert_survives_closing(mut session: Session, source: &Source, folder: &Path) {
    let before = session.review().clone();
    session.finish().unwrap();
    drop(session);
    let again = open(source, folder);
    assert_eq!(*again.review(), before);
    assert_eq!(done(&again).left(), 0);
}

#[test]
fn the_bundled_case_is_verified_from_the_first_claim_to_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = open(&Source::Bundled, folder.path());
    let order = verify(&mut session, |session, claim| {
        if alarms(session.data(), claim).is_empty() { Verdict::Accepted } else { Verdict::Unsure }
    });
    let mut each = order.clone();
    each.sort_unstable();
    assert!(each.into_iter().eq(session.data().claim_ixs()), "every claim came once");
    assert_exports_hold(&mut session, folder.path());
    assert_survives_closing(session, &Source::Bundled, folder.path());
}

#[test]
fn five_hundred_claims_with_planted_faults_are_verified() {
    let folder = tempfile::tempdir().unwrap();
    let (source, faults) = made(folder.path());
    let mut session = open(&source, folder.path());
    let order = verify(&mut session, |session, claim| {
        verdict_of(faults.get(&session.data().claim(claim).id).copied(), claim.index())
    });
    // What is weakest grounded comes first.
    let fault = |claim: &ClaimIx| faults.get(&session.data().claim(*claim).id);
    assert!(order[..OF_EACH].iter().all(|claim| fault(claim) == Some(&Fault::MissingQuote)));
    assert!(order[OF_EACH..2 * OF_EACH].iter().all(|claim| fault(claim) == Some(&Fault::MovedSpan)));
    let far = done(&session);
    assert_eq!((far.total, far.rejected), (CLAIMS, 4 * OF_EACH));
    assert!(far.unsure > 0 && far.accepted == CLAIMS - far.rejected - far.unsure);
    assert_exports_hold(&mut session, folder.path());
    assert_survives_closing(session, &source, folder.path());
}

#[test]
fn every_planted_fault_that_the_words_give_away_raises_its_alarm_and_nothing_sound_does() {
    let folder = tempfile::tempdir().unwrap();
    let (source, faults) = made(folder.path());
    let session = open(&source, folder.path());
    let data = session.data();
    for (claim, alarms) in data.claim_ixs().zip(all_alarms(data)) {
        let of = data.claim(claim);
        let moved = data.worst_grounding(claim) == Some(Grounding::Moved);
        let expected = match faults.get(&of.id) {
            Some(Fault::MissingQuote) => vec![Alarm::QuoteMissing],
            Some(Fault::Negation) => vec![Alarm::NegationInQuote("not".to_owned())],
            Some(Fault::AbsentName) => vec![Alarm::NamesAbsent(End::Object, of.object.unwrap())],
            // A quote that has moved is found; how it was found is its grounding. That the words name another
            // speaker only a reader sees: no alarm looks for speakers, whom reports often name pages before.
            Some(Fault::MovedSpan | Fault::WrongSpeaker) | None => Vec::new(),
        };
        assert_eq!(alarms, expected, "{} {:?}", of.id, faults.get(&of.id));
        assert_eq!(moved, faults.get(&of.id) == Some(&Fault::MovedSpan), "{}", of.id);
    }
}
