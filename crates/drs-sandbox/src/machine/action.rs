//! What can be done with a task.

use serde_json::Value;

/// An action of `execute_job_action`, or an operation of the same effect.
#[derive(Clone, Debug)]
pub(crate) struct Action {
    /// `start`, or `stop_job_action`.
    pub(crate) name: String,
    /// `action_params`, or null.
    pub(crate) params: Value,
}

impl Action {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), params: Value::Null }
    }

    /// The word that lists of allowed actions have for it.
    pub(crate) fn word(&self) -> &'static str {
        match self.name.as_str() {
            "start" => "START",
            "stop" => "PAUSE",
            "restart" => "RETRY",
            "reset" => "RESET",
            "terminate" | "stop_job_action" => "FREE_RESOURCE",
            "network" => "MODIFY_DB_CONFIG",
            "precheck" | "skip_precheck" => "PRE_CHECK",
            _ => "CHANGE",
        }
    }

    /// Whether a parameter is true.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.params.get(name).and_then(Value::as_bool) == Some(true)
    }
}
