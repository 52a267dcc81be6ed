//! Every keyword of every field, at its limit and one beyond.

use drs_validate::{Operation, Syntax};
use serde_json::{Value, json};

use crate::schema::{Schema, below};
use crate::support::{checked, shown};

/// What a value is expected to be told.
const FINE: Option<&str> = None;

#[test]
fn every_limit_holds_exactly() {
    let (mut fields, mut values) = (0, 0);
    for operation in Operation::ALL {
        let schema = Schema::of(operation);
        let mut objects = vec![(operation.id().to_owned(), schema.root())];
        let definitions = schema.root()["$defs"].as_object().unwrap();
        objects.extend(definitions.iter().map(|(name, definition)| (name.clone(), definition)));
        for (target, object) in objects {
            for (name, property) in object["properties"].as_object().into_iter().flatten() {
                let property = schema.resolve(property);
                for (text, expected) in around(property) {
                    check_member(&target, name, &text, expected);
                    values += 1;
                }
                if property["items"].is_object() {
                    for (text, expected) in around(schema.resolve(&property["items"])) {
                        check_item(&target, name, &text, expected);
                        values += 1;
                    }
                }
                fields += 1;
            }
        }
    }
    println!("{fields} fields, {values} values");
    assert!(fields > 200 && values > 2000);
}

fn check_member(target: &str, name: &str, text: &str, expected: Option<&str>) {
    let document = format!("{{{}: {text}}}", json!(name));
    expect(target, &document, &below("", name), expected);
}

fn check_item(target: &str, name: &str, text: &str, expected: Option<&str>) {
    let document = format!("{{{}: [{text}]}}", json!(name));
    expect(target, &document, &format!("{}/0", below("", name)), expected);
}

/// The id told about the value at a pointer, rules aside.
fn expect(target: &str, document: &str, pointer: &str, expected: Option<&str>) {
    let report = checked(target, document.as_bytes(), Syntax::Json);
    let about =
        |it: &&drs_diag::Diagnostic| it.instance == pointer && it.id.starts_with("DRS-S") && it.id != "DRS-S001";
    let found: Vec<_> = report.diagnostics.iter().filter(about).map(|it| &*it.id).collect();
    assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{target} {document}\n{}", shown(&report));
}

/// JSON texts around the limits of a schema, each with the id that it is told under.
fn around(schema: &Value) -> Vec<(String, Option<&'static str>)> {
    let mut texts = Vec::new();
    let text = |value: String| Value::String(value).to_string();
    let least = schema["minLength"].as_u64().unwrap_or(0);
    match schema["type"].as_str() {
        _ if schema.get("enum").is_some() => {
            for value in schema["enum"].as_array().unwrap() {
                texts.push((value.to_string(), FINE));
                match value.as_str() {
                    Some(value) => texts.push((text(format!("{value} ")), Some("DRS-S004"))),
                    None => texts.extend([(format!("{value}.0"), FINE), (format!("9{value}"), Some("DRS-S004"))]),
                }
            }
        }
        Some("string") if schema.get("pattern").is_none() => {
            for letter in ["x", "é", "语", "😀"] {
                let of = |count: u64| text(letter.repeat(usize::try_from(count).unwrap()));
                texts.push((of(least), FINE));
                if least > 0 {
                    texts.push((of(least - 1), Some("DRS-S005")));
                }
                if let Some(most) = schema["maxLength"].as_u64() {
                    texts.extend([(of(most), FINE), (of(most + 1), Some("DRS-S006"))]);
                }
            }
        }
        Some("integer") => numbers(schema, &mut texts),
        Some("boolean") => texts.extend(["true", "false"].map(|it| (it.to_owned(), FINE))),
        Some("array") => {
            if let Some(most) = schema["maxItems"].as_u64() {
                for (count, expected) in [(0, FINE), (most, FINE), (most + 1, Some("DRS-S012"))] {
                    texts.push((format!("[{}]", vec!["{}"; usize::try_from(count).unwrap()].join(",")), expected));
                }
            }
        }
        _ => {}
    }
    let kind = schema["type"].as_str().or_else(|| schema["enum"][0].as_str().map(|_| "string")).unwrap_or("integer");
    let is_query_number = schema.get("anyOf").is_some();
    for (other, value) in [("null", "null"), ("object", "3"), ("string", "3"), ("boolean", "3"), ("integer", "\"x\"")] {
        let is_wrong = if other == "null" { true } else { other == kind };
        if is_wrong {
            let id = if is_query_number && other == "integer" { "DRS-S007" } else { "DRS-S003" };
            texts.push((value.to_owned(), Some(id)));
        }
    }
    texts
}

fn numbers(schema: &Value, texts: &mut Vec<(String, Option<&'static str>)>) {
    let fraction = Some("DRS-S010");
    let (least, most) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
    let middle = least.or(most).unwrap_or(60);
    texts.extend([(format!("{middle}.0"), FINE), (format!("{middle}0e-1"), FINE), (format!("{middle}.5"), fraction)]);
    texts.push(("1e-999".to_owned(), fraction));
    let beyond = |bound: Option<i64>, id: &'static str| bound.map(|_| id);
    let (small, large) = (beyond(least, "DRS-S008"), beyond(most, "DRS-S009"));
    for (text, expected) in [
        ("-9223372036854775809", small),
        ("-1e30", small),
        ("9223372036854775808", large),
        ("123456789012345678901234567890", large),
        ("1e30", large),
        ("1e308", large),
    ] {
        texts.push((text.to_owned(), expected));
    }
    if let Some(least) = least {
        texts.extend([
            (least.to_string(), FINE),
            ((least - 1).to_string(), small),
            (format!("{}.0", least - 1), small),
        ]);
    }
    if let Some(most) = most {
        texts.extend([(most.to_string(), FINE), ((most + 1).to_string(), large), (format!("{}e0", most + 1), large)]);
    }
}
