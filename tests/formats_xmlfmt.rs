//! Tables, GraphML, GEXF, DOT, brat, `LightRAG` and plain texts: golden import reports, traps, damaged files.
//!
//! `BLESS=1` writes the reports that are made now; look at the difference before committing it.

#![expect(clippy::unwrap_used, reason = "what goes wrong here should fail loudly")]

#[path = "support/mutate.rs"]
mod mutate;

#[path = "formats/xmlfmt/show.rs"]
mod show;

#[path = "formats/xmlfmt/tables.rs"]
mod tables;

#[path = "formats/xmlfmt/xmls.rs"]
mod xmls;

#[path = "formats/xmlfmt/texts.rs"]
mod texts;
