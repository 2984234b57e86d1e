//! What DOT's statements make: edges of every pair, attributes of a node; and the end of the file.

use super::made::{Attributes, finished, given};
use super::parse::{End, Parser, Statement};
use crate::diagnostics::Code;
use crate::io::given as usual;
use crate::io::reporter::Trail;

impl Parser<'_, '_> {
    /// Ends a statement: its edges are made, or its node gets its attributes.
    pub(super) fn flush(&mut self) {
        let Statement { at, ends, arrows, attributes } = std::mem::take(&mut self.statement);
        if arrows.is_empty() {
            if let [End { nodes, is_group: false, .. }] = &ends[..]
                && let Some(dot) = nodes.first().and_then(|node| self.nodes.get_mut(*node as usize))
            {
                dot.attributes.extend(attributes);
            }
            return;
        }
        if arrows.len() >= ends.len() {
            self.broken(at, "an edge has no end");
        }
        let defaults = self.scopes.last().map(|scope| scope.edges.clone()).unwrap_or_default();
        for (pair, directed) in ends.windows(2).zip(arrows) {
            let [tail, head] = pair else { continue };
            // One edge for each pair: only what two subgraphs make can outgrow the file.
            let pairs = tail.nodes.len() as u64 * head.nodes.len() as u64;
            let room = if pairs > 1 { pairs.min(self.budget as u64 / 64) } else { pairs };
            self.budget = self.budget.saturating_sub(if pairs > 1 { room as usize * 64 } else { 0 });
            self.refused += pairs - room;
            let mut left = room;
            for from in &tail.nodes {
                for to in &head.nodes {
                    if left == 0 {
                        break;
                    }
                    left -= 1;
                    let mut own = self.copied(&defaults);
                    let given = self.copied(&attributes);
                    own.extend(given);
                    for (name, port) in [("tailport", &tail.port), ("headport", &head.port)] {
                        if let Some(port) = port {
                            own.insert(name.to_owned(), (port.clone(), false));
                        }
                    }
                    self.edge(at, (*from, *to), directed, own);
                }
            }
        }
    }

    fn edge(&mut self, at: usize, (from, to): (u32, u32), directed: bool, mut attributes: Attributes) {
        let (mut from, mut to) = (from, to);
        let mut undirected = !directed;
        match attributes.get("dir").map(|(dir, _)| dir.as_str()) {
            Some("back") => (from, to) = (to, from),
            Some("none") => undirected = true,
            _ => {}
        }
        let pair = if undirected { (from.min(to), from.max(to)) } else { (from, to) };
        if let Some(pairs) = &mut self.strict
            && !pairs.insert(pair)
        {
            let message = "the graph is `strict`, and has this edge already; the second is left out";
            self.draft.leave_out("edges", true, (Code::DuplicateId, at, &Trail::Top), message);
            return;
        }
        let id = attributes.remove("id").map(|(id, _)| id);
        let name = |node: u32| self.nodes.get(node as usize).map(|dot| dot.id.clone()).unwrap_or_default();
        let (from, to) = (name(from), name(to));
        let given = given(attributes, "");
        let mut edge = usual::edge(from, to, given, at, &mut self.draft.rep);
        (edge.id, edge.undirected) = (id, undirected);
        self.draft.edge(at, edge);
    }

    /// Ends the file: braces that are open are told, nodes are handed over.
    pub(super) fn finish(mut self, end: usize) {
        if !self.scopes.is_empty() {
            let message = format!("the file is cut off: {} braces are not closed", self.scopes.len());
            self.draft.rep.add(Code::Syntax, end, &Trail::Top, message);
            while !self.scopes.is_empty() {
                self.flush();
                self.leave();
            }
        }
        if self.refused > 0 {
            let message = format!(
                "subgraphs and defaults would make the graph many times larger than the file; {} of what they make is left out",
                self.refused
            );
            self.draft.rep.add(Code::UnknownValue, end, &Trail::Top, message);
        }
        for dot in self.nodes {
            let (at, node) = finished(dot, self.draft);
            self.draft.node(at, &Trail::Top, node);
        }
    }
}
