//! Why a sandbox cannot be started.

use std::io;
use std::path::PathBuf;

use crate::{FaultError, ScenarioError, SnapshotError, SpeedError};

/// Why a sandbox cannot be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A fault is not one.
    #[error(transparent)]
    Fault(#[from] FaultError),
    /// A clock is not a moment in RFC 3339 after 1970.
    #[error("`{0}` is not a moment in RFC 3339, such as `2026-03-02T08:15:00Z`")]
    Clock(String),
    /// A speed is out of range.
    #[error(transparent)]
    Speed(#[from] SpeedError),
    /// A scenario is not one.
    #[error("scenario: {0}")]
    Scenario(#[from] ScenarioError),
    /// A file with a state is not one.
    #[error("state file `{}`: {source}", drs_diag::escape(&path.to_string_lossy()))]
    State {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: SnapshotError,
    },
    /// A file cannot be read or written.
    #[error("file `{}`: {source}", drs_diag::escape(&path.to_string_lossy()))]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The port cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
}
