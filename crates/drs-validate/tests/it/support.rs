//! The contract's files, and reports as short texts.

use std::fs;
use std::path::{Path, PathBuf};

use drs_validate::{Input, Operation, Options, Report, Syntax, check, check_detected, check_schema};

/// The project's root folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the project.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names in a folder of the project, sorted.
pub(crate) fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Every request example: operation, name, text.
pub(crate) fn examples() -> Vec<(Operation, String, String)> {
    let mut examples = Vec::new();
    for operation in Operation::ALL.into_iter().filter(|operation| !operation.is_bare()) {
        let folder = format!("spec/examples/{}", operation.id());
        for name in names(&folder) {
            examples.push((operation, name.clone(), read(&format!("{folder}/{name}"))));
        }
    }
    examples
}

/// Options that tell everything.
pub(crate) fn all() -> Options {
    Options { max_diagnostics: 0, ..Options::default() }
}

/// Checks a document against an operation, a component, or any operation.
pub(crate) fn checked(target: &str, text: &[u8], syntax: Syntax) -> Report {
    let input = Input { text, syntax };
    match (target, Operation::from_id(target)) {
        ("any", _) => check_detected(input, &all()),
        (_, Some(operation)) => check(operation, input, &all()),
        _ => check_schema(target, input, &all()).unwrap_or_else(|| panic!("no request has a `{target}`")),
    }
}

/// The ids of a report's diagnostics.
pub(crate) fn ids(report: &Report) -> Vec<&str> {
    report.diagnostics.iter().map(|diagnostic| &*diagnostic.id).collect()
}

/// A report, one diagnostic a line: id, place, message, help, fix.
pub(crate) fn shown(report: &Report) -> String {
    let line = |it: &drs_diag::Diagnostic| {
        let mut line = format!("{} {} `{}`: {}", &it.id[4..], it.span.start, it.pointer, it.message);
        for (what, text) in [("label", &it.label), ("help", &it.help)] {
            if let Some(text) = text {
                line.push_str(&format!("\n    {what}: {text}"));
            }
        }
        for related in &it.related {
            line.push_str(&format!("\n    {}: {}", related.span.start, related.message));
        }
        if let Some(fix) = &it.fix {
            line.push_str(&format!("\n    fix: {}", fix.message));
        }
        line
    };
    report.diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}
