//! Documents that prove a validator right: every keyword of the contract at its boundary and beyond, every rule's truth
//! table, every mistake in a name, each with the verdict that the contract gives it.
//!
//! ```text
//! contract -> places -> documents -> judge -> cases
//! ```
//! The verdicts come from [`judge`], which reads the contract's model and nothing that is made from it. No validator has a
//! say in what is expected.

mod automaton;
mod bases;
mod case;
mod condition;
mod doc;
mod fault;
mod form;
mod judge;
mod members;
mod native;
mod number;
mod print;
mod repair;
mod sample;
mod sides;
mod suite;
mod summary;
mod trail;
mod truth;
mod values;
mod writer;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context;

pub(crate) use automaton::Automaton;
pub use case::{Case, Deviation, Fault, Told};
pub(crate) use doc::Doc;
pub use form::{Form, Outcome};
pub(crate) use number::Number;
pub use summary::summary;

use repair::Mender;
use sample::places;
use writer::Writer;
use xtask::contract::{Contract, Schema};
use xtask::problem::Problem;
use xtask::status::Status;

/// The file of the texts for patterns.
const FORMS: &str = "patterns.jsonl";

/// Everything that is made from a contract.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Documents of all operations, in the order of the contract.
    pub cases: Vec<Case>,
    /// Texts for the automata of the patterns.
    pub forms: Vec<Form>,
}

/// The corpus of a contract.
///
/// # Errors
/// The contract says something that there are no words for here, such as a rule that is a function and has no copy.
pub fn corpus(contract: &Contract) -> Result<Corpus, Problem> {
    let roots: Vec<(Schema, bool)> = contract
        .operations
        .iter()
        .filter_map(|operation| match &operation.request {
            Some(name) => Some((contract.schemas[name].clone(), false)),
            None => operation.query_schema().map(|schema| (schema, true)),
        })
        .collect();
    // A pattern gets all its texts once, in the operation that has the smallest requests.
    let mut given = BTreeSet::new();
    let mut order: Vec<usize> = (0..roots.len()).collect();
    order.sort_by_key(|&index| places(contract, &roots[index].0, roots[index].1).len());
    let mut mender: Option<Mender<'_>> = None;
    let mut parts = Vec::new();
    for index in order {
        let (root, is_query) = &roots[index];
        let operation = &contract.operations[index];
        let mender = match &mender {
            Some(mender) => mender.of(root, *is_query),
            None => mender.insert(Mender::new(contract, root, *is_query)?).of(root, *is_query),
        };
        let mut writer = Writer::new(&operation.id, mender);
        let places = places(contract, root, *is_query);
        writer.bases(&places, &operation.examples);
        for place in &places {
            writer.values(place);
            writer.form(place, &mut given);
            writer.members(place);
            writer.truth(place, &mut given);
        }
        parts.push((index, writer.cases, writer.forms));
    }
    parts.sort_by_key(|(index, ..)| *index);
    let mut corpus = Corpus::default();
    for (_, cases, forms) in parts {
        corpus.cases.extend(cases);
        corpus.forms.extend(forms);
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
    write(FORMS, corpus.forms.iter().map(|form| form.line() + "\n").collect())?;
    Ok(status.say("Wrote", &format!("{} documents to {}", corpus.cases.len(), folder.display()))?)
}
