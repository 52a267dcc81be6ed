//! The verdicts inside a response with a status of success.

use crate::types::{BatchSetPolicyResponse, KnownOperationStatus, SyncPolicyResp};

impl BatchSetPolicyResponse {
    /// The tasks whose policy was not set. Status 200 only says that the request was read: each task has a verdict of its own,
    /// and one that does not say `success` counts as failed.
    pub fn failed(&self) -> impl Iterator<Item = &SyncPolicyResp> {
        self.results
            .iter()
            .flatten()
            .filter(|item| !item.status.as_ref().is_some_and(|status| status.is(KnownOperationStatus::Success)))
    }
}
