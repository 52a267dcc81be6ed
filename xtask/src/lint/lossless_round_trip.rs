//! The OpenAPI library that the generators use reads the bundle without losing a key.
//!
//! The grammar says which keys we write; this lint says that the library knows each of them at the place where it stands. The
//! bundle goes through `openapiv3` and back, and every key must still be there (the library may add defaults of its own).

use super::{Lint, Subject};
use crate::problem::Finding;
use crate::value::{Data, Value};

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L011", name: "lossless-round-trip", file: include_str!("lossless_round_trip.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let before = subject.contract.bundle.to_json();
    let parsed: Result<openapiv3::OpenAPI, _> = serde_json::from_value(before);
    let after = match parsed.map(serde_json::to_value) {
        Ok(Ok(after)) => after,
        Ok(Err(error)) | Err(error) => {
            let message = format!("the OpenAPI library cannot read the bundle: {error}");
            findings.push(Finding::new(&LINT, subject.contract.bundle.at, message));
            return;
        }
    };
    lost(&subject.contract.bundle, &after, findings);
}

fn lost(before: &Value, after: &serde_json::Value, findings: &mut Vec<Finding>) {
    match &before.data {
        Data::Object(members) => {
            for (key, member) in members {
                match after.get(key) {
                    Some(kept) => lost(&member.value, kept, findings),
                    None if is_default(&member.value) => {}
                    None => {
                        let finding =
                            Finding::new(&LINT, member.key, format!("the OpenAPI library drops `{key}` here"))
                                .help("check the spelling and the place of the key");
                        findings.push(finding);
                    }
                }
            }
        }
        Data::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                match after.get(index) {
                    Some(kept) => lost(item, kept, findings),
                    None => findings.push(Finding::new(&LINT, item.at, "the OpenAPI library drops this item")),
                }
            }
        }
        _ => {}
    }
}

/// What the library leaves out when it writes, because it means the same when it is missing.
fn is_default(value: &Value) -> bool {
    match &value.data {
        Data::Bool(truth) => !truth,
        Data::Array(items) => items.is_empty(),
        Data::Object(members) => members.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use serde_json::json;

    use super::lost;
    use crate::problem::Problems;
    use crate::testing::{bundle, files};

    #[test]
    fn a_key_that_the_library_drops_is_reported() {
        let bundle = bundle(files(&[]));
        let mut findings = Vec::new();
        lost(bundle.value.get("info").unwrap(), &json!({ "title": "Things" }), &mut findings);
        assert_snapshot!(Problems { files: bundle.files, findings }, @"
        error[DRS-L011]: the OpenAPI library drops `version` here
         --> spec/openapi.yaml:2:23
          |
        2 | info: {title: Things, version: 0.1.0}
          |                       ^^^^^^^
          |
          = help: check the spelling and the place of the key
        ");
    }
}
