//! `attache layout FILE -o OUT.csv`: where the nodes of a graph lie, for other programs.

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use anyhow::Context as _;

use super::meter;
use super::method::MethodArgs;
use crate::diagnostics::{self, Report, Severity};
use crate::graph::{self, Filter};
use crate::io::{self, Graph, Links, Unwatched};
use crate::layout::{self, LinkSpec, Method, NodeSpec, Placed, Point, Request};
use crate::model::Dataset;
use crate::scene;

/// Radius of the nodes of a bare graph, in layout units; those of a large one are points.
const RADIUS: f32 = 7.5;
const SIZED: usize = 1500;
/// Width by height to fill where nothing says otherwise, as `render` has it.
const ASPECT: f32 = 1.6;

#[derive(clap::Args)]
#[command(
    after_help = "The file is a case or a plain edge list: `u v` or `u v weight` a line, # or % before comments.\nThe rows are `id,x,y`, in layout units, y down. One line of JSON on standard error says what it cost.\n\nExamples:\n  attache layout case.json -o places.csv\n  attache layout graph.txt -o - --layout stress --seed 7\n  attache layout case.json -o rings.csv --layout radial --center hamas"
)]
pub(super) struct Args {
    /// The graph: a case or an edge list
    file: PathBuf,
    /// Where the rows go; - is standard output
    #[arg(short, long, value_name = "OUT.csv")]
    output: PathBuf,
    #[command(flatten)]
    layout: MethodArgs,
    /// Seed: the same seed gives the same places
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// What is said on standard error.
#[derive(serde::Serialize)]
struct Told {
    nodes: usize,
    links: usize,
    layout: &'static str,
    seed: u64,
    cpu_seconds: f64,
    wall_seconds: f64,
    ticks: u64,
    levels: u32,
    peak_bytes: u64,
}

/// Lays a graph out. Returns the exit status: 2 when it could not be read.
///
/// # Errors
/// When the middle is not there, or the rows cannot be written.
pub(super) fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u8> {
    super::spare_the_input(&args.file, &args.output)?;
    let graph = match io::load_graph(&args.file, &Unwatched) {
        Ok(graph) => graph,
        Err(error) => {
            write!(err, "{}", diagnostics::text(&Report { problems: vec![error.problem] }))?;
            return Ok(super::COULD_NOT_RUN);
        }
    };
    let (report, ids, links, request) = match &graph {
        Graph::Case(loaded) => {
            let data = &loaded.dataset;
            let method = args.layout.method(|id| data.find_entity(id).map(|entity| entity.0))?;
            let (ids, request) = of_case(data, method, args.seed);
            (&loaded.report, ids, data.claims().len(), request)
        }
        Graph::Links(links, report) => {
            let find = |id: &str| links.ids.iter().position(|known| known == id).map(|node| node as u32);
            let request = of_links(links, args.layout.method(find)?, args.seed);
            (report, links.ids.iter().map(String::as_str).collect(), links.links.len(), request)
        }
    };
    tell_of_errors(report, &args.file, err)?;
    let stop = AtomicBool::new(false);
    let ((places, stats), cost) = meter::measure(|| layout::run_counted(&request, &stop, &mut |_| {}));
    write_rows(&args.output, &ids, &places, out)?;
    let told = Told {
        nodes: ids.len(),
        links,
        layout: args.layout.name(),
        seed: args.seed,
        cpu_seconds: cost.cpu_seconds,
        wall_seconds: cost.wall_seconds,
        ticks: stats.ticks,
        levels: stats.levels,
        peak_bytes: cost.peak_bytes,
    };
    writeln!(err, "{}", serde_json::to_string(&told)?)?;
    Ok(super::DONE)
}

/// A case as its window lays it out, with sizes and labels, but for going on with a large one.
pub(super) fn of_case(data: &Dataset, method: Method, seed: u64) -> (Vec<&str>, Request) {
    let shown = graph::derive(data, &Filter::default(), None);
    let radius = |entity| scene::node_radius(&shown, entity);
    let label = |entity| scene::label_size(data, &shown, entity);
    let nowhere = |_| Placed::default();
    let (mut request, order) = layout::request_for(data, &shown, &radius, &label, &nowhere, seed, ASPECT);
    request.method = method.of_nodes(&order);
    (order.iter().map(|&entity| data.entity(entity).id.as_str()).collect(), request)
}

/// A bare graph. A weight below 1 counts as 1: lighter links would be taken for voices.
fn of_links(links: &Links, method: Method, seed: u64) -> Request {
    let radius = if links.ids.len() > SIZED { 0.0 } else { RADIUS };
    let spec = |link: &io::Link| LinkSpec { a: link.ends[0], b: link.ends[1], weight: link.weight.max(1.0) };
    Request {
        nodes: vec![NodeSpec { radius, ..NodeSpec::default() }; links.ids.len()],
        links: links.links.iter().map(spec).collect(),
        seed,
        aspect: ASPECT,
        method,
        ..Request::default()
    }
}

fn tell_of_errors(report: &Report, file: &Path, err: &mut dyn Write) -> anyhow::Result<()> {
    let count = report.count(Severity::Error);
    if count > 0 {
        let errors = if count == 1 { "error" } else { "errors" };
        writeln!(err, "The file has {count} {errors}; laid out is what could be read")?;
        writeln!(err, "  hint: `attache check` lists them: {}", file.display())?;
    }
    Ok(())
}

/// Writes `id,x,y` and a row a node.
fn write_rows(path: &Path, ids: &[&str], places: &[Point], out: &mut dyn Write) -> anyhow::Result<()> {
    let mut bytes = Vec::with_capacity(ids.len() * 28 + 16);
    writeln!(bytes, "id,x,y")?;
    for (id, [x, y]) in ids.iter().zip(places) {
        writeln!(bytes, "{},{x},{y}", quoted(id))?;
    }
    if path == Path::new("-") {
        out.write_all(&bytes)?;
        return Ok(());
    }
    std::fs::write(path, bytes).with_context(|| format!("could not write the places: {}", path.display()))
}

/// A field as RFC 4180 wants it: in quotes where it holds a comma, a quote or a line end.
fn quoted(field: &str) -> Cow<'_, str> {
    if field.contains([',', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(quoted("plain id"), "plain id");
        assert_eq!(quoted("a,\"b\"\n"), "\"a,\"\"b\"\"\n\"");
    }
}
