//! The state of a sandbox as one versioned JSON document.

use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::machine::World;

/// Version of the form.
const VERSION: u32 = 2;

/// The state of a sandbox. Tokens are not in it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    version: u32,
    pub(crate) world: World,
    /// Faults as they were written.
    pub(crate) faults: Vec<String>,
}

/// A document that is no snapshot.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// It is not what a sandbox writes.
    #[error("it is not a snapshot: {}", drs_diag::escape(&.0.to_string()))]
    Malformed(#[from] serde_json::Error),
    /// Its parts do not fit together.
    #[error("its parts do not fit together: it was changed by hand")]
    Unsound,
    /// Another version of the sandbox wrote it.
    #[error("it has version {0}, and this sandbox reads version {VERSION}")]
    Version(u64),
}

impl Snapshot {
    pub(crate) fn new(world: &World, faults: Vec<String>) -> Self {
        Self { version: VERSION, world: world.clone(), faults }
    }

    /// Reads a document.
    ///
    /// # Errors
    /// It is no snapshot, or one of another version.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, SnapshotError> {
        let value: serde_json::Value = serde_json::from_slice(text)?;
        match value.get("version").and_then(serde_json::Value::as_u64) {
            Some(version) if version != u64::from(VERSION) => Err(SnapshotError::Version(version)),
            _ => {
                let snapshot: Self = serde_json::from_value(value)?;
                if snapshot.world.is_sound() { Ok(snapshot) } else { Err(SnapshotError::Unsound) }
            }
        }
    }

    /// The document.
    pub(crate) fn text(&self) -> String {
        // A world holds nothing that JSON cannot.
        serde_json::to_string(self).unwrap_or_default()
    }
    /// Writes a document over a file, or into a new one, that nobody but its owner can read.
    pub(crate) fn store(text: &str, path: &Path) -> io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.persist(path)?;
        Ok(())
    }
}
