//! `spec/states.yaml` has every state of its components and no other, and names only states, actions and operations that exist.
//!
//! Waiters, the sandbox and `drs explain` read it. A state that it lacks would end a wait, and a word that nobody knows would lead nowhere. A
//! final state is left by a call only, every other state is left somehow, and what leads out of a state by a call is something that the
//! state allows.

use std::collections::BTreeSet;

use super::{Lint, Subject};
use crate::contract::{Contract, Machine, Shape, State};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L065", name: "states", file: include_str!("states.rs") };

/// The component whose values are the actions of `execute_job_action`.
const ACTIONS: &str = "ActionName";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let contract = subject.contract;
    let known: BTreeSet<&str> = contract
        .operations
        .iter()
        .map(|operation| operation.id.as_str())
        .chain(listed(contract, ACTIONS).into_iter().flatten())
        .collect();
    for machine in &contract.machines {
        let Some(values) = listed(contract, &machine.component) else {
            let message = format!("`{}` is no component that lists states", machine.component);
            findings.push(Finding::new(&LINT, machine.at, message));
            continue;
        };
        for missing in values.iter().filter(|value| machine.states.iter().all(|state| state.name != **value)) {
            let message = format!("`{missing}` of `{}` is no state of `{}`", machine.component, machine.name);
            findings.push(Finding::new(&LINT, machine.at, message).help("add it to `spec/states.yaml`"));
        }
        for state in &machine.states {
            if !values.contains(&state.name.as_str()) {
                let message = format!("`{}` does not list `{}`", machine.component, state.name);
                findings.push(Finding::new(&LINT, state.at, message));
            }
            check_state(machine, state, &known, findings);
        }
    }
}

fn check_state(machine: &Machine, state: &State, known: &BTreeSet<&str>, findings: &mut Vec<Finding>) {
    let name = &state.name;
    for (action, at) in state.actions.iter().filter(|(action, _)| !known.contains(action.as_str())) {
        findings.push(Finding::new(&LINT, *at, format!("`{action}` is neither an action nor an operation")));
    }
    for next in &state.next {
        if machine.states.iter().all(|other| other.name != next.to) {
            findings.push(Finding::new(&LINT, next.at, format!("`{}` is no state of `{}`", next.to, machine.name)));
        }
        if let Some(by) = next.by.as_ref().filter(|by| state.actions.iter().all(|(action, _)| action != *by)) {
            let message = format!("`{by}` leads out of `{name}`, which does not allow it");
            findings.push(Finding::new(&LINT, next.at, message).help("add it to the `actions` of the state"));
        }
        let ends = machine.states.iter().any(|other| other.name == next.to && other.class == "final");
        if state.class == "final" && next.by.is_none() && !ends {
            findings.push(Finding::new(&LINT, next.at, format!("`{name}` is final and is left by itself")));
        }
    }
    if state.class != "final" && state.next.is_empty() {
        let message = format!("nothing follows `{name}`, which is not final");
        findings.push(Finding::new(&LINT, state.at, message));
    }
    if state.class == "moving" && state.next.iter().all(|next| next.by.is_some()) {
        findings.push(Finding::new(&LINT, state.at, format!("`{name}` is moving and is never left by itself")));
    }
}

/// The values that a component lists.
fn listed<'c>(contract: &'c Contract, component: &str) -> Option<Vec<&'c str>> {
    match &contract.schemas.get(component)?.shape {
        Shape::String(text) if !text.values.is_empty() => {
            Some(text.values.iter().map(|it| it.value.as_str()).collect())
        }
        _ => None,
    }
}
