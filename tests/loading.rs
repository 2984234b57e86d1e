//! Loading `attache/1`: every kind of problem with its place, cut files, files that are none.

#![expect(clippy::unwrap_used, reason = "what goes wrong here should fail loudly")]

use std::fs;
use std::path::Path;

use attache::diagnostics::{Code, Problem, Severity};
use attache::io::{LoadError, Loaded, Monitor, Unwatched, load, load_bundled, read_bytes};
use attache::model::{Grounding, Stance, Status};

fn read(text: &str) -> Result<Loaded, LoadError> {
    read_bytes("case.json", text.as_bytes(), None, 1, &Unwatched)
}

fn loaded(text: &str) -> Loaded {
    read(text).unwrap()
}

/// `code line:column path`, one a problem.
fn places(loaded: &Loaded) -> Vec<String> {
    let one = |p: &Problem| format!("{} {}:{} {}", p.code.id(), p.line, p.column, p.path);
    loaded.report.problems.iter().map(one).collect()
}

/// A case of one document, two entities and the claims given.
fn case(claims: &str) -> String {
    format!(
        r#"{{"format": "attache/1",
"documents": [{{"id": "d", "text": "Alpha said that Beta left. Beta said nothing."}}],
"entities": [{{"id": "a", "name": "Alpha", "kind": "state"}}, {{"id": "b", "name": "Beta", "kind": "state"}}],
"claims": [
{claims}
]}}"#
    )
}

fn claim_with(citation: &str) -> String {
    case(&format!(
        r#"{{"id": "c", "subject": "a", "predicate": "warns", "object": "b", "attributions": [{{"stance": "asserts", "evidence": [{citation}]}}]}}"#
    ))
}

#[test]
fn the_bundled_case_has_nothing_to_report() {
    let Loaded { dataset, report, format, stopped, .. } = load_bundled(3);
    assert!(!stopped);
    assert_eq!(report.problems, []);
    assert_eq!((format, dataset.revision()), ("attache/1", 3));
    assert_eq!(dataset.grounding().of(Grounding::Exact), dataset.grounding().total());
    assert!(dataset.claims().len() > 40 && dataset.entities().len() > 25);
}

#[test]
fn every_field_of_the_format_is_loaded() {
    let text = r#"{"format": "attache/1", "title": "T", "offset_unit": "byte",
      "kinds": {"tribe": {"like": "militia", "label": "Tribe"}},
      "documents": [{"id": "d", "title": "D", "publisher": "P", "author": "A", "url": "u", "published": "2023-10", "language": "fa", "text": "é said no", "x": [1]}],
      "entities": [{"id": "a", "name": "Alpha", "kind": "tribe", "aliases": ["Al"], "description": "x", "xref": {"wikidata": "Q1"},
        "properties": {"n": 2}, "mentions": [{"document": "d", "start": 0, "end": 2}], "reliability": "F", "anonymous": true, "group": true}],
      "claims": [{"id": "c", "subject": "a", "predicate": "kills", "label": "L", "time": "../2023-10-25", "place": "a",
        "quantities": [{"kind": "killed", "low": 1, "best": 2.5, "high": 3e2, "unit": "u", "place": "a", "time": "2023"}],
        "attributions": [{"speaker": "a", "via": ["a"], "stance": "doubts", "verb": "v", "date": "2023-10-26", "certainty": "possible", "credibility": 6,
          "quantities": [{"kind": "killed", "best": 1}],
          "evidence": [{"document": "d", "exact": "said", "prefix": "p", "suffix": "s", "start": 3, "end": 7, "cue": [3, 7]}]}],
        "opposes": ["e"], "extraction": {"by": "m", "score": 0.5}},
        {"id": "e", "subject": "a", "predicate": "x", "object": "a"}]}"#;
    let loaded = loaded(text);
    assert_eq!(places(&loaded), ["unknown-field 3:155 documents[0].x", "uncited-claim 12:16 claims[1]"]);
    let data = &loaded.dataset;
    let (document, entity, claim) = (&data.documents()[0], &data.entities()[0], &data.claims()[0]);
    assert_eq!(
        (data.title(), document.author.as_deref(), document.language.as_deref()),
        (Some("T"), Some("A"), Some("fa"))
    );
    assert_eq!(document.extra["x"], serde_json::json!([1]));
    assert_eq!((data.kinds().get(entity.kind).label.as_str(), entity.aliases.len()), ("Tribe", 1));
    assert_eq!(entity.xref, [("wikidata".to_owned(), "Q1".to_owned())]);
    assert_eq!((entity.reliability, entity.anonymous, entity.group), (Some('F'), true, true));
    assert_eq!(entity.mentions[0].given, Some((0, 1)), "bytes become code points");
    assert_eq!((claim.quantities[0].low, claim.quantities[0].high), (Some(1.0), Some(300.0)));
    assert_eq!(claim.time.as_ref().map(ToString::to_string).as_deref(), Some("by 25 Oct 2023"));
    let voice = &claim.attributions[0];
    assert_eq!((voice.stance, voice.credibility, voice.via.len()), (Stance::Doubts, Some(6), 1));
    let citation = &voice.evidence[0];
    assert_eq!(
        (citation.grounding, citation.given, citation.cue),
        (Grounding::Exact, Some((2, 6)), citation.span)
    );
    assert_eq!(data.opposed(attache::model::ClaimIx(1)), [attache::model::ClaimIx(0)]);
    assert_eq!(claim.extraction.as_ref().and_then(|e| e.score), Some(0.5));
}

#[test]
fn several_problems_are_named_at_once_with_their_places() {
    let loaded = loaded(
        r#"{"format": "attache/1",
 "documents": [{"id": "d", "text": "Alpha said so."}],
 "entities": [
  {"id": "a", "name": "Alpha", "kind": "stete"},
  {"id": "a", "name": "Again", "kind": "state"},
  {"id": 7, "name": "é", "kind": "state", "aliases": "x"}
 ],
 "claims": [
  {"id": "c1", "subject": "a", "predicate": "x", "attributions": [{"stance": "doubt", "speaker": "a"}, {"stance": "asserts", "speaker": "nobody"}]},
  {"id": "c2", "subject": "aa", "predicate": "x"},
  {"id": "c3", "subject": "a", "predicate": "x", "time": "2023-13", "opposes": ["c2", "c9"], "attributions": [
   {"stance": "asserts", "credibility": 7, "evidence": [{"document": "d", "exact": "Beta"}, {"document": "e"}, {"document": "d", "start": 3, "end": 99},
    {"document": "d", "start": 5, "end": 2}, {"document": "d"}]}]}
 ]}"#,
    );
    assert_eq!(
        places(&loaded),
        [
            "undeclared-kind 4:40 entities[0].kind",
            "duplicate-id 5:10 entities[1].id",
            "wrong-type 6:10 entities[2].id",
            "wrong-type 6:54 entities[2].aliases",
            "uncited-claim 9:10 claims[0]",
            "unknown-value 9:78 claims[0].attributions[0].stance",
            "dangling-reference 9:137 claims[0].attributions[1].speaker",
            "dangling-reference 10:27 claims[1].subject",
            "unknown-value 11:58 claims[2].time",
            "dangling-reference 11:81 claims[2].opposes[0]",
            "dangling-reference 11:87 claims[2].opposes[1]",
            "unknown-value 12:41 claims[2].attributions[0].credibility",
            "missing-quote 12:84 claims[2].attributions[0].evidence[0].exact",
            "dangling-reference 12:106 claims[2].attributions[0].evidence[1].document",
            "unusable-span 12:139 claims[2].attributions[0].evidence[2].start",
            "unusable-span 13:32 claims[2].attributions[0].evidence[3].start",
            "unanchored-citation 13:46 claims[2].attributions[0].evidence[4]",
        ]
    );
    let hint = |part: &str| {
        let problem = loaded.report.problems.iter().find(|p| p.message.contains(part)).unwrap();
        problem.hint.clone().unwrap_or_default()
    };
    assert!(hint("`stete`").contains("did you mean `state`?"));
    assert!(hint("`doubt`").contains("did you mean `doubts`?"));
    assert!(hint("`aa`").contains("did you mean `a`?"));
    assert_eq!(hint("`nobody`"), "");
    let data = &loaded.dataset;
    assert_eq!((data.entities().len(), data.claims().len()), (1, 2));
    assert_eq!(data.entities()[0].name, "Alpha", "the first of two counts");
    assert_eq!(data.claims()[0].attributions.len(), 0, "an unreadable voice is not the document's own");
    assert_eq!(data.grounding().total(), 4);
    assert_eq!(data.grounding().of(Grounding::Missing), 3);
}

#[test]
fn types_and_values_are_checked_everywhere() {
    for (claim, problem) in [
        (r#"{"id": "c", "subject": "a"}"#, "missing-field 5:1 claims[0]"),
        (r#"{"id": "c", "subject": "a", "predicate": 1}"#, "wrong-type 5:42 claims[0].predicate"),
        (r#"{"id": "c", "subject": "a", "predicate": "p", "object": 1}"#, "wrong-type 5:57 claims[0].object"),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "object": "x"}"#,
            "dangling-reference 5:57 claims[0].object",
        ),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "quantities": [{"kind": "k"}]}"#,
            "missing-field 5:62 claims[0].quantities[0]",
        ),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "quantities": [{"kind": "k", "low": "1"}]}"#,
            "wrong-type 5:83 claims[0].quantities[0].low",
        ),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "attributions": [{}]}"#,
            "missing-field 5:64 claims[0].attributions[0]",
        ),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "attributions": [{"stance": "asserts", "certainty": "posible"}]}"#,
            "unknown-value 5:99 claims[0].attributions[0].certainty",
        ),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "attributions": [{"stance": "asserts", "via": ["b", "x"]}]}"#,
            "dangling-reference 5:99 claims[0].attributions[0].via[1]",
        ),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "predicate": "q"}"#,
            "duplicate-id 5:47 claims[0].predicate",
        ),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "predicat": "q"}"#,
            "unknown-field 5:47 claims[0].predicat",
        ),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "extraction": []}"#,
            "wrong-type 5:61 claims[0].extraction",
        ),
        (r#"["c"]"#, "wrong-type 5:1 claims[0]"),
        (
            r#"{"id": "c", "subject": "a", "predicate": "p", "place": "x"}"#,
            "dangling-reference 5:56 claims[0].place",
        ),
    ] {
        assert!(
            places(&loaded(&case(claim))).iter().any(|found| found == problem),
            "{claim}: {:?}",
            places(&loaded(&case(claim)))
        );
    }
    for (citation, problem) in [
        (r#"{"exact": "x"}"#, "missing-field"),
        (r#"{"document": "d", "exact": 3}"#, "wrong-type"),
        (r#"{"document": "d", "exact": "Alpha", "start": -1, "end": 4}"#, "wrong-type"),
        (r#"{"document": "d", "exact": "Alpha", "start": 0, "end": 5.0}"#, "wrong-type"),
        (r#"{"document": "d", "exact": "Alpha", "cue": [0]}"#, "wrong-type"),
        (r#"{"document": "d", "exact": "Alpha", "cue": [9, 2]}"#, "unusable-span"),
        (r#"{"document": "d", "exact": "Alpha", "cue": [0, 200]}"#, "unusable-span"),
        (r#"{"document": "d", "start": 4}"#, "missing-field"),
        (r#"{"document": "d", "exact": "Alpha", "start": 30, "end": 35}"#, "moved-quote"),
        (r#"{"document": "d", "exact": "Alpha", "start": 99, "end": 104}"#, "unusable-span"),
        (r#"{"document": "d", "exact": "ALPHA  said"}"#, "normalised-quote"),
        (r#"{"document": "d", "exact": "Alpha said thet Beta left"}"#, "approximate-quote"),
        (r#"{"document": "d", "exact": "Beta"}"#, "ambiguous-quote"),
    ] {
        let found = places(&loaded(&claim_with(citation)));
        assert!(
            found.iter().any(|found| found.starts_with(problem) && found.contains(" 5:")),
            "{citation}: {found:?}"
        );
    }
    let half = loaded(&claim_with(r#"{"document": "d", "exact": "Alpha", "start": 0}"#));
    assert_eq!(places(&half), [""; 0], "a quote gives the other end of its span");
}

#[test]
fn a_cut_file_keeps_what_was_complete() {
    let whole = claim_with(
        r#"{"document": "d", "exact": "Alpha", "start": 0, "end": 5}, {"document": "d", "exact": "é \u00e9"}"#,
    );
    let complete = loaded(&whole);
    let counts =
        |l: &Loaded| (l.dataset.documents().len(), l.dataset.entities().len(), l.dataset.claims().len());
    assert_eq!(counts(&complete), (1, 2, 1));
    let mut last = (0, 0, 0);
    for cut in 0..whole.trim_end().len() {
        match read_bytes("case.json", &whole.as_bytes()[..cut], None, 1, &Unwatched) {
            Err(error) => {
                assert_eq!(last, (0, 0, 0), "nothing that was complete is lost at {cut}");
                assert!(!error.problem.message.is_empty());
            }
            Ok(part) => {
                let now = counts(&part);
                assert!(now.0 >= last.0 && now.1 >= last.1 && now.2 >= last.2, "at {cut}");
                last = now;
                let syntax = part.report.problems.iter().filter(|p| p.code == Code::Syntax).count();
                assert_eq!(syntax, 1, "the cut at {cut} is an error");
            }
        }
    }
    assert_eq!(last, (1, 2, 1), "only the closing brackets are missing at the end");
}

#[test]
fn broken_json_is_placed_and_what_came_before_is_kept() {
    let text = case(
        r#"{"id": "c1", "subject": "a", "predicate": "x"},
{"id": "c2" "subject": "a", "predicate": "x"}"#,
    );
    let loaded = loaded(&text);
    assert_eq!(places(&loaded), ["uncited-claim 5:8 claims[0]", "syntax 6:13 "]);
    assert_eq!(loaded.dataset.claims().len(), 1);
    let more = format!("{} x", case(""));
    assert_eq!(places(&self::loaded(&more)), ["syntax 6:4 "]);
    let mut bytes = case("").into_bytes();
    let at = bytes.iter().position(|&byte| byte == b'B').unwrap();
    bytes[at] = 0xFF;
    let error = read_bytes("case.json", &bytes, None, 1, &Unwatched).unwrap_err();
    assert!(error.problem.message.contains("UTF-8") && error.problem.line == 2, "{:?}", error.problem);
}

#[test]
fn a_byte_order_mark_is_no_part_of_file_or_text() {
    let folder = tempfile::tempdir().unwrap();
    let case = "\u{FEFF}{\"format\": \"attache/1\", \"documents\": [{\"id\": \"d\", \"path\": \"d.txt\"}], \"entities\": [{\"id\": \"a\", \"name\": \"A\", \"kind\": \"state\", \"mentions\": [{\"document\": \"d\", \"exact\": \"Alpha\", \"start\": 0, \"end\": 5}, {\"document\": \"d\", \"exact\": \"nope\"}]}]}";
    fs::write(folder.path().join("case.json"), case).unwrap();
    fs::write(folder.path().join("d.txt"), "\u{FEFF}Alpha\r\n").unwrap();
    let loaded = load(&folder.path().join("case.json"), 1, &Unwatched).unwrap();
    assert_eq!(loaded.dataset.documents()[0].text.as_str(), "Alpha\r\n");
    let problem = &loaded.report.problems[0];
    assert_eq!((loaded.report.problems.len(), problem.code), (1, Code::MissingQuote));
    assert_eq!(
        problem.column as usize,
        case.chars()
            .take_while(|&c| c != '\u{1}')
            .collect::<String>()
            .split("\"nope\"")
            .next()
            .unwrap()
            .chars()
            .count()
    );
}

fn with_document(document: &str, prepare: impl FnOnce(&Path)) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    prepare(&inside);
    let text = format!(
        r#"{{"format": "attache/1", "documents": [{document}], "entities": [{{"id": "a", "name": "A", "kind": "state"}}]}}"#
    );
    fs::write(inside.join("case.json"), text).unwrap();
    load(&inside.join("case.json"), 1, &Unwatched).unwrap()
}

#[test]
fn texts_lie_beside_the_file_and_nowhere_else() {
    let outside = |path: &str, prepare: &dyn Fn(&Path)| {
        let loaded = with_document(&format!(r#"{{"id": "d", "path": "{path}"}}"#), |inside| {
            fs::write(inside.parent().unwrap().join("secret.txt"), "secret").unwrap();
            prepare(inside);
        });
        assert_eq!(loaded.dataset.documents().len(), 1, "the document itself is kept");
        assert!(!loaded.dataset.documents()[0].has_text);
        assert_eq!(places(&loaded), [format!("missing-document 1:{} documents[0].path", 59)]);
        loaded.report.problems[0].message.clone()
    };
    assert!(outside("../secret.txt", &|_| {}).contains("outside"));
    assert!(outside("/etc/hostname", &|_| {}).contains("outside"));
    assert!(outside("sub/../../secret.txt", &|_| {}).contains("outside"));
    assert!(outside("none.txt", &|_| {}).contains("no such file"));
    assert!(outside("sub", &|inside| fs::create_dir(inside.join("sub")).unwrap()).contains("a folder"));
    assert!(
        outside("bad.txt", &|inside| fs::write(inside.join("bad.txt"), b"a\xFF").unwrap())
            .contains("not UTF-8")
    );
    #[cfg(unix)]
    assert!(
        outside("link.txt", &|inside| {
            std::os::unix::fs::symlink("../secret.txt", inside.join("link.txt")).unwrap();
        })
        .contains("outside")
    );
    let fine = with_document(r#"{"id": "d", "path": "./sub/d.txt"}"#, |inside| {
        fs::create_dir(inside.join("sub")).unwrap();
        fs::write(inside.join("sub/d.txt"), "fine").unwrap();
    });
    assert_eq!((places(&fine).len(), fine.dataset.documents()[0].text.as_str()), (0, "fine"));
    let neither = with_document(r#"{"id": "d"}"#, |_| {});
    assert_eq!(places(&neither), ["missing-field 1:39 documents[0]"]);
}

#[test]
fn a_hash_that_differs_is_a_warning() {
    let right = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let document =
        |sum: &str| with_document(&format!(r#"{{"id": "d", "text": "abc", "sha256": "{sum}"}}"#), |_| {});
    assert_eq!(places(&document(right)), [""; 0]);
    assert_eq!(places(&document(&right.to_uppercase())), [""; 0]);
    let differs = document(&right.replace("ba", "bb"));
    assert_eq!(differs.report.problems[0].code, Code::HashDiffers);
    assert_eq!(differs.report.count(Severity::Warning), 1);
    assert_eq!(document("abc").report.problems[0].code, Code::UnknownValue);
}

#[test]
fn what_is_no_case_gives_a_clear_message() {
    let message = |bytes: &[u8]| {
        let error = read_bytes("case.json", bytes, None, 1, &Unwatched).unwrap_err();
        assert_eq!(error.problem.severity, Severity::Error);
        error.problem.message
    };
    assert!(message(b"").contains("empty"));
    assert!(message(b"\xEF\xBB\xBF \n").contains("empty"));
    assert!(message(b"null").contains("null"));
    assert!(message(b"[]").contains("list"));
    assert!(message(&[0; 5000]).contains("zero bytes"));
    assert!(message("[".repeat(100_000).as_bytes()).contains("list"));
    assert!(message(format!("{{\"a\":{}", "[".repeat(100_000)).as_bytes()).contains("nested"));
    assert!(message("{\"a\":".repeat(100_000).as_bytes()).contains("nested"));
    assert!(message(b"{\"format\": \"attache/1\", \"documents\": [{\"id\"").contains("cut off"));
    assert!(message(b"{\"format\": \"attache/2\", \"documents\": []}").contains("attache/2"));
    assert!(message(b"{\"a\": 1}").contains("no case"));
    assert!(message(b"<xml/>").contains("XML"));
    assert!(message(b"\xFF\xFE{\0").contains("cut off"), "UTF-16 is read");
    let nested = case(&format!(
        r#"{{"id": "c", "subject": "a", "predicate": "p", "x": {}1{}}}"#,
        "[".repeat(1000),
        "]".repeat(1000)
    ));
    let nested = loaded(&nested);
    assert_eq!((nested.report.problems[0].code, nested.dataset.entities().len()), (Code::Syntax, 2));
}

#[test]
fn what_is_no_file_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let message = |path: &Path| load(path, 1, &Unwatched).unwrap_err().problem.message;
    assert!(message(folder.path()).contains("a folder"));
    assert!(message(&folder.path().join("none.json")).contains("no such file"));
    let zeros = folder.path().join("zeros.json");
    fs::File::create(&zeros).unwrap().set_len(200 << 20).unwrap();
    assert!(message(&zeros).contains("zero bytes"));
    #[cfg(unix)]
    {
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            assert!(message(&pipe).contains("a pipe"));
        }
        assert!(message(Path::new("/dev/zero")).contains("a device"));
    }
}

#[test]
fn many_problems_of_one_kind_are_counted() {
    let claims: Vec<String> =
        (0..1500).map(|i| format!(r#"{{"id": "c{i}", "subject": "x", "predicate": "p"}}"#)).collect();
    let loaded = loaded(&case(&claims.join(",\n")));
    let dangling = loaded.report.problems.iter().filter(|p| p.code == Code::DanglingReference).count();
    assert_eq!((dangling, loaded.dataset.claims().len()), (1000, 0));
    let last = loaded.report.problems.last().unwrap();
    assert_eq!((last.code, last.message.contains("500 more")), (Code::Suppressed, true));
}

#[test]
fn null_counts_as_not_there_and_a_missing_format_is_told() {
    let text = case(r#"{"id": "c", "subject": "a", "predicate": "p", "object": null, "time": null}"#);
    let uncited = "uncited-claim 5:8 claims[0]";
    assert_eq!(places(&loaded(&text)), [uncited]);
    let without = text.replace("\"format\": \"attache/1\",", "");
    assert_eq!(places(&loaded(&without)), ["missing-field 1:1 ", "uncited-claim 5:8 claims[0]"]);
    let late = without.trim_end().trim_end_matches('}').to_owned() + ", \"format\": \"attache/1\"}";
    assert_eq!(places(&loaded(&late)), [uncited], "the order of fields does not matter");
}

#[test]
fn a_document_without_text_leaves_its_citations_missing() {
    let text = claim_with(r#"{"document": "d", "exact": "Alpha"}"#)
        .replace("\"text\": \"Alpha said that Beta left. Beta said nothing.\"", "\"path\": \"gone.txt\"");
    let loaded = loaded(&text);
    let codes: Vec<Code> = loaded.report.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, [Code::MissingDocument, Code::MissingQuote]);
    assert_eq!(loaded.dataset.status(attache::model::ClaimIx(0)), Status::Reported, "listed, found or not");
}

struct Cancelled;

impl Monitor for Cancelled {
    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn a_load_can_be_cancelled() {
    let error = read_bytes("case.json", case("").as_bytes(), None, 1, &Cancelled).unwrap_err();
    assert!(error.problem.message.contains("cancelled"));
}

/// Stops once it was told so often how far reading is.
struct StopsAt(std::sync::atomic::AtomicU32, &'static str);

impl Monitor for StopsAt {
    fn progress(&self, what: &'static str, _done: u64, _total: u64) {
        if what == self.1 {
            self.0.fetch_sub(1, std::sync::atomic::Ordering::Relaxed);
        }
    }

    fn stopped(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::Relaxed) == 0
    }
}

fn stops_at(times: u32, what: &'static str) -> StopsAt {
    StopsAt(std::sync::atomic::AtomicU32::new(times), what)
}

/// A case of many claims, each opposed to the last and with a quote of its own.
fn long_case(claims: usize) -> String {
    let claim = |n: usize| {
        let last = claims - 1;
        format!(
            r#"{{"id": "c{n}", "subject": "a", "predicate": "says", "opposes": ["c{last}"],
            "attributions": [{{"stance": "asserts", "evidence": [{{"document": "d", "exact": "Alpha said"}}]}}]}}"#
        )
    };
    let claims: Vec<String> = (0..claims).map(claim).collect();
    format!(
        r#"{{"format": "attache/1", "documents": [{{"id": "d", "text": "Alpha said that."}}],
        "entities": [{{"id": "a", "name": "Alpha", "kind": "state"}}], "claims": [{}]}}"#,
        claims.join(",")
    )
}

#[test]
fn a_load_that_is_stopped_keeps_what_it_read() {
    let text = long_case(2000);
    let of = |monitor: &StopsAt| read_bytes("case.json", text.as_bytes(), None, 1, monitor).unwrap();
    let reading = of(&stops_at(4, "reading claims"));
    assert!(reading.stopped && (500..1900).contains(&reading.dataset.claims().len()));
    assert!(
        reading.report.problems.is_empty(),
        "what the part not read would hold is no problem of the file"
    );
    let checking = of(&stops_at(3, "anchoring citations"));
    assert!(checking.stopped);
    let kept = checking.dataset.claims();
    assert_eq!(kept.len(), 1024, "claims whose quotes were not looked up are not told of");
    let exact =
        |claim: &attache::model::Claim| claim.citations().all(|(_, c)| c.grounding == Grounding::Exact);
    assert!(kept.iter().all(exact));
    assert_eq!(checking.dataset.entities().len(), 1);
    let error = read_bytes("case.json", text.as_bytes(), None, 1, &stops_at(0, "")).unwrap_err();
    assert!(error.problem.message.contains("cancelled"), "nothing was read");
    let list = "a b\n".repeat(300_000);
    let links = read_bytes("list.txt", list.as_bytes(), None, 1, &stops_at(2, "reading lines")).unwrap();
    assert!(links.stopped && (1..300_000).contains(&links.dataset.claims().len()));
}

#[test]
fn a_file_in_utf_16_is_read_and_that_is_said() {
    let text = claim_with(r#"{"document": "d", "exact": "Beta left"}"#);
    let units = |text: &str, big: bool| -> Vec<u8> {
        let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    };
    for (mark, big) in [("\u{FEFF}", false), ("\u{FEFF}", true), ("", false), ("", true)] {
        let bytes = units(&format!("{mark}{text}"), big);
        let loaded = read_bytes("case.json", &bytes, None, 1, &Unwatched).unwrap();
        assert_eq!((loaded.dataset.entities().len(), loaded.dataset.claims().len()), (2, 1));
        assert_eq!(loaded.dataset.claims()[0].citations().next().unwrap().1.grounding, Grounding::Exact);
        let problem = &loaded.report.problems[0];
        assert!(problem.code == Code::OtherEncoding && problem.message.contains("UTF-16"), "{problem:?}");
    }
    let xml = r#"<?xml version="1.0" encoding="UTF-16"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" target="b"/></graph></graphml>"#;
    let loaded =
        read_bytes("g.graphml", &units(&format!("\u{FEFF}{xml}"), false), None, 1, &Unwatched).unwrap();
    assert_eq!((loaded.format, loaded.dataset.claims().len()), ("GraphML", 1));
    // A pair of bytes that is no sign is counted.
    let mut bytes = units(&format!("\u{FEFF}{text}"), false);
    let at = bytes.windows(2).position(|pair| pair == [b'A', 0]).unwrap();
    bytes[at..at + 2].copy_from_slice(&[0, 0xD8]);
    let loaded = read_bytes("case.json", &bytes, None, 1, &Unwatched).unwrap();
    assert!(
        loaded.report.problems[0].message.contains("places in it are not"),
        "{:?}",
        loaded.report.problems
    );
    // The first letters of it and of nothing.
    for end in 0..40 {
        let _ = read_bytes("case.json", &bytes[..end], None, 1, &Unwatched);
    }
}
