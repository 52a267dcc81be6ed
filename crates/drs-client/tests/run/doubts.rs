//! One attempt that is refused says nothing of another that was lost, and one batch nothing of another.

use drs_client::Operation;
use drs_client::run::{Journal, Record, RunError, Start};
use drs_client::watch::{End, Goal, Reason};
use drs_sandbox::AfterCommit;
use serde_json::json;

use super::{assert_sound, client, fast, file, file_of, go, instant, place, until};

const NAMES: [&str; 2] = ["orders", "stock"];

/// One more than fits into a batch.
const ELEVEN: [&str; 11] =
    ["task-a", "task-b", "task-c", "task-d", "task-e", "task-f", "task-g", "task-h", "task-i", "task-j", "task-k"];

#[tokio::test]
async fn the_refusal_of_a_second_commit_leaves_the_first_to_be_looked_for() {
    let builder = fast(AfterCommit::Configuration).fault("commit#1:lose-reply").fault("commit#2-9:refuse");
    let sandbox = builder.fault("list:stale(90s)").start().await.unwrap();
    let (_folder, path) = place();
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!(outcome.reached.len(), NAMES.len(), "{outcome:?}");
    assert_sound(&sandbox, &NAMES, 1, "commit");
}

#[tokio::test]
async fn the_refusal_of_a_second_batch_leaves_the_first_to_be_looked_for() {
    let builder = fast(AfterCommit::Configuration).fault("create#1:lose-reply").fault("batch=1:late(150s)");
    let sandbox = builder.fault("create#2:refuse").start().await.unwrap();
    let (_folder, path) = place();
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!(outcome.reached.len(), NAMES.len(), "{outcome:?}");
    assert_eq!(sandbox.invariants().batches, 1);
    assert_sound(&sandbox, &NAMES, 1, "create");
}

#[tokio::test]
async fn a_lost_batch_is_looked_for_again_after_the_next_was_refused() {
    let builder = fast(AfterCommit::Configuration).fault("create#1:lose-reply").fault("batch=1:late(10m)");
    let sandbox = builder.fault("create#2:refuse").start().await.unwrap();
    let (_folder, path) = place();
    let first = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await;
    assert!(matches!(first, Err(RunError::Undecided { .. })), "{first:?}");
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!(outcome.reached.len(), NAMES.len(), "{outcome:?}");
    assert_eq!(sandbox.invariants().batches, 1);
}

#[tokio::test]
async fn what_is_refused_for_one_batch_does_not_stop_the_others() {
    for fault in ["create#2:refuse", "commit#2:refuse"] {
        let sandbox = instant().fault(fault).start().await.unwrap();
        let (_folder, path) = place();
        let outcome = go(&sandbox, file(&ELEVEN), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
        // Which of the two batches is submitted first is not said.
        let counts = (outcome.reached.len(), outcome.failed.len());
        assert!(counts == (10, 1) || counts == (1, 10), "{fault}: {outcome:?}");
        assert!(outcome.failed.iter().all(|item| item.reason == Some(Reason::Failed)));
        // The same command again makes what is missing.
        let outcome = go(&sandbox, file(&ELEVEN), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
        assert_eq!(outcome.reached.len(), 11, "{fault}: {outcome:?}");
        assert_sound(&sandbox, &ELEVEN, 2, fault);
    }
}

#[tokio::test]
async fn calls_that_are_too_many_are_announced_and_sent_anew() {
    for call in ["create", "commit"] {
        let sandbox =
            fast(AfterCommit::Configuration).fault(format!("{call}#1-5:retry-after(1)")).start().await.unwrap();
        let (_folder, path) = place();
        let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
        assert_eq!(outcome.reached.len(), NAMES.len(), "{call}: {outcome:?}");
        assert_sound(&sandbox, &NAMES, 1, call);
        let entries = Journal::read(&path).unwrap();
        assert!(entries.iter().any(|entry| matches!(entry.record, Record::Refused(_))), "{call}: {entries:?}");
    }
}

#[tokio::test]
async fn what_is_refused_for_all_batches_is_what_the_run_comes_to() {
    let sandbox = instant().fault("create#1-2:refuse").start().await.unwrap();
    let (_folder, path) = place();
    let result = go(&sandbox, file(&ELEVEN), Journal::open(&path).unwrap(), until(Goal::Created)).await;
    assert!(matches!(result, Err(RunError::Call(_))), "{result:?}");
}

#[tokio::test]
async fn a_check_without_an_end_does_not_keep_others_from_their_start() {
    let sandbox = fast(AfterCommit::Configuration).fault("batch=2:late(3h)").start().await.unwrap();
    let (_folder, path) = place();
    let mut options = until(Goal::Started);
    options.start = Start::Auto;
    let outcome = go(&sandbox, file(&ELEVEN), Journal::open(&path).unwrap(), options).await.unwrap();
    assert_eq!((outcome.reached.len(), outcome.timed_out.len()), (10, 1), "{outcome:?}");
    assert_eq!(outcome.end, Some(End::Deadline));
}

#[tokio::test]
async fn a_changed_file_does_not_keep_the_tasks_that_were_there_before() {
    let (_folder, path) = place();
    let sandbox = instant().start().await.unwrap();
    let (_other, elsewhere) = place();
    go(&sandbox, file(&NAMES), Journal::open(&elsewhere).unwrap(), until(Goal::Created)).await.unwrap();
    let mut options = until(Goal::Created);
    options.adopt_existing = true;
    go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), options).await.unwrap();
    // The same names, whose tasks are others.
    let fresh = instant().start().await.unwrap();
    let (_third, third) = place();
    let others = ["other-a", "other-b", "other-c"];
    go(&fresh, file(&others), Journal::open(&third).unwrap(), until(Goal::Created)).await.unwrap();
    let journal = Journal::open(&path).unwrap();
    let outcome = go(&fresh, file_of(&NAMES, "2"), journal, until(Goal::Created)).await.unwrap();
    assert_eq!(outcome.reached.len(), NAMES.len(), "{outcome:?}");
    let mut ids: Vec<String> =
        fresh.tasks().into_iter().filter(|task| NAMES.contains(&&*task.name)).map(|task| task.id).collect();
    ids.sort_unstable();
    assert!(ids.len() == NAMES.len());
    assert!(outcome.reached.iter().all(|item| ids.contains(&item.id)), "{outcome:?}");
}

#[tokio::test]
async fn names_whose_tasks_are_deleted_can_be_used_again() {
    let sandbox = instant().start().await.unwrap();
    let (_folder, path) = place();
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    let client = client(&sandbox);
    for item in &outcome.reached {
        let body = json!({"is_force_stop": true}).to_string();
        let stop = client.call_raw(Operation::StopJobAction).path("job_id", &item.id).body(body);
        stop.send().await.unwrap();
        client.call_raw(Operation::DeleteJob).path("job_id", &item.id).send().await.unwrap();
    }
    let (_other, elsewhere) = place();
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&elsewhere).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!(outcome.reached.len(), NAMES.len(), "{outcome:?}");
}

#[tokio::test]
async fn batches_that_are_not_submitted_are_told_of_again() {
    let sandbox = instant().start().await.unwrap();
    let (_folder, path) = place();
    go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Checked)).await.unwrap();
    let (_other, elsewhere) = place();
    go(&sandbox, file(&NAMES), Journal::open(&elsewhere).unwrap(), until(Goal::Checked)).await.unwrap();
    let first = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!(first.orphans.len(), 1, "{first:?}");
    let again = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!(again.orphans, first.orphans);
    let entries = Journal::read(&path).unwrap();
    assert_eq!(entries.iter().filter(|entry| matches!(entry.record, Record::Orphan(_))).count(), 1);
}
