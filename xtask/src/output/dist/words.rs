//! What a schema says in keywords that few tools show, put into its description, which every tool shows.

use crate::problem::Problem;

use super::document::map_children;
use super::json::{Json, Object};

/// A schema of OpenAPI 3.0 in whose descriptions the meanings of values stand too.
pub(super) fn described(schema: &Json) -> Result<Json, Problem> {
    if schema.as_object().is_none() {
        return Ok(schema.clone());
    }
    let mut members = map_children(schema, &described)?;
    add_meanings(schema, &mut members);
    Ok(members.into())
}

/// Adds the meaning of each listed value of `schema` to the description in `members`.
pub(super) fn add_meanings(schema: &Json, members: &mut Object) {
    let Some(meanings) = schema.get("x-enumDescriptions").and_then(Json::as_object) else { return };
    let lines = meanings.iter().filter_map(|(value, text)| Some(format!("- `{value}`: {}", text.as_str()?)));
    let list = lines.collect::<Vec<_>>().join("\n");
    append(members, "\n\n", &list);
}

/// Adds words to the description, or makes them the description.
pub(super) fn append(members: &mut Object, between: &str, words: &str) {
    match members.get_mut("description") {
        Some(Json::String(description)) if !description.is_empty() => {
            description.push_str(between);
            description.push_str(words);
        }
        _ => {
            members.shift_remove("description");
            members.shift_insert(0, "description".to_owned(), words.into());
        }
    }
}
