//! Why a run ends before its goal, as a message with a remedy and an exit status.

use drs_client::run::{JournalError, Run, RunError};

use crate::exit::Exit;
use crate::failure::Failure;

/// What to say about an error of a run, if there is one already.
pub(super) fn failure(error: RunError, run: Option<&Run>) -> Failure {
    let has_begun = run.is_some_and(Run::has_begun);
    let message = error.to_string();
    let failure = Failure::new(message);
    match error {
        RunError::Journal(error) => of_journal(&error, failure, has_begun),
        RunError::Changed { can_be_accepted: true, .. } => failure
            .help("undo the change, or create its tasks anew with `--accept-changed-file`: nothing is submitted yet")
            .exit(Exit::Invalid),
        RunError::Changed { .. } => failure
            .help("undo the change; for other tasks write another file, and for running ones use `drs update`")
            .exit(Exit::Invalid),
        RunError::Elsewhere { .. } => {
            failure.help("use the settings of before, or `--state PATH` for a run of its own with another journal")
        }
        RunError::Forgotten { .. } => failure.help(
            "the journal is of another sandbox or of something that is gone; `--state PATH` begins a run of its own with another journal",
        ),
        RunError::Taken { .. } => failure
            .help("give the tasks other names, or follow those that exist with `--adopt-existing`")
            .exit(Exit::Invalid),
        RunError::Impossible(_) => failure.exit(Exit::Invalid),
        RunError::Call(error) => of_call(error, run.is_some_and(Run::is_undecided)),
        RunError::NotSubmitted { .. } => failure.exit(Exit::Refused),
        RunError::Undecided { candidates, source, .. } => of_undecided(&candidates, source.is_some(), failure),
        RunError::Deadline(_) if run.is_some_and(Run::is_undecided) => {
            failure.help("nobody knows what became of the last call; the same command again finds it out").exit(Exit::Unknown)
        }
        RunError::Deadline(_) => failure.exit(Exit::Deadline),
        RunError::Stopped => failure.exit(Exit::Interrupted),
        _ => failure,
    }
}

fn of_journal(error: &JournalError, failure: Failure, has_begun: bool) -> Failure {
    match error {
        JournalError::Damaged { .. } => failure.help(
            "if this is the journal, restore it, or look with `drs list --batches` what was created before beginning with another; \
             `--state` names it",
        ),
        JournalError::NoFile { .. } => failure.help("name a file with `--state`, or run without one with `--no-state`"),
        JournalError::Locked { .. } => failure.help("wait for the other process, or end it"),
        _ if has_begun => failure.exit(Exit::Unknown),
        _ => failure,
    }
}

/// The failure of a call that has changed nothing. `is_undecided` is whether nobody knows what became of one before it.
fn of_call(error: drs_client::Error, is_undecided: bool) -> Failure {
    let is_late = matches!(error, drs_client::Error::Deadline { .. });
    let failure = Failure::from(error);
    let failure = if is_late { failure.exit(Exit::Deadline) } else { failure };
    if is_undecided { failure.exit(Exit::Unknown) } else { failure }
}

fn of_undecided(candidates: &[(String, String)], is_unreachable: bool, failure: Failure) -> Failure {
    let listed: Vec<String> =
        candidates.iter().map(|(id, status)| drs_diag::escape(&format!("{id} in {status}")).into_owned()).collect();
    let failure = if listed.is_empty() {
        failure
    } else {
        let message = format!("{}\n  found: {}", failure.message, listed.join(", "));
        Failure { message, ..failure }
    };
    let help = match candidates {
        [] if is_unreachable => "once the service can be reached, the same command again finds it out",
        [] => "`drs list --batches` lists batches; the same command again looks again, and goes on",
        [..] => "`drs show` and `drs list` tell what they are; `--adopt ID` goes on with one of them",
    };
    failure.help(help).exit(Exit::Unknown)
}
