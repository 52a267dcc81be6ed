//! Other people's suites for parsers: their files, read by ours. A suite is a folder that its owner publishes; none is kept here.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use drs_text::{FaultKind, Limits, Parsed, json, yaml};
use serde_json::Value;
use xtask::status::Status;

/// The results of a suite.
#[derive(Debug, Default)]
struct Results {
    /// Files that must be read and are, and those that must not be.
    accepted: usize,
    refused: usize,
    /// Files that a reader may take or refuse, and those of which a request can have only one meaning.
    free: usize,
    /// Documents that a request can never be, since JSON has nothing like them.
    beyond: usize,
    wrong: Vec<String>,
}

/// Runs the suite in a folder, `JSONTestSuite` or the data of `yaml-test-suite`, and reports what is read in another way.
///
/// # Errors
/// The folder is no suite that is known, or cannot be read.
pub fn run(folder: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let results = if folder.join("test_parsing").is_dir() { json_suite(folder)? } else { yaml_suite(folder)? };
    let Results { accepted, refused, free, beyond, wrong } = results;
    anyhow::ensure!(accepted + refused > 100, "`{}` has hardly any file of a suite", folder.display());
    for line in &wrong {
        status.say("Failed", line)?;
    }
    let counts =
        format!("{accepted} read, {refused} refused, {free} free, {beyond} beyond JSON, {} wrong", wrong.len());
    Ok(status.say("Finished", &counts)?)
}

/// `y_` must be read, `n_` must be refused, `i_` is free.
fn json_suite(folder: &Path) -> anyhow::Result<Results> {
    let mut results = Results::default();
    for path in files(&folder.join("test_parsing"))? {
        let bytes = fs::read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let faults = json::parse(&bytes, &Limits::default()).faults;
        let is_read = faults.is_empty();
        if name.starts_with('y') && !is_read && faults.iter().all(|it| it.kind == FaultKind::DuplicateKey) {
            // Receivers disagree on which of two keys counts.
            results.free += 1;
            continue;
        }
        match (&name[..1], is_read) {
            ("y", true) => results.accepted += 1,
            ("n", false) => results.refused += 1,
            ("i", _) => results.free += 1,
            (_, true) => results.wrong.push(format!("{name} is read")),
            (_, false) => results.wrong.push(format!("{name} is refused")),
        }
    }
    Ok(results)
}

/// A folder with `in.yaml` is a test; with `error` it must be refused, with `in.json` it must be read as those values.
fn yaml_suite(folder: &Path) -> anyhow::Result<Results> {
    let mut results = Results::default();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let inner = fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
        for entry in inner {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            }
        }
        let Ok(text) = fs::read(folder.join("in.yaml")) else { continue };
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let documents = yaml::parse_stream(&text, &Limits::default());
        let is_read = documents.iter().all(|it| it.faults.is_empty());
        if folder.join("error").exists() {
            let counted = if is_read { None } else { Some(&mut results.refused) };
            match counted {
                Some(count) => *count += 1,
                None => results.wrong.push(format!("{name} is read")),
            }
            continue;
        }
        let Ok(expected) = fs::read_to_string(folder.join("in.json")) else {
            results.beyond += 1;
            continue;
        };
        let expected =
            serde_json::Deserializer::from_str(&expected).into_iter::<Value>().collect::<Result<Vec<_>, _>>()?;
        let found: Vec<Value> = documents.iter().map(value).collect();
        match is_read {
            true if found == expected => results.accepted += 1,
            true => results.wrong.push(format!("{name} is read as {found:?}, not {expected:?}")),
            // Tags, merge keys, doubtful scalars and empty documents are refused on purpose.
            false if documents.iter().flat_map(|it| &it.faults).all(|it| !it.kind.name().contains("syntax")) => {
                results.free += 1;
            }
            false => {
                let first = documents.iter().flat_map(|it| &it.faults).next().map(|it| it.kind.to_string());
                results.wrong.push(format!("{name} is refused: {}", first.unwrap_or_default()));
            }
        }
    }
    results.wrong.sort();
    Ok(results)
}

/// A document as JSON.
fn value(document: &Parsed<'_>) -> Value {
    document.tree.as_ref().map_or(Value::Null, |tree| node(tree.root()))
}

fn node(it: drs_text::Node<'_>) -> Value {
    match it.kind() {
        drs_text::Kind::Null => Value::Null,
        drs_text::Kind::Bool => Value::Bool(it.as_bool().unwrap_or_default()),
        drs_text::Kind::Number => serde_json::from_str(it.as_number().unwrap_or("0")).unwrap_or_default(),
        drs_text::Kind::String => Value::String(it.as_str().unwrap_or_default().into_owned()),
        drs_text::Kind::Array => it.items().map(node).collect(),
        drs_text::Kind::Object => {
            let member = |member: drs_text::Member<'_>| {
                (member.key.as_str().unwrap_or_default().into_owned(), node(member.value))
            };
            Value::Object(it.members().map(member).collect())
        }
    }
}

/// The files of a folder by name.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut files = entries.map(|entry| entry.map(|it| it.path())).collect::<Result<Vec<_>, _>>()?;
    files.sort();
    Ok(files)
}
