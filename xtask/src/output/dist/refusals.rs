//! The first example of `4XX`: what a mock server answers to a request that is wrong.
//!
//! A mock has no status of its own for that in the contract (the service says 400), takes 422, and answers with the first
//! example of the class. That should not be a gateway that says that the call does not exist.

use super::json::{Json, Object};

/// Puts the examples of status 400 in front of those of `4XX`, by names that tell where they are from.
pub(super) fn first(document: &mut Json) {
    let Json::Object(document) = document else { return };
    let Some(Json::Object(paths)) = document.get_mut("paths") else { return };
    for item in paths.values_mut() {
        let Json::Object(operations) = item else { continue };
        for operation in operations.values_mut() {
            let Json::Object(operation) = operation else { continue };
            if let Some(Json::Object(responses)) = operation.get_mut("responses") {
                put_first(responses);
            }
        }
    }
}

fn put_first(responses: &mut Object) {
    let refused = responses.get("400").and_then(|response| examples(response).cloned()).unwrap_or_default();
    let Some(Json::Object(response)) = responses.get_mut("4XX") else { return };
    let Some(Json::Object(content)) = response.get_mut("content") else { return };
    let Some(Json::Object(media)) = content.get_mut("application/json") else { return };
    let own = media.get("examples").and_then(Json::as_object).cloned().unwrap_or_default();
    let refused = refused.into_iter().map(|(name, example)| (format!("400-{name}"), example));
    let all: Object = refused.chain(own).collect();
    if !all.is_empty() {
        media.insert("examples".to_owned(), all.into());
    }
}

fn examples(response: &Json) -> Option<&Object> {
    response.get("content")?.get("application/json")?.get("examples")?.as_object()
}
