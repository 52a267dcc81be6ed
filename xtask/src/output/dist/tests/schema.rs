//! The JSON Schema files of the made-up contract, and what its guarded rule says.

use serde_json::json;

use super::{lamps, parse};

#[test]
fn a_body_is_one_file_with_what_it_reaches_and_its_rules() {
    insta::assert_snapshot!(lamps()["schema/set_lamp.schema.json"], @r###"
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:drs:contract:1.2.3:set_lamp",
      "title": "Lamp",
      "description": "Request body of `set_lamp` (PUT /lamps/{id}). A lamp.",
      "type": "object",
      "required": [
        "lit"
      ],
      "properties": {
        "lit": {
          "description": "Whether it is lit.",
          "type": "boolean"
        },
        "color": {
          "description": "Its colour.",
          "$ref": "#/$defs/Color",
          "default": "red"
        },
        "key": {
          "$ref": "#/$defs/SecretString"
        }
      },
      "additionalProperties": false,
      "$comment": "checked by `drs validate` only: DRS-P901",
      "allOf": [
        {
          "$comment": "DRS-P900",
          "if": {
            "properties": {
              "lit": {
                "const": true
              },
              "color": {
                "type": "object",
                "properties": {
                  "name": {
                    "type": "string",
                    "not": {
                      "pattern": "^dark"
                    }
                  }
                },
                "required": [
                  "name"
                ]
              }
            },
            "required": [
              "lit",
              "color"
            ]
          },
          "then": {
            "properties": {
              "key": true
            },
            "required": [
              "key"
            ]
          }
        }
      ],
      "$defs": {
        "Color": {
          "type": "object",
          "properties": {
            "name": {
              "type": "string",
              "examples": [
                "red"
              ]
            }
          }
        },
        "SecretString": {
          "type": "string",
          "writeOnly": true
        }
      }
    }
    "###);
}

#[test]
fn query_parameters_are_one_object_and_integers_may_be_text() {
    insta::assert_snapshot!(lamps()["schema/list_lamps.schema.json"], @r###"
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:drs:contract:1.2.3:list_lamps",
      "title": "ListLampsQuery",
      "description": "Query parameters of `list_lamps` (GET /lamps).",
      "type": "object",
      "properties": {
        "room": {
          "description": "Where.",
          "$ref": "#/$defs/Room"
        },
        "limit": {
          "description": "How many.",
          "anyOf": [
            {
              "type": "integer",
              "minimum": 1,
              "maximum": 99
            },
            {
              "type": "string",
              "pattern": "^([1-9]|[1-9][0-9])$"
            }
          ]
        }
      },
      "required": [
        "limit"
      ],
      "additionalProperties": false,
      "allOf": [
        {
          "$comment": "DRS-P902",
          "if": {
            "properties": {
              "room": {
                "const": "attic"
              }
            },
            "required": [
              "room"
            ]
          },
          "then": {
            "not": {
              "properties": {
                "limit": true
              },
              "required": [
                "limit"
              ]
            }
          }
        }
      ],
      "$defs": {
        "Room": {
          "description": "A room.\n\n- `attic`: Under the roof.\n- `hall`: At the door.",
          "type": "string",
          "enum": [
            "attic",
            "hall"
          ]
        }
      }
    }
    "###);
}

#[test]
fn a_guarded_rule_fires_only_where_everything_it_names_is_there_and_of_its_type() {
    let schema = parse(&lamps()["schema/set_lamp.schema.json"]);
    let rule = json!({"type": "object", "allOf": schema["allOf"]});
    let mut fires = Vec::new();
    for lit in ["", r#""lit": true"#, r#""lit": false"#, r#""lit": null"#, r#""lit": 1"#] {
        for color in [
            "",
            r#""color": {"name": "red"}"#,
            r#""color": {"name": "dark red"}"#,
            r#""color": {"name": null}"#,
            r#""color": {}"#,
            r#""color": null"#,
            r#""color": "red""#,
        ] {
            for key in ["", r#""key": "k""#] {
                let members =
                    [lit, color, key].into_iter().filter(|member| !member.is_empty()).collect::<Vec<_>>().join(", ");
                let document = format!("{{{members}}}");
                if !jsonschema::draft202012::is_valid(&rule, &parse(&document)) {
                    fires.push(document);
                }
            }
        }
    }
    insta::assert_snapshot!(fires.join("\n"), @r#"{"lit": true, "color": {"name": "red"}}"#);
}
