//! `attache schema`: the JSON Schema of the file format.

use std::io::Write;

use crate::io;

/// Nothing to choose.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Args {}

/// Prints the schema.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn run(out: &mut dyn Write) -> anyhow::Result<u8> {
    out.write_all(io::schema().as_bytes())?;
    Ok(0)
}
