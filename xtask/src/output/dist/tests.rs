//! The published files of a small made-up contract.

mod flavours;
pub(super) mod real;
mod schema;

use std::collections::BTreeMap;

use drs_text::{Kind, Node};
use serde_json::{Value, json};

use super::json::Json;
use super::outputs;
use crate::bundle;
use crate::contract::Contract;
use crate::files::Files;

const ROOT: &str = "
openapi: 3.0.3
info: {title: Lamps, version: 1.2.3, license: {name: MIT}}
";

const PATHS: &str = "
paths:
  /lamps/{id}:
    put:
      operationId: set_lamp
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Lamp'}
      responses:
        '200':
          description: Done.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/LampDetail'}
  /lamps:
    get:
      operationId: list_lamps
      parameters:
        - {name: room, in: query, description: Where., schema: {$ref: '#/components/schemas/Room'}}
        - {name: limit, in: query, required: true, description: How many., schema: {type: integer, format: int32, minimum: 1, maximum: 99}}
        - {name: X-Language, in: header, schema: {type: string}}
      responses:
        '200':
          description: Done.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/LampDetail'}
      x-drs-rules:
        - id: DRS-P902
          name: attic-in-one-page
          severity: error
          if: {properties: {room: {const: attic}}}
          then: {not: {required: [limit]}}
          at: /room
          message: m
          help: h
          source: s
";

const SCHEMAS: &str = "
components:
  schemas:
    Lamp:
      description: A lamp.
      type: object
      required: [lit]
      properties:
        lit: {description: Whether it is lit., type: boolean}
        color: {description: Its colour., allOf: [{$ref: '#/components/schemas/Color'}], default: red}
        key: {$ref: '#/components/schemas/SecretString'}
      additionalProperties: false
      x-drs-rules:
        - id: DRS-P900
          name: lit-without-color
          severity: error
          if: {properties: {lit: {const: true}, color: {properties: {name: {not: {pattern: '^dark'}}}}}}
          then: {required: [key]}
          at: /lit
          message: m
          help: h
          source: s
        - {id: DRS-P901, name: too-bright, severity: error, check: rust, at: /lit, message: m, help: h, source: s}
    Color:
      type: object
      properties:
        name: {type: string, example: red}
    Room:
      description: A room.
      type: string
      enum: [attic, hall]
      x-enumDescriptions: {attic: Under the roof., hall: At the door.}
    SecretString: {type: string, format: password, writeOnly: true, x-drs-source: [{page: lamps}]}
    LampDetail: {type: object, properties: {power: {type: number, nullable: true}}}
";

const PAGE: &str = "# DRS-P900: lit-without-color

## What it checks
Something.
";

/// The files by their path in `dist/`.
fn made(contract: &Contract) -> BTreeMap<String, String> {
    let outputs = outputs(contract).unwrap().into_iter();
    outputs.map(|output| (output.path.strip_prefix("dist/").unwrap().to_owned(), output.text)).collect()
}

fn lamps() -> BTreeMap<String, String> {
    let mut files = Files::default();
    files.add("spec/openapi.yaml", ROOT);
    files.add("spec/endpoints.yaml", "lamps: {here: lamps.example}\n");
    files.add("spec/paths/lamps.yaml", PATHS);
    files.add("spec/schemas/lamps.yaml", SCHEMAS);
    files.add("spec/rules/DRS-P900.md", PAGE);
    files.add("spec/rules/DRS-J020.md", "# DRS-J020: duplicate-key\n\n## What it checks\nKeys.\n");
    files.add(
        "spec/rules/DRS-S014.md",
        "# DRS-S014: too-many-members\nSeverity: warning\n\n## What it checks\nMembers.\n",
    );
    let bundle = bundle::assemble(files).unwrap_or_else(|problems| panic!("{problems}"));
    made(&Contract::from_bundle(bundle).unwrap_or_else(|problems| panic!("{problems}")))
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_file_has_its_place() {
    let files = lamps();
    insta::assert_snapshot!(files.keys().map(String::as_str).collect::<Vec<_>>().join("\n"), @r"
    CHANGES.md
    README.md
    artifacts.json
    auth.schema.json
    endpoints.json
    errors.json
    events.schema.json
    examples/index.json
    openapi-3.1.json
    openapi-client.json
    openapi-client.yaml
    openapi-dereferenced.json
    openapi.json
    openapi.yaml
    report.schema.json
    rules.json
    schema/list_lamps.schema.json
    schema/set_lamp.schema.json
    states.json
    ");
    assert!(files.values().all(|text| text.ends_with('\n') && !text.contains('\r')));
}

#[test]
fn the_newer_description_has_the_rules_of_bodies_and_keeps_those_of_queries() {
    let document = parse(&lamps()["openapi-3.1.json"]);
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"]["license"], json!({"name": "MIT", "identifier": "MIT"}));
    assert_eq!(
        document["components"]["schemas"]["LampDetail"]["properties"]["power"],
        json!({"type": ["number", "null"]})
    );
    assert_eq!(document["components"]["schemas"]["Lamp"]["allOf"][0]["$comment"], "DRS-P900");
    assert_eq!(document["components"]["schemas"]["Lamp"]["x-drs-rules"][0]["id"], "DRS-P901");
    assert_eq!(document["paths"]["/lamps"]["get"]["x-drs-rules"][0]["id"], "DRS-P902");
    assert_eq!(document["components"]["schemas"]["SecretString"]["format"], "password");
}

#[test]
fn pages_become_a_list() {
    insta::assert_snapshot!(lamps()["rules.json"], @r###"
    {
      "rules": [
        {
          "id": "DRS-J020",
          "name": "duplicate-key",
          "family": "J",
          "severity": "error",
          "schema": null,
          "portable": false,
          "text": "## What it checks\nKeys."
        },
        {
          "id": "DRS-P900",
          "name": "lit-without-color",
          "family": "P",
          "severity": "error",
          "schema": "Lamp",
          "portable": true,
          "text": "## What it checks\nSomething."
        },
        {
          "id": "DRS-S014",
          "name": "too-many-members",
          "family": "S",
          "severity": "warning",
          "schema": null,
          "portable": true,
          "text": "## What it checks\nMembers."
        }
      ]
    }
    "###);
}

#[test]
fn checksums_are_those_of_the_files() {
    let files = lamps();
    let artifacts = parse(&files["artifacts.json"]);
    assert_eq!(artifacts["contract"], "1.2.3");
    let listed: Vec<_> =
        artifacts["files"].as_array().unwrap().iter().map(|entry| entry["file"].as_str().unwrap()).collect();
    let others: Vec<_> = files.keys().map(String::as_str).filter(|file| *file != "artifacts.json").collect();
    assert_eq!(listed, others);
    // `printf '{\n  "lamps": {\n    "here": "lamps.example"\n  }\n}\n' | sha256sum`
    let endpoints = artifacts["files"].as_array().unwrap().iter().find(|entry| entry["file"] == "endpoints.json");
    assert_eq!(endpoints.unwrap()["sha256"], "77c95edc53795b5101ac7d8c3aa35af6b69b2e4a8c9d9377027222aedd23543f");
}

#[test]
fn the_pages_are_filled_in() {
    let changes = &lamps()["CHANGES.md"];
    assert!(!changes.contains("{{") && changes.contains("| host changed | request | breaking |"), "{changes}");
    let readme = &lamps()["README.md"];
    assert!(!readme.contains("{{"), "{readme}");
    for part in [
        "version 1.2.3",
        "`schema/list_lamps.schema.json`",
        "`too-bright` in `Lamp`",
        "`too-many-members` (`DRS-S014`)",
    ] {
        assert!(readme.contains(part), "{part} is not in\n{readme}");
    }
}

/// A parsed document as a value.
pub(super) fn read(node: Node<'_>) -> Json {
    match node.kind() {
        Kind::Null => Json::Null,
        Kind::Bool => Json::Bool(node.as_bool().unwrap()),
        Kind::Number => {
            let text = node.as_number().unwrap();
            text.parse().map_or_else(|_| Json::Float(text.parse().unwrap()), Json::Integer)
        }
        Kind::String => Json::String(node.as_str().unwrap().into_owned()),
        Kind::Array => node.items().map(read).collect(),
        Kind::Object => {
            Json::object(node.members().map(|member| (member.key.as_str().unwrap().into_owned(), read(member.value))))
        }
    }
}
