//! `BENCHMARKS.md`.

use std::fmt::Write;

use super::cases::{AJV, AJV_ALL, BLAZE, FIVE, Input, LARGE, LINES, MANY, OURS, SMALL};
use super::startup::{EMPTY, INVALID, Start, VALID};
use super::{Measured, median, ratio};

const HEAD: &str = "# Benchmarks

Written by `cargo xtask bench-peers`, which installs the peers, checks that each finds what is in the files, and measures all of them in
one run. Each case runs in a process of its own and is warmed up before it is timed; each round goes over every case in turn, and the tables
show medians. A ratio is the median of the ratios within a round; for whole processes it is the ratio of the medians. The files are made from
the contract's examples; the schema is the published one. `cargo bench -p drs-validate` compares with Rust libraries only.

Times depend on the machine and its load; ratios depend on them much less.
";

/// A limit, as the report names it.
struct Target {
    words: String,
    measured: Option<f64>,
    /// What must hold, and what is aimed at.
    floor: f64,
    aim: f64,
    /// Whether more is better.
    more: bool,
}

/// The whole report.
pub(super) fn text(
    measured: &[Measured],
    starts: &[Start],
    versions: &[(String, String)],
    rounds: usize,
) -> Result<String, std::fmt::Error> {
    let mut text = HEAD.to_owned();
    writeln!(text, "\n## Targets\n\n| target | measured | at least | aim | |\n|---|--:|--:|--:|---|")?;
    for target in targets(measured, starts) {
        let Target { words, measured, floor, aim, more } = target;
        let Some(value) = measured else { continue };
        let reaches = |limit: f64| if more { value >= limit } else { value <= limit };
        let verdict = if reaches(aim) {
            "aim"
        } else if reaches(floor) {
            "holds"
        } else {
            "missed"
        };
        let bound = if more { "" } else { "at most " };
        writeln!(text, "| {words} | {value:.2} | {bound}{floor} | {aim} | {verdict} |")?;
    }
    for (title, inputs) in
        [("Valid requests", &[&SMALL, &LINES, &LARGE][..]), ("Requests with mistakes", &[&FIVE, &MANY])]
    {
        writeln!(text, "\n## {title}")?;
        for input in inputs {
            table(&mut text, measured, input)?;
        }
    }
    writeln!(
        text,
        "\n`drs` reports each mistake with its line, its column, a message and a remedy; ajv reports a keyword and a pointer."
    )?;
    writeln!(text, "\n## Whole processes\n\n| command | milliseconds | x empty |\n|---|--:|--:|")?;
    let empty = starts.iter().find(|it| it.words == EMPTY).map_or(f64::NAN, |it| median(&it.times));
    for Start { words, times } in starts {
        writeln!(text, "| {words} | {:.2} | {:.1} |", median(times), median(times) / empty)?;
    }
    writeln!(text, "\n## Machine and versions\n\n{rounds} rounds.\n\n| | |\n|---|---|")?;
    for (name, version) in versions {
        writeln!(text, "| {name} | {version} |")?;
    }
    Ok(text)
}

fn table(text: &mut String, measured: &[Measured], input: &'static Input) -> std::fmt::Result {
    let ours = times(measured, input, OURS);
    writeln!(text, "\n| {} | microseconds | x drs |\n|---|--:|--:|", input.words)?;
    for Measured { case, times } in measured.iter().filter(|it| it.case.input.file == input.file) {
        let ratio = ours.map_or(f64::NAN, |ours| ratio(times, ours));
        writeln!(text, "| {} | {:.2} | {ratio:.1} |", case.words, median(times) / 1e3)?;
    }
    Ok(())
}

fn times<'m>(measured: &'m [Measured], input: &Input, words: &str) -> Option<&'m [f64]> {
    measured.iter().find(|it| it.case.input.file == input.file && it.case.words == words).map(|it| &*it.times)
}

fn targets(measured: &[Measured], starts: &[Start]) -> Vec<Target> {
    let faster =
        |input: &'static Input, than: &str| Some(ratio(times(measured, input, than)?, times(measured, input, OURS)?));
    let target = |input: &'static Input, than: &'static str, floor: f64, aim: f64| Target {
        words: format!("{}: times as fast as {than}", input.words),
        measured: faster(input, than),
        floor,
        aim,
        more: true,
    };
    let start = |words: &str| starts.iter().find(|it| it.words == words).map(|it| median(&it.times));
    let beside = |words: &'static str, floor: f64, aim: f64| Target {
        words: format!("{words}: of the time of an empty program"),
        measured: start(words).zip(start(EMPTY)).map(|(one, other)| one / other),
        floor,
        aim,
        more: false,
    };
    vec![
        target(&SMALL, AJV, 7.0, 12.0),
        target(&LINES, AJV, 7.0, 12.0),
        target(&LARGE, AJV, 7.0, 12.0),
        target(&LARGE, BLAZE, 1.2, 2.0),
        target(&FIVE, AJV_ALL, 1.0, 3.0),
        target(&MANY, AJV_ALL, 1.0, 3.0),
        beside(VALID, 1.8, 1.3),
        beside(INVALID, 2.5, 1.6),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::cases::CASES;
    use super::{Measured, Start, text};

    #[test]
    fn every_case_has_its_row_and_every_target_its_verdict() {
        let time = |words: &str| if words == "drs" { 10.0 } else { 80.0 };
        let measured: Vec<_> =
            CASES.iter().map(|case| Measured { case, times: vec![time(case.words) * 1e3; 3] }).collect();
        let starts =
            [("an empty Rust program", 1.0), ("drs validate, valid request", 1.2), ("drs validate, 5 mistakes", 9.0)]
                .map(|(words, time)| Start { words, times: vec![time] });
        let versions = [("node".to_owned(), "v1".to_owned())];
        let text = text(&measured, &starts, &versions, 3).unwrap();
        assert_eq!(text.matches("| 80.00 | 8.0 |").count() + text.matches("| 10.00 | 1.0 |").count(), CASES.len());
        assert!(text.contains(
            "| one request of 2 kB: times as fast as Node: JSON.parse + ajv standalone | 8.00 | 7 | 12 | holds |"
        ));
        assert!(text.contains(
            "| drs validate, valid request: of the time of an empty program | 1.20 | at most 1.8 | 1.3 | aim |"
        ));
        assert!(text.contains(
            "| drs validate, 5 mistakes: of the time of an empty program | 9.00 | at most 2.5 | 1.6 | missed |"
        ));
        assert!(text.contains("| node | v1 |") && text.contains("`cargo xtask bench-peers`"));
    }
}
