//! The table of evidence: a row a citation, with the claim, who says so and how, the words and where they stand.

use super::loss::lost;
use super::tables::table;
use super::{Order, Output, Written};
use crate::model::{Attribution, Citation, Claim, ClaimIx, Dataset};

const COLUMNS: [&str; 12] = [
    "claim",
    "sentence",
    "status",
    "date",
    "speaker",
    "stance",
    "quote",
    "document",
    "start",
    "end",
    "grounding",
    "prefix",
];

/// One line of the table.
struct Line<'a> {
    at: ClaimIx,
    claim: &'a Claim,
    voice: Option<&'a Attribution>,
    citation: Option<&'a Citation>,
}

/// Every citation in the order of the case; a voice without one, and a claim without a voice, has a line too.
fn lines(data: &Dataset) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for at in data.claim_ixs() {
        let claim = data.claim(at);
        if claim.attributions.is_empty() {
            lines.push(Line { at, claim, voice: None, citation: None });
        }
        for voice in &claim.attributions {
            let voice = Some(voice);
            let evidence = voice.map_or(&[][..], |voice| &voice.evidence);
            if evidence.is_empty() {
                lines.push(Line { at, claim, voice, citation: None });
            }
            lines.extend(evidence.iter().map(|citation| Line { at, claim, voice, citation: Some(citation) }));
        }
    }
    lines
}

/// Who speaks, with the chain: "Undisclosed source, through IRNA".
fn speaker(data: &Dataset, voice: &Attribution) -> String {
    let name = |entity| data.entity(entity).name.as_str();
    let who = voice.speaker.map_or("the document itself", name).to_owned();
    if voice.via.is_empty() {
        return who;
    }
    let chain: Vec<&str> = voice.via.iter().map(|&via| name(via)).collect();
    format!("{who}, through {}", chain.join(", "))
}

/// The words: as they stand in the text where they were found, else as the case gives them.
fn words<'a>(data: &'a Dataset, citation: &'a Citation) -> &'a str {
    match citation.span {
        Some(span) => data.document(citation.document).text.slice(span.start, span.end),
        None => citation.exact.as_deref().unwrap_or(""),
    }
}

/// Where they stand, in code points.
fn place(data: &Dataset, citation: &Citation) -> Option<(u32, u32)> {
    let text = &data.document(citation.document).text;
    citation.span.map(|span| (text.char_of(span.start), text.char_of(span.end)))
}

fn left_out(data: &Dataset) -> Vec<crate::io::Lost> {
    let apart = |claim: &&Claim| !claim.opposes.is_empty();
    let spoken: std::collections::BTreeSet<_> = data
        .claims()
        .iter()
        .flat_map(|claim| {
            let voices = claim
                .attributions
                .iter()
                .flat_map(|voice| voice.speaker.into_iter().chain(voice.via.iter().copied()));
            [Some(claim.subject), claim.object].into_iter().flatten().chain(voices)
        })
        .collect();
    vec![
        lost(
            "entity that no claim names",
            "entities that no claim names",
            data.entities().len() - spoken.len(),
        ),
        lost("mention", "mentions", data.entities().iter().map(|entity| entity.mentions.len()).sum()),
        lost(
            "claim that another opposes",
            "claims that others oppose",
            data.claims().iter().filter(apart).count(),
        ),
    ]
}

/// As CSV.
pub(super) fn csv(order: &Order<'_>) -> Output {
    let data = order.data;
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for line in lines(data) {
        let place = line.citation.and_then(|citation| place(data, citation));
        let of = |citation: fn(&Citation) -> String| line.citation.map_or_else(String::new, citation);
        rows.push(vec![
            line.claim.id.clone(),
            data.sentence(line.at),
            data.status(line.at).id().to_owned(),
            line.claim.time.as_ref().map_or_else(String::new, ToString::to_string),
            line.voice.map_or_else(String::new, |voice| speaker(data, voice)),
            line.voice.map_or_else(String::new, |voice| voice.stance.id().to_owned()),
            line.citation.map_or_else(String::new, |citation| words(data, citation).to_owned()),
            line.citation
                .map_or_else(String::new, |citation| data.document(citation.document).name().to_owned()),
            place.map_or_else(String::new, |(start, _)| start.to_string()),
            place.map_or_else(String::new, |(_, end)| end.to_string()),
            of(|citation| citation.grounding.id().to_owned()),
            of(|citation| citation.prefix.clone().unwrap_or_default()),
        ]);
    }
    Output { files: vec![Written { suffix: "", bytes: table(rows) }], lost: left_out(data) }
}

/// A cell of Markdown: on one line, without a bar that would end it or a mark that would be taken for one of its own.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => cell.push(' '),
            '|' | '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' => {
                cell.push('\\');
                cell.push(c);
            }
            c => cell.push(c),
        }
    }
    cell
}

/// As Markdown, for a report: the quote in typographic marks, the place as the document's name.
pub(super) fn markdown(order: &Order<'_>) -> Output {
    let data = order.data;
    let mut text = format!("# {}\n\n", cell(data.title().unwrap_or("Evidence")));
    text.push_str("| claim | status | date | who says so | quote | document | found |\n");
    text.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
    for line in lines(data) {
        let who = line.voice.map_or_else(
            || "nobody".to_owned(),
            |voice| format!("{}: {}", speaker(data, voice), voice.stance.words()),
        );
        let quote = line.citation.map(|citation| words(data, citation)).filter(|words| !words.is_empty());
        let cells = [
            data.sentence(line.at),
            data.status(line.at).words().to_owned(),
            line.claim.time.as_ref().map_or_else(String::new, ToString::to_string),
            who,
            quote.map_or_else(String::new, |quote| format!("“{quote}”")),
            line.citation
                .map_or_else(String::new, |citation| data.document(citation.document).name().to_owned()),
            line.citation.map_or_else(String::new, |citation| citation.grounding.id().to_owned()),
        ];
        let cells = cells.map(|text| cell(&text));
        text.push_str("| ");
        text.push_str(&cells.join(" | "));
        text.push_str(" |\n");
    }
    Output { files: vec![Written { suffix: "", bytes: text.into_bytes() }], lost: left_out(data) }
}
