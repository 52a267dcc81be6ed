//! What each operation sends.

use drs_client::{Error, Service, types};
use insta::assert_snapshot;

use crate::peer::{Peer, Response};
use crate::{INSTANCE, JOB, builder, example, exchange};

#[tokio::test]
async fn batch_set_policy() {
    let request = example("batch_set_policy", "kafka-one-topic");
    let (_, sent) =
        exchange(Response::json(200, "{}"), async |client| client.batch_set_policy(&request).await.unwrap()).await;
    assert_snapshot!(sent, @r#"
    POST /v3/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-sync-policy
    accept: application/json
    content-type: application/json
    x-auth-token: ***
    user-agent: drs-client
    host: 127.0.0.1
    content-length: …

    {
      "jobs": [
        {
          "ddl_trans": false,
          "job_id": "4f7b2c1e-93ad-4e08-b6d1-2a9c5e0jb201",
          "kafka_data_format": "json",
          "partition_policy": "5",
          "topic": "orders_changes",
          "topic_policy": "0"
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn batch_create_jobs_async() {
    let request = example("batch_create_jobs_async", "minimal");
    let (_, sent) =
        exchange(Response::json(202, "{}"), async |client| client.batch_create_jobs_async(&request).await.unwrap())
            .await;
    assert_snapshot!(sent, @r#"
    POST /v5/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-async-create
    accept: application/json
    content-type: application/json
    x-auth-token: ***
    user-agent: drs-client
    host: 127.0.0.1
    content-length: …

    {
      "jobs": [
        {
          "base_info": {},
          "db_object": {
            "object_scope": "all"
          },
          "node_info": {
            "spec": {
              "node_type": "high"
            }
          },
          "policy_config": {},
          "source_endpoint": [
            {
              "db_type": "redis",
              "endpoint": {
                "db_password": "${env:SOURCE_DB_PASSWORD}",
                "db_user": "default",
                "endpoint_name": "redis"
              },
              "endpoint_role": "so",
              "endpoint_type": "offline"
            }
          ],
          "target_endpoint": [
            {
              "cloud": {
                "project_id": "6b1f0c9d2e8a4f37b5d4c3a2918e7f60",
                "region": "cn-north-4"
              },
              "db_type": "gaussredis",
              "endpoint": {
                "db_password": "${env:TARGET_DB_PASSWORD}",
                "db_user": "root",
                "endpoint_name": "cloud_gaussdb_redis"
              },
              "endpoint_role": "ta",
              "endpoint_type": "cloud"
            }
          ]
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn update_job() {
    let request = example("update_job", "speed-limit-lifted");
    let job = JOB.parse().unwrap();
    let (_, sent) =
        exchange(Response::json(200, "{}"), async |client| client.update_job(&job, &request).await.unwrap()).await;
    assert_snapshot!(sent, @r#"
    PUT /v5/054ba152d480d55b2f5dc0069e7ddef0/jobs/19557d51-1ee6-4507-97a6-8f69164jb201
    accept: application/json
    content-type: application/json
    x-auth-token: ***
    user-agent: drs-client
    host: 127.0.0.1
    content-length: …

    {
      "job": {
        "params": {
          "speed_limit": []
        },
        "type": "speed_limit"
      }
    }
    "#);
}

#[tokio::test]
async fn modify_data_sync() {
    let request = example("modify_data_sync", "database-settings");
    let instance = INSTANCE.parse().unwrap();
    let (_, sent) =
        exchange(Response::json(200, "{}"), async |client| client.modify_data_sync(&instance, &request).await.unwrap())
            .await;
    assert_snapshot!(sent, @r#"
    PUT /v3/054ba152d480d55b2f5dc0069e7ddef0/instances/a18f0b6b2d5e4f3c9d7e8a1b2c3d4e5fin17/starrocks/databases/replication
    accept: application/json
    content-type: application/json
    x-auth-token: ***
    user-agent: drs-client
    host: 127.0.0.1
    content-length: …

    {
      "db_configs": [
        {
          "param_name": "enable_chunk_level_dump",
          "value": "true"
        },
        {
          "param_name": "snapshot_with_lock",
          "value": "false"
        },
        {
          "param_name": "sync_commit_interval_ms",
          "value": "10000"
        },
        {
          "param_name": "max_sync_commit_rows",
          "value": "500000"
        },
        {
          "param_name": "max_sync_commit_bytes",
          "value": "268435456"
        },
        {
          "param_name": "max_full_sync_task_threads_num",
          "value": "4"
        },
        {
          "param_name": "max_rows_per_chunk",
          "value": "100000"
        },
        {
          "param_name": "max_bytes_per_chunk",
          "value": "268435456"
        },
        {
          "param_name": "binlog_expire_logs_seconds",
          "value": "86400"
        }
      ],
      "source_database_name": "orders",
      "source_instance_id": "9a3c5e7f1b2d4068a9c4e6f80b1d3f57in07",
      "target_database_name": "orders_olap",
      "task_name": "orders_to_starrocks"
    }
    "#);
}

#[tokio::test]
async fn show_job_detail() {
    let query = example("show_job_detail", "everything");
    let job = JOB.parse().unwrap();
    let (_, sent) =
        exchange(Response::json(200, "{}"), async |client| client.show_job_detail(&job, &query).await.unwrap()).await;
    assert_snapshot!(sent, @r"
    GET /v5/054ba152d480d55b2f5dc0069e7ddef0/jobs/19557d51-1ee6-4507-97a6-8f69164jb201?compare_detail_type=compare&compare_task_id=7e15d2c9-b4a8-4f03-96d7-2c8b0e5f1a64&compare_type=content_compare&limit=100&log_level=Info&object_type=TABLE&offset=0&query_id=b3f0c7d1-6a28-4e95-8c41-d5e2f9a07b36&query_type=detail&source_db_name=orders&target_db_name=orders_copy&type=compare
    accept: application/json
    x-auth-token: ***
    user-agent: drs-client
    host: 127.0.0.1
    ");
}

#[tokio::test]
async fn a_path_in_the_endpoint_and_a_language_are_kept() {
    let peer = Peer::start(Response::json(200, "{}")).await;
    let client = builder(&peer)
        .endpoint(Service::Drs, format!("{}/proxy/drs/", peer.url()))
        .language(types::Language::ZhCn)
        .user_agent("migrator/7")
        .build()
        .unwrap();
    client.show_job_detail(&JOB.parse().unwrap(), &example("show_job_detail", "minimal")).await.unwrap();
    assert_snapshot!(peer.received().await, @r"
    GET /proxy/drs/v5/054ba152d480d55b2f5dc0069e7ddef0/jobs/19557d51-1ee6-4507-97a6-8f69164jb201?type=detail
    accept: application/json
    x-language: zh-cn
    x-auth-token: ***
    user-agent: migrator
    host: 127.0.0.1
    ");
}

#[tokio::test]
async fn text_cannot_leave_its_place_in_the_url() {
    let query = types::ShowJobDetailQuery {
        source_db_name: Some("a&b=c #数据".to_owned()),
        ..example("show_job_detail", "minimal")
    };
    let job = "a/../b?c#d %2e".parse().unwrap();
    let (_, sent) =
        exchange(Response::json(200, "{}"), async |client| client.show_job_detail(&job, &query).await.unwrap()).await;
    assert_snapshot!(sent.target, @"GET /v5/054ba152d480d55b2f5dc0069e7ddef0/jobs/a%2F..%2Fb%3Fc%23d%20%252e?source_db_name=a%26b%3Dc%20%23%E6%95%B0%E6%8D%AE&type=detail");
}

#[tokio::test]
async fn a_job_id_that_would_change_the_path_is_not_sent() {
    let peer = Peer::start(Response::json(200, "{}")).await;
    let client = builder(&peer).build().unwrap();
    for id in [".", "..", r"..\..\v3"] {
        let id = id.parse().unwrap();
        let shown = client.show_job_detail(&id, &example("show_job_detail", "minimal")).await.map(|_| ());
        let updated = client.update_job(&id, &example("update_job", "name")).await.map(|_| ());
        for result in [shown, updated] {
            assert!(matches!(&result, Err(Error::Argument { parameter, .. }) if parameter == "job_id"), "{result:?}");
        }
    }
    assert!(peer.is_waiting());
}

#[tokio::test]
async fn an_operation_of_a_service_without_endpoint_is_not_sent() {
    let peer = Peer::start(Response::json(200, "{}")).await;
    let client =
        drs_client::Client::builder().endpoint(Service::Drs, peer.url()).project_id("p").token("t").build().unwrap();
    let result = client.modify_data_sync(&INSTANCE.parse().unwrap(), &example("modify_data_sync", "minimal")).await;
    assert_snapshot!(result.unwrap_err(), @"`modify_data_sync` is answered by `taurusdb`, and no endpoint is set for it");
    let client = builder(&peer).project_id("not-of-32-characters").build().unwrap();
    let result = client.modify_data_sync(&INSTANCE.parse().unwrap(), &example("modify_data_sync", "minimal")).await;
    assert_snapshot!(result.unwrap_err(), @r#"`project_id` of `modify_data_sync` cannot be sent: doesn't match pattern "^[A-Za-z0-9]{32}$""#);
    assert!(peer.is_waiting());
}

#[tokio::test]
async fn calls_can_be_spawned() {
    fn assert_send<T: Send>(value: T) -> T {
        value
    }
    let peer = Peer::start(Response::json(200, "{}")).await;
    let client = builder(&peer).build().unwrap();
    let query = example("show_job_detail", "minimal");
    let call = assert_send(async move { client.show_job_detail(&JOB.parse().unwrap(), &query).await });
    tokio::spawn(call).await.unwrap().unwrap();
}

/// Left to itself the HTTP client says nothing of a length, and gateways refuse a call without one.
#[tokio::test]
async fn a_change_without_a_body_says_that_its_length_is_0() {
    let batch = "bd4193aa-072d-4ce6-beec-adffc7252341".parse().unwrap();
    let (_, sent) =
        exchange(Response::json(200, "{}"), async |client| client.commit_async_job(&batch).await.unwrap()).await;
    assert_eq!((sent.header("content-length"), sent.header("content-type")), (Some("0"), Some("application/json")));
    assert_eq!((sent.body.as_str(), sent.header("transfer-encoding")), ("", None));
    assert!(sent.target.starts_with("POST ") && sent.target.ends_with("/commit"), "{}", sent.target);
}
