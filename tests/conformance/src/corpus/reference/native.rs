//! Rules that are functions of the validator, said once more: a function each.
//!
//! A rule of the contract without one here does not compile.

use std::collections::BTreeSet;

use super::super::doc::Doc;
use super::super::expected::ExpectedError;
use super::super::instance_path::{InstancePath, Segment};
use drs_contract::NativeRule;
use xtask::contract::Rule;
use xtask::problem::Problem;

/// The rule that is said here.
///
/// # Errors
/// The generated code does not know the rule yet.
pub(super) fn known(rule: &Rule) -> Result<NativeRule, Problem> {
    NativeRule::from_id(&rule.id).ok_or_else(|| {
        Problem::new(format!("`drs-contract` does not know the rule `{}`", rule.id))
            .at(rule.place)
            .help("run `cargo xtask codegen`")
    })
}

/// Where an object fails a rule.
pub(super) fn failures<'d>(rule: NativeRule, doc: &'d Doc, path: &InstancePath<'d>) -> BTreeSet<ExpectedError> {
    match rule {
        NativeRule::AdditionalColumnUnderOtherName => additional_column_under_other_name(doc, path),
        NativeRule::TaskNamedTwice => task_named_twice(doc, path),
    }
}

/// A column that is added is called the same by its key and by its `name`.
fn additional_column_under_other_name<'d>(table: &'d Doc, path: &InstancePath<'d>) -> BTreeSet<ExpectedError> {
    let columns = table.get("columns").and_then(Doc::members).unwrap_or_default();
    let differs = |(key, column): &&(String, Doc)| {
        let name = column.get("name").and_then(Doc::as_text);
        column.get("additional") == Some(&Doc::Bool(true)) && name.is_some_and(|name| name != key)
    };
    let reason = |(key, _): &'d (String, Doc)| {
        let mut path = path.clone();
        path.0.extend([Segment::Key("columns"), Segment::Key(key), Segment::Key("name")]);
        ExpectedError::new(path.pointer(), "function")
    };
    columns.iter().filter(differs).map(reason).collect()
}

/// No policy of a batch is for the task of an earlier one.
fn task_named_twice<'d>(batch: &'d Doc, path: &InstancePath<'d>) -> BTreeSet<ExpectedError> {
    let Some(Doc::Array(jobs)) = batch.get("jobs") else { return BTreeSet::new() };
    let ids: Vec<_> = jobs.iter().map(|job| job.get("job_id").and_then(Doc::as_text)).collect();
    let is_again = |index: &usize| ids[*index].is_some_and(|id| ids[..*index].contains(&Some(id)));
    let error = |index| {
        let mut path = path.clone();
        path.0.extend([Segment::Key("jobs"), Segment::Index(index), Segment::Key("job_id")]);
        ExpectedError::new(path.pointer(), "function")
    };
    (0..ids.len()).filter(is_again).map(error).collect()
}
