//! What somebody at a terminal sees and is asked.

#![cfg(unix)]

use std::process::Command;

use crate::run::request;
use crate::scratch::{DRS, Scratch};
use crate::terminal::Terminal;

/// A command in a sandbox, on a terminal.
fn in_sandbox(folder: &Scratch, speed: &str, arguments: &[&str]) -> Terminal {
    let mut command = Command::new(DRS);
    command.args(["sandbox", "--seed", "7", "--speed", speed, "--", DRS]).args(arguments);
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
    let submitted = text.find("is submitted").expect("a line");
    assert!(submitted < text.find("phase").expect("a table"), "{text}");
}

#[test]
fn a_run_elsewhere_prints_events_and_no_table() {
    let folder = Scratch::new().file("a.json", request(&["orders"]));
    let arguments = ["run", "a.json", "--until", "created", "--output", "json-lines"];
    let (status, text) = in_sandbox(&folder, "instant", &arguments).end();
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("\"event\":\"run.finished\"") && !text.contains("\u{1b}["), "{text}");
}
