//! Results on standard output.

use std::io;

use clap::ValueEnum;
use serde_json::Value;

use super::table::Table;
use crate::context::{self, Stream};

/// The form of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// Columns for people
    Table,
    /// One value of JSON
    Json,
    /// A line of JSON for each thing
    JsonLines,
}

/// Prints a result that is one thing.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn print_one(output: Output, value: &Value, table: impl FnOnce() -> String) -> io::Result<()> {
    match output {
        Output::Table => context::print(table()),
        Output::Json => context::print(format!("{}\n", shown(&format!("{value:#}")))),
        Output::JsonLines => context::print(format!("{}\n", shown(&value.to_string()))),
    }
}

/// Prints a result that is several things.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn print_all(output: Output, values: &[Value], table: impl FnOnce() -> Table) -> io::Result<()> {
    match output {
        Output::Table if values.is_empty() => {
            context::eprint_line("note: there is nothing to show");
            Ok(())
        }
        Output::Table => context::print(table().render(Stream::Output.width())),
        Output::Json => {
            let list = Value::from(values);
            context::print(format!("{}\n", shown(&format!("{list:#}"))))
        }
        Output::JsonLines => {
            let lines = values.iter().map(|value| format!("{}\n", shown(&value.to_string())));
            context::print(lines.collect::<String>())
        }
    }
}

/// A text of JSON that is safe to be shown: what stands under the name of a secret is masked, and what a terminal would act on
/// is escaped as JSON allows.
pub(crate) fn shown(json: &str) -> String {
    let json = &*drs_diag::escape_json(json);
    let parsed = drs_text::json::parse(json.as_bytes(), &drs_text::Limits::default());
    let source = drs_diag::Source::new("", json.as_bytes(), drs_validate::secrets(), Some(&parsed));
    source.without_secrets(|_| false, str::to_owned).0
}

/// Members that this program writes itself: commands that are to be typed as they stand, and messages as those see them who read words.
const OWN: [&str; 3] = ["error", "next", "resume"];

/// What [`shown`] makes of a value, with the members that this program writes itself as they are.
pub(crate) fn shown_with_own(value: &Value) -> Value {
    let mut masked: Value = serde_json::from_str(&shown(&value.to_string())).unwrap_or_default();
    restore(&mut masked, value);
    masked
}

fn restore(masked: &mut Value, value: &Value) {
    match (masked, value) {
        (Value::Object(masked), Value::Object(members)) => {
            for (name, member) in members {
                match masked.get_mut(name) {
                    Some(own) if OWN.contains(&name.as_str()) => *own = member.clone(),
                    Some(masked) => restore(masked, member),
                    None => {}
                }
            }
        }
        (Value::Array(masked), Value::Array(items)) => {
            masked.iter_mut().zip(items).for_each(|(masked, item)| restore(masked, item));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_stay_as_they_are_to_be_typed() {
        let command = "drs run a.json --ak AK --sk-file secret.txt --timeout 20m";
        let value = serde_json::json!({"resume": command, "tasks": [{"next": command, "message": "password=canary"}]});
        let shown = shown_with_own(&value);
        assert_eq!((&shown["resume"], &shown["tasks"][0]["next"]), (&command.into(), &command.into()));
        assert_eq!(shown["tasks"][0]["message"], "password=***");
    }

    #[test]
    fn what_is_hidden_leaves_json() {
        let values = [
            r#"{"db_password":"canary","list":["canary"]}"#,
            r#"{"password":{"a":["canary",1,null]},"b":2}"#,
            r#"{"message":"the variable to which `db_password` of `canary` refers"}"#,
            r#"{"message":"cannot log in with --db-password canary","id":1}"#,
            r#"{"body":"{\"db_password\":\"canary\""}"#,
            r#"["jdbc:mysql://root:canary@db:3306/", {"sk": 12345678}]"#,
        ];
        for text in values {
            let value: Value = serde_json::from_str(text).unwrap();
            for json in [value.to_string(), format!("{value:#}")] {
                let shown = shown(&json);
                assert!(serde_json::from_str::<Value>(&shown).is_ok(), "{shown}");
                assert!(shown.contains(drs_diag::MASK) && !shown.contains("canary"), "{shown}");
            }
        }
    }
}
