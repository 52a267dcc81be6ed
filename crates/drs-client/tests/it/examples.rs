//! Every request example of the contract fits its type, and comes out of it as it went in.

use drs_client::types;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::examples;

fn round_trip<T: Serialize + DeserializeOwned>(operation: &str) {
    for (name, json) in examples(&format!("examples/{operation}")) {
        let value: T =
            serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{operation}/{name}: {error}"));
        assert_eq!(serde_json::to_value(value).unwrap(), json, "{operation}/{name}");
    }
}

#[test]
fn batch_set_policy() {
    round_trip::<types::BatchSetupSyncPolicyReq>("batch_set_policy");
}

#[test]
fn batch_create_jobs_async() {
    round_trip::<types::BatchAsyncCreateJobReq>("batch_create_jobs_async");
}

#[test]
fn update_job() {
    round_trip::<types::SingleUpdateJobReq>("update_job");
}

#[test]
fn modify_data_sync() {
    round_trip::<types::ModifyDataSyncConfigRequestV3>("modify_data_sync");
}

#[test]
fn show_job_detail() {
    round_trip::<types::ShowJobDetailQuery>("show_job_detail");
}
