//! `drs call`: any operation of the contract, checked, signed and sent.

mod arguments;
mod request;

use std::io;

use drs_client::{RawResponse, changes};

use self::arguments::Output;
use crate::context;
use crate::exit::Exit;
use crate::failure::{Stop, end};
use crate::service::{self, Preview, Question, Session, block_on, may_go_on, shown};
pub(crate) use arguments::Arguments;

/// Runs `drs call`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(call(arguments))
}

/// Shows a request that is valid, or sends it.
fn call(arguments: &Arguments) -> Result<Exit, Stop> {
    let call = request::call(arguments)?;
    let session = Session::open(&arguments.connection, arguments.timeout)?;
    if arguments.dry_run || arguments.curl {
        let preview = if arguments.curl { Preview::Curl } else { Preview::Plain };
        let output = match arguments.output {
            Some(Output::Json) => service::Output::Json,
            Some(Output::Line) => service::Output::JsonLines,
            Some(Output::None) | None => service::Output::Table,
        };
        return preview.print(&session, &[call], output);
    }
    let operation = arguments.operation;
    let target = session.target(operation)?;
    let question = Question {
        what: format!("`{operation}` changes something"),
        to: &[operation.summary().to_owned()],
        is_stdin_taken: arguments.file.as_ref().is_some_and(|file| file == "-"),
    };
    may_go_on(arguments.yes || !changes(operation), &target, &question)?;
    let reply = block_on(async { Ok(call.send(&session.client_checking(arguments.checking).await?).await?) })?;
    print(arguments, &reply)?;
    Ok(Exit::Success)
}

/// Prints a reply.
fn print(arguments: &Arguments, reply: &RawResponse) -> io::Result<()> {
    let output = arguments.output.unwrap_or(Output::Json);
    if output != Output::None && !reply.body.is_null() {
        let text = if output == Output::Json { format!("{:#}", reply.body) } else { reply.body.to_string() };
        context::print(format!("{}\n", shown(&text)))?;
    }
    if let Some(id) = reply.request_id.as_deref().filter(|_| output == Output::Json) {
        context::eprint_line(&format!("status {}, request id {id}", reply.status));
    }
    Ok(())
}
