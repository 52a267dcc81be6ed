//! Bodies are `application/json` and nothing else, each a reference to a component, and a request body is required.
//!
//! The client's generator panics over a second media type.

use super::{Lint, Stage, Subject};
use crate::bundle::grammar::Kind;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L030", name: "media-types", file: include_str!("media_types.rs"), stage: Stage::Contract(check) };

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
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

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::LINT;
    use crate::testing::edit;

    #[test]
    fn fires_on_a_second_media_type() {
        assert_snapshot!(edit(&LINT, "spec/paths/put_thing.yaml", "        required: true\n        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/Thing'\n", "        content:\n          text/plain: {schema: {type: string}}\n          application/json: {schema: {$ref: '#/components/schemas/Thing'}}\n"), @"
        error[DRS-L030]: a request body is required
          --> spec/paths/put_thing.yaml:15:7
           |
        15 |       requestBody:
           |       ^^^^^^^^^^^
           |
           = help: add `required: true`

        error[DRS-L030]: a body is `application/json` and nothing else
          --> spec/paths/put_thing.yaml:17:11
           |
        17 | /           text/plain: {schema: {type: string}}
        18 | |           application/json: {schema: {$ref: '#/components/schemas/Thing'}}
           | |__________________________________________________________________________^

        error[DRS-L030]: a body is a reference to a component
          --> spec/paths/put_thing.yaml:17:23
           |
        17 |           text/plain: {schema: {type: string}}
           |                       ^^^^^^^^^^^^^^^^^^^^^^^^
        ");
    }
}
