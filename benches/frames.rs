//! The canvas at 20,000 nodes and 40,000 lines: thread CPU of a frame with the camera moved every time.
//!
//! Scene to shapes, tessellation and mesh buffers, 1600×1000 points, whole graph in view, median of 200.
//! The baseline of the same run is `egui_graphs`' own drawing of a graph of a tenth of the size, times
//! ten. `--check` fails above 8 ms.

#![expect(clippy::print_stdout, reason = "a bench prints its table")]

use std::sync::Arc;
use std::time::Duration;

use attache::io::Loaded;
use attache::model::{
    Attribution, BuiltinKind, Citation, Claim, DatasetBuilder, DocIx, Document, Entity, EntityIx,
};
use attache::model::{Extra, KindTable, Stance, Text};
use attache::scene::Camera;
use attache::session::{Action, Session, Settings, Source};
use attache::ui::{Context, canvas::Canvas, theme};
use cpu_time::ThreadTime;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const NODES: usize = 20_000;
const LINES: usize = 40_000;
const FRAMES: usize = 200;
const BAR_MS: f64 = 8.0;

/// A small pseudo-random sequence, the same on every machine.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

fn case() -> Loaded {
    let mut builder = DatasetBuilder::default();
    builder.documents.push(Document {
        id: "d".into(),
        title: None,
        publisher: None,
        author: None,
        url: None,
        published: None,
        language: None,
        path: None,
        sha256: None,
        text: Text::new("A text."),
        has_text: true,
        extra: Extra::new(),
    });
    let mut next = Sequence(7);
    for i in 0..NODES {
        let kind = KindTable::builtin(BuiltinKind::ALL[next.below(BuiltinKind::ALL.len())]);
        builder.entities.push(Entity::new(format!("e{i}"), format!("Entity number {i}"), kind));
    }
    let predicates = ["supports", "attacks", "leads", "warns", "meets", "mentions"];
    for i in 0..LINES {
        // Mostly near by in the order, so that the graph has neighbourhoods.
        let a = next.below(NODES);
        let b = if next.below(10) == 0 { next.below(NODES) } else { (a + 1 + next.below(40)) % NODES };
        let predicate = predicates[next.below(predicates.len())];
        let object = Some(EntityIx::new(b));
        let mut claim = Claim::new(format!("c{i}"), EntityIx::new(a), predicate, object);
        let mut voice = Attribution::new(None, Stance::Asserts);
        voice.evidence.push(Citation::new(DocIx(0)));
        claim.attributions.push(voice);
        builder.claims.push(claim);
    }
    Loaded {
        dataset: builder.build(1),
        report: attache::diagnostics::Report::default(),
        format: "attache/1",
        import: attache::io::Import::default(),
        stopped: false,
    }
}

fn raw(time: f64) -> egui::RawInput {
    egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1600.0, 1000.0))),
        time: Some(time),
        ..Default::default()
    }
}

/// CPU milliseconds of a frame: interface and tessellation.
fn frame(ctx: &egui::Context, time: f64, mut add: impl FnMut(&mut egui::Ui)) -> f64 {
    let start = ThreadTime::now();
    let output = ctx.run_ui(raw(time), |ui| add(ui));
    let shapes = output.shapes.clone();
    output.drop_without_applying_deltas();
    let primitives = ctx.tessellate(shapes, 1.0);
    let spent = start.elapsed().as_secs_f64() * 1e3;
    assert!(!primitives.is_empty());
    spent
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn ours() -> f64 {
    let settings = Settings { legend: false, ..Settings::default() };
    let mut session = Session::with(case(), Source::Bundled, settings, Arc::new(|| {}));
    for _ in 0..600 {
        session.poll();
        if !session.derived().positions().is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    session.wait_until_settled();
    let theme = theme::Theme::new(session.settings().theme);
    let ctx = egui::Context::default();
    theme::install_fonts(&ctx);
    theme.install(&ctx);
    let mut canvas = Canvas::default();
    let mut times = Vec::new();
    for i in 0..FRAMES + 10 {
        let mut out = Vec::new();
        let spent = frame(&ctx, i as f64 / 60.0, |ui| {
            let context = Context { session: &session, theme: &theme };
            if i > 0 {
                canvas.show(ui, &context, &mut out);
            } else {
                ui.label("fonts");
            }
        });
        if i >= 10 {
            times.push(spent);
        }
        for action in out {
            session.apply(action);
        }
        if let Some(camera) = session.view().camera {
            let shift = if i % 2 == 0 { 1.5 } else { -1.5 };
            let moved =
                Camera { centre: [camera.centre[0] + shift / camera.zoom, camera.centre[1]], ..camera };
            session.apply(Action::SetCamera(moved, true));
        }
    }
    median(times)
}

/// `egui_graphs`' own drawing, on a tenth of the size.
fn theirs() -> f64 {
    let mut next = Sequence(7);
    let mut plain = petgraph::stable_graph::StableGraph::<(), ()>::new();
    let nodes: Vec<_> = (0..NODES / 10).map(|_| plain.add_node(())).collect();
    for _ in 0..LINES / 10 {
        plain.add_edge(nodes[next.below(nodes.len())], nodes[next.below(nodes.len())], ());
    }
    let mut graph: egui_graphs::Graph<(), ()> = egui_graphs::to_graph(&plain);
    let ctx = egui::Context::default();
    let mut times = Vec::new();
    for i in 0..30 {
        let spent = frame(&ctx, f64::from(i) / 60.0, |ui| {
            egui_graphs::DefaultGraphView::new().show(ui, &mut graph);
        });
        if i >= 5 {
            times.push(spent);
        }
    }
    median(times)
}

fn main() {
    let check = std::env::args().any(|arg| arg == "--check");
    let (ours, theirs) = (ours(), theirs() * 10.0);
    println!("canvas, {NODES} nodes and {LINES} lines, 1600×1000, camera moved every frame");
    println!("  this program        {ours:8.2} ms of CPU a frame (bar {BAR_MS} ms)");
    println!("  egui_graphs' own    {theirs:8.2} ms, ten times its frame at a tenth of the size");
    println!("  ratio               {:8.2}", theirs / ours);
    if check && ours > BAR_MS {
        eprintln!("missed: {ours:.2} ms is more than {BAR_MS} ms");
        std::process::exit(1);
    }
}
