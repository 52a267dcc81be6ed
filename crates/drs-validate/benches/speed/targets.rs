//! What was promised, and whether it holds here and now.

use crate::cases::{ACCEPT, CHECK, Case, ERRORS, IGNORED, SCHEMA, VALUE};
use crate::inputs::{FIVE, LARGE, LINES, MANY, SMALL};
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
    /// What must hold, and what is aimed at.
    most: f64,
    aim: f64,
}

const fn target(input: &'static str, ours: &'static str, than: &'static str, most: f64, aim: f64) -> Target {
    Target { input, ours, than, most, aim }
}

const TARGETS: [Target; 11] = [
    target(SMALL, ACCEPT, VALUE, 0.20, 0.12),
    target(LINES, ACCEPT, VALUE, 0.20, 0.12),
    target(LARGE, ACCEPT, VALUE, 0.10, 0.06),
    target(SMALL, ACCEPT, IGNORED, 1.5, 1.0),
    target(LINES, ACCEPT, IGNORED, 1.5, 1.0),
    target(LARGE, ACCEPT, IGNORED, 1.5, 1.0),
    target(SMALL, ACCEPT, SCHEMA, 1.0 / 7.0, 1.0 / 15.0),
    target(LINES, ACCEPT, SCHEMA, 1.0 / 7.0, 1.0 / 15.0),
    target(LARGE, ACCEPT, SCHEMA, 1.0 / 7.0, 1.0 / 15.0),
    target(FIVE, CHECK, ERRORS, 1.0, 1.0 / 3.0),
    target(MANY, CHECK, ERRORS, 1.0, 1.0 / 3.0),
];

/// Prints each target beside what was measured.
#[expect(clippy::print_stdout, reason = "the table is what a benchmark is for")]
pub(crate) fn report(tables: &[Table]) {
    println!("\n{:86} {:>8} {:>8} {:>8}", "share of the time", "measured", "at most", "aim");
    for Target { input, ours, than, most, aim } in TARGETS {
        let table = tables.iter().find(|table| table.input == input);
        let Some(ratio) = table.and_then(|table| table.ratio(ours, than)) else { continue };
        let verdict = if ratio <= aim {
            "aim"
        } else if ratio <= most {
            "holds"
        } else {
            "MISSED"
        };
        println!("{:86} {ratio:>8.3} {most:>8.3} {aim:>8.3}  {verdict}", format!("{input}: {ours} / {than}"));
    }
}
