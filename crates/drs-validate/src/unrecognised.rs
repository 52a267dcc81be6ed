//! What to say of a document that is not known to be a request of one operation.

use drs_contract::Operation;
use drs_diag::Diagnostic;
use drs_text::{Foreign, Kind, Node};

use crate::envelope::{self, Archive};
use crate::generated::codes;
use crate::operation::schema;
use crate::schema::{Schema, Shape};
use crate::walk;

/// How many other requests in a file of another tool are shown beside the first.
const MAX_ARCHIVED: usize = 4;

/// How the command `curl` begins.
const CURL: &str = "curl ";

/// Why no operation is known to be meant.
pub(crate) fn not_recognised(root: Node<'_>) -> Diagnostic {
    if let Some(archive) = envelope::archive(root) {
        return archived(root, &archive);
    }
    let message = match root.kind() {
        Kind::Object if root.is_empty() => "an empty object does not tell which operation it is a request of",
        Kind::Object => "this does not look like a request of any operation",
        _ => "a request is an object",
    };
    let help = match root.kind() {
        Kind::Object => "say which operation it is, as with `--operation ID`, or by a folder of that name",
        _ => root_help(root),
    };
    codes::OPERATION_NOT_RECOGNISED.at(walk::caret(root, None), message).help(help)
}

/// Where the requests in a file of another tool are, and how to get at them.
fn archived(root: Node<'_>, archive: &Archive<'_>) -> Diagnostic {
    let Archive { tool, program, bodies } = archive;
    let Some(((first, pointer), others)) = bodies.split_first() else {
        let message = format!("this is {tool}, and none of its requests has a body as text");
        return codes::OPERATION_NOT_RECOGNISED
            .at(walk::caret(root, None), message)
            .help("save the body of a request in a file of its own, and check that");
    };
    let message = format!("this is {tool}, which holds {} as text", drs_diag::count(bodies.len() as u64, "request"));
    let diagnostic = codes::OPERATION_NOT_RECOGNISED.at(first.span(), message).label("a request is in this text");
    let diagnostic = diagnostic.pointer(pointer.clone()).instance(pointer.clone());
    let related = |diagnostic: Diagnostic, (body, _): &(Node<'_>, String)| {
        diagnostic.related("another one is in this text", body.span())
    };
    others
        .iter()
        .take(MAX_ARCHIVED)
        .fold(diagnostic, related)
        .help(format!("write each on a line of its own, and check that: `jq -c '{program}' FILE > requests.jsonl`"))
}

/// What to do about a document that is no object, as every request is one.
pub(crate) fn root_help(root: Node<'_>) -> &'static str {
    match root.kind() {
        Kind::Array => "write each request into a file of its own, or one a line into a file that ends with `.jsonl`",
        Kind::String if root.as_str().is_some_and(|text| text.trim_start().starts_with(['{', '['])) => {
            "this is JSON inside a string: decode it once, and check what was in it"
        }
        Kind::String if root.as_str().is_some_and(|text| text.starts_with(CURL)) => Foreign::Command.help(),
        _ => "write a request as an object in `{` and `}`",
    }
}

/// Which operations may be meant.
pub(crate) fn ambiguous(root: Node<'_>, candidates: &[Operation]) -> Diagnostic {
    let ids: Vec<_> = candidates.iter().map(|operation| operation.id()).collect();
    codes::OPERATION_AMBIGUOUS
        .at(walk::caret(root, None), format!("this may be a request of {}", drs_diag::list(&ids, "or")))
        .help(format!(
            "say which operation it is, as with `--operation ID`, by a folder of that name, or by a field that tells it: {}",
            distinguishing_fields(candidates)
        ))
}

/// Distinguishing fields of operations: `` `update_job` has `job.type` ``.
fn distinguishing_fields(operations: &[Operation]) -> String {
    let describe =
        |operation: &Operation| format!("`{}` has `{}`", operation.id(), distinguishing_field(schema(*operation)));
    operations.iter().map(describe).collect::<Vec<_>>().join(", ")
}

/// Path of the first member that distinguishes a request: down from the root as long as there is one required member.
fn distinguishing_field(schema: &'static Schema) -> String {
    let Some(object) = schema.as_object() else { return String::new() };
    let required: Vec<_> = object.properties.iter().filter(|property| property.required).collect();
    let Some(first) = required.first().copied().or_else(|| object.properties.first()) else { return String::new() };
    let (suffix, inner) = match &first.schema.shape {
        Shape::Array(array) => ("[]", array.items),
        _ => ("", first.schema),
    };
    let below = if required.len() == 1 { distinguishing_field(inner) } else { String::new() };
    if below.is_empty() { first.name.to_owned() } else { format!("{}{suffix}.{below}", first.name) }
}
