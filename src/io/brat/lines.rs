//! The lines of brat's standoff format, each by itself.

/// One line, understood. Ids are as the file writes them: `T1`, `E3`.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Line<'a> {
    /// A stretch of the text, perhaps in several pieces, with its sort and its words.
    Span { id: &'a str, kind: &'a str, pieces: Vec<(u64, u64)>, words: &'a str },
    /// Two or more parties and what they are to one another.
    Relation { id: &'a str, kind: &'a str, roles: Vec<(&'a str, &'a str)> },
    /// Something that happens: its trigger and who takes part.
    Event { id: &'a str, kind: &'a str, trigger: &'a str, roles: Vec<(&'a str, &'a str)> },
    /// Spans that mean one thing.
    Equal { ids: Vec<&'a str> },
    /// What is said of a span, an event or a relation: `Negation`, or `Confidence` with `High`.
    Attribute { id: &'a str, name: &'a str, of: &'a str, value: Option<&'a str> },
    /// An id elsewhere: `Wikipedia:534366`.
    Known { id: &'a str, of: &'a str, scheme: &'a str, number: &'a str },
    /// What an annotator wrote.
    Note { of: &'a str, text: &'a str },
}

/// Reads a line.
///
/// # Errors
/// Says what is wrong with it.
pub(super) fn line(text: &str) -> Result<Line<'_>, &'static str> {
    let mut fields = text.split('\t');
    let id = fields.next().unwrap_or("").trim_end();
    let body = fields.next().ok_or("the line has no tab behind its id")?;
    let words = fields.next().unwrap_or("");
    let mut parts = body.split_ascii_whitespace();
    let kind = parts.next().ok_or("the line does not say what it is")?;
    let number = id.get(1..).is_some_and(|rest| !rest.is_empty());
    match id.as_bytes().first() {
        Some(b'*') => {
            let ids: Vec<&str> = parts.collect();
            if ids.len() < 2 { Err("an equivalence needs two spans") } else { Ok(Line::Equal { ids }) }
        }
        Some(b'#') => {
            let of = parts.next().ok_or("the note does not say what it is about")?;
            Ok(Line::Note { of, text: words })
        }
        Some(b'T') if number => {
            let pieces =
                pieces(body.get(kind.len()..).unwrap_or("")).ok_or("the span has no usable offsets")?;
            Ok(Line::Span { id, kind, pieces, words })
        }
        Some(b'R') if number => {
            let roles = roles(parts).ok_or("a role of the relation has no filler")?;
            if roles.len() < 2 {
                return Err("the relation has fewer than two parties");
            }
            Ok(Line::Relation { id, kind, roles })
        }
        Some(b'E') if number => {
            let (kind, trigger) = kind.split_once(':').ok_or("the event has no trigger")?;
            let roles = roles(parts).ok_or("a role of the event has no filler")?;
            Ok(Line::Event { id, kind, trigger, roles })
        }
        Some(b'A' | b'M') if number => {
            let of = parts.next().ok_or("the attribute does not say what it is of")?;
            Ok(Line::Attribute { id, name: kind, of, value: parts.next() })
        }
        Some(b'N') if number => {
            let of = parts.next().ok_or("the line does not say whose id it gives")?;
            let known = parts.next().and_then(|known| known.split_once(':'));
            let (scheme, number) = known.ok_or("the id has no scheme: it is written `Wikipedia:534366`")?;
            Ok(Line::Known { id, of, scheme, number })
        }
        _ => Err("no such line: ids begin with T, R, E, A, M, N, # or *"),
    }
}

fn roles<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Vec<(&'a str, &'a str)>> {
    parts.map(|part| part.split_once(':').filter(|(role, id)| !role.is_empty() && !id.is_empty())).collect()
}

/// `0 5` or `0 5;10 15`.
fn pieces(text: &str) -> Option<Vec<(u64, u64)>> {
    let piece = |piece: &str| {
        let mut numbers = piece.split_ascii_whitespace().map(|number| number.parse::<u64>().ok());
        let (start, end) = (numbers.next()??, numbers.next()??);
        (start < end && numbers.next().is_none()).then_some((start, end))
    };
    text.split(';').map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_of_line_is_understood() {
        let span = Line::Span { id: "T1", kind: "Person", pieces: vec![(0, 5), (7, 9)], words: "Smith Jr" };
        assert_eq!(line("T1\tPerson 0 5;7 9\tSmith Jr"), Ok(span));
        let roles = vec![("Agent", "T1"), ("To", "E2")];
        assert_eq!(
            line("E1\tAttack:T3 Agent:T1 To:E2"),
            Ok(Line::Event { id: "E1", kind: "Attack", trigger: "T3", roles })
        );
        assert_eq!(line("*\tEquiv T1 T2"), Ok(Line::Equal { ids: vec!["T1", "T2"] }));
        let known = Line::Known { id: "N1", of: "T1", scheme: "Wikipedia", number: "534366" };
        assert_eq!(line("N1\tReference T1 Wikipedia:534366\tObama"), Ok(known));
        assert_eq!(
            line("A1\tNegation E1"),
            Ok(Line::Attribute { id: "A1", name: "Negation", of: "E1", value: None })
        );
        assert_eq!(line("#1\tAnnotatorNotes T1\tsure?"), Ok(Line::Note { of: "T1", text: "sure?" }));
        for wrong in [
            "T1",
            "T1\tPerson",
            "T1\tPerson 5 5\tx",
            "T1\tPerson 9 5",
            "T\tPerson 0 1",
            "R1\tx Arg1:T1",
            "E1\tAttack",
            "X1\ta b",
            "*\tEquiv T1",
            "",
            "N1\tReference T1 Q1",
            "T1\tP 0 1;",
            "R1\tx a:T1 b:",
        ] {
            assert!(line(wrong).is_err(), "{wrong}");
        }
    }
}
