//! The lists about the life of a batch and of a task: states, and answers to calls that fail.

use super::json::Json;
use crate::contract::{Answer, Contract, State, Transition};

/// `states.json`: every state with its meaning, its class, what it allows and what follows.
pub(super) fn states(contract: &Contract) -> Json {
    let machines = contract.machines.iter().map(|machine| {
        let states = machine.states.iter().map(state);
        let members = [("component", machine.component.as_str().into()), ("states", states.collect())];
        (machine.name.clone(), Json::object(members))
    });
    Json::object([("machines", Json::object(machines))])
}

fn state(state: &State) -> Json {
    Json::object([
        ("name", state.name.as_str().into()),
        ("class", state.class.as_str().into()),
        ("meaning", state.meaning.as_str().into()),
        ("actions", state.actions.iter().map(|(action, _)| action.clone()).collect()),
        ("next", state.next.iter().map(transition).collect()),
        ("evidence", state.evidence.as_str().into()),
        ("source", state.source.as_str().into()),
    ])
}

fn transition(next: &Transition) -> Json {
    Json::object([
        ("to", next.to.as_str().into()),
        ("by", next.by.as_deref().into()),
        ("evidence", next.evidence.as_str().into()),
    ])
}

/// `errors.json`: every answer with what it means, what to do, and whether anything can have happened.
pub(super) fn errors(contract: &Contract) -> Json {
    Json::object([("answers", contract.answers.iter().map(answer).collect())])
}

fn answer(answer: &Answer) -> Json {
    Json::object([
        ("name", answer.name.as_str().into()),
        ("code", answer.code.as_deref().into()),
        ("text", answer.text.as_deref().into()),
        ("statuses", Json::Array(answer.statuses.iter().map(|status| Json::Integer(*status)).collect())),
        ("by", answer.by.as_str().into()),
        ("happened", answer.happened.as_str().into()),
        ("meaning", answer.meaning.as_str().into()),
        ("remedy", answer.remedy.as_str().into()),
        ("evidence", answer.evidence.as_str().into()),
        ("source", answer.source.as_str().into()),
    ])
}
