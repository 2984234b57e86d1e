//! `attache render --as` and `--view`, run in the process: a case as somebody tells it, and a named view.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use attache::cli;
use attache::graph::{Ego, Filter, Lens};
use attache::io::{self, Unwatched};
use attache::model::Status;
use attache::session::look::Look;
use attache::session::workspace::{Keeping, groups_through};
use attache::session::{Action, Keep, Session, Settings, Source};
use tempfile::TempDir;

struct Ran {
    status: u8,
    svg: String,
    err: String,
}

/// Runs `attache render FILE -o OUT.svg`, with more after it.
fn render(file: &Path, more: &[&str]) -> Ran {
    let path = file.with_file_name("out.svg");
    let _ = fs::remove_file(&path);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut args: Vec<OsString> =
        vec!["attache".into(), "render".into(), file.into(), "-o".into(), path.clone().into()];
    args.extend(more.iter().map(OsString::from));
    let status = cli::run(args, &mut out, &mut err);
    let svg = fs::read_to_string(path).unwrap_or_default();
    Ran { status, svg, err: String::from_utf8(err).unwrap() }
}

/// The bundled case, copied into a folder of its own.
fn case() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tehran-warning");
    for file in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    let file = folder.path().join("case.json");
    (folder, file)
}

/// Keeps a view under a name in the workspace beside the case, as the window does.
fn keep_view(file: &Path, name: &str, actions: impl FnOnce(&Session) -> Vec<Action>) {
    let settings = Settings { keeping: Keeping::Work(None), ..Settings::default() };
    let loaded = io::load(file, 1, &Unwatched).unwrap();
    let mut session = Session::with(loaded, Source::File(file.to_owned()), settings, Arc::new(|| {}));
    for action in actions(&session) {
        session.apply(action);
    }
    session.apply(Action::Keep(Keep::SaveView(name.to_owned())));
    session.finish().unwrap();
}

/// What stands between `<title>` or `<desc>` and its end, the first of the picture.
fn head<'a>(svg: &'a str, tag: &str) -> &'a str {
    let (_, rest) = svg.split_once(&format!("<{tag}>")).unwrap();
    rest.split_once('<').unwrap().0
}

#[test]
fn a_picture_according_to_somebody_differs_and_says_so() {
    let (_folder, file) = case();
    let plain = render(&file, &[]);
    assert!(!head(&plain.svg, "desc").contains("according"));
    let mut seen = vec![plain.svg];
    for (asked, words) in [
        ("iran", "according to Iran"),
        ("iran+", "according to Iran and its side"),
        ("document", "according to the report itself"),
    ] {
        let ran = render(&file, &["--as", asked]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(head(&ran.svg, "title").ends_with(words), "{}", head(&ran.svg, "title"));
        assert!(head(&ran.svg, "desc").ends_with(words));
        assert!(!seen.contains(&ran.svg), "{asked} is drawn like another");
        seen.push(ran.svg);
    }
}

#[test]
fn an_unknown_speaker_cannot_be_drawn_and_gets_a_hint() {
    let (_folder, file) = case();
    for wrong in ["irann", "Iran", "irann+", "documnet"] {
        let ran = render(&file, &["--as", wrong]);
        assert!(ran.status == 2 && ran.svg.is_empty(), "{wrong}: {}", ran.status);
        assert!(ran.err.contains("did you mean `"), "{}", ran.err);
    }
    let ran = render(&file, &["--select", "c011"]);
    assert!(ran.status == 2 && ran.err.contains("did you mean `"), "{}", ran.err);
}

#[test]
fn a_named_view_hides_what_it_hides_and_says_so() {
    let (_folder, file) = case();
    keep_view(&file, "no disputes", |_| {
        vec![Action::SetFilter(Filter { statuses: [Status::Disputed].into(), ..Filter::default() })]
    });
    let ran = render(&file, &["--view", "no disputes"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(head(&ran.svg, "desc").contains("the view “no disputes”"));
    let data = io::load_bundled(1).dataset;
    let disputed = data.claim_ixs().find(|claim| data.status(*claim) == Status::Disputed).unwrap();
    let id = format!("id=\"claim-{}\"", data.claim(disputed).id);
    assert!(render(&file, &[]).svg.contains(&id) && !ran.svg.contains(&id));
    let both = render(&file, &["--view", "no disputes", "--as", "iran"]);
    assert!(head(&both.svg, "title").ends_with("the view “no disputes”, according to Iran"));
}

#[test]
fn a_view_keeps_its_ego_network_its_layout_and_its_pins() {
    let (_folder, file) = case();
    keep_view(&file, "around", |session| {
        let hamas = session.data().find_entity("hamas").unwrap();
        let at = [-3000.0, 40.0];
        vec![
            Action::SetLayout(attache::layout::Method::Circular),
            Action::Ego(Ego { centre: hamas, depth: 1 }),
            Action::DragEnd { entity: hamas, at, pin: true },
        ]
    });
    let ran = render(&file, &["--view", "around"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let entities = |svg: &str| svg.matches("id=\"entity-").count();
    assert!(entities(&ran.svg) < entities(&render(&file, &[]).svg));
    assert!(
        ran.svg != render(&file, &["--view", "around", "--layout", "force"]).svg,
        "its own layout is taken"
    );
}

#[test]
fn a_view_is_drawn_in_its_way_of_looking_with_its_merges_and_hidden_groups() {
    let (_folder, file) = case();
    let entity = |session: &Session, id: &str| session.data().find_entity(id).unwrap();
    keep_view(&file, "iran tells", |session| {
        let teller = attache::graph::Teller::Speaker(entity(session, "iran"));
        vec![Action::Look(Some(Look::According { teller, against: None }))]
    });
    let ran = render(&file, &["--view", "iran tells"]);
    assert!(head(&ran.svg, "title").ends_with("the view “iran tells”, according to Iran"), "{}", ran.err);
    keep_view(&file, "plain", |_| vec![Action::Look(None)]);
    let plain = render(&file, &["--view", "plain"]);
    assert!(!head(&plain.svg, "title").contains("according"));
    keep_view(&file, "merged", |session| {
        vec![Action::Keep(Keep::Merge(entity(session, "hamas"), entity(session, "iran")))]
    });
    let merged = render(&file, &["--view", "merged"]);
    let hamas = "id=\"entity-hamas\"";
    assert!(plain.svg.contains(hamas) && !merged.svg.contains(hamas));
    let data = io::load_bundled(1).dataset;
    let groups = groups_through(&data, &Lens::default()).unwrap();
    let number = groups.community[data.find_entity("hamas").unwrap().index()];
    let first = groups.community.iter().position(|of| *of == number).unwrap();
    let text = format!(
        r#"{{"format": "attache-workspace/1", "case": {{"file": "case.json"}}, "views":
            [{{"name": "without", "filter": {{"communities": ["{}"]}}}}]}}"#,
        data.entities()[first].id
    );
    fs::write(file.with_file_name("case.workspace.json"), text).unwrap();
    let without = render(&file, &["--view", "without"]);
    assert!(without.status == 0 && !without.svg.contains(hamas), "{}", without.err);
}

#[test]
fn what_is_missing_of_a_view_is_said() {
    let (_folder, file) = case();
    let ran = render(&file, &["--view", "today"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.contains("there is no workspace") && ran.err.contains("case.workspace.json"),
        "{}",
        ran.err
    );
    keep_view(&file, "first", |_| Vec::new());
    keep_view(&file, "second", |_| Vec::new());
    let ran = render(&file, &["--view", "today"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("the workspace has “first”, “second”"), "{}", ran.err);
    fs::write(file.with_file_name("case.workspace.json"), "{").unwrap();
    let _ = fs::remove_file(file.with_file_name("case.workspace.json.bak"));
    let ran = render(&file, &["--view", "first"]);
    assert!(ran.status == 2 && ran.err.contains("damaged"), "{}", ran.err);
}

#[test]
fn a_view_draws_what_it_collapses_as_one_and_titles_name_who_the_text_names() {
    let (_folder, file) = case();
    keep_view(&file, "together", |session| {
        let hamas = session.data().find_entity("hamas").unwrap();
        vec![Action::Keep(session.all_of_its_kind(hamas).unwrap().collapse())]
    });
    let ran = render(&file, &["--view", "together", "--select", "hamas"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.svg.contains("<title>6 militias</title>"));
    assert!(
        !ran.svg.contains("id=\"entity-hamas\"") && render(&file, &[]).svg.contains("id=\"entity-hamas\"")
    );
    let data = io::load_bundled(1).dataset;
    let hamas = data.find_entity("hamas").unwrap();
    let told = data.acts(hamas).iter().filter(|claim| {
        let id = format!("id=\"claim-{}\"", data.claim(**claim).id);
        ran.svg.split_once(&id).is_some_and(|(_, rest)| {
            let title = rest.split_once("<title>").map_or("", |(_, title)| title);
            title.starts_with("Hamas ")
        })
    });
    assert!(told.count() > 0, "the group does nothing in words");
}
