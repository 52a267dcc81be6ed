//! Where a call goes.

use drs_client::auth::Resolved;
use drs_client::{Client, Operation, Service};

use crate::failure::Failure;

/// Where a call goes, and what it does there.
#[derive(Debug)]
pub(crate) struct Target {
    /// The address of the service.
    pub(crate) url: String,
    /// Whether that is on this machine.
    pub(crate) is_local: bool,
}

impl Target {
    /// Where a call of the operation goes.
    ///
    /// # Errors
    ///
    /// Nobody has said where the service is.
    pub(super) fn new(resolved: &Resolved, operation: Operation) -> Result<Self, Failure> {
        let service = operation.service();
        let endpoint = resolved.endpoints.get(&service).map(|endpoint| endpoint.value.clone());
        let url = endpoint.ok_or_else(|| {
            let error = match &resolved.region {
                Some(region) => in_region(&region.value, service),
                None => format!("`{operation}` is answered by `{service}`, and nobody has said where that is"),
            };
            Failure::new(error).help("set `--region` or `DRS_REGION`, such as `cn-north-4`, or `--endpoint`")
        })?;
        let is_local = drs_client::is_loopback(&url);
        Ok(Self { url, is_local })
    }
}

/// Why a service has no address in a region.
fn in_region(region: &str, service: Service) -> String {
    // A client knows which region was probably meant.
    match Client::builder().region(region).project_id("none").token("none").build() {
        Err(error) => error.to_string(),
        Ok(_) => format!("no address of `{service}` is known in `{}`", drs_diag::escape(region)),
    }
}
