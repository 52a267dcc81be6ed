//! Truth tables of the rules: every field absent, null, of the wrong kind, and on each side of the condition.
//!
//! The conditions are read from the published description and evaluated here once more, on plain JSON.

use std::collections::{BTreeMap, BTreeSet};

use drs_validate::Syntax;
use serde_json::{Map, Value, json};

use crate::schema::below;
use crate::support::{checked, read, shown};

/// Rules that are functions of the validator.
const NATIVE: [&str; 2] = ["DRS-P030", "DRS-P066"];

/// A rule as published.
struct Rule {
    target: String,
    id: String,
    when: Value,
    then: Value,
}

#[test]
fn each_rule_fires_exactly_where_its_condition_says() {
    let mut counts = BTreeMap::new();
    for rule in rules() {
        let mut fired = 0;
        let documents = values(&[&rule.when, &rule.then]);
        for document in documents.iter().filter_map(Option::as_ref).filter(|it| it.is_object()) {
            let text = serde_json::to_string(document).unwrap();
            let report = checked(&rule.target, text.as_bytes(), Syntax::Json);
            let wrong: BTreeSet<_> = report
                .diagnostics
                .iter()
                .filter(|it| it.id.starts_with("DRS-S") && !matches!(&it.id[4..], "S001" | "S002" | "S015"))
                .map(|it| it.instance.clone())
                .collect();
            let expected = holds(&rule.when, document, "", &wrong) == Some(true)
                && holds(&rule.then, document, "", &wrong) == Some(false);
            let times = report.diagnostics.iter().filter(|it| it.id == rule.id).count();
            assert_eq!(times, usize::from(expected), "{} on {text}\n{}", rule.id, shown(&report));
            fired += times;
        }
        assert!(fired > 0 && fired < documents.len(), "{} fires {fired} times of {}", rule.id, documents.len());
        counts.insert(rule.id, (fired, documents.len()));
    }
    println!("{counts:?}");
    assert!(counts.len() > 40);
}

fn rules() -> Vec<Rule> {
    let contract: Value = serde_json::from_str(&read("dist/openapi.json")).unwrap();
    let mut rules = Vec::new();
    let mut collect = |target: &str, owner: &Value| {
        for rule in owner["x-drs-rules"].as_array().into_iter().flatten() {
            let id = rule["id"].as_str().unwrap().to_owned();
            if !NATIVE.contains(&id.as_str()) {
                rules.push(Rule {
                    target: target.to_owned(),
                    id,
                    when: rule["if"].clone(),
                    then: rule["then"].clone(),
                });
            }
        }
    };
    for (name, schema) in contract["components"]["schemas"].as_object().unwrap() {
        collect(name, schema);
    }
    for operation in contract["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values())
    {
        if let Some(id) = operation["operationId"].as_str() {
            collect(id, operation);
        }
    }
    rules
}

/// Values on every side of conditions on one value; `None` stands for no value.
fn values(conditions: &[&Value]) -> Vec<Option<Value>> {
    let all = flattened(conditions);
    let mut names: Vec<&str> = Vec::new();
    for condition in &all {
        names.extend(condition["required"].as_array().into_iter().flatten().filter_map(Value::as_str));
        names.extend(condition["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()));
    }
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { leaves(&all) } else { objects(&all, &names) }
}

fn objects(conditions: &[&Value], names: &[&str]) -> Vec<Option<Value>> {
    let mut objects = vec![Map::new()];
    for name in names {
        let inner: Vec<_> = conditions.iter().filter_map(|condition| condition["properties"].get(*name)).collect();
        let inner = values(&inner);
        // A long list of fields is not multiplied out: what is far from the first fields is absent, null or one value.
        let inner = if objects.len() > 2000 { inner.into_iter().take(4).collect() } else { inner };
        objects = objects
            .iter()
            .flat_map(|object| {
                inner.iter().map(|value| {
                    let mut object = object.clone();
                    object.extend(value.clone().map(|value| ((*name).to_owned(), value)));
                    object
                })
            })
            .collect();
    }
    let mut values = vec![None, Some(Value::Null), Some(json!("text"))];
    values.extend(objects.into_iter().map(|object| Some(Value::Object(object))));
    values
}

fn leaves(conditions: &[&Value]) -> Vec<Option<Value>> {
    let mut values = vec![
        None,
        Some(Value::Null),
        Some(json!({})),
        Some(json!([])),
        Some(json!(1)),
        Some(json!("text")),
        Some(json!(true)),
    ];
    for condition in conditions {
        values.extend(condition["enum"].as_array().into_iter().flatten().cloned().map(Some));
        values.extend(condition.get("const").cloned().map(Some));
        // The only other value of a list of two.
        values.extend(
            [("so", "ta"), ("ta", "so")]
                .iter()
                .filter(|(it, _)| condition["const"] == *it)
                .map(|(_, other)| Some(json!(other))),
        );
        for bound in ["minItems", "maxItems"].iter().filter_map(|word| condition[word].as_u64()) {
            for count in [bound.saturating_sub(1), bound, bound + 1] {
                values.push(Some(json!(vec![json!({"key": "k", "value": "v"}); usize::try_from(count).unwrap()])));
            }
        }
        for bound in ["minProperties", "maxProperties"].iter().filter_map(|word| condition[word].as_u64()) {
            let members =
                |count: u64| (0..count).map(|number| (format!("k{number}"), json!({}))).collect::<Map<_, _>>();
            values.extend([members(bound), members(bound + 1)].map(|members| Some(Value::Object(members))));
        }
        if condition.get("pattern").is_some() {
            values.extend(TEXTS.map(|text| Some(json!(text))));
        }
        if let Some(items) = condition.get("items") {
            let items = values_of_items(items);
            values.extend(items.iter().map(|item| Some(json!([item]))));
            values.extend(items.iter().map(|item| Some(json!([items[0], item]))));
        }
    }
    let mut seen = BTreeSet::new();
    values.retain(|value| seen.insert(format!("{value:?}")));
    values
}

fn values_of_items(items: &Value) -> Vec<Value> {
    values(&[items]).into_iter().flatten().collect()
}

/// Texts for the patterns that conditions have.
const TEXTS: [&str; 12] = [
    "mysql",
    "ecs_mysql",
    "cloud_mysql",
    "ca.p12",
    "ca.pem",
    "a,b",
    "a",
    "",
    "int",
    "varchar(256)",
    "datetime",
    "ADDITIONALCOLUMN,default_value",
];

/// A condition and those that it consists of.
fn flattened<'v>(conditions: &[&'v Value]) -> Vec<&'v Value> {
    let mut all = Vec::new();
    let mut open: Vec<&Value> = conditions.to_vec();
    while let Some(condition) = open.pop() {
        all.push(condition);
        open.extend(condition.get("not"));
        open.extend(condition["anyOf"].as_array().into_iter().flatten());
    }
    all.reverse();
    all
}

/// Whether a condition holds; `None` where that depends on a value that is wrong by itself.
fn holds(condition: &Value, value: &Value, pointer: &str, wrong: &BTreeSet<String>) -> Option<bool> {
    if wrong.contains(pointer) {
        return None;
    }
    let mut parts: Vec<Option<bool>> = Vec::new();
    for (word, said) in condition.as_object().unwrap() {
        let counted = |count: usize| said.as_u64().map(|bound| usize::try_from(bound).unwrap().cmp(&count));
        match word.as_str() {
            "required" => {
                parts.extend(said.as_array().unwrap().iter().map(|name| Some(value.get(name.as_str()?).is_some())));
            }
            "properties" => parts.extend(said.as_object().unwrap().iter().map(|(name, inner)| {
                value.get(name).map_or(Some(true), |value| holds(inner, value, &below(pointer, name), wrong))
            })),
            "enum" => parts.push(Some(said.as_array().unwrap().contains(value))),
            "const" => parts.push(Some(said == value)),
            "pattern" => {
                parts
                    .push(value.as_str().map(|text| regex::Regex::new(said.as_str().unwrap()).unwrap().is_match(text)));
            }
            "not" => parts.push(holds(said, value, pointer, wrong).map(|truth| !truth)),
            "anyOf" => {
                let branches: Vec<_> =
                    said.as_array().unwrap().iter().map(|it| holds(it, value, pointer, wrong)).collect();
                let unknown = branches.contains(&None);
                parts.push(if branches.contains(&Some(true)) {
                    Some(true)
                } else if unknown {
                    None
                } else {
                    Some(false)
                });
            }
            "items" => parts.extend(
                value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .enumerate()
                    .map(|(index, item)| holds(said, item, &format!("{pointer}/{index}"), wrong)),
            ),
            "minItems" => {
                parts.push(value.as_array().map(|items| counted(items.len()).is_some_and(std::cmp::Ordering::is_le)));
            }
            "maxItems" => {
                parts.push(value.as_array().map(|items| counted(items.len()).is_some_and(std::cmp::Ordering::is_ge)));
            }
            "minProperties" => {
                parts.push(
                    value.as_object().map(|members| counted(members.len()).is_some_and(std::cmp::Ordering::is_le)),
                );
            }
            "maxProperties" => {
                parts.push(
                    value.as_object().map(|members| counted(members.len()).is_some_and(std::cmp::Ordering::is_ge)),
                );
            }
            other => panic!("a condition says `{other}`"),
        }
    }
    if parts.contains(&Some(false)) {
        Some(false)
    } else if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}
