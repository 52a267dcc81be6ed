//! `drs show`: one task, from each of its sides.

use std::io;

use clap::Args;
use drs_client::Operation;
use drs_contract::State;
use serde_json::Value;

use crate::commands::word;
use crate::context::Stream;
use crate::exit::Exit;
use crate::failure::{Stop, end};
use crate::service::{Call, Common, Preview, Session, Table, block_on, print_one, sections, task_name, text};

/// Members that stand in the head.
const HEAD: [&str; 3] = ["id", "status", "create_time"];

/// The arguments of `drs show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs show 19557d51-1ee6-4507-97a6-8f69164jb201 --type progress

Results of connection tests, prechecks, diagnoses and repairs are found with the `--query-id` that `drs action` prints. `drs explain \
show_job_detail.type` says what each aspect shows.

Exit status: 0 shown; 1 the combination of options is not valid, and nothing was sent; 2 the service could not be asked; 3 it refused \
the call, or there is no such task.")]
pub(crate) struct Arguments {
    /// The id of the task
    #[arg(value_name = "JOB", value_parser = word::text())]
    job: String,

    /// The aspect that is shown
    #[arg(long = "type", value_name = "TYPE", value_parser = word::aspect(), default_value = "detail")]
    aspect: String,

    /// The id that an action was answered with
    #[arg(long, value_name = "ID", value_parser = word::text())]
    query_id: Option<String>,

    /// Another query parameter of `show_job_detail`
    #[arg(long, value_name = "NAME=VALUE", value_parser = word::pair)]
    query: Vec<(String, String)>,

    /// Number of entries to skip
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    #[arg(value_parser = word::number::<u32>(0..=1_000_000_000))]
    offset: Option<u32>,

    /// The most entries
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    #[arg(value_parser = word::number::<u32>(1..=1_000_000_000))]
    limit: Option<u32>,

    #[command(flatten)]
    common: Common,
}

/// Runs `drs show`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(show(arguments))
}

fn show(arguments: &Arguments) -> Result<Exit, Stop> {
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    let call = call(arguments);
    if arguments.common.dry_run {
        return Preview::Plain.print(&session, &[call], arguments.common.output);
    }
    session.target(call.operation)?;
    let body = block_on(async { Ok(call.send(&session.client().await?).await?) })?.body;
    let job = &body["job"];
    print_one(arguments.common.output, job, || {
        let width = Stream::Output.width();
        head(job).render(width) + &sections(job, &HEAD, width)
    })?;
    Ok(Exit::Success)
}

fn call(arguments: &Arguments) -> Call {
    let mut call = Call::new(Operation::ShowJobDetail).path("job_id", &arguments.job).query("type", &arguments.aspect);
    let numbers = [("offset", arguments.offset), ("limit", arguments.limit)];
    let numbers = numbers.into_iter().filter_map(|(name, number)| Some((name.to_owned(), number?.to_string())));
    let id = arguments.query_id.iter().map(|id| ("query_id".to_owned(), id.clone()));
    for (name, value) in id.chain(numbers).chain(arguments.query.iter().cloned()) {
        call = call.query(&name, value);
    }
    call
}

/// What a task is, and how it stands, in words.
fn head(job: &Value) -> Table {
    let mut table = Table::new(&[]);
    let status = text(job, "/status");
    let meaning = State::from_name(&status).map_or("", |state| state.meaning);
    let meaning = if meaning.is_empty() { status } else { format!("{status}: {}", meaning.trim_end_matches('.')) };
    for (name, value) in [
        ("id", text(job, "/id")),
        ("name", Some(task_name(job)).filter(|name| *name != text(job, "/id")).unwrap_or_default()),
        ("status", meaning),
        ("created", text(job, "/create_time")),
    ] {
        if !value.is_empty() {
            table.row([name.to_owned(), value]);
        }
    }
    table
}
