//! What somebody at a terminal sees and is asked.

#![cfg(unix)]

use std::process::Command;

use crate::run::request;
use crate::scratch::{DRS, Scratch};
use crate::terminal::Terminal;

/// A command in a sandbox, on a terminal.
fn in_sandbox(folder: &Scratch, speed: &str, arguments: &[&str]) -> Terminal {
    let sandbox = ["sandbox", "--seed", "7", "--speed", speed, "--", DRS];
    started(folder, &[&sandbox[..], arguments].concat())
}

/// A command on a terminal.
fn started(folder: &Scratch, arguments: &[&str]) -> Terminal {
    let mut command = Command::new(DRS);
    command.args(arguments);
    let secrets = [("SOURCE_DB_PASSWORD", "canary-source"), ("TARGET_DB_PASSWORD", "canary-target")];
    command.current_dir(folder.path()).env_clear().env("TERM", "xterm").env("NO_COLOR", "1").envs(secrets);
    Terminal::start(&mut command)
}

#[test]
fn a_run_shows_its_steps_above_a_table_that_moves() {
    let folder = Scratch::new().file("a.json", request(&["orders", "stock"]));
    let mut terminal = in_sandbox(&folder, "300x", &["run", "a.json", "--start", "auto", "--until", "full"]);
    terminal.until("a run of 2 tasks begins");
    terminal.until("is submitted: orders, stock");
    // The heads of the columns, and what takes the table off the screen to draw it again.
    terminal.until("phase");
    terminal.until("\u{1b}[4A\r\u{1b}[J");
    let (status, text) = terminal.end();
    assert_eq!(status, 0, "{text}");
    assert!(!text.contains("{\"time\""), "{text}");
    // The table that moves is gone at the end, and the one that stays is there.
    let last = text.rsplit("\u{1b}[J").next().unwrap_or_default();
    assert!(!last.contains("phase") && last.contains("orders ") && last.contains("stock "), "{text}");
    // A line comes in the place of the table, which is drawn again below it.
    let (_, above) = text.split_once("is submitted").expect("a line");
    assert!(above.contains("phase"), "{text}");
}

#[test]
fn a_run_shows_the_batches_that_are_checked() {
    let folder = Scratch::new().file("a.json", request(&["orders", "stock"]));
    let mut terminal = in_sandbox(&folder, "60x", &["run", "a.json", "--until", "checked"]);
    terminal.until("async job validating");
    terminal.until("s ago");
    let (status, text) = terminal.end();
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("1 on their way"), "{text}");
}

#[test]
fn a_run_says_that_it_goes_on_while_it_looks_for_a_batch() {
    let folder = Scratch::new().file("a.json", request(&["orders", "stock"]));
    let run = [DRS, "run", "a.json", "--until", "checked"];
    let sandbox = ["sandbox", "--seed", "7", "--speed", "40x", "--fault", "create#1:lose-request", "--"];
    let mut terminal = started(&folder, &[&sandbox[..], &run].concat());
    terminal.until("so it is looked for");
    terminal.until("0 reached, 0 failed, 0 waiting, 2 on their way");
    let (status, text) = terminal.end();
    assert_eq!(status, 0, "{text}");
}

/// The check is never over, and 180 s pass in three.
#[test]
fn a_wait_for_a_check_moves() {
    let tasks = "tasks:\n- {name: orders, status: CONFIGURATION}\n";
    let folder = Scratch::new().file("scenario.yaml", tasks);
    let sandbox = ["sandbox", "--seed", "7", "--speed", "manual", "--scenario", "scenario.yaml", "--"];
    let drs = ["env", "DRS_TIME_SCALE=60", DRS, "action", "daeef7f6-45d6-4987-10fa-ef63af2jb201"];
    let check = ["precheck", "--set", "precheck_mode=forStartJob", "--wait=180s"];
    let mut terminal = started(&folder, &[&sandbox[..], &drs, &check].concat());
    terminal.until("has begun as");
    terminal.until("`precheck` goes on, for 0 s so far");
    terminal.until("\u{1b}[1A\r\u{1b}[J`precheck` goes on, for ");
    let (status, text) = terminal.end();
    assert_eq!(status, 5, "{text}");
    let last = text.rsplit("\u{1b}[J").next().unwrap_or_default();
    assert!(last.starts_with("`precheck` goes on; its result is shown by: "), "{text}");
}

#[test]
fn a_run_elsewhere_prints_events_and_no_table() {
    let folder = Scratch::new().file("a.json", request(&["orders"]));
    let arguments = ["run", "a.json", "--until", "created", "--output", "json-lines"];
    let (status, text) = in_sandbox(&folder, "instant", &arguments).end();
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("\"event\":\"run.finished\"") && !text.contains("\u{1b}["), "{text}");
}
