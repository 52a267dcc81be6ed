//! What a caller may choose.

use std::fmt;
use std::str::FromStr;

use drs_diag::{Format, escape};
use drs_validate::{Operation, Options, Syntax, nearest};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::checker::Checker;

/// How a text is read, how strictly it is checked and how the report is written.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the text in reports: a path, for example.
    pub name: String,
    /// The format of the text.
    pub input: InputFormat,
    /// The operation that each document is a request of; `None` finds it by the shape of the document.
    pub operation: Option<Operation>,
    /// Strictness, and how many diagnostics of a document are reported.
    pub options: Options,
    /// The format of the report.
    pub format: Format,
    /// The columns of a report for people, where they are known.
    pub width: Option<usize>,
    /// Whether a report for people is coloured with ANSI escape sequences.
    pub color: bool,
    /// Of a text's fixes, only the one whose first edit is at this byte.
    pub fix_at: Option<u32>,
}

/// The format of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputFormat {
    /// One JSON document (RFC 8259).
    #[default]
    Json,
    /// A JSON document on each line that is not blank.
    JsonLines,
    /// A stream of YAML documents.
    Yaml,
}

impl InputFormat {
    /// The syntax of a document of such a text.
    pub const fn syntax(self) -> Syntax {
        match self {
            Self::Json | Self::JsonLines => Syntax::Json,
            Self::Yaml => Syntax::Yaml,
        }
    }
}

impl FromStr for InputFormat {
    type Err = SettingsError;

    fn from_str(name: &str) -> Result<Self, SettingsError> {
        match name {
            "json" => Ok(Self::Json),
            "json-lines" => Ok(Self::JsonLines),
            "yaml" => Ok(Self::Yaml),
            _ => {
                let hint = "only `json`, `json-lines` and `yaml`";
                Err(SettingsError(format!("there is no input format `{}`, {hint}", escape(name))))
            }
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "request.json".to_owned(),
            input: InputFormat::default(),
            operation: None,
            options: Options::default(),
            format: Format::Json,
            width: None,
            color: false,
            fix_at: None,
        }
    }
}

/// Settings that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError(String);

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SettingsError {}

/// The members of settings in JSON.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Members {
    name: Option<String>,
    input: InputFormat,
    operation: Option<String>,
    allow_unknown_fields: bool,
    allow_unknown_values: bool,
    max_diagnostics: Option<usize>,
    format: Option<String>,
    width: Option<usize>,
    color: bool,
    fix_at: Option<u32>,
}

impl Settings {
    /// The checker with these settings.
    pub const fn checker(&self) -> Checker {
        Checker { operation: self.operation, options: self.options }
    }

    /// The settings that an object has as members, all optional: `name`, `input` (`json`, `json-lines` or `yaml`), `operation`,
    /// `allow_unknown_fields`, `allow_unknown_values`, `max_diagnostics` (0: all), `format` (see [`Format`]), `width`,
    /// `color` and `fix_at` (the byte at which the first edit of the only fix is that is made). An empty text stands for an empty object.
    ///
    /// # Errors
    ///
    /// A text that is no such object, or names an operation or a format that there is not.
    pub fn from_json(text: &str) -> Result<Self, SettingsError> {
        let text = if text.is_empty() { "{}" } else { text };
        let members = serde_json::from_str(text).map(|members: Map<String, Value>| Value::Object(members));
        let members: Members = members
            .and_then(serde_json::from_value)
            .map_err(|error| SettingsError(escape(&error.to_string()).into()))?;
        let default = Self::default();
        let format = members.format.map_or(Ok(default.format), |name| name.parse());
        Ok(Self {
            name: members.name.unwrap_or(default.name),
            input: members.input,
            operation: members.operation.as_deref().map(operation).transpose()?,
            options: Options {
                allow_unknown_fields: members.allow_unknown_fields,
                allow_unknown_values: members.allow_unknown_values,
                max_diagnostics: members.max_diagnostics.unwrap_or(default.options.max_diagnostics),
                ..default.options
            },
            format: format.map_err(|error| SettingsError(error.to_string()))?,
            width: members.width,
            color: members.color,
            fix_at: members.fix_at,
        })
    }
}

/// The operation called `name`.
///
/// # Errors
///
/// A name of no operation, with what may have been meant.
pub fn operation(name: &str) -> Result<Operation, SettingsError> {
    Operation::from_id(name).ok_or_else(|| {
        let near = nearest(name, Operation::ALL.iter().map(|operation| operation.id()));
        let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        SettingsError(format!("there is no operation `{}`{hint}", escape(name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_all_optional() {
        for text in ["", "{}"] {
            let settings = Settings::from_json(text).expect("they are settings");
            assert_eq!(settings.name, "request.json");
            assert_eq!(settings.format, Format::Json);
            assert_eq!(settings.options, Options::default());
        }
    }

    #[test]
    fn every_member_is_taken() {
        let settings = Settings::from_json(
            r#"{"name": "a.yaml", "input": "yaml", "operation": "update_job", "allow_unknown_fields": true,
                "allow_unknown_values": true, "max_diagnostics": 0, "format": "sarif", "width": 80, "color": true, "fix_at": 7}"#,
        )
        .expect("they are settings");
        assert_eq!((settings.name.as_str(), settings.input), ("a.yaml", InputFormat::Yaml));
        assert_eq!((settings.operation, settings.format), (Some(Operation::UpdateJob), Format::Sarif));
        assert!(settings.options.allow_unknown_fields && settings.options.allow_unknown_values && settings.color);
        assert_eq!((settings.options.max_diagnostics, settings.width), (0, Some(80)));
        assert_eq!(settings.fix_at, Some(7));
    }

    #[test]
    fn input_formats_have_the_same_names_in_both_ways() {
        for name in ["json", "json-lines", "yaml"] {
            let settings = Settings::from_json(&format!(r#"{{"input": "{name}"}}"#)).expect("they are settings");
            assert_eq!(name.parse(), Ok(settings.input));
        }
        assert!("xml\u{1b}".parse::<InputFormat>().is_err_and(|error| error.to_string().contains(r"`xml\u{1b}`")));
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        for (text, part) in [
            ("[]", "invalid type"),
            (r#"{"formt": "json"}"#, "unknown field `formt`"),
            (r#"{"format": "xml"}"#, "there is no format `xml`"),
            (r#"{"operation": "update_jop"}"#, "there is no operation `update_jop`, did you mean `update_job`?"),
            (r#"{"operation": "\u001b[31m"}"#, r"there is no operation `\u{1b}[31m`"),
            (r#"{"input": "xml"}"#, "unknown variant `xml`"),
        ] {
            let error = Settings::from_json(text).expect_err(text).to_string();
            assert!(error.contains(part) && !error.contains('\u{1b}'), "{text}: {error}");
        }
    }
}
