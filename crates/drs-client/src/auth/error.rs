//! Why there are no credentials.

use std::sync::Arc;

use super::LookedAt;

/// Why there are no credentials. No variant holds or shows a secret.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialError {
    /// No place has any.
    #[error("there are no credentials: {}", list(.looked_at))]
    NotFound {
        /// Every place, in the order in which they were looked at.
        looked_at: Vec<LookedAt>,
    },
    /// A place has a part of what is needed. No other place is looked at, because parts of two are no credentials.
    #[error("{missing} is missing in {origin}")]
    Incomplete {
        /// The place.
        origin: String,
        /// What it lacks, such as "`HUAWEICLOUD_SDK_SK`".
        missing: String,
    },
    /// What a place has cannot be used.
    #[error("{origin} cannot be used: {reason}")]
    Unusable {
        /// The place.
        origin: String,
        /// Why not.
        reason: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// The service that gives out credentials refuses to.
    #[error("{origin} refuses to give credentials with status {status}{}", reason(.code.as_deref(), .message.as_deref()))]
    Refused {
        /// The service.
        origin: String,
        /// HTTP status.
        status: u16,
        /// What to branch on, such as `IAM.0011`.
        code: Option<String>,
        /// The reason in the words of the service.
        message: Option<String>,
        /// What the vendor's support asks for.
        request_id: Option<String>,
        /// What to do about it.
        help: Option<String>,
    },
    /// The service that gives out credentials does not answer.
    #[error("{origin} does not answer")]
    Unreachable {
        /// The service.
        origin: String,
        /// Why not.
        source: Arc<dyn std::error::Error + Send + Sync>,
    },
    /// The service that gives out credentials answers with something else.
    #[error("the answer of {origin} cannot be used: {reason}")]
    Unexpected {
        /// The service.
        origin: String,
        /// What is wrong with the answer, without any part of it.
        reason: String,
    },
    /// No project is set, and the region does not say which it is: none is set, or it has no project of its name, or several.
    #[error("{}", projects(.region.as_deref(), .found))]
    Project {
        /// The region, if one is set.
        region: Option<String>,
        /// Ids of the projects.
        found: Vec<String>,
    },
}

impl CredentialError {
    /// What to do about it, if there is something to say.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::NotFound { .. } => {
                "set `HUAWEICLOUD_SDK_AK` and `HUAWEICLOUD_SDK_SK`, or write them to `~/.huaweicloud/credentials`; variables of \
                 other names, such as `HUAWEI_CLOUD_ACCESS_KEY_ID` or `CLOUD_SDK_AK`, are not read"
            }
            Self::Incomplete { .. } => "set it, or unset the rest of them to use another place",
            Self::Project { .. } => "set `HUAWEICLOUD_SDK_PROJECT_ID` to the id of the project",
            Self::Unusable { help, .. } | Self::Refused { help, .. } => return help.clone(),
            Self::Unreachable { .. } | Self::Unexpected { .. } => return None,
        };
        Some(help.to_owned())
    }
}

/// Every place with one word.
fn list(looked_at: &[LookedAt]) -> String {
    let places = looked_at.iter().map(|place| format!("{} ({})", place.source, place.state));
    places.collect::<Vec<_>>().join(", ")
}

fn reason(code: Option<&str>, message: Option<&str>) -> String {
    let words: Vec<_> = [code, message].into_iter().flatten().collect();
    if words.is_empty() { String::new() } else { format!(": {}", words.join(": ")) }
}

fn projects(region: Option<&str>, found: &[String]) -> String {
    let Some(region) = region else { return "neither a project nor a region is set".to_owned() };
    if found.is_empty() {
        format!("the account has no project of the region `{region}`")
    } else {
        format!("the account has several projects of the region `{region}`: {}", found.join(", "))
    }
}
