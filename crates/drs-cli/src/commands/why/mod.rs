//! `drs why`: how a task stands, what went wrong, and what to do next, on one page.

mod facts;
mod next;
mod page;

use std::io;

use clap::Args;

use crate::commands::word;
use crate::context::Stream;
use crate::exit::Exit;
use crate::failure::{Stop, end};
use crate::service::{Common, Preview, Session, block_on, print_one};

/// The arguments of `drs why`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs why 19557d51-1ee6-4507-97a6-8f69164jb201

Shows the state in words, the last errors of the log, what tests of connections and prechecks have found, what was done with the task \
and by whom, what each error code means, and the commands to type next. What tests and prechecks have found is kept under the id that \
`drs action` prints; name it with `--query-id`.

Exit status: 0 shown; 2 the service could not be asked; 3 it refused the call, or there is no such task.")]
pub(crate) struct Arguments {
    /// The id of the task
    #[arg(value_name = "JOB", value_parser = word::text())]
    job: String,

    /// The id of a test of connections or of a precheck; may be given several times
    #[arg(long = "query-id", value_name = "ID", value_parser = word::text())]
    query_ids: Vec<String>,

    #[command(flatten)]
    common: Common,
}

/// Runs `drs why`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(why(arguments))
}

fn why(arguments: &Arguments) -> Result<Exit, Stop> {
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    if arguments.common.dry_run {
        return Preview::Plain.print(
            &session,
            &facts::calls(&arguments.job, &arguments.query_ids),
            arguments.common.output,
        );
    }
    session.target(drs_client::Operation::ShowJobDetail)?;
    let facts = block_on(async {
        let client = session.client().await?;
        Ok(facts::read(&client, &arguments.common.connection, &arguments.job, &arguments.query_ids).await?)
    })?;
    print_one(arguments.common.output, &page::json(&facts), || page::text(&facts, Stream::Output.width()))?;
    Ok(Exit::Success)
}
