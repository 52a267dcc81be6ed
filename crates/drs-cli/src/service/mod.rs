//! What the commands that call the service have in common: a call from its arguments to its reply.

mod arguments;
pub(crate) mod batch;
mod call;
mod cause;
mod checking;
mod confirm;
mod document;
mod names;
mod origin;
mod output;
mod pages;
mod placed;
mod preview;
mod reference;
mod sections;
mod session;
mod slow;
mod table;
mod target;
mod value;
mod verdicts;
mod written;

pub(crate) use arguments::Common;
pub(crate) use call::Call;
pub(crate) use cause::{lines as cause_lines, set_next, with_next, with_next_of_batch};
pub(crate) use checking::Checking;
pub(crate) use confirm::{Question, may_go_on};
pub(crate) use document::Document;
pub(crate) use names::{named, task_name};
pub(crate) use origin::Origin;
pub(crate) use output::{Output, print_all, print_one, shown, shown_with_own};
pub(crate) use pages::{Listed, pages};
pub(crate) use placed::{PlacedReport, diagnostics, is_for_programs, report};
pub(crate) use preview::Preview;
pub(crate) use sections::sections;
pub(crate) use session::{IAM, Session, block_on, time_scale};
pub(crate) use slow::Slow;
pub(crate) use table::{Table, column};
pub(crate) use target::Target;
pub(crate) use value::{found, items, shown_text, text};
pub(crate) use verdicts::{
    NOT_TRIED, acknowledged, not_tried, print_verdicts, print_verdicts_of, table as verdicts_table, unique, what_became,
};
