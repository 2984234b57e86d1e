//! Going through a JSON file a record at a time: a record a line, a list of them, or an object that has the list.

use super::Monitor;
use super::draft::Draft;
use super::json::{Broken, FORGIVEN, Field, Node, Reader, Value};
use super::reporter::Trail;
use crate::diagnostics::Code;

/// Records between two looks at the monitor.
const PULSE: u32 = 256;

/// Calls for each record of a text: every value at the top, or each of its items where it is a list. Of an object that
/// has a list of a name in `lists`, the items of that list are records, and what stands beside it comes last, with
/// `true`. Where a line breaks, the next one that begins a value goes on.
pub(super) fn each<'a>(
    text: &'a str,
    lists: &[&str],
    draft: &mut Draft,
    monitor: &dyn Monitor,
    mut call: impl FnMut(&mut Draft, &Trail<'_>, Node<'a>, bool),
) {
    let mut records = 0_u32;
    let mut forgiven = [(0_u64, 0_usize); FORGIVEN.len()];
    let mut at = 0;
    loop {
        let mut reader = Reader::lenient(text, at);
        reader.is_lines = true;
        if reader.peek().is_none() {
            break;
        }
        let len = text.len();
        let found = value(&mut reader, lists, &mut |trail, node, is_rest| {
            records += 1;
            if records.is_multiple_of(PULSE) {
                monitor.progress("reading records", node.at as u64, len as u64);
                if monitor.cancelled() {
                    return false;
                }
            }
            call(draft, trail, node, is_rest);
            true
        });
        at = reader.at();
        for (sum, (count, first)) in forgiven.iter_mut().zip(reader.forgiven) {
            *sum = (sum.0 + count, if sum.0 == 0 { first } else { sum.1 });
        }
        let Err(broken) = found else { continue };
        if monitor.cancelled() {
            return;
        }
        let next = (!broken.cut).then(|| next_line(text, broken.at.max(at))).flatten();
        self::broken(draft, &broken, true, next.is_some());
        let Some(next) = next else { break };
        at = next;
    }
    forgive(draft, &forgiven);
}

/// Says that JSON is broken; `counts` where a record is lost with it, `goes_on` where the next line is read again.
pub(super) fn broken(draft: &mut Draft, broken: &Broken, counts: bool, goes_on: bool) {
    let rest = if goes_on { "this line is left out" } else { "what was complete before is loaded" };
    let message = format!("{}; {rest}", broken.why);
    let place = (Code::Syntax, broken.at, &Trail::Top);
    if counts {
        draft.leave_out("records", true, place, message);
    } else {
        draft.rep.add(place.0, place.1, place.2, message);
    }
}

/// Says what a lenient reader let pass.
pub(super) fn forgive(draft: &mut Draft, forgiven: &[(u64, usize); FORGIVEN.len()]) {
    for (what, (count, first)) in FORGIVEN.iter().zip(forgiven) {
        if *count > 0 {
            let message = format!("JSON has no {what}; they were taken as they are, {count} in all");
            draft.rep.note(Code::Syntax, *first, &Trail::Top, message);
        }
    }
}

/// Where the next line begins that begins a value.
pub(super) fn next_line(text: &str, from: usize) -> Option<usize> {
    // What breaks at the beginning of a line lacks its end in the line before.
    let from = from.saturating_sub(1);
    let rest = text.as_bytes().get(from..)?;
    let begins = |line: &usize| matches!(rest.get(line + 1), Some(b'{' | b'['));
    memchr::memchr_iter(b'\n', rest).find(begins).map(|line| from + line + 1)
}

type Call<'c, 'a> = dyn FnMut(&Trail<'_>, Node<'a>, bool) -> bool + 'c;

fn value<'a>(reader: &mut Reader<'a>, lists: &[&str], call: &mut Call<'_, 'a>) -> Result<(), Broken> {
    let top = Trail::Top;
    match reader.peek() {
        Some(b'[') => items(reader, &top, call),
        Some(b'{') if !lists.is_empty() => {
            let start = reader.at();
            reader.take(b'{');
            let mut fields: Vec<Field<'a>> = Vec::new();
            let mut first = true;
            while reader.another(first, b'}')? {
                first = false;
                let (at, name) = reader.name()?;
                if lists.contains(&&*name) && reader.peek() == Some(b'[') {
                    items(reader, &Trail::Field(&top, &name), call)?;
                } else {
                    fields.push(Field { at, name, node: reader.value()? });
                }
            }
            let rest = Node { at: start, value: Value::Object(fields) };
            if call(&top, rest, true) { Ok(()) } else { Err(reader.broken("reading was cancelled")) }
        }
        _ => {
            let node = reader.value()?;
            if call(&top, node, false) { Ok(()) } else { Err(reader.broken("reading was cancelled")) }
        }
    }
}

fn items<'a>(reader: &mut Reader<'a>, trail: &Trail<'_>, call: &mut Call<'_, 'a>) -> Result<(), Broken> {
    reader.take(b'[');
    let mut i = 0;
    while reader.another(i == 0, b']')? {
        let node = reader.value()?;
        if !call(&Trail::Item(trail, i), node, false) {
            return Err(reader.broken("reading was cancelled"));
        }
        i += 1;
    }
    Ok(())
}
