//! A copy of the repository to try things in.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::Context;

/// The copy.
pub(super) struct Scratch {
    /// Its root folder.
    pub(super) root: PathBuf,
    target: PathBuf,
}

impl Scratch {
    /// Copies every file of the repository that git knows or would add.
    pub(super) fn new(repository: &Path) -> anyhow::Result<Self> {
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(repository)
            .output()
            .context("git lists the files of the repository")?;
        anyhow::ensure!(listed.status.success(), "git cannot list the files of the repository");
        let names = String::from_utf8(listed.stdout)?;
        let names: BTreeSet<&str> = names.split('\0').filter(|name| repository.join(name).is_file()).collect();
        let target = repository.join("target");
        let root = target.join("recipes");
        remove_others(&root, &root, &names)?;
        for name in names {
            copy(&repository.join(name), &root.join(name)).with_context(|| format!("`{name}` cannot be copied"))?;
        }
        Ok(Self { root, target })
    }

    /// Lays the files of a folder over the copy.
    pub(super) fn overlay(&self, folder: &Path) -> anyhow::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let to = self.root.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                let inner = Self { root: to, target: self.target.clone() };
                inner.overlay(&entry.path())?;
            } else {
                fs::copy(entry.path(), to)?;
            }
        }
        Ok(())
    }

    /// Replaces a text that stands in a file once.
    pub(super) fn replace(&self, path: &str, from: &str, to: &str) -> anyhow::Result<()> {
        let path = self.root.join(path);
        let text = fs::read_to_string(&path)?;
        anyhow::ensure!(text.matches(from).count() == 1, "`{from}` must stand once in `{}`", path.display());
        Ok(fs::write(path, text.replace(from, to))?)
    }

    /// Puts a text at the end of a file.
    pub(super) fn append(&self, path: &str, text: &str) -> anyhow::Result<()> {
        let path = self.root.join(path);
        let before = fs::read_to_string(&path)?;
        Ok(fs::write(path, before + text)?)
    }

    /// Runs cargo in the copy, which shares the folder of what is compiled with the repository.
    ///
    /// Cargo names what it makes of a member by the member's place in its workspace, so the copy's would be taken for the
    /// repository's. A wrapper around the compiler, here one that does nothing, gives members names of their own.
    pub(super) fn cargo(&self, arguments: &[&str]) -> anyhow::Result<Output> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let output = Command::new(cargo)
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTC_WORKSPACE_WRAPPER", "env")
            .output()?;
        Ok(output)
    }
}

/// Removes what an earlier run left that the repository does not have.
fn remove_others(root: &Path, folder: &Path, names: &BTreeSet<&str>) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            remove_others(root, &path, names)?;
        } else if !path.strip_prefix(root)?.to_str().is_some_and(|name| names.contains(name)) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Copies a file with its time, unless the copy is the same already.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(from)?;
    let metadata = fs::metadata(from)?;
    let modified = metadata.modified()?;
    let known = fs::metadata(to).and_then(|metadata| metadata.modified()).is_ok_and(|time| time == modified);
    if known && fs::read(to)? == bytes {
        return Ok(());
    }
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::copy(from, to)?;
    fs::File::options().write(true).open(to)?.set_modified(modified)?;
    Ok(())
}
