//! How far a state is, derived from which state follows which in the contract.

use std::collections::BTreeSet;

use drs_contract::{Class, Machine, State};
use drs_events::Goal;

/// The states with which a goal begins to be reached.
fn marks(goal: Goal, machine: Machine) -> Vec<&'static str> {
    let named: &[&str] = match (machine, goal) {
        (Machine::Batch, Goal::Checked) => &["AUTO_PARAM_VALIDATE_SUCCESS"],
        (Machine::Batch, _) => &["COMMIT_SUCCESS"],
        // There is no task before its batch was submitted.
        (_, Goal::Checked | Goal::Committed) => &["CREATING"],
        (_, Goal::Created) => &["CONFIGURATION", "WAITING_FOR_START"],
        (_, Goal::Started) => &["FULL_TRANSFER_STARTED", "INCRE_TRANSFER_STARTED"],
        (_, Goal::Full) => &["FULL_TRANSFER_COMPLETE", "INCRE_TRANSFER_STARTED"],
        (_, Goal::Incremental | Goal::CaughtUp) => &["INCRE_TRANSFER_STARTED"],
        (_, Goal::Ended) => {
            return machine.states().filter(|state| state.class == Class::Final).map(|state| state.name).collect();
        }
    };
    named.to_vec()
}

/// Whether whatever is in this state must have reached the goal: every way there from the beginning leads through it.
pub(super) fn has_passed(goal: Goal, state: &State) -> bool {
    let marks = marks(goal, state.machine);
    let first = state.machine.states().next();
    let around = first.map_or_else(BTreeSet::new, |first| reach(first, |name| !marks.contains(&name)));
    !around.contains(state.name)
}

/// Whether the goal can still be reached from here, by itself or because somebody acts.
pub(super) fn may_reach(goal: Goal, state: &State) -> bool {
    let reached = reach(state, |_| true);
    marks(goal, state.machine).iter().any(|mark| reached.contains(mark))
}

/// Whether data is moved in this state: the work can fail by itself.
pub(super) fn is_transfer(state: &State) -> bool {
    let fails =
        |to: &str| named(state.machine, to).is_some_and(|next| next.class == Class::Failed && next.name != state.name);
    state.class == Class::Running && state.next.iter().any(|next| next.by.is_none() && fails(next.to))
}

/// A state by its name, in whatever case.
pub(super) fn named(machine: Machine, name: &str) -> Option<&'static State> {
    machine.states().find(|state| state.name.eq_ignore_ascii_case(name))
}

/// All states that follow, this one included, over states that may be entered.
fn reach(from: &State, enters: impl Fn(&str) -> bool) -> BTreeSet<&'static str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&'static State> = named(from.machine, from.name).into_iter().collect();
    while let Some(state) = open.pop() {
        if enters(state.name) && reached.insert(state.name) {
            open.extend(state.next.iter().filter_map(|next| named(state.machine, next.to)));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_moved_in_three_states() {
        let states: Vec<_> =
            Machine::Task.states().filter(|state| is_transfer(state)).map(|state| state.name).collect();
        assert_eq!(states, ["FULL_TRANSFER_STARTED", "INCRE_TRANSFER_STARTED", "CHILD_TRANSFER_STARTED"]);
    }

    #[test]
    fn every_mark_is_a_state() {
        for machine in [Machine::Batch, Machine::Task] {
            for mark in Goal::ALL.into_iter().flat_map(|goal| marks(goal, machine)) {
                assert!(named(machine, mark).is_some(), "{mark}");
            }
        }
    }
}
