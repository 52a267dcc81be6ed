//! Runs that are killed at random moments, and taken up again, while calls get lost and lists are late.

use std::collections::BTreeMap;
use std::env;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use drs_sandbox::{AfterCommit, Sandbox, Speed};

use crate::run::request;
use crate::scratch::{DRS, Scratch};

/// How many times as fast as usual time passes: two minutes are a tenth of a second.
const SPEED: f64 = 1200.0;

/// The row whose runs check their tasks before they start them.
const CHECKS: &str = "checks";

/// The row in which the service refuses calls, before and after others are lost: some runs end, and are taken up again.
const REFUSALS: &str = "refusals";

/// What goes wrong, by the name of its row.
const ROWS: [(&str, &[&str]); 9] = [
    ("none", &[]),
    ("lose-reply", &["create%50:lose-reply", "commit%50:lose-reply", "action%50:lose-reply"]),
    ("lose-request", &["create%50:lose-request", "commit%50:lose-request", "action%50:lose-request"]),
    ("late(60s)", &["task=*:late(60s)", "create%30:lose-reply"]),
    ("stale(30s)", &["list:stale(30s)", "commit%30:lose-reply"]),
    ("resets", &["list%5:reset", "create%30:reset-mid-body", "commit%30:garbage"]),
    ("duplicates", &["create%30:lose-reply"]),
    (CHECKS, &["action%30:lose-reply"]),
    (REFUSALS, &["create%40:refuse", "commit%40:refuse", "create%40:lose-reply", "commit%40:lose-reply"]),
];

/// How many runs are killed in all, which `cargo xtask kills --count` sets.
fn kills() -> usize {
    env::var("DRS_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(28)
}

/// Numbers that look random; the same seed gives the same ones.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn drs(folder: &Scratch, sandbox: &Sandbox, arguments: &[&str]) -> Child {
    Command::new(DRS)
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .envs(sandbox.exports())
        .envs([("SOURCE_DB_PASSWORD", "CANARY-source-1"), ("TARGET_DB_PASSWORD", "CANARY-target-1")])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("`drs` starts")
}

/// Waits for a run, or kills it after a time. Whether it was killed, else its exit status and what it said.
fn ends(mut child: Child, after: Option<Duration>) -> Result<(i32, String), ()> {
    let begun = Instant::now();
    while let Some(after) = after {
        if child.try_wait().expect("it is ours").is_some() {
            break;
        }
        if begun.elapsed() >= after {
            child.kill().expect("it is ours");
            child.wait().expect("it is ours");
            return Err(());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let output = child.wait_with_output().expect("it ends");
    Ok((output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned()))
}

#[derive(Default)]
struct Row {
    kills: usize,
    runs: usize,
    violations: usize,
}

/// One run: killed a few times, then let go on to its end.
fn one(sandbox: &Sandbox, name: &str, wanted: usize, random: &mut Random, row: &mut Row, kind: &str) {
    let names = [format!("{name}-orders"), format!("{name}-stock")];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let folder = Scratch::new().file("a.json", request(&names));
    if kind == "duplicates" {
        let arguments = ["call", "batch_create_jobs_async", "a.json", "--output", "none"];
        let _ = ends(drs(&folder, sandbox, &arguments), None);
    }
    let before = sandbox.invariants().commits;
    let mut adopt: Option<String> = None;
    let mut left = wanted;
    let mut last = String::new();
    for attempt in 0..50 {
        let mut arguments = vec!["run", "a.json", "--start", "auto", "--until", "started"];
        if kind == CHECKS {
            arguments.extend(["--test-network", "--precheck"]);
        }
        if let Some(id) = &adopt {
            arguments.extend(["--adopt", id]);
        }
        // About as long as a run takes.
        let after = (left > 0).then(|| Duration::from_millis(random.below(600)));
        let Ok((status, said)) = ends(drs(&folder, sandbox, &arguments), after) else {
            row.kills += 1;
            left -= 1;
            row.violations += sandbox.invariants().violations.len();
            continue;
        };
        last = format!("status {status}: {said}");
        match status {
            0 if left == 0 || attempt > 40 => break,
            // It was faster than the signal: what is finished is killed all the same.
            0 => left -= 1,
            6 => {
                let same =
                    |batch: &&drs_sandbox::BatchState| batch.names.iter().any(|known| names.contains(&known.as_str()));
                adopt = sandbox.batches().iter().find(same).map(|batch| batch.async_job_id.clone());
            }
            3 if kind == REFUSALS => {}
            status => panic!("{name} ends with {status}: {said}"),
        }
    }
    row.runs += 1;
    let found = sandbox.invariants();
    row.violations += found.violations.len();
    assert_eq!(found.commits, before + 1, "{name}: committed once, {last}");
    let tasks: BTreeMap<String, usize> = sandbox.tasks().into_iter().fold(BTreeMap::new(), |mut counts, task| {
        *counts.entry(task.name).or_default() += 1;
        counts
    });
    for name in &names {
        assert_eq!(tasks.get(*name), Some(&1), "{name} exists once");
    }
    let journal = folder.read("a.json.run.jsonl");
    assert!(!journal.contains("CANARY"), "{journal}");
}

#[cfg(unix)]
#[test]
fn no_kill_makes_tasks_be_submitted_twice_or_get_lost() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let _entered = runtime.enter();
    let modes = [AfterCommit::Configuration, AfterCommit::Start];
    let per_cell = kills().div_ceil(ROWS.len() * modes.len());
    let mut table = format!("{:14} {:14} {:>6} {:>6} {:>11}\n", "fault", "after commit", "runs", "kills", "violations");
    let mut violations = 0;
    for (name, faults) in ROWS {
        for mode in modes {
            let builder = Sandbox::builder().seed(7).speed(Speed::Times(SPEED)).after_commit(mode);
            let builder = faults.iter().fold(builder, |builder, fault| builder.fault(*fault));
            let sandbox = runtime.block_on(builder.start()).expect("a sandbox");
            let mut row = Row::default();
            let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (per_cell as u64) << 8 ^ name.len() as u64);
            while row.kills < per_cell {
                let wanted = (per_cell - row.kills).min(4);
                one(&sandbox, &format!("run{}", row.runs), wanted, &mut random, &mut row, name);
                if row.runs > 3 * per_cell + 3 {
                    break;
                }
            }
            let mode = format!("{mode:?}").to_lowercase();
            table += &format!("{name:14} {mode:14} {:6} {:6} {:11}\n", row.runs, row.kills, row.violations);
            violations += row.violations;
        }
    }
    println!("{table}");
    assert_eq!(violations, 0, "{table}");
}
