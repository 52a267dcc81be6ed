//! The words of the grammar.

use drs_contract::Operation;

/// Short names of calls, and what they stand for.
pub(super) const CALLS: [(&str, &[Operation]); 5] = [
    ("create", &[Operation::BatchCreateJobsAsync]),
    ("commit", &[Operation::CommitAsyncJob]),
    ("list", &LISTS),
    ("detail", &[Operation::ShowJobDetail]),
    ("action", &[Operation::ExecuteJobAction, Operation::BatchExecuteJobActions]),
];

/// Calls that list tasks or batches.
pub(super) const LISTS: [Operation; 3] = [Operation::ListJobs, Operation::ListAsyncJobs, Operation::ListAsyncJobDetail];

/// Everything that can happen, with what stands in the brackets behind it, and what it is.
pub(super) const FAULTS: [(&str, Argument, &str); 30] = [
    ("lose-reply", Argument::None, "the call is carried out, and the connection closed without an answer"),
    ("lose-request", Argument::None, "the call is read and not carried out, and the connection closed"),
    ("reset", Argument::None, "the connection is reset at once"),
    ("reset-mid-body", Argument::None, "the call is carried out, and its answer cut in half"),
    ("empty", Argument::None, "the call is carried out, and the answer has no body"),
    ("garbage", Argument::None, "the call is carried out, and the answer is no HTTP"),
    ("bad-chunk", Argument::None, "the call is carried out, and the answer has a broken chunk"),
    ("slow", Argument::Span, "the answer takes so long"),
    ("drip", Argument::Rate("bytes/s"), "the answer comes with so many bytes a second"),
    ("hang", Argument::None, "there is no answer"),
    ("status", Argument::Status, "an error of the gateway: 500, 502, 503 or 504"),
    ("refuse", Argument::None, "the service refuses the call, and does not carry it out"),
    ("html", Argument::None, "a page of HTML in place of the answer"),
    ("throttle", Argument::Rate("N/s"), "so many calls a second are let through, and the others refused"),
    ("retry-after", Argument::Seconds, "the call is refused, to be made again after so many seconds"),
    ("expire-token", Argument::None, "the token has run out"),
    ("lock-ak", Argument::None, "the access key is locked"),
    ("skew", Argument::Span, "the clock of the gateway is ahead by so much"),
    ("late", Argument::Span, "the batch and its tasks are not listed for so long"),
    ("stale", Argument::Span, "lists show the state of so long ago"),
    ("unknown-status", Argument::Word, "states are answered with this word"),
    ("check-fails", Argument::None, "the check of the batch fails"),
    ("fail-in-create", Argument::None, "the creation of the task fails"),
    ("fail-in-start", Argument::None, "the start of the task fails"),
    ("fail-in-full", Argument::Percent, "copying fails at this percentage"),
    ("fail-in-incremental", Argument::None, "following the changes fails"),
    ("stall", Argument::Percent, "copying stands still at this percentage"),
    ("lag", Argument::Curve, "the delay at successive minutes"),
    ("connect-fails", Argument::Side, "tests of the connection to the source or the target fail"),
    ("precheck-fails", Argument::Item, "this item of the precheck fails"),
];

/// Those of them that happen in the life of tasks and not to calls.
pub(super) const LIFE: [&str; 10] = [
    "late",
    "check-fails",
    "fail-in-create",
    "fail-in-start",
    "fail-in-full",
    "fail-in-incremental",
    "stall",
    "lag",
    "connect-fails",
    "precheck-fails",
];

/// What stands in the brackets behind a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    None,
    Span,
    /// A number a second; the text is how messages write it.
    Rate(&'static str),
    Status,
    Seconds,
    Word,
    Percent,
    Curve,
    Side,
    Item,
}

impl Argument {
    /// What help writes behind the word.
    pub(super) fn form(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Span => "(60s)",
            Self::Rate("bytes/s") => "(100/s)",
            Self::Rate(_) => "(5/s)",
            Self::Status => "(503)",
            Self::Seconds => "(3)",
            Self::Word => "(PARKED)",
            Self::Percent => "(40%)",
            Self::Curve => "(0s,2m,1s)",
            Self::Side => "(source)",
            Self::Item => "(dstDbDiskSize)",
        }
    }

    /// How a message describes it.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::None => "nothing",
            Self::Span => "a span such as `60s`, `5m` or `1h`",
            Self::Rate("bytes/s") => "bytes a second such as `100/s`",
            Self::Rate(_) => "calls a second such as `5/s`",
            Self::Status => "`500`, `502`, `503` or `504`",
            Self::Seconds => "seconds such as `3`",
            Self::Word => "a word in capitals such as `PARKED`",
            Self::Percent => "a percentage such as `40%`",
            Self::Curve => "delays at successive minutes such as `30s` or `0s,2m,10m,1s`",
            Self::Side => "`source` or `target`",
            Self::Item => "an item of the precheck such as `dstDbDiskSize`",
        }
    }
}
