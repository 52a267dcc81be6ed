//! Reading the corpus.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs, thread};

use drs_validate::{Operation, Options};
use serde_json::Value;

/// A document with what is expected of it.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) operation: Operation,
    pub(crate) document: String,
    pub(crate) valid: bool,
    /// What JSON Schema refuses it for.
    pub(crate) reasons: Vec<Told>,
    /// What only this validator refuses it for.
    pub(crate) beyond: Vec<Told>,
    pub(crate) warnings: Vec<Told>,
    pub(crate) fault: Option<Fault>,
    /// What the `jsonschema` crate is known to say otherwise.
    pub(crate) oracle: Option<bool>,
}

/// Why a document is refused or warned of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Told {
    pub(crate) instance: String,
    pub(crate) keyword: String,
    pub(crate) rule: Option<String>,
}

/// The one mistake in a document.
pub(crate) struct Fault {
    pub(crate) told: Told,
    pub(crate) span: (u32, u32),
}

/// All cases.
pub(crate) static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let folder = folder();
    let mut cases = Vec::new();
    for operation in Operation::ALL {
        let path = folder.join(format!("{}.jsonl", operation.id()));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        cases.extend(text.lines().map(|line| case(operation, &serde_json::from_str(line).unwrap())));
    }
    assert!(cases.len() > 10_000, "{} cases", cases.len());
    cases
});

/// The folder that the corpus is in.
pub(crate) fn folder() -> &'static Path {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| env::var_os("DRS_CORPUS").map_or_else(made, PathBuf::from));
    &FOLDER
}

/// Options that tell everything.
pub(crate) fn all() -> Options {
    Options { max_diagnostics: 0, ..Options::default() }
}

/// Runs a function on parts of the cases, on two threads, and hands over what it returns for each part.
pub(crate) fn on_all<T: Send>(work: impl Fn(&'static [Case]) -> T + Sync) -> Vec<T> {
    let halves = CASES.split_at(CASES.len() / 2);
    thread::scope(|scope| {
        let running = [halves.0, halves.1].map(|part| scope.spawn(|| work(part)));
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Has the corpus made; the folder that it is in.
fn made() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--package", "drs-conformance", "--", "corpus", "--write"])
        .arg(&folder)
        .current_dir(root);
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "cargo xtask corpus: {}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn case(operation: Operation, line: &Value) -> Case {
    let list = |key: &str| line[key].as_array().into_iter().flatten().map(told).collect();
    let fault = line.get("fault").map(|fault| {
        let at = |index: usize| u32::try_from(fault["span"][index].as_u64().unwrap()).unwrap();
        Fault { told: told(fault), span: (at(0), at(1)) }
    });
    Case {
        id: text(&line["id"]),
        operation,
        document: text(&line["document"]),
        valid: line["valid"].as_bool().unwrap(),
        reasons: list("reasons"),
        beyond: list("beyond"),
        warnings: list("warnings"),
        fault,
        oracle: line["tools"]["jsonschema"]["valid"].as_bool(),
    }
}

fn told(value: &Value) -> Told {
    let rule = value.get("rule").map(text);
    Told { instance: text(&value["instance"]), keyword: text(&value["keyword"]), rule }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
