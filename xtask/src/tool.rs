//! Tools of others, run with what they need to make the same bytes everywhere.

use std::env;
use std::process::Command;

use anyhow::Context as _;

use crate::flags::without_registry;

/// The moment that files in artefacts are of, in seconds since 1970: the first that every kind of archive can say.
pub(crate) const MOMENT: &str = "315532800";

/// A command of cargo, compiling for publication.
pub(crate) fn cargo() -> Command {
    tool(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A command that compiles for publication, or packs.
pub(crate) fn tool(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env("CARGO_ENCODED_RUSTFLAGS", without_registry()).env("SOURCE_DATE_EPOCH", MOMENT);
    // What cargo says of xtask to xtask is not for the crates that are built now; some would be built again for it.
    let said = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    env::vars_os().filter(|(name, _)| name.to_str().is_some_and(said)).for_each(|(name, _)| {
        command.env_remove(name);
    });
    command
}

/// Runs a command; the remedy is for whoever does not have it.
pub(crate) fn run(command: &mut Command, remedy: &str) -> anyhow::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("`{name}` cannot be run\nhelp: {remedy}"))?;
    anyhow::ensure!(status.success(), "`{name}` ended with {status}\nhelp: {remedy}");
    Ok(())
}

/// What a command prints.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<Vec<u8>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("`{name}` cannot be run"))?;
    anyhow::ensure!(output.status.success(), "`{name}` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(output.stdout)
}
