//! One thing to check.

use std::path::{Path, PathBuf};

use super::kind::Kind;

/// One thing to check, or the reason why it cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A regular file, or a path that names nothing.
    File(PathBuf, Kind),
    /// A pipe, a device or a socket: it can be read once and cannot be replaced.
    Stream(PathBuf, Kind),
    /// Standard input, perhaps with a name.
    Stdin(Option<PathBuf>, Kind),
    /// A folder that cannot be read or has no documents.
    Failure {
        /// As the user named it.
        name: String,
        /// The reason.
        error: String,
        /// The remedy.
        help: Option<String>,
    },
}

impl Input {
    /// The path by which reports name it, if it has one.
    pub(crate) fn name(&self) -> Option<&Path> {
        match self {
            Self::File(path, _) | Self::Stream(path, _) => Some(path),
            Self::Stdin(name, _) => name.as_deref(),
            Self::Failure { .. } => None,
        }
    }

    /// The path by which it is opened, if it has one.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.name().filter(|_| !matches!(self, Self::Stdin(..)))
    }

    /// Whether a fixed text goes to standard output, since it cannot replace the input.
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self, Self::Stream(..) | Self::Stdin(..))
    }
}
