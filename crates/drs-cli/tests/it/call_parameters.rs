//! `drs call`: parameters on the command line.

use insta::assert_snapshot;

use crate::call::PROJECT;
use crate::scratch::Scratch;

#[test]
fn parameters_are_checked_before_anything_is_sent_or_shown() {
    let folder = Scratch::new();
    let wrong =
        ["call", "list_jobs", "--query", "limit=abc", "--query", "lmit=5", "--query", "name=a", "--query", "name=b"];
    assert_snapshot!(folder.drs(&[&wrong[..], &["--dry-run"]].concat()).transcript(), @r#"
    exit status 1
    --- stderr
    error[DRS-S001]: `job_type` is missing in the document
     --> <arguments>:1:1
      |
    1 | {"limit":"abc","lmit":"5","name":["a","b"]}
      | ^ not in here
      |
      = help: add `job_type`: kind of the tasks that are asked for, `migration`, `sync`, `cloudDataGuard` or `replay`

    error[DRS-S007]: `limit` must be an integer, found `abc`
     --> <arguments>:1:10
      |
    1 | {"limit":"abc","lmit":"5","name":["a","b"]}
      |          ^^^^^
      |
      = help: write the digits, as a number or in quotes

    error[DRS-S002]: `lmit` is not a field of the document
     --> <arguments>:1:16
      |
    1 | {"limit":"abc","lmit":"5","name":["a","b"]}
      |                ^^^^^^
      |
      = help: `limit` is there already; remove this one

    error[DRS-S003]: `name` must be a string, found an array
     --> <arguments>:1:27
      |
    1 | {"limit":"abc","lmit":"5","name":["a","b"]}
      |                           ^^^^^^

    error: 1 document invalid, 4 errors
    "#);
    let right = [
        "call",
        "list_jobs",
        "--query",
        "job_type=sync",
        "--query",
        "limit=5",
        "--query",
        "instance_ids=a",
        "--query",
        "instance_ids=b",
    ];
    let right = folder.drs(&[&right[..], &["--region", "cn-north-4", "--project-id", PROJECT, "--dry-run"]].concat());
    assert!(right.stdout.contains("?instance_ids=a&instance_ids=b&job_type=sync&limit=5"), "{}", right.transcript());
    let body = ["call", "update_job", "--path", "job_id=x", "--query", "limit=5", "-"];
    assert_snapshot!(folder.drs_with_input(&body, b"{}").transcript(), @r#"
    exit status 2
    --- stderr
    error: `update_job` has no parameters in its query, so `limit` is none
    help: `drs explain update_job` lists what it has
    "#);
}
