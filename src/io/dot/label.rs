//! The words of a label: escapes, tags and the fields of records taken away.

use std::borrow::Cow;

/// The words of a label in quotation marks: `\n` and the like part lines, `\N` is the name of the node.
pub(super) fn plain(label: &str, name: &str) -> String {
    let mut out = String::with_capacity(label.len());
    let mut chars = label.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'l' | 'r') => out.push(' '),
            Some('N') => out.push_str(name),
            // Names of the graph and of an edge's ends say nothing new.
            Some('G' | 'E' | 'T' | 'H' | 'L') | None => {}
            Some(other) => out.push(other),
        }
    }
    spaced(&out)
}

/// The words of a record: `{<port> first|second}`.
pub(super) fn record(label: &str) -> String {
    spaced(&without_tags(label).replace(['|', '{', '}'], " "))
}

/// The words of a label in HTML.
pub(super) fn html(label: &str) -> String {
    let bare = without_tags(label);
    let named =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    let text = named.iter().fold(Cow::Borrowed(&*bare), |text, (entity, sign)| {
        if text.contains(entity) { Cow::Owned(text.replace(entity, sign)) } else { text }
    });
    spaced(&text)
}

/// The text with a blank for each tag.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut deep = 0_usize;
    for c in text.chars() {
        match c {
            '<' => {
                deep += 1;
                out.push(' ');
            }
            '>' => deep = deep.saturating_sub(1),
            _ if deep == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_are_left() {
        assert_eq!(plain("two\\nlines\\l of \\N \\\\", "x"), "two lines of x \\");
        assert_eq!(html("<b>Iran</b><br/>&amp; <font color='red'>Qatar</font>"), "Iran & Qatar");
        assert_eq!(record("{<p0> first|{second|<p1>}}"), "first second");
    }
}
