//! Mutations of what is generated, to see that the corpus kills them.
//!
//! Two levels: the published schemas, run through the `jsonschema` crate, and the validator's generated fast path, compiled
//! once with all mutations in it and a switch for each. The validator's tables and automata come from the same contract, keyword
//! by keyword: the tests in `tests/` compare the walk over them with the same documents, verdict by verdict, and a test of the
//! corpus proves that its texts tell each automaton from every other of its size. Whatever survives is listed with the reason.

mod instrumented;
mod operators;
mod pointer;
mod published;
mod score;
mod survivors;
mod switches;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::Context;

use crate::corpus::{Corpus, corpus};
use score::{Level, Outcome, Score};
use survivors::Survivors;
use xtask::contract::Contract;
use xtask::status::Status;

const FAST_PATH: Level = Level { name: "the fast path", min: 4_000 };
const SCHEMAS: Level = Level { name: "the published schemas", min: 2_500 };

/// Runs the mutations and reports those that survive; `sample` takes that many of each level.
///
/// # Errors
/// The contract or a generated file cannot be read, the corpus does not agree with what is generated, or a level fails: there
/// are too few mutations, too many survive, or others than those that are listed.
pub fn run(root: &Path, sample: Option<usize>, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let contract = xtask::codegen::contract(root)?;
    let corpus = corpus(&contract).map_err(|problem| problem.into_error(&contract.files))?.supplemented();
    let list = root.join(survivors::FILE);
    let list = std::fs::read_to_string(&list).with_context(|| format!("cannot read `{}`", list.display()))?;
    let list = Survivors::read(&list)?;
    let texts: usize = corpus.patterns.iter().flat_map(|it| &it.groups).map(|group| group.texts.len()).sum();
    status.say("Running", &format!("{} documents and {texts} texts", corpus.cases.len()))?;
    let mut failed = Vec::new();
    let mut finish = |level: &Level, outcomes, status: &mut Status<_>| -> anyhow::Result<()> {
        let score = Score::new(level, outcomes, &list, sample.is_some());
        score.report(level, status)?;
        failed.extend(score.failure(level));
        Ok(())
    };
    let outcomes = fast_path(root, &corpus, sample, status)?;
    finish(&FAST_PATH, outcomes, status)?;
    let outcomes = schemas(root, &contract, &corpus, sample, status)?;
    finish(&SCHEMAS, outcomes, status)?;
    anyhow::ensure!(failed.is_empty(), "{}", failed.join("; "));
    Ok(())
}

fn fast_path(
    root: &Path,
    corpus: &Corpus,
    sample: Option<usize>,
    status: &mut Status<impl Write>,
) -> anyhow::Result<Vec<(String, Outcome)>> {
    let instrumented = instrumented::InstrumentedCrate::new(root)?;
    let chosen = FAST_PATH.sample(instrumented.mutations.clone(), sample)?;
    status.say("Compiling", &format!("the validator with {} mutations", chosen.len()))?;
    let killed = instrumented.run(&chosen, corpus)?;
    let outcome = |killed: Option<String>| killed.map_or(Outcome::Survived, Outcome::Killed);
    Ok(chosen.into_iter().map(|it| it.label).zip(killed.into_iter().map(outcome)).collect())
}

fn schemas(
    root: &Path,
    contract: &Contract,
    corpus: &Corpus,
    sample: Option<usize>,
    status: &mut Status<impl Write>,
) -> anyhow::Result<Vec<(String, Outcome)>> {
    let mut mutations = Vec::new();
    let mut schemas = BTreeMap::new();
    for operation in &contract.operations {
        let path = root.join(format!("dist/schema/{}.schema.json", operation.id));
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let schema: serde_json::Value = serde_json::from_str(&text)?;
        mutations.extend(published::mutations(&operation.id, &schema));
        schemas.insert(operation.id.clone(), schema);
    }
    let mutations = SCHEMAS.sample(mutations, sample)?;
    status.say("Running", &format!("the published schemas with {} mutations", mutations.len()))?;
    let probes = published::Probes::new(&corpus.cases);
    let outcomes = score::on_all_cores(&mutations, |it| published::outcome(it, &schemas[&it.operation], &probes));
    Ok(mutations.into_iter().map(|it| it.label).zip(outcomes).collect())
}
