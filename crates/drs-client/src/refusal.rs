//! What an answer says that refuses a call.

use serde_json::Value;

/// A refusal in the words of whoever answered: the service, the gateway before it, the identity service. Secrets of the request
/// are masked, and control characters are escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// What to branch on, for example `DRS.10000010`.
    pub code: Option<String>,
    /// The reason in words.
    pub message: Option<String>,
    /// What the vendor's support asks for.
    pub request_id: Option<String>,
    /// Verdicts on single items, if the refusal has them.
    pub items: Vec<Item>,
}

/// The verdict on one item of a call that is about several.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// Position in the answer, which is that in the request.
    pub index: usize,
    /// Id of the task.
    pub id: Option<String>,
    /// Name of the task.
    pub name: Option<String>,
    /// Its verdict as it was received, for example `success`.
    pub status: Option<String>,
    /// Why it failed, to branch on.
    pub code: Option<String>,
    /// Why it failed, in words.
    pub message: Option<String>,
}

impl Item {
    /// Whether nothing was done for this item: it has the code of an error, or a verdict that is not `success`.
    pub fn is_failed(&self) -> bool {
        self.code.is_some() || self.status.as_ref().is_some_and(|status| !status.eq_ignore_ascii_case("success"))
    }

    /// The verdicts in a body, from which secrets have been taken.
    pub(crate) fn all(body: &Value) -> Vec<Self> {
        let list = ["results", "jobs"].iter().find_map(|name| body.get(name)?.as_array());
        let item = |(index, item): (usize, &Value)| Self {
            index,
            id: text_of(item, "id").or_else(|| text_of(item, "job_id")),
            name: text_of(item, "name"),
            status: text_of(item, "status"),
            code: text_of(item, "error_code"),
            message: text_of(item, "error_msg"),
        };
        list.into_iter().flatten().enumerate().map(item).collect()
    }
}

impl std::fmt::Display for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "item {}", self.index)?;
        for text in [&self.name, &self.id].into_iter().flatten() {
            write!(f, " `{text}`")?;
        }
        let reason = reason(self.code.as_deref(), self.message.as_deref());
        match &self.status {
            _ if !reason.is_empty() => f.write_str(&reason),
            Some(status) => write!(f, ": {status}"),
            None => Ok(()),
        }
    }
}

/// A text or number of a member that says something, safe to be shown.
pub(crate) fn text_of(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) if !text.is_empty() => Some(drs_diag::escape(text).into_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A code and a message as the end of a sentence.
pub(crate) fn reason(code: Option<&str>, message: Option<&str>) -> String {
    match (code, message) {
        (Some(code), Some(message)) => format!(": {code}: {message}"),
        (Some(text), None) | (None, Some(text)) => format!(": {text}"),
        (None, None) => String::new(),
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "status {}{}", self.status, reason(self.code.as_deref(), self.message.as_deref()))
    }
}
