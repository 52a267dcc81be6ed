//! `${env:NAME}` and `${file:PATH}` in the place of secrets.

use insta::assert_snapshot;
use serde_json::Value;

use crate::scratch::Scratch;

/// A request with this text as its password and that one as its user.
fn request(password: &str, user: &str) -> String {
    let side = |role: &str| {
        serde_json::json!({
            "db_type": "mysql",
            "endpoint_type": "offline",
            "endpoint_role": role,
            "endpoint": {
                "endpoint_name": "mysql",
                "ip": "192.0.2.7",
                "db_port": "3306",
                "db_user": user,
                "db_password": password
            }
        })
    };
    let params = serde_json::json!({"source_endpoint": [side("so")], "target_endpoint": [side("ta")]});
    serde_json::json!({"job": {"type": "endpoint", "params": params}}).to_string()
}

fn ids(password: &str, user: &str) -> (i32, Vec<String>) {
    let run = Scratch::new().drs_with_input(&["validate", "--format", "json", "-"], request(password, user).as_bytes());
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let diagnostics = report["files"][0]["diagnostics"].as_array().expect("diagnostics");
    let ids = diagnostics.iter().map(|diagnostic| diagnostic["id"].as_str().expect("an id").to_owned());
    (run.status, ids.collect())
}

#[test]
fn a_reference_is_a_secret_and_is_not_resolved() {
    for password in ["${env:NO_SUCH_VARIABLE_ANYWHERE}", "${file:/no/such/file}", "${file:a b.txt}", "hunter2"] {
        assert_eq!(ids(password, "drs"), (0, Vec::new()), "{password}");
    }
}

#[test]
fn a_malformed_reference_is_a_warning_because_it_may_be_the_secret() {
    let malformed = [
        "${env:}",
        "${ENV:X}",
        "${env:X",
        "$env:X",
        "${vault:x}",
        "${env:A B}",
        "${env:1}",
        "${env:X} ",
        "x${env:X}",
        "${file:}",
        "${X}",
        "$DB_PASSWORD",
    ];
    for password in malformed {
        assert_eq!(ids(password, "drs"), (0, vec!["DRS-S019".to_owned(); 2]), "{password}");
    }
}

#[test]
fn an_empty_secret_is_a_mistake() {
    assert_eq!(ids("", "drs"), (1, vec!["DRS-S005".to_owned(); 2]));
}

#[test]
fn a_reference_in_another_field_is_a_text() {
    for user in ["${env:USER}", "${ENV:USER}", "${env:"] {
        assert_eq!(ids("hunter2", user), (0, Vec::new()), "{user}");
    }
    let text = br#"{"job": {"type": "name", "params": {"base_info": {"name": "${env:NAME}"}}}}"#;
    let run = Scratch::new().drs_with_input(&["validate", "--format", "concise", "-"], text);
    assert!(run.stdout.contains("DRS-S007"), "{}", run.transcript());
}

#[test]
fn the_text_is_not_shown() {
    let text = request("${vault:hunter2}", "drs");
    for format in ["human", "concise", "json"] {
        let run = Scratch::new().drs_with_input(&["validate", "--format", format, "-"], text.as_bytes());
        assert!(run.stdout.contains("DRS-S019") && !run.transcript().contains("hunter2"), "{}", run.transcript());
    }
    let run = Scratch::new().drs_with_input(&["validate", "-"], text.as_bytes());
    assert_snapshot!(run.transcript(), @r#"
    exit status 0
    --- stdout
    warning[DRS-S019]: `db_password` looks like a reference to a secret, but is none
     --> <stdin>:1:83
      |
    1 | …endpoint":[{"db_type":"mysql","endpoint":{"db_password":"***","db_port":"3306","db_user":"drs","endpoint_name":"mysql…
      |                                                          ^^^^^ this text itself would be sent
      |
      = help: write `${env:NAME}` or `${file:PATH}` and nothing around it; leave it if this is the secret itself

    warning[DRS-S019]: `db_password` looks like a reference to a secret, but is none
     --> <stdin>:1:290
      |
    1 | …endpoint":[{"db_type":"mysql","endpoint":{"db_password":"***","db_port":"3306","db_user":"drs","endpoint_name":"mysql…
      |                                                          ^^^^^ this text itself would be sent
      |
      = help: write `${env:NAME}` or `${file:PATH}` and nothing around it; leave it if this is the secret itself

    1 document valid, 2 warnings
    "#);
}
