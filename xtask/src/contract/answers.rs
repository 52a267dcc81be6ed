//! `spec/errors.yaml`: what the services and the gateway answer when a call fails.

use super::read::text;
use crate::value::{Place, Value};

/// An answer to a call that failed.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Name of ours, in kebab-case.
    pub name: String,
    /// Code of the answer.
    pub code: Option<String>,
    /// What the message of an answer without a code of its own contains.
    pub text: Option<String>,
    /// HTTP statuses that it comes with.
    pub statuses: Vec<i64>,
    /// Who answers: `gateway` or `service`.
    pub by: String,
    /// What can have happened: `nothing` or `unknown`.
    pub happened: String,
    /// What it means.
    pub meaning: String,
    /// What to do about it.
    pub remedy: String,
    /// `documented` or `inferred`.
    pub evidence: String,
    /// Who says so.
    pub source: String,
    /// Where the answer stands.
    pub at: Place,
}

/// The answers of the file.
pub(super) fn answers(file: &Value) -> Vec<Answer> {
    file.get("answers").map(Value::items).unwrap_or_default().iter().map(answer).collect()
}

fn answer(value: &Value) -> Answer {
    let some = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let statuses = value.get("statuses").map(Value::items).unwrap_or_default();
    Answer {
        name: text(value, "name"),
        code: some("code"),
        text: some("text"),
        statuses: statuses.iter().filter_map(Value::as_integer).collect(),
        by: text(value, "by"),
        happened: text(value, "happened"),
        meaning: text(value, "meaning"),
        remedy: text(value, "remedy"),
        evidence: text(value, "evidence"),
        source: text(value, "source"),
        at: value.member("name").map_or(value.at, |member| member.value.at),
    }
}
