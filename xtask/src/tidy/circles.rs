//! Files of a crate that import each other in a circle, which can only be understood together.

use std::collections::BTreeSet;

use super::imports::{Graph, graph};
use super::{Text, Violation};

/// Folders whose circles are known, and why they are left.
const ALLOWED: &[(&str, &str)] = &[
    ("crates/", "the public types of a crate and what they are made by refer to each other"),
    ("xtask/src/output/", "each output lists its own parts"),
];

/// Every circle outside those folders.
pub(super) fn check(texts: &[Text]) -> Vec<Violation> {
    let is_allowed = |file: &str| ALLOWED.iter().any(|(folder, _)| file.starts_with(folder));
    let circles = circles(&graph(texts)).into_iter().filter(|circle| !is_allowed(circle[0]));
    circles
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
