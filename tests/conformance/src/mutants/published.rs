//! Mistakes in the published schemas.

use std::collections::BTreeSet;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::probe::Probes;
use super::score::Fate;

/// A mistake: what to put where.
#[derive(Clone, Debug)]
pub(super) struct Mutant {
    /// The operation whose schema has it.
    pub(super) operation: String,
    /// What it is.
    pub(super) label: String,
    /// JSON Pointer of what is replaced.
    pub(super) pointer: String,
    /// The replacement; `None` removes the member or item.
    pub(super) with: Option<Value>,
    /// Where to look for it first.
    topics: Vec<String>,
}

/// Every mistake in the schema of an operation.
pub(super) fn mutants(operation: &str, schema: &Value) -> Vec<Mutant> {
    let name = schema["title"].as_str().unwrap_or_default().to_owned();
    let mut planter = Planter { operation, found: Vec::new() };
    planter.schema(schema, "", &[name]);
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        planter.schema(definition, &format!("/$defs/{name}"), std::slice::from_ref(name));
    }
    planter.found
}

struct Planter<'o> {
    operation: &'o str,
    found: Vec<Mutant>,
}

impl Planter<'_> {
    fn plant(&mut self, label: &str, pointer: String, with: Option<Value>, topics: &[String]) {
        let shown =
            with.as_ref().map_or_else(|| "nothing".to_owned(), |value| value.to_string().chars().take(60).collect());
        let label = format!("{}: {pointer}: {label}: {shown}", self.operation);
        self.found.push(Mutant { operation: self.operation.to_owned(), label, pointer, with, topics: topics.to_vec() });
    }

    fn schema(&mut self, schema: &Value, at: &str, topics: &[String]) {
        let Some(members) = schema.as_object() else { return };
        for (keyword, value) in members {
            let pointer = format!("{at}/{}", escaped(keyword));
            match keyword.as_str() {
                "properties" => {
                    for (name, inner) in value.as_object().into_iter().flatten() {
                        let at = format!("{pointer}/{}", escaped(name));
                        let place = format!("{}.{name}", topics[0]);
                        let topics: Vec<_> = [place, name.clone()].into_iter().chain(topics.iter().cloned()).collect();
                        self.plant("a field forgotten", at.clone(), None, &topics);
                        self.plant("a type loosened", at.clone(), Some(json!(true)), &topics);
                        self.schema(inner, &at, &topics);
                    }
                }
                "required" => self.required(members, value, &pointer, topics),
                "enum" => self.listed(value, &pointer, topics),
                "additionalProperties" if value == false => {
                    self.plant("unknown fields allowed", pointer, Some(json!(true)), topics);
                }
                "additionalProperties" | "items" => {
                    self.plant("a type loosened", pointer.clone(), Some(json!(true)), topics);
                    self.schema(value, &pointer, topics);
                }
                "anyOf" => {
                    for (index, branch) in value.as_array().into_iter().flatten().enumerate() {
                        let at = format!("{pointer}/{index}");
                        self.plant("a branch forgotten", at.clone(), None, topics);
                        self.schema(branch, &at, topics);
                    }
                }
                "allOf" => {
                    for (index, rule) in value.as_array().into_iter().flatten().enumerate() {
                        let at = format!("{pointer}/{index}");
                        let id = rule["$comment"].as_str().unwrap_or_default().to_owned();
                        let topics: Vec<_> = [id].into_iter().chain(topics.iter().cloned()).collect();
                        self.plant("a rule dropped", at.clone(), None, &topics);
                        self.plant("a rule inverted", format!("{at}/if"), Some(json!({"not": rule["if"]})), &topics);
                        self.condition(&rule["if"], &format!("{at}/if"), &topics);
                        self.condition(&rule["then"], &format!("{at}/then"), &topics);
                    }
                }
                "minLength" | "maxLength" | "minimum" | "maximum" | "minItems" | "maxItems" => {
                    self.bound(value, &pointer, topics);
                }
                "pattern" => self.pattern(value, &pointer, topics),
                "type" => self.kind(value, &pointer, topics),
                _ => {}
            }
        }
    }

    /// The keywords of a rule's condition, and all the conditions in it.
    fn condition(&mut self, condition: &Value, at: &str, topics: &[String]) {
        let Some(members) = condition.as_object() else { return };
        for (keyword, value) in members {
            let pointer = format!("{at}/{keyword}");
            match keyword.as_str() {
                "properties" => {
                    for (name, inner) in value.as_object().into_iter().flatten() {
                        let at = format!("{pointer}/{}", escaped(name));
                        if inner.is_object() {
                            self.plant("a condition dropped", at.clone(), None, topics);
                        }
                        self.condition(inner, &at, topics);
                    }
                }
                "required" => {
                    for (index, _) in value.as_array().into_iter().flatten().enumerate() {
                        self.plant("a condition dropped", format!("{pointer}/{index}"), None, topics);
                    }
                }
                "enum" => self.listed(value, &pointer, topics),
                "const" => {
                    self.plant("a condition dropped", pointer.clone(), None, topics);
                    let other = match value {
                        Value::Bool(truth) => json!(!truth),
                        Value::String(text) => json!(format!("{text}x")),
                        _ => Value::Null,
                    };
                    self.plant("another value", pointer, Some(other), topics);
                }
                "not" | "items" => {
                    self.plant("a condition dropped", pointer.clone(), None, topics);
                    self.condition(value, &pointer, topics);
                }
                "anyOf" => {
                    for (index, branch) in value.as_array().into_iter().flatten().enumerate() {
                        let at = format!("{pointer}/{index}");
                        self.plant("a branch forgotten", at.clone(), None, topics);
                        self.condition(branch, &at, topics);
                    }
                }
                "minItems" | "maxItems" | "minProperties" | "maxProperties" => self.bound(value, &pointer, topics),
                "pattern" => self.pattern(value, &pointer, topics),
                "type" => self.plant("a condition dropped", pointer, None, topics),
                _ => {}
            }
        }
    }

    fn required(&mut self, members: &serde_json::Map<String, Value>, list: &Value, pointer: &str, topics: &[String]) {
        let listed: Vec<&Value> = list.as_array().into_iter().flatten().collect();
        for (index, name) in listed.iter().enumerate() {
            let topics: Vec<_> = name
                .as_str()
                .map(|it| format!("{}.{it}", topics[0]))
                .into_iter()
                .chain(topics.iter().cloned())
                .collect();
            self.plant("a required field forgotten", format!("{pointer}/{index}"), None, &topics);
        }
        for name in members.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name) {
            if !listed.iter().any(|it| *it == name) {
                let longer: Vec<Value> = listed.iter().map(|it| (*it).clone()).chain([json!(name)]).collect();
                self.plant(&format!("`{name}` required"), pointer.to_owned(), Some(longer.into()), topics);
            }
        }
    }

    fn listed(&mut self, list: &Value, pointer: &str, topics: &[String]) {
        let values: Vec<&Value> = list.as_array().into_iter().flatten().collect();
        for (index, value) in values.iter().enumerate() {
            if values.len() > 1 {
                self.plant("a value forgotten", format!("{pointer}/{index}"), None, topics);
            }
            let more = match value {
                Value::String(text) => json!(format!("{text}x")),
                Value::Number(number) => json!(number.as_i64().unwrap_or_default() + 1),
                _ => continue,
            };
            if !values.contains(&&more) {
                let longer: Vec<Value> = values.iter().map(|it| (*it).clone()).chain([more]).collect();
                self.plant("a value added", pointer.to_owned(), Some(longer.into()), topics);
            }
        }
    }

    fn bound(&mut self, value: &Value, pointer: &str, topics: &[String]) {
        let Some(bound) = value.as_i64() else { return };
        for other in [bound - 1, bound + 1] {
            if other >= 0 || pointer.ends_with("mum") {
                self.plant("a bound shifted", pointer.to_owned(), Some(json!(other)), topics);
            }
        }
        self.plant("a bound forgotten", pointer.to_owned(), None, topics);
    }

    fn pattern(&mut self, value: &Value, pointer: &str, topics: &[String]) {
        let Some(pattern) = value.as_str() else { return };
        self.plant("a form forgotten", pointer.to_owned(), None, topics);
        self.plant("the start not anchored", pointer.to_owned(), Some(json!(pattern.trim_start_matches('^'))), topics);
        self.plant("the end not anchored", pointer.to_owned(), Some(json!(pattern.trim_end_matches('$'))), topics);
    }

    fn kind(&mut self, value: &Value, pointer: &str, topics: &[String]) {
        self.plant("a type loosened", pointer.to_owned(), None, topics);
        let other = match value.as_str() {
            Some("integer") => "number",
            Some("string") => "integer",
            Some("boolean") => "string",
            Some("array") => "object",
            _ => "array",
        };
        self.plant("another type", pointer.to_owned(), Some(json!(other)), topics);
    }
}

/// Whether the corpus notices a mistake in the schema of its operation.
pub(super) fn fate(mutant: &Mutant, schema: &Value, probes: &Probes) -> Fate {
    let changed = replaced(schema, &mutant.pointer, mutant.with.clone());
    let Ok(validator) = jsonschema::validator_for(&changed) else {
        return Fate::Noticed("it does not compile".to_owned());
    };
    let found = probes.ordered(&mutant.topics).find(|&index| {
        let probe = &probes.all[index];
        probe.case.operation == mutant.operation
            && probe.json.as_ref().is_some_and(|json| differs(&validator, &probe.case, json))
    });
    found.map_or(Fate::Survived, |index| Fate::Noticed(probes.all[index].case.id.clone()))
}

/// Whether a validator says something else of a document than its case, as the tests compare it.
pub(super) fn differs(validator: &Validator, case: &crate::corpus::Case, json: &Value) -> bool {
    let marked = case.tools.get("jsonschema").map(|deviation| deviation.valid);
    let valid = validator.is_valid(json);
    if valid != marked.unwrap_or(case.valid) {
        return true;
    }
    if valid || marked.is_some() || !case.beyond.is_empty() {
        return false;
    }
    let mut found = BTreeSet::new();
    let errors: Vec<_> = validator.iter_errors(json).collect();
    for error in &errors {
        let keyword = error.kind().keyword();
        found.insert((error.instance_path().to_string(), if keyword == "const" { "enum" } else { keyword }));
    }
    let expected = case.reasons.iter().map(|told| (told.instance.clone(), told.keyword));
    found != expected.collect()
}

/// A schema with another value where a pointer leads, or without what is there.
pub(super) fn replaced(schema: &Value, pointer: &str, with: Option<Value>) -> Value {
    let mut changed = schema.clone();
    replace(&mut changed, pointer, with);
    changed
}

fn replace(schema: &mut Value, pointer: &str, with: Option<Value>) {
    let (above, last) = pointer.rsplit_once('/').unwrap_or_default();
    let last = last.replace("~1", "/").replace("~0", "~");
    match (schema.pointer_mut(above), with) {
        (Some(Value::Object(members)), Some(value)) => drop(members.insert(last, value)),
        (Some(Value::Object(members)), None) => drop(members.remove(&last)),
        (Some(Value::Array(items)), with) => {
            let index: usize = last.parse().unwrap_or(usize::MAX);
            if index < items.len() {
                match with {
                    Some(value) => items[index] = value,
                    None => drop(items.remove(index)),
                }
            }
        }
        _ => {}
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
