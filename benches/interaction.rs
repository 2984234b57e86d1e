//! What a person waits for over 5,000 entities, 20,000 claims and 50 documents: thread CPU of each answer.
//!
//! Medians of several, as milliseconds and as a share of what `serde_json` takes to parse the same file into
//! a `Value` in the same run. Fails when anything that a frame waits for takes more than 16 ms. `--quick`
//! measures each three times.

#![expect(clippy::print_stdout, reason = "a bench prints its table")]

#[path = "../tests/support/dice.rs"]
mod dice;
#[path = "../tests/support/large_case.rs"]
mod large_case;

use std::hint::black_box;
use std::sync::Arc;

use attache::app::App;
use attache::graph::{
    ClaimKey, DateWindow, Dating, EntityKey, Filter, Offered, Removed, Shown, Teller, Voice, according_to,
    claim_rows, compare, derive, entity_rows, facets_of, sort_claims, sort_entities, tellers, without,
};
use attache::io::{self, Unwatched};
use attache::model::{BuiltinKind, ClaimIx, Class, Dataset, Day, EntityIx, Item, KindTable, Status};
use attache::session::look::Look;
use attache::session::{Action, Click, Command, Dialog, Face, Keep, Perspective, Settings, Source};
use cpu_time::ThreadTime;
use large_case::{CLAIMS, DOCUMENTS, ENTITIES, large_case};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A frame at 60 a second.
const BAR_MS: f64 = 16.0;

/// CPU milliseconds of one piece of work on this thread.
fn spent(work: impl FnOnce()) -> f64 {
    let start = ThreadTime::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}

/// The median of several runs, after one that warms up.
fn median(rounds: usize, mut round: impl FnMut(usize) -> f64) -> f64 {
    round(0);
    let mut times: Vec<f64> = (1..=rounds).map(&mut round).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The table: what was done and how long it took.
struct Table {
    baseline: f64,
    rows: Vec<(&'static str, f64, bool)>,
}

impl Table {
    /// Something that a frame waits for.
    fn waits(&mut self, what: &'static str, ms: f64) {
        self.rows.push((what, ms, true));
    }

    /// A part of it, for comparison.
    fn part(&mut self, what: &'static str, ms: f64) {
        self.rows.push((what, ms, false));
    }

    fn print(&self) -> bool {
        println!("{ENTITIES} entities, {CLAIMS} claims, {DOCUMENTS} documents; CPU of the thread, medians");
        println!("  {:<44} {:8.2} ms", "serde_json, the file into a Value", self.baseline);
        for (what, ms, waits) in &self.rows {
            let missed = if *waits && *ms > BAR_MS { "  MISSED" } else { "" };
            println!("  {what:<44} {ms:8.2} ms {:7.3} ×{missed}", ms / self.baseline);
        }
        self.rows.iter().all(|(_, ms, waits)| !*waits || *ms <= BAR_MS)
    }
}

/// A filter such as a person clicks together.
fn filter(data: &Dataset) -> Filter {
    Filter {
        kinds: [KindTable::builtin(BuiltinKind::Facility)].into(),
        statuses: [Status::Unverified].into(),
        speakers: data.entity_ixs().take(50).map(Voice::Entity).collect(),
        ..Filter::default()
    }
}

/// The figures behind the panels, without a window.
fn figures(data: &Dataset, rounds: usize, table: &mut Table) {
    let all = derive(data, &Filter::default(), None);
    let filter = filter(data);
    table.waits(
        "derive with a filter",
        median(rounds, |_| spent(|| drop(black_box(derive(data, &filter, None))))),
    );
    table.waits("facets", median(rounds, |_| spent(|| drop(black_box(facets_of(data, &all))))));
    let offered = tellers(data);
    let (one, other) = two_loudest(&offered);
    let telling = |_| {
        spent(|| {
            let (a, b) = (according_to(data, one), according_to(data, other));
            black_box(compare(&a, &b));
        })
    };
    table.waits("according to one, beside another", median(rounds, telling));
    let removed = Removed {
        voices: data.entity_ixs().step_by(10).take(40).map(Voice::Entity).collect(),
        ..Removed::default()
    };
    table.waits(
        "without forty sources",
        median(rounds, |_| spent(|| drop(black_box(without(data, &removed))))),
    );
    rows(data, &all, rounds, table);
}

fn two_loudest(offered: &[Offered]) -> (&Teller, &Teller) {
    let mut loudest: Vec<&Offered> = offered.iter().collect();
    loudest.sort_by_key(|one| std::cmp::Reverse(one.claims()));
    match loudest.as_slice() {
        [one, other, ..] => (&one.teller, &other.teller),
        _ => (&Teller::Document, &Teller::Document),
    }
}

fn rows(data: &Dataset, all: &Shown, rounds: usize, table: &mut Table) {
    table.waits(
        "rows of all claims",
        median(rounds, |_| spent(|| drop(black_box(claim_rows(data, &all.claims))))),
    );
    let mut claims = claim_rows(data, &all.claims);
    let sorting =
        |round: usize| spent(|| sort_claims(&mut claims, ClaimKey::Subject, round.is_multiple_of(2)));
    table.waits("sorting them by a name", median(rounds, sorting));
    table.waits(
        "rows of all entities",
        median(rounds, |_| spent(|| drop(black_box(entity_rows(data, &all.entities))))),
    );
    let mut entities = entity_rows(data, &all.entities);
    let sorting =
        |round: usize| spent(|| sort_entities(&mut entities, EntityKey::Name, round.is_multiple_of(2)));
    table.waits("sorting them by name", median(rounds, sorting));
}

/// The whole window without a screen.
struct Window {
    app: App,
    ctx: egui::Context,
    frames: u32,
}

impl Window {
    fn on(json: &str) -> Result<Self, String> {
        let loaded = io::read_bytes("large.json", json.as_bytes(), None, 1, &Unwatched)
            .map_err(|error| error.problem.message.clone())?;
        let ctx = egui::Context::default();
        let settings = Settings { reduced_motion: true, ..Settings::default() };
        let app = App::new(&ctx, Some((loaded, Source::File("large.json".into()))), settings);
        let mut window = Self { app, ctx, frames: 0 };
        window.app.session_mut().wait_until_settled();
        for _ in 0..6 {
            window.frame();
        }
        Ok(window)
    }

    /// A frame: interface, shapes and triangles, as the screen would get them.
    fn frame(&mut self) {
        self.frame_with(Vec::new());
    }

    fn frame_with(&mut self, events: Vec<egui::Event>) {
        self.frames += 1;
        let size = egui::vec2(1440.0, 900.0);
        let raw = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            time: Some(f64::from(self.frames) / 60.0),
            events,
            ..egui::RawInput::default()
        };
        let app = &mut self.app;
        let output = self.ctx.run_ui(raw, |ui| app.frame(ui));
        let shapes = output.shapes.clone();
        output.drop_without_applying_deltas();
        black_box(self.ctx.tessellate(shapes, 1.0));
    }

    /// An action and the frame that shows what came of it; and the action alone.
    fn answer(&mut self, action: Action) -> (f64, f64) {
        let applied = spent(|| self.app.session_mut().apply(action));
        (applied + spent(|| self.frame()), applied)
    }

    /// The same of several actions, a round each; `after` brings the window back where it costs nothing.
    fn answers(
        &mut self,
        rounds: usize,
        before: impl Fn(&mut Self, usize),
        action: impl Fn(usize) -> Action,
    ) -> (f64, f64) {
        let mut alone = Vec::new();
        let whole = median(rounds, |round| {
            before(self, round);
            // What the step before left to do is not this one's.
            self.frame();
            self.frame();
            let (whole, applied) = self.answer(action(round));
            alone.push(applied);
            whole
        });
        alone.sort_by(f64::total_cmp);
        (whole, alone[alone.len() / 2])
    }
}

fn nothing(_: &mut Window, _: usize) {}

/// What keys and clicks do, each with the frame that follows.
fn steps(window: &mut Window, rounds: usize, table: &mut Table) {
    table.part("a frame in which nothing changed", median(rounds, |_| spent(|| window.frame())));
    let both = |what, alone, (whole, applied): (f64, f64), table: &mut Table| {
        table.waits(what, whole);
        table.part(alone, applied);
    };
    let claim = |round: usize| Item::Claim(ClaimIx::new(round * 977 % CLAIMS));
    let figure = window.answers(rounds, nothing, |round| Action::Select(claim(round), Click::Only));
    both("selecting a claim, with its frame", "  the selection alone", figure, table);
    let figure = window.answers(rounds, nothing, |_| Action::Run(Command::NextClaim));
    both("next claim (J), with its frame", "  the step alone", figure, table);
    let review = |perspective| Action::Run(Command::Perspective(perspective));
    window.answer(review(Perspective::Review));
    let figure = window.answers(rounds, nothing, |_| Action::Run(Command::NextClaim));
    both("next claim in review, with its frame", "  the step alone", figure, table);
    let figure = window.answers(rounds, nothing, |_| Action::Run(Command::Accept));
    both("a verdict, with its frame", "  the verdict alone", figure, table);
    window.answer(review(Perspective::Graph));
    let letters = ["b", "ba", "bad", "bado", "bad", "ba"];
    let figure =
        window.answers(rounds, nothing, |round| Action::SetQuery(letters[round % letters.len()].to_owned()));
    both("a letter in the search box, with its frame", "  the search alone", figure, table);
    window.answer(Action::SetQuery(String::new()));
    let hide = |window: &mut Window, _| {
        let filter = filter(window.app.session().data());
        window.answer(Action::SetFilter(filter));
    };
    let figure = window.answers(rounds, hide, |_| Action::Run(Command::Undo));
    both("undoing a filter, with its frame", "  the step back alone", figure, table);
}

/// Filters, ways of looking, tables and the palette, each with the frame that follows.
fn more_steps(window: &mut Window, rounds: usize, table: &mut Table) {
    let data = Arc::clone(window.app.session().data());
    let both = |what, alone, (whole, applied): (f64, f64), table: &mut Table| {
        table.waits(what, whole);
        table.part(alone, applied);
    };
    let plain = |window: &mut Window, _: usize| {
        window.answer(Action::SetFilter(Filter::default()));
    };
    let class = |round: usize| {
        let classes = [Class::ALL[round % Class::ALL.len()]].into();
        Action::SetFilter(Filter { classes, ..Filter::default() })
    };
    let figure = window.answers(rounds, plain, class);
    both("a click in the legend, with its frame", "  the filter alone", figure, table);
    for (by, what) in [
        (Dating::Event, "a brush over days, with its frame"),
        (Dating::Statement, "a brush over days of statements"),
    ] {
        let days = |round: usize| {
            let from = Day::from_civil(2023, 2 + (round % 6) as u8, 1);
            let to = Day(from.0 + 60);
            let window = Some(DateWindow { from, to, undated: false });
            Action::SetFilter(Filter::default().with_window(by, window))
        };
        let figure = window.answers(rounds, plain, days);
        both(what, "  the filter alone", figure, table);
    }
    plain(window, 0);
    let lasso = |round: usize| {
        let all = (0..1000).map(|i| Item::Entity(EntityIx::new((round * 31 + i * 5) % ENTITIES)));
        Action::SelectMany(all.collect(), Click::Only)
    };
    let figure = window.answers(rounds, nothing, lasso);
    both("1,000 nodes in a lasso, with its frame", "  the selection alone", figure, table);
    table.waits("a frame with 1,000 nodes selected", median(rounds, |_| spent(|| window.frame())));
    window.answer(Action::ClearSelection);
    let perspective = |round: usize| Action::Run(Command::Perspective(Perspective::ALL[round % 3]));
    let figure = window.answers(rounds, nothing, perspective);
    both("another perspective, with its frame", "  the switch alone", figure, table);
    window.answer(Action::Run(Command::Perspective(Perspective::Graph)));
    for (face, what) in [
        (Face::Claims, "showing the table of claims, with its frame"),
        (Face::Entities, "showing the table of entities"),
        (Face::Matrix, "showing the matrix"),
    ] {
        let graph = |window: &mut Window, _: usize| {
            window.answer(Action::Run(Command::Face(Face::Graph)));
        };
        let (whole, _) = window.answers(rounds, graph, |_| Action::Run(Command::Face(face)));
        table.waits(what, whole);
        table.waits("  a frame of it later", median(rounds, |_| spent(|| window.frame())));
    }
    window.answer(Action::Run(Command::Face(Face::Graph)));
    looks(window, &data, rounds, table);
    // The dialog takes the focus in its first frame.
    window.answer(Action::ShowDialog(Some(Dialog::Palette)));
    window.frame();
    let letter = |round: usize| {
        let text = ["b", "a", "d", "o"][round % 4].to_owned();
        spent(|| window.frame_with(vec![egui::Event::Text(text)]))
    };
    table.waits("a letter in the palette, its frame", median(rounds, letter));
    window.answer(Action::ShowDialog(None));
    let merge =
        |round: usize| Action::Keep(Keep::Merge(EntityIx::new(2 * round + 1), EntityIx::new(2 * round)));
    let settle = |window: &mut Window, _: usize| window.app.session_mut().wait_until_settled();
    let figure = window.answers(rounds, settle, merge);
    both("a merge, with the frame that does not wait for it", "  the merge alone", figure, table);
    let derived = |_| {
        window.app.session_mut().wait_until_settled();
        window.app.session_mut().apply(Action::Run(Command::Undo));
        // The thread's own time is no frame's; taking in what it made is.
        while window.app.session().is_merging() {
            std::thread::sleep(std::time::Duration::from_millis(1));
            let taken = spent(|| {
                black_box(window.app.session_mut().poll());
            });
            if !window.app.session().is_merging() {
                return taken + spent(|| window.frame());
            }
        }
        0.0
    };
    table.waits("taking in a merged case, with its frame", median(rounds.min(7), derived));
    let apart = |window: &mut Window, _: usize| {
        window.app.session_mut().apply(Action::Run(Command::OpenGroups));
        window.app.session_mut().wait_until_settled();
    };
    let collapse = |round: usize| {
        let members = (0..100).map(|i| EntityIx::new((round * 31 + i * 7) % ENTITIES)).collect();
        Action::Keep(Keep::Collapse { members, around: None })
    };
    let figure = window.answers(rounds.min(7), apart, collapse);
    both("collapsing 100 nodes, with its frame", "  the collapse alone", figure, table);
    apart(window, 0);
    let open = |window: &mut Window, _: usize| window.app.session_mut().wait_until_settled();
    let figure = window.answers(rounds.min(3), open, |_| Action::OpenBundled);
    both("asking for the bundled case, with its frame", "  the asking alone", figure, table);
}

/// According to the loudest, beside another, and without some: the answer, and a frame of its panel.
fn looks(window: &mut Window, data: &Dataset, rounds: usize, table: &mut Table) {
    let offered = tellers(data);
    let (one, other) = two_loudest(&offered);
    let alone = Look::According { teller: one.clone(), against: None };
    let beside = Look::According { teller: one.clone(), against: Some(other.clone()) };
    let voices = data.entity_ixs().step_by(10).take(40).map(Voice::Entity).collect();
    let removed = Look::Without(Removed { voices, ..Removed::default() });
    for (look, what) in [
        (alone, "according to one, with its frame"),
        (beside, "according to one beside another"),
        (removed, "without forty sources, with its frame"),
    ] {
        let plain = |window: &mut Window, _: usize| {
            window.answer(Action::Look(None));
        };
        let (whole, applied) = window.answers(rounds, plain, |_| Action::Look(Some(look.clone())));
        table.waits(what, whole);
        table.part("  the answer alone", applied);
        table.waits("  a frame of its panel later", median(rounds, |_| spent(|| window.frame())));
    }
    window.answer(Action::Look(None));
}

fn main() -> Result<(), String> {
    let rounds = if std::env::args().any(|arg| arg == "--quick") { 3 } else { 21 };
    let json = large_case(5);
    let parse = |_| spent(|| drop(black_box(serde_json::from_str::<serde_json::Value>(&json))));
    let mut table = Table { baseline: median(rounds.min(7), parse), rows: Vec::new() };
    let mut window = Window::on(&json)?;
    let data = Arc::clone(window.app.session().data());
    figures(&data, rounds, &mut table);
    steps(&mut window, rounds, &mut table);
    more_steps(&mut window, rounds, &mut table);
    if !table.print() {
        eprintln!("missed: a frame waits for more than {BAR_MS} ms");
        std::process::exit(1);
    }
    Ok(())
}
