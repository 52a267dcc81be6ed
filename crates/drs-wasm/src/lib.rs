//! Functions over strings for hosts of WebAssembly: [`check`], [`report()`], [`fix()`], [`redact()`] and
//! [`explain()`].
//!
//! [`abi`] has what a host calls: the module imports nothing, so any host can load it.

pub mod abi;
#[cfg(test)]
mod tests;

#[cfg(feature = "full")]
use drs_engine::explain::{self, Prose, Topic};
use drs_engine::{Settings, SettingsError};
use drs_validate::{Input, Operation, Options};
use serde_json::json;

/// Something that a function says, beside what it found.
pub type Answer = (Status, String);

/// Said of bytes that only a report can be made of.
const NOT_UTF8: &str = "the text is not UTF-8";

/// What came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Status {
    /// Every document is a valid request; nothing is left to be fixed; there is an explanation.
    Good = 0,
    /// A document is not a valid request.
    Bad = 1,
    /// The question cannot be understood; the text says why.
    Unanswerable = 2,
}

/// Whether a JSON document is a valid request of the operation called `operation`, or, if that is empty, of the one that its
/// shape shows. No operation has another name: the answer is [`Status::Unanswerable`].
pub fn check(text: &[u8], operation: &[u8]) -> Status {
    let input = Input::json(text);
    let options = Options { max_diagnostics: 1, ..Options::default() };
    let report = if operation.is_empty() {
        drs_validate::check_detected(input, &options)
    } else {
        match str::from_utf8(operation).ok().and_then(Operation::from_id) {
            Some(operation) => drs_validate::check(operation, input, &options),
            None => return Status::Unanswerable,
        }
    };
    if report.is_valid() { Status::Good } else { Status::Bad }
}

/// The report on a text; see [`Settings::from_json`] for the settings. Without the feature `full` it is always `json`.
pub fn report(text: &[u8], settings: &[u8]) -> Answer {
    with(settings, |settings| {
        #[cfg(feature = "full")]
        let report = drs_engine::report(text, settings);
        #[cfg(not(feature = "full"))]
        let report = drs_engine::report_json(text, settings);
        (if report.is_valid { Status::Good } else { Status::Bad }, report.text)
    })
}

/// A text after its automatic fixes, as `{"text": …, "fixed": …, "refused": …}`. Bytes that are not UTF-8 are not fixed.
pub fn fix(text: &[u8], settings: &[u8]) -> Answer {
    with(settings, |settings| match str::from_utf8(text) {
        Ok(text) => {
            let fixed = drs_engine::fix(text, settings);
            let answer = json!({"text": fixed.text, "fixed": fixed.fixed, "refused": fixed.refused});
            (Status::Good, answer.to_string())
        }
        Err(_) => (Status::Unanswerable, NOT_UTF8.to_owned()),
    })
}

/// A text as it may be given to others, as `{"text": …, "hidden": …}`: without secrets. Bytes that are not UTF-8 are not shown.
pub fn redact(text: &[u8], settings: &[u8]) -> Answer {
    with(settings, |settings| match str::from_utf8(text) {
        Ok(text) => {
            let redacted = drs_engine::redact(text, settings);
            (Status::Good, json!({"text": redacted.text, "hidden": redacted.hidden}).to_string())
        }
        Err(_) => (Status::Unanswerable, NOT_UTF8.to_owned()),
    })
}

/// What `topic` means, or with an empty one what can be asked for: as JSON if `format` is `json`, else as text for a person.
#[cfg(feature = "full")]
pub fn explain(topic: &[u8], format: &[u8]) -> Answer {
    let topic = String::from_utf8_lossy(topic);
    let found = if topic.is_empty() { Ok(Topic::all()) } else { explain::find(&topic) };
    match found {
        Ok(found) if format == b"json" => (Status::Good, found.json().to_string()),
        Ok(found) => (Status::Good, found.text(Prose::new(false, None))),
        Err(unknown) => (Status::Unanswerable, unknown.help),
    }
}

fn with(settings: &[u8], answer: impl FnOnce(&Settings) -> Answer) -> Answer {
    let settings = str::from_utf8(settings).map_err(|_| "the settings are not UTF-8".to_owned());
    let settings =
        settings.and_then(|text| Settings::from_json(text).map_err(|error: SettingsError| error.to_string()));
    match settings {
        Ok(settings) => answer(&settings),
        Err(error) => (Status::Unanswerable, error),
    }
}
