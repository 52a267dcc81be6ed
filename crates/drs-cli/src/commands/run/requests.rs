//! The request files: read, checked, and cut into bodies.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use drs_client::Operation;
use drs_client::run::{FileState, Mark, RequestFile, Requests, TaskFacts, digest};
use drs_text::Node;
use serde_json::{Value, json};

use super::arguments::Arguments;
use super::names::names;
use super::report::Report;
use super::suitable::{Known, add_problems};
use crate::exit::Exit;
use crate::failure::{Failure, Stop};
use crate::service::{Document, Origin};

/// The requests of one file.
struct InFile {
    document: Arc<Document>,
    mark: Option<Mark>,
}

impl Requests for InFile {
    fn body(&self, places: &[usize], marker: Option<&str>) -> Result<(Bytes, String), String> {
        let parsed = self.document.parse();
        let jobs = parsed.tree.as_ref().and_then(|tree| tree.root().get("jobs"));
        let jobs: Vec<Node<'_>> = jobs.into_iter().flat_map(Node::items).collect();
        let wanted: Vec<Node<'_>> = places.iter().filter_map(|place| jobs.get(*place).copied()).collect();
        let mut part = self.document.part("{\"jobs\":[", &wanted, "]}");
        if let (Some(mark), Some(marker)) = (self.mark, marker) {
            part = marked(&part, mark, marker)?;
        }
        let body = part.resolved().map_err(said)?;
        Ok((body, digest(part.bytes())))
    }

    fn connection_test(&self, place: usize) -> Result<Bytes, String> {
        let name = names(&self.document).into_iter().nth(place);
        let origin = Origin { document: Arc::clone(&self.document), name };
        let body = origin.connection_test().and_then(|part| part.resolved());
        body.map_err(said)
    }
}

/// What is wrong and what to do about it, in one text.
fn said(failure: Failure) -> String {
    let Failure { message, help, .. } = failure;
    help.map_or_else(|| message.clone(), |help| format!("{message}; {help}"))
}

/// A request with a mark on each of its tasks.
fn marked(part: &Document, mark: Mark, marker: &str) -> Result<Document, String> {
    let mut body: Value = serde_json::from_slice(part.bytes()).map_err(|_| "the request is no JSON".to_owned())?;
    for job in body["jobs"].as_array_mut().into_iter().flatten() {
        let base = &mut job["base_info"];
        match mark {
            Mark::Tag => {
                let mut tags = base["tags"].as_array().cloned().unwrap_or_default();
                tags.push(json!({"key": Mark::TAG, "value": marker}));
                base["tags"] = tags.into();
            }
            Mark::Description => {
                let text = base["description"].as_str().unwrap_or_default();
                base["description"] = format!("{text} {}={marker}", Mark::TAG).trim_start().into();
            }
        }
    }
    Ok(Document::of_json(&body))
}

/// Reads and checks all files, and reports every mistake in each.
///
/// # Errors
///
/// A file cannot be read, has mistakes, or cannot lead to the goal.
pub(super) fn read(
    arguments: &Arguments,
    mark: Option<Mark>,
    report: &mut Report,
) -> Result<Vec<(RequestFile, Arc<Document>)>, Stop> {
    let mut files = Vec::new();
    let (mut is_valid, mut unread, mut known) = (true, None, Known::new());
    for name in arguments.files() {
        let document = match Document::read(Path::new(name)) {
            Ok(document) => Arc::new(document),
            Err(failure) => {
                report.add_unread(&name.to_string_lossy(), &failure);
                if let Some(before) = unread.replace(failure) {
                    before.print();
                }
                continue;
            }
        };
        match check(arguments, &document, &mut known, report) {
            Ok(()) => files.push((request(name, Arc::clone(&document), mark), document)),
            Err(Stop::Said(Exit::Invalid)) => is_valid = false,
            Err(stop) => return Err(stop),
        }
    }
    match unread {
        Some(failure) => Err(failure.into()),
        None if is_valid => Ok(files),
        None => Err(Stop::Said(Exit::Invalid)),
    }
}

/// Checks a request. What is wrong with it is said, or kept for the report.
fn check(arguments: &Arguments, document: &Arc<Document>, known: &mut Known, report: &mut Report) -> Result<(), Stop> {
    let operation = Operation::BatchCreateJobsAsync;
    let mut outcome = document.verdict(operation, arguments.checking);
    if outcome.is_valid() {
        add_problems(document, arguments.until, known, &mut outcome);
    }
    if !report.is_kept() {
        return document.report(operation, outcome, (arguments.format, arguments.checking.color));
    }
    let is_valid = outcome.is_valid();
    report.add(document, outcome);
    if is_valid { Ok(()) } else { Err(Stop::Said(Exit::Invalid)) }
}

fn request(name: &OsString, document: Arc<Document>, mark: Option<Mark>) -> RequestFile {
    let mut state = FileState::new(name.to_string_lossy(), digest(document.bytes()));
    let mut tasks = Vec::new();
    {
        let parsed = document.parse();
        let jobs = parsed.tree.as_ref().and_then(|tree| tree.root().get("jobs"));
        for job in jobs.into_iter().flat_map(Node::items) {
            let base = job.get("base_info");
            let text = |name: &str| Some(base?.get(name)?.as_str()?.into_owned());
            let task = text("name").unwrap_or_default();
            state = state.task(&task, digest(document.part("", &[job], "").bytes()));
            tasks.push(TaskFacts {
                job_type: text("job_type"),
                engine_type: text("engine_type"),
                job_direction: text("job_direction"),
            });
        }
    }
    RequestFile { state, tasks, requests: Box::new(InFile { document, mark }) }
}
