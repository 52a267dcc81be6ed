//! Patterns mean the same in every language, and are checked in linear time.
//!
//! They are anchored at both ends, use ASCII characters and classes, and only what ECMA-262, RE2, Rust and Python agree upon: no
//! `\d`, `\w`, `\s` or `.`, no look-around, no back references, no lazy quantifiers. The validator turns each into a table of
//! byte transitions with fewer than 256 states, so lengths belong into `minLength` and `maxLength`.

use super::{Lint, Stage, Subject};
use crate::bundle::grammar::Kind;
use crate::pattern;
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint {
    id: "DRS-L026",
    name: "pattern-subset",
    file: include_str!("pattern_subset.rs"),
    stage: Stage::Contract(check),
};

/// Most states of a table; a state is a byte.
const STATES: usize = 255;

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_dialects_and_on_counting() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        a: {type: string, pattern: '[a-z]'}
        b: {type: string, pattern: '^\d+$'}
        c: {type: string, pattern: '^(?=a)b$'}
        d: {type: string, pattern: '^[a-z]{3,1024}$'}
        e: {type: string, pattern: '^(a$'}
        f: {type: string, pattern: '^[A-Za-z0-9_-]*$'}
    ProjectId: {type: string}
"), @r"
        error[DRS-L026]: the pattern is not anchored with `^` and `$`
         --> spec/schemas/thing.yaml:6:36
          |
        6 |         a: {type: string, pattern: '[a-z]'}
          |                                    ^^^^^^^
          |
          = help: use the subset that every language reads the same way

        error[DRS-L026]: `\d` means different things in different languages
         --> spec/schemas/thing.yaml:7:36
          |
        7 |         b: {type: string, pattern: '^\d+$'}
          |                                    ^^^^^^^
          |
          = help: use the subset that every language reads the same way

        error[DRS-L026]: groups with `(?` do not exist in every language
         --> spec/schemas/thing.yaml:8:36
          |
        8 |         c: {type: string, pattern: '^(?=a)b$'}
          |                                    ^^^^^^^^^^
          |
          = help: use the subset that every language reads the same way

        error[DRS-L026]: this pattern needs 1026 states, and 255 fit
         --> spec/schemas/thing.yaml:9:36
          |
        9 |         d: {type: string, pattern: '^[a-z]{3,1024}$'}
          |                                    ^^^^^^^^^^^^^^^^^
          |
          = help: limit the length with `minLength` and `maxLength` instead of counting in the pattern

        error[DRS-L026]: a bracket is never closed
          --> spec/schemas/thing.yaml:10:36
           |
        10 |         e: {type: string, pattern: '^(a$'}
           |                                    ^^^^^^
           |
           = help: use the subset that every language reads the same way
        ");
    }
}
