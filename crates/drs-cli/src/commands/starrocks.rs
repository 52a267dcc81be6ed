//! `drs starrocks`: synchronizations of a TaurusDB instance into StarRocks.

use std::io;
use std::path::Path;

use clap::{Args, ValueEnum};
use drs_client::Operation;
use serde_json::{Value, json};

use crate::commands::word;
use crate::context::{Stream, eprint_line};
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{
    Call, Checking, Common, Document, Listed, Preview, Question, Session, Table, block_on, found, items, may_go_on,
    pages, print_all, print_one, sections, text,
};
use crate::shell;

/// The most synchronizations that are listed.
const MAX: usize = 1000;

/// The arguments of `drs starrocks`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs starrocks 9c7f3a2e5b8d4f1096e2a7c4d1b0f8e3in17 pause shop_to_starrocks

What changes something is carried out by a workflow, whose id is printed; `workflow ID` says how it stands.

Exit status: 0 done, begun or shown; 1 the request is not valid, and nothing was sent; 2 it could not be sent, or was not agreed to; \
3 the service refused it, or the workflow has failed; 6 nobody knows what was done.")]
pub(crate) struct Arguments {
    /// The id of the StarRocks instance
    #[arg(value_name = "INSTANCE", value_parser = word::text())]
    instance: String,

    /// What is done
    #[arg(value_name = "WHAT", value_enum, default_value_t = What::List)]
    what: What,

    /// The name of the synchronization; the file of a request for `set` and `start`; the id of a workflow
    #[arg(value_name = "TASK|FILE|ID")]
    which: Option<String>,

    /// Do not ask before `delete`; nobody is asked about a sandbox on this machine either
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    checking: Checking,

    #[command(flatten)]
    common: Common,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// List all synchronizations
    List,
    /// Show how TASK stands
    Show,
    /// Show what TASK is configured to do
    Configuration,
    /// Configure a synchronization from FILE, the body of `modify_data_sync`
    Set,
    /// Start a synchronization from FILE, the body of `create_star_rocks_data_replication`
    Start,
    /// Pause TASK
    Pause,
    /// Let TASK go on
    Resume,
    /// Delete TASK
    Delete,
    /// Show how the workflow ID stands
    Workflow,
}

/// Runs `drs starrocks`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(starrocks(arguments))
}

fn starrocks(arguments: &Arguments) -> Result<Exit, Stop> {
    let call = call(arguments)?;
    call.check(arguments.checking)?;
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    if arguments.common.dry_run {
        return Preview::Plain.print(&session, &[call], arguments.common.output);
    }
    let target = session.target(call.operation)?;
    if arguments.what == What::Delete {
        let question = Question {
            what: "this deletes the synchronization".to_owned(),
            to: arguments.which.as_slice(),
            is_stdin_taken: false,
        };
        may_go_on(arguments.yes, &target, &question)?;
    }
    if matches!(arguments.what, What::List | What::Show) {
        return list(arguments, &session);
    }
    let body = block_on(async { Ok(call.send(&session.client_checking(arguments.checking).await?).await?) })?.body;
    match arguments.what {
        What::Configuration => {
            print_one(arguments.common.output, &body, || shown(&body))?;
            Ok(Exit::Success)
        }
        What::Workflow => workflow(arguments, &body["job"]),
        _ => begun(arguments, &body),
    }
}

fn call(arguments: &Arguments) -> Result<Call, Failure> {
    let on = |operation: Operation| Call::new(operation).path("instance_id", &arguments.instance);
    let which = || {
        arguments.which.as_deref().ok_or_else(|| {
            let word = arguments.what.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
            Failure::new(format!("`{word}` needs to know which one"))
                .help("`drs starrocks --help` says what follows it")
        })
    };
    let of_task = |operation: Operation| which().map(|task| on(operation).json(&json!({"task_name": task})));
    let of_file = |operation: Operation| Document::read(Path::new(which()?)).map(|body| on(operation).body(body));
    match arguments.what {
        What::List => Ok(on(Operation::ListStarRocksDataReplications)),
        What::Show => which().map(|_| on(Operation::ListStarRocksDataReplications)),
        What::Configuration => {
            which().map(|task| on(Operation::ListStarRocksDataReplicationConfig).query("task_name", task))
        }
        What::Set => of_file(Operation::ModifyDataSync),
        What::Start => of_file(Operation::CreateStarRocksDataReplication),
        What::Pause => of_task(Operation::PauseStarRocksDataReplication),
        What::Resume => of_task(Operation::ResumeStarRocksDataReplication),
        What::Delete => of_task(Operation::DeleteStarRocksDataReplication),
        What::Workflow => which().map(|id| Call::new(Operation::ShowGaussMySqlJobInfo).query("id", id)),
    }
}

fn list(arguments: &Arguments, session: &Session) -> Result<Exit, Stop> {
    let listed: Listed = block_on(async {
        let client = session.client_checking(arguments.checking).await?;
        let again = || Call::new(Operation::ListStarRocksDataReplications).path("instance_id", &arguments.instance);
        Ok(pages(&client, again, ["/replications", "/total_count"], MAX).await?)
    })?;
    if arguments.what == What::List {
        print_all(arguments.common.output, &listed.items, || table(&listed.items))?;
        return Ok(Exit::Success);
    }
    let name = arguments.which.as_deref().unwrap_or_default();
    let found = listed.items.iter().find(|it| text(it, "/task_name") == name).ok_or_else(|| {
        Failure::new(format!("there is no synchronization `{}`", drs_diag::escape(name))).exit(Exit::Refused)
    })?;
    print_one(arguments.common.output, found, || shown(found))?;
    Ok(Exit::Success)
}

fn table(found: &[Value]) -> Table {
    let mut table = Table::new(&["name", "source", "target", "normal", "stage", "percent"]);
    for it in found {
        let columns = ["/task_name", "/source_database", "/target_database", "/status", "/stage", "/percentage"];
        table.row(columns.map(|at| text(it, at)));
    }
    table
}

fn shown(object: &Value) -> String {
    sections(object, &[], Stream::Output.width()).trim_start().to_owned()
}

/// Prints the workflow that something has begun. Without one nothing was begun, and the answer says why.
fn begun(arguments: &Arguments, body: &Value) -> Result<Exit, Stop> {
    print_one(arguments.common.output, body, || shown(body))?;
    if let Some(id) = found(body, "/job_id") {
        let next = shell::drs(&["starrocks", &arguments.instance, "workflow", &id], &arguments.common.connection);
        eprint_line(&format!("next: {next}"));
        return Ok(Exit::Success);
    }
    let lists = ["/tbl_config_check_results", "/source_db_config_check_results"];
    let all = lists.iter().flat_map(|at| items(body, at));
    let failed = all.filter(|it| !text(it, "/check_result").eq_ignore_ascii_case("success"));
    let names: Vec<String> = failed
        .filter_map(|it| found(it, "/table_name").or_else(|| found(it, "/param_name")))
        .map(|name| format!("`{}`", drs_diag::escape(&name)))
        .collect();
    if names.is_empty() && arguments.what != What::Set {
        let failure = Failure::new("the service accepts the call, and names no workflow that carries it out");
        return Err(failure.help("`show` and `list` show what there is").exit(Exit::Unknown).into());
    }
    let what = if names.is_empty() { String::new() } else { format!(": these did not pass: {}", names.join(", ")) };
    Err(Failure::new(format!("the service has begun nothing{what}")).exit(Exit::Refused).into())
}

/// Prints how a workflow stands.
fn workflow(arguments: &Arguments, job: &Value) -> Result<Exit, Stop> {
    print_one(arguments.common.output, job, || shown(job))?;
    let has_failed = text(job, "/status").eq_ignore_ascii_case("Failed");
    Ok(if has_failed { Exit::Refused } else { Exit::Success })
}
