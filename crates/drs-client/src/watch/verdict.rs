//! What a state means for whoever waits for a goal.

use drs_contract::{Class, Machine, State};
use drs_events::{Goal, Reason};

use super::course::{has_passed, may_reach, named};

/// What a state means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Wait on.
    GoOn,
    /// Nothing more happens before somebody acts, or before a time.
    Waiting,
    /// The goal is reached, or was.
    Reached,
    /// It will not be reached.
    Failed(Reason),
    /// The contract does not know the word: wait on.
    Unknown,
}

/// The goal of a task if none was given: as far as it comes by itself.
pub(super) fn usual_goal(task_type: Option<&str>) -> Goal {
    if has_no_increment(task_type) { Goal::Full } else { Goal::Incremental }
}

/// What the state of a task means.
pub(super) fn of_task(goal: Goal, status: &str, task_type: Option<&str>) -> Verdict {
    if matches!(goal, Goal::Incremental | Goal::CaughtUp) && has_no_increment(task_type) {
        return Verdict::Failed(Reason::Impossible);
    }
    named(Machine::Task, status).map_or(Verdict::Unknown, |state| judge(goal, state))
}

/// What the state of a batch means.
pub(super) fn of_batch(goal: Goal, status: &str) -> Verdict {
    named(Machine::Batch, status).map_or(Verdict::Unknown, |state| judge(goal, state))
}

fn has_no_increment(task_type: Option<&str>) -> bool {
    task_type.is_some_and(|task_type| task_type.eq_ignore_ascii_case("FULL_TRANS"))
}

fn judge(goal: Goal, state: &State) -> Verdict {
    // Whoever waits for a task that follows the changes wants one that does.
    let must_work = matches!(goal, Goal::Incremental | Goal::CaughtUp);
    // What is over has no lag any more that could become small.
    if goal == Goal::CaughtUp && state.class == Class::Final && state.name != "CREATE_FAILED" {
        return Verdict::Failed(Reason::Over);
    }
    if has_passed(goal, state) && !(must_work && state.class == Class::Failed) {
        return Verdict::Reached;
    }
    match state.class {
        // Ending it has failed, which says nothing about how it worked before.
        Class::Failed if state.name == "RELEASE_RESOURCE_FAILED" && goal != Goal::Ended => {
            Verdict::Failed(Reason::Over)
        }
        // What has failed can still be ended; only ending it can fail.
        Class::Failed if goal == Goal::Ended && state.name != "RELEASE_RESOURCE_FAILED" => Verdict::Waiting,
        Class::Failed => Verdict::Failed(Reason::Failed),
        Class::Final if state.name == "CREATE_FAILED" => Verdict::Failed(Reason::Failed),
        Class::Final => Verdict::Failed(Reason::Over),
        _ if !may_reach(goal, state) => Verdict::Failed(Reason::Over),
        Class::Waiting => Verdict::Waiting,
        Class::Moving | Class::Running => Verdict::GoOn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, for eyes: a column for each goal.
    #[test]
    fn every_state_and_goal() {
        let sign = |verdict| match verdict {
            Verdict::GoOn => '.',
            Verdict::Waiting => 'w',
            Verdict::Reached => 'R',
            Verdict::Failed(Reason::Failed) => 'F',
            Verdict::Failed(_) => 'x',
            Verdict::Unknown => '?',
        };
        let mut table = String::from(". goes on, w waits for somebody, R reached, F failed, x over\n\n");
        for machine in [Machine::Batch, Machine::Task] {
            let goals: Vec<Goal> =
                Goal::ALL.into_iter().filter(|goal| machine == Machine::Task || goal.is_of_batch()).collect();
            let heads: Vec<_> = goals.iter().map(|goal| goal.as_str()).collect();
            table += &format!("{:33}{}\n", machine.as_str(), heads.join(" "));
            for state in machine.states() {
                let signs: String = goals
                    .iter()
                    .map(|goal| format!("{:1$}", sign(judge(*goal, state)), goal.as_str().len() + 1))
                    .collect();
                table += &format!("{:33}{}\n", state.name, signs.trim_end());
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn words_are_compared_without_case_and_new_ones_go_on() {
        assert_eq!(of_task(Goal::Started, "full_transfer_started", None), Verdict::Reached);
        assert_eq!(of_task(Goal::Started, "FULL_TRANSFER_POLISHED", None), Verdict::Unknown);
        assert_eq!(of_batch(Goal::Checked, "COMMIT_SUCCESS"), Verdict::Reached);
        // The word of a task is none of a batch.
        assert_eq!(of_batch(Goal::Checked, "CREATING"), Verdict::Unknown);
    }
}
