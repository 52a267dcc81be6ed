//! What was promised, and whether it holds here and now.

use crate::cases::{ACCEPT, CHECK, Case, ERRORS, HUMAN, IGNORED, JSON, SCHEMA, VALUE};
use crate::inputs::{COLUMNS, FIVE, IN_ALL_TASKS, IN_TEN_TASKS, LARGE, LINES, SMALL, STRINGS};
use crate::rounds;

/// What was measured on one input.
pub(crate) struct Table {
    /// The name of the input.
    pub(crate) input: &'static str,
    /// What was done with it.
    pub(crate) cases: &'static [Case],
    /// Nanoseconds for each document, by case and round.
    pub(crate) times: Vec<Vec<f64>>,
}

impl Table {
    /// The share that one case takes of the time of another.
    pub(crate) fn ratio(&self, one: &str, other: &str) -> Option<f64> {
        let rounds = |name: &str| self.cases.iter().zip(&self.times).find(|(case, _)| case.name == name).map(|it| it.1);
        Some(rounds::ratio(rounds(one)?, rounds(other)?))
    }
}

/// A limit on what one case takes of the time of another.
struct Target {
    input: &'static str,
    ours: &'static str,
    than: &'static str,
    /// The limit, and the goal.
    limit: f64,
    goal: f64,
}

const fn target(input: &'static str, ours: &'static str, than: &'static str, limit: f64, goal: f64) -> Target {
    Target { input, ours, than, limit, goal }
}

const TARGETS: [Target; 22] = [
    target(SMALL, ACCEPT, VALUE, 0.20, 0.12),
    target(LINES, ACCEPT, VALUE, 0.20, 0.12),
    target(LARGE, ACCEPT, VALUE, 0.10, 0.06),
    target(COLUMNS, ACCEPT, VALUE, 0.10, 0.06),
    target(STRINGS, ACCEPT, VALUE, 0.10, 0.06),
    target(SMALL, ACCEPT, IGNORED, 1.5, 1.0),
    target(LINES, ACCEPT, IGNORED, 1.5, 1.0),
    target(LARGE, ACCEPT, IGNORED, 1.5, 1.0),
    target(COLUMNS, ACCEPT, IGNORED, 1.5, 1.0),
    target(STRINGS, ACCEPT, IGNORED, 1.5, 1.0),
    target(SMALL, ACCEPT, SCHEMA, 1.0 / 7.0, 1.0 / 15.0),
    target(LINES, ACCEPT, SCHEMA, 1.0 / 7.0, 1.0 / 15.0),
    target(LARGE, ACCEPT, SCHEMA, 1.0 / 7.0, 1.0 / 15.0),
    target(COLUMNS, ACCEPT, SCHEMA, 1.0 / 7.0, 1.0 / 15.0),
    target(STRINGS, ACCEPT, SCHEMA, 1.0 / 7.0, 1.0 / 15.0),
    target(FIVE, CHECK, ERRORS, 1.0, 1.0 / 3.0),
    target(IN_TEN_TASKS, CHECK, ERRORS, 1.0, 1.0 / 3.0),
    target(IN_ALL_TASKS, CHECK, ERRORS, 1.0, 1.0 / 3.0),
    target(IN_TEN_TASKS, JSON, CHECK, 1.4, 1.2),
    target(IN_TEN_TASKS, HUMAN, CHECK, 1.4, 1.2),
    target(IN_ALL_TASKS, JSON, CHECK, 1.4, 1.2),
    target(IN_ALL_TASKS, HUMAN, CHECK, 1.4, 1.2),
];

/// What became of a target.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Goal,
    Holds,
    Missed,
}

/// What was not measured is missed too.
const fn verdict(ratio: Option<f64>, limit: f64, goal: f64) -> Verdict {
    match ratio {
        Some(ratio) if ratio <= goal => Verdict::Goal,
        Some(ratio) if ratio <= limit => Verdict::Holds,
        _ => Verdict::Missed,
    }
}

const _: () = {
    assert!(matches!(verdict(Some(0.1), 0.2, 0.12), Verdict::Goal));
    assert!(matches!(verdict(Some(0.15), 0.2, 0.12), Verdict::Holds));
    assert!(matches!(verdict(Some(0.21), 0.2, 0.12), Verdict::Missed));
    assert!(matches!(verdict(Some(f64::NAN), 0.2, 0.12), Verdict::Missed));
    assert!(matches!(verdict(None, 0.2, 0.12), Verdict::Missed));
};

/// What does all that the other does, and more. It cannot be the faster one; if it is, something else was measured.
const SUPERSETS: [(&str, &str); 2] = [(SCHEMA, VALUE), (ERRORS, VALUE)];

/// The share of the time of its subset that a superset takes at least. What is missing is noise: where a heap lies in memory
/// alone makes a tree of 4 MB a quarter slower or faster.
const MIN_SHARE: f64 = 0.9;

/// Prints each target beside what was measured. Returns whether every one holds, and whether the measurement can be right.
#[expect(clippy::print_stdout, reason = "the table is what a benchmark is for")]
pub(crate) fn report(tables: &[Table]) -> bool {
    println!("\n{:86} {:>8} {:>8} {:>8}", "share of the time", "measured", "at most", "goal");
    let mut good = true;
    for Target { input, ours, than, limit, goal } in TARGETS {
        let ratio = tables.iter().find(|table| table.input == input).and_then(|table| table.ratio(ours, than));
        let verdict = verdict(ratio, limit, goal);
        let shown = match verdict {
            Verdict::Goal => "goal",
            Verdict::Holds => "holds",
            Verdict::Missed => "MISSED",
        };
        let measured = ratio.unwrap_or(f64::NAN);
        println!("{:86} {measured:>8.3} {limit:>8.3} {goal:>8.3}  {shown}", format!("{input}: {ours} / {than}"));
        good &= verdict != Verdict::Missed;
    }
    for table in tables {
        for (more, less) in SUPERSETS {
            if let Some(ratio) = table.ratio(more, less).filter(|ratio| *ratio < MIN_SHARE) {
                println!("IMPLAUSIBLE: on {}, `{more}` takes {ratio:.3} of the time of `{less}`", table.input);
                good = false;
            }
        }
    }
    good
}
