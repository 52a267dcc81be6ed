//! Every schema has one of the structures that the model knows, and has only keywords that say something about its type.
//!
//! They are a bare `$ref`, an `allOf` of one `$ref`, a `oneOf`, and a `type`. `maxLength` on a number is legal OpenAPI and
//! checks nothing.

use super::{Lint, Subject};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L016", name: "misplaced-keyword", file: include_str!("misplaced_keyword.rs") };

/// Keywords that only one type heeds.
const TYPED: &[(&str, &[&str])] = &[
    ("string", &["minLength", "maxLength", "pattern", "x-extensible-enum"]),
    ("integer", &["minimum", "maximum"]),
    ("number", &["minimum", "maximum"]),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    ("object", &["properties", "required", "additionalProperties", "minProperties", "maxProperties", "x-drs-rules"]),
];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let value = node.value;
        let structures: Vec<&str> =
            ["$ref", "allOf", "oneOf", "type"].into_iter().filter(|key| value.has(key)).collect();
        if structures.len() != 1 {
            let finding =
                Finding::new(&LINT, node.at, "a schema has exactly one of `$ref`, `allOf`, `oneOf` and `type`")
                    .help("a text that may be a number is a component with `oneOf`");
            findings.push(finding);
            continue;
        }
        if let Some(parts) = value.get("allOf") {
            let only = parts.items().first().filter(|_| parts.items().len() == 1);
            if !only.is_some_and(|only| only.has("$ref")) {
                let finding = Finding::new(&LINT, parts.at, "`allOf` is used for one reference only, to describe it")
                    .help("write the properties of both parts into one object");
                findings.push(finding);
            }
        }
        let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
        if kind == "array" && !value.has("items") {
            findings.push(Finding::new(&LINT, node.at, "a list does not say what its items are").help("add `items`"));
        }
        let own = TYPED.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, keywords)| keywords);
        let foreign = TYPED.iter().flat_map(|(_, keywords)| *keywords).filter(|keyword| !own.contains(keyword));
        let foreign: std::collections::BTreeSet<_> = foreign.collect();
        findings.extend(foreign.into_iter().filter_map(|keyword| {
            let member = value.member(keyword)?;
            Some(
                Finding::new(&LINT, member.key, format!("`{keyword}` says nothing about this schema"))
                    .help("remove it, or correct `type`"),
            )
        }));
    }
}
