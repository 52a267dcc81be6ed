//! The states of batches and tasks: what each means, what it allows and what follows.

use maud::{Markup, html};

use super::address;
use super::layout::{self, Entry};
use super::prose::{self, facts, inline, markdown};
use super::view::View;
use crate::contract::{Machine, State, Transition};
use crate::output::file::Output;
use crate::output::sentences::{CLASSES, about};

/// The page of all states.
pub(super) fn page(view: &View<'_>) -> Output {
    let machines = &view.model.contract.machines;
    let mut contents = Vec::new();
    for machine in machines {
        contents.push(Entry::part(&machine.name, &title(machine)));
        contents.extend(machine.states.iter().map(|state| Entry::nested(&id(machine, state), &state.name)));
    }
    let body = html! {
        h1 { "States" }
        p {
            "What becomes of a batch and of a task: which state allows what, and which follows. "
            "A state that is not listed is no mistake of the service: take it for one that is left by itself. "
            code { "drs watch" } " waits for them, " code { "drs explain" } " explains each."
        }
        @for machine in machines {
            h2 id=(machine.name) { (title(machine)) }
            @for state in &machine.states { (section(view, machine, state)) }
        }
    };
    layout::page(view, "States", "What becomes of a batch and of a task.", &contents, &body)
}

fn title(machine: &Machine) -> String {
    format!("States of a {}", machine.name)
}

fn id(machine: &Machine, state: &State) -> String {
    format!("{}.{}", machine.name, state.name)
}

fn section(view: &View<'_>, machine: &Machine, state: &State) -> Markup {
    let id = id(machine, state);
    let actions: Vec<_> = state.actions.iter().map(|(action, _)| view.code(action)).collect();
    html! {
        section.state id=(id) {
            h3 {
                a.self href={ "#" (id) } { code { (state.name) } }
                " " span class={ "class " (state.class) } { (state.class) }
            }
            (markdown(view, &state.meaning))
            (facts(vec![
                ("Class", Some(html! { (state.class) ": " (about(&CLASSES, &state.class)) })),
                ("Allows", Some(if actions.is_empty() { html! { "Nothing." } } else { prose::list(actions) })),
                ("Followed by", Some(next(view, machine, state))),
                ("Source", Some(html! { (inline(view, &state.source)) " (" (state.evidence) ")" })),
            ]))
        }
    }
}

fn next(view: &View<'_>, machine: &Machine, state: &State) -> Markup {
    let way = |next: &Transition| {
        html! {
            a href=(view.href(&address::state(&machine.name, &next.to))) { code { (next.to) } } " "
            @match &next.by { Some(by) => { "by " (view.code(by)) } None => "by itself" }
            @if next.evidence != state.evidence { " (" (next.evidence) ")" }
        }
    };
    html! {
        @if state.next.is_empty() { "Nothing." } @else { ul { @for next in &state.next { li { (way(next)) } } } }
    }
}
