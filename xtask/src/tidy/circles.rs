//! Files of a crate that import each other in a circle, which can only be understood together.

use std::collections::BTreeSet;

use super::imports::{Graph, graph};
use super::{Text, Violation};

/// Every circle.
pub(super) fn check(texts: &[Text]) -> Vec<Violation> {
    circles(&graph(texts))
        .iter()
        .map(|circle| Violation::new(circle[0], None, format!("imports itself through {}", circle[1..].join(", "))))
        .collect()
}

/// Groups of files that reach each other, each in order of their names.
fn circles<'t>(graph: &Graph<'t>) -> Vec<Vec<&'t str>> {
    let reached: Vec<(&str, BTreeSet<&str>)> = graph.keys().map(|file| (*file, reach(graph, file))).collect();
    let mut circles: Vec<Vec<&str>> = Vec::new();
    for (file, from_here) in &reached {
        if !from_here.contains(file) || circles.iter().any(|circle| circle.contains(file)) {
            continue;
        }
        let back = |(other, from_there): &&(&'t str, BTreeSet<&'t str>)| {
            from_here.contains(other) && from_there.contains(file)
        };
        circles.push(reached.iter().filter(back).map(|(other, _)| *other).collect());
    }
    circles
}

/// Every file that a file imports from, however indirectly.
fn reach<'t>(graph: &Graph<'t>, from: &str) -> BTreeSet<&'t str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = graph.get(from).into_iter().flatten().copied().collect();
    while let Some(file) = open.pop() {
        if found.insert(file) {
            open.extend(graph.get(file).into_iter().flatten());
        }
    }
    found
}
