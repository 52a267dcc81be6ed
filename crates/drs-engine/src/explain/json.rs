//! Explanations as JSON, for other programs.

use drs_contract::{ANSWERS, Answer, EXAMPLES, Field, OBJECTS, Object, Operation, PAGES, Page, STATES, State};
use serde_json::{Value, json};

use super::path::{self, Place};

/// Everything that can be explained.
pub(crate) fn topics() -> Value {
    json!({
        "kind": "topics",
        "diagnostics": PAGES.iter().map(|page| page.id).collect::<Vec<_>>(),
        "operations": Operation::ALL.map(Operation::id),
        "objects": OBJECTS.iter().map(|object| object.name).collect::<Vec<_>>(),
        "states": STATES.iter().map(|state| state.name).collect::<Vec<_>>(),
        "codes": ANSWERS.iter().filter_map(|answer| answer.code).collect::<Vec<_>>(),
    })
}

/// A state of a batch or of a task.
pub(crate) fn state(state: &State) -> Value {
    let next = state.next.iter().map(|next| json!({"to": next.to, "by": next.by, "evidence": next.evidence.as_str()}));
    json!({
        "kind": "state",
        "name": state.name,
        "of": state.machine.as_str(),
        "class": state.class.as_str(),
        "meaning": state.meaning,
        "actions": state.actions,
        "next": next.collect::<Vec<_>>(),
        "evidence": state.evidence.as_str(),
        "source": state.source,
    })
}

/// An answer to a call that failed.
pub(crate) fn answer(answer: &Answer) -> Value {
    json!({
        "kind": "error",
        "code": answer.code,
        "name": answer.name,
        "statuses": answer.statuses,
        "by": answer.by,
        "happened": answer.happened.as_str(),
        "meaning": answer.meaning,
        "remedy": answer.remedy,
        "evidence": answer.evidence.as_str(),
        "source": answer.source,
    })
}

/// A diagnostic id with its page, which is Markdown.
pub(crate) fn page(page: &Page) -> Value {
    json!({
        "kind": "diagnostic",
        "id": page.id,
        "name": page.name,
        "severity": page.severity,
        "schema": page.schema,
        "paths": page.schema.map(path::of_object),
        "text": page.text,
    })
}

/// An operation.
pub(crate) fn operation(operation: Operation) -> Value {
    let examples = EXAMPLES.iter().filter(|example| example.operation == operation);
    json!({
        "kind": "operation",
        "id": operation.id(),
        "method": operation.method(),
        "path": operation.path(),
        "service": operation.service().to_string(),
        "summary": operation.summary(),
        "description": operation.description(),
        "request": operation.root(),
        "fields": operation.object().map(fields),
        "examples": examples.map(|example| example.name).collect::<Vec<_>>(),
        "sources": operation.sources(),
    })
}

/// An object of requests.
pub(crate) fn object(object: &Object) -> Value {
    json!({
        "kind": "object",
        "name": object.name,
        "description": object.description,
        "fields": fields(object),
        "paths": path::of_object(object.name),
        "rules": object.rules.iter().map(|rule| rule.id).collect::<Vec<_>>(),
        "sources": object.sources,
    })
}

/// A field at a place.
pub(crate) fn field(place: &Place) -> Value {
    let mut value = plain_field(place.field);
    let sources = if place.field.sources.is_empty() { place.object.sources } else { place.field.sources };
    value["kind"] = json!("field");
    value["path"] = json!(place.path);
    value["operation"] = json!(place.operation.id());
    value["object"] = json!(place.object.name);
    value["rules"] = json!(path::rules_on(place));
    value["sources"] = json!(sources);
    value
}

/// Several fields of one name.
pub(crate) fn several(places: &[Place]) -> Value {
    json!({"kind": "fields", "fields": places.iter().map(field).collect::<Vec<_>>()})
}

fn fields(object: &Object) -> Vec<Value> {
    object.fields.iter().map(plain_field).collect()
}

fn plain_field(field: &Field) -> Value {
    json!({
        "name": field.name,
        "type": field.kind,
        "required": field.required,
        "fields_of": field.object,
        "description": field.description,
        "limits": field.limits,
        "default": field.default,
        "values": field.values.iter().map(|it| json!({"value": it.value, "meaning": it.meaning})).collect::<Vec<_>>(),
        "erratum": field.erratum.map(|it| json!({"says": it.says, "actually": it.actually, "source": it.source})),
    })
}
