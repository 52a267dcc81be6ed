//! The same seed, clock and calls give the same answers.

use drs_sandbox::Speed;
use serde_json::{Value, json};

use crate::caller::{Caller, quiet};

/// Everything that a sandbox answers to some calls.
async fn answers(seed: u64, speed: Speed) -> String {
    let sandbox = quiet()
        .seed(seed)
        .speed(speed)
        .fault("list%30:status(502)")
        .fault("task=o*:fail-in-full(30%)")
        .start()
        .await
        .unwrap();
    let caller = Caller::new(&sandbox);
    let mut said = String::new();
    let batch = caller.create(&["orders", "stock"]).await;
    for step in 0..30 {
        if step == 3 {
            let commit = caller.call("POST", &format!("/batch-async-jobs/{batch}/commit"), &Value::Null).await;
            said += &format!("{} {}\n", commit.status, commit.body);
        }
        if step == 12 {
            for task in sandbox.tasks() {
                said += &caller.act(&task.id, "start", &Value::Null).await.body.to_string();
            }
        }
        for path in ["/jobs?job_type=sync", "/batch-async-jobs"] {
            let answer = caller.call("GET", path, &Value::Null).await;
            said += &format!("{} {}\n", answer.status, answer.body);
        }
        for task in sandbox.tasks() {
            said += &caller.detail(&task.id, "progress").await.to_string();
        }
        caller.ask("POST", "/-/advance", &json!({"by": "2m"})).await;
    }
    said
}

#[tokio::test]
async fn the_same_calls_get_the_same_bytes() {
    for speed in [Speed::Manual, Speed::Instant] {
        let first = answers(7, speed).await;
        assert_eq!(first, answers(7, speed).await, "{speed:?}");
        assert!(first.contains("FULL_TRANSFER_FAILED") && first.contains("502"));
        assert_ne!(first, answers(8, speed).await, "{speed:?}");
    }
}
