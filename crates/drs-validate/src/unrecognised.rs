//! What to say of a document that is not known to be a request of one operation.

use drs_contract::Operation;
use drs_diag::Diagnostic;
use drs_text::{Foreign, Kind, Node};

use crate::archive::archive;
use crate::generated::codes;
use crate::operation::schema;
use crate::schema::{Property, Schema, Shape};
use crate::walk;

/// How to say which operation is meant.
const BY_OPTION: &str = "say which operation it is, as with `--operation ID`";

/// Another way to say it.
const BY_FOLDER: &str = "by a folder of that name";

/// Why no operation is known to be meant.
pub(crate) fn not_recognised(root: Node<'_>) -> Diagnostic {
    if let Some(archive) = archive(root) {
        return none_recognised(root, archive.tool, archive.requests.len());
    }
    let message = match root.kind() {
        Kind::Object if root.is_empty() => "an empty object does not tell which operation it is a request of",
        Kind::Object => "this does not look like a request of any operation",
        _ => "a request is an object",
    };
    let help = match root.kind() {
        Kind::Object => ways(&[]),
        _ => root_help(root).to_owned(),
    };
    codes::OPERATION_NOT_RECOGNISED.at(walk::caret(root, None), message).help(help)
}

/// What to say of a file of another tool that has no request to this service.
fn none_recognised(root: Node<'_>, tool: &str, requests: usize) -> Diagnostic {
    let why = if requests == 0 {
        "none of its requests has a body as text"
    } else {
        "no request in it is of a known operation"
    };
    let message = format!("this is {tool}, and {why}");
    let help = "save the body of a request in a file of its own, and check that";
    codes::OPERATION_NOT_RECOGNISED.at(walk::caret(root, None), message).help(help)
}

/// What to do about a document that is no object, as every request is one.
pub(crate) fn root_help(root: Node<'_>) -> &'static str {
    match root.kind() {
        Kind::Array => "write each request into a file of its own, or one a line into a file that ends with `.jsonl`",
        Kind::String if root.as_str().is_some_and(|text| text.trim_start().starts_with(['{', '['])) => {
            "this is JSON inside a string: decode it once, and check what was in it"
        }
        _ => {
            let foreign = root.as_str().and_then(|text| Foreign::whole(&text));
            foreign.map_or("write a request as an object in `{` and `}`", |(what, _)| what.help())
        }
    }
}

/// Which operations may be meant.
pub(crate) fn ambiguous(root: Node<'_>, candidates: &[Operation]) -> Diagnostic {
    let ids: Vec<_> = candidates.iter().map(|operation| operation.id()).collect();
    codes::OPERATION_AMBIGUOUS
        .at(walk::caret(root, None), format!("this may be a request of {}", drs_diag::list(&ids, "or")))
        .help(ways(&distinguishing_fields(candidates)))
}

/// How to say which operation is meant, also by one of `fields` if there are any.
fn ways(fields: &[String]) -> String {
    match fields {
        [] => format!("{BY_OPTION}, or {BY_FOLDER}"),
        _ => format!("{BY_OPTION}, {BY_FOLDER}, or by a field that tells it: {}", fields.join(", ")),
    }
}

/// Distinguishing fields of operations: `` `update_job` has `job.type` ``. An operation has one if no other of them has it.
fn distinguishing_fields(operations: &[Operation]) -> Vec<String> {
    let fields: Vec<_> = operations.iter().map(|operation| (operation.id(), fields(schema(*operation)))).collect();
    let describe = |(id, own): &(&str, Vec<String>)| {
        let is_own = |field: &&String| fields.iter().all(|(other, names)| other == id || !names.contains(field));
        Some(format!("`{id}` has `{}`", own.iter().find(is_own)?))
    };
    fields.iter().filter_map(describe).collect()
}

/// Paths of the members of a request, required ones first: down from the root as long as there is one required member.
fn fields(schema: &'static Schema) -> Vec<String> {
    let properties = schema.as_object().map_or(&[][..], |object| object.properties);
    let (required, optional): (Vec<&Property>, Vec<&Property>) =
        properties.iter().partition(|property| property.required);
    if let [only] = required[..] {
        let (suffix, inner) = match &only.schema.shape {
            Shape::Array(array) => ("[]", array.items),
            _ => ("", only.schema),
        };
        let below = fields(inner);
        if !below.is_empty() {
            return below.iter().map(|below| format!("{}{suffix}.{below}", only.name)).collect();
        }
    }
    required.into_iter().chain(optional).map(|property| property.name.to_owned()).collect()
}
