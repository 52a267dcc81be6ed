//! The command `cargo xtask diff`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::change::{Changes, Level};
use super::compare::compare;
use super::version::{Unreadable, Version};

/// Two versions of the contract, and how to report what changed.
#[derive(Args)]
pub struct Diff {
    /// The older version: an `openapi.json`, or a folder with one and the lists beside it.
    old: PathBuf,
    /// The newer version.
    new: PathBuf,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail (status 1) if a change is as bad as this, or worse.
    #[arg(long, value_enum)]
    fail_on: Option<Level>,
}

/// How changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal.
    Text,
    /// For a page.
    Markdown,
    /// For a program.
    Json,
}

impl Diff {
    /// The changes.
    ///
    /// # Errors
    /// One of the versions cannot be read.
    pub fn changes(&self) -> Result<Changes, Unreadable> {
        Ok(compare(&Version::read(&self.old)?, &Version::read(&self.new)?))
    }

    /// Writes the changes, and returns whether the command succeeds.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn report(&self, changes: &Changes, mut out: impl Write) -> io::Result<()> {
        let text = match self.format {
            Format::Text => changes.text(),
            Format::Markdown => changes.markdown(),
            Format::Json => changes.json(),
        };
        out.write_all(text.as_bytes())
    }

    /// Whether what changed is less than the caller fears.
    pub fn passes(&self, changes: &Changes) -> bool {
        self.fail_on.is_none_or(|limit| changes.level < limit)
    }
}
