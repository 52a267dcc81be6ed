//! What may be done with a task, in the words of the service.

use serde_json::{Value, json};

use crate::machine::{Action, Status};

/// Words that a list of actions has, in its order.
const WORDS: [&str; 9] = [
    "PRE_CHECK",
    "START",
    "PAUSE",
    "RETRY",
    "RESET",
    "CHOOSE_OBJECT",
    "MODIFY_CONFIGURATION",
    "FREE_RESOURCE",
    "DELETE",
];

/// What may be done in a state, what may not, and what is being done.
pub(super) fn job_action(status: Status) -> Value {
    let allows = |word: &str| match word {
        "CHOOSE_OBJECT" | "MODIFY_CONFIGURATION" => status.allows("update_job"),
        "DELETE" => status.allows("delete_job"),
        _ => {
            let names = ["precheck", "start", "stop", "restart", "reset", "terminate"];
            names.iter().any(|name| status.allows(name) && Action::new(name).word() == word)
        }
    };
    let (available, unavailable): (Vec<&str>, Vec<&str>) = WORDS.iter().partition(|word| allows(word));
    let current = match status.name() {
        "CREATING" => Some("CREATE"),
        "STARTJOBING" => Some("START"),
        "RELEASE_RESOURCE_STARTED" => Some("FREE_RESOURCE"),
        _ => None,
    };
    let mut actions = json!({"available_actions": available, "unavailable_actions": unavailable});
    if let Some(current) = current {
        actions["current_action"] = current.into();
    }
    actions
}
