//! The commands that list what the contract has.

use crate::scratch::Scratch;
use drs_contract::Operation;
use insta::assert_snapshot;

#[test]
fn operations_are_listed_with_their_calls() {
    let width = Operation::ALL.iter().map(|it| it.id().len()).max().unwrap_or(0);
    let entry = |it: &Operation| {
        let call = format!("{} {} ({})", it.method(), it.path(), it.service().id());
        format!("{:width$}  {}\n{:width$}  {call}\n", it.id(), it.summary(), "")
    };
    let all: String = Operation::ALL.iter().map(entry).collect();
    assert_eq!(Scratch::new().drs(&["operations"]).transcript(), format!("exit status 0\n--- stdout\n{all}"));
}

#[test]
fn help_names_every_command() {
    assert_snapshot!(Scratch::new().drs(&["--help"]).transcript(), @"
    exit status 0
    --- stdout
    Validate requests of the Huawei Cloud data replication API, and send them

    Usage: drs <COMMAND>

    Commands:
      validate     Check request files: every mistake with its line, column, reason and remedy
      explain      Explain a diagnostic id, a field or an operation
      operations   List the operations of the contract
      rules        List the rules that `validate` checks
      example      Print an example request
      schema       Print the JSON Schema of an operation's request
      auth         Show which credentials and settings are used, and whether they work
      call         Make a call: any operation, checked, signed and sent
      create       Create a batch of tasks from a file
      commit       Submit a batch whose tasks have passed the check
      policy       Set the policies of tasks from a file
      update       Change a task, or the tasks of a batch, from a file
      show         Show a task, from each of its sides
      list         List tasks, batches, or what costs money for nothing
      action       Test, check, start, pause, reset: do something with a task
      end          End tasks for good
      delete       Remove tasks that are over
      starrocks    Synchronize a TaurusDB instance into StarRocks
      why          Tell how a task stands, what went wrong, and what to do next
      run          Create tasks from files, submit them and follow them to their goal
      watch        Wait for tasks and batches, and tell what happens
      sandbox      Play the service on this machine, to rehearse without an account
      completions  Print a completion script for a shell
      man          Print or write pages of the manual
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help
      -V, --version  Print version

    Exit status: 0 every document is valid, or the call was carried out; 1 a document is not, and
    nothing was sent; 2 something could not be done, and nothing was changed; 3 the service refused the
    call; 4 a part of it failed; 5 the time for a wait was over; 6 nobody knows whether it was carried
    out; 130 or 143 a wait was interrupted or ended by the system, and what was waited for goes on.
    ");
}

#[test]
fn help_of_validate_names_every_option() {
    let help = Scratch::new().drs(&["validate", "--help"]).transcript();
    let listed = help.find("[possible values: batch_").expect("operations are listed");
    let end = listed + help[listed..].find(']').expect("the list ends");
    let ids: Vec<&str> = help[listed + "[possible values: ".len()..end].split(',').map(str::trim).collect();
    assert_eq!(ids, Operation::ALL.map(Operation::id));
    let help = format!("{}[an operation{}", &help[..listed], &help[end..]);
    assert_snapshot!(help);
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
    note: this is `minimal`; choose another with --name: all, db-object, description, endpoint, everything, expired-days, minimal, name, network, notify-off, notify, policy, precheck, re-create, speed-limit-lifted, speed-limit, tuning-param-defaults, tuning-param
    "#);
}

#[test]
fn an_unknown_example_is_refused_with_the_known_ones() {
    assert_snapshot!(Scratch::new().drs(&["example", "batch_set_policy", "--name", "x\u{1b}[31m"]).transcript(), @r"
    exit status 2
    --- stderr
    error: `batch_set_policy` has no example named `x\u{1b}[31m`
    help: its examples are everything, gaussdb-standby-to-kafka, kafka-avro, kafka-json-c-with-ddl, kafka-one-topic, kafka-topic-per-database, kafka-topic-per-node, kafka-topic-per-schema, kafka-topic-per-table, minimal, mongodb-incremental-position, mysql-incremental-position, plain-policy, postgresql-full-phase, several-tasks
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
