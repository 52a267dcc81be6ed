//! Which components requests reach, and which answers do.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::Side;

/// The members of a path that are operations.
pub(super) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Pointers (`#/components/schemas/JobId`) of what is reached in either version.
#[derive(Default)]
pub(super) struct Sides {
    request: BTreeSet<String>,
    response: BTreeSet<String>,
}

impl Sides {
    pub(super) fn of(documents: &[&Value]) -> Self {
        let mut sides = Self::default();
        for document in documents {
            // What one version reaches may lead elsewhere in the other.
            let (mut request, mut response) = (BTreeSet::new(), BTreeSet::new());
            let items = document.get("paths").and_then(Value::as_object).into_iter().flat_map(|paths| paths.values());
            for item in items {
                item.get("parameters").into_iter().for_each(|of| mark(document, of, &mut request));
                for operation in METHODS.iter().filter_map(|method| item.get(method)) {
                    for (key, value) in operation.as_object().into_iter().flatten() {
                        match key.as_str() {
                            "parameters" | "requestBody" => mark(document, value, &mut request),
                            "responses" => mark(document, value, &mut response),
                            _ => {}
                        }
                    }
                }
            }
            sides.request.append(&mut request);
            sides.response.append(&mut response);
        }
        sides
    }

    /// The direction of a component; `otherwise` where nothing reaches it.
    pub(super) fn side(&self, pointer: &str, otherwise: Side) -> Side {
        match (self.request.contains(pointer), self.response.contains(pointer)) {
            (true, false) => Side::Request,
            (false, true) => Side::Response,
            (true, true) => Side::Both,
            (false, false) => otherwise,
        }
    }
}

/// Marks everything that `value` refers to, at any distance.
fn mark(document: &Value, value: &Value, reached: &mut BTreeSet<String>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => open.extend(members.values()),
            // A reference, or what a discriminator maps a value to.
            Value::String(text) if text.starts_with("#/") && reached.insert(text.clone()) => {
                open.extend(document.pointer(&text[1..]));
            }
            _ => {}
        }
    }
}
