//! Mistakes planted in what is generated, to see that the corpus notices them.
//!
//! Four levels: the published schemas, run through the `jsonschema` crate; the tables of the validator and its automata,
//! run through an interpreter of the generated text; and its generated fast path, compiled with all mistakes in it and
//! a switch for each. Whatever is not noticed is either shown to change nothing or listed.

mod code;
mod compiled;
mod equivalent;
mod flow;
mod forms;
mod guards;
mod interpret;
mod level;
mod masks;
mod mistakes;
mod nesting;
mod plant;
mod probe;
mod published;
mod rewrite;
mod rules;
mod score;
mod syntax;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::Context;

use level::{ACCEPT, AUTOMATA, Level, SCHEMAS, TABLES};
use probe::Probes;
use score::{Fate, Score};
use xtask::contract::Contract;
use xtask::status::Status;

/// Plants the mistakes and reports those that nothing notices; `sample` takes that many of each level.
///
/// # Errors
/// The contract or a generated file cannot be read, the corpus does not agree with what is generated, or a level fails: too
/// little could be planted in it or judged, or more of its mistakes go unnoticed than may.
pub fn run(root: &Path, sample: Option<usize>, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let contract = xtask::codegen::contract(root)?;
    let corpus = crate::corpus::corpus(&contract).map_err(|problem| problem.into_error(&contract.files))?;
    let probes = Probes::new(corpus);
    let texts: usize = probes.forms.iter().flat_map(|form| &form.outcomes).map(|outcome| outcome.texts.len()).sum();
    status.say("Planting", &format!("mistakes, against {} documents and {texts} texts", probes.all.len()))?;
    let mut failed = Vec::new();
    let mut done = |level: &Level, score: &Score, status: &mut Status<_>| -> anyhow::Result<()> {
        score.report(level.name, status)?;
        failed.extend(level.failure(score));
        Ok(())
    };
    done(&ACCEPT, &accept(root, &contract, &probes, sample, status)?, status)?;
    let score = schemas(root, &contract, &probes, sample, status)?;
    done(&SCHEMAS, &score, status)?;
    status.say("Reading", "the tables of the validator")?;
    let lab = tables::Lab::new(root, &probes)?;
    done(&TABLES, &tables(&lab, sample)?, status)?;
    done(&AUTOMATA, &automata(&lab, sample)?, status)?;
    anyhow::ensure!(failed.is_empty(), "{}", failed.join("; "));
    Ok(())
}

fn accept(
    root: &Path,
    contract: &Contract,
    probes: &Probes,
    sample: Option<usize>,
    status: &mut Status<impl Write>,
) -> anyhow::Result<Score> {
    let copy = compiled::Copy::new(root, nesting::last(contract), status)?;
    let chosen = ACCEPT.sample(copy.switches.clone(), sample)?;
    let mut score = Score::default();
    for (switch, found) in chosen.iter().zip(copy.run(&chosen, probes)?) {
        let fate = found.map_or(Fate::Survived, Fate::Noticed);
        let proved = copy.flow.idle(switch.number);
        if let (Some(reason), Fate::Noticed(id)) = (proved, &fate) {
            anyhow::bail!("`{}` is noticed by {id}, although {reason}", switch.label);
        }
        score.count(switch.label.clone(), &fate, || switch.idle.or(proved));
    }
    Ok(score)
}

fn schemas(
    root: &Path,
    contract: &Contract,
    probes: &Probes,
    sample: Option<usize>,
    status: &mut Status<impl Write>,
) -> anyhow::Result<Score> {
    let mut mutants = Vec::new();
    let mut schemas = BTreeMap::new();
    for operation in &contract.operations {
        let path = root.join(format!("dist/schema/{}.schema.json", operation.id));
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let schema: serde_json::Value = serde_json::from_str(&text)?;
        mutants.extend(published::mutants(&operation.id, &schema));
        schemas.insert(operation.id.clone(), schema);
    }
    let mutants = SCHEMAS.sample(mutants, sample)?;
    status.say("Running", &format!("the published schemas with {} mistakes", mutants.len()))?;
    Ok(Score::of(
        &mutants,
        |mutant| mutant.label.clone(),
        |mutant| published::fate(mutant, &schemas[&mutant.operation], probes),
        |mutant| equivalent::of_schema(mutant, &schemas[&mutant.operation]),
    ))
}

fn tables(lab: &tables::Lab<'_>, sample: Option<usize>) -> anyhow::Result<Score> {
    let plantings = TABLES.sample(lab.plantings(), sample)?;
    Ok(Score::of(
        &plantings,
        |planting| planting.label.clone(),
        |planting| lab.fate(planting),
        |planting| equivalent::of_table(lab, planting),
    ))
}

fn automata(lab: &tables::Lab<'_>, sample: Option<usize>) -> anyhow::Result<Score> {
    let slips = lab.tables.forms.iter();
    let slips = slips.flat_map(|(name, form)| form.slips().into_iter().map(move |slip| (name.as_str(), slip)));
    let slips = AUTOMATA.sample(slips.collect(), sample)?;
    Ok(Score::of(
        &slips,
        |(name, slip)| format!("{name}: {slip:?}"),
        |(name, slip)| lab.form_fate(name, *slip),
        |(name, slip)| equivalent::of_form(lab, name, *slip),
    ))
}
