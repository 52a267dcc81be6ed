//! How far a task has come, in the words of the service.

use serde_json::{Value, json};

use super::Desk;
use crate::machine::{Moment, Status, Task};

/// Parts of the full phase with their ends, in percent of it.
const PARTS: [(&str, u64, u64); 3] = [("structure", 0, 5), ("data", 5, 90), ("index", 90, 100)];

/// Tables of a task in the sandbox.
const TABLES: u64 = 200;

impl Desk<'_> {
    pub(super) fn progress(&self, task: &Task) -> Value {
        let (work, now) = (&task.work, self.now);
        let percent = if task.task_type() == "INCR_TRANS" { 100 } else { work.percent_at(now) };
        let percent = if task.has_been("STARTJOBING") { percent } else { 0 };
        let delay = if task.is("INCRE_TRANSFER_STARTED") { work.delay_at(now) } else { None };
        let delay_text = |unit: u64| delay.map_or_else(|| "-1".to_owned(), |delay| (delay / unit).to_string());
        let remaining = if task.has_been("STARTJOBING") { work.remaining_at(now) } else { work.total };
        let part = |(name, from, to): (&str, u64, u64)| {
            let done = percent.clamp(from, to) - from;
            let left = remaining.saturating_mul((to - from - done).min(100)) / (100 - percent).max(1);
            (
                name.to_owned(),
                json!({"completed": format!("{}%", done * 100 / (to - from)), "remaining_time": (left / 1000).to_string()}),
            )
        };
        let parts: serde_json::Map<String, Value> = PARTS.into_iter().map(part).collect();
        let taken = work.taken_at(now);
        let mut answer = json!({
            "progress_info": {
                "progress": percent.to_string(),
                "incr_trans_delay": delay_text(1000),
                "incr_trans_delay_millis": delay_text(1),
                "task_mode": task.task_type(),
                "transfer_status": task.status().map_or("", Status::name),
                "process_time": taken.0.to_string(),
                "remaining_time": (remaining / 1000).to_string(),
                "progress_map": parts,
            },
            "migration_object_progress_info": self.objects(task, percent),
        });
        if work.running.is_some() || delay.is_some() {
            answer["metrics"] = self.metrics(task, taken, delay.is_some());
        }
        answer
    }

    fn objects(&self, task: &Task, percent: u64) -> Value {
        let done = |(_, from, to): (&str, u64, u64)| (percent.clamp(from, to) - from) * TABLES / (to - from);
        let has_failed = task.is("FULL_TRANSFER_FAILED");
        let entry = |kind: &str, done: u64| {
            let status = match done {
                TABLES => "COMPLETED",
                _ if has_failed => "FAILED",
                0 => "NOT_START",
                _ => "TRANSFERING",
            };
            json!({"type": kind, "src_count": TABLES.to_string(), "dst_count": done.to_string(), "status": status})
        };
        json!({
            "create_time": self.now.to_string(),
            "migration_object_overview": [
                entry("TABLE_STRUCTURE", done(PARTS[0])),
                entry("TABLE", done(PARTS[1])),
                entry("TABLE_INDEX", done(PARTS[2])),
            ],
        })
    }

    fn metrics(&self, task: &Task, taken: Moment, is_incremental: bool) -> Value {
        let wobble = |what: &str, bound: u64| {
            let minute = format!("{} {}", task.name, taken.0 / 60_000);
            self.world.ids.number(what, &minute, bound)
        };
        json!({
            "job_id": task.id,
            "time_stamp": taken.to_string(),
            "cpu_util": format!("{}.{}", 20 + wobble("cpu", 40), wobble("cpu part", 10)),
            "mem_util": format!("{}.{}", 40 + wobble("mem", 20), wobble("mem part", 10)),
            "apply_rows_rate": (if is_incremental { 100 } else { 20_000 } + wobble("rows", 900)).to_string(),
            "apply_transactions_rate": (20 + wobble("transactions", 80)).to_string(),
            "apply_ddl_rate": "0",
            "apply_current_state": "processing",
        })
    }
}
