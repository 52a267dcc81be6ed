//! Comparisons with validators of other languages; the scripts in `comparisons/` measure, and write BENCHMARKS.md.

use std::path::Path;
use std::process::Command;

use anyhow::Context;

/// Runs the driver of the scripts.
///
/// # Errors
/// Python is missing, or the driver says what is wrong and fails.
pub fn run(root: &Path, rounds: u16) -> anyhow::Result<()> {
    let driver = root.join("tests/conformance/comparisons/driver.py");
    let status = Command::new("python3").arg(driver).arg(rounds.to_string()).status();
    let status = status.context("`python3` cannot be run; install Python 3.10 or newer")?;
    anyhow::ensure!(status.success(), "the comparisons ended with {status}");
    Ok(())
}
