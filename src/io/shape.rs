//! What a JSON file looks like from above: the names of its fields, three levels deep.
//!
//! Formats in JSON are told apart by these names. The scan goes once over the bytes, keeps nothing but
//! the names, and does not care whether what lies deeper is sound.

use memchr::memchr2;

/// Levels of names that are kept.
const LEVELS: usize = 3;
/// Names that are kept of one file, at the top and below it.
const MOST: usize = 400;
/// Fields of an object below the top that are looked into: it may be a map with a field for each node.
const FIELDS: u32 = 16;
/// The longest name that is kept, in bytes.
const LONGEST: usize = 80;

/// The names in a JSON file, as paths: `nodes`, `nodes[]`, `nodes[].id`, `graph.nodes`. Of a list, the
/// items' names are those of its first eight.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Shape {
    paths: Vec<String>,
    /// How many of them are at the top, and how many below.
    high: usize,
    deep: usize,
    /// The first byte that is not white space.
    first: u8,
}

/// Items of a list that are looked into.
const LOOKED_AT: u32 = 8;

/// An open bracket.
struct Level {
    path: String,
    is_list: bool,
    items: u32,
    /// Items or fields that are looked into.
    most: u32,
    /// Whether a name comes next.
    names: bool,
}

impl Shape {
    /// Looks at a file whose white space before the first value is gone.
    pub(super) fn of(content: &[u8]) -> Self {
        let mut shape = Self { first: content.first().copied().unwrap_or(0), ..Self::default() };
        if matches!(shape.first, b'{' | b'[') {
            shape.scan(content);
        }
        shape
    }

    /// Whether the file is one object.
    pub(super) fn is_object(&self) -> bool {
        self.first == b'{'
    }

    /// Whether the file is one list.
    pub(super) fn is_list(&self) -> bool {
        self.first == b'['
    }

    /// Whether there is a field or a list of this path; the items of a list at the top are `[]`.
    pub(super) fn has(&self, path: &str) -> bool {
        self.paths.iter().any(|known| known == path)
    }

    /// Whether one of these is there.
    pub(super) fn has_any(&self, paths: &[&str]) -> bool {
        paths.iter().any(|path| self.has(path))
    }

    fn keep(&mut self, path: &str) {
        let deep = path.contains('.');
        let room = if deep { &mut self.deep } else { &mut self.high };
        if *room < MOST && !self.paths.iter().any(|known| known == path) {
            *room += 1;
            self.paths.push(path.to_owned());
        }
    }

    fn scan(&mut self, content: &[u8]) {
        // Below the levels that are kept, only their number counts.
        let mut open: Vec<Level> = Vec::new();
        let mut deeper = 0_usize;
        let mut name = String::new();
        let mut at = 0;
        while let Some(&byte) = content.get(at) {
            at += 1;
            match byte {
                b'"' => {
                    let start = at;
                    at = string_end(content, at);
                    let reading = deeper == 0
                        && open.last().is_some_and(|level| level.names && level.items < level.most);
                    if reading {
                        let raw = content.get(start..at.saturating_sub(1)).unwrap_or(&[]);
                        name = String::from_utf8_lossy(raw.get(..LONGEST).unwrap_or(raw)).into_owned();
                    }
                }
                b':' if deeper == 0 => {
                    let Some(level) = open.last_mut() else { continue };
                    if level.names && !name.is_empty() {
                        level.names = false;
                        let path = joined(&level.path, &name);
                        self.keep(&path);
                    }
                }
                b',' if deeper == 0 => {
                    if let Some(level) = open.last_mut() {
                        level.names = !level.is_list;
                        level.items += 1;
                    }
                    name.clear();
                }
                b'{' | b'[' => {
                    let is_list = byte == b'[';
                    let parent = open.last();
                    let dull = parent.is_some_and(|level| level.items >= level.most);
                    if deeper > 0 || open.len() > LEVELS || dull {
                        deeper += 1;
                        continue;
                    }
                    let path = match parent {
                        None => String::new(),
                        Some(level) if level.is_list => level.path.clone(),
                        Some(level) => joined(&level.path, &name),
                    };
                    let path = if is_list { format!("{path}[]") } else { path };
                    if is_list {
                        self.keep(&path);
                    }
                    let most = match (is_list, open.is_empty()) {
                        (true, _) => LOOKED_AT,
                        (false, true) => u32::MAX,
                        (false, false) => FIELDS,
                    };
                    open.push(Level { path, is_list, items: 0, most, names: !is_list });
                    name.clear();
                }
                b'}' | b']' => {
                    if deeper > 0 {
                        deeper -= 1;
                    } else {
                        open.pop();
                        if open.is_empty() {
                            return;
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// One past the quotation mark that ends a string.
fn string_end(content: &[u8], mut at: usize) -> usize {
    while let Some(rest) = content.get(at..) {
        match memchr2(b'"', b'\\', rest) {
            None => return content.len(),
            Some(found) if rest.get(found) == Some(&b'"') => return at + found + 1,
            Some(found) => at += found + 2,
        }
    }
    content.len()
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn names_are_found_three_levels_deep() {
        let shape = Shape::of(
            br#"{"graph": {"nodes": [{"id": "a \" } b", "data": {"x": {"deep": 1}}}]}, "links": [[1, 2]], "n": 1}"#,
        );
        assert!(shape.is_object());
        for path in ["graph", "graph.nodes", "graph.nodes[]", "graph.nodes[].id", "links[]", "links[][]", "n"]
        {
            assert!(shape.has(path), "{path} of {shape:?}");
        }
        assert!(!shape.has("deep") && !shape.has("graph.nodes[].data.x.deep"));
    }

    #[test]
    fn lists_at_the_top_and_later_items() {
        let shape = Shape::of(br#"[{"a": 1}, {"b": [2]}]"#);
        assert!(shape.is_list() && shape.has("[].a") && shape.has("[].b[]"));
        assert!(shape.has_any(&["nothing", "[].b"]));
    }

    #[test]
    fn what_is_broken_does_no_harm() {
        for text in ["{", "[", "{\"a", "{\"a\\", "}{", "{\"a\":]}", "[[[[[[[[[[", "", "{:,:}"] {
            let _ = Shape::of(text.as_bytes());
        }
    }
}
