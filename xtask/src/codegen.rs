//! Writing what is stale: the one place that touches `dist/` and the folders called `generated/`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

use crate::contract::Contract;
use crate::output::{KINDS, Kind, Output};
use crate::problem::Problem;
use crate::status::Status;
use crate::{bundle, diff, lint};

/// The command that makes everything fresh.
pub const COMMAND: &str = "cargo xtask codegen";

/// The folders codegen owns: every file in them is one of its outputs.
const OWNED: [&str; 2] = ["dist", "crates/*/src/generated"];

/// Lines of a diff that are shown for one file.
const SHOWN: usize = 40;

/// A file that is not what the contract says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// The file is missing.
    Missing(Output),
    /// The file has another text.
    Changed {
        /// What it should be.
        output: Output,
        /// What it is.
        found: String,
    },
    /// Nothing makes this file.
    Orphan(String),
}

impl Stale {
    /// Path of the file from the project root.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing(output) | Self::Changed { output, .. } => &output.path,
            Self::Orphan(path) => path,
        }
    }
}

/// Reads the contract at `root` and lints it.
///
/// # Errors
/// Whatever is wrong with the contract, as shown on a terminal.
pub fn contract(root: &Path) -> anyhow::Result<Contract> {
    let contract = Contract::from_bundle(bundle::load(root)?)?;
    lint::run(&contract)?;
    Ok(contract)
}

/// Every output of the contract, by path. A kind that panics is reported by its name.
///
/// # Errors
/// An output cannot be made, or two kinds make the same file.
pub fn outputs(contract: &Contract, kinds: &[Kind]) -> anyhow::Result<Vec<Output>> {
    let mut by_path = BTreeMap::new();
    for (kind, made) in kinds.iter().zip(make(contract, kinds)) {
        let made = made.map_err(|cause| anyhow::anyhow!("the output `{}` panicked: {}", kind.name, reason(&*cause)))?;
        for output in made.map_err(|problem| failed(contract, kind, &problem))? {
            anyhow::ensure!(
                is_owned(&output.path),
                "the output `{}` makes `{}`, which nobody would clean up",
                kind.name,
                output.path
            );
            if let Some(twice) = by_path.insert(output.path.clone(), output) {
                anyhow::bail!("two outputs make `{}`", twice.path);
            }
        }
    }
    Ok(by_path.into_values().collect())
}

/// What a kind made, or what it panicked with.
type Made = thread::Result<Result<Vec<Output>, Problem>>;

/// Makes all kinds at once; they are pure, and one of them takes as long as the others together.
fn make(contract: &Contract, kinds: &[Kind]) -> Vec<Made> {
    thread::scope(|scope| {
        let start = |kind: &Kind| {
            let outputs = kind.outputs;
            // Syntax trees are deep, and a debug build takes much stack for each level.
            let thread = thread::Builder::new().stack_size(32 << 20);
            thread.spawn_scoped(scope, move || outputs(contract))
        };
        let running: Vec<_> = kinds.iter().map(start).collect();
        running
            .into_iter()
            .map(|thread| {
                thread.map_err(|error| Box::new(error.to_string()) as _).and_then(thread::ScopedJoinHandle::join)
            })
            .collect()
    })
}

fn failed(contract: &Contract, kind: &Kind, problem: &Problem) -> anyhow::Error {
    let place = problem.place.map(|place| format!("{}: ", contract.files.show(place))).unwrap_or_default();
    let help = problem.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    anyhow::anyhow!("the output `{}` cannot be made: {place}{problem}{help}", kind.name)
}

fn reason(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<String>().cloned();
    text.or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "no reason given".to_owned())
}

/// The outputs that differ from the files under `root`, and the files that no output makes.
///
/// # Errors
/// A file or folder cannot be read.
pub fn stale(root: &Path, outputs: &[Output]) -> io::Result<Vec<Stale>> {
    let mut stale = Vec::new();
    for output in outputs {
        match fs::read(root.join(&output.path)) {
            Ok(found) if found == output.text.as_bytes() => {}
            Ok(found) => {
                let found = String::from_utf8_lossy(&found).into_owned();
                stale.push(Stale::Changed { output: output.clone(), found });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => stale.push(Stale::Missing(output.clone())),
            Err(error) => return Err(error),
        }
    }
    let known = |path: &String| outputs.iter().any(|output| output.path == *path);
    stale.extend(owned(root)?.into_iter().filter(|path| !known(path)).map(Stale::Orphan));
    Ok(stale)
}

/// Whether a path is in a folder that codegen owns.
fn is_owned(path: &str) -> bool {
    OWNED.iter().any(|pattern| {
        let rest = match pattern.split_once("/*/") {
            None => path.strip_prefix(pattern),
            Some((parent, end)) => {
                let below = path.strip_prefix(parent).and_then(|rest| rest.strip_prefix('/'));
                below.and_then(|below| below.split_once('/')).and_then(|(_, rest)| rest.strip_prefix(end))
            }
        };
        rest.is_some_and(|rest| rest.starts_with('/'))
    })
}

/// Every file in a folder that codegen owns, by path from the project root.
///
/// # Errors
/// A folder cannot be read.
pub fn owned(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for pattern in OWNED {
        match pattern.split_once("/*/") {
            None => collect(root, pattern, &mut files)?,
            Some((parent, rest)) => {
                for name in names(&root.join(parent))? {
                    collect(root, &format!("{parent}/{name}/{rest}"), &mut files)?;
                }
            }
        }
    }
    files.sort();
    Ok(files)
}

fn collect(root: &Path, folder: &str, files: &mut Vec<String>) -> io::Result<()> {
    for name in names(&root.join(folder))? {
        let path = format!("{folder}/{name}");
        if root.join(&path).is_dir() {
            collect(root, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Names in a folder in order; none if there is no such folder.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

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
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let next: PathBuf = folder.join(name);
    fs::write(&next, text)?;
    fs::rename(&next, path).inspect_err(|_| drop(fs::remove_file(&next)))
}

#[cfg(test)]
mod tests;
