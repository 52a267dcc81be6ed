//! The comparison on the real contract, on what is hardly one, and as a command.

mod command;
mod edits;
mod mutations;
mod shapes;

use serde_json::Value;

use super::{Change, Changes, Version, compare};

/// What is published.
fn contract() -> Value {
    let text = std::fs::read_to_string(crate::root().join("dist/openapi.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn changes(old: &Value, new: &Value) -> Changes {
    compare(&Version::of(old.clone()), &Version::of(new.clone()))
}

/// Changes as lines.
fn lines(changes: &Changes) -> String {
    let line = |change: &Change| {
        format!("{} {} ({}): {}", change.level.as_str(), change.path, change.side.as_str(), change.what)
    };
    changes.changes.iter().map(line).collect::<Vec<_>>().join("\n")
}
