//! Whether a version can be released: its number, its files, its changelog and its crates are held against the last release.

mod baseline;
mod changelog;
mod crates;
mod lock;
mod number;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use clap::Args;

use crate::changes::{Version, compare};
use crate::codegen;
use crate::status::Status;
use baseline::Baseline;
pub(crate) use crates::PUBLIC;

/// Where the checksums are written, which are published beside the files of `dist/`.
const SUMS: &str = "target/release-files/SHA256SUMS";

/// A version to release.
#[derive(Args)]
pub struct Release {
    /// Write nothing.
    #[arg(long)]
    check: bool,
    /// The last release: a reference of git, or the folder of a checkout. Without it, the newest tag such as `v1.2.3`.
    #[arg(long, value_name = "REF|PATH")]
    since: Option<String>,
}

impl Release {
    /// Checks everything, and writes the checksums.
    ///
    /// # Errors
    /// The version is not ready, or something that is needed for telling cannot be run or read.
    pub fn run(&self, root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
        codegen::check(root, status)?;
        let sums = lock::sums(root)?;
        status.say("Checking", &format!("{} files of dist/ against artifacts.json", sums.len()))?;
        let version = Version::read(&root.join("dist"))?;
        let number = number::current(version.number(), env!("CARGO_PKG_VERSION"))?;
        let changelog = std::fs::read_to_string(root.join("CHANGELOG.md"))?;
        let kinds = changelog::kinds(&changelog, version.number())?;
        match Baseline::find(root, self.since.as_deref())? {
            None => {
                if let Some(released) = changelog::other_version(&changelog, version.number()) {
                    bail!(
                        "`CHANGELOG.md` has a section for {released}, but there is no tag such as `v1.2.3` to compare with\n\
                         help: fetch the tags, or name the last release with `--since`"
                    );
                }
                let nothing = "with nothing, because there is no tag such as `v1.2.3`: this is the first release";
                status.say("Comparing", nothing)?;
            }
            Some(Baseline::Git(tag)) if tag == format!("v{number}") => {
                bail!("version {number} is released: there is a tag `{tag}`\nhelp: choose a greater number");
            }
            Some(baseline) => {
                let old = baseline.version(root)?;
                let changes = compare(&old, &version);
                let summary = format!("with {}, version {}: {}", baseline.name(), old.number(), changes.summary());
                status.say("Comparing", &summary)?;
                number::suffices(old.number(), &number, changes.level)?;
                changelog::covers(&kinds, &changes)?;
                status.say("Checking", &format!("{} crates", PUBLIC.len()))?;
                crates::check(root, &baseline)?;
            }
        }
        if !self.check {
            let path = root.join(SUMS);
            std::fs::create_dir_all(path.parent().unwrap_or(root))?;
            std::fs::write(&path, sums.concat())?;
            status.say("Writing", &format!("{SUMS}; check it in dist/ with `sha256sum --check`"))?;
        }
        Ok(status.say("Finished", &format!("version {number} can be released: tag it `v{number}`"))?)
    }
}
