//! The crates that others may depend on, checked by `cargo-semver-checks`.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

use super::baseline::Baseline;

/// The crates with an interface that is promised.
pub(crate) const PUBLIC: [&str; 6] =
    ["drs-text", "drs-diag", "drs-contract", "drs-events", "drs-validate", "drs-client"];

/// The version of the tool that reads what this version of Rust writes.
const VERSION: &str = "0.51.0";

/// Checks that the number says enough of what changed in the crates.
pub(super) fn check(root: &Path, baseline: &Baseline) -> anyhow::Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(&cargo);
    let found =
        command.args(["semver-checks", "--version"]).current_dir(root).output().context("cargo cannot be run")?;
    ensure!(
        found.status.success(),
        "`cargo-semver-checks` is not installed\nhelp: cargo install cargo-semver-checks --locked --version {VERSION}"
    );
    let mut command = Command::new(cargo);
    command.arg("semver-checks").current_dir(root).args(PUBLIC.iter().flat_map(|name| ["--package", name]));
    match baseline {
        Baseline::Git(reference) => command.args(["--baseline-rev", reference]),
        Baseline::Folder(folder) => command.arg("--baseline-root").arg(folder),
    };
    let status = command.status().context("cargo cannot be run")?;
    ensure!(
        status.success(),
        "`cargo semver-checks` has not passed: the version is too small for what changed in a crate, or it could not compare; see above"
    );
    Ok(())
}
