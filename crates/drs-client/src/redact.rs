//! What an error may show of a response.

use drs_diag::{Secrets, Source};
use drs_text::Span;
use serde_json::Value;

use crate::generated::secrets::MEMBERS;
use crate::secret::Secret;

/// The most characters of an excerpt.
const MAX_EXCERPT_CHARS: usize = 200;

/// Hides the secrets that were sent, in whatever form they come back, and what stands under the name of a secret.
#[derive(Default)]
pub(crate) struct Redactor {
    /// Each secret in each form, the longest first, so that no secret is cut by a shorter one inside it.
    needles: Vec<String>,
}

impl Redactor {
    /// Hides these secrets and every one in a body of JSON.
    pub(crate) fn new(sent: &[Secret], body: &[u8]) -> Self {
        let secrets = Secrets::new(MEMBERS);
        let mut found: Vec<_> = sent.iter().map(|secret| secret.expose().to_owned()).collect();
        if let Ok(body) = serde_json::from_slice(body) {
            collect(&secrets, &body, false, &mut found);
        }
        let mut needles: Vec<String> =
            found.iter().flat_map(|secret| forms(secret)).filter(|form| !form.is_empty()).collect();
        needles.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        needles.dedup();
        Self { needles }
    }

    /// The text with each secret replaced by stars.
    pub(crate) fn hide(&self, text: &str) -> String {
        self.needles.iter().fold(text.to_owned(), |text, needle| text.replace(needle.as_str(), drs_diag::MASK))
    }

    /// Hides the secrets in every text and name of a value.
    pub(crate) fn hide_in(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.hide(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.hide_in(item)),
            Value::Object(members) => {
                for (name, mut value) in std::mem::take(members) {
                    self.hide_in(&mut value);
                    members.insert(self.hide(&name), value);
                }
            }
            _ => {}
        }
    }

    /// The beginning of what a person would read of a body: of an HTML page its title or its text, else the body itself.
    pub(crate) fn excerpt(&self, body: &[u8]) -> String {
        // Written anew, because JSON has many ways to write one text.
        let json = serde_json::from_slice::<Value>(body).map(|json| json.to_string());
        let is_json = json.is_ok();
        let text = self.hide(&json.unwrap_or_else(|_| String::from_utf8_lossy(body).into_owned()));
        let text = readable(&text).unwrap_or(text);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Masking sees more than is shown: what is cut off may be what made a value a secret.
        let words: String = words.chars().take(10 * MAX_EXCERPT_CHARS).collect();
        let secrets = Secrets::new(MEMBERS);
        let source = Source::new("", words.as_bytes(), &secrets, None);
        let source = if is_json { source } else { source.as_value() };
        let shown = source.visible(Span::new(0, u32::try_from(words.len()).unwrap_or(u32::MAX)));
        match shown.char_indices().nth(MAX_EXCERPT_CHARS) {
            Some((end, _)) => format!("{}…", &shown[..end]),
            None => shown,
        }
    }
}

/// The texts under the names of secrets.
fn collect(secrets: &Secrets, value: &Value, secret: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if secret => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(secrets, item, secret, found)),
        Value::Object(members) => {
            for (name, value) in members {
                collect(secrets, value, secret || secrets.is_secret(name), found);
            }
        }
        _ => {}
    }
}

/// A secret as it may come back: as it is, inside JSON, inside HTML, inside a URL.
fn forms(secret: &str) -> [String; 4] {
    let json = Value::from(secret).to_string();
    let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let url = reqwest::Url::parse_with_params("http://localhost/", [("", secret)]);
    let url = url.ok().and_then(|url| url.query().map(|query| query.trim_start_matches('=').to_owned()));
    [secret.to_owned(), json[1..json.len() - 1].to_owned(), html, url.unwrap_or_default()]
}

/// What a page of HTML says: its title, or its text without the tags. `None` if the text is not HTML.
fn readable(text: &str) -> Option<String> {
    let start = text.trim_start();
    let head: String = start.chars().take(15).flat_map(char::to_lowercase).collect();
    if !(head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<head")) {
        return None;
    }
    let lower = start.to_ascii_lowercase();
    let title = lower.find("<title>").map(|at| at + "<title>".len());
    let title = title.and_then(|from| lower[from..].find("</title>").map(|length| &start[from..from + length]));
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        return Some(title.to_owned());
    }
    let mut plain = String::new();
    let mut tag = false;
    for c in start.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => {
                tag = false;
                plain.push(' ');
            }
            c if !tag => plain.push(c),
            _ => {}
        }
    }
    Some(plain)
}
