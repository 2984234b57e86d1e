//! The command line: one file a subcommand. Exit 0 done, 1 problems found, 2 could not run.

mod check;
mod convert;
mod info;
mod layout;
mod meter;
mod method;
mod render;
mod schema;
mod search;
mod table;
mod teller;
mod view;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

pub use meter::{Cost, Counting, measure};

/// Everything went as asked.
pub const DONE: u8 = 0;
/// `check` found an error.
pub const PROBLEMS: u8 = 1;
/// It could not be run.
pub const COULD_NOT_RUN: u8 = 2;

#[derive(Parser)]
#[command(
    name = "attache",
    version,
    about = "A viewer for knowledge graphs that ties every line to the words that state it",
    after_help = "Examples:\n  attache                          open the bundled case\n  attache case.json                open a file\n  attache case.json more.csv       open two files as one case\n  attache check case.json          list every problem, with the figures of the quotes\n  attache render case.json -o case.svg --legend\n  attache render case.json -o denied.svg --as iran\n  attache layout graph.txt -o places.csv\n  attache convert case.json case.gexf --places\n  attache search case.json tehran\n\nExit status: 0 done, 1 problems found, 2 could not run.",
    args_conflicts_with_subcommands = true
)]
struct Cli {
    /// The case to open, with further files to be added to it; without any, the bundled case
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    table: table::TableArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Write the graph as a picture
    Render(render::Args),
    /// Write where the nodes of a graph lie
    Layout(layout::Args),
    /// List every problem of a file, with the figures of its quotes
    Check(check::Args),
    /// Write a case in another format
    Convert(convert::Args),
    /// Count what is in a file
    Info(info::Args),
    /// Search names, aliases, claims and text
    Search(search::Args),
    /// Print the JSON Schema of the file format
    Schema(schema::Args),
}

/// Runs the command line and returns the exit status.
pub fn run(args: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let target: &mut dyn Write = if error.use_stderr() { err } else { out };
            let _ = write!(target, "{}", error.render());
            return if error.use_stderr() { COULD_NOT_RUN } else { DONE };
        }
    };
    let done = match &cli.command {
        None => view::run(&cli.files, &cli.table, out, err),
        Some(Command::Render(args)) => render::run(args, out, err),
        Some(Command::Layout(args)) => layout::run(args, out, err),
        Some(Command::Check(args)) => check::run(args, out, err),
        Some(Command::Convert(args)) => convert::run(args, out, err),
        Some(Command::Info(args)) => info::run(args, out, err),
        Some(Command::Search(args)) => search::run(args, out, err),
        Some(Command::Schema(_)) => schema::run(out),
    };
    let flushed = done.and_then(|status| {
        out.flush()?;
        Ok(status)
    });
    match flushed {
        Ok(status) => status,
        Err(error) if is_broken_pipe(&error) => DONE,
        Err(error) => {
            let _ = writeln!(err, "error: {error:#}");
            COULD_NOT_RUN
        }
    }
}

/// Fails where a file would be written over the one that is read, by whatever name.
fn spare_the_input(input: &Path, output: &Path) -> anyhow::Result<()> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    if real(input).is_some_and(|input| real(output) == Some(input)) {
        anyhow::bail!(
            "{} is the file that is read: give another name to write to; nothing was written",
            output.display()
        );
    }
    Ok(())
}

/// Whoever read the output had enough: that is no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(broken))
}
