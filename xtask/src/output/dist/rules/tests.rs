//! What rules become, and that they still say the same.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use super::super::json::{Json, Object};
use super::super::lower::Dialect;
use super::Rules;

fn parse(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

/// A rule with this `if` and `then`, both guarded already, compiled.
fn compiled(condition: &str, consequence: &str) -> String {
    let rules = format!(
        r#"{{"type": "object", "x-drs-rules": [{{"id": "DRS-P900", "severity": "error", "if": {condition}, "then": {consequence}}}]}}"#
    );
    match Rules::of(&parse(&rules)) {
        Ok(rules) => {
            let side = |key: &str| serde_json::to_string(rules.compiled[0].get(key).unwrap()).unwrap();
            format!("  if {}\nthen {}", side("if"), side("then"))
        }
        Err(problem) => problem.message,
    }
}

#[test]
fn each_required_name_is_a_property() {
    insta::assert_snapshot!(
        compiled(r#"{"properties": {"endpoint_type": {"enum": ["cloud", "ecs"]}}, "required": ["endpoint_type"]}"#, r#"{"required": ["cloud"]}"#), @r#"
      if {"properties":{"endpoint_type":{"enum":["cloud","ecs"]}},"required":["endpoint_type"]}
    then {"properties":{"cloud":true},"required":["cloud"]}
    "#);
}

#[test]
fn a_type_stands_where_a_condition_looks_into_a_value() {
    insta::assert_snapshot!(
        compiled(
            r#"{"required": ["base_info"], "properties": {"base_info": {"required": ["mode"], "properties": {"mode": {"const": "period"}}}}}"#,
            r#"{"properties": {"tags": {"maxItems": 10, "items": {"required": ["key"]}}, "name": {"pattern": "^a"}, "info": {"maxProperties": 0}}}"#), @r#"
      if {"properties":{"base_info":{"type":"object","properties":{"mode":{"const":"period"}},"required":["mode"]}},"required":["base_info"]}
    then {"properties":{"tags":{"type":"array","maxItems":10,"items":{"type":"object","properties":{"key":true},"required":["key"]}},"name":{"type":"string","pattern":"^a"},"info":{"type":"object","maxProperties":0}}}
    "#);
}

#[test]
fn a_type_stands_beside_a_not_and_before_branches_that_agree() {
    insta::assert_snapshot!(
        compiled(
            r#"{"required": ["name", "user"], "properties": {"name": {"not": {"pattern": "^a"}}, "user": {"not": {"required": ["password"]}}}}"#,
            r#"{"anyOf": [{"required": ["schemas"]}, {"properties": {"name": {"anyOf": [{"pattern": "^b"}, {"const": null}]}}}]}"#), @r#"
      if {"properties":{"name":{"type":"string","not":{"pattern":"^a"}},"user":{"type":"object","not":{"properties":{"password":true},"required":["password"]}}},"required":["name","user"]}
    then {"anyOf":[{"properties":{"schemas":true},"required":["schemas"]},{"properties":{"name":{"anyOf":[{"type":"string","pattern":"^b"},{"const":null}]}}}]}
    "#);
}

#[test]
fn a_rule_on_a_value_that_may_be_null_looks_into_objects_only() {
    let schema = parse(
        r#"{"type": "object", "nullable": true, "x-drs-rules": [{"id": "DRS-P900", "severity": "error", "if": {"maxProperties": 1}, "then": {"not": {"required": ["a"]}}}]}"#,
    );
    let lowered = serde_json::to_value(Dialect::Standard.schema(&schema).unwrap()).unwrap();
    for (document, valid) in [("null", true), (r#"{"a": 1}"#, false), (r#"{"b": 1}"#, true)] {
        let document: Value = serde_json::from_str(document).unwrap();
        assert_eq!(jsonschema::draft202012::is_valid(&lowered, &document), valid, "{document}");
    }
}

#[test]
fn a_condition_that_no_value_can_meet_in_both_parts_is_refused() {
    insta::assert_snapshot!(compiled(r#"{"properties": {"a": {"minItems": 1, "pattern": "^a"}}}"#, "{}"), @"DRS-P900: a condition looks into one value as `array` and as `string`");
    insta::assert_snapshot!(compiled(r#"{"minItems": 1}"#, "{}"), @"DRS-P900: a condition looks into a value of type `object` as `array`");
    insta::assert_snapshot!(compiled(r#"{"minimum": 1}"#, "{}"), @"DRS-P900: a condition cannot say `minimum`");
}

#[test]
fn warnings_and_coded_rules_are_left_out_of_files_and_kept_in_openapi() {
    let schema = parse(
        r#"{"type": "object", "x-drs-rules": [
            {"id": "DRS-P901", "severity": "error", "if": {"required": ["a"]}, "then": {"required": ["b"]}},
            {"id": "DRS-P902", "severity": "warning", "if": {"required": ["a"]}, "then": {"required": ["c"]}},
            {"id": "DRS-P903", "severity": "error", "check": "rust"},
            {"id": "DRS-P904", "severity": "warning", "check": "rust"}]}"#,
    );
    let show = |dialect: Dialect| serde_json::to_string_pretty(&dialect.schema(&schema).unwrap()).unwrap();
    insta::assert_snapshot!(show(Dialect::Standard), @r#"
    {
      "type": "object",
      "$comment": "checked by `drs validate` only: DRS-P903",
      "allOf": [
        {
          "$comment": "DRS-P901",
          "if": {
            "properties": {
              "a": true
            },
            "required": [
              "a"
            ]
          },
          "then": {
            "properties": {
              "b": true
            },
            "required": [
              "b"
            ]
          }
        }
      ]
    }
    "#);
    let kept = Dialect::OpenApi.schema(&schema).unwrap();
    let kept: Vec<_> =
        kept.get("x-drs-rules").unwrap().items().iter().map(|rule| rule.get("id").unwrap().as_str().unwrap()).collect();
    assert_eq!(kept, ["DRS-P902", "DRS-P903", "DRS-P904"]);
}

/// The type of a value that the made-up rules below are about.
#[derive(Clone, Debug)]
enum Type {
    Text,
    Flag,
    List(Box<Type>),
    Record(Vec<(&'static str, Type)>),
}

fn owner() -> Type {
    let row = Type::Record(vec![("t", Type::Text), ("f", Type::Flag)]);
    Type::Record(vec![
        ("t", Type::Text),
        ("f", Type::Flag),
        ("l", Type::List(Box::new(Type::Text))),
        ("r", row.clone()),
        ("rows", Type::List(Box::new(row))),
    ])
}

/// The schema that says the types and nothing else.
fn types(of: &Type) -> Json {
    match of {
        Type::Text => parse(r#"{"type": "string"}"#),
        Type::Flag => parse(r#"{"type": "boolean"}"#),
        Type::List(item) => Json::object([("type", "array".into()), ("items", types(item))]),
        Type::Record(fields) => Json::object([
            ("type", "object".into()),
            ("properties", Json::object(fields.iter().map(|(name, field)| (*name, types(field))))),
        ]),
    }
}

/// Conditions that are possible on a type.
fn condition(of: &Type, depth: u32) -> BoxedStrategy<Json> {
    let texts = || proptest::sample::subsequence(vec!["a", "b", "ab"], 1..3);
    let count = 0_i64..3;
    let leaf = match of {
        Type::Text => prop_oneof![
            texts().prop_map(|texts| Json::object([("enum", texts.into_iter().collect())])),
            Just(parse(r#"{"const": "a"}"#)),
            prop_oneof![Just("^a"), Just("^[ab]$")].prop_map(|pattern| Json::object([("pattern", pattern.into())])),
        ]
        .boxed(),
        Type::Flag => any::<bool>().prop_map(|truth| Json::object([("const", truth.into())])).boxed(),
        Type::List(item) => prop_oneof![
            count.clone().prop_map(|count| Json::object([("minItems", Json::Integer(count))])),
            count.prop_map(|count| Json::object([("maxItems", Json::Integer(count))])),
            condition(item, 0).prop_map(|inner| Json::object([("items", inner)])),
        ]
        .boxed(),
        Type::Record(fields) => {
            let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
            let required = proptest::sample::subsequence(names, 1..3);
            let properties = proptest::sample::select(fields.clone()).prop_flat_map(move |(name, field)| {
                condition(&field, depth).prop_map(move |inner| Json::object([(name, inner)]))
            });
            prop_oneof![
                required.clone().prop_map(|names| Json::object([("required", names.into_iter().collect())])),
                properties.clone().prop_map(|properties| Json::object([("properties", properties)])),
                (required, properties).prop_map(|(names, properties)| {
                    Json::object([("required", names.into_iter().collect()), ("properties", properties)])
                }),
                count.clone().prop_map(|count| Json::object([("minProperties", Json::Integer(count))])),
                count.prop_map(|count| Json::object([("maxProperties", Json::Integer(count))])),
            ]
            .boxed()
        }
    };
    if depth == 0 {
        return leaf;
    }
    let inner = condition(of, depth - 1);
    prop_oneof![
        4 => leaf,
        1 => inner.clone().prop_map(|inner| Json::object([("not", inner)])),
        1 => proptest::collection::vec(inner, 1..3).prop_map(|branches| Json::object([("anyOf", Json::Array(branches))])),
    ]
    .boxed()
}

/// Values of a type, each field absent now and then, and now and then of the wrong type.
fn value(of: &Type) -> BoxedStrategy<Value> {
    let right = match of {
        Type::Text => prop_oneof![Just("a"), Just("b"), Just("ab"), Just("c")].prop_map(Value::from).boxed(),
        Type::Flag => any::<bool>().prop_map(Value::from).boxed(),
        Type::List(item) => proptest::collection::vec(value(item), 0..3).prop_map(Value::from).boxed(),
        Type::Record(fields) => {
            let field = |&(name, ref field): &(&'static str, Type)| {
                proptest::option::of(value(field)).prop_map(move |value| (name, value))
            };
            let fields: Vec<_> = fields.iter().map(field).collect();
            fields
                .prop_map(|fields| {
                    fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
                })
                .boxed()
        }
    };
    let wrong = prop_oneof![Just(Value::Null), Just(5.into()), Just("a".into()), Just(Value::Array(Vec::new()))];
    prop_oneof![40 => right, 1 => wrong].boxed()
}

/// What a condition says about a value, read word by word.
fn holds(condition: &Json, value: &Value) -> bool {
    condition.as_object().into_iter().flatten().all(|(word, said)| {
        let limit = said.as_integer().and_then(|limit| usize::try_from(limit).ok()).unwrap_or_default();
        let same = |literal: &Json| serde_json::to_value(literal).unwrap() == *value;
        match word.as_str() {
            "required" => value
                .as_object()
                .is_none_or(|members| said.items().iter().all(|name| members.contains_key(name.as_str().unwrap()))),
            "properties" => {
                let said = said.as_object().into_iter().flatten();
                said.into_iter().all(|(name, inner)| value.get(name).is_none_or(|member| holds(inner, member)))
            }
            "items" => value.as_array().is_none_or(|items| items.iter().all(|item| holds(said, item))),
            "minItems" => value.as_array().is_none_or(|items| items.len() >= limit),
            "maxItems" => value.as_array().is_none_or(|items| items.len() <= limit),
            "minProperties" => value.as_object().is_none_or(|members| members.len() >= limit),
            "maxProperties" => value.as_object().is_none_or(|members| members.len() <= limit),
            "pattern" => {
                value.as_str().is_none_or(|text| regex::Regex::new(said.as_str().unwrap()).unwrap().is_match(text))
            }
            "enum" => said.items().iter().any(same),
            "const" => same(said),
            "not" => !holds(said, value),
            "anyOf" => said.items().iter().any(|branch| holds(branch, value)),
            other => panic!("unexpected word {other}"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::with_cases(2000) })]
    #[test]
    fn a_compiled_rule_says_what_the_rule_says(
        if_ in condition(&owner(), 2),
        then in condition(&owner(), 2),
        document in value(&owner()),
    ) {
        let typed = serde_json::to_value(types(&owner())).unwrap();
        let well_typed = jsonschema::draft202012::is_valid(&typed, &document);
        let kept = holds(&then, &document) || !holds(&if_, &document);

        let rule = Json::object([("id", "DRS-P900".into()), ("severity", "error".into()), ("if", if_), ("then", then)]);
        let mut schema: Object = types(&owner()).as_object().unwrap().clone();
        schema.insert("x-drs-rules".to_owned(), Json::Array(vec![rule]));
        let lowered = serde_json::to_value(Dialect::Standard.schema(&schema.into()).unwrap()).unwrap();
        let verdict = jsonschema::draft202012::is_valid(&lowered, &document);
        prop_assert_eq!(verdict, well_typed && kept, "{} under {:#}", document, lowered);
    }
}

#[test]
fn a_rule_is_silent_about_a_value_of_the_wrong_type() {
    let schema = parse(
        r#"{"type": "object", "x-drs-rules": [{"id": "DRS-P900", "severity": "error",
            "if": {"required": ["a"], "properties": {"a": {"required": ["b"], "properties": {"b": {"not": {"pattern": "^x"}}}}}},
            "then": {"required": ["c"]}}]}"#,
    );
    let lowered = serde_json::to_value(Dialect::Standard.schema(&schema).unwrap()).unwrap();
    for (document, valid) in [
        (r#"{"a": {"b": "y"}}"#, false),
        (r#"{"a": {"b": "x"}}"#, true),
        (r#"{"a": {"b": 5}}"#, true),
        (r#"{"a": {"b": null}}"#, true),
        (r#"{"a": {}}"#, true),
        (r#"{"a": 5}"#, true),
        (r#"{"a": null}"#, true),
        ("{}", true),
    ] {
        let document: Value = serde_json::from_str(document).unwrap();
        assert_eq!(jsonschema::draft202012::is_valid(&lowered, &document), valid, "{document}");
    }
}
