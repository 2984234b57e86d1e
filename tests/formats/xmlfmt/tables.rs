//! CSV and TSV.

use attache::io::{Columns, Reading, Unwatched, load, load_as, table_preview};

use crate::show::{fixture, golden, never_panics, path, places, read, report, sentences};

#[test]
fn the_reports_of_the_fixtures() {
    for name in ["gephi_edges.csv", "semicolons.csv", "triples.tsv", "neo4j-relationships.csv"] {
        golden(&format!("table/{name}"));
    }
}

#[test]
fn damaged_tables_do_no_harm() {
    for name in [
        "gephi_edges.csv",
        "gephi_nodes.csv",
        "semicolons.csv",
        "triples.tsv",
        "gdelt.tsv",
        "neo4j-relationships.csv",
        "neo4j-nodes.csv",
    ] {
        never_panics(&format!("table/{name}"));
    }
}

#[test]
fn the_table_of_edges_is_read_with_that_of_nodes_whichever_is_opened() {
    let edges = fixture("table/gephi_edges.csv");
    let nodes = fixture("table/gephi_nodes.csv");
    assert_eq!(edges.dataset.entities()[1].name, "Hizbollah, the party");
    assert_eq!(sentences(&edges), sentences(&nodes));
    assert_eq!(edges.report, nodes.report);
    assert!(edges.import.why.contains("`gephi_nodes.csv` beside it"), "{}", edges.import.why);
    assert!(nodes.import.why.contains("`gephi_edges.csv` beside it"), "{}", nodes.import.why);
    // A problem names the file that it is in.
    let files: Vec<&str> = edges.report.problems.iter().map(|problem| problem.file.as_str()).collect();
    assert!(files[0].ends_with("gephi_edges.csv") && files.last().unwrap().ends_with("gephi_nodes.csv"));
}

#[test]
fn a_table_without_its_pair_stands_alone() {
    let nodes = read("people.csv", "Id,Label,Kind\na,Anna,person\nb,Bob,person\n").unwrap();
    assert_eq!((nodes.dataset.entities().len(), nodes.dataset.claims().len()), (2, 0));
    let edges = read("x_edges.csv", "source,target\na,b\n").unwrap();
    assert_eq!(sentences(&edges), ["a linked_to b"]);
}

#[test]
fn encodings_and_separators_are_no_matter() {
    let text = "Source;Target;relation\nMüller;Österreich;kennt\nÄ;Müller;kennt\n";
    let utf16 = |big: bool| -> Vec<u8> {
        let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect()
    };
    let latin1: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let excel = format!("sep=;\n{text}");
    for bytes in [
        text.as_bytes().to_vec(),
        text.replace(';', ",").into_bytes(),
        text.replace(';', "\t").into_bytes(),
        text.replace('\n', "\r\n").into_bytes(),
        format!("\u{FEFF}{text}").into_bytes(),
        excel.into_bytes(),
        utf16(false),
        utf16(true),
        latin1,
    ] {
        let loaded = read("x.csv", &bytes).unwrap();
        assert_eq!(sentences(&loaded), ["Müller kennt Österreich", "Ä kennt Müller"], "{bytes:?}");
    }
}

#[test]
fn without_a_header_one_is_asked_which_columns_count() {
    let error = load(&path("table/gdelt.tsv"), 1, &Unwatched).unwrap_err();
    let hint = error.problem.hint.unwrap();
    assert!(
        hint.starts_with("say so with `--columns source=4,target=5`; its first row is 1 “1149291001”"),
        "{hint}"
    );
    let columns = Columns::parse("source=5,target=7,relation=9,date=2,source-kind=4").unwrap();
    let loaded = load_as(
        &path("table/gdelt.tsv"),
        Reading { columns: Some(&columns), ..Reading::default() },
        1,
        &Unwatched,
    )
    .unwrap();
    assert_eq!(sentences(&loaded), ["IRAN 190 ISRAEL", "QATAR 036 IRAN", "UNITED STATES 051 ISRAEL"]);
    let claim = &loaded.dataset.claims()[0];
    assert_eq!(claim.time.as_ref().unwrap().as_str(), "2023-10-26");
    assert_eq!(claim.extra["column 10"], serde_json::json!(-10.0));
    let wrong = Columns::parse("source=5,target=77").unwrap();
    let error = load_as(
        &path("table/gdelt.tsv"),
        Reading { columns: Some(&wrong), ..Reading::default() },
        1,
        &Unwatched,
    )
    .unwrap_err();
    assert!(error.problem.message.contains("no column 77"), "{}", error.problem.message);
}

#[test]
fn a_preview_shows_the_first_rows_and_what_they_are_taken_for() {
    let preview = table_preview(&path("table/gephi_nodes.csv")).unwrap();
    assert_eq!(preview.header.unwrap()[..2], ["Id", "Label"]);
    assert_eq!(preview.rows[1][1], "Hizbollah, the party");
    assert!(preview.columns.unwrap().to_string().starts_with("id=1,name=2"));
    let preview = table_preview(&path("table/gdelt.tsv")).unwrap();
    assert_eq!((preview.header, preview.rows.len(), preview.columns), (None, 3, None));
}

#[test]
fn ragged_rows_and_lost_ends_are_placed() {
    let loaded = read("x.csv", "source,target,note\na,b\n\na,,x\nb,c,x,y\n").unwrap();
    assert_eq!(places(&loaded), ["missing-field 2:1", "missing-field 4:1", "unknown-field 5:1"]);
    assert_eq!(sentences(&loaded), ["a linked_to b", "b linked_to c"]);
    assert_eq!((loaded.import.counts[0].found, loaded.import.counts[0].kept), (3, 2));
    assert_eq!(loaded.dataset.claims()[1].extra["column 4"], "y", "{}", report(&loaded));
}

#[test]
fn prose_and_code_are_no_table() {
    for text in [
        "Once, there was a king.\nHe had, they say, a daughter.\nShe left.\n",
        "Dear Anna,\nI came, I saw.\nYours, B.\n",
        "one line only",
    ] {
        let format = read("x.txt", text).map(|loaded| loaded.format);
        assert_ne!(format.ok(), Some("CSV or TSV"), "{text}");
    }
}
