//! Keywords of OpenAPI 3.0 and what they become.

use super::super::json::Json;
use super::Dialect;

/// A schema in both dialects, on one line each where it is short.
fn both(schema: &str) -> String {
    let schema: Json = serde_json::from_str(schema).unwrap();
    let show = |dialect: Dialect| serde_json::to_string(&dialect.schema(&schema).unwrap()).unwrap();
    let (openapi, standard) = (show(Dialect::OpenApi), show(Dialect::Standard));
    if openapi == standard { format!("both {openapi}") } else { format!(" 3.1 {openapi}\nfile {standard}") }
}

#[test]
fn null_becomes_a_type() {
    insta::assert_snapshot!(both(r#"{"type": "string", "nullable": true, "maxLength": 3}"#), @r#"both {"type":["string","null"],"maxLength":3}"#);
    insta::assert_snapshot!(both(r#"{"type": "string", "enum": ["a"], "nullable": true}"#), @r#"both {"type":["string","null"],"enum":["a",null]}"#);
    insta::assert_snapshot!(both(r##"{"description": "x", "nullable": true, "allOf": [{"$ref": "#/components/schemas/A"}]}"##), @r##"
     3.1 {"description":"x","anyOf":[{"allOf":[{"$ref":"#/components/schemas/A"}]},{"type":"null"}]}
    file {"description":"x","anyOf":[{"$ref":"#/$defs/A"},{"type":"null"}]}
    "##);
    insta::assert_snapshot!(both(r#"{"type": "string", "nullable": false}"#), @r#"both {"type":"string"}"#);
}

#[test]
fn bounds_that_exclude_themselves_become_numbers() {
    insta::assert_snapshot!(both(r#"{"type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false}"#), @r#"both {"type":"number","exclusiveMinimum":0,"maximum":9}"#);
}

#[test]
fn one_example_becomes_a_list_of_one() {
    insta::assert_snapshot!(both(r#"{"type": "object", "properties": {"example": {"type": "integer", "example": 3}}}"#), @r#"both {"type":"object","properties":{"example":{"type":"integer","examples":[3]}}}"#);
}

#[test]
fn a_file_of_its_own_has_only_standard_keywords_and_refs_into_itself() {
    insta::assert_snapshot!(both(r#"{"type": "string", "format": "password", "writeOnly": true, "x-drs-source": [{"page": "x"}]}"#), @r#"
     3.1 {"type":"string","format":"password","writeOnly":true,"x-drs-source":[{"page":"x"}]}
    file {"type":"string","writeOnly":true}
    "#);
    insta::assert_snapshot!(both(r##"{"description": "x", "allOf": [{"$ref": "#/components/schemas/A"}], "default": "a"}"##), @r##"
     3.1 {"description":"x","allOf":[{"$ref":"#/components/schemas/A"}],"default":"a"}
    file {"description":"x","$ref":"#/$defs/A","default":"a"}
    "##);
    insta::assert_snapshot!(both(r##"{"type": "object", "additionalProperties": {"$ref": "#/components/schemas/A"}}"##), @r##"
     3.1 {"type":"object","additionalProperties":{"$ref":"#/components/schemas/A"}}
    file {"type":"object","additionalProperties":{"$ref":"#/$defs/A"}}
    "##);
    insta::assert_snapshot!(both(r##"{"oneOf": [{"type": "string", "title": "Text"}, {"type": "array", "items": {"$ref": "#/components/schemas/A"}}], "discriminator": {"propertyName": "x"}}"##), @r##"
     3.1 {"oneOf":[{"type":"string","title":"Text"},{"type":"array","items":{"$ref":"#/components/schemas/A"}}],"discriminator":{"propertyName":"x"}}
    file {"oneOf":[{"type":"string","title":"Text"},{"type":"array","items":{"$ref":"#/$defs/A"}}]}
    "##);
}

#[test]
fn the_meaning_of_values_goes_where_editors_show_it() {
    insta::assert_snapshot!(both(r#"{"description": "Size.", "type": "string", "enum": ["s", "l"], "x-enumDescriptions": {"s": "Small.", "l": "Large."}}"#), @r#"
     3.1 {"description":"Size.\n\n- `s`: Small.\n- `l`: Large.","type":"string","enum":["s","l"],"x-enumDescriptions":{"s":"Small.","l":"Large."}}
    file {"description":"Size.\n\n- `s`: Small.\n- `l`: Large.","type":"string","enum":["s","l"]}
    "#);
}

#[test]
fn a_property_called_like_a_keyword_is_a_property() {
    insta::assert_snapshot!(both(r#"{"type": "object", "properties": {"format": {"type": "string"}, "nullable": {"type": "boolean"}, "x-y": {"type": "string"}}}"#), @r#"both {"type":"object","properties":{"format":{"type":"string"},"nullable":{"type":"boolean"},"x-y":{"type":"string"}}}"#);
}
