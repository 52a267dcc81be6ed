//! References that stand in a file in the place of a secret: `${env:NAME}` and `${file:PATH}`.
//!
//! They are resolved by whoever sends the request, never here.

/// What the text of a secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The secret itself.
    Secret,
    /// A reference.
    Reference,
    /// Something that was probably meant as a reference, and would be sent as it is.
    Malformed,
}

/// What comes before the name of an environment variable, and before the path of a file.
const KINDS: [&str; 2] = ["env:", "file:"];

/// Reads the text of a secret.
pub(crate) fn read(text: &str) -> Reading {
    if is_reference(text) {
        Reading::Reference
    } else if is_attempt(text) {
        Reading::Malformed
    } else {
        Reading::Secret
    }
}

fn is_reference(text: &str) -> bool {
    let Some(inside) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) else { return false };
    match inside.split_once(':') {
        Some(("env", name)) => is_name(name, |c| c.is_ascii_alphabetic()),
        Some(("file", path)) => !path.is_empty() && !path.contains(|c: char| c == '}' || c.is_control()),
        _ => false,
    }
}

/// Whether a text begins like a reference, has one in it, or is a variable as shells write it (`$DB_PASSWORD`).
fn is_attempt(text: &str) -> bool {
    let trimmed = text.trim();
    let bare = trimmed.trim_start_matches(['$', '{', '(', '%']);
    let starts = |kind: &str| bare.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind));
    let has = |kind: &str| trimmed.to_ascii_lowercase().contains(&format!("${{{kind}"));
    let is_variable =
        trimmed.strip_prefix('$').is_some_and(|name| name.contains('_') && is_name(name, |c| c.is_ascii_uppercase()));
    trimmed.starts_with("${") || is_variable || KINDS.iter().any(|kind| starts(kind) || has(kind))
}

/// Whether a text is a name of letters that `is_letter` takes, digits and underscores, with no digit at its start.
fn is_name(text: &str, is_letter: impl Fn(char) -> bool) -> bool {
    let is_first = |c: char| is_letter(c) || c == '_';
    text.starts_with(is_first) && text.chars().all(|c| is_first(c) || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Reading, read};

    #[test]
    fn what_the_text_of_a_secret_is() {
        let table: &[(&[&str], Reading)] = &[
            (
                &["${env:X}", "${env:DB_PASSWORD}", "${env:_a1}", "${file:/run/secrets/db}", "${file:a b.pem}"],
                Reading::Reference,
            ),
            (
                &[
                    "${env:}",
                    "${ENV:X}",
                    "${Env:X}",
                    "${env:X",
                    "${env: X}",
                    "${env:1X}",
                    "${env:A-B}",
                    "${env:X}}",
                    "${env:X}suffix",
                    "prefix${env:X}",
                    " ${env:X}",
                    "${env:X}\n",
                    "$env:X",
                    "$file:x",
                    "{env:X}",
                    "$(env:X)",
                    "{{env:X}}",
                    "env:X",
                    "${file:}",
                    "${vault:x}",
                    "${X}",
                    "${",
                    "$DB_PASSWORD",
                ],
                Reading::Malformed,
            ),
            (
                &[
                    "",
                    "hunter2",
                    "pa$$word",
                    "$ecret",
                    "$1",
                    "a${b}",
                    "$",
                    "$SECRET",
                    "profile:x",
                    "100%",
                    "{\"a\": 1}",
                ],
                Reading::Secret,
            ),
        ];
        for (texts, reading) in table {
            for text in *texts {
                assert_eq!(read(text), *reading, "{text:?}");
            }
        }
    }
}
