//! The time for a run, which calls without an answer are bound by too.

use std::time::{Duration, Instant};

use drs_client::run::{Journal, RunError, Start};
use drs_client::watch::Goal;

use super::{begin, file, instant, place, until};

/// What a run of fifteen seconds ends with whose call of this kind gets no answer, and whether it is said that nobody knows what became of
/// the call.
async fn hanging(fault: &str) -> (Result<(), RunError>, bool) {
    let sandbox = instant().fault(fault).start().await.unwrap();
    let (_folder, path) = place();
    let mut options = until(Goal::Full);
    (options.timeout, options.start) = (Some(Duration::from_secs(15)), Start::Auto);
    let mut run = begin(&sandbox, options);
    run.add(file(&["orders"]), Journal::open(&path).unwrap()).unwrap();
    run.preflight().await.unwrap();
    let ended = run.drive().await.map(drop);
    (ended, run.is_undecided())
}

#[tokio::test]
async fn the_time_is_over_though_a_call_that_changes_something_has_no_answer() {
    let began = Instant::now();
    let (create, commit, action) =
        tokio::join!(hanging("create#1:hang"), hanging("commit#1:hang"), hanging("action#1:hang"));
    for (what, (ended, is_undecided)) in [("create", create), ("commit", commit), ("action", action)] {
        assert!(ended.is_err() && is_undecided, "{what}: {ended:?}");
    }
    // With much room: without a bound it takes two minutes.
    assert!(began.elapsed() < Duration::from_mins(1), "{:?}", began.elapsed());
}
