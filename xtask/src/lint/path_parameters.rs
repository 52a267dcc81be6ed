//! The parameters in a path and the path parameters of its operation are the same, and parameters are declared once.
//!
//! The client's generator panics over a missing one. Path parameters are always required, and their type is a component, so that
//! clients of all operations share it. So is that of a query parameter whose text is limited: the client has a type for it, which the
//! object of all query parameters and the call must have in common.

use super::{Lint, Subject};
use std::collections::BTreeSet;

use crate::contract::{Location, Schema, Shape};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L028", name: "path-parameters", file: include_str!("path_parameters.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for operation in &subject.contract.operations {
        let mut open: BTreeSet<&str> =
            operation.path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect();
        let mut seen = BTreeSet::new();
        for parameter in &operation.parameters {
            let name = &parameter.name;
            if !seen.insert((parameter.location, name)) {
                findings.push(Finding::new(&LINT, parameter.at, format!("the parameter `{name}` is declared twice")));
            }
            if parameter.location == Location::Query && is_limited_text(&parameter.schema) {
                let message = "the type of a query parameter with limits is not a component";
                findings.push(Finding::new(&LINT, parameter.at, message).help("make it one and refer to it"));
            }
            if parameter.location != Location::Path {
                continue;
            }
            if !open.remove(name.as_str()) {
                findings.push(Finding::new(&LINT, parameter.at, format!("the path has no `{{{name}}}`")));
            }
            if !parameter.required {
                findings.push(
                    Finding::new(&LINT, parameter.at, "a path parameter is always required")
                        .help("add `required: true`"),
                );
            }
            if parameter.schema.as_ref().is_none() {
                let finding = Finding::new(&LINT, parameter.at, "the type of a path parameter is not a component");
                findings.push(finding.help("refer to one, such as `ProjectId`"));
            }
        }
        findings.extend(open.into_iter().map(|name| {
            Finding::new(&LINT, operation.at, format!("the path has `{{{name}}}`, which no parameter describes"))
        }));
    }
}

/// Whether a schema that is no reference allows only some texts.
fn is_limited_text(schema: &Schema) -> bool {
    matches!(&schema.shape, Shape::String(text) if text.min_length.or(text.max_length).is_some() || text.pattern.is_some())
}
