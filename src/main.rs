//! The `attache` command.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: attache::cli::Counting = attache::cli::Counting;

fn main() -> ExitCode {
    let mut out = BufWriter::new(std::io::stdout());
    let mut err = std::io::stderr();
    let status = attache::cli::run(std::env::args_os(), &mut out, &mut err);
    // A broken pipe here was dealt with already; there is nobody left to tell.
    let _ = out.flush();
    ExitCode::from(status)
}
