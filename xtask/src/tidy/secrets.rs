//! Values that look like secrets: in examples, fixtures, pages and `dist/` every secret is a reference.

use std::sync::LazyLock;

use regex::Regex;

use super::{Text, Violation};
use crate::files::extension;

/// Folders whose files are read, copied and published.
const FOLDERS: [&str; 6] = ["spec/examples/", "spec/responses/", "spec/rules/", "spec/schemas/", "dist/", "tests/"];

/// A secret's name and a text as its value, in JSON or YAML.
static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    let names = "db_password|password|ssl_cert_key|ssl_cert_password|x-auth-token|secret_key|secret_access_key";
    Regex::new(&format!(r#"(?i)["']?\b({names})["']?\s*[:=]\s*"([^"]*)""#)).expect("the expression is fixed")
});

/// Something that is a secret wherever it stands.
static MATERIAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\beyJ[A-Za-z0-9_-]{20,}\.")
        .expect("the expression is fixed")
});

/// What in a file looks like a secret.
pub(super) fn check(file: &Text) -> Vec<Violation> {
    let Text { path, text } = file;
    let mut found = Vec::new();
    let exemplary = FOLDERS.iter().any(|folder| path.starts_with(folder)) && extension(path) != "rs";
    for (index, line) in text.lines().enumerate() {
        if MATERIAL.is_match(line) {
            found.push(Violation::new(path, index + 1, "this looks like a key"));
        }
        if exemplary {
            let plain = VALUE.captures_iter(line).filter(|captures| !is_reference(&captures[2]));
            found.extend(plain.map(|captures| {
                Violation::new(
                    path,
                    index + 1,
                    format!("`{}` holds a value in place of a reference such as `${{env:NAME}}`", &captures[1]),
                )
            }));
        }
    }
    found
}

/// Whether a value is a reference, a mask, nothing, or the placeholder that a rule's page shows as a mistake.
fn is_reference(value: &str) -> bool {
    value.starts_with("${") || value == "CHANGE_ME" || value.chars().all(|character| character == '*')
}
