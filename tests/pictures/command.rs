//! `attache render`, run in the process.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use attache::cli;
use tempfile::TempDir;

use super::support::{groups, pixels, texts};

struct Ran {
    status: u8,
    out: String,
    err: String,
}

/// Runs `attache render FILE -o OUT`, with more after it.
fn render(file: &Path, output: &Path, more: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut args: Vec<OsString> =
        vec!["attache".into(), "render".into(), file.into(), "-o".into(), output.into()];
    args.extend(more.iter().map(OsString::from));
    let status = cli::run(args, &mut out, &mut err);
    let words = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { status, out: words(out), err: words(err) }
}

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tehran-warning/case.json")
}

/// The tiny case in a folder of its own.
fn tiny() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tiny.json");
    fs::write(&file, include_str!("tiny.json")).expect("the case is written");
    (folder, file)
}

#[test]
fn the_bundled_case_is_the_same_picture_every_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let draw = |name: &str, more: &[&str]| {
        let path = folder.path().join(name);
        let ran = render(&bundled(), &path, more);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{name}");
        assert!(ran.out.contains(name), "{}", ran.out);
        fs::read_to_string(path).expect("SVG is UTF-8")
    };
    let first = draw("a.svg", &["--seed", "7", "--legend"]);
    assert!(first == draw("b.svg", &["--seed", "7", "--legend"]), "two runs differ");
    let data = attache::io::load_bundled(1).dataset;
    let groups = groups(&first);
    for entity in data.entities() {
        assert!(groups.values().any(|(title, _)| *title == entity.name), "{} is not drawn", entity.name);
    }
    let sentence = data.sentence(data.claim_ixs().next().expect("a claim"));
    assert!(groups.values().any(|(title, desc)| *title == sentence && !desc.is_empty()), "{sentence}");
    assert!(texts(&first).iter().any(|text| text == "Iran"));
    // Nothing of this machine is in it.
    assert!(!first.contains(env!("CARGO_MANIFEST_DIR")) && !first.contains("case.json"));
}

#[test]
fn size_and_scale_are_those_of_the_png() {
    let (folder, file) = tiny();
    let path = folder.path().join("Out.PNG");
    let ran = render(&file, &path, &["--size", "320x200", "--scale", "1.5", "--theme", "dark"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let drawn = pixels(&fs::read(&path).expect("the picture"));
    assert_eq!(drawn.dimensions(), (480, 300));
    assert_eq!(drawn.get_pixel(0, 0).0, attache::scene::Style::DARK.canvas.0);
    let ran = render(&file, &path, &["--size", "320x200", "--transparent"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let drawn = pixels(&fs::read(&path).expect("the picture"));
    assert_eq!((drawn.dimensions(), drawn.get_pixel(0, 0).0[3]), ((640, 400), 0));
}

#[test]
fn light_is_the_default_theme() {
    let (folder, file) = tiny();
    let draw = |name: &str, more: &[&str]| {
        let path = folder.path().join(name);
        assert_eq!(render(&file, &path, more).status, 0);
        fs::read_to_string(path).expect("SVG is UTF-8")
    };
    let plain = draw("plain.svg", &[]);
    assert!(
        plain == draw("light.svg", &["--theme", "light"]) && plain != draw("dark.svg", &["--theme", "dark"])
    );
}

#[test]
fn other_endings_are_refused() {
    let (folder, file) = tiny();
    for name in ["out.pdf", "out.jpg", "out", "svg", ".png"] {
        let path = folder.path().join(name);
        let ran = render(&file, &path, &[]);
        assert_eq!(ran.status, 2, "{name}");
        assert!(ran.err.contains(".svg or .png"), "{name}: {}", ran.err);
        assert!(!path.exists(), "{name} was written");
    }
}

#[test]
fn what_cannot_be_done_exits_with_2_and_says_why() {
    let (folder, file) = tiny();
    let out = folder.path().join("out.svg");
    let missing = folder.path().join("missing.json");
    let text = folder.path().join("text.json");
    fs::write(&text, "no case").expect("written");
    let cases: &[(&Path, &[&str], &str)] = &[
        (&missing, &[], "missing.json"),
        (&text, &[], "text.json"),
        (&file, &["--select", "nobody"], "nobody"),
        (&file, &["--size", "wide"], "wide"),
        (&file, &["--size", "1x1"], "1x1"),
        (&file, &["--size", "NaNx100"], "NaN"),
        (&file, &["--scale", "0"], "scale"),
        (&file, &["--theme", "blue"], "blue"),
        (&file, &["--footnotes"], "--footnotes"),
    ];
    for (file, more, word) in cases {
        let ran = render(file, &out, more);
        assert_eq!(ran.status, 2, "{more:?}: {}", ran.err);
        assert!(ran.err.contains(word) && ran.out.is_empty(), "{more:?}: {}", ran.err);
        assert!(!out.exists(), "{more:?}");
    }
    let ran = render(&file, &folder.path().join("no/such/out.svg"), &[]);
    assert!(ran.status == 2 && ran.err.contains("could not write the picture"), "{}", ran.err);
    let ran = render(&file, &folder.path().join("huge.png"), &["--size", "2000x1000", "--scale", "32"]);
    assert!(ran.status == 2 && ran.err.contains("too large"), "{}", ran.err);
}

#[test]
fn a_file_with_errors_is_drawn_all_the_same() {
    let (folder, file) = tiny();
    let broken = include_str!("tiny.json")
        .replace("\"exact\": \"It denied that\"", "\"exact\": \"It confirmed that\"");
    fs::write(&file, broken).expect("written");
    let path = folder.path().join("out.svg");
    let ran = render(&file, &path, &[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("1 error") && ran.err.contains("attache check"), "{}", ran.err);
    assert!(fs::read_to_string(path).expect("SVG").contains("claim-c1"));
}

#[test]
fn a_selected_thing_can_be_named_by_its_id() {
    let (folder, file) = tiny();
    let path = folder.path().join("out.svg");
    for id in ["hezbollah", "c3 / toll"] {
        let ran = render(&file, &path, &["--select", id]);
        assert_eq!(ran.status, 0, "{id}: {}", ran.err);
    }
}
