//! Documents with one mistake each: every example, with every kind of mistake at every place.

use std::collections::BTreeSet;

use drs_validate::Operation;
use regex::Regex;
use serde_json::{Map, Value, json};

use crate::schema::{Schema, Site, above, below, is_closed};
use crate::support::examples;

/// A document with one mistake.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The operation whose request it was.
    pub(crate) operation: Operation,
    /// The example.
    pub(crate) example: String,
    /// The kind of mistake.
    pub(crate) kind: &'static str,
    /// The ids of which the mistake may have one.
    pub(crate) ids: &'static [&'static str],
    /// Where the mistake is: the value, or the object that lacks a member.
    pub(crate) pointer: String,
    /// The document.
    pub(crate) document: Value,
}

/// Makes every mistake once at every place of the schema that an example has, and hands out the documents one by one.
pub(crate) fn each_case(mut visit: impl FnMut(Case)) {
    for (operation, example, text) in examples() {
        each_case_of(operation, &example, &serde_json::from_str(&text).unwrap(), &mut visit);
    }
}

/// Makes every mistake in one document.
pub(crate) fn each_case_of(operation: Operation, example: &str, document: &Value, mut visit: impl FnMut(Case)) {
    let schema = Schema::of(operation);
    let mut seen = BTreeSet::new();
    let mut maker = Maker { operation, example, document, schema: &schema, seen: &mut seen, visit: &mut visit };
    for site in schema.sites(document) {
        maker.site(&site);
    }
}

struct Maker<'d> {
    operation: Operation,
    example: &'d str,
    document: &'d Value,
    schema: &'d Schema,
    /// Mistakes made, with the place in the schema.
    seen: &'d mut BTreeSet<String>,
    visit: &'d mut dyn FnMut(Case),
}

impl Maker<'_> {
    fn add(
        &mut self,
        kind: &'static str,
        ids: &'static [&'static str],
        pointer: String,
        change: impl FnOnce(&mut Value),
    ) {
        let place: Vec<_> =
            pointer.split('/').map(|it| if it.bytes().all(|b| b.is_ascii_digit()) { "0" } else { it }).collect();
        if !self.seen.insert(format!("{kind} {}", place.join("/"))) {
            return;
        }
        let mut document = self.document.clone();
        change(&mut document);
        let (operation, example) = (self.operation, self.example.to_owned());
        (self.visit)(Case { operation, example, kind, ids, pointer, document });
    }

    fn replace(&mut self, kind: &'static str, ids: &'static [&'static str], site: &Site<'_, '_>, value: Value) {
        let pointer = site.pointer.clone();
        self.add(kind, ids, pointer.clone(), |document| *document.pointer_mut(&pointer).unwrap() = value);
    }

    fn site(&mut self, site: &Site<'_, '_>) {
        match site.value {
            Value::Object(members) => self.object(site, members),
            Value::Array(items) => self.array(site, items),
            Value::String(text) => self.text(site, text),
            Value::Number(_) => self.number(site),
            Value::Bool(_) | Value::Null => {}
        }
        self.kinds(site);
    }

    fn kinds(&mut self, site: &Site<'_, '_>) {
        let allowed = site.schema["type"].as_str();
        let listed = site.schema["enum"][0].is_i64();
        for (kind, other, value) in [
            ("null", "null", Value::Null),
            ("number for it", "integer", json!(7)),
            ("boolean for it", "boolean", json!(true)),
            ("text for it", "string", json!("7")),
            ("array for it", "array", json!([])),
            ("object for it", "object", json!({})),
        ] {
            let fits = allowed == Some(other) || (allowed.is_none() && (listed || site.schema.get("anyOf").is_some()));
            if !fits && !site.pointer.is_empty() {
                self.replace(kind, &["DRS-S003", "DRS-S016"], site, value);
            }
        }
    }

    fn object(&mut self, site: &Site<'_, '_>, members: &Map<String, Value>) {
        let (pointer, schema) = (&site.pointer, site.schema);
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if members.len() > 1 || !pointer.is_empty() {
                self.add("missing", &["DRS-S001"], pointer.clone(), |document| {
                    object_at(document, pointer).remove(name);
                });
            }
        }
        if !is_closed(schema) {
            return;
        }
        self.add("unknown", &["DRS-S002"], below(pointer, "unheard_of"), |document| {
            object_at(document, pointer).insert("unheard_of".to_owned(), json!(1));
        });
        for name in members.keys().filter(|name| schema["properties"].get(name.as_str()).is_some()) {
            for (kind, other) in misspellings(name) {
                if schema["properties"].get(&other).is_none() {
                    self.add(kind, &["DRS-S002"], below(pointer, &other), |document| {
                        let object = object_at(document, pointer);
                        let value = object.remove(name).unwrap();
                        object.insert(other, value);
                    });
                }
            }
        }
        self.moves(site, members);
    }

    /// Members in the object around theirs, and in objects beside them.
    fn moves(&mut self, site: &Site<'_, '_>, members: &Map<String, Value>) {
        const IDS: &[&str] = &["DRS-S015", "DRS-S016"];
        for (outer, value) in members {
            let Some(inner) = value.as_object() else { continue };
            let Some(inner_schema) = self.schema.member(site.schema, outer).filter(|it| is_closed(it)) else {
                continue;
            };
            for name in inner.keys().filter(|name| site.schema["properties"].get(name.as_str()).is_none()) {
                let from = below(&site.pointer, outer);
                self.add("one level up", IDS, below(&site.pointer, name), |document| {
                    let value = object_at(document, &from).remove(name).unwrap();
                    object_at(document, &site.pointer).insert(name.clone(), value);
                });
            }
            for name in
                members.keys().filter(|name| *name != outer && inner_schema["properties"].get(name.as_str()).is_none())
            {
                let to = below(&site.pointer, outer);
                self.add("one level down", IDS, below(&to, name), |document| {
                    let value = object_at(document, &site.pointer).remove(name).unwrap();
                    object_at(document, &to).insert(name.clone(), value);
                });
            }
        }
    }

    fn array(&mut self, site: &Site<'_, '_>, items: &[Value]) {
        if let Some(item) = items.first().filter(|_| items.len() == 1) {
            self.replace("item without brackets", &["DRS-S016"], site, item.clone());
        }
        if let (Some(most), Some(item)) = (site.schema["maxItems"].as_u64(), items.first()) {
            let many = vec![item.clone(); usize::try_from(most).unwrap() + 1];
            self.replace("too many items", &["DRS-S012"], site, many.into());
        }
    }

    fn text(&mut self, site: &Site<'_, '_>, text: &str) {
        let schema = site.schema;
        if schema.get("enum").is_some() {
            for (kind, other) in [("other value", format!("{text}x")), ("other case", flip(text))] {
                if !schema["enum"].as_array().unwrap().contains(&json!(other)) {
                    self.replace(kind, &["DRS-S004"], site, other.into());
                }
            }
            return;
        }
        let (least, most) = (schema["minLength"].as_u64(), schema["maxLength"].as_u64());
        if let Some(least) = least {
            self.replace("too short", &["DRS-S005"], site, "x".repeat(usize::try_from(least).unwrap() - 1).into());
        }
        if let Some(most) = most {
            self.replace("too long", &["DRS-S006"], site, "x".repeat(usize::try_from(most).unwrap() + 1).into());
        }
        if let Some(pattern) = schema["pattern"].as_str() {
            let regex = Regex::new(pattern).unwrap();
            let others = [format!("{text}!"), format!("<{text}"), text.chars().skip(1).collect(), "0".to_owned()];
            for other in others.into_iter().filter(|other| !regex.is_match(other)) {
                let length = other.chars().count() as u64;
                if (least.unwrap_or(0)..=most.unwrap_or(u64::MAX)).contains(&length) {
                    self.replace("other form", &["DRS-S007"], site, other.into());
                }
            }
        }
    }

    fn number(&mut self, site: &Site<'_, '_>) {
        self.replace("fraction", &["DRS-S010"], site, json!(1.5));
        if let Some(least) = site.schema["minimum"].as_i64() {
            self.replace("too small", &["DRS-S008"], site, json!(least - 1));
        }
        if let Some(most) = site.schema["maximum"].as_i64() {
            self.replace("too large", &["DRS-S009"], site, json!(most + 1));
        }
        if site.schema["enum"][0].is_i64() {
            self.replace("other number", &["DRS-S004"], site, json!(99));
        }
    }
}

fn object_at<'d>(document: &'d mut Value, pointer: &str) -> &'d mut Map<String, Value> {
    document.pointer_mut(pointer).unwrap().as_object_mut().unwrap()
}

/// A name as people get it wrong.
fn misspellings(name: &str) -> Vec<(&'static str, String)> {
    let mut swapped: Vec<char> = name.chars().collect();
    let middle = swapped.len() / 2;
    swapped.swap(middle - 1, middle);
    let mut camel = String::new();
    for word in name.split('_') {
        let mut letters = word.chars();
        let first = letters.next().map(|c| if camel.is_empty() { c } else { c.to_ascii_uppercase() });
        camel.extend(first.into_iter().chain(letters));
    }
    let all = [
        ("letter left out", name[..name.len() - 1].to_owned()),
        ("letters swapped", swapped.into_iter().collect()),
        ("camel case", camel),
        ("kebab case", name.replace('_', "-")),
        ("upper case", name.to_uppercase()),
    ];
    all.into_iter().filter(|(_, other)| other != name && other.len() > 1).collect()
}

fn flip(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }).collect()
}

/// The pointer of the object that holds the mistake.
pub(crate) fn holder(case: &Case) -> &str {
    above(&case.pointer)
}
