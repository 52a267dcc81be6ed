//! `drs action`: something is done with a task.

mod arguments;
mod follow;
mod request;
mod result;

use std::io;
use std::time::Duration;

use drs_client::{Client, Operation};
use serde_json::json;

use self::follow::Followed;
use crate::context::eprint_line;
use crate::exit::Exit;
use crate::failure::{Failure, Stop, end};
use crate::service::{
    Call, Origin, Preview, Question, Session, acknowledged, block_on, found, may_go_on, named, print_all, print_one,
    text, verdicts_table,
};
use crate::shell;
use crate::signals;
pub(crate) use arguments::Arguments;

/// Actions that somebody may regret.
const GRAVE: [(&str, &str); 3] = [
    ("reset", "this begins the task again, with what it has moved so far overwritten, for"),
    ("set_writable", "this lets others write to the destination of"),
    ("terminate", "this ends for good"),
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
    let session = Session::open(&arguments.common.connection, arguments.common.timeout)?;
    let mut origin = arguments.file.as_deref().map(Origin::read).transpose()?;
    if arguments.common.dry_run {
        return Preview::Plain.print(&session, &[request::call(arguments, origin.as_ref())?]);
    }
    let target = session.target(Operation::ExecuteJobAction)?;
    block_on(async {
        let client = session.client().await?;
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
        match (arguments.wait, follow::aspect(&arguments.name)) {
            (Some(_), Some(aspect)) if interrupted.is_some() => {
                let later = read_later(arguments, aspect, &query_id);
                eprint_line(&format!("`{}` goes on; its result is shown by: {later}", arguments.name));
                Ok(interrupted.map_or(Exit::Interrupted, Exit::from))
            }
            (Some(limit), Some(aspect)) => {
                let look = follow::look(&arguments.job, aspect, &query_id);
                wait(arguments, &client, origin.as_ref(), (&look, limit), (aspect, &query_id), target.is_local).await
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

/// Follows a result to its end, and prints it.
async fn wait(
    arguments: &Arguments,
    client: &Client,
    origin: Option<&Origin>,
    (look, limit): (&Call, Duration),
    (aspect, query_id): (&str, &str),
    is_local: bool,
) -> Result<Exit, Stop> {
    let later = read_later(arguments, aspect, query_id);
    let followed = tokio::select! {
        biased;
        signal = signals::wait() => {
            eprint_line(&format!("`{}` goes on; its result is shown by: {later}", arguments.name));
            return Ok(signal?.into());
        }
        followed = async {
            eprint_line(&format!("`{}` has begun as {}", arguments.name, drs_diag::escape(query_id)));
            follow::follow(client, look, limit, is_local).await
        } => followed.map_err(|failure| {
            // The action was accepted, and goes on.
            failure.exit(Exit::Unknown).help(format!("its result is shown by: {later}"))
        })?,
    };
    match followed {
        Followed::Over(job) => result::print(arguments, origin, &job),
        Followed::Deadline => {
            eprint_line(&format!("`{}` goes on; its result is shown by: {later}", arguments.name));
            Ok(Exit::Deadline)
        }
    }
}

/// The command that shows a result.
fn read_later(arguments: &Arguments, aspect: &str, query_id: &str) -> String {
    let words = ["show", &arguments.job, "--type", aspect, "--query-id", query_id];
    shell::drs(&words, &arguments.common.connection)
}
