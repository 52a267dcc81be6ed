//! Texts that may be given to others.

use std::ops::Range;

use drs_diag::Source;
use drs_validate::Reference;

use crate::lines::lines;
use crate::settings::{InputFormat, Settings};

/// A text without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The text, with `***` in the place of what is hidden.
    pub text: String,
    /// How many parts are hidden: secrets, and what cannot be told apart from one, such as comments and what follows a mistake
    /// in the syntax.
    pub hidden: usize,
}

/// Hides in a text what no report shows of it, and what a secret says wherever else it stands. References in the place of secrets
/// stay.
pub fn redact(text: &str, settings: &Settings) -> Redacted {
    let may_stay = |part: &str| Reference::parse(part).is_some();
    if settings.input != InputFormat::JsonLines {
        let reading = settings.checker().read(text.as_bytes(), settings.input.syntax());
        let source = reading.source("");
        let (text, hidden) = source.without_secrets(may_stay, |part| source.redact(part));
        return Redacted { text, hidden };
    }
    let ranges: Vec<_> = lines(text.as_bytes()).map(|line| line.range).collect();
    let source = |range: &Range<usize>| Source::new("", &text.as_bytes()[range.clone()], drs_validate::secrets(), None);
    let sources: Vec<_> = ranges.iter().map(source).collect();
    // A secret of one line may stand in another.
    let show = |part: &str| sources.iter().fold(part.to_owned(), |part, source| source.redact(&part));
    let mut all = Redacted { text: String::with_capacity(text.len()), hidden: 0 };
    let mut copied = 0;
    for (range, source) in ranges.iter().zip(&sources) {
        let (shown, hidden) = source.without_secrets(may_stay, show);
        all.text.push_str(&text[copied..range.start]);
        all.text.push_str(&shown);
        all.hidden += hidden;
        copied = range.end;
    }
    all.text.push_str(&text[copied..]);
    all
}

#[cfg(test)]
mod tests {
    use crate::Settings;

    fn redacted(text: &str, input: &str) -> (String, usize) {
        let settings = Settings::from_json(&format!(r#"{{"input": "{input}"}}"#)).expect("they are settings");
        let redacted = super::redact(text, &settings);
        (redacted.text, redacted.hidden)
    }

    #[test]
    fn secrets_are_hidden_and_references_are_not() {
        for (input, text, shown, hidden) in [
            ("json", r#"{"db_password": "hunter2é"}"#, r#"{"db_password": "***"}"#, 1),
            ("json", r#"{"db_password": 12345}"#, r#"{"db_password": "***"}"#, 1),
            ("json", r#"{"db_pasword": ["a", 1]}"#, r#"{"db_pasword": "***"}"#, 1),
            ("json", r#"{"db_password": "${env:DB}"}"#, r#"{"db_password": "${env:DB}"}"#, 0),
            ("json", r#"{"db_password": "x${env:DB}"}"#, r#"{"db_password": "***"}"#, 1),
            ("json", r#"{"db_user": "root𝄞"}"#, r#"{"db_user": "root𝄞"}"#, 0),
            ("json", r#"{"db_password": "hunter2"#, r#"{"db_password": "***"#, 1),
            ("json", r#"{"db_password": "hunter2", "a": "hunter2"}"#, r#"{"db_password": "***", "a": "***"}"#, 2),
            ("json", "", "", 0),
            ("yaml", "a: 1 # hunter2\ndb_password: hunter2\n", "a: 1 # ***\ndb_password: \"***\"\n", 2),
            ("yaml", "---\npassword: hunter2\n---\nok: 1\n", "---\npassword: \"***\"\n---\nok: 1\n", 1),
            (
                "json-lines",
                "{\"db_password\": \"hunter2\"}\r\n\n{\"a\": 1}\n{\"password\": \"hunter2\"}",
                "{\"db_password\": \"***\"}\r\n\n{\"a\": 1}\n{\"password\": \"***\"}",
                2,
            ),
            (
                "json-lines",
                "{\"a\": \"hunter2\"}\n{\"password\": \"hunter2\"}",
                "{\"a\": \"***\"}\n{\"password\": \"***\"}",
                2,
            ),
        ] {
            assert_eq!(redacted(text, input), (shown.to_owned(), hidden), "{input}: {text}");
        }
    }
}
