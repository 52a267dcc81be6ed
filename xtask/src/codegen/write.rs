//! Writing what is stale, or reporting it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Stale, contract, outputs, stale};
use crate::diff;
use crate::output::KINDS;
use crate::status::Status;

/// The command that makes everything fresh.
pub const COMMAND: &str = "cargo xtask codegen";

/// Lines of a diff that are shown for one file.
const SHOWN: usize = 40;

/// Makes the files under `root` what the contract says.
///
/// # Errors
/// The contract is wrong, an output cannot be made, or a file cannot be written.
pub fn write(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let outputs = outputs(&contract(root)?, KINDS)?;
    let stale = stale(root, &outputs)?;
    for stale in &stale {
        match stale {
            Stale::Missing(output) | Stale::Changed { output, .. } => {
                status.say("Writing", &output.path)?;
                replace(&root.join(&output.path), &output.text)?;
            }
            Stale::Orphan(path) => {
                status.say("Removing", path)?;
                fs::remove_file(root.join(path))?;
            }
        }
    }
    status.say("Finished", &format!("{} generated files, {} of them stale", outputs.len(), stale.len()))?;
    Ok(())
}

/// Reports the files under `root` that are not what the contract says, each with a diff.
///
/// # Errors
/// A file is stale, the contract is wrong, or an output cannot be made.
pub fn check(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let outputs = outputs(&contract(root)?, KINDS)?;
    status.say("Checking", &format!("{} generated files", outputs.len()))?;
    let stale = stale(root, &outputs)?;
    for stale in &stale {
        match stale {
            Stale::Missing(output) => status.say("Stale", &format!("{} (missing)", output.path))?,
            Stale::Orphan(path) => status.say("Stale", &format!("{path} (nothing makes it)"))?,
            Stale::Changed { output, found } => {
                status.say("Stale", &output.path)?;
                status.indented(&diff::unified(found, &output.text, SHOWN))?;
            }
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    anyhow::bail!("{} of {} generated files are stale; run `{COMMAND}`", stale.len(), outputs.len())
}

/// Replaces a file in one step: who reads it meanwhile sees the old text or the new one, never half of it.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let next: PathBuf = folder.join(name);
    fs::write(&next, text)?;
    fs::rename(&next, path).inspect_err(|_| drop(fs::remove_file(&next)))
}
