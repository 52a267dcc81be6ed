//! The table of `tests/interop/changes/mutations.json` on the published contract, which other differs are run on as well.

use serde::Deserialize;

use super::edits::{Edit, edited};
use super::{changes, contract, lines};
use crate::changes::{Level, Side};

const MUTATIONS: &str = include_str!("../../../../tests/interop/changes/mutations.json");

/// A change of the contract, and what is to be said of it.
#[derive(Deserialize)]
struct Mutation {
    title: String,
    level: Level,
    path: String,
    side: Side,
    #[serde(default)]
    before: Vec<Edit>,
    patch: Vec<Edit>,
}

#[test]
fn each_mutation_has_its_level_and_place() {
    let contract = contract();
    let mutations: Vec<Mutation> = serde_json::from_str(MUTATIONS).unwrap();
    let mut wrong = Vec::new();
    for Mutation { title, level, path, side, before, patch } in &mutations {
        let old = edited(&contract, before);
        let new = edited(&old, patch);
        let found = changes(&old, &new);
        let said =
            found.changes.iter().any(|change| (change.level, &change.path, change.side) == (*level, path, *side));
        if found.level != *level || !said {
            wrong.push(format!("{title}: {}, expected {path} {side:?}\n{}", found.level.as_str(), lines(&found)));
        }
        assert_eq!(changes(&old, &old).level, Level::None, "{title}");
        assert_ne!(changes(&new, &old).level, Level::None, "{title}, the other way round");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
