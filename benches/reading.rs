//! Reading each format, as a ratio to what a plain parser takes for the same bytes in the same run: `serde_json` into a
//! `Value`, the events of `quick-xml`, the records of `csv`, the triples of `oxttl`; and the memory that it holds at most,
//! as a ratio to the bytes. `--check` fails where a bar is missed.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "what goes wrong here should fail loudly")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;

use attache::cli::{Counting, measure};
use attache::io::write::{Order, Texts, target_named};
use attache::io::{Unwatched, read_bytes};
use attache::model::Dataset;
use cpu_time::ThreadTime;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const ENTITIES: usize = 20_000;
const CLAIMS: usize = 60_000;
const RUNS: usize = 5;
/// A reader may take so many times as long as a plain parser.
const TIME: f64 = 4.0;
/// It may hold so many times the bytes of the file.
const MEMORY: f64 = 10.0;

/// The linear congruential generator of Knuth's MMIX, so that the data is the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

const KINDS: [&str; 5] = ["state", "person", "militia", "media", "organization"];
const VERBS: [&str; 6] = ["warns", "arms", "attacks", "funds", "praises", "meets"];

fn name(n: usize) -> String {
    format!("{} {} of the North", ["Council", "Brigade", "Ministry", "Daily"][n % 4], n)
}

/// A case as this program writes it, without texts.
fn case(random: &mut Random) -> String {
    let mut text = String::from("{\"format\": \"attache/1\", \"entities\": [\n");
    for n in 0..ENTITIES {
        let comma = if n > 0 { ",\n" } else { "" };
        write!(text, r#"{comma}{{"id": "e{n}", "kind": "{}", "name": "{}"}}"#, KINDS[n % 5], name(n))
            .unwrap();
    }
    text.push_str("], \"claims\": [\n");
    for n in 0..CLAIMS {
        let comma = if n > 0 { ",\n" } else { "" };
        let (a, b) = (random.below(ENTITIES), random.below(ENTITIES));
        let (verb, day, voice) = (VERBS[n % 6], 1 + n % 28, random.below(ENTITIES));
        write!(
            text,
            r#"{comma}{{"id": "c{n}", "subject": "e{a}", "predicate": "{verb}", "object": "e{b}", "time": "2023-10-{day:02}", "attributions": [{{"speaker": "e{voice}", "stance": "asserts"}}]}}"#
        )
        .unwrap();
    }
    text.push_str("]}");
    text
}

/// Records as `FollowTheMoney` has them, a line each.
fn follow_the_money(random: &mut Random) -> String {
    let mut text = String::new();
    for n in 0..ENTITIES {
        writeln!(text, r#"{{"id": "e{n}", "caption": "{0}", "schema": "Company", "datasets": ["leaks"], "properties": {{"name": ["{0}"], "country": ["ir"], "topics": ["sanction"]}}}}"#, name(n)).unwrap();
    }
    for n in 0..CLAIMS {
        let (a, b) = (random.below(ENTITIES), random.below(ENTITIES));
        writeln!(text, r#"{{"id": "o{n}", "schema": "Ownership", "datasets": ["leaks"], "properties": {{"owner": ["e{a}"], "asset": ["e{b}"], "startDate": ["2019-03"], "percentage": ["{}"], "sourceUrl": ["https://example.org/{n}"]}}}}"#, n % 100).unwrap();
    }
    text
}

/// Documents with what a model took out of them, a line each.
fn langextract(random: &mut Random) -> String {
    let mut text = String::new();
    for document in 0..CLAIMS / 20 {
        let names: Vec<String> = (0..20).map(|_| name(random.below(ENTITIES))).collect();
        let body = names.join(" met ");
        let mut at = 0;
        let extractions: Vec<String> = names
            .iter()
            .map(|name| {
                let (start, end) = (at, at + name.chars().count());
                at = end + " met ".len();
                format!(r#"{{"extraction_class": "organization", "extraction_text": "{name}", "char_interval": {{"start_pos": {start}, "end_pos": {end}}}, "alignment_status": "match_exact", "attributes": {{"place": "North"}}}}"#)
            })
            .collect();
        writeln!(
            text,
            r#"{{"extractions": [{}], "text": "{body}", "document_id": "d{document}"}}"#,
            extractions.join(", ")
        )
        .unwrap();
    }
    text
}

fn triples(random: &mut Random) -> String {
    let mut text = String::new();
    for n in 0..CLAIMS {
        let (a, b) = (random.below(ENTITIES), random.below(ENTITIES));
        writeln!(text, "{}\t{}\t{}", name(a), VERBS[n % 6], name(b)).unwrap();
    }
    text
}

/// What a plain parser does with the bytes.
#[derive(Clone, Copy)]
enum Plain {
    Json,
    Lines,
    Xml,
    Csv(u8),
    Turtle,
}

impl Plain {
    fn parse(self, bytes: &[u8]) {
        match self {
            Self::Json => drop(black_box(serde_json::from_slice::<serde_json::Value>(bytes).unwrap())),
            Self::Lines => {
                for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                    drop(black_box(serde_json::from_slice::<serde_json::Value>(line).unwrap()));
                }
            }
            Self::Xml => {
                let mut reader = quick_xml::Reader::from_reader(bytes);
                loop {
                    match reader.read_event().unwrap() {
                        quick_xml::events::Event::Eof => break,
                        quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                            for attribute in tag.attributes() {
                                black_box(attribute.unwrap());
                            }
                        }
                        other => drop(black_box(other)),
                    }
                }
            }
            Self::Csv(delimiter) => {
                let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
                for record in reader.records() {
                    black_box(record.unwrap());
                }
            }
            Self::Turtle => {
                for triple in oxttl::TurtleParser::new().for_slice(bytes) {
                    black_box(triple.unwrap());
                }
            }
        }
    }
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = ThreadTime::now();
            work();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn main() -> ExitCode {
    let mut random = Random(7);
    let own = case(&mut random);
    let data: Dataset = read_bytes("case.json", own.as_bytes(), None, 1, &Unwatched).unwrap().dataset;
    let written = |target: &str| {
        let made =
            target_named(target).unwrap().write(&Order { data: &data, places: None, texts: Texts::Inside });
        made.files[0].bytes.clone()
    };
    let files: [(&str, Plain, Vec<u8>); 10] = [
        ("attache/1", Plain::Json, own.into_bytes()),
        ("node-link JSON", Plain::Json, written("node-link")),
        ("Cytoscape JSON", Plain::Json, written("cyjs")),
        ("FollowTheMoney", Plain::Lines, follow_the_money(&mut random).into_bytes()),
        ("LangExtract", Plain::Lines, langextract(&mut random).into_bytes()),
        ("GraphML", Plain::Xml, written("graphml")),
        ("GEXF", Plain::Xml, written("gexf")),
        ("CSV of edges", Plain::Csv(b','), written("csv")),
        ("triples", Plain::Csv(b'\t'), triples(&mut random).into_bytes()),
        ("Turtle", Plain::Turtle, written("turtle")),
    ];
    println!(
        "{:<16} {:>7} {:>9} {:>9} {:>7} {:>8}",
        "format", "MB", "plain ms", "read ms", "times", "memory"
    );
    let mut held = true;
    for (name, plain, bytes) in files {
        let parsed = median(|| plain.parse(&bytes));
        let mut claims = 0;
        let read = median(|| {
            let loaded = read_bytes("file", &bytes, None, 1, &Unwatched).unwrap();
            claims = loaded.dataset.claims().len();
        });
        let (loaded, cost) = measure(|| read_bytes("file", &bytes, None, 1, &Unwatched).unwrap());
        drop(loaded);
        assert!(claims > 0 || name == "LangExtract", "{name} was not read");
        let (times, memory) = (read / parsed, cost.peak_bytes as f64 / bytes.len() as f64);
        let missed = times > TIME || memory > MEMORY;
        held &= !missed;
        let mb = bytes.len() as f64 / 1e6;
        let mark = if missed { "  missed" } else { "" };
        println!("{name:<16} {mb:>7.1} {parsed:>9.1} {read:>9.1} {times:>7.1} {memory:>8.1}{mark}");
    }
    let check = std::env::args().any(|arg| arg == "--check");
    if check && !held { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
