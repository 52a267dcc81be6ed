//! Tasks that cost money and do nothing for it.

use drs_contract::{Class, State};
use serde_json::Value;

use crate::service::text;

/// Why a task that is billed does nothing; `None` if it is not billed, or works.
pub(super) fn idle(task: &Value) -> Option<&'static str> {
    if text(task, "/billing_tag") != "true" {
        return None;
    }
    let status = text(task, "/status").to_ascii_uppercase();
    let reason = match (status.as_str(), State::from_name(&status)?.class) {
        ("CONFIGURATION", _) => "waits for its configuration and its start",
        ("WAITING_FOR_START", _) => "waits for the time of its start",
        ("PAUSING", _) => "is paused",
        // For a task with an incremental phase it is a step on the way.
        ("FULL_TRANSFER_COMPLETE", _) if text(task, "/task_type") == "FULL_TRANS" => "is done, and was not ended",
        (_, Class::Waiting) => "waits for somebody",
        (_, Class::Failed) => "has failed, and was not ended",
        (_, Class::Final) => "is over, and is billed all the same",
        (_, Class::Moving | Class::Running) => return None,
    };
    Some(reason)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_billed_and_works_is_not_idle() {
        let reason = |status: &str, kind: &str, billed: bool| {
            idle(&json!({"status": status, "task_type": kind, "billing_tag": billed}))
        };
        for (status, kind, expected) in [
            ("CONFIGURATION", "FULL_TRANS", Some("waits for its configuration and its start")),
            ("configuration", "FULL_TRANS", Some("waits for its configuration and its start")),
            ("PAUSING", "INCR_TRANS", Some("is paused")),
            ("FULL_TRANSFER_COMPLETE", "FULL_TRANS", Some("is done, and was not ended")),
            ("FULL_TRANSFER_COMPLETE", "FULL_INCR_TRANS", None),
            ("INCRE_TRANSFER_STARTED", "FULL_INCR_TRANS", None),
            ("INCRE_TRANSFER_FAILED", "FULL_INCR_TRANS", Some("has failed, and was not ended")),
            ("RELEASE_RESOURCE_COMPLETE", "FULL_TRANS", Some("is over, and is billed all the same")),
            ("STARTJOBING", "FULL_TRANS", None),
            ("SOMETHING_NEW", "FULL_TRANS", None),
        ] {
            assert_eq!(reason(status, kind, true), expected, "{status} {kind}");
            assert_eq!(reason(status, kind, false), None, "{status} {kind}");
        }
    }
}
