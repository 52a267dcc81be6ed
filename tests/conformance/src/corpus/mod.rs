//! Documents that prove a validator right: every keyword of the contract at its boundary and beyond, every rule's truth
//! table, every mistake in a name, each with the verdict that the contract gives it.
//!
//! ```text
//! contract -> places -> documents -> reference validator -> cases
//! ```
//! The verdicts come from `reference`, which reads the contract's model and nothing that is made from it. No validator has a
//! say in what is expected.

mod automaton;
mod case;
mod classes;
mod doc;
mod expected;
mod hidden;
mod instance_path;
mod members;
mod patterns;
mod print;
mod reference;
mod repairer;
mod sample;
mod seeds;
mod single_error;
mod summary;
mod supplement;
mod truth;
mod values;
mod variations;
mod w_method;
mod writer;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context;

pub use case::{Case, Deviation, PatternCases, SingleError, TextGroup};
pub use expected::ExpectedError;
pub use summary::summary;

use repairer::Repairer;
use sample::places;
use writer::Writer;
use xtask::contract::{Contract, Operation, Schema};
use xtask::problem::Problem;
use xtask::status::Status;

/// The file of the texts for patterns.
const PATTERNS: &str = "patterns.jsonl";

/// Everything that is made from a contract.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Documents of all operations, in the order of the contract.
    pub cases: Vec<Case>,
    /// Texts for the automata of the patterns.
    pub patterns: Vec<PatternCases>,
    /// More documents, in the same order: what a rule hides in the others. They are not written to files.
    pub supplement: Vec<Case>,
}

impl Corpus {
    /// The corpus with the supplement among its documents.
    #[must_use]
    pub fn supplemented(mut self) -> Self {
        self.cases.append(&mut self.supplement);
        self
    }
}

/// The corpus of a contract.
///
/// # Errors
/// The contract says something that there are no words for here.
pub fn corpus(contract: &Contract) -> Result<Corpus, Problem> {
    let roots: Vec<(&Operation, Schema, bool)> = contract
        .operations
        .iter()
        .filter_map(|operation| match &operation.request {
            Some(name) => Some((operation, contract.schemas[name].clone(), false)),
            None => operation.query_schema().map(|schema| (operation, schema, true)),
        })
        .collect();
    // A pattern gets all its texts once, in the operation that has the smallest requests.
    let mut given = BTreeSet::new();
    let mut order: Vec<usize> = (0..roots.len()).collect();
    order.sort_by_key(|&index| places(contract, &roots[index].1, roots[index].2).len());
    let mut repairer: Option<Repairer<'_>> = None;
    let mut parts = Vec::new();
    for index in order {
        let (operation, root, is_query) = &roots[index];
        let repairer = match &repairer {
            Some(repairer) => repairer.of(root, *is_query),
            None => repairer.insert(Repairer::new(contract, root, *is_query)?).of(root, *is_query),
        };
        let mut writer = Writer::new(&operation.id, repairer);
        let places = places(contract, root, *is_query);
        writer.bases(&places, &operation.examples);
        for place in &places {
            writer.values(place);
            writer.pattern(place, &mut given);
            writer.members(place);
            writer.truth(place, &mut given);
        }
        writer.supplement();
        parts.push((index, writer.cases, writer.patterns, writer.supplement));
    }
    parts.sort_by_key(|(index, ..)| *index);
    let mut corpus = Corpus::default();
    for (_, cases, patterns, supplement) in parts {
        corpus.supplement.extend(supplement);
        corpus.cases.extend(cases);
        corpus.patterns.extend(patterns);
    }
    Ok(corpus)
}

/// Prints how many documents there are and, if there is a folder, writes them: JSON Lines, a file for each operation and
/// one for the texts of patterns.
///
/// # Errors
/// The contract cannot be read, or the folder cannot be written.
pub fn run(root: &Path, folder: Option<&Path>, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let contract = xtask::codegen::contract(root)?;
    let corpus = corpus(&contract).map_err(|problem| problem.into_error(&contract.files))?;
    status.plain(&summary(&corpus))?;
    let Some(folder) = folder else { return Ok(()) };
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))
    };
    for operation in &contract.operations {
        let own = corpus.cases.iter().filter(|case| case.operation == operation.id);
        write(&format!("{}.jsonl", operation.id), own.map(|case| case.line() + "\n").collect())?;
    }
    write(PATTERNS, corpus.patterns.iter().map(|it| it.line() + "\n").collect())?;
    Ok(status.say("Wrote", &format!("{} documents to {}", corpus.cases.len(), folder.display()))?)
}
