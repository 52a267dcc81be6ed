//! The corpus, made once for all tests.

use std::sync::LazyLock;
use std::thread;

use drs_conformance::corpus::{Case, Corpus, corpus};
use drs_validate::{Operation, Options};

/// The corpus of the contract in `spec/`.
pub(crate) static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let contract = xtask::codegen::contract(&xtask::root()).unwrap();
    let corpus = corpus(&contract).unwrap().supplemented();
    assert!(corpus.cases.len() > 10_000, "{} cases", corpus.cases.len());
    corpus
});

/// The operation of a case.
pub(crate) fn operation(id: &str) -> Operation {
    Operation::from_id(id).unwrap()
}

/// What the `jsonschema` crate is known to say otherwise.
pub(crate) fn deviation(case: &Case) -> Option<bool> {
    case.tools.get("jsonschema").map(|deviation| deviation.valid)
}

/// Options that report everything.
pub(crate) fn all() -> Options {
    Options { max_diagnostics: 0, ..Options::default() }
}

/// Runs a function on parts of the cases, on all cores, and returns what it returns for each part.
pub(crate) fn on_all<T: Send>(work: impl Fn(&'static [Case]) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let size = CORPUS.cases.len().div_ceil(cores);
    thread::scope(|scope| {
        let running: Vec<_> = CORPUS.cases.chunks(size).map(|part| scope.spawn(|| work(part))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Fails with the first of some wrong cases.
pub(crate) fn assert_none(wrong: Vec<Vec<String>>) {
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} of the cases, such as\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}
