//! Responses without ranges of statuses.
//!
//! Half of the generators know no `4XX`, and some make code of it that does not compile. All of them know `default`.

use crate::problem::Problem;

use super::super::json::{Json, Object};
use super::super::words::append;

/// Ranges that become `default`.
const RANGES: [&str; 2] = ["4XX", "5XX"];

/// Replaces the ranges of an operation by `default`, which has the words and examples of both.
pub(super) fn plain(operation: &mut Object) -> Result<(), Problem> {
    let Some(Json::Object(responses)) = operation.get_mut("responses") else { return Ok(()) };
    let ranges: Vec<_> = RANGES.iter().filter_map(|range| responses.shift_remove(*range)).collect();
    let mut ranges = ranges.into_iter();
    let Some(Json::Object(mut all)) = ranges.next() else { return Ok(()) };
    for range in ranges {
        if let Some(words) = range.get("description").and_then(Json::as_str) {
            append(&mut all, " ", words);
        }
        merge(&mut all, &range)?;
    }
    responses.insert("default".to_owned(), all.into());
    Ok(())
}

/// Adds the examples of another response, which has to have the same body.
fn merge(all: &mut Object, other: &Json) -> Result<(), Problem> {
    let Some(Json::Object(content)) = all.get_mut("content") else { return Ok(()) };
    for (media, body) in content.iter_mut() {
        let other = other.get("content").and_then(|content| content.get(media));
        if other.and_then(|other| other.get("schema")) != body.get("schema") {
            return Err(Problem::new("an operation has two error types")
                .help("use one lenient component for every status of failure"));
        }
        let examples = other.and_then(|other| other.get("examples")).and_then(Json::as_object);
        let Json::Object(body) = body else { continue };
        for (name, example) in examples.into_iter().flatten() {
            let all = body.entry("examples".to_owned()).or_insert_with(|| Object::new().into());
            if let Json::Object(all) = all {
                all.insert(name.clone(), example.clone());
            }
        }
    }
    Ok(())
}
