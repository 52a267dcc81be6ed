//! References that stand in a file in the place of a secret: `${env:NAME}` and `${file:PATH}`.
//!
//! They are resolved by whoever sends the request, never here.

/// A reference, as the text of a secret may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference<'t> {
    /// `${env:NAME}`: a variable of the environment.
    Variable(&'t str),
    /// `${file:PATH}`: a file.
    File(&'t str),
}

impl<'t> Reference<'t> {
    /// The reference that a text is, with nothing around it.
    pub fn parse(text: &'t str) -> Option<Self> {
        let inside = text.strip_prefix("${")?.strip_suffix('}')?;
        match inside.split_once(':')? {
            ("env", name) if is_name(name, |c| c.is_ascii_alphabetic()) => Some(Self::Variable(name)),
            ("file", path) if !path.is_empty() && !path.contains(|c: char| c == '}' || c.is_control()) => {
                Some(Self::File(path))
            }
            _ => None,
        }
    }
}

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
    if Reference::parse(text).is_some() {
        Reading::Reference
    } else if is_attempt(text) {
        Reading::Malformed
    } else {
        Reading::Secret
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
    use super::{Reading, Reference, read};

    #[test]
    fn a_reference_names_a_variable_or_a_file() {
        assert_eq!(Reference::parse("${env:DB_PASSWORD}"), Some(Reference::Variable("DB_PASSWORD")));
        assert_eq!(Reference::parse("${file:/run/a b}"), Some(Reference::File("/run/a b")));
        for text in ["${file:a}b}", "${file:a\nb}", "${env:A-B}", "x${env:A}"] {
            assert_eq!(Reference::parse(text), None, "{text:?}");
        }
    }

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
