//! What a user sees for typical mistakes in a field and its value.

use drs_diag::{Document, Format, Outcome, Renderer, Source, Style, Summary};
use drs_validate::{Input, Operation, Report, check, check_detected, secrets};

use crate::support::all;

/// A report as a terminal shows it.
fn rendered(text: &str, report: Report) -> String {
    let source = Source::new("request.json", text.as_bytes(), secrets(), None);
    let mut renderer =
        Renderer::new(Format::Human, Style { width: Some(100), quiet: true, ..Style::default() }, Vec::new());
    let document = Document {
        path: "request.json".to_owned(),
        number: None,
        key: None,
        operation: report.operation.map(|operation| operation.id().to_owned()),
        source: &source,
        outcome: Outcome::Checked {
            diagnostics: report.diagnostics,
            omitted: report.omitted,
            errors: report.errors,
            warnings: report.warnings,
        },
    };
    renderer.document(&document).unwrap();
    String::from_utf8(renderer.finish(&Summary::default()).unwrap()).unwrap()
}

/// The report on a request of an operation.
pub(crate) fn shown(operation: Operation, text: &str) -> String {
    rendered(text, check(operation, Input::json(text), &all()))
}

/// The report on a request whose operation is found by its shape.
pub(crate) fn found(text: &str) -> String {
    rendered(text, check_detected(Input::json(text), &all()))
}

#[test]
fn names_and_places_of_fields() {
    let text = r#"{
  "job": {
    "type": "endpiont",
    "params": {
      "source_endpoint": [
        {
          "db_type": "mysql",
          "endpoint_type": "cloud",
          "endpointRole": "so",
          "region": "cn-north-4",
          "endpoint": {
            "endpoint_name": "cloud_mysql",
            "db_user": "drs_reader",
            "db_password": "${env:SOURCE_DB_PASSWORD}",
            "passwrd": "s3cr3t-value",
            "vpc_id": "5e0d5f5c"
          }
        }
      ]
    }
  }
}
"#;
    insta::assert_snapshot!(shown(Operation::UpdateJob, text), @r#"
    error[DRS-S004]: `endpiont` is not a value of `type`
     --> request.json:3:13
      |
    3 |     "type": "endpiont",
      |             ^^^^^^^^^^
      |
      = help: allowed: `name`, `description`, `expired_days`, `endpoint`, `speed_limit`, `policy`,
              `db_object`, `tuning_param`, `notify`, `re_create`, `all`, `network` or `precheck`
    help: replace it by `endpoint`
      |
    3 -     "type": "endpiont",
    3 +     "type": "endpoint",
      |

    error[DRS-S002]: `endpointRole` is not a field of `source_endpoint[0]`
     --> request.json:9:11
      |
    9 |           "endpointRole": "so",
      |           ^^^^^^^^^^^^^^
      |
    help: rename it to `endpoint_role`
      |
    9 -           "endpointRole": "so",
    9 +           "endpoint_role": "so",
      |

    error[DRS-S015]: `region` belongs in `cloud`, not in `source_endpoint[0]`
      --> request.json:10:11
       |
    10 |           "region": "cn-north-4",
       |           ^^^^^^^^
       |
    help: put it into an object under `cloud`
       |
    10 |           "cloud": {"region": "cn-north-4"},
       |           ++++++++++                      +

    error[DRS-S002]: `passwrd` is not a field of `endpoint`
      --> request.json:15:13
       |
    15 |             "passwrd": "***",
       |             ^^^^^^^^^
       |
       = help: the fields are `id`, `endpoint_name`, `ip`, `db_port`, `db_user`, `db_password`,
               `instance_id`, `instance_name`, `db_name` and `source_sharding`;
               `--allow-unknown-fields` lets a newer field pass

    error[DRS-S015]: `vpc_id` belongs in `vpc`, not in `endpoint`
      --> request.json:16:13
       |
    16 |             "vpc_id": "5e0d5f5c"
       |             ^^^^^^^^
       |
       = help: add `vpc` to `source_endpoint[0]` and move it in there
    "#);
}

#[test]
fn kinds_and_forms_of_values() {
    let text = r#"{
  "job": {
    "type": "endpoint",
    "params": {
      "source_endpoint": {
        "db_type": "mysql",
        "endpoint_type": "offline",
        "endpoint_role": "ta",
        "endpoint": {
          "endpoint_name": "mysql",
          "db_port": 3306,
          "db_user": null,
          "db_password": 20261121
        }
      },
      "target_endpoint": [
        {
          "db_type": "mysql",
          "endpoint_type": "cloud",
          "endpoint_role": "ta",
          "endpoint": {
            "endpoint_name": "cloud_mysql",
            "db_port": "70000",
            "db_password": "${env:TARGET_DB_PASSWORD}"
          }
        }
      ]
    }
  }
}
"#;
    insta::assert_snapshot!(shown(Operation::UpdateJob, text), @r#"
    error[DRS-S016]: `source_endpoint` must be an array, found an object
     --> request.json:5:7
      |
    5 |       "source_endpoint": {
      |       ^^^^^^^^^^^^^^^^^
      |
      = help: put it in square brackets, as the only item

    error[DRS-S003]: `db_port` must be a string, found the number `3306`
      --> request.json:11:22
       |
    11 |           "db_port": 3306,
       |                      ^^^^
       |
    help: put it in quotes
       |
    11 |           "db_port": "3306",
       |                      +    +

    error[DRS-S003]: `db_user` must be a string, found `null`
      --> request.json:12:22
       |
    12 |           "db_user": null,
       |                      ^^^^
       |
       = help: `db_user` is required; give it a value

    error[DRS-S003]: `db_password` must be a string, found a number
      --> request.json:13:26
       |
    13 |           "db_password": ***
       |                          ^^^
       |
    help: put it in quotes
       |
    13 |           "db_password": "***"
       |                          +   +

    error[DRS-P004]: an endpoint of type `cloud` needs a `cloud` object
      --> request.json:19:28
       |
    19 |           "endpoint_type": "cloud",
       |                            ^^^^^^^
       |
       = help: add `cloud` with `region` and `project_id`

    error[DRS-S001]: `db_user` is missing in `endpoint`
      --> request.json:21:23
       |
    21 |           "endpoint": {
       |                       ^ not in here
       |
       = help: add `db_user`: account with which the task logs in

    error[DRS-S007]: `db_port` must be an integer from 1 to 65535, written as text, found `70000`
      --> request.json:23:24
       |
    23 |             "db_port": "70000",
       |                        ^^^^^^^
    "#);
}
