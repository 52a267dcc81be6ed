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
    assert_snapshot!(help, @"
    exit status 0
    --- stdout
    Check request files: every mistake with its line, column, reason and remedy

    Usage: drs validate [OPTIONS] [PATH]...

    Arguments:
      [PATH]...
              Files or folders to check; `-`, or no path at all, means standard input
              
              The ending of a file says what it contains: `.json` one request, `.yaml` and `.yml` one or
              several, `.jsonl` and `.ndjson` one on each line. A file with any other ending, and
              standard input, is read as one JSON request, or as YAML if it begins like YAML. Text that
              is compressed with gzip or Zstandard is decompressed; `.gz` or `.zst` may follow the
              ending.
              
              Folders are read recursively in name order. Inside them, files with other endings, files
              and folders whose names start with `.`, `node_modules`, pipes, devices and sockets are
              skipped and counted in a note; name one of them to check it. Links are followed, and a
              file with several names is checked once, under the first.

    Options:
          --files-from <FILE>
              Also check the paths in this file, one on each line or separated by NUL; `-` means
              standard input

          --stdin-filename <PATH>
              The name of the text on standard input, for reports
              
              Its ending says what the text contains, as with a file. No file of this name is read or
              written.

          --operation <ID>
              The operation that the documents are requests for; detected from their shape if omitted
              
              [an operation]

          --format <FORMAT>
              The format of the report
              
              [default: human]
              [possible values: human, concise, json, json-lines, sarif, github, gitlab, junit]

          --jsonl
              Read standard input and the named files as JSON Lines: one request on each line
              
              The input may be of any size: it is read in blocks and checked on all cores. Invalid lines
              are reported as they are found, in the order of the lines. Blank lines are skipped.

          --fix
              Apply all automatic fixes to the files and report what remains
              
              Only requests are fixed: a document whose operation is not recognised stays as it is,
              unless --operation says what it is. Nothing else in a request changes: order, spaces and
              line ends stay. The fixed text of a request from standard input, a pipe or a device is
              written to standard output, and the report to standard error. The exit status is that of
              the requests after fixing.
              
              A file is replaced as a whole or not at all, and only if it did not change while it was
              being checked. The new file keeps the name, the permissions and where allowed the owner of
              the old one, but not its other hard links.

          --diff
              With --fix: show the changes without writing any file
              
              The changes go to standard output as a unified diff for `git apply` or `patch -p1`, and
              the report on what would remain goes to standard error. Secrets are masked; a part of the
              diff with a mask says that it is not to be applied. The exit status is also 1 if there is
              anything to change.

          --allow-unknown-fields
              Accept fields that the contract does not define

          --allow-unknown-values
              Warn of values that the contract does not list instead of refusing them

          --max-diagnostics <N>
              Show at most N diagnostics per document; 0 shows all
              
              [default: 100]

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   Never if `NO_COLOR` is set, always if `FORCE_COLOR` or `CLICOLOR_FORCE` is, else
                on a terminal
              - always: Always
              - never:  Never
              
              [default: auto]

      -q, --quiet
              Print diagnostics only: no summary, no notes

          --all
              Report on every line of JSON Lines, also on valid and on blank ones
              
              The formats for people still do not mention what is valid. With `--format json-lines`,
              each line of the input gives one line of the report.

          --only <WHICH>
              Write the lines of JSON Lines whose document is valid, or invalid, to standard output,
              byte for byte
              
              The report goes to standard error. Blank lines are left out.

              Possible values:
              - valid:   Those with a valid document
              - invalid: Those with an invalid document

          --threads <N>
              Check JSON Lines in at most N threads; as many as there are cores, up to 16, if omitted

          --exit-zero
              End with status 0 although documents are invalid
              
              For a member of a pipe, whose status its neighbours take for a crash. It is still 2 if
              something could not be checked.

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
