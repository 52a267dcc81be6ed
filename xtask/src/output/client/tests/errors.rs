//! What cannot become a client is refused with the place in the slice that causes it.

use insta::assert_snapshot;

use super::super::outputs;
use super::{PATHS, contract, contract_of, shown};

const LAMPS: &str = "
Lamp: {description: A lamp., type: object, properties: {}}
LampDetail: {description: A lamp., type: object, properties: {}}
";

fn error(schemas: &str) -> String {
    let contract = contract(schemas);
    shown(&contract, &outputs(&contract).unwrap_err())
}

/// The error of this property of `LampDetail`.
fn of_response(property: &str, more: &str) -> String {
    error(&format!(
        "Lamp: {{description: A lamp., type: object, properties: {{}}}}
LampDetail:
  description: A lamp.
  type: object
  properties:
    it: {property}
{more}"
    ))
}

#[test]
fn a_closed_list_in_an_answer() {
    let list = "Color: {description: A color., type: string, enum: [red], x-enumDescriptions: {red: Red.}}";
    assert_snapshot!(of_response("{$ref: '#/components/schemas/Color'}", list), @r"
    spec/schemas/lamp.yaml:9:12: a closed list of values in an answer, which a newer server breaks
    help: write `x-extensible-enum` in place of `enum`
    ");
}

#[test]
fn an_inline_list_of_known_values() {
    assert_snapshot!(of_response("{description: It., type: string, x-extensible-enum: [a]}", ""), @r"
    spec/schemas/lamp.yaml:8:13: a list of known values must be a component
    help: move the list to `components.schemas` and refer to it
    ");
}

#[test]
fn an_inline_secret() {
    assert_snapshot!(of_response("{description: It., type: string, format: password}", ""), @r"
    spec/schemas/lamp.yaml:8:13: a secret must be a component
    help: refer to `SecretString`
    ");
}

#[test]
fn a_map_that_is_also_a_structure() {
    let property =
        "{description: It., type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}";
    assert_snapshot!(of_response(property, ""), @r"
    spec/schemas/lamp.yaml:8:13: an object with properties cannot be a map as well
    help: drop `additionalProperties`, or move the map into a member
    ");
}

#[test]
fn an_object_that_goes_both_ways() {
    let schemas = "
Lamp: {description: A lamp., type: object, properties: {base: {$ref: '#/components/schemas/Base'}}}
LampDetail: {description: A lamp., type: object, properties: {base: {$ref: '#/components/schemas/Base'}}}
Base: {description: A base., type: object, properties: {}}
";
    assert_snapshot!(error(schemas), @r"
    spec/schemas/lamp.yaml:6:11: `Base` is sent and received
    help: describe what the service returns as `BaseDetail`
    ");
}

#[test]
fn two_error_types() {
    let paths = format!(
        "{PATHS}        '5XX':
          description: Not done.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/LampDetail'}}}}}}
"
    );
    let contract = contract_of(&paths, LAMPS);
    assert_snapshot!(shown(&contract, &outputs(&contract).unwrap_err()), @r"
    spec/paths/set_lamp.yaml:26:9: `set_lamp` has two error types
    help: use one lenient component for every status of failure
    ");
}

#[test]
fn a_name_that_the_client_needs() {
    let list = "State: {description: A state., type: string, x-extensible-enum: [a], x-enumDescriptions: {a: A.}}
KnownState: {description: Taken., type: object, properties: {}}";
    assert_snapshot!(of_response("{$ref: '#/components/schemas/State'}", list), @r"
    spec/schemas/lamp.yaml:9:12: the client needs the name `KnownState` for a type of its own
    help: give the component another name than `KnownState`
    ");
}

#[test]
fn values_that_would_be_one_variant() {
    let schemas = "
Lamp: {description: A lamp., type: object, properties: {color: {$ref: '#/components/schemas/Color'}}}
LampDetail: {description: A lamp., type: object, properties: {}}
Color: {description: A color., type: string, enum: [a-b, a_b], x-enumDescriptions: {a-b: One., a_b: Two.}}
";
    assert_snapshot!(error(schemas), @r"
    spec/schemas/lamp.yaml:6:12: progenitor refuses the component `Color`: Failed to make unique variant names for [a-b,a_b]
    help: change the schema, or lower it in `xtask/src/output/client/lower/`
    ");
}

#[test]
fn a_pattern_that_is_none() {
    let schemas = "
Lamp: {description: A lamp., type: object, properties: {color: {description: A color., type: string, pattern: '^[a'}}}
LampDetail: {description: A lamp., type: object, properties: {}}
";
    assert_snapshot!(error(schemas), @r"
    spec/schemas/lamp.yaml:4:11: progenitor refuses the component `Lamp`: type error invalid schema for Lamp_color: invalid pattern '^[a' Unbalanced bracket
    help: change the schema, or lower it in `xtask/src/output/client/lower/`
    ");
}

#[test]
fn an_inline_type_with_the_name_of_a_component() {
    let schemas = "
Lamp: {description: A lamp., type: object, properties: {name: {description: A name., type: string, minLength: 2}}}
LampName: {description: Taken., type: object, properties: {}}
LampDetail: {description: A lamp., type: object, properties: {}}
";
    assert_snapshot!(error(schemas), @r"
    spec/schemas/lamp.yaml:5:15: two types of the client are called `LampName`
    help: rename the component, or move the inline schema to a component of its own
    ");
}

#[test]
fn an_operation_without_its_path_parameter() {
    let contract = contract_of(&PATHS.replace("/lamps/{id}", "/lamps/{other}"), LAMPS);
    assert_snapshot!(shown(&contract, &outputs(&contract).unwrap_err()), @r"
    spec/paths/set_lamp.yaml:5:20: progenitor refuses the operation `set_lamp`: missing path name mapping other
    help: change the schema, or lower it in `xtask/src/output/client/lower/`
    ");
}
