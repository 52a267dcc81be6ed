//! Fixes never turn one real word of the API into another.

use std::collections::{BTreeMap, BTreeSet};

use drs_diag::Diagnostic;
use drs_validate::{Syntax, check_schema};
use serde_json::{Value, json};

use crate::support::{all, checked, ids, read};

/// What the published description says: the listed values and the names of members, and the closed lists of requests by the
/// object and the member that have one.
struct Words {
    values: BTreeSet<String>,
    names: BTreeSet<String>,
    lists: BTreeMap<(String, String), Vec<String>>,
    objects: BTreeSet<String>,
}

impl Words {
    fn read() -> Self {
        let contract: Value = serde_json::from_str(&read("dist/openapi.json")).unwrap();
        let mut words =
            Self { values: BTreeSet::new(), names: BTreeSet::new(), lists: BTreeMap::new(), objects: BTreeSet::new() };
        let schemas = contract["components"]["schemas"].as_object().unwrap();
        for (object, schema) in schemas {
            let is_request = check_schema(object, drs_validate::Input::json("{}"), &all()).is_some();
            words.collect(schema);
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                let reference = property["$ref"].as_str().or_else(|| property["allOf"][0]["$ref"].as_str());
                let listed = reference.map_or(property, |it| contract.pointer(&it[1..]).unwrap());
                let closed = texts(&listed["enum"]);
                if is_request && !closed.is_empty() {
                    words.lists.insert((object.clone(), name.clone()), closed);
                }
            }
            if is_request && schema["additionalProperties"] == json!(false) {
                words.objects.insert(object.clone());
            }
        }
        assert!(
            words.values.len() > 250 && words.names.len() > 200 && words.lists.len() > 20,
            "{} values, {} names, {} lists",
            words.values.len(),
            words.names.len(),
            words.lists.len()
        );
        words
    }

    /// Adds every listed value and every name of a member in a schema.
    fn collect(&mut self, schema: &Value) {
        for list in ["enum", "x-extensible-enum"] {
            self.values.extend(texts(&schema[list]));
        }
        self.names.extend(schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()));
        for inner in schema
            .as_object()
            .into_iter()
            .flat_map(|schema| schema.values())
            .chain(schema.as_array().into_iter().flatten())
        {
            self.collect(inner);
        }
    }
}

fn texts(values: &Value) -> Vec<String> {
    values.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What the fix of a diagnostic writes into a document.
fn fixed(document: &str, diagnostic: &Diagnostic) -> Option<String> {
    diagnostic.fix.as_ref().map(|fix| drs_text::apply(document, &fix.edits))
}

#[test]
fn no_fix_turns_one_real_value_into_another() {
    let words = Words::read();
    let mut pairs = 0;
    for ((object, name), closed) in &words.lists {
        for word in words.values.iter().filter(|word| !closed.contains(word)) {
            let document = json!({ name: word }).to_string();
            let report = checked(object, document.as_bytes(), Syntax::Json);
            let pointer = format!("/{name}");
            let about: Vec<_> = report.diagnostics.iter().filter(|it| it.pointer == pointer).collect();
            assert!(!about.is_empty(), "{object}.{name} takes {word}");
            for diagnostic in about {
                let Some(after) = fixed(&document, diagnostic) else { continue };
                let after: Value = serde_json::from_str(&after).unwrap();
                assert!(
                    !after[name].as_str().is_some_and(|after| words.values.contains(after)),
                    "{object}.{name}: {word} becomes {after}"
                );
            }
            pairs += 1;
        }
    }
    assert!(pairs > 5000, "{pairs}");
}

#[test]
fn no_fix_turns_one_real_name_into_another() {
    let words = Words::read();
    let mut pairs = 0;
    for object in &words.objects {
        for name in &words.names {
            for value in [json!("1"), json!({}), json!([])] {
                let document = json!({ name: value }).to_string();
                let report = checked(object, document.as_bytes(), Syntax::Json);
                for after in report.diagnostics.iter().filter_map(|it| fixed(&document, it)) {
                    let after: Value = serde_json::from_str(&after).unwrap();
                    let keys: Vec<_> = after.as_object().unwrap().keys().collect();
                    let is_renamed = keys.len() == 1 && keys[0] != name && after[keys[0]] == value;
                    assert!(!is_renamed, "{object}: {name} becomes {after}");
                }
                pairs += 1;
            }
        }
    }
    assert!(pairs > 10_000, "{pairs}");
}

#[test]
fn slips_in_words_that_are_not_real_are_fixed() {
    for (value, fix) in [
        ("ORACLE-TO-GAUSSDBV5", Some("replace it by `oracle-to-gaussdbv5`")),
        ("oracel-to-gaussdbv5", Some("replace it by `oracle-to-gaussdbv5`")),
        ("oracle-to-gaussdbv5ha", None),
        ("oracle-to-gaussdbv6", None),
    ] {
        let document = json!({ "engine_type": value }).to_string();
        let report = checked("JobBaseInfo", document.as_bytes(), Syntax::Json);
        let about = report.diagnostics.iter().find(|it| it.id == "DRS-S004").unwrap();
        assert_eq!(about.fix.as_ref().map(|fix| &*fix.message), fix, "{value}");
    }
    let report = checked("JobBaseInfo", br#"{"engine_type": "oracle-to-gaussdbv5ha"}"#, Syntax::Json);
    assert!(ids(&report).contains(&"DRS-S004"));
    let about = report.diagnostics.iter().find(|it| it.id == "DRS-S004").unwrap();
    assert_eq!(about.label.as_deref(), Some("a value of `engine_type` in responses"));
}
