//! Anchoring 100,000 citations over 20 MB of text, as a ratio to what `serde_json` takes to parse the same
//! file into a `Value` in the same run, on one thread. `--check` fails when a bar is missed.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "what goes wrong here should fail loudly"
)]

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use attache::io::{Unwatched, read_bytes};
use attache::model::{Grounding, Text};
use attache::text::anchor::{Anchorer, Wanted};
use cpu_time::ThreadTime;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const DOCUMENTS: usize = 50;
const DOCUMENT_BYTES: usize = 400_000;
const CITATIONS: usize = 100_000;
const RUNS: usize = 5;

/// The linear congruential generator of Knuth's MMIX, so that the data is the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    /// A rank by a power law near Zipf's: few words make up most of a text.
    fn rank(&mut self, n: usize) -> usize {
        let u = (self.below(1 << 30) as f64 + 1.0) / f64::from(1 << 30);
        (((n as f64 + 1.0).powf(u)) - 1.0) as usize % n
    }
}

/// Made-up words of two to four syllables behind the commonest English ones.
fn vocabulary(random: &mut Random) -> Vec<String> {
    let common = "the of to and in a said for that on was it is with by at as from be his have not he has were are who had which its an but they will said would their been after also more about two first one people last year new state government president when over other against could officials than into";
    let syllables = [
        "ka", "ter", "min", "is", "or", "al", "den", "pro", "sec", "tion", "ary", "mu", "lo", "gov", "ern",
        "er", "an", "in", "re", "com", "ment", "est", "ar", "ous", "by", "tra", "ve", "na", "po", "li",
    ];
    let mut words: Vec<String> = common.split(' ').map(str::to_owned).collect();
    while words.len() < 12_000 {
        words.push((0..2 + random.below(3)).map(|_| syllables[random.below(syllables.len())]).collect());
    }
    words
}

fn prose(random: &mut Random, words: &[String], bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 300);
    while text.len() < bytes {
        let length = 8 + random.below(22);
        for i in 0..length {
            let word = &words[random.rank(words.len())];
            if i == 0 {
                text.push(word.as_bytes()[0].to_ascii_uppercase().into());
                text.push_str(&word[1..]);
            } else {
                text.push_str(word);
            }
            text.push_str(match random.below(24) {
                _ if i + 1 == length => ". ",
                0 => ", ",
                1 if i + 2 < length => " — ",
                2 if i + 2 < length => " “",
                _ => " ",
            });
        }
        if random.below(5) == 0 {
            text.push_str("\n\n");
        }
    }
    text
}

/// How the quotes of a file are to come out, in parts of a hundred.
struct Mix {
    exact: usize,
    no_span: usize,
    moved: usize,
    normalised: usize,
    approximate: usize,
}

const BAR_MIX: Mix = Mix { exact: 60, no_span: 15, moved: 10, normalised: 8, approximate: 4 };
const MISSING: Mix = Mix { exact: 0, no_span: 0, moved: 0, normalised: 0, approximate: 0 };

struct Cite {
    document: usize,
    exact: String,
    given: Option<(u64, u64)>,
}

fn cite(random: &mut Random, words: &[String], texts: &[Text], mix: &Mix) -> Cite {
    let document = random.below(texts.len());
    let text = &texts[document];
    let length = 40 + random.below(161);
    let start = random.below(text.char_len() as usize - 2 * length) as u64;
    let (from, to) = (text.byte_of(start).unwrap(), text.byte_of(start + length as u64).unwrap());
    let quote = text.slice(from, to).trim().to_owned();
    let at =
        text.char_of(from + (text.slice(from, to).len() - text.slice(from, to).trim_start().len()) as u32);
    let span = (u64::from(at), u64::from(at) + quote.chars().count() as u64);
    let shifted = |random: &mut Random| {
        let by = 1 + random.below(300) as u64;
        Some((span.0 + by, span.1 + by))
    };
    let mut lot = random.below(100);
    let mut drawn = |part: usize| {
        let hit = lot < part;
        lot = lot.wrapping_sub(part);
        hit
    };
    if drawn(mix.exact) {
        Cite { document, exact: quote, given: Some(span) }
    } else if drawn(mix.no_span) {
        Cite { document, exact: quote, given: None }
    } else if drawn(mix.moved) {
        Cite { document, exact: quote, given: shifted(random) }
    } else if drawn(mix.normalised) {
        let other = quote.replace('—', "-").replace('“', "\"").replace(' ', "  ").to_uppercase();
        Cite { document, exact: other, given: shifted(random) }
    } else if drawn(mix.approximate) {
        let mut chars: Vec<char> = quote.chars().collect();
        for _ in 0..=random.below(chars.len() / 12) {
            let place = random.below(chars.len());
            match random.below(3) {
                0 => chars[place] = 'q',
                1 => chars.insert(place, 'q'),
                _ => drop(chars.remove(place)),
            }
        }
        Cite { document, exact: chars.into_iter().collect(), given: shifted(random) }
    } else {
        let start = random.below(1000) as u64;
        let mut exact = prose(random, words, length);
        exact.truncate(exact.char_indices().map(|(at, _)| at).nth(length).unwrap_or(exact.len()));
        Cite { document, exact, given: Some((start, start + length as u64)) }
    }
}

fn json(texts: &[Text], cites: &[Cite]) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let mut out = "{\"format\": \"attache/1\",\n\"documents\": [".to_owned();
    for (i, text) in texts.iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        write!(out, "{comma}\n{{\"id\": \"d{i}\", \"text\": {}}}", quoted(text.as_str())).unwrap();
    }
    out += "],\n\"entities\": [{\"id\": \"a\", \"name\": \"A\", \"kind\": \"state\"}],\n\"claims\": [";
    for (i, cite) in cites.iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        let span = cite.given.map_or_else(String::new, |(s, e)| format!(", \"start\": {s}, \"end\": {e}"));
        write!(
            out,
            "{comma}\n{{\"id\": \"c{i}\", \"subject\": \"a\", \"predicate\": \"warns\", \"attributions\": [{{\"stance\": \"asserts\", \"evidence\": [{{\"document\": \"d{}\", \"exact\": {}{span}}}]}}]}}",
            cite.document,
            quoted(&cite.exact),
        )
        .unwrap();
    }
    out + "]}\n"
}

/// The CPU time of a run, without what it takes to drop the result.
fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let start = ThreadTime::now();
    let result = std::hint::black_box(run());
    let taken = start.elapsed();
    drop(result);
    taken
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn anchor(texts: &[Text], by_document: &[Vec<&Cite>]) -> [usize; Grounding::ALL.len()] {
    let mut counts = [0; Grounding::ALL.len()];
    for (text, cites) in texts.iter().zip(by_document) {
        let mut anchorer = Anchorer::new(text);
        for cite in cites {
            let wanted = Wanted { exact: Some(&cite.exact), given: cite.given, ..Wanted::default() };
            counts[anchorer.anchor(&wanted).grounding as usize] += 1;
        }
    }
    counts
}

fn main() -> ExitCode {
    let check = std::env::args().any(|arg| arg == "--check");
    let mut random = Random(7);
    let words = vocabulary(&mut random);
    let texts: Vec<Text> =
        (0..DOCUMENTS).map(|_| Text::new(prose(&mut random, &words, DOCUMENT_BYTES))).collect();
    let mut ok = true;
    println!("{:34} {:>9} {:>9} {:>7} {:>7}", "", "serde_json", "time", "ratio", "bar");
    for (name, mix, bars) in [("the mix", BAR_MIX, (3.0, 6.0)), ("all quotes missing", MISSING, (15.0, 15.0))]
    {
        let cites: Vec<Cite> = (0..CITATIONS).map(|_| cite(&mut random, &words, &texts, &mix)).collect();
        let file = json(&texts, &cites);
        let mut by_document: Vec<Vec<&Cite>> = vec![Vec::new(); DOCUMENTS];
        for cite in &cites {
            by_document[cite.document].push(cite);
        }
        // Taken in turns, so that a busy machine is busy for all three.
        let (mut base, mut anchoring, mut loading) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            base.push(time(|| serde_json::from_str::<serde_json::Value>(&file).unwrap()));
            anchoring.push(time(|| anchor(&texts, &by_document)));
            loading.push(time(|| read_bytes("bench.json", file.as_bytes(), None, 1, &Unwatched).unwrap()));
        }
        let (base, anchoring, loading) = (median(&mut base), median(&mut anchoring), median(&mut loading));
        for (what, taken, bar) in [("anchoring", anchoring, bars.0), ("load", loading, bars.1)] {
            let ratio = taken.as_secs_f64() / base.as_secs_f64();
            ok &= ratio <= bar;
            let label = format!("{name}: {what}");
            println!(
                "{label:34} {:>7} ms {:>6} ms {ratio:>7.2} {bar:>7.1}",
                base.as_millis(),
                taken.as_millis()
            );
        }
        let counts = anchor(&texts, &by_document);
        let figures: Vec<String> =
            Grounding::ALL.iter().zip(counts).map(|(kind, count)| format!("{} {count}", kind.id())).collect();
        println!("  {} MB; {}", file.len() / 1_000_000, figures.join(", "));
    }
    if check && !ok {
        eprintln!("a bar was missed");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
