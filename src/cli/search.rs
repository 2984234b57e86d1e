//! `attache search`: ranked hits over names, aliases, claims and text.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::table::TableArgs;
use crate::diagnostics::{self, Report, Severity};

use crate::model::{Dataset, Item};
use crate::search::{Hit, Hits, Index};

/// Arguments of `attache search`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// The case file
    pub(super) file: PathBuf,
    /// What to look for; words in any order, typing errors forgiven
    #[arg(required = true)]
    pub(super) query: Vec<String>,
    /// Print one JSON array, best hit first
    #[arg(long)]
    pub(super) json: bool,
    /// Print at most this many hits (without --json: of each group)
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) table: TableArgs,
}

/// Runs the command. Returns the exit status: 0, or 2 where the file could not be read.
pub(super) fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u8> {
    let loaded = match args.table.load(&args.file) {
        Ok(loaded) => loaded,
        Err(error) => {
            write!(err, "{}", diagnostics::text(&Report { problems: vec![error.problem] }))?;
            if args.json {
                writeln!(out, "[]")?;
            }
            return Ok(2);
        }
    };
    match loaded.report.count(Severity::Error) {
        0 => {}
        1 => writeln!(err, "Read with 1 error, listed by `attache check`")?,
        errors => writeln!(err, "Read with {errors} errors, listed by `attache check`")?,
    }
    answer(&loaded.dataset, args, out, err)?;
    Ok(0)
}

/// Searches a case and prints what was found.
fn answer(data: &Dataset, args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<()> {
    let query = args.query.join(" ");
    let hits = Index::build(data).search_all(data, &query, args.limit);
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&rows(data, &hits, args.limit))?)?;
    } else {
        list(data, &hits, out)?;
    }
    if hits.is_empty() {
        writeln!(err, "Nothing found for “{query}”")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Row<'a> {
    r#type: &'static str,
    id: String,
    label: &'a str,
    score: f64,
}

/// The hits of all groups that the format names, best first; groups keep their order among equals.
fn rows<'a>(data: &Dataset, hits: &'a Hits, limit: usize) -> Vec<Row<'a>> {
    let groups = [("entity", &hits.entities), ("claim", &hits.claims), ("text", &hits.texts)];
    let mut rows: Vec<Row> = groups
        .into_iter()
        .flat_map(|(r#type, group)| group.iter().map(move |hit| (r#type, hit)))
        .map(|(r#type, hit)| Row {
            r#type,
            id: id(data, hit.item),
            label: &hit.label,
            score: (f64::from(hit.score) * 1000.0).round() / 1000.0,
        })
        .collect();
    rows.sort_by(|a, b| b.score.total_cmp(&a.score));
    rows.truncate(limit);
    rows
}

/// The id in the file; of a passage `document:start-end`, in code points.
fn id(data: &Dataset, item: Item) -> String {
    match item {
        Item::Entity(entity) => data.entity(entity).id.clone(),
        Item::Claim(claim) | Item::Attribution(claim, _) => data.claim(claim).id.clone(),
        Item::Document(document) => data.document(document).id.clone(),
        Item::Passage(document, span) => {
            let document = data.document(document);
            let (start, end) = (document.text.char_of(span.start), document.text.char_of(span.end));
            format!("{}:{start}-{end}", document.id)
        }
    }
}

fn list(data: &Dataset, hits: &Hits, out: &mut dyn Write) -> anyhow::Result<()> {
    let groups = [
        ("Entities", &hits.entities, hits.entity_total),
        ("Claims", &hits.claims, hits.claim_total),
        ("Text", &hits.texts, hits.text_total),
        ("Documents", &hits.documents, hits.document_total),
    ];
    for (heading, group, total) in groups.into_iter().filter(|group| group.2 > 0) {
        writeln!(out, "{heading} ({total})")?;
        for hit in group {
            writeln!(out, "  {}", line(data, hit))?;
        }
        let more = total - group.len();
        if more > 0 {
            writeln!(out, "  … {more} more")?;
        }
    }
    Ok(())
}

fn line(data: &Dataset, hit: &Hit) -> String {
    let id = id(data, hit.item);
    match &hit.via {
        Some(via) => format!("{via} → {}  [{id}]", hit.label),
        None => format!("{}  [{id}]", hit.label),
    }
}

#[cfg(test)]
mod tests {
    use super::{Args, answer};
    use crate::model::{
        BuiltinKind, Claim, Dataset, DatasetBuilder, Document, Entity, EntityIx, KindTable, Text,
    };

    fn case() -> Dataset {
        let mut builder = DatasetBuilder::default();
        let state = KindTable::builtin(BuiltinKind::State);
        let mut iran = Entity::new("iran", "Iran", state);
        iran.aliases.push("Tehran".to_owned());
        builder.entities = vec![iran, Entity::new("iraq", "Iraq", state)];
        builder.claims = vec![Claim::new("c1", EntityIx(0), "warns", Some(EntityIx(1)))];
        builder.documents.push(Document {
            id: "wire".to_owned(),
            title: Some("Über Iran".to_owned()),
            publisher: None,
            author: None,
            url: None,
            published: None,
            language: None,
            path: None,
            sha256: None,
            text: Text::new("Äh. In Iran,\nthey say."),
            has_text: true,
            extra: crate::model::Extra::new(),
        });
        builder.build(1)
    }

    fn printed(query: &str, json: bool) -> (String, String) {
        let args = Args {
            file: "x".into(),
            query: vec![query.to_owned()],
            json,
            table: super::super::table::TableArgs::default(),
            limit: 10,
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        answer(&case(), &args, &mut out, &mut err).expect("writes to memory");
        (String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
    }

    #[test]
    fn json_lists_the_best_first_with_ids_in_code_points() {
        let (out, err) = printed("iran", true);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&out).expect("an array");
        let ids: Vec<&str> = rows.iter().filter_map(|row| row["id"].as_str()).collect();
        assert_eq!(ids, ["iran", "c1", "wire:4-22", "iraq"]);
        assert_eq!(rows[2]["type"], "text");
        assert_eq!(rows[2]["label"], "In Iran, they say.");
        assert_eq!(err, "");
    }

    #[test]
    fn the_list_names_the_alias_and_the_groups() {
        let (out, _) = printed("tehrna", false);
        assert_eq!(out, "Entities (1)\n  Tehran → Iran  [iran]\n");
    }

    #[test]
    fn nothing_found_is_said_on_standard_error() {
        let (out, err) = printed("xyz", true);
        assert_eq!((out.as_str(), err.as_str()), ("[]\n", "Nothing found for “xyz”\n"));
    }
}
