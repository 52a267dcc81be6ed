//! A run that goes on: with the same file, with another one, somewhere else.

use drs_client::run::{Journal, Options, Place, Run, RunError};
use drs_client::watch::Goal;

use super::{assert_sound, begin, client, file, file_of, go, here, instant, place, until};

const NAMES: [&str; 2] = ["orders", "stock"];

#[tokio::test]
async fn a_finished_run_that_is_begun_again_creates_nothing() {
    let sandbox = instant().start().await.unwrap();
    let (_folder, path) = place();
    for _ in 0..3 {
        let journal = Journal::open(&path).unwrap();
        let outcome = go(&sandbox, file(&NAMES), journal, until(Goal::Created)).await.unwrap();
        assert_eq!(outcome.reached.len(), 2);
        assert_sound(&sandbox, &NAMES, 1, "again");
    }
    assert_eq!(sandbox.invariants().batches, 1);
}

#[tokio::test]
async fn a_file_that_has_changed_is_refused_with_the_difference() {
    let sandbox = instant().start().await.unwrap();
    let (_folder, path) = place();
    go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Checked)).await.unwrap();
    let changed = || file_of(&["orders", "more"], "2");
    let result = go(&sandbox, changed(), Journal::open(&path).unwrap(), until(Goal::Created)).await;
    let Err(RunError::Changed { differences, can_be_accepted, .. }) = result else { panic!("{result:?}") };
    assert_eq!(differences, ["`orders` has changed", "`stock` is gone", "`more` is new"]);
    assert!(can_be_accepted);
    // Nothing is submitted, so the change can be accepted. What was created before stays behind.
    let mut accepted = until(Goal::Created);
    accepted.accept_changed_file = true;
    let outcome = go(&sandbox, changed(), Journal::open(&path).unwrap(), accepted.clone()).await.unwrap();
    assert_eq!(outcome.orphans, [(sandbox.batches()[0].async_job_id.clone(), NAMES.map(str::to_owned).to_vec())]);
    assert_sound(&sandbox, &["orders", "more"], 1, "accepted");
    // Now something is.
    let result = go(&sandbox, file_of(&NAMES, "3"), Journal::open(&path).unwrap(), accepted).await;
    assert!(matches!(result, Err(RunError::Changed { can_be_accepted: false, .. })), "{result:?}");
    assert_sound(&sandbox, &["orders", "more"], 1, "refused");
}

#[tokio::test]
async fn a_journal_of_somebody_else_or_of_another_place_is_refused() {
    let sandbox = instant().start().await.unwrap();
    let (_folder, path) = place();
    go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Checked)).await.unwrap();
    let here = here(&sandbox);
    for (place, what) in [
        (Place { project: "another".to_owned(), ..here.clone() }, "project"),
        (Place { identity: "another".to_owned(), ..here.clone() }, "identity"),
        (Place { region: Some("another".to_owned()), ..here.clone() }, "region"),
        (Place { endpoint: "https://drs.example.com".to_owned(), ..here.clone() }, "endpoint"),
    ] {
        let mut run = Run::new(client(&sandbox), place, Options::default());
        let result = run.add(file(&NAMES), Journal::open(&path).unwrap());
        assert!(matches!(result, Err(RunError::Elsewhere { what: found, .. }) if found == what), "{result:?}");
    }
}

#[tokio::test]
async fn a_journal_of_another_sandbox_is_told_and_not_waited_for() {
    let (_folder, path) = place();
    let sandbox = instant().start().await.unwrap();
    go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    let old = std::fs::read_to_string(&path).unwrap();
    let year = &old[9..13];
    std::fs::write(&path, old.replace(&format!("\"sent_at\":\"{year}"), "\"sent_at\":\"2001")).unwrap();
    let other = instant().start().await.unwrap();
    let result = go(&other, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await;
    assert!(matches!(result, Err(RunError::Forgotten { .. })), "{result:?}");
    assert_eq!(other.invariants().batches, 0);
}

#[tokio::test]
async fn names_must_be_there_and_different() {
    let sandbox = instant().start().await.unwrap();
    for names in [&["orders", "Orders"][..], &["orders", ""]] {
        let result = begin(&sandbox, Options::default()).add(file(names), Journal::nowhere());
        assert!(matches!(result, Err(RunError::Impossible(_))), "{result:?}");
    }
    let mut run = begin(&sandbox, Options::default());
    run.add(file(&["orders"]), Journal::nowhere()).unwrap();
    assert!(run.add(file(&["ORDERS"]), Journal::nowhere()).is_err());
}

#[tokio::test]
async fn a_check_that_fails_is_a_result_with_its_reason() {
    let sandbox = instant().fault("batch=1:check-fails").start().await.unwrap();
    let (_folder, path) = place();
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!((outcome.reached.len(), outcome.failed.len()), (0, 2), "{outcome:?}");
    assert_eq!(outcome.failed[0].status.as_deref(), Some("ASYNC_JOB_VALIDATE_FAILED"));
    assert_eq!(sandbox.invariants().commits, 0);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("The parameters of the task are not accepted."), "{text}");
}

#[tokio::test]
async fn a_stopped_run_ends_before_the_next_change_and_says_what_it_did_not_hear() {
    let sandbox = instant().start().await.unwrap();
    let (_folder, path) = place();
    let mut run = begin(&sandbox, until(Goal::Created));
    run.control().stop();
    run.add(file(&NAMES), Journal::open(&path).unwrap()).unwrap();
    assert!(matches!(run.drive().await, Err(RunError::Stopped)));
    assert_eq!(sandbox.invariants().batches, 0);
    drop(run);

    sandbox.set_faults(&["create:hang"]).unwrap();
    let mut run = begin(&sandbox, until(Goal::Created));
    run.add(file(&NAMES), Journal::open(&path).unwrap()).unwrap();
    let control = run.control();
    let late = std::time::Duration::from_secs(10);
    let waited = tokio::time::timeout(late, async {
        tokio::select! {
            result = run.drive() => panic!("{result:?}"),
            () = async { while control.in_flight().is_none() { tokio::time::sleep(late / 1000).await } } => {}
        }
    });
    waited.await.unwrap();
    run.abandon().unwrap();
    run.abandon().unwrap();
    drop(run);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("\"record\":\"lost\"").count(), 1, "{text}");
    sandbox.set_faults::<&str>(&[]).unwrap();
    let outcome = go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    assert_eq!(outcome.reached.len(), 2);
    assert_sound(&sandbox, &NAMES, 1, "stopped");
}

#[tokio::test]
async fn no_secret_gets_into_the_journal() {
    let sandbox = instant().start().await.unwrap();
    let (_folder, path) = place();
    go(&sandbox, file(&NAMES), Journal::open(&path).unwrap(), until(Goal::Created)).await.unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    for secret in ["PASSWORD", "db_password", sandbox.secret_key(), sandbox.access_key()] {
        assert!(!text.contains(secret), "{secret}");
    }
}
