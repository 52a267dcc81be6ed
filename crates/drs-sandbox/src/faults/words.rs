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

/// Everything that can happen, with what stands in the brackets behind it.
pub(super) const FAULTS: [(&str, Argument); 29] = [
    ("lose-reply", Argument::None),
    ("lose-request", Argument::None),
    ("reset", Argument::None),
    ("reset-mid-body", Argument::None),
    ("empty", Argument::None),
    ("garbage", Argument::None),
    ("bad-chunk", Argument::None),
    ("slow", Argument::Span),
    ("drip", Argument::Rate("bytes/s")),
    ("hang", Argument::None),
    ("status", Argument::Status),
    ("html", Argument::None),
    ("throttle", Argument::Rate("N/s")),
    ("retry-after", Argument::Seconds),
    ("expire-token", Argument::None),
    ("lock-ak", Argument::None),
    ("skew", Argument::Span),
    ("late", Argument::Span),
    ("stale", Argument::Span),
    ("unknown-status", Argument::Word),
    ("check-fails", Argument::None),
    ("fail-in-create", Argument::None),
    ("fail-in-start", Argument::None),
    ("fail-in-full", Argument::Percent),
    ("fail-in-incremental", Argument::None),
    ("stall", Argument::Percent),
    ("lag", Argument::Curve),
    ("connect-fails", Argument::Side),
    ("precheck-fails", Argument::Item),
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
