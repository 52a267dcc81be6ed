//! The commands that tell what the contract holds.

use crate::scratch::Scratch;
use insta::assert_snapshot;

#[test]
fn operations_are_listed_with_their_calls() {
    assert_snapshot!(Scratch::new().drs(&["operations"]).transcript(), @"
    exit status 0
    --- stdout
    batch_create_jobs_async  Create tasks asynchronously
                             POST /v5/{project_id}/jobs/batch-async-create (drs)
    batch_set_policy         Set the synchronization policy of tasks
                             POST /v3/{project_id}/jobs/batch-sync-policy (drs)
    modify_data_sync         Change the synchronization of a database into StarRocks
                             PUT /v3/{project_id}/instances/{instance_id}/starrocks/databases/replication (taurusdb)
    show_job_detail          Look at a task
                             GET /v5/{project_id}/jobs/{job_id} (drs)
    update_job               Change a task
                             PUT /v5/{project_id}/jobs/{job_id} (drs)
    ");
}

#[test]
fn help_names_every_command() {
    assert_snapshot!(Scratch::new().drs(&["--help"]).transcript(), @"
    exit status 0
    --- stdout
    Validate requests of the Huawei Cloud data replication API before they are sent

    Usage: drs <COMMAND>

    Commands:
      validate     Check request files: every mistake with its line, column, reason and remedy
      explain      Explain a diagnostic id, a field or an operation
      operations   List the operations of the contract
      rules        List the rules that `validate` checks
      example      Print an example request
      schema       Print the JSON Schema of an operation's request
      completions  Print a completion script for a shell
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help
      -V, --version  Print version

    Exit status: 0 every document is valid, 1 at least one is not, 2 something could not be checked.
    ");
}

#[test]
fn help_of_validate_names_every_option() {
    assert_snapshot!(Scratch::new().drs(&["validate", "--help"]).transcript(), @"
    exit status 0
    --- stdout
    Check request files: every mistake with its line, column, reason and remedy

    Usage: drs validate [OPTIONS] [PATH]...

    Arguments:
      [PATH]...
              Files or folders to check; `-` or nothing is standard input
              
              The ending of a file says what it holds: `.json` one request, `.yaml` and `.yml` one or
              several, `.jsonl` and `.ndjson` one on each line. A file with any other ending, and
              standard input, is read as one JSON request.
              
              Folders are read recursively in name order. Inside them, files with other endings, files
              and folders whose names start with `.`, and `node_modules` are skipped and counted in a
              note; name one of them to check it.

    Options:
          --operation <ID>
              The operation that the documents are requests of; found by their shape when left out
              
              [possible values: batch_create_jobs_async, batch_set_policy, modify_data_sync,
              show_job_detail, update_job]

          --format <FORMAT>
              How the report is written
              
              [default: human]
              [possible values: human, concise, json, json-lines, sarif, github, gitlab, junit]

          --jsonl
              Read standard input and the named files as JSON Lines: one request on each line
              
              Such a text may have any size: it is read bit by bit and checked by all cores, and each
              invalid line is reported as it is found, in the order of the lines. Blank lines are passed
              over.

          --fix
              Apply all automatic fixes to the files and report what remains
              
              Only requests are fixed: a document whose operation is not recognised stays as it is,
              unless --operation says what it is. Nothing else in a request changes: order, spaces and
              line ends stay. A file is replaced as a whole or not at all, and not if it changed while
              it was being checked; the new file has the name and the permissions of the old one, but
              hard links to the old one are not kept. A request from standard input is written to
              standard output, and the report to standard error. The exit status is that of the fixed
              requests.

          --diff
              With --fix: show the changes and write no file
              
              The changes go to standard output as a unified diff in which secrets are masked, the
              report on what would be left to standard error. The exit status is 1 if there is anything
              to change, too.

          --allow-unknown-fields
              Accept members that the contract does not know

          --max-diagnostics <N>
              Show at most N diagnostics of a document; 0 shows all
              
              [default: 100]

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   On a terminal, unless `NO_COLOR` is set
              - always: Always
              - never:  Never
              
              [default: auto]

      -q, --quiet
              Print diagnostics only: no summary, no notes

          --stats
              Print how much was read and how long it took, to standard error

      -h, --help
              Print help (see a summary with '-h')
    ");
}

#[test]
fn rules_as_json_are_those_that_are_published() {
    let run = Scratch::new().drs(&["rules", "--format", "json"]);
    let published =
        std::fs::read_to_string(crate::scratch::workspace().join("dist/rules.json")).expect("a published file");
    assert_eq!((run.status, run.stdout), (0, published));
}

#[test]
fn a_schema_is_that_which_is_published() {
    let published = crate::scratch::workspace().join("dist/schema/update_job.schema.json");
    let published = std::fs::read_to_string(published).expect("a published file");
    let folder = Scratch::new();
    assert_eq!(folder.drs(&["schema", "update_job"]).stdout, published);
    let run = folder.drs(&["schema", "update_job", "--write", "schemas"]);
    assert_eq!(run.status, 0, "{}", run.transcript());
    assert_eq!(folder.read("schemas/update_job.schema.json"), published);
}

#[test]
fn an_example_without_a_name_is_the_smallest() {
    assert_snapshot!(Scratch::new().drs(&["example", "update_job"]).transcript(), @r#"
    exit status 0
    --- stdout
    {
      "job": {
        "type": "precheck",
        "params": {}
      }
    }
    --- stderr
    note: `minimal`, with --name one of all, db-object, description, endpoint, everything, expired-days, minimal, name, network, notify-off, notify, policy, precheck, re-create, speed-limit-lifted, speed-limit, tuning-param-defaults, tuning-param
    "#);
}

#[test]
fn an_unknown_example_is_refused_with_the_known_ones() {
    assert_snapshot!(Scratch::new().drs(&["example", "batch_set_policy", "--name", "x\u{1b}[31m"]).transcript(), @r"
    exit status 2
    --- stderr
    error: `batch_set_policy` has no example named `x\u{1b}[31m`
    help: it has everything, gaussdb-standby-to-kafka, kafka-avro, kafka-json-c-with-ddl, kafka-one-topic, kafka-topic-per-database, kafka-topic-per-node, kafka-topic-per-schema, kafka-topic-per-table, minimal, mongodb-incremental-position, mysql-incremental-position, plain-policy, postgresql-full-phase, several-tasks
    ");
}

#[test]
fn every_shell_gets_a_completion_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = Scratch::new().drs(&["completions", shell]);
        assert_eq!(run.status, 0, "{shell}");
        assert!(run.stdout.contains("max-diagnostics"), "{shell}");
    }
}
