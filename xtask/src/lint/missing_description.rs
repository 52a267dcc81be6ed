//! Whatever a reader may look up is described: operations (also in one line, as `summary`), parameters, responses, components
//! and properties.
//!
//! A property that is a bare reference has no place for a description of its own; the component's is about the type and not about
//! this use of it, so the reference goes into an `allOf` beside a description.

use super::{Lint, Subject};
use crate::bundle::grammar::Kind;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint =
    Lint { id: "DRS-L020", name: "missing-description", file: include_str!("missing_description.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in &subject.nodes {
        let (what, keys): (_, &[&str]) = match node.kind {
            Kind::Operation => ("an operation", &["summary", "description"]),
            Kind::Parameter => ("a parameter", &["description"]),
            Kind::Response => ("a response", &["description"]),
            Kind::SecurityScheme => ("a security scheme", &["description"]),
            Kind::Tag => ("a tag", &["description"]),
            Kind::Schema if node.is_component() => ("a component", &["description"]),
            Kind::Schema if node.is_property() => ("a property", &["description"]),
            _ => continue,
        };
        for key in keys {
            let text = node.value.get(key).and_then(Value::as_str).unwrap_or_default();
            if !text.trim().is_empty() {
                continue;
            }
            let finding = Finding::new(&LINT, node.at, format!("{what} has no `{key}`"));
            findings.push(if node.value.has("$ref") {
                finding.help("write `description` and `allOf` with the reference")
            } else {
                finding.help("say what it is, when it matters, its unit and its default")
            });
        }
    }
}
