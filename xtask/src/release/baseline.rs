//! The last release, which a version is compared with.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, bail};

use crate::changes::Version;

/// A release that can be looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Baseline {
    /// A reference of git.
    Git(String),
    /// A checkout.
    Folder(PathBuf),
}

impl Baseline {
    /// The release that was named, or the newest tag; `None` if there is none.
    pub(super) fn find(root: &Path, since: Option<&str>) -> anyhow::Result<Option<Self>> {
        if let Some(since) = since {
            if Path::new(since).is_dir() {
                return Ok(Some(Self::Folder(since.into())));
            }
            let found =
                git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{since}^{{commit}}")])?;
            if !found.status.success() {
                bail!("`{}` is neither a folder nor known to git", drs_diag::escape(since));
            }
            return Ok(Some(Self::Git(since.to_owned())));
        }
        let tags = text(git(root, &["tag", "--list", "v*"])?)?;
        let versions = tags.lines().filter_map(|tag| Some((semver::Version::parse(tag.strip_prefix('v')?).ok()?, tag)));
        Ok(versions.max().map(|(_, tag)| Self::Git(tag.to_owned())))
    }

    /// What was published then.
    pub(super) fn version(&self, root: &Path) -> anyhow::Result<Version> {
        match self {
            Self::Folder(folder) => Ok(Version::read(&folder.join("dist"))?),
            Self::Git(reference) => {
                let files = text(git(root, &["ls-tree", "--name-only", reference, "dist/"])?)?;
                let version = Version::from_files(&format!("{reference}:dist"), |name| {
                    let path = format!("dist/{name}");
                    if !files.lines().any(|file| file == path) {
                        return Ok(None);
                    }
                    let shown = git(root, &["show", &format!("{reference}:{path}")])?;
                    if shown.status.success() { Ok(Some(shown.stdout)) } else { Err(io::ErrorKind::InvalidData.into()) }
                });
                Ok(version?)
            }
        }
    }

    /// What the release is called.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Git(reference) => format!("`{}`", drs_diag::escape(reference)),
            Self::Folder(folder) => format!("`{}`", drs_diag::escape(&folder.to_string_lossy())),
        }
    }
}

fn git(root: &Path, arguments: &[&str]) -> io::Result<Output> {
    Command::new("git").arg("-C").arg(root).args(arguments).output()
}

fn text(output: Output) -> anyhow::Result<String> {
    if !output.status.success() {
        bail!("`git` says: {}", drs_diag::escape(String::from_utf8_lossy(&output.stderr).trim()));
    }
    String::from_utf8(output.stdout).context("`git` answers in something else than text")
}
