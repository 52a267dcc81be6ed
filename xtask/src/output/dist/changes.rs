//! `CHANGES.md`: what a version number says, with examples and what other differs say of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::interop::RESULTS;

const TEMPLATE: &str = include_str!("changes.md");

/// Changes whose level a test of `changes` holds.
const MUTATIONS: &str = include_str!("../../../../tests/interop/changes/mutations.json");

#[derive(Deserialize)]
struct Mutation {
    title: String,
    level: String,
    side: String,
    #[serde(default)]
    reasons: BTreeMap<String, String>,
}

/// What `tests/interop/changes/compare.py` found.
#[derive(Deserialize)]
struct Results {
    differs: BTreeMap<String, Differ>,
}

/// Another differ, and what it says of each change, by title.
#[derive(Deserialize)]
struct Differ {
    differ: String,
    levels: BTreeMap<String, String>,
}

/// The words of other differs for a change that breaks somebody.
const BREAKING: [&str; 3] = ["ERR", "WARN", "major"];

/// The text of the file.
pub(super) fn text() -> String {
    let mutations: Vec<Mutation> = serde_json::from_str(MUTATIONS).expect("a test reads the same list");
    let results: Results = serde_json::from_str(RESULTS).expect("results.py writes what is read here");
    let differs: Vec<&Differ> = results.differs.values().collect();
    TEMPLATE.replace("{{mutations}}", &table(&mutations, &differs)).replace("{{missed}}", &missed(&mutations, &differs))
}

fn table(mutations: &[Mutation], differs: &[&Differ]) -> String {
    let names: String = differs.iter().map(|differ| format!(" {} |", differ.differ)).collect();
    let mut rows =
        vec![format!("| change | side | level |{names}"), format!("|---|---|---|{}", "---|".repeat(differs.len()))];
    for mutation in mutations {
        let cells = differs.iter().map(|differ| format!(" {} |", said(differ, mutation)));
        rows.push(format!(
            "| {} | {} | {} |{}",
            mutation.title,
            mutation.side,
            mutation.level,
            cells.collect::<String>()
        ));
    }
    rows.join("\n")
}

/// How much the others call breaking, what none of them does, and what we let pass that one of them does not.
fn missed(mutations: &[Mutation], differs: &[&Differ]) -> String {
    let finds = |differ: &Differ, mutation: &Mutation| BREAKING.contains(&said(differ, mutation));
    let breaking: Vec<_> = mutations.iter().filter(|mutation| mutation.level == "breaking").collect();
    let mut lines = Vec::new();
    for differ in differs {
        let found = breaking.iter().filter(|mutation| finds(differ, mutation)).count();
        lines.push(format!("- {} calls {found} of the {} breaking that are.", differ.differ, breaking.len()));
    }
    let alone = breaking.iter().filter(|mutation| !differs.iter().any(|differ| finds(differ, mutation)));
    let alone: Vec<_> = alone.map(|mutation| mutation.title.as_str()).collect();
    lines.push(format!("- None of them calls breaking: {}.", alone.join("; ")));
    for mutation in mutations {
        let reasons: BTreeSet<_> = mutation.reasons.values().collect();
        lines.extend(reasons.iter().map(|reason| format!("- Not breaking here is \"{}\": {reason}.", mutation.title)));
    }
    lines.join("\n")
}

fn said<'d>(differ: &'d Differ, mutation: &Mutation) -> &'d str {
    differ.levels.get(&mutation.title).map_or("not tried", String::as_str)
}
