//! Texts that may be given to others.

use std::collections::VecDeque;

use drs_diag::{Mask, Source};
use drs_text::{Limits, Parsed, Span, json};
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
    let documents = ranges.iter().map(|range| &text[range.clone()]);
    let parsed: Vec<_> = documents.map(|text| (text, json::parse(text.as_bytes(), &Limits::default()))).collect();
    let sources: Vec<_> = parsed.iter().map(|(text, parsed)| source(text, Some(parsed))).collect();
    let hides = |source: &Source<'_>| source.hides_any(Span::new(0, u32::MAX));
    let secret: Vec<_> = parsed.iter().zip(&sources).filter(|(_, source)| hides(source)).map(|(one, _)| one).collect();
    // A secret of one line may stand in another.
    let secret = source("", None).with_mask(said_by(&secret));
    let mut all = Redacted { text: String::with_capacity(text.len()), hidden: 0 };
    let mut copied = 0;
    for (range, source) in ranges.iter().zip(&sources) {
        let (shown, hidden) = source.without_secrets(may_stay, |part| secret.redact(part));
        all.text.push_str(&text[copied..range.start]);
        all.text.push_str(&shown);
        all.hidden += hidden;
        copied = range.end;
    }
    all.text.push_str(&text[copied..]);
    all
}

fn source<'t>(text: &'t str, parsed: Option<&'t Parsed<'t>>) -> Source<'t> {
    Source::new("", text.as_bytes(), drs_validate::secrets(), parsed)
}

/// What the secrets of all documents say, whatever text it is to be looked for in.
///
/// Sound ones are read again as one array. Nobody knows where another one ends, so each is read by itself, and what they say is put
/// together two by two: one after the other, all of it would be copied for each of them.
fn said_by(documents: &[&(&str, Parsed<'_>)]) -> Mask {
    let is_sound = |(_, parsed): &(&str, Parsed<'_>)| parsed.faults.is_empty();
    let sound: Vec<_> = documents.iter().filter(|one| is_sound(one)).map(|(text, _)| *text).collect();
    let array = format!("[{}]", sound.join(","));
    let limits = Limits { depth: Limits::default().depth + 1, bytes: u32::MAX };
    let together = json::parse(array.as_bytes(), &limits);
    // Together they may be longer than what is read at all.
    let is_apart = |one: &(&str, Parsed<'_>)| !is_sound(one) || !together.faults.is_empty();
    let apart = documents.iter().filter(|one| is_apart(one));
    let mut said: VecDeque<_> = apart.map(|(text, parsed)| source(text, Some(parsed)).into_mask()).collect();
    said.push_back(source(&array, Some(&together)).into_mask());
    while said.len() > 1 {
        let pair = said.pop_front().zip(said.pop_front());
        said.extend(pair.map(|(first, second)| both(first, second)));
    }
    said.pop_front().unwrap_or_else(|| source("", None).into_mask())
}

/// What either of two says.
fn both(first: Mask, second: Mask) -> Mask {
    let second = source("", None).with_mask(second);
    // Where it is hidden does not matter.
    source("", None).with_mask(first).with_content(&second, |_| Span::new(u32::MAX, u32::MAX)).into_mask()
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

    #[test]
    fn a_secret_of_any_line_is_hidden_in_every_other() {
        let deep = format!("{}{{\"password\": \"hunter3\"}}{}", "[".repeat(63), "]".repeat(63));
        let secrets = [
            r#"{"password": "hunter1"}"#,
            r#"{"password": "hunter2",}"#,
            &deep,
            r#"{"password": "hunt/er4" // see below"#,
            r#"{"a": "mysql://root:hunter5@h"}"#,
            r#"{"name": "password", "value": "hunter6"}"#,
            r"{'password': 'hunter7'",
        ];
        let says = r#"["hunter1 hunter2", "hunter3 hunt/er4", "hunter5 hunter6 hunter7"]"#;
        let shown = r#"["*** ***", "*** ***", "*** *** ***"]"#;
        for at in 0..=secrets.len() {
            let mut lines = secrets.to_vec();
            lines.insert(at, says);
            let (text, _) = redacted(&lines.join("\n"), "json-lines");
            assert!(!text.contains("hunt"), "{text}");
            assert_eq!(text.lines().nth(at), Some(shown));
        }
    }

    #[test]
    fn many_lines_take_no_longer_each_than_few() {
        // A look at every line for each would take minutes.
        for end in ["}", ",}"] {
            let line = |n: u32| format!("{{\"db_password\": \"hunter{n:06}\", \"a\": \"hunter{:06}\"{end}\n", n / 2);
            let text: String = (0..20_000).map(line).collect();
            let (shown, hidden) = redacted(&text, "json-lines");
            assert_eq!((shown.contains("hunter"), hidden), (false, 40_000));
        }
    }
}
