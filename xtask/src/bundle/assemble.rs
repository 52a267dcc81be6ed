//! The merge of all slices, with the examples inlined and the guards of the rules inserted.

use std::path::Path;

use super::guard::insert_guards;
use super::{ExampleFile, examples, grammar, merge, parse, read, refs, spelling};
use crate::files::{FileId, Files};
use crate::problem::{Finding, Problems};
use crate::value::{Place, Value};

/// The merged document and what belongs to it.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The OpenAPI document.
    pub value: Value,
    /// Every file under `spec/`; places point into them.
    pub files: Files,
    /// Request examples, by operation and name.
    pub examples: Vec<ExampleFile>,
    /// Response examples, by operation and name (`<status>-<name>`).
    pub responses: Vec<ExampleFile>,
    /// Pages of `spec/rules/`, by name.
    pub pages: Vec<FileId>,
    /// `spec/endpoints.yaml`.
    pub endpoints: Value,
    /// Ids that are used no longer, each with the reason, from `spec/retired.yaml`.
    pub retired: Value,
    /// `spec/vocabulary.yaml`.
    pub vocabulary: Value,
    /// `spec/states.yaml`.
    pub states: Value,
    /// `spec/errors.yaml`.
    pub errors: Value,
}

/// Reads everything under `spec/` of the project at `root` and merges it.
///
/// # Errors
/// Everything that keeps the slices from being one document, each with its place.
pub fn load(root: &Path) -> Result<Bundle, Problems> {
    let (files, findings) = read::files(root);
    if findings.is_empty() { assemble(files) } else { Err(Problems { files, findings }) }
}

/// Merges files that are already in memory; their names say what they are (`spec/paths/update_job.yaml`).
///
/// # Errors
/// Like [`load`].
pub fn assemble(files: Files) -> Result<Bundle, Problems> {
    match try_assemble(&files) {
        Ok(parts) => {
            let Parts { value, examples, responses, endpoints, retired, vocabulary, states, errors } = parts;
            let pages = files.in_folder("spec/rules", "md");
            Ok(Bundle { value, files, examples, responses, pages, endpoints, retired, vocabulary, states, errors })
        }
        Err(findings) => Err(Problems { files, findings }),
    }
}

/// What is read out of the files.
struct Parts {
    value: Value,
    examples: Vec<ExampleFile>,
    responses: Vec<ExampleFile>,
    endpoints: Value,
    retired: Value,
    vocabulary: Value,
    states: Value,
    errors: Value,
}

fn try_assemble(files: &Files) -> Result<Parts, Vec<Finding>> {
    let mut findings = Vec::new();
    let root = files.find("spec/openapi.yaml");
    let slices: Vec<_> = [files.in_folder("spec/paths", "yaml"), files.in_folder("spec/schemas", "yaml")]
        .into_iter()
        .flatten()
        .collect();
    let mut parsed = Vec::new();
    for id in root.into_iter().chain(slices) {
        parsed.extend(parse::yaml(files, id, &mut findings));
    }
    let mut table = |name: &str| {
        let file = files.find(name).and_then(|id| parse::yaml(files, id, &mut findings));
        file.unwrap_or_else(|| Value::object(Place::default()))
    };
    let endpoints = table("spec/endpoints.yaml");
    let retired = table("spec/retired.yaml");
    let retired = retired.get("retired").cloned().unwrap_or(retired);
    let vocabulary = table("spec/vocabulary.yaml");
    let states = table("spec/states.yaml");
    let errors = table("spec/errors.yaml");
    for (value, kind) in [(&states, grammar::Kind::States), (&errors, grammar::Kind::Errors)] {
        if value.members().next().is_some() {
            spelling::check(value, kind, &mut findings);
        }
    }
    let examples = examples::read(files, "spec/examples", &mut findings);
    let responses = examples::read(files, "spec/responses", &mut findings);
    for slice in &parsed {
        let is_root = root.is_some_and(|root| slice.at.file == root);
        let kind = if is_root { grammar::Kind::Root } else { grammar::Kind::Slice };
        spelling::check(slice, kind, &mut findings);
    }
    let mut bundle = merge::merge(files, parsed, &mut findings);
    refs::check(&bundle, &mut findings);
    if !findings.is_empty() {
        return Err(findings);
    }
    examples::inline(&mut bundle, &examples, &responses, &mut findings);
    if !findings.is_empty() {
        return Err(findings);
    }
    insert_guards(&mut bundle, grammar::Kind::Root);
    Ok(Parts { value: bundle, examples, responses, endpoints, retired, vocabulary, states, errors })
}
