//! What was found where credentials are looked for.

use std::fmt;

use serde::Serialize;

/// A place where credentials were looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LookedAt {
    /// The kind of the place.
    pub kind: SourceKind,
    /// The place as messages name it, such as "the environment variables `HUAWEICLOUD_SDK_*`".
    pub source: String,
    /// What was found there.
    pub state: State,
    /// What is wrong there, without any secret.
    pub detail: Option<String>,
}

/// A kind of place where people keep credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SourceKind {
    /// What the program or the command line was given.
    Given,
    /// A profile that was named, of the vendor's credentials file or of KooCLI.
    Profile,
    /// The variables `HUAWEICLOUD_SDK_*` of the vendor's SDKs.
    SdkEnvironment,
    /// The variables `HW_*` of terraform's provider.
    HwEnvironment,
    /// The file `~/.huaweicloud/credentials` of the vendor's SDKs.
    CredentialsFile,
    /// The file `~/.hcloud/config.json` of KooCLI, the vendor's command line.
    Koocli,
    /// The metadata service of a cloud server.
    Metadata,
    /// The identity of a pod.
    Pod,
}

/// What was found in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum State {
    /// The credentials that are used.
    Used,
    /// Complete credentials that are not used, because an earlier place decides.
    NotNeeded,
    /// Nothing.
    Unset,
    /// No file.
    NoFile,
    /// A file without the section or profile.
    NoProfile,
    /// A part of what is needed.
    Incomplete,
    /// Things that exclude each other.
    Contradictory,
    /// Something that only another program can read.
    Encrypted,
    /// A file that cannot be read.
    Unreadable,
    /// Credentials of a kind that is not supported.
    Unsupported,
    /// Not looked at, because it was not asked for.
    NotAsked,
}

impl State {
    /// The state in one or two words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::NotNeeded => "not needed",
            Self::Unset => "unset",
            Self::NoFile => "no file",
            Self::NoProfile => "no profile",
            Self::Incomplete => "incomplete",
            Self::Contradictory => "contradictory",
            Self::Encrypted => "encrypted",
            Self::Unreadable => "unreadable",
            Self::Unsupported => "unsupported",
            Self::NotAsked => "not asked for",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
