//! Secrets are of type `SecretString` in requests and `SecretStringDetail` in responses.
//!
//! Every tool that shows a request masks what has this type. A property that is named like a secret and is plain text would be shown.

use super::{Lint, Subject};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L025", name: "plain-secret", file: include_str!("plain_secret.rs") };

const NAMES: [&str; 6] = ["password", "passwd", "secret", "token", "ssl_cert_key", "access_key"];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas() {
        let is_text = node.value.get("type").and_then(Value::as_str) == Some("string");
        let wanted = if subject.is_sent(node) { "SecretString" } else { "SecretStringDetail" };
        let target = reference(node.value);
        if node.is_property() {
            let name = node.key().to_ascii_lowercase();
            let like_a_secret = NAMES.iter().any(|word| name.contains(word));
            let is_secret = target.as_deref().is_some_and(|target| target.starts_with("SecretString"));
            if like_a_secret && is_text {
                let finding =
                    Finding::new(&LINT, node.at, format!("`{name}` is named like a secret and would be shown"))
                        .help(format!("refer to `{wanted}`"));
                findings.push(finding);
            } else if is_secret && target.as_deref() != Some(wanted) {
                findings.push(Finding::new(&LINT, node.at, format!("a secret on this side is a `{wanted}`")));
            }
        }
        let is_password = node.value.get("format").and_then(Value::as_str) == Some("password");
        let name = if node.is_component() { node.key() } else { String::new() };
        if is_password && !name.starts_with("SecretString") {
            let finding = Finding::new(&LINT, node.at, "`format: password` belongs to the components for secrets only")
                .help(format!("refer to `{wanted}`"));
            findings.push(finding);
        }
        if name == "SecretString" && !node.value.has("writeOnly") {
            findings.push(Finding::new(&LINT, node.at, "`SecretString` is not `writeOnly`"));
        }
    }
}

fn reference(value: &Value) -> Option<String> {
    let holder = value.get("allOf").and_then(|parts| parts.items().first()).unwrap_or(value);
    holder.get("$ref")?.as_str()?.rsplit('/').next().map(str::to_owned)
}
