//! The same request in JSON and in YAML gets the same verdict, by the same diagnostics, at the same values.

use std::collections::BTreeMap;
use std::fs;

use drs_contract::Operation;
use serde_json::Value;

use crate::scratch::{Scratch, workspace};
use crate::yaml_text::yaml;

/// Every example of the contract, with its operation.
fn examples() -> Vec<(String, Value)> {
    let mut examples = Vec::new();
    let mut folders: Vec<_> = fs::read_dir(workspace().join("spec/examples")).expect("a folder").flatten().collect();
    folders.sort_by_key(fs::DirEntry::file_name);
    for folder in folders {
        let mut files: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().collect();
        files.sort_by_key(fs::DirEntry::file_name);
        for file in files {
            let text = fs::read_to_string(file.path()).expect("a text");
            examples.push((folder.file_name().display().to_string(), serde_json::from_str(&text).expect("JSON")));
        }
    }
    examples
}

/// How many keys and values there are.
fn nodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(|inner| 1 + nodes(inner)).sum::<usize>(),
        _ => 1,
    }
}

/// The value with one mistake more, at the node number `at` of it: a key misspelt, removed or doubled in another case, a
/// value of another type, an unknown value.
fn mistaken(value: &Value, at: usize) -> Value {
    fn change(value: &mut Value, count: &mut usize, at: usize) {
        *count += 1;
        if *count == at {
            *value = match (at % 5, &*value) {
                (0, Value::String(text)) => Value::from(format!("{text}x")),
                (1, Value::String(text)) => Value::from(text.to_uppercase()),
                (2, _) => Value::Null,
                (3, Value::Object(_)) => serde_json::json!([]),
                (3, _) => serde_json::json!(12.5),
                (_, Value::Bool(truth)) => Value::from(truth.to_string()),
                (_, _) => Value::from(true),
            };
            return;
        }
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| change(item, count, at)),
            Value::Object(members) => {
                let keys: Vec<_> = members.keys().cloned().collect();
                for key in keys {
                    *count += 1;
                    let is_this = *count == at;
                    let mut inner = members.remove(&key).expect("the key is there");
                    change(&mut inner, count, at);
                    match (is_this, at % 3) {
                        (true, 0) => members.insert(format!("{key}s"), inner),
                        (true, 1) => members.insert(key.replace('_', "-"), inner),
                        (true, _) => None,
                        (false, _) => members.insert(key, inner),
                    };
                }
            }
            _ => {}
        }
    }
    let mut value = value.clone();
    change(&mut value, &mut 0, at);
    value
}

/// The result of each file: verdict, and each diagnostic with the text that it points at, quotes and brackets aside.
fn results(report: &Value, texts: &[String]) -> Vec<String> {
    let files = report["files"].as_array().expect("files");
    assert_eq!(files.len(), texts.len());
    let mut results = Vec::new();
    for (file, text) in files.iter().zip(texts) {
        let mut lines = Vec::new();
        for diagnostic in file["diagnostics"].as_array().expect("diagnostics") {
            let number = |key: &str| usize::try_from(diagnostic[key].as_u64().expect("a number")).expect("small");
            let start = number("byte_offset");
            let slice = &text[start..start + number("byte_length")];
            let is_scalar = !slice.starts_with(['{', '[']) && diagnostic["id"] != "DRS-S001";
            let scalar: String = slice.chars().filter(char::is_ascii_alphanumeric).collect();
            // What is missing somewhere, or missing around it, is shown at a bracket, which YAML need not have.
            let scalar = if is_scalar && !["DRS-S015", "DRS-S016"].contains(&diagnostic["id"].as_str().unwrap_or("")) {
                scalar
            } else {
                String::new()
            };
            let fields = ["id", "severity", "message", "pointer", "instance", "help"];
            let fields: Vec<_> = fields.iter().map(|field| diagnostic[field].to_string()).collect();
            lines.push(format!("{} {scalar}", fields.join(" ")));
        }
        // What is missing in an object is shown at its bracket, or at its first key where it has none.
        lines.sort();
        results.push(format!("{} {}\n{}", file["operation"], file["valid"], lines.join("\n")));
    }
    results
}

#[test]
fn json_and_yaml_of_a_value_get_the_same_diagnostics() {
    let mut values = Vec::new();
    for (operation, example) in examples() {
        let nodes = nodes(&example);
        let broken: Vec<_> = (1..=12).map(|step| mistaken(&example, 1 + step * (nodes - 1) / 12)).collect();
        values.extend(std::iter::once(example).chain(broken).map(|value| (operation.clone(), value)));
    }
    assert!(values.len() > 500, "{}", values.len());
    let (mut differing, mut invalid) = (Vec::new(), 0);
    for operation in Operation::ALL.into_iter().filter(|it| !it.is_bare()).map(Operation::id) {
        let values: Vec<_> = values.iter().filter(|(of, _)| of == operation).map(|(_, value)| value).collect();
        let texts = |write: &dyn Fn(&Value) -> String| values.iter().map(|value| write(value)).collect::<Vec<_>>();
        let (json, yaml) = (texts(&|value| format!("{value:#}")), texts(&yaml));
        let mut folder = Scratch::new();
        for (index, (json, yaml)) in json.iter().zip(&yaml).enumerate() {
            folder = folder.file(&format!("json/{index:04}.json"), json).file(&format!("yaml/{index:04}.yaml"), yaml);
        }
        let report = |name: &str| -> Value {
            let arguments = ["validate", "--operation", operation, "--max-diagnostics", "0", "--format", "json", name];
            serde_json::from_str(&folder.drs(&arguments).stdout).expect("JSON")
        };
        let (json_results, yaml_results) = (results(&report("json"), &json), results(&report("yaml"), &yaml));
        for (index, (of_json, of_yaml)) in json_results.iter().zip(&yaml_results).enumerate() {
            invalid += usize::from(of_json.lines().next().is_some_and(|line| line.ends_with("false")));
            if of_json != of_yaml {
                differing.push(format!("{}\nJSON: {of_json}\nYAML: {of_yaml}", yaml[index]));
            }
        }
    }
    let count = differing.len();
    assert!(differing.is_empty(), "{count} differ\n{}", differing.into_iter().take(3).collect::<Vec<_>>().join("\n\n"));
    assert!(invalid > 300, "{invalid}");
}

#[test]
fn examples_as_one_stream_are_valid() {
    let mut streams: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (operation, example) in examples() {
        streams.entry(operation).or_default().push(format!("---\n{}", yaml(&example)));
    }
    let scratch = streams.iter().fold(Scratch::new(), |scratch, (operation, documents)| {
        scratch.file(&format!("{operation}/all.yml"), documents.concat())
    });
    let run = scratch.drs(&["validate", "."]);
    assert_eq!(run.status, 0, "{}", run.transcript());
    assert_eq!(run.stdout, format!("{} documents valid\n", examples().len()));
}
