//! The first record of a journal: whose run it is, and of what.

use serde::{Deserialize, Serialize};

/// The format of journals that this version writes and reads.
pub const FORMAT: u32 = 1;

/// Whose run it is, and of what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Header {
    /// Always [`FORMAT`].
    pub format: u32,
    /// Name of the run: a UUID of version 7.
    pub run: String,
    /// Version of the program.
    pub version: String,
    /// The region, if one is set.
    pub region: Option<String>,
    /// The project.
    pub project: String,
    /// Address of the service.
    pub endpoint: String,
    /// Who calls: the end of the access key, or the kind of the credentials.
    pub identity: String,
    /// The request file.
    pub file: FileState,
}

/// A request file as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FileState {
    /// Its path, as it was named.
    pub path: String,
    /// SHA-256 of its text, in hexadecimal digits.
    pub sha256: String,
    /// Its tasks, in their order.
    pub tasks: Vec<TaskDigest>,
}

/// A task of a request file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TaskDigest {
    /// Its name.
    pub name: String,
    /// SHA-256 of its text, in hexadecimal digits.
    pub sha256: String,
}
