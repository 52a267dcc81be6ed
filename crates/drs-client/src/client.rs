//! The client: one method for each operation.

use std::fmt::{self, Display};
use std::sync::Arc;

use drs_contract::Service;
use progenitor_client::ResponseValue;
use serde::de::DeserializeOwned;

use crate::call::{Inner, Shared};
use crate::config::ClientBuilder;
use crate::error::Error;
use crate::outcome::outcome;
use crate::types::{
    BatchAsyncCreateJobReq, BatchCreateJobsAsyncResponse, BatchSetPolicyResponse, BatchSetupSyncPolicyReq, JobId,
    ModifyDataSyncConfigRequestV3, ModifyDataSyncResponse, ProjectId, ShowJobDetailQuery, ShowJobDetailResponse,
    SingleUpdateJobReq, StarRocksInstanceId, TaurusProjectId, UpdateJobResponse,
};
use crate::{generated, path};

/// A client of the data replication API. Cloning is cheap, and clones share their connections.
///
/// Every method fails with
/// - [`Error::Invalid`] or [`Error::Argument`] if the request has mistakes, and with [`Error::Configuration`] if no endpoint is set
///   for the service that answers; then nothing was sent;
/// - [`Error::Refused`] if the service refuses the request or fails, also where it says so under a status of success;
/// - [`Error::Unexpected`], [`Error::Decode`], [`Error::TooLong`] or [`Error::Transport`] if there is no answer that the contract
///   knows.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("endpoints", &self.shared.endpoints).finish_non_exhaustive()
    }
}

/// A call before it is sent.
struct Call<'c> {
    operation: &'static str,
    shared: &'c Shared,
    api: generated::Client,
}

impl Client {
    /// The settings of a new client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared) }
    }

    /// Sets the synchronization policy of several tasks that write to Kafka. Status 200 does not mean that every policy was set:
    /// look at [`BatchSetPolicyResponse::failed`].
    ///
    /// # Errors
    /// See [`Client`].
    pub async fn batch_set_policy(&self, request: &BatchSetupSyncPolicyReq) -> Result<BatchSetPolicyResponse, Error> {
        let call = self.call(Service::Drs, "batch_set_policy")?;
        let project_id: ProjectId = call.project_id()?;
        call.outcome(call.api.batch_set_policy().project_id(project_id).body(request.clone()).send().await)
    }

    /// Stores a batch of tasks. They are built only when the batch is committed, by a call that is not part of this contract.
    ///
    /// # Errors
    /// See [`Client`].
    pub async fn batch_create_jobs_async(
        &self,
        request: &BatchAsyncCreateJobReq,
    ) -> Result<BatchCreateJobsAsyncResponse, Error> {
        let call = self.call(Service::Drs, "batch_create_jobs_async")?;
        let project_id: ProjectId = call.project_id()?;
        call.outcome(call.api.batch_create_jobs_async().project_id(project_id).body(request.clone()).send().await)
    }

    /// Changes one task.
    ///
    /// # Errors
    /// See [`Client`].
    pub async fn update_job(&self, job_id: &JobId, request: &SingleUpdateJobReq) -> Result<UpdateJobResponse, Error> {
        let call = self.call(Service::Drs, "update_job")?;
        let project_id: ProjectId = call.project_id()?;
        call.segment("job_id", job_id)?;
        let send = call.api.update_job().project_id(project_id).job_id(job_id.clone()).body(request.clone());
        call.outcome(send.send().await)
    }

    /// Changes the synchronization of a TaurusDB database into StarRocks. The change is not finished when the answer arrives.
    ///
    /// # Errors
    /// See [`Client`].
    pub async fn modify_data_sync(
        &self,
        instance_id: &StarRocksInstanceId,
        request: &ModifyDataSyncConfigRequestV3,
    ) -> Result<ModifyDataSyncResponse, Error> {
        let call = self.call(Service::Taurusdb, "modify_data_sync")?;
        let project_id: TaurusProjectId = call.project_id()?;
        let send =
            call.api.modify_data_sync().project_id(project_id).instance_id(instance_id.clone()).body(request.clone());
        call.outcome(send.send().await)
    }

    /// Asks for the state of one task. Which members of the answer are set depends on the `type_` of the query.
    ///
    /// # Errors
    /// See [`Client`].
    pub async fn show_job_detail(
        &self,
        job_id: &JobId,
        query: &ShowJobDetailQuery,
    ) -> Result<ShowJobDetailResponse, Error> {
        let call = self.call(Service::Drs, "show_job_detail")?;
        let project_id: ProjectId = call.project_id()?;
        call.segment("job_id", job_id)?;
        let send = call.api.show_job_detail().project_id(project_id).job_id(job_id.clone());
        call.outcome(parameters(send, query.clone()).send().await)
    }

    fn call(&self, service: Service, operation: &'static str) -> Result<Call<'_>, Error> {
        let endpoint = self.shared.endpoints.get(&service).ok_or_else(|| {
            Error::configuration(format!("`{operation}` is answered by `{service}`, and no endpoint is set for it"))
        })?;
        let inner = Inner::new(Arc::clone(&self.shared));
        let api = generated::Client::new_with_client(endpoint, self.shared.http.clone(), inner);
        Ok(Call { operation, shared: &self.shared, api })
    }
}

impl Call<'_> {
    /// The project id as the type that this operation wants.
    fn project_id<T: for<'a> TryFrom<&'a str, Error: Display>>(&self) -> Result<T, Error> {
        T::try_from(self.shared.project_id.as_str()).map_err(|error| Error::Argument {
            operation: self.operation,
            parameter: "project_id",
            reason: error.to_string(),
        })
    }

    /// Refuses what would not stay in its segment of the path.
    fn segment(&self, parameter: &'static str, value: &str) -> Result<(), Error> {
        path::problem(value).map_or(Ok(()), |reason| {
            Err(Error::Argument { operation: self.operation, parameter, reason: reason.to_owned() })
        })
    }

    fn outcome<T: DeserializeOwned, E>(
        &self,
        result: Result<ResponseValue<T>, progenitor_client::Error<E>>,
    ) -> Result<T, Error> {
        outcome(self.operation, &self.api.inner, result)
    }
}

/// A call with the query parameters that are set. The pattern has no `..`, so that a new parameter cannot be forgotten here.
fn parameters(
    mut call: generated::builder::ShowJobDetail<'_>,
    query: ShowJobDetailQuery,
) -> generated::builder::ShowJobDetail<'_> {
    let ShowJobDetailQuery {
        compare_detail_type,
        compare_task_id,
        compare_type,
        limit,
        log_level,
        object_type,
        offset,
        query_id,
        query_type,
        source_db_name,
        target_db_name,
        type_,
    } = query;
    macro_rules! set {
        ($($name:ident),*) => { $(if let Some(value) = $name { call = call.$name(value); })* };
    }
    set!(
        compare_detail_type,
        compare_task_id,
        compare_type,
        limit,
        log_level,
        object_type,
        offset,
        query_id,
        query_type
    );
    set!(source_db_name, target_db_name);
    call.type_(type_)
}
