//! GraphML and GEXF.

use attache::model::Date;

use crate::show::{fixture, golden, never_panics, places, read, sentences};

const FILES: [&str; 7] = [
    "graphml/networkx.graphml",
    "graphml/gephi.graphml",
    "graphml/yed.graphml",
    "graphml/igraph.graphml",
    "gexf/gephi13.gexf",
    "gexf/dynamic12.gexf",
    "gexf/networkx11.gexf",
];

#[test]
fn the_reports_of_the_fixtures() {
    FILES.into_iter().for_each(golden);
}

#[test]
fn damaged_files_do_no_harm() {
    FILES.into_iter().for_each(never_panics);
}

#[test]
fn names_places_and_colours_of_the_tools_come_through() {
    let yed = fixture("graphml/yed.graphml");
    let iran = &yed.dataset.entities()[0];
    assert_eq!((iran.name.as_str(), iran.description.as_deref()), ("Iran", Some("The first")));
    let viz = iran.viz.unwrap();
    assert_eq!((viz.position, viz.colour, viz.size), (Some([125.0, 215.0]), Some([255, 204, 0]), Some(50.0)));
    assert_eq!(sentences(&yed), ["n0 arms n1::n0", "n1 linked_to n0"]);
    let undirected: Vec<bool> = yed.dataset.claims().iter().map(|claim| claim.undirected).collect();
    assert_eq!(undirected, [false, true], "an edge without arrows has no direction");
    let inner = yed.dataset.entities().iter().find(|entity| entity.name == "Hizbollah").unwrap();
    assert_eq!(inner.properties["parent"], "n1");
    let gephi = fixture("graphml/gephi.graphml");
    let qatar = gephi.dataset.entities()[0].viz.unwrap();
    assert_eq!(
        (qatar.position, qatar.colour),
        (Some([-12.5, -33.25]), Some([200, 60, 10])),
        "y is turned over"
    );
    let iran = fixture("gexf/gephi13.gexf").dataset.entities()[0].viz.unwrap();
    assert_eq!((iran.position, iran.size), (Some([10.5, 20.25]), Some(12.0)));
}

#[test]
fn times_of_edges_are_dates_of_claims() {
    let dynamic = fixture("gexf/dynamic12.gexf");
    let times: Vec<Option<&str>> =
        dynamic.dataset.claims().iter().map(|claim| claim.time.as_ref().map(Date::as_str)).collect();
    assert_eq!(
        times,
        [
            Some("2009-03-01/2009-03-10"),
            Some("2009-03-01T10:00:00+05:00/.."),
            Some("../2010"),
            Some("2009-03-01/2009-07-01"),
            None
        ]
    );
    assert_eq!(dynamic.dataset.claims()[4].extra["end"], 7.5);
}

#[test]
fn a_cut_file_keeps_what_is_whole() {
    let whole =
        "<graphml><graph edgedefault='directed'><node id='a'/><node id='b'/><edge source='a' target='b'/>";
    let loaded = read("g", format!("{whole}<edge source='b' tar")).unwrap();
    assert_eq!((sentences(&loaded).len(), places(&loaded)), (1, vec!["syntax 1:117".to_owned()]));
    let loaded = read("g", whole).unwrap();
    assert_eq!((sentences(&loaded).len(), loaded.report.problems.len()), (1, 1));
}

#[test]
fn entities_are_not_expanded_and_defaults_are_bounded() {
    let bomb = "<!DOCTYPE g [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>
<graphml><graph><node id='&b;'/><node id='n'><data key='k'>&x;</data></node></graph></graphml>";
    let loaded = read("g", bomb).unwrap();
    assert_eq!(loaded.dataset.entities()[0].id, "&b;");
    assert_eq!(loaded.dataset.entities()[1].properties["k"], "&x;");
    let long = "x".repeat(100_000);
    let nodes = (0..3000).map(|i| format!("<node id='{i}'/>")).collect::<Vec<_>>().concat();
    let text = format!(
        "<graphml><key id='d' for='node' attr.name='d'><default>{long}</default></key><graph>{nodes}</graph></graphml>"
    );
    let kept: usize = read("g", &text)
        .unwrap()
        .dataset
        .entities()
        .iter()
        .map(|entity| entity.properties.get("d").map_or(0, |value| value.as_str().unwrap().len()))
        .sum();
    assert!(kept > 0 && kept < 5 * text.len(), "{kept}");
}

#[test]
fn depth_is_no_danger() {
    let deep = "<node id='n'><graph>".repeat(50_000);
    let loaded = read("g", format!("<graphml><graph>{deep}")).unwrap();
    assert_eq!(loaded.dataset.entities().len(), 1);
    let deep = "<nodes><node id='n'>".repeat(50_000);
    assert!(read("g", format!("<gexf><graph>{deep}")).is_ok());
}

#[test]
fn other_encodings_are_read() {
    let text = "<?xml version='1.0' encoding='UTF-16'?><graphml><graph><node id='Ä'/></graph></graphml>";
    let bytes: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("g", bytes).unwrap().dataset.entities()[0].id, "Ä");
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    assert_eq!(read("g", latin).unwrap().dataset.entities()[0].id, "Ä");
}
