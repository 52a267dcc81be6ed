//! Scenarios: how a sandbox is to be, as a file.

use std::collections::{BTreeMap, BTreeSet};

use drs_contract::{Machine, State};
use drs_text::{Kind, Limits, Node, yaml};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::machine::{Settings, parse_duration};
use crate::{AfterCommit, NamesHeldBy};

/// JSON Schema of scenarios.
pub const SCENARIO_SCHEMA: &str = include_str!("../scenario.schema.json");

/// How a sandbox is to be, as a file says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Scenario {
    pub(crate) after_commit: Option<AfterCommit>,
    names_held_by: Option<NamesHeldBy>,
    quota: Option<u64>,
    durations: BTreeMap<String, String>,
    delay_curve: Option<Vec<String>>,
    pub(crate) faults: Vec<String>,
    tasks: Vec<PlacedTask>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacedTask {
    name: String,
    status: String,
    #[serde(default)]
    job_type: Option<String>,
    #[serde(default)]
    task_type: Option<String>,
    #[serde(default)]
    engine_type: Option<String>,
}

/// What is wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// It is not YAML.
    #[error("line {line}: {message}")]
    Syntax {
        /// Line, counted from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// A member is unknown, missing, or of the wrong kind.
    #[error("{0}")]
    Member(String),
    /// A text is not a span of time.
    #[error("`{member}`: `{text}` is not a span such as `60s`, `5m` or `3d`")]
    Duration {
        /// The member.
        member: String,
        /// The text.
        text: String,
    },
    /// A word is no state.
    #[error("`{0}` is not a state of a batch or a task, nor `NETWORK`, `PRECHECK`, `DIAGNOSIS` or `WORKFLOW`")]
    State(String),
    /// Two tasks have one name, in whatever case.
    #[error("two tasks are called `{0}`")]
    SameName(String),
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, ScenarioError> {
        let parsed = yaml::parse(text.as_bytes(), &Limits::default());
        if let Some(fault) = parsed.faults.first() {
            let before = text.get(..fault.span.start as usize).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            return Err(ScenarioError::Syntax {
                line,
                message: drs_diag::escape(&fault.kind.to_string()).into_owned(),
            });
        }
        let value = parsed.tree.as_ref().map_or(Value::Null, |tree| to_json(tree.root()));
        if !value.is_object() {
            return Err(ScenarioError::Member("a scenario is an object".to_owned()));
        }
        let member =
            |error: serde_json::Error| ScenarioError::Member(drs_diag::escape(&error.to_string()).into_owned());
        serde_json::from_value(value).map_err(member)
    }

    /// Puts what the scenario says into settings.
    ///
    /// # Errors
    /// A span or a state is none.
    pub(crate) fn apply(&self, settings: &mut Settings) -> Result<(), ScenarioError> {
        settings.after_commit = self.after_commit.unwrap_or(settings.after_commit);
        settings.names_held_by = self.names_held_by.unwrap_or(settings.names_held_by);
        settings.quota = self.quota.unwrap_or(settings.quota);
        for (state, text) in &self.durations {
            if State::from_name(state).is_none_or(|known| known.name != state)
                && !Settings::CHECKS.contains(&state.as_str())
            {
                return Err(ScenarioError::State(drs_diag::escape(state).into_owned()));
            }
            settings.durations.insert(state.clone(), duration(state, text)?);
        }
        if let Some(curve) = &self.delay_curve {
            settings.delay_curve = curve.iter().map(|text| duration("delay_curve", text)).collect::<Result<_, _>>()?;
        }
        Ok(())
    }

    /// Tasks that exist from the beginning: what was asked for, and the state.
    ///
    /// # Errors
    /// A state is none of a task, or two tasks have one name.
    pub(crate) fn placed(&self) -> Result<Vec<(Value, String)>, ScenarioError> {
        let place = |task: &PlacedTask| {
            if !Machine::Task.states().any(|state| state.name == task.status) {
                return Err(ScenarioError::State(drs_diag::escape(&task.status).into_owned()));
            }
            let base = json!({
                "name": task.name,
                "job_type": task.job_type.as_deref().unwrap_or("sync"),
                "task_type": task.task_type.as_deref().unwrap_or("FULL_INCR_TRANS"),
                "engine_type": task.engine_type.as_deref().unwrap_or("mysql-to-mysql"),
                "job_direction": "up",
                "net_type": "eip",
            });
            Ok((json!({"base_info": base}), task.status.clone()))
        };
        let mut names = BTreeSet::new();
        if let Some(task) = self.tasks.iter().find(|task| !names.insert(task.name.to_lowercase())) {
            return Err(ScenarioError::SameName(drs_diag::escape(&task.name).into_owned()));
        }
        self.tasks.iter().map(place).collect()
    }
}

fn duration(member: &str, text: &str) -> Result<u64, ScenarioError> {
    let error = || ScenarioError::Duration { member: member.to_owned(), text: drs_diag::escape(text).into_owned() };
    parse_duration(text).ok_or_else(error)
}

fn to_json(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => node.as_bool().into(),
        Kind::Number => node.as_number().and_then(|number| serde_json::from_str(number).ok()).unwrap_or_default(),
        Kind::String => node.as_str().into(),
        Kind::Array => node.items().map(to_json).collect(),
        Kind::Object => node
            .members()
            .map(|member| (member.key.as_str().unwrap_or_default().into_owned(), to_json(member.value)))
            .collect(),
    }
}
