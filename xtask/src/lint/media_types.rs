//! Bodies are `application/json` and nothing else, each a reference to a component, and a request body is required.
//!
//! The client's generator panics over a second media type.

use super::{Lint, Subject};
use crate::bundle::grammar::Kind;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L030", name: "media-types", file: include_str!("media_types.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in &subject.nodes {
        if !matches!(node.kind, Kind::RequestBody | Kind::Response) {
            continue;
        }
        let Some(content) = node.value.get("content") else { continue };
        if !content.has("application/json") || content.members().count() != 1 {
            let finding = Finding::new(&LINT, content.at, "a body is `application/json` and nothing else");
            findings.push(finding);
        }
        for (_, media) in content.members() {
            if !media.get("schema").is_some_and(|schema| schema.has("$ref")) {
                findings.push(Finding::new(&LINT, media.at, "a body is a reference to a component"));
            }
        }
        if node.kind == Kind::RequestBody && node.value.get("required").and_then(Value::as_bool) != Some(true) {
            findings.push(Finding::new(&LINT, node.at, "a request body is required").help("add `required: true`"));
        }
    }
}
