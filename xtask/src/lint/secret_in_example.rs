//! The value of a secret in an example is a reference, such as `${env:SOURCE_DB_PASSWORD}` or `${file:source.p12}`.
//!
//! Examples are copied, and a made-up password in them teaches people to write real ones there. What is checked is the name of the
//! member, so that a misplaced secret is found as well.

use super::{Lint, Subject};
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L048", name: "secret-in-example", file: include_str!("secret_in_example.rs") };

const NAMES: [&str; 6] = ["password", "passwd", "secret", "token", "ssl_cert_key", "access_key"];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for operation in &subject.contract.operations {
        let requests = operation.examples.iter().map(|example| &example.json);
        let responses = operation.response_examples.iter().map(|example| &example.json);
        requests.chain(responses).for_each(|example| search(example, findings));
    }
}

fn search(value: &Value, findings: &mut Vec<Finding>) {
    for (key, inner) in value.members() {
        let key = key.to_ascii_lowercase();
        match inner.as_str() {
            Some(text) if NAMES.iter().any(|name| key.contains(name)) && !is_reference(text) => {
                let finding = Finding::new(&LINT, inner.at, format!("`{key}` holds a value in place of a reference"))
                    .help("write `${env:NAME}` or `${file:PATH}`");
                findings.push(finding);
            }
            _ => search(inner, findings),
        }
    }
    value.items().iter().for_each(|item| search(item, findings));
}

/// Whether the whole text is a reference. An empty text or a mask is what a service returns in place of a secret.
fn is_reference(text: &str) -> bool {
    let inside = text.strip_prefix("${env:").or_else(|| text.strip_prefix("${file:"));
    let named = inside.and_then(|rest| rest.strip_suffix('}')).is_some_and(|name| !name.is_empty());
    named || text.bytes().all(|byte| byte == b'*')
}
