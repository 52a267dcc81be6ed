//! What the sandbox does, whether a source says that the service does so too, and which.

use drs_contract::Evidence;
use serde::Serialize;
use serde::ser::SerializeStruct as _;

/// Something that the sandbox does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Behaviour {
    /// Short name.
    pub name: &'static str,
    /// What it does.
    pub text: &'static str,
    /// How it is known that the service does so too.
    pub evidence: Evidence,
    /// Who says so, or what it was inferred from.
    pub source: &'static str,
}

impl Serialize for Behaviour {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("Behaviour", 4)?;
        members.serialize_field("name", self.name)?;
        members.serialize_field("text", self.text)?;
        members.serialize_field("evidence", self.evidence.as_str())?;
        members.serialize_field("source", self.source)?;
        members.end()
    }
}

const fn documented(name: &'static str, text: &'static str, source: &'static str) -> Behaviour {
    Behaviour { name, text, evidence: Evidence::Documented, source }
}

const fn inferred(name: &'static str, text: &'static str, source: &'static str) -> Behaviour {
    Behaviour { name, text, evidence: Evidence::Inferred, source }
}

/// Everything that the sandbox does which a rehearsal could be misled by.
pub const BEHAVIOURS: &[Behaviour] = &[
    documented(
        "states",
        "Batches and tasks move only as the table of states says; each transition has its own evidence there.",
        "`drs explain` and `dist/states.json`",
    ),
    documented(
        "check-then-commit",
        "A batch is checked when it is created; only `AUTO_PARAM_VALIDATE_SUCCESS` can be committed, and the commit begins to build instances.",
        "text of the operations in python SDK 3.1.219",
    ),
    inferred(
        "batch-creation",
        "A batch begins with its check; if a scenario says how long `ASYNC_JOB_CREATING` takes, it begins with that.",
        "example of the record of the API Explorer",
    ),
    inferred(
        "start-time",
        "A task with a `start_time` that is still to come rests in `WAITING_FOR_START` until then; other texts start it at once.",
        "meaning of the member",
    ),
    inferred(
        "after-commit",
        "Built tasks rest in `CONFIGURATION`; with `--after-commit start` they start by themselves.",
        "no source says which; both can be played",
    ),
    inferred(
        "early-commit",
        "A commit outside of `AUTO_PARAM_VALIDATE_SUCCESS` is answered with 200 and the unchanged state of the batch.",
        "the reply has a state and a text",
    ),
    inferred(
        "second-commit",
        "A second commit of a batch changes nothing and is answered with `COMMIT_SUCCESS`.",
        "the id of a batch names one set of tasks",
    ),
    documented(
        "names",
        "Names of tasks are unique without case; a name in use is refused with `DRS.M00277`.",
        "page of the vendor on the validation of names",
    ),
    inferred(
        "names-scope",
        "Names are checked when a batch is checked, in the project, against tasks that are not deleted; a scenario may let batches hold names too.",
        "no source says when and against what",
    ),
    inferred(
        "quota",
        "Tasks count for the quota from the commit until they are deleted; a batch beyond it is refused.",
        "no source says when it is counted",
    ),
    inferred(
        "uncommitted-tasks",
        "Tasks of a batch that is not submitted have ids and no state, and `list_jobs` does not show them.",
        "no source says whether it does",
    ),
    documented(
        "repair",
        "`update_batch_async_jobs` changes tasks of a batch whose check failed, and the check begins again.",
        "text of the operation in python SDK 3.1.219",
    ),
    inferred(
        "check-reasons",
        "Why a check failed stands in `precheck_result` of the tasks of the batch.",
        "no member is documented for it",
    ),
    documented(
        "asynchronous-actions",
        "Connection tests, prechecks and diagnoses answer 202 with a `query_id`; other actions answer 200 with `status`.",
        "record of the API Explorer",
    ),
    inferred(
        "durations",
        "How long anything takes. Each state has a usual time, a fifth more or less by the name of the task.",
        "invented",
    ),
    inferred(
        "failed-precheck",
        "A task whose last precheck failed cannot be started until it passes or its items are skipped; without a precheck it can.",
        "terraform provider, which always checks",
    ),
    documented(
        "reset",
        "`reset` needs a precheck that has passed, and begins again from the start.",
        "terraform provider",
    ),
    documented(
        "pause",
        "`stop` pauses, `PAUSING` is the state of a paused task, `restart` goes on where it stopped.",
        "terraform provider",
    ),
    inferred(
        "wrong-state",
        "An action that the state does not allow is answered with 200, `failed` and a code.",
        "the reply of the action has these members",
    ),
    documented(
        "three-days",
        "A task that rests in `CONFIGURATION` for three days loses its instance; `re_create` builds it again.",
        "python SDK 3.1.219",
    ),
    inferred(
        "expired-days",
        "A failed task is ended by itself after `expired_days`, 14 if it has none.",
        "document 001, which does not tell from when on it counts",
    ),
    documented(
        "delete",
        "Only tasks that are over, or could not be built, can be deleted; afterwards they are unknown.",
        "terraform provider",
    ),
    documented(
        "edited-objects",
        "Edited objects of a running task are copied by a subtask, which ends by itself.",
        "terraform provider",
    ),
    inferred(
        "progress",
        "Percent, time left, delay and metrics: how they move. Their form is that of the contract.",
        "invented",
    ),
    inferred(
        "times-of-progress",
        "`process_time` in milliseconds since 1970, `remaining_time` in seconds.",
        "the v3 call for progress",
    ),
    inferred("paging", "A page has 10 entries if the call does not say, and 1000 at most.", "no bound is documented"),
    inferred(
        "name-filter",
        "`name` of `list_jobs` finds names that contain it, and ids.",
        "the SDKs speak of ids, the terraform provider sends names",
    ),
    inferred(
        "billing",
        "`billing_tag` is true from the built instance until the task has ended.",
        "meaning of the member",
    ),
    documented("signature", "`SDK-HMAC-SHA256`, with a date at most 15 minutes off.", "error codes of the API gateway"),
    documented(
        "key-lock",
        "More than five failures in a row lock an access key for five minutes.",
        "FAQ of the API gateway",
    ),
    inferred(
        "key-lock-code",
        "The status and code of the answer to a locked access key. Its text is documented.",
        "an older gateway",
    ),
    documented(
        "tokens",
        "A token is had from `POST /v3/auth/tokens`, lives for 24 hours of the real clock, which also judges the dates of signatures, and is refused afterwards with `APIGW.0307`.",
        "documentation of IAM",
    ),
    inferred("password", "The password of every user is the secret key of the sandbox.", "invented"),
    inferred(
        "other-project",
        "A call for another project than that of the credentials is answered with 403 and `APIGW.0302`.",
        "error codes of the API gateway",
    ),
    inferred(
        "throttling",
        "Calls beyond a limit are answered with 429 and `APIGW.0308`; the limits of the service are not known.",
        "text of the message in terraform-provider-huaweicloud#1335",
    ),
    inferred(
        "instances",
        "Every instance id of the right form exists, and databases can be reached, unless a fault says otherwise.",
        "invented",
    ),
    inferred("support-links", "Every pair of databases that the contract knows is supported.", "invented"),
    inferred("comparisons", "Comparisons find no differences.", "invented"),
    documented(
        "starrocks-stages",
        "Synchronizations into StarRocks go from `Wait` over `Full` to `Incremental`; workflows end with `Completed`.",
        "terraform provider",
    ),
    inferred(
        "starrocks-configure",
        "Configuring a synchronization that does not exist sets it up, without starting it.",
        "no source says",
    ),
    inferred(
        "starrocks-busy",
        "While a workflow runs, the instance refuses another one with `DBS.200047`.",
        "terraform provider, for other calls",
    ),
];
