//! `drs schema --write`: schemas for editors, and what connects them to requests.

use drs_contract::Operation;
use insta::assert_snapshot;
use serde_json::Value;

use crate::scratch::Scratch;

#[test]
fn a_folder_gets_schemas_settings_and_first_lines() {
    let folder = Scratch::new();
    let run = folder.drs(&["schema", "--write", ".schemas"]);
    let lines = |line: fn(&str) -> String| -> String { Operation::ALL.iter().map(|it| line(it.id())).collect() };
    let wrote = lines(|id| format!("wrote .schemas/{id}.schema.json\n"));
    assert!(run.stdout.contains(&wrote), "{}", run.stdout);
    assert_snapshot!(run.transcript().replace(&wrote, ""), @"
    exit status 0
    --- stdout
    wrote .schemas/vscode-settings.json
    wrote .schemas/modelines.yaml

    Visual Studio Code: copy the contents of .schemas/vscode-settings.json into .vscode/settings.json, and open the folder
    in which this command was run. A request is then recognised by its name (update_job-orders.json) or by a
    folder above it (update_job/orders.yaml); YAML needs the extension redhat.vscode-yaml.
    Other editors with yaml-language-server: put the matching line of .schemas/modelines.yaml at the top of a request.
    ");
    let first = lines(|id| format!("\n# {id}:\n# yaml-language-server: $schema=./.schemas/{id}.schema.json\n"));
    assert_snapshot!(folder.read(".schemas/modelines.yaml").replace(&first, ""), @"
    # The first line of a YAML request, for editors that use yaml-language-server. A relative path starts from the
    # folder of the request.
    ");
    let settings: Value = serde_json::from_str(&folder.read(".schemas/vscode-settings.json")).expect("JSON");
    let count = Some(Operation::ALL.len());
    assert_eq!(settings["json.schemas"].as_array().map(Vec::len), count);
    assert_eq!(settings["yaml.schemas"].as_object().map(serde_json::Map::len), count);
    for entry in settings["json.schemas"].as_array().expect("a list") {
        folder.read(entry["url"].as_str().expect("a path"));
    }
}

#[test]
fn the_settings_name_what_is_in_the_folder() {
    let folder = Scratch::new();
    folder.drs(&["schema", "update_job", "--write", "s"]);
    folder.drs(&["schema", "batch_set_policy", "--write", "s"]);
    assert_snapshot!(folder.read("s/vscode-settings.json"), @r#"
    {
      "json.schemas": [
        {
          "fileMatch": [
            "**/batch_set_policy*.json",
            "**/batch_set_policy/**/*.json",
            "!**/*.schema.json"
          ],
          "url": "./s/batch_set_policy.schema.json"
        },
        {
          "fileMatch": [
            "**/update_job*.json",
            "**/update_job/**/*.json",
            "!**/*.schema.json"
          ],
          "url": "./s/update_job.schema.json"
        }
      ],
      "yaml.schemas": {
        "./s/batch_set_policy.schema.json": [
          "**/batch_set_policy*.yaml",
          "**/batch_set_policy*.yml",
          "**/batch_set_policy/**/*.yaml",
          "**/batch_set_policy/**/*.yml"
        ],
        "./s/update_job.schema.json": [
          "**/update_job*.yaml",
          "**/update_job*.yml",
          "**/update_job/**/*.yaml",
          "**/update_job/**/*.yml"
        ]
      }
    }
    "#);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let run = Scratch::new().file("taken", "").drs(&["schema", "--write", "taken/schemas"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("error: cannot write `taken/schemas`: "), "{}", run.stderr);
}
