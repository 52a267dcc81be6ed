//! References: each names a component that exists, and stands alone.

use super::grammar::Kind;
use super::walk;
use crate::lint;
use crate::nearest;
use crate::problem::Finding;
use crate::value::Value;

const PREFIX: &str = "#/components/schemas/";

/// Reports references that lead nowhere, and references with siblings, which every OpenAPI library drops.
pub(super) fn check(bundle: &Value, findings: &mut Vec<Finding>) {
    let known: Vec<&str> =
        bundle.pointer("/components/schemas").into_iter().flat_map(Value::members).map(|(name, _)| name).collect();
    for node in walk::nodes(bundle, Kind::Root) {
        if node.kind != Kind::Schema {
            continue;
        }
        let Some(reference) = node.value.get("$ref") else { continue };
        let target = reference.as_str().unwrap_or_default();
        match target.strip_prefix(PREFIX) {
            Some(name) if known.contains(&name) => {}
            Some(name) => {
                let message = format!("there is no component `{name}`");
                let help = nearest(name, known.iter().copied()).map_or_else(
                    || "add it to a file in `spec/schemas/`".to_owned(),
                    |near| format!("the nearest name is `{near}`"),
                );
                findings.push(Finding::new(&lint::dangling_reference::LINT, reference.at, message).help(help));
            }
            None => {
                let finding = Finding::new(
                    &lint::dangling_reference::LINT,
                    reference.at,
                    "a reference names a component, never a file",
                )
                .help(format!("write `{PREFIX}Name`"));
                findings.push(finding);
            }
        }
        for (key, member) in node.value.as_object().into_iter().flatten().filter(|(key, _)| *key != "$ref") {
            let message = format!("`{key}` beside `$ref` is dropped by every reader of OpenAPI 3.0");
            let finding = Finding::new(&lint::reference_with_siblings::LINT, member.key, message)
                .help("put the reference alone into `allOf`, and keep this key beside `allOf`");
            findings.push(finding);
        }
    }
}
