//! Every output of the contract, made at once.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use super::stale::is_owned;
use crate::contract::Contract;
use crate::output::{Kind, Output};
use crate::problem::Problem;
use crate::{bundle, lint};

/// Reads the contract at `root` and lints it.
///
/// # Errors
/// Whatever is wrong with the contract, as shown on a terminal.
pub fn contract(root: &Path) -> anyhow::Result<Contract> {
    let contract = Contract::from_bundle(bundle::load(root)?)?;
    lint::run(&contract)?;
    Ok(contract)
}

/// Every output of the contract, by path. A kind that panics is reported by its name.
///
/// # Errors
/// An output cannot be made, or two kinds make the same file.
pub fn outputs(contract: &Contract, kinds: &[Kind]) -> anyhow::Result<Vec<Output>> {
    let mut by_path = BTreeMap::new();
    for (kind, made) in kinds.iter().zip(make(contract, kinds)) {
        let made = made.map_err(|cause| anyhow::anyhow!("the output `{}` panicked: {}", kind.name, reason(&*cause)))?;
        let made = made.map_err(|problem| {
            anyhow::anyhow!("the output `{}` cannot be made: {}", kind.name, problem.show(&contract.files))
        })?;
        for output in made {
            anyhow::ensure!(
                is_owned(&output.path),
                "the output `{}` makes `{}`, which nobody would clean up",
                kind.name,
                output.path
            );
            if let Some(twice) = by_path.insert(output.path.clone(), output) {
                anyhow::bail!("two outputs make `{}`", twice.path);
            }
        }
    }
    Ok(by_path.into_values().collect())
}

/// What a kind made, or what it panicked with.
type Made = thread::Result<Result<Vec<Output>, Problem>>;

/// Makes all kinds at once; they are pure, and one of them takes as long as the others together.
fn make(contract: &Contract, kinds: &[Kind]) -> Vec<Made> {
    thread::scope(|scope| {
        let start = |kind: &Kind| {
            let outputs = kind.outputs;
            // Syntax trees are deep, and a debug build takes much stack for each level.
            let thread = thread::Builder::new().stack_size(32 << 20);
            thread.spawn_scoped(scope, move || outputs(contract))
        };
        let running: Vec<_> = kinds.iter().map(start).collect();
        running
            .into_iter()
            .map(|thread| {
                thread.map_err(|error| Box::new(error.to_string()) as _).and_then(thread::ScopedJoinHandle::join)
            })
            .collect()
    })
}

fn reason(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<String>().cloned();
    text.or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "no reason given".to_owned())
}
