//! `life.rs`: the states of batches and tasks, and the answers to calls that fail.

use crate::contract::{Answer, Contract, Machine, State, Transition, pascal_case};
use crate::output::code::Code;
use crate::output::sentences::{CLASSES, HAPPENED};
use crate::output::source::header;

pub(super) fn module(contract: &Contract) -> String {
    let states = contract
        .machines
        .iter()
        .flat_map(|machine| machine.states.iter().map(move |state| self::state(machine, state)));
    let states = Code::slice(states.collect()).layout(0, usize::MAX / 2);
    let answers = Code::slice(contract.answers.iter().map(answer).collect()).layout(0, usize::MAX / 2);
    let mut text = header("States of batches and tasks, and answers to calls that fail.");
    text.push_str("use crate::{Answer, Class, Evidence, Happened, Machine, State, Transition};\n\n");
    text.push_str(&format!("/// Every state, by machine.\npub static STATES: &[State] = {states};\n\n"));
    text.push_str(&format!("/// Every answer.\npub static ANSWERS: &[Answer] = {answers};\n\n"));
    text.push_str(&sentences("Class", "What it asks of whoever waits", &CLASSES));
    text.push('\n');
    text.push_str(&sentences("Happened", "What can have happened", &HAPPENED));
    text
}

/// A method that says a sentence about each variant of an enum.
fn sentences(kind: &str, doc: &str, list: &[(&str, &str)]) -> String {
    let arms: String = list
        .iter()
        .map(|(word, sentence)| format!("            Self::{} => {sentence:?},\n", pascal_case(word)))
        .collect();
    format!(
        "impl {kind} {{\n    /// {doc}, in a sentence.\n    pub const fn sentence(self) -> &'static str {{\n        match self {{\n{arms}        }}\n    }}\n}}\n"
    )
}

fn state(machine: &Machine, state: &State) -> Code {
    Code::record(
        "State",
        vec![
            ("machine", word("Machine", &machine.name)),
            ("name", Code::text(&state.name)),
            ("class", word("Class", &state.class)),
            ("meaning", Code::text(&state.meaning)),
            ("actions", Code::slice(state.actions.iter().map(|(action, _)| Code::text(action)).collect())),
            ("next", Code::slice(state.next.iter().map(transition).collect())),
            ("evidence", word("Evidence", &state.evidence)),
            ("source", Code::text(&state.source)),
        ],
    )
}

fn transition(next: &Transition) -> Code {
    Code::record(
        "Transition",
        vec![
            ("to", Code::text(&next.to)),
            ("by", Code::atom(format!("{:?}", next.by))),
            ("evidence", word("Evidence", &next.evidence)),
        ],
    )
}

fn answer(answer: &Answer) -> Code {
    let statuses = answer.statuses.iter().map(|status| Code::atom(status.to_string()));
    Code::record(
        "Answer",
        vec![
            ("name", Code::text(&answer.name)),
            ("code", Code::atom(format!("{:?}", answer.code))),
            ("text", Code::atom(format!("{:?}", answer.text))),
            ("statuses", Code::slice(statuses.collect())),
            ("by", Code::text(&answer.by)),
            ("happened", word("Happened", &answer.happened)),
            ("meaning", Code::text(&answer.meaning)),
            ("remedy", Code::text(&answer.remedy)),
            ("evidence", word("Evidence", &answer.evidence)),
            ("source", Code::text(&answer.source)),
        ],
    )
}

/// The variant of an enum that is called like a word.
fn word(kind: &str, word: &str) -> Code {
    Code::atom(format!("{kind}::{}", pascal_case(word)))
}
