//! `drs explain`.

use insta::assert_snapshot;

use crate::scratch::Scratch;

fn explain(topic: &[&str]) -> String {
    Scratch::new().drs(&[&["explain"], topic].concat()).transcript()
}

#[test]
fn without_a_topic_it_says_what_it_can_explain() {
    assert_snapshot!(explain(&[]), @"
    exit status 0
    --- stdout
    `drs explain` explains one thing: a diagnostic id (`drs rules` lists them), an operation (`drs
    operations` lists them), a field of a request, named by its path, a state of a batch or of a task,
    or an error code.

        drs explain DRS-S002
        drs explain update_job
        drs explain jobs.base_info.expired_days
        drs explain db_port
        drs explain FULL_TRANSFER_FAILED
        drs explain DRS.10000010
    ");
}

#[test]
fn a_state_is_explained_with_what_follows() {
    assert_snapshot!(explain(&["full_transfer_failed"]), @"
    exit status 0
    --- stdout
    FULL_TRANSFER_FAILED (state of a task)
    The full phase stopped with an error; in disaster recovery, the initialization did.

    Class: failed
    It stopped with an error, and can be repaired or ended.

    Allows
    precheck, reset, terminate, stop_job_action

    Followed by
      STARTJOBING               by `reset`
      RELEASE_RESOURCE_STARTED  by `terminate`
      RELEASE_RESOURCE_STARTED  by `stop_job_action`
      RELEASE_RESOURCE_STARTED  by itself (inferred)

    Source
    terraform provider, and python SDK 3.1.219 for the meanings (documented)
    ");
}

#[test]
fn an_error_code_is_explained_with_its_remedy() {
    assert_snapshot!(explain(&["DRS.10000010"]), @"
    exit status 0
    --- stdout
    DRS.10000010: no-such-task (status 400, from the service)
    There is no task of this id in the project. A task that has been deleted gives the same answer.

    What to do
    Compare the id with `list_jobs`. While a task is being ended or deleted, take it for a success.

    Whether anything happened
    Nothing: the call was not carried out.

    Source
    terraform provider and the record of the API Explorer (documented)
    ");
}

#[test]
fn a_rule_is_explained_with_its_page_its_places_and_its_neighbours() {
    assert_snapshot!(explain(&["drs-p010"]), @r#"
    exit status 0
    --- stdout
    DRS-P010: disaster-recovery-without-multi-write (error)

    What it checks

    A disaster recovery task (`job_type` is `cloudDataGuard`) has `multi_write`.

    Why the service refuses it

    Disaster recovery comes in two kinds: one side is active and the other stands by, or both are
    written to. The service does not choose, so the request has to say.

    Fails

        {
          "name": "DRS-core-standby",
          "job_type": "cloudDataGuard"
        }

    Passes

        {
          "name": "DRS-core-standby",
          "job_type": "cloudDataGuard",
          "multi_write": false
        }

        {
          "name": "DRS-orders-sync",
          "job_type": "sync"
        }

    Source

    Document 004, table 6. Documents 001 (table 5) and 002 (table 6) announce the same note and lack its
    text.

    Where it applies
    `JobBaseInfo`, at `jobs.base_info`, `job.params.base_info`, `jobs.params.base_info`

    Related rules
      DRS-P011  disaster-recovery-over-vpc
      DRS-P012  more-than-ten-tags
    "#);
}

#[test]
fn a_field_is_explained_with_limits_values_rules_and_source() {
    assert_snapshot!(explain(&["jobs.base_info.expired_days"]), @"
    exit status 0
    --- stdout
    jobs.base_info.expired_days
    text, optional, of JobBaseInfo

    Days after which a task that has failed ends itself: an integer from 14 to 100, written as text.
    Defaults to 14.

    Limits
    matches `^(1[4-9]|[2-9][0-9]|100)$`
    default: `14`

    Rules
      DRS-P046  expiry-change-without-days

    Source
    document 001, table 5; document 002, table 6
    ");
    assert_snapshot!(explain(&["/job/params/base_info/net_type"]), @"
    exit status 0
    --- stdout
    job.params.base_info.net_type
    text, optional, of JobBaseInfo

    Network over which the task reaches the databases. `vpc` is not possible for disaster recovery.

    Values
      eip  Public network, through elastic IP addresses.
      vpc  Network inside a virtual private cloud.
      vpn  VPN or Direct Connect.

    Rules
      DRS-P011  disaster-recovery-over-vpc

    Source
    document 001, table 5; document 002, table 6
    ");
}

#[test]
fn a_field_below_keys_of_the_authors_choice_is_found() {
    assert_snapshot!(explain(&["jobs.db_object.object_info.shop.tables.orders.columns.total.operation_type"]), @"
    exit status 0
    --- stdout
    jobs.db_object.object_info.*.tables.*.columns.*.operation_type
    text, optional, of ColumnObject

    How an additional column is filled.

    Values
      ADDITIONALCOLUMN,default_value          With the fixed `value`.
      ADDITIONALCOLUMN,create_time            With the time at which the row was created.
      ADDITIONALCOLUMN,update_time            With the time at which the row was changed last.
      ADDITIONALCOLUMN,expression             With database and table of origin, joined by an at sign.
      ADDITIONALCOLUMN,server_database_table  With server, database and table of origin, joined by at
                                              signs.

    Rules
      DRS-P033  default-value-column-type
      DRS-P034  time-column-type
      DRS-P035  text-column-type

    Source
    document 001, table 25; document 002, table 26
    ");
}

#[test]
fn a_name_that_several_objects_have_is_listed() {
    assert_snapshot!(explain(&["security_group_id"]), @"
    exit status 0
    --- stdout
    2 fields are called `security_group_id`; name one by its path:

      jobs.source_endpoint.vpc.security_group_id  text of CloudVpcInfo
      jobs.node_info.vpc.security_group_id        text of JobNodeVpcInfo
    ");
}

#[test]
fn an_operation_is_explained_with_its_request_and_its_examples() {
    assert_snapshot!(explain(&["batch_set_policy"]), @"
    exit status 0
    --- stdout
    batch_set_policy
    POST /v3/{project_id}/jobs/batch-sync-policy (drs)

    Sets for one or more tasks how conflicts are handled, which statements are held back, whether
    definitions and indexes are carried over, where the incremental phase begins, and how records are
    delivered to Kafka.

    A task can take a policy once its state is `CONFIGURATION`, its connections to both sides have been
    tested, and its configuration has been sent with the call that modifies tasks. Kafka policies exist
    for tasks from PostgreSQL, Oracle, GaussDB, TaurusDB and MySQL. For MySQL and TaurusDB they can also
    be changed while the task is in state `INCRE_TRANSFER_STARTED`; afterwards the objects of the task
    can be edited only when it has come back to that state.

    Status 200 does not mean that every policy was set: look at each item of `results`. No limit is
    stated for the number of tasks in one call; ten is what the vendor advises for calls of this family.

    Request: BatchSetupSyncPolicyReq
      jobs  list of SyncPolicyReq, required

    Examples
    everything, gaussdb-standby-to-kafka, kafka-avro, kafka-json-c-with-ddl, kafka-one-topic,
    kafka-topic-per-database, kafka-topic-per-node, kafka-topic-per-schema, kafka-topic-per-table,
    minimal, mongodb-incremental-position, mysql-incremental-position, plain-policy,
    postgresql-full-phase, several-tasks
    `drs example batch_set_policy --name NAME` prints one.

    Source
    document 000, table 1; document 000, table 2
    ");
}

#[test]
fn a_misspelt_field_gets_the_nearest_name() {
    assert_snapshot!(explain(&["jobs.base_info.expird_days"]), @"
    exit status 2
    --- stderr
    error: nothing is called `jobs.base_info.expird_days`
    help: did you mean `jobs.base_info.expired_days`?
    ");
    let meant = |topic: &str| explain(&[topic]).rsplit("did you mean `").next().unwrap_or_default().to_owned();
    assert_eq!(meant("jobs.bas_info.nme"), "jobs.base_info.name`?\n");
    assert_eq!(meant("expird_days"), "expired_days`?\n");
    assert_eq!(explain(&["s003"]), explain(&["DRS-S003"]));
    assert_eq!(meant("jobs.nothing.expird_days"), "expired_days`?\n");
    let kinds = "a state such as `FULL_TRANSFER_FAILED` or an error code such as `DRS.10000010`";
    assert!(explain(&["xyz"]).contains(kinds));
}

#[test]
fn fields_of_one_name_are_distinguished_by_operation_or_object() {
    assert_snapshot!(explain(&["jobs"]), @"
    exit status 0
    --- stdout
    5 fields are called `jobs`; name one by its path:

      batch_create_jobs_async.jobs    list of AsyncCreateJobReq of BatchAsyncCreateJobReq
      batch_execute_job_actions.jobs  list of ActionReq of BatchJobActionReq
      batch_set_policy.jobs           list of SyncPolicyReq of BatchSetupSyncPolicyReq
      batch_stop_jobs_action.jobs     list of StopJobActionInfo of BatchStopJobActionReq
      update_batch_async_jobs.jobs    list of UpdateJobReq of BatchAsyncUpdateJobReq
    ");
    for (topic, title, line) in [
        ("batch_set_policy.jobs", "jobs", "Fields of SyncPolicyReq"),
        ("show_job_detail.type", "type", "text, required, of ShowJobDetailQuery"),
        ("SyncPolicyReq.topic", "jobs.topic", "text, optional, of SyncPolicyReq"),
        ("SyncPolicyReq", "SyncPolicyReq", "Where it stands"),
    ] {
        let text = explain(&[topic]);
        let mut lines = text.lines().skip(2);
        assert_eq!(lines.next(), Some(title), "{topic}");
        assert!(lines.any(|other| other == line), "{topic}\n{text}");
    }
}

#[test]
fn the_topic_that_was_probably_meant_is_named() {
    for (topic, meant) in [
        ("update_jobs", "update_job"),
        ("UPDATE_JOB", "update_job"),
        ("JobBaseInf", "JobBaseInfo"),
        ("base_inf.name", "base_info.name"),
        ("job.naem", "name"),
    ] {
        let help = format!("help: did you mean `{meant}`?");
        let text = explain(&[topic]);
        assert!(text.lines().any(|line| line == help), "{topic}\n{text}");
    }
}
