//! What to type next.

use drs_client::checks::{Check, Finding};
use drs_contract::{Class, State};

use crate::connection::Connection;
use crate::shell;

/// The commands that lead on from a state, the first to be typed first.
pub(super) fn commands(
    job: &str,
    connection: &Connection,
    state: Option<&State>,
    task_type: &str,
    findings: &[Finding],
) -> Vec<String> {
    let drs = |words: &str| {
        let words: Vec<String> = words.split(' ').map(|word| word.replace(JOB, job)).collect();
        shell::drs(&words.iter().map(String::as_str).collect::<Vec<_>>(), connection)
    };
    following(state, task_type, findings).iter().map(|words| drs(words)).collect()
}

/// Stands for the id of the task.
const JOB: &str = "JOB";

/// The words of the commands, with [`JOB`] for the task.
fn following(state: Option<&State>, task_type: &str, findings: &[Finding]) -> Vec<String> {
    let action = |rest: &str| format!("action {JOB} {rest}");
    let watch = || format!("watch {JOB}");
    let check = |mode: &str| action(&format!("precheck --set precheck_mode={mode} --wait"));
    let Some(state) = state else {
        return vec![format!("call show_actions --path job_id={JOB}"), watch()];
    };
    match (state.name, state.class) {
        ("CONFIGURATION", _) => {
            let has = |check: Check| findings.iter().any(|finding| finding.check == check && !finding.is_warning());
            let mut commands = Vec::new();
            if has(Check::Network) {
                commands.push(action("network --file FILE --wait"));
            }
            if has(Check::Network) || has(Check::Precheck) {
                // The service starts nothing that did not pass.
                commands.extend([format!("update {JOB} FILE"), check("forStartJob")]);
            } else {
                commands.extend([check("forStartJob"), action("start"), watch()]);
            }
            commands
        }
        ("WAITING_FOR_START", _) => vec![action("start"), format!("watch {JOB} --until started")],
        ("PAUSING" | "START_JOB_FAILED" | "CHILD_TRANSFER_FAILED", _) => {
            vec![action("restart"), watch()]
        }
        ("FULL_TRANSFER_FAILED", _) => vec![check("forRetryJob"), action("reset"), watch()],
        // It goes on where it was; `reset` would overwrite what was moved.
        ("INCRE_TRANSFER_FAILED", _) => vec![check("forRetryJob"), action("restart"), watch()],
        ("FULL_TRANSFER_COMPLETE", _) if task_type == "FULL_TRANS" => {
            vec![action("create_compare --set compare_task_param.type=lines"), format!("end {JOB}")]
        }
        ("RELEASE_RESOURCE_FAILED", _) => {
            vec![format!("end {JOB} --force"), format!("watch {JOB} --until ended")]
        }
        ("DELETED", _) => Vec::new(),
        (_, Class::Final) => vec![format!("delete {JOB}")],
        (_, Class::Failed) => vec![format!("end {JOB}")],
        (_, Class::Moving | Class::Running | Class::Waiting) => vec![watch()],
    }
}

#[cfg(test)]
mod tests {
    use drs_contract::Machine;

    use super::*;

    /// What a command does to a task, in the words of the contract.
    fn deed(command: &str) -> Option<String> {
        let words: Vec<&str> = command.split(' ').collect();
        match words[1] {
            "action" => Some(words[3].to_owned()),
            "end" => Some("stop_job_action".to_owned()),
            "delete" => Some("delete_job".to_owned()),
            "update" => Some("update_job".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn what_comes_first_is_allowed_in_the_state() {
        for state in Machine::Task.states() {
            for task_type in ["FULL_TRANS", "FULL_INCR_TRANS"] {
                let commands = commands("a", &Connection::default(), Some(state), task_type, &[]);
                assert_eq!(commands.is_empty(), state.name == "DELETED", "{}", state.name);
                let first = commands.first().and_then(|command| deed(command));
                if let Some(deed) = first {
                    assert!(state.actions.contains(&deed.as_str()), "{}: {deed}", state.name);
                }
            }
        }
    }

    #[test]
    fn nothing_is_overwritten_where_a_task_can_go_on() {
        for state in Machine::Task.states().filter(|state| state.actions.contains(&"restart")) {
            let commands = commands("a", &Connection::default(), Some(state), "", &[]);
            assert!(!commands.iter().any(|command| command.contains(" reset")), "{}: {commands:?}", state.name);
        }
    }

    #[test]
    fn a_connection_that_failed_is_tested_again() {
        let finding = Finding::new(Check::Network, "10.0.0.1");
        let state = State::from_name("CONFIGURATION");
        let commands = commands("a", &Connection::default(), state, "", &[finding]);
        assert_eq!(commands[..2], ["drs action a network --file FILE --wait", "drs update a FILE"]);
        assert!(!commands.iter().any(|command| command.contains(" start")), "{commands:?}");
    }
}
