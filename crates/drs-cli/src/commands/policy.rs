//! `drs policy`: the policies of tasks from a file.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap::Args;
use drs_client::Operation;

use crate::exit::Exit;
use crate::failure::{Stop, end};
use crate::service::{Call, Checking, Common, Document, Preview, Session, block_on, print_verdicts};

/// The arguments of `drs policy`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs example batch_set_policy > policy.json && drs policy policy.json

Exit status: 0 all policies are set; 1 the request is not valid, and nothing was sent; 2 it could not be sent; 3 the service refused \
it, for every task; 4 some policies are set and some are not; 6 nobody knows what was done.")]
pub(crate) struct Arguments {
    /// The request in JSON or YAML, `-` for standard input: the body of `batch_set_policy`
    #[arg(value_name = "FILE|-")]
    file: OsString,

    #[command(flatten)]
    checking: Checking,

    #[command(flatten)]
    common: Common,
}

/// Runs `drs policy`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(set(arguments))
}

fn set(arguments: &Arguments) -> Result<Exit, Stop> {
    let call = Call::new(Operation::BatchSetPolicy).body(Document::read(Path::new(&arguments.file))?);
    call.check(arguments.checking)?;
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    if arguments.common.dry_run {
        return Preview::Plain.print(&session, &[call], arguments.common.output);
    }
    session.target(call.operation)?;
    let reply = block_on(async { Ok(call.send(&session.client_checking(arguments.checking).await?).await) })?;
    print_verdicts(arguments.common.output, reply, "/results")
}
