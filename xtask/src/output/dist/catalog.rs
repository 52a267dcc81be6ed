//! The lists: rules, endpoints, the schema of reports, and the files themselves with their checksums.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::contract::{Contract, Family, Page, RuleBody};
use crate::output::file::Output;

use super::json::{Json, Object};

/// Diagnostics that a validator with the published schemas does not reach, and what they are about.
///
/// Payload rules that only code can check come on top; the contract knows them.
pub(super) const BEYOND_SCHEMA: [(&str, &str); 8] = [
    ("DRS-J003", "a byte order mark before the document"),
    ("DRS-J004", "a document larger than 256 MiB, or than 8 MiB in YAML"),
    ("DRS-J005", "lists and objects nested more than 64 deep"),
    ("DRS-J016", "half a surrogate pair (`\\ud800` without its other half)"),
    ("DRS-J018", "a number beyond the range of a 64-bit float, such as `1e400`"),
    ("DRS-J020", "the same key twice in one object"),
    ("DRS-S017", "a document that belongs to no operation, when none is named"),
    ("DRS-S018", "a document that fits several operations, when none is named"),
];

/// `rules.json`: every diagnostic with its page.
pub(super) fn rules(contract: &Contract) -> Json {
    let rules = contract.pages.iter().map(|page| {
        Json::object([
            ("id", page.id.as_str().into()),
            ("name", page.name.as_str().into()),
            ("family", page.family.letter().to_string().into()),
            ("severity", page.severity.as_str().into()),
            ("schema", page.schema.as_deref().filter(|_| page.family == Family::Payload).into()),
            ("portable", is_portable(contract, page).into()),
            ("text", body(&page.text).into()),
        ])
    });
    Json::object([("rules", rules.collect())])
}

/// Whether the published files say enough for other tools to check this too.
pub(super) fn is_portable(contract: &Contract, page: &Page) -> bool {
    let rules = contract.rules();
    match rules.iter().find(|(_, rule)| rule.id == page.id) {
        Some((_, rule)) => matches!(rule.body, RuleBody::Portable { .. }),
        None => BEYOND_SCHEMA.iter().all(|(id, _)| *id != page.id),
    }
}

/// A page without the heading and the severity below it, which have members of their own.
fn body(page: &str) -> String {
    let rest = page.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    let rest = rest.strip_prefix("Severity: warning\n").unwrap_or(rest);
    rest.trim().to_owned()
}

/// `report.schema.json`: what `drs validate --format json` prints.
///
/// The derived schema is put in a fixed order, because that of `serde_json` depends on the crates of the build.
pub(super) fn report() -> Json {
    ordered(&drs_diag::report::schema())
}

/// `events.schema.json`: what `drs watch` and `drs run` print.
pub(super) fn events() -> Json {
    ordered(&drs_events::schema())
}

fn ordered(value: &serde_json::Value) -> Json {
    match value {
        serde_json::Value::Null => Json::Null,
        serde_json::Value::Bool(truth) => Json::Bool(*truth),
        serde_json::Value::Number(number) => {
            number.as_i64().map_or_else(|| Json::Float(number.as_f64().unwrap_or_default()), Json::Integer)
        }
        serde_json::Value::String(text) => Json::String(text.clone()),
        serde_json::Value::Array(items) => items.iter().map(ordered).collect(),
        serde_json::Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| (rank(key), key.as_str()));
            Json::object(members.into_iter().map(|(key, value)| (key.as_str(), ordered(value))))
        }
    }
}

/// What a reader wants to see first.
fn rank(key: &str) -> usize {
    let first = ["$schema", "$id", "title", "description", "$ref", "type"];
    let last = ["properties", "required", "$defs"];
    match (first.iter().position(|known| *known == key), last.iter().position(|known| *known == key)) {
        (Some(position), _) => position,
        (_, Some(position)) => first.len() + 1 + position,
        _ => first.len(),
    }
}

/// `artifacts.json`: the other files with their checksums, by name.
pub(super) fn artifacts(version: &str, outputs: &[Output]) -> Json {
    let mut files: Vec<_> = outputs.iter().collect();
    files.sort_by_key(|output| &output.path);
    let files = files.into_iter().map(|output| {
        let file = output.path.strip_prefix("dist/").unwrap_or(&output.path);
        Object::from([("file".to_owned(), file.into()), ("sha256".to_owned(), hex(&output.text).into())])
    });
    Json::object([("contract", version.into()), ("files", files.collect())])
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to memory does not fail");
        hex
    })
}
