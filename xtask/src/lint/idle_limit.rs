//! Limits limit something, and can be met.
//!
//! `minLength: 0` says nothing and makes generated code compare an unsigned number with zero. An equal `minItems` and `maxItems`
//! turns a list into an array of fixed size in the client. A minimum above its maximum refuses everything.

use super::{Lint, Stage, Subject};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L015", name: "idle-limit", file: include_str!("idle_limit.rs"), stage: Stage::Contract(check) };

const PAIRS: [(&str, &str); 4] =
    [("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties"), ("minimum", "maximum")];

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        for (low, high) in PAIRS {
            let at = |key: &str| node.value.member(key).map_or(node.at, |member| member.key);
            let limit = |key: &str| node.value.get(key).and_then(Value::as_number);
            if low != "minimum" && limit(low) == Some(0.0) {
                let message = format!("`{low}: 0` limits nothing");
                findings.push(Finding::new(&LINT, at(low), message).help("remove it"));
            }
            if let (Some(least), Some(most)) = (limit(low), limit(high)) {
                if least > most {
                    findings.push(Finding::new(
                        &LINT,
                        at(low),
                        format!("`{low}` is above `{high}`, so nothing is valid"),
                    ));
                } else if low == "minItems" && least >= most {
                    let message = "`minItems` equals `maxItems`, which clients turn into an array of fixed size";
                    let help = "remove one of the two, and tell the other in the description";
                    findings.push(Finding::new(&LINT, at(low), message).help(help));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::schemas;

    #[test]
    fn fires_on_limits_that_limit_nothing_or_everything() {
        assert_snapshot!(schemas(&LINT, r"components:
  schemas:
    Thing:
      type: object
      properties:
        name: {type: string, minLength: 0, maxLength: 4}
        pair: {type: array, minItems: 2, maxItems: 2, items: {type: string}}
        size: {type: integer, minimum: 5, maximum: 4}
    ProjectId: {type: string}
"), @"
        error[DRS-L015]: `minLength: 0` limits nothing
         --> spec/schemas/thing.yaml:6:30
          |
        6 |         name: {type: string, minLength: 0, maxLength: 4}
          |                              ^^^^^^^^^
          |
          = help: remove it

        error[DRS-L015]: `minItems` equals `maxItems`, which clients turn into an array of fixed size
         --> spec/schemas/thing.yaml:7:29
          |
        7 |         pair: {type: array, minItems: 2, maxItems: 2, items: {type: string}}
          |                             ^^^^^^^^
          |
          = help: remove one of the two, and tell the other in the description

        error[DRS-L015]: `minimum` is above `maximum`, so nothing is valid
         --> spec/schemas/thing.yaml:8:31
          |
        8 |         size: {type: integer, minimum: 5, maximum: 4}
          |                               ^^^^^^^
        ");
    }
}
