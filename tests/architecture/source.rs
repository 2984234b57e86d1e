//! As much of Rust's syntax as the rules need: comments, strings, test-only items, paths.

#![expect(clippy::string_slice, reason = "every index comes from a search of the same text")]

/// The code that ships: comments, strings and `#[cfg(test)]` items blanked, line breaks kept.
pub(crate) fn shipped(code: &str) -> String {
    without_tests(&without_comments_and_strings(code))
}

fn without_comments_and_strings(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let mut out = String::with_capacity(code.len());
    let mut at = 0;
    while at < letters.len() {
        let end = skipped(&letters, at);
        if end > at {
            out.extend(letters[at..end].iter().map(|&letter| if letter == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            out.push(letters[at]);
            at += 1;
        }
    }
    out
}

/// The end of the comment, string or character literal that begins at a place; the place itself if none does.
fn skipped(letters: &[char], at: usize) -> usize {
    let next = |offset: usize| letters.get(at + offset).copied().unwrap_or(' ');
    let find = |from: usize, what: &[char]| {
        let rest = letters.get(from..).unwrap_or(&[]);
        rest.windows(what.len()).position(|part| part == what).map_or(letters.len(), |found| from + found)
    };
    match (next(0), next(1)) {
        ('/', '/') => find(at, &['\n']),
        ('/', '*') => block_comment(letters, at),
        ('"', _) => string(letters, at),
        ('\'', '\\') => (find(at + 3, &['\'']) + 1).min(letters.len()),
        ('\'', _) if next(2) == '\'' => at + 3,
        ('r', '"' | '#') if at == 0 || !part_of_word(letters[at - 1]) || letters[at - 1] == 'b' => {
            let hashes =
                letters.get(at + 1..).unwrap_or(&[]).iter().take_while(|&&letter| letter == '#').count();
            if next(1 + hashes) != '"' {
                return at; // a raw identifier
            }
            let mut close = vec!['#'; hashes + 1];
            close[0] = '"';
            (find(at + hashes + 2, &close) + close.len()).min(letters.len())
        }
        _ => at,
    }
}

fn block_comment(letters: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < letters.len() {
        match (letters[at], letters.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) if depth == 1 => return at + 2,
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn string(letters: &[char], mut at: usize) -> usize {
    at += 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(letters.len())
}

/// Blanks every item under `#[cfg(test)]`, up to its closing brace or semicolon.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = code.to_owned();
    while let Some(start) = out.find(MARK) {
        let mut depth = 0_i32;
        let mut end = out.len();
        for (at, letter) in out[start + MARK.len()..].char_indices() {
            depth += match letter {
                '{' | '[' | '(' => 1,
                '}' | ']' | ')' => -1,
                _ => 0,
            };
            if depth == 0 && matches!(letter, '}' | ';') {
                end = start + MARK.len() + at + 1;
                break;
            }
        }
        let blank: String = out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}

pub(crate) fn part_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The words of the code with the line (from 1) that each stands in.
pub(crate) fn words(code: &str) -> Vec<(usize, &str)> {
    let lines = code.lines().enumerate();
    lines
        .flat_map(|(line, text)| {
            text.split(|letter| !part_of_word(letter))
                .filter(|word| !word.is_empty())
                .map(move |word| (line + 1, word))
        })
        .collect()
}

/// What follows a path's beginning, `crate` or `std`: `crate::a::b` and `crate::{a, c::d}` give their first
/// names, with the line.
pub(crate) fn after<'a>(code: &'a str, beginning: &str) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(beginning) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(part_of_word) {
            continue;
        }
        let rest = code[at + beginning.len()..].trim_start();
        let Some(rest) = rest.strip_prefix("::") else { continue };
        let line = code[..at].matches('\n').count() + 1;
        found.extend(first_names(rest.trim_start()).into_iter().map(|name| (line, name)));
    }
    found
}

/// The first name of a path, or of each path of a group in braces.
fn first_names(rest: &str) -> Vec<&str> {
    let name = |text: &str| text.find(|letter| !part_of_word(letter)).unwrap_or(text.len());
    let Some(group) = rest.strip_prefix('{') else { return vec![&rest[..name(rest)]] };
    let mut names = Vec::new();
    let (mut depth, mut from) = (0, 0);
    for (at, letter) in group.char_indices() {
        let closes = letter == '}' && depth == 0;
        if closes || (letter == ',' && depth == 0) {
            let part = group[from..at].trim_start();
            names.push(&part[..name(part)]);
            from = at + 1;
        }
        match letter {
            '{' => depth += 1,
            '}' if closes => break,
            '}' => depth -= 1,
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn comments_strings_and_tests_are_blanked() {
    let code = "use crate::a; // crate::b\n/* crate::c /* crate::d */ */ let s = \"crate::e \\\" crate::f\";\n\
                let r = r#\"crate::g\"#; let c = '\"'; fn f<'a>() {} use crate::h;\n\
                #[cfg(test)]\nmod tests { use crate::i; fn g() { h(); } }\nuse crate::j;\n\
                #[cfg(test)]\nuse crate::k;\nuse crate::l;";
    let code = shipped(code);
    let names: Vec<&str> = after(&code, "crate").into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["a", "h", "j", "l"]);
}

#[test]
fn groups_give_every_first_name() {
    let code = "use crate::{a::{b, c}, d, e::f};\npub(crate) fn x() { my_crate::y(); $crate::g!() }";
    assert_eq!(after(code, "crate"), [(1, "a"), (1, "d"), (1, "e"), (2, "g")]);
}
