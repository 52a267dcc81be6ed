//! Examples are files, because tests run them; the bundle shows them where OpenAPI readers look for them.

use super::parse;
use crate::files::{File, FileId, Files, extension};
use crate::lint;
use crate::problem::Finding;
use crate::value::{Place, Value};

/// A JSON file in `spec/examples/<operation>/` or `spec/responses/<operation>/`.
#[derive(Clone, Debug)]
pub struct ExampleFile {
    /// Name of the folder.
    pub operation: String,
    /// File stem.
    pub name: String,
    /// The file.
    pub file: FileId,
    /// What it holds.
    pub value: Value,
}

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

/// The JSON files in the folders of `folder`, by operation and name.
pub(super) fn read(files: &Files, folder: &str, findings: &mut Vec<Finding>) -> Vec<ExampleFile> {
    let mut found: Vec<(&File, FileId)> = files
        .iter()
        .filter(|(_, file)| extension(&file.name) == "json" && file.name.starts_with(&format!("{folder}/")))
        .map(|(id, file)| (file, id))
        .collect();
    found.sort_by_key(|(file, _)| &file.name);
    let mut examples = Vec::new();
    for (file, id) in found {
        let operation =
            file.name.trim_start_matches(folder).trim_start_matches('/').split('/').next().unwrap_or_default();
        if let Some(value) = parse::json(files, id, findings) {
            examples.push(ExampleFile {
                operation: operation.to_owned(),
                name: file.stem().to_owned(),
                file: id,
                value,
            });
        }
    }
    examples
}

/// Puts request examples under the request body (under `x-drs-examples` where there is none) and response examples
/// under the response of their status, or else of its class.
pub(super) fn inline(
    bundle: &mut Value,
    requests: &[ExampleFile],
    responses: &[ExampleFile],
    findings: &mut Vec<Finding>,
) {
    for example in requests {
        let Some(operation) = operation(bundle, &example.operation) else {
            findings.push(orphan(example));
            continue;
        };
        if let Some(media) = operation.get_mut("requestBody").and_then(json_media) {
            add(media, "examples", &example.name, example);
        } else {
            add(operation, "x-drs-examples", &example.name, example);
        }
    }
    for example in responses {
        let Some(operation) = operation(bundle, &example.operation) else {
            findings.push(orphan(example));
            continue;
        };
        let (status, name) = example.name.split_once('-').unwrap_or((&example.name, "plain"));
        let class = format!("{}XX", status.get(..1).unwrap_or_default());
        let responses = operation.get_mut("responses");
        let has_status = responses.as_ref().is_some_and(|responses| responses.has(status));
        // Of a class, the name has the status in it, which tells `401-gateway` from `404-gateway`.
        let (key, name) = if has_status { (status, name) } else { (class.as_str(), example.name.as_str()) };
        let media = responses.and_then(|responses| responses.get_mut(key)).and_then(json_media);
        match media {
            Some(media) => add(media, "examples", name, example),
            None => findings.push(no_such_response(example, status)),
        }
    }
}

fn operation<'b>(bundle: &'b mut Value, id: &str) -> Option<&'b mut Value> {
    let paths = bundle.get("paths")?;
    let pointer = paths.members().find_map(|(path, item)| {
        let is_wanted = |value: &Value| value.get("operationId").and_then(Value::as_str) == Some(id);
        let method = METHODS.into_iter().find(|method| item.get(method).is_some_and(is_wanted))?;
        Some((path.to_owned(), method))
    });
    let (path, method) = pointer?;
    bundle.get_mut("paths")?.get_mut(&path)?.get_mut(method)
}

fn json_media(holder: &mut Value) -> Option<&mut Value> {
    holder.get_mut("content")?.get_mut("application/json")
}

fn add(holder: &mut Value, key: &str, name: &str, example: &ExampleFile) {
    let at = example.value.at;
    if !holder.has(key) {
        holder.set(key, Value::object(at));
    }
    let mut entry = Value::object(at);
    entry.set("value", example.value.clone());
    if let Some(examples) = holder.get_mut(key) {
        examples.set(name, entry);
    }
}

fn orphan(example: &ExampleFile) -> Finding {
    let at = Place { file: example.file, ..example.value.at };
    Finding::new(&lint::file_names::LINT, at, format!("there is no operation `{}`", example.operation))
        .help("the folder of an example is called like its operation")
}

fn no_such_response(example: &ExampleFile, status: &str) -> Finding {
    let message = format!("`{}` has no response for status `{status}`", example.operation);
    Finding::new(&lint::file_names::LINT, example.value.at, message)
        .help("the file is called `<status>-<name>.json`, and the operation describes the status or its class")
}
