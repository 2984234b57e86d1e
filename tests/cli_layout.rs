//! `attache layout`, run in the process: rows for any graph, the same ones every time.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use attache::cli;
use attache::io::{self, Unwatched};
use attache::layout::Method;

struct Ran {
    status: u8,
    out: String,
    err: String,
}

fn run(args: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["attache", "layout"].iter().chain(args).map(OsString::from);
    let status = cli::run(args, &mut out, &mut err);
    Ran { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tehran-warning/case.json")
}

/// The rows behind the heading: an id and a place each.
fn rows(csv: &str) -> Vec<(String, [f32; 2])> {
    let (head, rest) = csv.split_once('\n').unwrap();
    assert_eq!(head, "id,x,y");
    let row = |line: &str| {
        let mut fields = line.rsplitn(3, ',');
        let (y, x) = (fields.next().unwrap().parse().unwrap(), fields.next().unwrap().parse().unwrap());
        (fields.next().unwrap().to_owned(), [x, y])
    };
    rest.lines().map(row).collect()
}

fn told(err: &str) -> serde_json::Value {
    serde_json::from_str(err.lines().last().unwrap()).unwrap()
}

#[test]
fn every_layout_gives_every_entity_of_a_case_a_place_of_its_own() {
    let file = bundled();
    let file = file.to_str().unwrap();
    let data = io::load_bundled(1).dataset;
    let mut seen = Vec::new();
    for method in Method::ALL {
        let ran = run(&[file, "-o", "-", "--layout", method.name(), "--seed", "3"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let rows = rows(&ran.out);
        let ids: Vec<&str> = rows.iter().map(|row| row.0.as_str()).collect();
        assert_eq!(ids, data.entities().iter().map(|entity| entity.id.as_str()).collect::<Vec<_>>());
        for (i, (id, at)) in rows.iter().enumerate() {
            assert!(at.iter().all(|c| c.is_finite()));
            for (other, place) in &rows[..i] {
                let far = (at[0] - place[0]).hypot(at[1] - place[1]);
                assert!(far > 12.0, "{}: {id} lies on {other}", method.name());
            }
        }
        let told = told(&ran.err);
        assert_eq!(told["layout"], method.name());
        assert_eq!((told["nodes"].as_u64(), told["seed"].as_u64()), (Some(rows.len() as u64), Some(3)));
        for field in ["links", "cpu_seconds", "wall_seconds", "ticks", "levels", "peak_bytes"] {
            assert!(told[field].is_number(), "{field}");
        }
        assert_eq!(run(&[file, "-o", "-", "--layout", method.name(), "--seed", "3"]).out, ran.out);
        assert!(!seen.contains(&ran.out), "{} is like another", method.name());
        seen.push(ran.out);
    }
}

#[test]
fn the_wanted_entity_is_in_the_middle() {
    let file = bundled();
    let file = file.to_str().unwrap();
    let ran = run(&[file, "-o", "-", "--layout", "radial", "--center", "hamas"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let rows = rows(&ran.out);
    let middle = rows.iter().find(|row| row.0 == "hamas").unwrap().1;
    let mut far: Vec<f32> = rows.iter().map(|(_, at)| (at[0] - middle[0]).hypot(at[1] - middle[1])).collect();
    far.sort_by(f32::total_cmp);
    // The first ring: several entities equally far.
    assert!(far[1] > 50.0 && far[3] - far[1] < 0.1, "{far:?}");
}

#[test]
fn a_plain_edge_list_comes_in_the_order_of_its_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("g.txt"), folder.path().join("places.csv"));
    fs::write(&file, "\u{FEFF}# six nodes\r\n5 0\r\n0 1\t2.5\r\n1 2\r\n2 3\r\n\r\n3 4\r\n4 5\r\n").unwrap();
    let ran = run(&[file.to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    let rows = rows(&fs::read_to_string(&out).unwrap());
    assert_eq!(rows.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["0", "1", "2", "3", "4", "5"]);
    assert_eq!((told(&ran.err)["nodes"].as_u64(), told(&ran.err)["links"].as_u64()), (Some(6), Some(6)));
}

#[test]
fn names_are_quoted_and_keep_the_order_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("g.txt");
    fs::write(&file, "b,1 \"a\"\n\"a\" c\n").unwrap();
    let ran = run(&[file.to_str().unwrap(), "-o", "-"]);
    let ids: Vec<String> = rows(&ran.out).into_iter().map(|row| row.0).collect();
    assert_eq!(ids, ["\"b,1\"", "\"\"\"a\"\"\"", "c"]);
}

#[test]
fn an_edge_list_is_a_case_for_the_other_commands() {
    let loaded = io::read_bytes("g.txt", b"a b 2\nb c\nc c\n", None, 1, &Unwatched).unwrap();
    assert_eq!(loaded.format, "edge list");
    let data = &loaded.dataset;
    assert_eq!((data.entities().len(), data.claims().len()), (3, 3));
    let claim = data.find_claim("e1").unwrap();
    assert_eq!(data.sentence(claim), "a linked to b");
    assert_eq!(data.claim(claim).extra["weight"], 2.0);
}

#[test]
fn what_cannot_be_done_exits_with_2_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("prose.txt"), "no case").unwrap();
    fs::write(path("g.txt"), "0 1\n1 2\n").unwrap();
    fs::write(path("spoilt.txt"), "0 1\n1 2\n2 0\n3\n0 3\n1 3\n2 3\n0 4\n1 4\n2 4\n3 4\n").unwrap();
    let cases: [(&[&str], &str); 7] = [
        (&[&path("none.txt"), "-o", "-"], "no such file"),
        (&[&path("prose.txt"), "-o", "-"], "prose.txt"),
        (&[&path("g.txt")], "--output"),
        (&[&path("g.txt"), "-o", "-", "--layout", "wild"], "wild"),
        (&[&path("g.txt"), "-o", "-", "--layout", "radial", "--center", "9"], "“9”"),
        (&[&path("g.txt"), "-o", "-", "--center", "1"], "--layout radial"),
        (&[&path("g.txt"), "-o", &path("no/such.csv")], "could not write"),
    ];
    for (args, word) in cases {
        let ran = run(args);
        assert_eq!(ran.status, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(word) && ran.out.is_empty(), "{args:?}: {}", ran.err);
    }
    let ran = run(&[&path("spoilt.txt"), "-o", "-"]);
    assert!(ran.status == 0 && ran.err.contains("1 error"), "{}", ran.err);
    assert_eq!(rows(&ran.out).len(), 5);
}

#[test]
fn a_broken_pipe_is_quiet() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut err = Vec::new();
    let file = bundled();
    let args: Vec<OsString> = vec!["attache".into(), "layout".into(), file.into(), "-o".into(), "-".into()];
    assert_eq!(cli::run(args, &mut Closed, &mut err), 0);
    assert!(err.is_empty());
}

#[test]
fn the_file_that_is_read_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("graph.txt");
    fs::write(&file, "a b\nb c\n").unwrap();
    let beside = folder.path().join("sub").join("..").join("graph.txt");
    fs::create_dir(folder.path().join("sub")).unwrap();
    for output in [&file, &beside] {
        let ran = run(&[file.to_str().unwrap(), "-o", output.to_str().unwrap()]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains("give another name"), "{}", ran.err);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "a b\nb c\n");
}
