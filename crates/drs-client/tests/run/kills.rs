//! Runs that are killed at every record, before it, within it and behind it, and taken up again.

use std::fs::File;
use std::io::{self, Write as _};

use drs_client::checks::Check;
use drs_client::run::{Journal, Options, Outcome, RunError, Sink, Start};
use drs_client::watch::Goal;
use drs_sandbox::{AfterCommit, Sandbox};

use super::{assert_sound, begin, file, instant, place, until};

/// Writes so many records, and of the next one so much; then the power fails.
struct Dying {
    file: File,
    records: usize,
    part: Part,
}

/// How much of a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    None,
    AllButTheEnd,
    All,
}

impl Sink for Dying {
    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        if self.records > 0 {
            self.records -= 1;
            return self.file.write_all(line);
        }
        let length = match self.part {
            Part::None => 0,
            Part::AllButTheEnd => line.len() - 1,
            Part::All => line.len(),
        };
        self.file.write_all(&line[..length])?;
        Err(io::Error::other("the power has failed"))
    }
}

fn options(checks: &[Check]) -> Options {
    let mut options = until(Goal::Incremental);
    (options.start, options.checks) = (Start::Auto, checks.to_vec());
    options
}

/// A run without its questions before, which nothing depends on.
async fn go(sandbox: &Sandbox, names: &[&str], journal: Journal, checks: &[Check]) -> Result<Outcome, RunError> {
    let mut run = begin(sandbox, options(checks));
    run.add(file(names), journal)?;
    run.drive().await
}

/// Kills a run at each record, or at every so many, and takes it up again.
async fn kill_everywhere(
    names: &[&str],
    faults: &[&str],
    after_commit: AfterCommit,
    parts: &[Part],
    step: usize,
    checks: &[Check],
) -> usize {
    let mut kills = 0;
    for records in (0..).step_by(step) {
        let mut is_over = false;
        for part in parts {
            let builder = faults.iter().fold(instant().after_commit(after_commit), |it, fault| it.fault(*fault));
            let sandbox = builder.start().await.unwrap();
            let (_folder, path) = place();
            let dying = Dying { file: File::create_new(&path).unwrap(), records, part: *part };
            let journal = Journal::in_place_of_a_file(Box::new(dying), Vec::new());
            let context = format!("{faults:?} {after_commit:?}: killed behind {records} records, {part:?} of the next");
            match go(&sandbox, names, journal, checks).await {
                Ok(_) => is_over = true,
                Err(RunError::Journal(_)) => kills += 1,
                Err(error) => panic!("{context}: {error}"),
            }
            let outcome = go(&sandbox, names, Journal::open(&path).unwrap(), checks).await;
            let outcome = outcome.unwrap_or_else(|error| panic!("{context}: {error}"));
            assert_eq!(outcome.reached.len(), names.len(), "{context}: {outcome:?}");
            assert_sound(&sandbox, names, names.len().div_ceil(10), &context);
        }
        if is_over {
            break;
        }
    }
    kills
}

#[tokio::test]
async fn a_run_that_is_killed_at_any_record_goes_on() {
    let parts = [Part::None, Part::AllButTheEnd, Part::All];
    let kills = kill_everywhere(&["orders"], &[], AfterCommit::Configuration, &parts, 1, &[]).await;
    // Header, goal, end; for the batch, its commit and the start what announces and what answers; ids of the tasks.
    assert!(kills >= 3 * 10, "{kills}");
}

#[tokio::test]
async fn a_run_with_lost_calls_that_is_killed_at_any_record_goes_on() {
    for fault in ["create#1:lose-reply", "commit#1:lose-reply", "action#1:lose-reply"] {
        kill_everywhere(&["orders"], &[fault], AfterCommit::Configuration, &[Part::All], 1, &[]).await;
    }
}

#[tokio::test]
async fn a_run_whose_tasks_start_by_themselves_goes_on() {
    kill_everywhere(&["orders"], &["create#1:lose-request"], AfterCommit::Start, &[Part::All], 1, &[]).await;
}

#[tokio::test]
async fn a_run_that_checks_its_tasks_goes_on_wherever_it_is_killed() {
    let checks = [Check::Network, Check::Precheck];
    for faults in [&[][..], &["action#2:lose-reply"], &["action#1:lose-request"]] {
        let kills = kill_everywhere(&["orders"], faults, AfterCommit::Configuration, &[Part::All], 1, &checks).await;
        // Each check has what announces it, what answers, and its result.
        assert!(kills >= 10 + 2 * 3, "{faults:?}: {kills}");
    }
}

#[tokio::test]
async fn a_run_of_several_chunks_goes_on() {
    let names: Vec<String> = (1..=11).map(|number| format!("orders-{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    kill_everywhere(&names, &["create#2:lose-reply"], AfterCommit::Start, &[Part::All], 4, &[]).await;
}
