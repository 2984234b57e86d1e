//! `attache convert IN OUT`: a case from one format into another, and what the other cannot hold.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, bail};

use super::layout::of_case;
use super::method::MethodArgs;
use super::table::TableArgs;
use crate::diagnostics::{self, Report, Severity};
use crate::io::Loaded;
use crate::io::write::{Order, TARGETS, Target, Texts, target_named, target_of};
use crate::layout;
use crate::model::Dataset;

#[derive(clap::Args)]
#[command(
    after_help = "The format to write is told by the ending of OUT: .json, .cyjs, .graphml, .gexf, .csv (edges, and the nodes beside them as OUT_nodes.csv), .dot, .jsonld, .ttl, .md; --to names one of two with the same ending.\n\nExamples:\n  attache convert graph.gexf case.json\n  attache convert case.json case.gexf --places\n  attache convert case.json nodes-and-links.json --to node-link\n  attache convert case.json evidence.md\n  attache convert case.json evidence.md --force    write over the one that is there"
)]
pub(super) struct Args {
    /// The file to read
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// The format to write
    #[arg(long, value_name = "FORMAT", value_parser = names())]
    to: Option<String>,
    /// Lay the graph out, and write where the nodes lie; asking for a --layout does too
    #[arg(long)]
    places: bool,
    /// Write over files that are there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    layout: MethodArgs,
    /// Seed of the layout
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

fn names() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(TARGETS.iter().map(|target| target.id))
}

/// Converts a file. Returns the exit status: 1 where the file has errors and what could be read was written, 2 when it
/// could not be read.
///
/// # Errors
/// When the format to write is not told, or a file cannot be written.
pub(super) fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u8> {
    super::spare_the_input(&args.input, &args.output)?;
    spare_what_is_there(&args.output, args.force)?;
    let target = target(args)?;
    let loaded = match args.table.load(&args.input) {
        Ok(loaded) => loaded,
        Err(error) => {
            write!(err, "{}", diagnostics::text(&Report { problems: vec![error.problem] }))?;
            return Ok(super::COULD_NOT_RUN);
        }
    };
    let data = &loaded.dataset;
    let places = if args.places || args.layout.is_given() { Some(places(data, args)?) } else { None };
    let texts = if same_folder(&args.input, &args.output) { Texts::Beside } else { Texts::Inside };
    let made = target.write(&Order { data, places: places.as_deref(), texts });
    let paths: Vec<PathBuf> = made.files.iter().map(|file| with_suffix(&args.output, file.suffix)).collect();
    // All are looked at before the first is written: half a pair of tables is of no use.
    for path in &paths {
        for read in files_read(&args.input, &loaded) {
            super::spare_the_input(&read, path)?;
        }
        spare_what_is_there(path, args.force)?;
    }
    for (file, path) in made.files.iter().zip(&paths) {
        write_file(path, &file.bytes, args.force)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        writeln!(out, "{}", path.display())?;
    }
    for lost in &made.lost {
        writeln!(err, "left out: {}, which {} cannot hold", lost.words(), target.name)?;
    }
    let errors = loaded.report.count(Severity::Error);
    if errors > 0 {
        let words = if errors == 1 { "error" } else { "errors" };
        writeln!(err, "The file has {errors} {words}; written is what could be read")?;
        writeln!(err, "  hint: `attache check` lists them: {}", args.input.display())?;
        return Ok(super::PROBLEMS);
    }
    Ok(super::DONE)
}

/// The files that the case came from: they are not written over even with --force.
fn files_read(input: &Path, loaded: &Loaded) -> Vec<PathBuf> {
    let folder = input.parent().unwrap_or(Path::new(""));
    let texts = loaded.dataset.documents().iter().filter_map(|document| document.path.as_ref());
    // Of a folder, or a pair of tables, the file of the claims may be another than was asked for.
    let import = &loaded.import;
    let others = import.beside.iter().chain(Some(&import.places.file).filter(|file| !file.is_empty()));
    std::iter::once(input.to_owned())
        .chain(others.map(PathBuf::from))
        .chain(texts.map(|text| folder.join(text)))
        .collect()
}

/// Fails where a file is there already, unless the caller said to write over it. A pipe or a device is nobody's work.
fn spare_what_is_there(path: &Path, force: bool) -> anyhow::Result<()> {
    let there = std::fs::metadata(path).is_ok_and(|found| found.is_file());
    if there && !force {
        bail!(
            "{} is there already: give another name, or --force to write over it; nothing was written",
            path.display()
        );
    }
    Ok(())
}

/// Writes a file; without force only one that nobody else made in the meantime.
fn write_file(path: &Path, bytes: &[u8], force: bool) -> std::io::Result<()> {
    if force || path.exists() {
        return std::fs::write(path, bytes);
    }
    let mut file = std::fs::File::create_new(path)?;
    file.write_all(bytes)
}

fn target(args: &Args) -> anyhow::Result<&'static Target> {
    if let Some(target) = args.to.as_deref().and_then(target_named) {
        return Ok(target);
    }
    let Some(target) = target_of(&args.output) else {
        let endings: Vec<String> =
            TARGETS.iter().flat_map(|target| target.endings).map(|ending| format!(".{ending}")).collect();
        let mut endings = endings;
        endings.dedup();
        bail!(
            "no format has the ending of {}: give one of {}, or --to",
            args.output.display(),
            endings.join(" ")
        );
    };
    Ok(target)
}

/// The name of a further file: `graph_nodes.csv` beside `graph.csv`.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    if suffix.is_empty() {
        return path.to_owned();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(suffix);
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

fn same_folder(a: &Path, b: &Path) -> bool {
    let folder = |path: &Path| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        std::fs::canonicalize(parent.unwrap_or(Path::new("."))).ok()
    };
    folder(a).is_some_and(|one| folder(b) == Some(one))
}

/// Where the entities lie, by index.
fn places(data: &Dataset, args: &Args) -> anyhow::Result<Vec<[f32; 2]>> {
    let method = args.layout.method(|id| data.find_entity(id).map(|entity| entity.0))?;
    let (ids, request) = of_case(data, method, args.seed);
    let (found, _) = layout::run_counted(&request, &AtomicBool::new(false), &mut |_| {});
    let mut places = vec![[0.0; 2]; data.entities().len()];
    for (id, place) in ids.iter().zip(found) {
        if let Some(slot) = data.find_entity(id).and_then(|entity| places.get_mut(entity.index())) {
            *slot = place;
        }
    }
    Ok(places)
}
