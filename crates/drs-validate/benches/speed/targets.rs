//! What was promised, and whether it holds here and now.

use crate::cases::{ACCEPT, CASES, IGNORED, SCHEMA, VALUE};
use crate::inputs::{Input, LARGE, LINES, SMALL};
use crate::rounds;

/// A limit on what accepting takes of the time of something else.
struct Target {
    input: &'static str,
    than: &'static str,
    /// What must hold, and what is aimed at.
    most: f64,
    aim: f64,
}

const TARGETS: [Target; 9] = [
    Target { input: SMALL, than: VALUE, most: 0.20, aim: 0.12 },
    Target { input: LINES, than: VALUE, most: 0.20, aim: 0.12 },
    Target { input: LARGE, than: VALUE, most: 0.10, aim: 0.06 },
    Target { input: SMALL, than: IGNORED, most: 1.5, aim: 1.0 },
    Target { input: LINES, than: IGNORED, most: 1.5, aim: 1.0 },
    Target { input: LARGE, than: IGNORED, most: 1.5, aim: 1.0 },
    Target { input: SMALL, than: SCHEMA, most: 1.0 / 7.0, aim: 1.0 / 15.0 },
    Target { input: LINES, than: SCHEMA, most: 1.0 / 7.0, aim: 1.0 / 15.0 },
    Target { input: LARGE, than: SCHEMA, most: 1.0 / 7.0, aim: 1.0 / 15.0 },
];

/// Prints each target beside what was measured.
#[expect(clippy::print_stdout, reason = "the table is what a benchmark is for")]
pub(crate) fn report(inputs: &[Input], tables: &[Vec<Vec<f64>>]) {
    println!("\n{:52} {:>8} {:>8} {:>8}", "accept, of the time of", "measured", "at most", "aim");
    for Target { input, than, most, aim } in TARGETS {
        let table = inputs.iter().position(|it| it.name == input).map(|index| &tables[index]);
        let rounds =
            |name: &str| table.zip(CASES.iter().position(|case| case.name == name)).map(|(table, index)| &table[index]);
        let Some((accept, other)) = rounds(ACCEPT).zip(rounds(than)) else { continue };
        let ratio = rounds::ratio(accept, other);
        let verdict = if ratio <= aim {
            "aim"
        } else if ratio <= most {
            "holds"
        } else {
            "MISSED"
        };
        println!("{:52} {ratio:>8.3} {most:>8.3} {aim:>8.3}  {verdict}", format!("{than}, {input}"));
    }
}
