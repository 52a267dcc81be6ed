//! A copy of the repository to try things in.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::checkout::copy;

/// The copy.
pub(super) struct Scratch {
    /// Its root folder.
    pub(super) root: PathBuf,
    target: PathBuf,
}

impl Scratch {
    /// Copies every file of the repository that git knows or would add.
    pub(super) fn new(repository: &Path) -> anyhow::Result<Self> {
        let target = repository.join("target");
        let root = target.join("recipes");
        copy(repository, &root)?;
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
