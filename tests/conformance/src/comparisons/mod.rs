//! Measuring beside validators of other languages, in one run and on the same files; the result is `BENCHMARKS.md`.
//!
//! Each case of a peer is a process that lives as long as the run and answers how long it took for something. Rounds go over all peers
//! and cases in turn, so what disturbs the machine for a while disturbs all alike; medians are reported, and the
//! medians of ratios within a round. What a peer finds is compared with what is expected before anything is measured.

mod cases;
mod install;
mod plausible;
mod process;
mod report;
mod startup;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use cases::{CASES, Case, FIVE, Finds};
use xtask::status::Status;

/// How long a case runs in a round, in nanoseconds, at least; slow ones run once.
const LEAST: f64 = 15e6;

/// The file that is written.
const REPORT: &str = "BENCHMARKS.md";

/// What was measured of one case: nanoseconds for each document, by round.
#[derive(Clone, Debug)]
struct Measured {
    case: &'static Case,
    times: Vec<f64>,
}

/// Installs the peers, measures, and writes the report.
///
/// # Errors
/// A tool is missing or cannot be installed, a peer finds something else than is expected, what was measured cannot be right,
/// or a file cannot be written.
pub fn run(root: &Path, rounds: usize, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    status.say("Installing", "the peers into target/peers")?;
    let tools = install::install(root)?;
    status.say("Building", "what is measured")?;
    let cargo = |arguments: &[&str]| install::done(Command::new("cargo").args(arguments).current_dir(root));
    // Where the command is looked for afterwards, whatever the environment says.
    cargo(&["build", "--quiet", "--release", "--package", "drs-cli", "--target-dir", "target"])?;
    let bench = ["bench", "--quiet", "--package", "drs-validate", "--bench", "speed", "--no-run"];
    let bench = executable(&cargo(&[&bench[..], &["--message-format", "json-render-diagnostics"]].concat())?)?;
    let inputs = root.join("target/peers/inputs");
    let mut peers = process::Peers::new(root, &tools, bench, &inputs);
    for case in CASES {
        verify(case, &mut peers)?;
        // Whoever is measured by what is right must also see what is wrong.
        if case.finds == Finds::Verdict {
            verify(&Case { input: &FIVE, ..*case }, &mut peers)?;
        }
    }
    let mut measured: Vec<_> = CASES.iter().map(|case| Measured { case, times: Vec::new() }).collect();
    let mut repeats = Vec::new();
    for case in CASES {
        // What runs for the first time is slower than it will be: the second guess counts.
        let mut guess = 1.0;
        for _ in 0..2 {
            let time = peers.measure(case, whole(guess))? * case.documents();
            guess = (LEAST / time).ceil().clamp(1.0, 1e6);
        }
        repeats.push(guess);
    }
    for round in 1..=rounds {
        status.say("Measuring", &format!("round {round} of {rounds}"))?;
        for (case, repeats) in measured.iter_mut().zip(&repeats) {
            let time = peers.measure(case.case, whole(*repeats))?;
            case.times.push(time);
        }
    }
    drop(peers);
    plausible::check(&measured)?;
    status.say("Measuring", "what starts how fast")?;
    let starts = startup::measure(root, &tools, &inputs, rounds.max(9))?;
    let text = report::text(&measured, &starts, &install::versions(root, &tools)?, rounds)?;
    let path = root.join(REPORT);
    std::fs::write(&path, text).with_context(|| format!("`{}` cannot be written", path.display()))?;
    Ok(status.say("Writing", REPORT)?)
}

/// The program that cargo says it has built.
fn executable(messages: &str) -> anyhow::Result<PathBuf> {
    let built = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut paths = built.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    paths.next_back().context("cargo does not say where the benchmark is")
}

/// Whether a peer finds in an input what is in it.
fn verify(case: &Case, peers: &mut process::Peers) -> anyhow::Result<()> {
    let (right, errors) = peers.found(case)?;
    let (documents, mistakes) = (case.input.documents, case.input.mistakes);
    let is_right = match case.finds {
        Finds::Nothing => right == documents,
        Finds::Verdict => right == if mistakes == 0 { documents } else { 0 },
        Finds::Mistakes => right == 0 && errors == mistakes,
        Finds::Errors => right == 0 && errors >= mistakes,
    };
    anyhow::ensure!(
        is_right,
        "`{}` of {:?} finds {right} right and {errors} errors in {}",
        case.name,
        case.peer,
        case.input.file
    );
    Ok(())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between one and a million")]
fn whole(repeats: f64) -> u64 {
    repeats as u64
}

/// The middle of some values.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The median of how many times longer one takes than another in the same round.
fn ratio(one: &[f64], other: &[f64]) -> f64 {
    median(&one.iter().zip(other).map(|(one, other)| one / other).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::{executable, median, ratio};

    #[test]
    fn the_program_is_where_cargo_says() {
        let messages = "{\"reason\": \"compiler-artifact\", \"executable\": null}\n\
                        {\"reason\": \"compiler-artifact\", \"executable\": \"/x/speed-1\"}\n\
                        {\"reason\": \"build-finished\", \"success\": true}\n";
        assert_eq!(executable(messages).unwrap().to_str(), Some("/x/speed-1"));
        assert!(executable("").is_err());
    }

    #[test]
    fn middles() {
        assert!((median(&[3.0, 1.0, 9.0]) - 3.0).abs() < 1e-9);
        assert!(median(&[]).is_nan());
        // A round in which the machine was slow is slow for both.
        assert!((ratio(&[10.0, 100.0, 12.0], &[5.0, 50.0, 4.0]) - 2.0).abs() < 1e-9);
    }
}
