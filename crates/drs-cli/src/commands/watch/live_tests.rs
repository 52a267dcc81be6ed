//! What the table that moves looks like on terminals of several sizes.

use std::time::Duration;

use drs_client::watch::Snapshot;
use serde_json::{Value, json};
use textwrap::core::display_width;

use super::live::lines;

#[expect(clippy::needless_pass_by_value, reason = "values read best where they are used")]
fn snapshot(tasks: Vec<Value>) -> Snapshot {
    let batches = json!([{"id": "bd4193aa-072d-4ce6", "status": "ASYNC_JOB_VALIDATING", "standing": "moving", "seen_s": 7},
        {"id": "committed", "status": "COMMIT_SUCCESS", "standing": "reached"}]);
    let snapshot = json!({"run": "r", "seq": 9, "goal": "incremental", "tasks": tasks, "batches": batches});
    serde_json::from_value(snapshot).unwrap()
}

#[expect(clippy::needless_pass_by_value, reason = "values read best where they are used")]
fn task(name: &str, status: &str, standing: Value, progress: Value) -> Value {
    json!({"id": format!("id-of-{name}"), "name": name, "status": status, "standing": standing, "progress": progress,
        "in_state_s": 5, "seen_s": 3, "progress_seen_s": 41})
}

fn fleet() -> Snapshot {
    let (moving, waiting) = (|| json!("moving"), || json!("waiting"));
    snapshot(vec![
        task("done", "INCRE_TRANSFER_STARTED", json!("reached"), json!({"lag_ms": 0})),
        task(
            "orders",
            "FULL_TRANSFER_STARTED",
            moving(),
            json!({"percent": 42.5, "remaining_s": 754, "is_estimate": true}),
        ),
        task("customers-of-the-north", "FULL_TRANSFER_STARTED", moving(), json!({"percent": 7.0, "remaining_s": 90})),
        task("late", "INCRE_TRANSFER_STARTED", moving(), json!({"lag_ms": 93_000, "trend": "rising"})),
        task("close", "INCRE_TRANSFER_STARTED", moving(), json!({"lag_ms": 3200, "trend": "falling"})),
        task("broken", "FULL_TRANSFER_FAILED", json!({"failed": "failed"}), json!({"percent": 60.0})),
        task("idle\u{1b}[2J", "CONFIGURATION", waiting(), Value::Null),
        task("订单数据库", "RELEASE_CHILD_TRANSFER_STARTED", moving(), Value::Null),
        json!({"id": "19557d51-1ee6-4507-97a6-8f69164jb201", "standing": "moving", "in_state_s": 0}),
    ])
}

#[test]
fn a_line_for_each_at_80_columns() {
    insta::assert_snapshot!(lines(&fleet(), Duration::from_secs(2), (80, 24), false).join("\n"));
}

#[test]
fn a_line_for_each_at_40_columns() {
    insta::assert_snapshot!(lines(&fleet(), Duration::from_secs(2), (40, 24), false).join("\n"));
}

#[test]
fn what_is_not_finished_comes_first_and_the_rest_is_counted() {
    let done = (0..900).map(|n| task(&format!("done-{n}"), "INCRE_TRANSFER_STARTED", json!("reached"), Value::Null));
    let open = (0..100).map(|n| task(&format!("open-{n}"), "CREATING", json!("moving"), Value::Null));
    let lines = lines(&snapshot(done.chain(open).collect()), Duration::ZERO, (80, 7), false);
    insta::assert_snapshot!(lines.join("\n"), @r"
    task                      phase                 seen
    batch bd4193aa-072d-4ce6  async job validating  7 s ago
    open-0                    being built           3 s ago
    open-1                    being built           3 s ago
    open-2                    being built           3 s ago
    101 on their way, 900 reached, 997 not shown
    ");
}

#[test]
fn colours_are_where_they_are_wanted_and_nowhere_else() {
    let of = |has_color: bool| lines(&fleet(), Duration::ZERO, (80, 24), has_color).join("\n");
    assert!(!of(false).contains('\u{1b}'));
    let colored = of(true);
    let broken = colored.lines().find(|line| line.contains("broken")).unwrap();
    assert!(broken.starts_with("\u{1b}[31m") && broken.ends_with("\u{1b}[0m"), "{broken:?}");
    assert!(!colored.contains("\u{1b}[2J"));
}

#[test]
fn no_line_is_wider_and_no_table_higher_than_the_terminal() {
    for width in 0..130 {
        for height in [0, 1, 3, 5, 24] {
            let lines = lines(&fleet(), Duration::MAX, (width, height), false);
            assert!(lines.iter().all(|line| display_width(line) <= width), "{width}: {lines:#?}");
            assert!(lines.len() <= height.saturating_sub(1).max(3), "{height}: {}", lines.len());
        }
    }
}
