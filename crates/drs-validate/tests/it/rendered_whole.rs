//! What a user sees where much of a document is wrong, or all of it.

use drs_validate::Operation;

use crate::rendered::{found, shown};

#[test]
fn a_policy_with_many_mistakes() {
    let text = r#"{
  "jobs": [
    {
      "job_id": "",
      "topic_policy": "0",
      "partition_policy": 1,
      "kafka_data_format": "JSON",
      "partitions_num": "0",
      "file_and_position": "mysql-bin.19:197",
      "ddl_trans": "yes",
      "colour": "blue"
    }
  ]
}
"#;
    insta::assert_snapshot!(shown(Operation::BatchSetPolicy, text), @r#"
    error[DRS-S005]: `job_id` is empty
     --> request.json:4:17
      |
    4 |       "job_id": "",
      |                 ^^
      |
      = help: give it a value

    error[DRS-P003]: topic policy `0` sends everything to one topic and needs its name in `topic`
     --> request.json:5:23
      |
    5 |       "topic_policy": "0",
      |                       ^^^
      |
      = help: add `topic` with the name of a topic that exists in Kafka

    error[DRS-S003]: `partition_policy` must be a string, found the number `1`
     --> request.json:6:27
      |
    6 |       "partition_policy": 1,
      |                           ^
      |
    help: put it in quotes
      |
    6 |       "partition_policy": "1",
      |                           + +

    error[DRS-S004]: `JSON` is not a value of `kafka_data_format`
     --> request.json:7:28
      |
    7 |       "kafka_data_format": "JSON",
      |                            ^^^^^^
      |
      = help: allowed: `json` (JSON, for every source), `avro` (Avro, for sources other than MySQL
              and TaurusDB), `json_c` (JSON-C, a second JSON layout, from MySQL and TaurusDB only)
    help: replace it by `json`
      |
    7 -       "kafka_data_format": "JSON",
    7 +       "kafka_data_format": "json",
      |

    error[DRS-S007]: `partitions_num` must be an integer from 1 to 2147483647, written as text, found
                     `0`
     --> request.json:8:25
      |
    8 |       "partitions_num": "0",
      |                         ^^^

    error[DRS-S007]: `file_and_position` must be `name.number:position` or `timestamp:increment`, found
                     `mysql-bin.19:197`
     --> request.json:9:28
      |
    9 |       "file_and_position": "mysql-bin.19:197",
      |                            ^^^^^^^^^^^^^^^^^^ `:` cannot stand at position 13
      |
      = help: `file_and_position`: where the incremental phase starts to read

    error[DRS-S003]: `ddl_trans` must be a boolean, found the string `yes`
      --> request.json:10:20
       |
    10 |       "ddl_trans": "yes",
       |                    ^^^^^
       |
    help: write `true` without quotes
       |
    10 -       "ddl_trans": "yes",
    10 +       "ddl_trans": true,
       |

    error[DRS-S002]: `colour` is not a field of `jobs[0]`
      --> request.json:11:7
       |
    11 |       "colour": "blue"
       |       ^^^^^^^^
       |
       = help: the fields are `job_id`, `conflict_policy`, `filter_ddl_policy`, `ddl_trans`,
               `index_trans`, `topic_policy`, `topic`, `partition_policy`, `kafka_data_format`,
               `topic_name_format`, `partitions_num`, `replication_factor`, …;
               `--allow-unknown-fields` lets a newer field pass
    "#);
}

#[test]
fn wrappers_that_are_missing() {
    insta::assert_snapshot!(found(r#"{"type": "name", "params": {"base_info": {"name": "DRS-orders-eu"}}}"#), @r#"
    error[DRS-S016]: `job` is missing around this object
     --> request.json:1:1
      |
    1 | {"type": "name", "params": {"base_info": {"name": "DRS-orders-eu"}}}
      | ^ this is what belongs in `job`
      |
      = help: write `{"job": { … }}`
    help: put it into `job`
      |
    1 | {"job": {"type": "name", "params": {"base_info": {"name": "DRS-orders-eu"}}}}
      | +++++++                                                                     +
    "#);
    insta::assert_snapshot!(found(r#"[{"job_id": "4f7b2c1e-93ad", "topic": "orders"}]"#), @r#"
    error[DRS-S016]: `jobs` is missing around this array
     --> request.json:1:1
      |
    1 | [{"job_id": "4f7b2c1e-93ad", "topic": "orders"}]
      | ^ this is what belongs in `jobs`
      |
      = help: write `{"jobs": [ … ]}`
    help: put it into `jobs`
      |
    1 | {"jobs": [{"job_id": "4f7b2c1e-93ad", "topic": "orders"}]}
      | ++++++++                                                 +
    "#);
    insta::assert_snapshot!(found(r#"{"base_info": {"name": "DRS-orders-eu"}}"#), @r#"
    error[DRS-S018]: this may be a request of `batch_create_jobs_async` or `update_job`
     --> request.json:1:1
      |
    1 | {"base_info": {"name": "DRS-orders-eu"}}
      | ^
      |
      = help: say which operation it is, as with `--operation ID`, by a folder of that name, or by a
              field that tells it: `batch_create_jobs_async` has `jobs[].base_info`, `update_job` has
              `job.type`
    "#);
}

#[test]
fn documents_of_no_operation() {
    insta::assert_snapshot!(found("{}"), @"
    error[DRS-S017]: an empty object does not tell which operation it is a request of
     --> request.json:1:1
      |
    1 | {}
      | ^
      |
      = help: say which operation it is, as with `--operation ID`, or by a folder of that name
    ");
    insta::assert_snapshot!(found(r#"{"jobs": []}"#), @r#"
    error[DRS-S018]: this may be a request of `batch_create_jobs_async`, `batch_execute_job_actions`,
                     `batch_set_policy`, `batch_stop_jobs_action` or `update_batch_async_jobs`
     --> request.json:1:1
      |
    1 | {"jobs": []}
      | ^
      |
      = help: say which operation it is, as with `--operation ID`, by a folder of that name, or by a
              field that tells it: `batch_create_jobs_async` has `jobs[].base_info`,
              `batch_execute_job_actions` has `jobs[].action_name`, `batch_set_policy` has
              `jobs[].conflict_policy`, `batch_stop_jobs_action` has `jobs[].is_force_stop`,
              `update_batch_async_jobs` has `jobs[].type`
    "#);
    insta::assert_snapshot!(found("[1, 2]"), @"
    error[DRS-S017]: a request is an object
     --> request.json:1:1
      |
    1 | [1, 2]
      | ^
      |
      = help: write each request into a file of its own, or one a line into a file that ends with
              `.jsonl`
    ");
}

#[test]
fn broken_json() {
    let text = r#"{
  'job': {
    type: "name", // the new name
    "params": {
      "base_info": {"name": "DRS-orders-eu", "expired_days": 014,},
      "base_info": {"name": NaN}
    }
  }
"#;
    insta::assert_snapshot!(found(text), @r#"
    error[DRS-J012]: a string in single quotes
     --> request.json:2:3
      |
    2 |   'job': {
      |   ^^^^^
      |
    help: use double quotes
      |
    2 -   'job': {
    2 +   "job": {
      |

    error[DRS-J013]: the key `type` has no quotes
     --> request.json:3:5
      |
    3 |     type: "name", // ***
      |     ^^^^
      |
    help: put the key in double quotes
      |
    3 |     "type": "name", // ***
      |     +    +

    error[DRS-J011]: a comment in JSON
     --> request.json:3:19
      |
    3 |     type: "name", // ***
      |                   ^^^^^^
      |
    help: remove the comment: JSON has none
      |
    3 -     type: "name", // ***
    3 +     type: "name",
      |

    error[DRS-J017]: `014` is not a JSON number: it starts with a zero
     --> request.json:5:62
      |
    5 |       "base_info": {"name": "DRS-orders-eu", "expired_days": 014,},
      |                                                              ^^^
      |
      = help: it must be an integer from 14 to 100, written as text, in quotes

    error[DRS-J009]: a comma before a closing bracket
     --> request.json:5:65
      |
    5 |       "base_info": {"name": "DRS-orders-eu", "expired_days": 014,},
      |                                                                 ^
      |
    help: remove the comma
      |
    5 -       "base_info": {"name": "DRS-orders-eu", "expired_days": 014,},
    5 +       "base_info": {"name": "DRS-orders-eu", "expired_days": 014},
      |

    error[DRS-J020]: the key `base_info` appears twice
     --> request.json:6:7
      |
    5 |       "base_info": {"name": "DRS-orders-eu", "expired_days": 014,},
      |       ----------- the first time
    6 |       "base_info": {"name": NaN}
      |       ^^^^^^^^^^^ the second time
      |
      = help: remove one of the two: receivers disagree on which one counts

    error[DRS-J019]: `NaN` is not a JSON value
     --> request.json:6:29
      |
    6 |       "base_info": {"name": NaN}
      |                             ^^^
      |
      = help: the bare words are `true`, `false` and `null`; put other text in double quotes

    error[DRS-J006]: expected `,` or `}`, found the end of the document
     --> request.json:9:1
      |
    1 | {
      | - this is not closed
    ...
    9 |
      | ^
      |
      = help: the text seems to be cut off
    "#);
}
