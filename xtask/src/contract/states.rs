//! `spec/states.yaml`: what becomes of a batch and of a task.

use indexmap::IndexMap;

use super::read::text;
use super::{Schema, Shape};
use crate::value::{Member, Place, Value};

/// The states of one kind of thing.
#[derive(Clone, Debug)]
pub struct Machine {
    /// What has the states: `batch` or `task`.
    pub name: String,
    /// Component that lists the states and tells their meanings.
    pub component: String,
    /// The states, in the order of the file.
    pub states: Vec<State>,
    /// Where the machine stands.
    pub at: Place,
}

/// A state.
#[derive(Clone, Debug)]
pub struct State {
    /// The word of the service.
    pub name: String,
    /// What it means, as the component tells; empty if that does not list it.
    pub meaning: String,
    /// `moving`, `waiting`, `running`, `failed` or `final`.
    pub class: String,
    /// Actions and operations that it allows.
    pub actions: Vec<(String, Place)>,
    /// What follows.
    pub next: Vec<Transition>,
    /// `documented` or `inferred`.
    pub evidence: String,
    /// Who says so.
    pub source: String,
    /// Where the state stands.
    pub at: Place,
}

/// A state that follows another.
#[derive(Clone, Debug)]
pub struct Transition {
    /// The state that follows.
    pub to: String,
    /// Action or operation that leads there; `None` if it comes by itself.
    pub by: Option<String>,
    /// `documented` or `inferred`.
    pub evidence: String,
    /// Where the transition stands.
    pub at: Place,
}

/// The machines of the file; `schemas` tell what the states mean.
pub(super) fn machines(file: &Value, schemas: &IndexMap<String, Schema>) -> Vec<Machine> {
    let machines = file.get("machines").and_then(Value::as_object).into_iter().flatten();
    machines
        .map(|(name, member)| {
            let source = text(&member.value, "source");
            let component = text(&member.value, "component");
            let states = member.value.get("states").and_then(Value::as_object).into_iter().flatten();
            let state = |(name, state): (&String, &Member)| {
                let meaning = meaning(schemas.get(&component), name);
                State { meaning, ..self::state(name, state.key, &state.value, &source) }
            };
            Machine { name: name.clone(), states: states.map(state).collect(), component, at: member.key }
        })
        .collect()
}

fn state(name: &str, at: Place, value: &Value, source: &str) -> State {
    let items = |key: &str| value.get(key).map(Value::items).unwrap_or_default();
    let own = text(value, "source");
    let evidence = text(value, "evidence");
    State {
        name: name.to_owned(),
        meaning: String::new(),
        class: text(value, "class"),
        actions: items("actions").iter().filter_map(|it| Some((it.as_str()?.to_owned(), it.at))).collect(),
        next: items("next").iter().map(|it| transition(it, &evidence)).collect(),
        evidence,
        source: if own.is_empty() { source.to_owned() } else { own },
        at,
    }
}

/// What a component says about one of its values.
fn meaning(component: Option<&Schema>, value: &str) -> String {
    let values = match component.map(|schema| &schema.shape) {
        Some(Shape::String(text)) => text.values.as_slice(),
        _ => &[],
    };
    values.iter().find(|it| it.value == value).map_or_else(String::new, |it| it.description.clone())
}

fn transition(value: &Value, evidence: &str) -> Transition {
    let own = text(value, "evidence");
    Transition {
        to: text(value, "to"),
        by: value.get("by").and_then(Value::as_str).map(str::to_owned),
        evidence: if own.is_empty() { evidence.to_owned() } else { own },
        at: value.at,
    }
}
