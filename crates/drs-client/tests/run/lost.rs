//! Calls of which nobody knows what became, with lists that are late.

use std::sync::{Arc, Mutex};

use drs_client::checks::Check;
use drs_client::run::{EventKind, Journal, Mark, Record, RunError, RunEvent, Start};
use drs_client::watch::{BatchState, Goal};
use drs_client::{Error, Operation};
use drs_sandbox::{AfterCommit, Sandbox, Speed};
use serde_json::json;

use super::{assert_sound, begin, client, fast, file, go, instant, job, place, until, words};

const NAMES: [&str; 2] = ["orders", "stock"];

/// Every way in which calls get lost and lists are late, with both answers to what follows a commit.
#[tokio::test]
async fn the_tasks_are_submitted_once_whatever_gets_lost() {
    for faults in [
        &["create#1:lose-reply"][..],
        &["create#1:lose-request"],
        &["commit#1:lose-reply"],
        &["commit#1:lose-request"],
        &["create#1:status(500)"],
        &["create#1:garbage", "commit#1:reset-mid-body"],
        &["create#1:lose-reply", "batch=1:late(60s)"],
        &["commit#1:lose-reply", "batch=1:late(60s)", "list:stale(30s)"],
        &["create#1:lose-reply", "list:stale(30s)"],
        &["create#1-2:lose-reply", "list%10:reset"],
    ] {
        for after_commit in [AfterCommit::Start, AfterCommit::Configuration] {
            let builder = faults.iter().fold(fast(after_commit), |builder, fault| builder.fault(*fault));
            let sandbox = builder.start().await.unwrap();
            let (_folder, path) = place();
            let context = format!("{faults:?} {after_commit:?}");
            let mut outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await;
            for _ in 0..2 {
                // Several batches of one chunk are for somebody to choose from.
                let Err(RunError::Undecided { candidates, .. }) = &outcome else { break };
                let adopt = candidates.iter().take(1).map(|(id, _)| id.clone()).collect();
                let mut options = until(Goal::Created);
                options.adopt = adopt;
                outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), options).await;
            }
            let outcome = outcome.unwrap_or_else(|error| panic!("{context}: {error}"));
            assert_eq!(outcome.reached.len(), NAMES.len(), "{context}: {outcome:?}");
            assert_sound(&sandbox, &NAMES, 1, &context);
        }
    }
}

fn records(path: &std::path::Path) -> Vec<&'static str> {
    let word = |record: &Record| match record {
        Record::Header(_) => "header",
        Record::Intent(_) => "intent",
        Record::Reply(_) => "reply",
        Record::Refused(_) => "refused",
        Record::Lost(_) => "lost",
        Record::Adopted(_) => "adopted",
        Record::CommitIntent(_) => "commit_intent",
        Record::CommitReply(_) => "commit_reply",
        Record::Tasks(_) => "tasks",
        Record::ActionIntent(_) => "action_intent",
        Record::ActionReply(_) => "action_reply",
        Record::Goal { .. } => "goal",
        Record::Note { .. } => "note",
        Record::Done(_) => "done",
        _ => "unknown",
    };
    Journal::read(path).unwrap().iter().map(|entry| word(&entry.record)).collect()
}

#[tokio::test]
async fn a_batch_whose_reply_was_lost_is_adopted_and_not_made_again() {
    let sandbox = instant().fault("create#1:lose-reply").start().await.unwrap();
    let (_folder, path) = place();
    let mut run = begin(&sandbox, until(Goal::Created));
    let words = words(&mut run);
    run.add(file(&NAMES), Journal::open(&path).unwrap()).unwrap();
    let outcome = run.drive().await.unwrap();
    run.finished(outcome.counts().into());
    drop(run);
    assert_eq!(sandbox.invariants().batches, 1);
    assert_eq!(
        records(&path),
        ["header", "intent", "lost", "adopted", "goal", "commit_intent", "commit_reply", "tasks", "done", "done"]
    );
    let words = words.lock().unwrap().join(" ");
    assert!(words.starts_with("run.started batch.intent call.lost batch.adopted"), "{words}");
    assert!(words.contains("batch.committed task.found") && words.ends_with("run.finished"), "{words}");
}

/// Looking for a batch takes two minutes, and no heartbeat comes less than a second after another event, however fast time passes.
#[tokio::test]
async fn a_run_that_looks_for_a_batch_says_so_every_minute() {
    let builder = Sandbox::builder().seed(7).speed(Speed::Times(50.0)).after_commit(AfterCommit::Configuration);
    let sandbox = builder.fault("create#1:lose-request").start().await.unwrap();
    let (_folder, path) = place();
    let mut run = begin(&sandbox, until(Goal::Checked));
    let words = words(&mut run);
    run.add(file(&NAMES), Journal::open(&path).unwrap()).unwrap();
    run.drive().await.unwrap();
    drop(run);
    let mut words = words.lock().unwrap().clone();
    // On a machine that has much to do there is time for another one.
    words.dedup();
    let words = words.join(" ");
    assert!(words.starts_with("run.started batch.intent call.lost heartbeat batch.intent"), "{words}");
}

#[tokio::test]
async fn a_run_shows_the_batches_whose_checks_it_waits_for() {
    let sandbox = fast(AfterCommit::Configuration).start().await.unwrap();
    let (_folder, path) = place();
    let mut run = begin(&sandbox, until(Goal::Checked));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    run.on_look(move |wait| kept.lock().unwrap().extend(wait.snapshot().batches));
    run.add(file(&NAMES), Journal::open(&path).unwrap()).unwrap();
    run.drive().await.unwrap();
    let seen = seen.lock().unwrap();
    let is_checked = |batch: &BatchState| batch.status.as_deref() == Some("ASYNC_JOB_VALIDATING");
    assert!(seen.iter().any(|batch| is_checked(batch) && batch.seen_s.is_some()), "{seen:?}");
}

/// The trap: the first batch comes late, holds the names, and so the check of the second one fails.
#[tokio::test]
async fn a_batch_that_comes_late_takes_the_place_of_the_one_whose_check_fails_for_its_names() {
    let scenario = "names_held_by: batches\n";
    let builder = fast(AfterCommit::Configuration).scenario(scenario);
    let sandbox = builder.fault("create#1:lose-reply").fault("batch=1:late(150s)").start().await.unwrap();
    let (_folder, path) = place();
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!(outcome.reached.len(), NAMES.len(), "{outcome:?}");
    assert_eq!(sandbox.invariants().batches, 2);
    assert_sound(&sandbox, &NAMES, 1, "trap");
    let second = sandbox.batches()[1].async_job_id.clone();
    assert_eq!(outcome.orphans, [(second, NAMES.map(str::to_owned).to_vec())]);
}

/// Creates a batch as somebody else does.
async fn create(sandbox: &Sandbox) -> String {
    let body = json!({"jobs": NAMES.map(job)});
    let client = client(sandbox);
    let answer = client.call_raw(Operation::BatchCreateJobsAsync).body(body.to_string()).send().await.unwrap();
    answer.body["job"]["async_job_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn nothing_is_submitted_if_somebody_else_has_the_names() {
    for is_committed in [false, true] {
        let sandbox = instant().start().await.unwrap();
        let (_folder, path) = place();
        go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Checked)).await.unwrap();
        assert_eq!(sandbox.invariants().commits, 0);
        let other = create(&sandbox).await;
        if is_committed {
            let client = client(&sandbox);
            client.commit_async_job(&other.parse().unwrap()).await.unwrap();
        }
        let result = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await;
        if is_committed {
            let Err(RunError::Undecided { candidates, .. }) = result else { panic!("{result:?}") };
            assert!(candidates.iter().any(|(id, _)| *id == other), "{candidates:?}");
        } else {
            // It costs nothing, and is only reported.
            assert_eq!(result.unwrap().orphans[0].0, other);
        }
        assert_sound(&sandbox, &NAMES, 1, "somebody else");
    }
}

#[tokio::test]
async fn names_that_are_in_use_are_told_before_anything_is_created() {
    let sandbox = instant().start().await.unwrap();
    let other = create(&sandbox).await;
    client(&sandbox).commit_async_job(&other.parse().unwrap()).await.unwrap();
    let (_folder, path) = place();
    let result = go(&sandbox, file(&["ORDERS", "more"]), Journal::open(&path).unwrap(), until(Goal::Created)).await;
    let Err(RunError::Taken { taken }) = result else { panic!("{result:?}") };
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].name, "orders");
    assert_eq!(sandbox.invariants().batches, 1);
    // Those that exist can be followed, and only the others are created.
    let mut options = until(Goal::Created);
    options.adopt_existing = true;
    let journal = Journal::open(&path).unwrap();
    let outcome = go(&sandbox, file(&["ORDERS", "more"]), journal, options).await.unwrap();
    assert_eq!(outcome.reached.len(), 2, "{outcome:?}");
    assert_sound(&sandbox, &["orders", "stock", "more"], 2, "existing");
}

#[tokio::test]
async fn of_several_batches_somebody_chooses_one() {
    let sandbox = instant().start().await.unwrap();
    let (_folder, path) = place();
    sandbox.set_faults(&["create#1:lose-request"]).unwrap();
    let mut run = begin(&sandbox, until(Goal::Created));
    let control = run.control();
    run.on_event(move |event| {
        if matches!(event.kind, EventKind::Run(RunEvent::CallLost { .. })) {
            control.stop();
        }
    });
    run.add(file(&NAMES), Journal::open(&path).unwrap()).unwrap();
    assert!(matches!(run.drive().await, Err(RunError::Stopped)));
    drop(run);
    let (second, third) = (create(&sandbox).await, create(&sandbox).await);
    let result = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await;
    let Err(RunError::Undecided { candidates, .. }) = result else { panic!("{result:?}") };
    assert!(candidates.len() >= 2, "{candidates:?}");
    let mut options = until(Goal::Created);
    options.adopt = vec![third];
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), options).await.unwrap();
    assert!(outcome.orphans.iter().any(|(id, _)| *id == second), "{:?}", outcome.orphans);
    assert_sound(&sandbox, &NAMES, 1, "chosen");
}

#[tokio::test]
async fn a_batch_that_was_there_before_is_not_taken() {
    let sandbox = instant().start().await.unwrap();
    let before = create(&sandbox).await;
    let (_folder, path) = place();
    sandbox.set_faults(&["create#1:lose-request"]).unwrap();
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!(outcome.reached.len(), NAMES.len(), "{outcome:?}");
    let status = |id: &str| sandbox.batches().into_iter().find(|batch| batch.async_job_id == id).unwrap().status;
    assert_ne!(status(&before), "COMMIT_SUCCESS");
    assert_eq!(sandbox.invariants().commits, 1);
}

#[tokio::test]
async fn a_mark_tells_batches_with_the_same_names_apart() {
    let sandbox = instant().fault("create#2:lose-reply").start().await.unwrap();
    create(&sandbox).await;
    let (_folder, path) = place();
    let mut options = until(Goal::Created);
    options.mark = Some(Mark::Tag);
    go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), options).await.unwrap();
    let adopted = Journal::read(&path).unwrap().into_iter().find_map(|entry| match entry.record {
        Record::Adopted(adopted) => Some(adopted),
        _ => None,
    });
    let adopted = adopted.unwrap();
    assert!(adopted.is_marked);
    assert_eq!(adopted.async_job_id, sandbox.batches()[1].async_job_id);
    assert_sound(&sandbox, &NAMES, 1, "marked");
}

/// Its check comes too late, and is refused because it has started.
#[tokio::test]
async fn a_task_that_starts_by_itself_meanwhile_is_followed_unchecked() {
    let sandbox = fast(AfterCommit::Start).fault("action#1:slow(10m)").start().await.unwrap();
    let (_folder, path) = place();
    let mut options = until(Goal::Started);
    (options.start, options.checks) = (Start::Auto, vec![Check::Precheck]);
    let mut run = begin(&sandbox, options);
    let said = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&said);
    run.on_event(move |event| *kept.lock().unwrap() += &serde_json::to_string(event).unwrap());
    run.add(file(&NAMES), Journal::open(&path).unwrap()).unwrap();
    let outcome = run.drive().await.unwrap();
    let said = said.lock().unwrap();
    assert_eq!(outcome.reached.len(), NAMES.len(), "{outcome:?} {said}");
    assert!(said.contains("`orders` does not wait to be started, so it is not checked"), "{said}");
    assert!(!said.contains("task.action"), "nothing was refused: {said}");
}

/// An answer without content is no state in which a task is over.
#[tokio::test]
async fn an_answer_without_a_state_is_asked_for_again() {
    for (fault, is_decided) in [("detail#1:empty", true), ("detail#1-90:empty", false)] {
        let sandbox = fast(AfterCommit::Configuration).fault(fault).start().await.unwrap();
        let (_folder, path) = place();
        let mut options = until(Goal::Started);
        (options.start, options.checks) = (Start::Auto, vec![Check::Precheck]);
        let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), options).await;
        match outcome {
            Ok(outcome) => assert!(is_decided && outcome.reached.len() == NAMES.len(), "{fault}: {outcome:?}"),
            Err(RunError::Call(error)) => assert!(!is_decided && matches!(error, Error::Decode { .. }), "{error}"),
            Err(error) => panic!("{fault}: {error}"),
        }
    }
}
