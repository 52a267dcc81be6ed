//! Results of connection tests and prechecks.

use serde_json::{Value, json};

use super::Desk;
use crate::machine::{Check, CheckKind, Task};

impl Desk<'_> {
    /// The check that the call asks for by its query id.
    pub(super) fn check_of<'t>(&self, task: &'t Task, kinds: &[CheckKind]) -> Result<&'t Check, (u16, Value)> {
        let found = self.query("query_id").and_then(|id| task.checks.get(id));
        found.filter(|check| kinds.contains(&check.kind)).ok_or_else(Self::unknown_query)
    }

    pub(super) fn connections(&self, task: &Task) -> Result<Value, (u16, Value)> {
        let check = self.check_of(task, &[CheckKind::Network, CheckKind::CloudConnection])?;
        let result = |item: &crate::machine::CheckItem| match (&item.failure, check.is_over(self.now)) {
            (_, false) => json!({"ip": item.name}),
            (None, true) => json!({"ip": item.name, "success": true, "result": "success", "status": "success"}),
            (Some(reason), true) => json!({
                "ip": item.name,
                "success": false,
                "result": "failed",
                "status": "failed",
                "error_code": "DRS.M05009",
                "error_msg": reason,
            }),
        };
        Ok(json!({"network_results": check.items.iter().map(result).collect::<Vec<_>>()}))
    }

    pub(super) fn precheck(&self, task: &Task) -> Result<Value, (u16, Value)> {
        let check = self.check_of(task, &[CheckKind::Precheck])?;
        let percent = check.percent(self.now);
        let total = check.items.len().max(1);
        let shown = usize::try_from(percent).unwrap_or(100) * total / 100;
        let is_skipped = |name: &str, can_be_skipped: bool| can_be_skipped && task.skipped.contains(name);
        let mut passed = 0;
        let results: Vec<Value> = check
            .items
            .iter()
            .take(shown)
            .map(|item| {
                let is_skipped = is_skipped(&item.name, item.can_be_skipped);
                passed += usize::from(item.failure.is_none() || is_skipped);
                let mut result = json!({
                    "item": item.name,
                    "result": if item.failure.is_some() { "FAILED" } else { "PASSED" },
                    "group": item.group,
                    "is_support_skip": item.can_be_skipped,
                    "is_skipped": is_skipped,
                });
                if let Some(reason) = &item.failure {
                    result["failed_reason"] = reason.clone().into();
                }
                result
            })
            .collect();
        let rate = passed * 100 / total;
        Ok(json!({"precheck_result": {
            "result": rate == 100,
            "process": format!("{percent}%"),
            "total_passed_rate": format!("{rate}%"),
            "job_direction": task.base("job_direction").unwrap_or("up"),
            "precheck_results": results,
        }}))
    }
}
