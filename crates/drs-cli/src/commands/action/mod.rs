//! `drs action`: something is done with a task.

mod arguments;
mod follow;
mod request;
mod result;
mod shown;

use std::io;

use drs_client::{Client, Operation};
use serde_json::json;

use self::follow::Followed;
use self::shown::Shown;
use crate::commands::watch::Screen;
use crate::context::eprint_line;
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{
    Call, Origin, Output, Preview, Question, Session, acknowledged, block_on, found, is_for_programs, may_go_on, named,
    print_all, print_one, text, verdicts_table,
};
use crate::shell;
use crate::signals::{self, Signal};
pub(crate) use arguments::Arguments;

/// Actions that somebody may regret.
const GRAVE: [(&str, &str); 3] = [
    ("reset", "this begins the task again and overwrites what it has moved so far,"),
    ("set_writable", "this lets others write to the destination of the task"),
    ("terminate", "this ends the task for good"),
];

/// Runs `drs action`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    end(action(arguments))
}

fn action(arguments: &Arguments) -> Result<Exit, Stop> {
    if arguments.wait.is_some() && follow::aspect(&arguments.name).is_none() {
        let failure = Failure::new(format!("`{}` has no result that could be waited for", arguments.name));
        return Err(failure.help("`drs watch JOB` waits for what becomes of the task").into());
    }
    if is_for_programs(arguments.format) {
        arguments.may_report()?;
    }
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    let mut origin = arguments.file.as_deref().map(Origin::read).transpose()?;
    if arguments.common.dry_run {
        return Preview::Plain.print(&session, &[request::call(arguments, origin.as_ref())?], arguments.common.output);
    }
    let target = session.target(Operation::ExecuteJobAction)?;
    block_on(async {
        let client = session.client_checking(arguments.checking).await?;
        if let Some(origin) = &mut origin {
            origin.name = name(&client, &arguments.job).await?;
        }
        let call = request::call(arguments, origin.as_ref())?;
        if let Some((_, what)) = GRAVE.iter().find(|(name, _)| *name == arguments.name) {
            let jobs = std::slice::from_ref(&arguments.job);
            let question = Question {
                what: (*what).to_owned(),
                to: &named(&client, jobs, arguments.yes || target.is_local).await?,
                is_stdin_taken: arguments.body.as_ref().is_some_and(|path| path.as_os_str() == "-"),
            };
            may_go_on(arguments.yes, &target, &question)?;
        }
        let wait =
            arguments.wait.map(|limit| Ok::<_, Failure>((limit, follow::scale(target.is_local)?))).transpose()?;
        let (reply, interrupted) = call.send_once(&client).await;
        let mut body = reply?.body;
        acknowledged(&arguments.name, &body)?;
        let Some(query_id) = found(&body, "/query_id") else {
            if body.is_object() {
                body["id"] = arguments.job.as_str().into();
            }
            print_all(arguments.common.output, std::slice::from_ref(&body), || {
                verdicts_table(std::slice::from_ref(&body))
            })?;
            return Ok(Exit::Success);
        };
        match (wait, follow::aspect(&arguments.name)) {
            (Some(_), Some(aspect)) if interrupted.is_some() => {
                let later = read_later(arguments, aspect, &query_id);
                eprint_line(&format!("`{}` goes on; its result is shown by: {later}", arguments.name));
                Ok(interrupted.map_or(Exit::Interrupted, Exit::from))
            }
            (Some((limit, scale)), Some(aspect)) => {
                let look = follow::look(&arguments.job, aspect, &query_id);
                let screen = Screen::new(arguments.common.output == Output::Table, false, true);
                let mut shown = Shown::new(&arguments.name, screen, scale, &session.slow);
                let followed = shown.during(&query_id, follow::follow(&client, &look, limit, scale));
                let followed = tokio::select! {
                    biased;
                    signal = signals::wait() => Err(signal?),
                    followed = followed => Ok(followed),
                };
                shown.close();
                let later = read_later(arguments, aspect, &query_id);
                ended(arguments, origin.as_ref(), followed, &later)
            }
            (_, aspect) => {
                let next = aspect.map_or_else(String::new, |aspect| read_later(arguments, aspect, &query_id));
                let result = json!({"id": arguments.job, "action": arguments.name, "query_id": query_id, "next": next});
                print_one(arguments.common.output, &result, || {
                    let shown = drs_diag::escape(&query_id);
                    let next = if next.is_empty() { String::new() } else { format!("next: {next}\n") };
                    format!("query_id: {shown}\n{next}")
                })?;
                Ok(Exit::Success)
            }
        }
    })
}

/// The name of a task, if it has one.
async fn name(client: &Client, job: &str) -> Result<Option<String>, Stop> {
    let call = Call::new(Operation::ShowJobDetail).path("job_id", job).query("type", "detail");
    let body = call.send(client).await?.body;
    Ok(Some(text(&body, "/job/base_info/name")).filter(|name| !name.is_empty()))
}

/// Prints what a wait for a result has ended with.
fn ended(
    arguments: &Arguments,
    origin: Option<&Origin>,
    followed: Result<Result<Followed, Failure>, Signal>,
    later: &str,
) -> Result<Exit, Stop> {
    let goes_on = || eprint_line(&format!("`{}` goes on; its result is shown by: {later}", arguments.name));
    match followed {
        Err(signal) => {
            goes_on();
            Ok(signal.into())
        }
        Ok(Ok(Followed::Over(job))) => result::print(arguments, origin, &job),
        Ok(Ok(Followed::Deadline)) => {
            goes_on();
            Ok(Exit::Deadline)
        }
        Ok(Err(failure)) => {
            // The action was accepted, and goes on. That credentials are refused leaves nothing unknown.
            let exit = if failure.is_of_credentials() { failure.exit } else { Exit::Unknown };
            Err(failure.exit(exit).help(format!("its result is shown by: {later}")).into())
        }
    }
}

/// The command that shows a result.
fn read_later(arguments: &Arguments, aspect: &str, query_id: &str) -> String {
    let words = ["show", &arguments.job, "--type", aspect, "--query-id", query_id];
    shell::drs(&words, &arguments.common.connection)
}
