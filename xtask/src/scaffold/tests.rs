//! Skeletons in a project of its own.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use super::{NewOperation, NewRule};
use crate::codegen;
use crate::problem::Problems;
use crate::status::Status;
use crate::testing;

/// A folder with the small contract.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (_, file) in
        testing::files(&[("spec/retired.yaml", "retired: {DRS-P002: It was about something else.}\n")]).iter()
    {
        write(folder.path(), &file.name, &file.text);
    }
    write(folder.path(), "spec/README.md", "| number |\n|---|\n| 001 | Things | `put_thing` |\n\nMore.\n");
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
    fs::write(root.join(path), text).unwrap();
}

fn status() -> Status<Vec<u8>> {
    Status::new(Vec::new(), false)
}

fn rule(name: &str, on: &str) -> NewRule {
    NewRule { name: name.to_owned(), on: on.to_owned(), warning: true, rust: true }
}

/// What a lint refuses in a project, one line each.
fn refused(root: &Path) -> String {
    let problems = codegen::contract(root).unwrap_err().downcast::<Problems>().unwrap();
    let line = |finding: &crate::problem::Finding| {
        format!("{}: {}", problems.files.show(finding.place()), finding.diagnostic.message)
    };
    problems.findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_rule_gets_the_next_id_that_was_never_used() {
    let folder = project();
    let id = rule("thing-too-square", "Thing").write(folder.path(), &mut status()).unwrap();
    assert_eq!(id, "DRS-P003");
    let text = fs::read_to_string(folder.path().join("spec/schemas/thing.yaml")).unwrap();
    assert_snapshot!(&text[text.find("          source").unwrap()..text.find("    ThingKind").unwrap()], @"
      source: 001 table 2
    - id: DRS-P003
      name: thing-too-square
      severity: warning
      check: rust
      at: ''
      message: ''
      help: ''
      source: ''
    ");
    assert_snapshot!(refused(folder.path()), @"
    spec/schemas/thing.yaml:36:15: the message is empty
    spec/schemas/thing.yaml:36:15: the help is empty
    spec/schemas/thing.yaml:36:15: the rule does not say who says so
    spec/rules/DRS-P003.md:5:1: the section `What it checks` is empty
    spec/rules/DRS-P003.md:7:1: the section `Why the service refuses it` is empty
    spec/rules/DRS-P003.md:21:1: the section `Source` is empty
    ");
}

#[test]
fn a_component_without_rules_gets_its_first() {
    let folder = project();
    rule("thing-lost", "ThingDetail").write(folder.path(), &mut status()).unwrap();
    let text = fs::read_to_string(folder.path().join("spec/schemas/thing_detail.yaml")).unwrap();
    assert_snapshot!(&text[text.find("        state:").unwrap()..text.find("    ThingState").unwrap()], @"
      state:
        description: What became of it.
        allOf:
          - $ref: '#/components/schemas/ThingState'
    x-drs-rules:
      - id: DRS-P003
        name: thing-lost
        severity: warning
        check: rust
        at: ''
        message: ''
        help: ''
        source: ''
    ");
}

#[test]
fn what_is_there_is_not_overwritten() {
    let folder = project();
    let errors = [
        rule("square-without-password", "Thing").write(folder.path(), &mut status()).unwrap_err(),
        rule("Square", "Thing").write(folder.path(), &mut status()).unwrap_err(),
        rule("a-b", "Thnig").write(folder.path(), &mut status()).unwrap_err(),
    ];
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_snapshot!(errors.join("\n"), @"
    there is a rule called `square-without-password`
    `Square` is not of the form `what-is-wrong`
    there is no component and no operation `Thnig`
    ");
}

#[test]
fn an_operation_gets_all_its_files() {
    let folder = project();
    let operation = NewOperation {
        id: "drop_thing".to_owned(),
        method: "post".to_owned(),
        path: "/v1/{project_id}/things/{thing_id}".to_owned(),
        service: "drs".to_owned(),
        document: Some("002".to_owned()),
    };
    let mut status = status();
    operation.write(folder.path(), &mut status).unwrap();
    assert_snapshot!(String::from_utf8(status.into_inner()).unwrap(), @"
     Writing spec/paths/drop_thing.yaml
     Writing spec/examples/drop_thing/minimal.json
     Writing spec/examples/drop_thing/everything.json
     Writing spec/examples/drop_thing/scenario.json
     Writing spec/responses/drop_thing/200-done.json
     Writing spec/responses/drop_thing/400-refused.json
     Writing spec/ledger/002.csv
    Changing spec/README.md
        Next describe the call in `spec/paths/drop_thing.yaml`, and what it takes and returns there or in `spec/schemas/`
        Next have somebody who has not read that transcribe the tables of the document into `spec/ledger/002.csv`
        Next fill in `spec/examples/drop_thing/` and `spec/responses/drop_thing/`, and add a line to CHANGELOG.md
        Next `cargo xtask lint`, `cargo xtask codegen`, `cargo xtask audit`, `cargo test --workspace --no-fail-fast`
    ");
    assert_snapshot!(fs::read_to_string(folder.path().join("spec/README.md")).unwrap(), @"
    | number |
    |---|
    | 001 | Things | `put_thing` |
    | 002 | | `drop_thing` |

    More.
    ");
    assert_snapshot!(refused(folder.path()), @"
    spec/paths/drop_thing.yaml:3:5: an operation has no `summary`
    spec/paths/drop_thing.yaml:3:5: an operation has no `description`
    spec/paths/drop_thing.yaml:9:11: a parameter has no `description`
    spec/paths/drop_thing.yaml:15:11: a parameter has no `description`
    spec/paths/drop_thing.yaml:28:9: a response has no `description`
    spec/paths/drop_thing.yaml:34:9: a response has no `description`
    spec/paths/drop_thing.yaml:40:9: a response has no `description`
    spec/paths/drop_thing.yaml:46:9: a response has no `description`
    spec/paths/drop_thing.yaml:64:5: a component has no `description`
    spec/paths/drop_thing.yaml:71:5: a component has no `description`
    spec/paths/drop_thing.yaml:59:5: a component has no `description`
    spec/paths/drop_thing.yaml:68:11: document `002` has no table 2
    spec/paths/drop_thing.yaml:75:11: document `002` has no table 3
    ");
    assert!(operation.write(folder.path(), &mut self::status()).is_err());
}
