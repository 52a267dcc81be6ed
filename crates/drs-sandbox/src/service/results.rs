//! Results of diagnoses and comparisons.

use serde_json::{Value, json};

use super::Desk;
use crate::machine::{Check, CheckKind, Task};

impl Desk<'_> {
    pub(super) fn diagnosis(&self, task: &Task) -> Result<Value, (u16, Value)> {
        let check = self.check_of(task, &[CheckKind::Diagnosis])?;
        Ok(json!({"diagnoses": [self.diagnosed(check)]}))
    }

    pub(super) fn diagnoses(&self, task: &Task) -> Value {
        let history = task.checks.values().filter(|check| check.kind == CheckKind::Diagnosis);
        json!({"diagnoses": history.map(|check| self.diagnosed(check)).collect::<Vec<_>>()})
    }

    fn diagnosed(&self, check: &Check) -> Value {
        let is_over = check.is_over(self.now);
        let mut diagnosis = json!({
            "status": if is_over { "SUCCESS" } else { "RUNNING" },
            "progress": check.percent(self.now),
            "start_time": check.begun.to_string(),
        });
        if is_over {
            diagnosis["score"] = 100.into();
            diagnosis["end_time"] = check.ends.to_string().into();
        }
        diagnosis
    }

    /// Comparisons that were begun, or the counts of the last one: the sandbox copies everything.
    pub(super) fn comparison(&self, task: &Task) -> Value {
        let begun = || task.checks.iter().filter(|(_, check)| check.kind == CheckKind::Compare);
        let status = |check: &Check| if check.is_over(self.now) { "SUCCESSFUL" } else { "RUNNING" };
        let result = match (self.query("compare_type"), self.query("query_type")) {
            (_, Some("list")) => {
                let entry = |(id, check): (&String, &Check)| json!({"id": id, "type": "lines", "start_time": check.begun.to_string(), "status": status(check)});
                json!({"data_compare_task_list": begun().map(entry).collect::<Vec<_>>()})
            }
            (Some("object_compare"), Some("overview")) => match begun().next_back() {
                Some((id, check)) => {
                    let count = |kind: &str, count: u64| json!({"type": kind, "source_count": count, "target_count": count, "status": "CONSISTENT"});
                    json!({"objects_compare_overview_info": {
                        "create_time": check.begun.to_string(),
                        "compare_results": [count("DB", 1), count("TABLE", 200)],
                        "status": status(check),
                        "compare_job_id": id,
                    }})
                }
                None => json!({}),
            },
            _ => json!({}),
        };
        json!({"total_count": begun().count(), "compare_result": result})
    }
}
