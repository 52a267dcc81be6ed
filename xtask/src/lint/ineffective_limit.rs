//! Limits limit something, and can be satisfied.
//!
//! `minLength: 0` says nothing and makes generated code compare an unsigned number with zero. An equal `minItems` and `maxItems`
//! turns a list into an array of fixed size in the client. A minimum above its maximum refuses everything.

use super::{Lint, Subject};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L015", name: "ineffective-limit", file: include_str!("ineffective_limit.rs") };

const PAIRS: [(&str, &str); 4] =
    [("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties"), ("minimum", "maximum")];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        for (low, high) in PAIRS {
            let at = |key: &str| node.value.member(key).map_or(node.at, |member| member.key);
            let limit = |key: &str| node.value.get(key).and_then(Value::as_number);
            if low != "minimum" && limit(low) == Some(0.0) {
                let message = format!("`{low}: 0` limits nothing");
                findings.push(Finding::new(&LINT, at(low), message).help("remove it"));
            }
            if let (Some(min), Some(max)) = (limit(low), limit(high)) {
                if min > max {
                    findings.push(Finding::new(
                        &LINT,
                        at(low),
                        format!("`{low}` is above `{high}`, so nothing is valid"),
                    ));
                } else if low == "minItems" && min >= max {
                    let message = "`minItems` equals `maxItems`, which clients turn into an array of fixed size";
                    let help = "remove one of the two, and say the other in the description";
                    findings.push(Finding::new(&LINT, at(low), message).help(help));
                }
            }
        }
    }
}
