//! Patterns mean the same in every language, and are checked in linear time.
//!
//! They are anchored at both ends, use ASCII characters and classes, and only what ECMA-262, RE2, Rust and Python agree upon: no
//! `\d`, `\w`, `\s` or `.`, no look-around, no back references, no lazy quantifiers. The validator turns each into a table of
//! byte transitions with fewer than 256 states, so lengths belong into `minLength` and `maxLength`.

use super::{Lint, Subject};
use crate::bundle::grammar::Kind;
use crate::pattern;
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L026", name: "pattern-subset", file: include_str!("pattern_subset.rs") };

/// Maximum number of states of a table; a state is a byte.
const STATES: usize = 255;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in &subject.nodes {
        if !matches!(node.kind, Kind::Schema | Kind::Condition) {
            continue;
        }
        let Some(value) = node.value.get("pattern") else { continue };
        let text = value.as_str().unwrap_or_default();
        if let Some(flaw) = pattern::flaw(text) {
            let finding =
                Finding::new(&LINT, value.at, flaw).help("use the subset that every language reads the same way");
            findings.push(finding);
            continue;
        }
        match pattern::states(text) {
            Ok(states) if states <= STATES => {}
            Ok(states) => {
                let finding =
                    Finding::new(&LINT, value.at, format!("this pattern needs {states} states, and {STATES} fit"))
                        .help("limit the length with `minLength` and `maxLength` instead of counting in the pattern");
                findings.push(finding);
            }
            Err(error) => findings.push(Finding::new(&LINT, value.at, format!("this is not a pattern: {error}"))),
        }
    }
}
