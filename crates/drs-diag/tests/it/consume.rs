//! What the readers of the formats for programs need, whatever was written into them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use drs_diag::Format;
use drs_diag::report::{LineReport, schema};
use serde_json::{Value, json};

static LINE_SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let mut schema = schema();
    let root = schema.as_object_mut().expect("a schema is an object");
    root.retain(|key, _| key == "$schema" || key == "$defs");
    root.insert("$ref".to_owned(), json!("#/$defs/LineReport"));
    jsonschema::validator_for(&schema).expect("the schema is one")
});

/// Reads `text` as a reader of `format` does.
pub(crate) fn check(format: Format, text: &str) {
    match format {
        Format::Json => drop(super::json::check(text)),
        Format::JsonLines => json_lines(text),
        Format::Sarif => sarif(text),
        Format::Github => drop(text.lines().map(command).collect::<Vec<_>>()),
        Format::Gitlab => gitlab(text),
        Format::Junit => junit(text),
        _ => {}
    }
}

fn json_lines(text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let value: Value = serde_json::from_str(line).expect("each line is JSON");
        assert!(LINE_SCHEMA.is_valid(&value), "{line}");
        let typed: LineReport = serde_json::from_value(value.clone()).expect("a line is what the types say");
        assert_eq!(matches!(typed, LineReport::Summary(_)), index + 1 == lines.len(), "the summary is the last line");
        assert_eq!(serde_json::to_value(typed).expect("the types are JSON"), value);
    }
}

fn sarif(text: &str) {
    let log: Value = serde_json::from_str(text).expect("SARIF is JSON");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules are an array");
    let ids: BTreeSet<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids.len(), rules.len(), "rules are distinct");
    for result in run["results"].as_array().expect("results are an array") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("it is a number")).expect("it is small");
        assert_eq!(result["ruleId"], rules[index]["id"]);
        let others = result["relatedLocations"].as_array().into_iter().flatten();
        let fixes = result["fixes"].as_array().into_iter().flatten();
        let replaced = fixes.flat_map(|fix| fix["artifactChanges"][0]["replacements"].as_array().into_iter().flatten());
        let regions = others.map(|other| &other["physicalLocation"]["region"]);
        for region in regions.chain(replaced.map(|replaced| &replaced["deletedRegion"])) {
            assert!(is_region(region), "{region}");
        }
        let place = &result["locations"][0]["physicalLocation"];
        assert!(is_region(&place["region"]), "{place}");
        let uri = place["artifactLocation"]["uri"].as_str().expect("it is a text");
        assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%:".contains(&byte)), "{uri}");
        let message = result["message"]["text"].as_str().expect("it is a text");
        assert!(!message.contains("]("), "a link: {message}");
    }
}

fn is_region(region: &Value) -> bool {
    let of = |key: &str| region[key].as_u64().unwrap_or_default();
    let (start, end) = ((of("startLine"), of("startColumn")), (of("endLine"), of("endColumn")));
    start.0 > 0 && start.1 > 0 && start <= end
}

/// A line as the runner of GitHub Actions reads it.
pub(crate) fn command(line: &str) -> (String, BTreeMap<String, String>, String) {
    let (head, data) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a line is a command");
    let (name, properties) = head.split_once(' ').expect("a command has properties");
    assert!(["error", "warning", "notice"].contains(&name), "{line}");
    let data_of = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property_of = |text: &str| data_of(&text.replace("%3A", ":").replace("%2C", ","));
    let properties: BTreeMap<String, String> = properties
        .split(',')
        .map(|property| property.split_once('=').expect("a property has a value"))
        .map(|(key, value)| (key.to_owned(), property_of(value)))
        .collect();
    for key in properties.keys() {
        assert!(["title", "file", "line", "endLine", "col", "endColumn"].contains(&&**key), "{line}");
    }
    assert!(properties.contains_key("file") && properties.contains_key("title"), "{line}");
    (name.to_owned(), properties, data_of(data))
}

fn gitlab(text: &str) {
    let issues: Vec<Value> = serde_json::from_str(text).expect("the report is an array");
    let mut fingerprints = BTreeSet::new();
    for issue in &issues {
        assert!(issue["description"].is_string() && issue["check_name"].is_string(), "{issue}");
        assert!(
            ["info", "minor", "major", "critical", "blocker"].map(Value::from).contains(&issue["severity"]),
            "{issue}"
        );
        assert!(
            issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].as_u64() > Some(0),
            "{issue}"
        );
        assert!(fingerprints.insert(issue["fingerprint"].as_str().expect("it is a text")), "twice: {issue}");
    }
}

fn junit(text: &str) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let of = |node: roxmltree::Node<'_, '_>, name| node.descendants().filter(|node| node.has_tag_name(name)).count();
    let root = document.root_element();
    assert!(root.has_tag_name("testsuites"), "{text}");
    for suite in root.children().filter(roxmltree::Node::is_element) {
        assert!(suite.has_tag_name("testsuite"), "{text}");
        for (attribute, name) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
            assert_eq!(suite.attribute(attribute), Some(&*of(suite, name).to_string()), "{text}");
        }
    }
}
