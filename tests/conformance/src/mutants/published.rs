//! Mutations of the published schemas, run through the `jsonschema` crate.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::pointer::{escaped, replaced};
use super::score::Outcome;
use crate::corpus::Case;

/// A mutation: what to put where.
#[derive(Clone, Debug)]
pub(super) struct SchemaMutation {
    /// The operation whose schema has it.
    pub(super) operation: String,
    /// What it is.
    pub(super) label: String,
    /// JSON Pointer of what is replaced.
    pointer: String,
    /// The replacement; `None` removes the member or item.
    with: Option<Value>,
    /// Topics of the cases that are tried first.
    topics: Vec<String>,
}

/// Every mutation of the schema of an operation.
pub(super) fn mutations(operation: &str, schema: &Value) -> Vec<SchemaMutation> {
    let name = schema["title"].as_str().unwrap_or_default().to_owned();
    let mut mutator = Mutator { operation, found: Vec::new(), labels: BTreeMap::new() };
    mutator.schema(schema, "", &[name]);
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        mutator.schema(definition, &format!("/$defs/{name}"), std::slice::from_ref(name));
    }
    mutator.found
}

struct Mutator<'o> {
    operation: &'o str,
    found: Vec<SchemaMutation>,
    labels: BTreeMap<String, u32>,
}

impl Mutator<'_> {
    fn add(&mut self, label: &str, pointer: String, with: Option<Value>, topics: &[String]) {
        let shown =
            with.as_ref().map_or_else(|| "nothing".to_owned(), |value| value.to_string().chars().take(60).collect());
        let mut label = format!("{}: {pointer}: {label}", self.operation);
        let count = self.labels.entry(label.clone()).or_default();
        *count += 1;
        if *count > 1 {
            label += &format!(" #{count}");
        }
        label += &format!(" | {shown}");
        let operation = self.operation.to_owned();
        self.found.push(SchemaMutation { operation, label, pointer, with, topics: topics.to_vec() });
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
                        self.add("a field forgotten", at.clone(), None, &topics);
                        self.add("a type loosened", at.clone(), Some(json!(true)), &topics);
                        self.schema(inner, &at, &topics);
                    }
                }
                "required" => self.required(members, value, &pointer, topics),
                "enum" => self.listed(value, &pointer, topics),
                "additionalProperties" if value == false => {
                    self.add("unknown fields allowed", pointer, Some(json!(true)), topics);
                }
                "additionalProperties" | "items" => {
                    self.add("a type loosened", pointer.clone(), Some(json!(true)), topics);
                    self.schema(value, &pointer, topics);
                }
                "anyOf" => {
                    for (index, branch) in value.as_array().into_iter().flatten().enumerate() {
                        let at = format!("{pointer}/{index}");
                        self.add("a branch forgotten", at.clone(), None, topics);
                        self.schema(branch, &at, topics);
                    }
                }
                "allOf" => {
                    for (index, rule) in value.as_array().into_iter().flatten().enumerate() {
                        let at = format!("{pointer}/{index}");
                        let id = rule["$comment"].as_str().unwrap_or_default().to_owned();
                        let topics: Vec<_> = [id].into_iter().chain(topics.iter().cloned()).collect();
                        self.add("a rule dropped", at.clone(), None, &topics);
                        self.add("a rule inverted", format!("{at}/if"), Some(json!({"not": rule["if"]})), &topics);
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
                            self.add("a condition dropped", at.clone(), None, topics);
                        }
                        self.condition(inner, &at, topics);
                    }
                }
                "required" => {
                    for (index, _) in value.as_array().into_iter().flatten().enumerate() {
                        self.add("a condition dropped", format!("{pointer}/{index}"), None, topics);
                    }
                }
                "enum" => self.listed(value, &pointer, topics),
                "const" => {
                    self.add("a condition dropped", pointer.clone(), None, topics);
                    let other = match value {
                        Value::Bool(truth) => json!(!truth),
                        Value::String(text) => json!(format!("{text}x")),
                        _ => Value::Null,
                    };
                    self.add("another value", pointer, Some(other), topics);
                }
                "not" | "items" => {
                    self.add("a condition dropped", pointer.clone(), None, topics);
                    self.condition(value, &pointer, topics);
                }
                "anyOf" => {
                    for (index, branch) in value.as_array().into_iter().flatten().enumerate() {
                        let at = format!("{pointer}/{index}");
                        self.add("a branch forgotten", at.clone(), None, topics);
                        self.condition(branch, &at, topics);
                    }
                }
                "minItems" | "maxItems" | "minProperties" | "maxProperties" => self.bound(value, &pointer, topics),
                "pattern" => self.pattern(value, &pointer, topics),
                "type" => self.add("a condition dropped", pointer, None, topics),
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
            self.add("a required field forgotten", format!("{pointer}/{index}"), None, &topics);
        }
        for name in members.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name) {
            if !listed.iter().any(|it| *it == name) {
                let longer: Vec<Value> = listed.iter().map(|it| (*it).clone()).chain([json!(name)]).collect();
                self.add(&format!("`{name}` required"), pointer.to_owned(), Some(longer.into()), topics);
            }
        }
    }

    fn listed(&mut self, list: &Value, pointer: &str, topics: &[String]) {
        let values: Vec<&Value> = list.as_array().into_iter().flatten().collect();
        for (index, value) in values.iter().enumerate() {
            if values.len() > 1 {
                self.add("a value forgotten", format!("{pointer}/{index}"), None, topics);
            }
            let more = match value {
                Value::String(text) => json!(format!("{text}x")),
                Value::Number(number) => json!(number.as_i64().unwrap_or_default() + 1),
                _ => continue,
            };
            if !values.contains(&&more) {
                let longer: Vec<Value> = values.iter().map(|it| (*it).clone()).chain([more]).collect();
                self.add("a value added", pointer.to_owned(), Some(longer.into()), topics);
            }
        }
    }

    fn bound(&mut self, value: &Value, pointer: &str, topics: &[String]) {
        let Some(bound) = value.as_i64() else { return };
        for other in [bound - 1, bound + 1] {
            if other >= 0 || pointer.ends_with("mum") {
                self.add("a bound shifted", pointer.to_owned(), Some(json!(other)), topics);
            }
        }
        self.add("a bound forgotten", pointer.to_owned(), None, topics);
    }

    fn pattern(&mut self, value: &Value, pointer: &str, topics: &[String]) {
        let Some(pattern) = value.as_str() else { return };
        self.add("a pattern forgotten", pointer.to_owned(), None, topics);
        self.add("the start not anchored", pointer.to_owned(), Some(json!(pattern.trim_start_matches('^'))), topics);
        self.add("the end not anchored", pointer.to_owned(), Some(json!(pattern.trim_end_matches('$'))), topics);
    }

    fn kind(&mut self, value: &Value, pointer: &str, topics: &[String]) {
        self.add("a type loosened", pointer.to_owned(), None, topics);
        let other = match value.as_str() {
            Some("integer") => "number",
            Some("string") => "integer",
            Some("boolean") => "string",
            Some("array") => "object",
            _ => "array",
        };
        self.add("another type", pointer.to_owned(), Some(json!(other)), topics);
    }
}

/// Cases with their documents, and where to look first.
pub(super) struct Probes<'c> {
    all: Vec<(&'c Case, Option<Value>)>,
    /// Numbers of the cases that are about a place or a rule.
    about: BTreeMap<String, Vec<usize>>,
}

impl<'c> Probes<'c> {
    /// Reads the documents.
    pub(super) fn new(cases: &'c [Case]) -> Self {
        let mut about: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, case) in cases.iter().enumerate() {
            for topic in topics(case) {
                about.entry(topic).or_default().push(index);
            }
        }
        let all = cases.iter().map(|case| (case, serde_json::from_str(&case.document).ok()));
        Self { all: all.collect(), about }
    }

    /// Numbers of the cases, those about the topics first and in the order of the topics.
    fn ordered<'p>(&'p self, topics: &'p [String]) -> impl Iterator<Item = usize> + 'p {
        let mut seen = BTreeSet::new();
        let near = topics.iter().filter_map(|topic| self.about.get(topic)).flatten().copied();
        near.chain(0..self.all.len()).filter(move |index| seen.insert(*index))
    }
}

/// What a case is about: `JobBaseInfo.tags[].key`, `JobBaseInfo`, `key`, `DRS-P012`.
fn topics(case: &Case) -> BTreeSet<String> {
    let mut topics: BTreeSet<String> =
        case.reasons.iter().chain(&case.warnings).filter_map(|error| error.rule.clone()).collect();
    let place = case.id.split('/').nth(1).unwrap_or_default();
    let names = place.split(['.', '[', '{']).filter(|name| !name.is_empty() && !name.starts_with([']', '}']));
    topics.extend(names.map(str::to_owned));
    topics.insert(place.trim_end_matches("[]").trim_end_matches("{}").to_owned());
    topics.extend(case.id.split(['/', ':']).filter(|part| part.starts_with("DRS-P")).map(str::to_owned));
    topics
}

/// The outcome of a mutation of the schema of its operation.
pub(super) fn outcome(mutation: &SchemaMutation, schema: &Value, probes: &Probes<'_>) -> Outcome {
    let changed = replaced(schema, &mutation.pointer, mutation.with.clone());
    let Ok(validator) = jsonschema::validator_for(&changed) else {
        return Outcome::Killed("it does not compile".to_owned());
    };
    let found = probes.ordered(&mutation.topics).map(|index| &probes.all[index]).find(|(case, json)| {
        case.operation == mutation.operation && json.as_ref().is_some_and(|json| differs(&validator, case, json))
    });
    found.map_or(Outcome::Survived, |(case, _)| Outcome::Killed(case.id.clone()))
}

/// Whether a validator says something else of a document than its case, as the tests compare it.
fn differs(validator: &Validator, case: &Case, json: &Value) -> bool {
    let marked = case.tools.get("jsonschema").map(|deviation| deviation.valid);
    let valid = validator.is_valid(json);
    if valid != marked.unwrap_or(case.valid) {
        return true;
    }
    if valid || marked.is_some() || !case.beyond.is_empty() {
        return false;
    }
    let errors: Vec<_> = validator.iter_errors(json).collect();
    let found: BTreeSet<_> = errors
        .iter()
        .map(|error| {
            let keyword = error.kind().keyword();
            (error.instance_path().to_string(), if keyword == "const" { "enum" } else { keyword })
        })
        .collect();
    found != case.reasons.iter().map(|error| (error.instance.clone(), error.keyword)).collect()
}
