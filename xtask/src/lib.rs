//! Builds everything that follows from the contract in `spec/`.
//!
//! ```text
//! slices -> bundle -> contract -> lints -> outputs
//! ```
//! One module per step. Everything between reading the slices and writing the outputs is pure.

pub mod api;
pub mod audit;
pub mod bundle;
pub mod changes;
mod checkout;
pub mod codegen;
pub mod contract;
pub mod diff;
pub mod files;
pub mod flags;
pub mod ledger;
pub mod lint;
pub mod output;
pub mod package;
pub mod pattern;
pub mod place;
pub mod problem;
pub mod recipes;
pub mod release;
pub mod scaffold;
pub mod site;
mod staging;
pub mod status;
#[cfg(test)]
mod testing;
pub mod third_party;
pub mod tidy;
mod tool;
pub mod value;
pub mod wasm;

use std::path::{Path, PathBuf};

/// The project's root folder.
///
/// # Panics
/// Never: this crate stands directly in the root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate stands in the project's root").to_owned()
}

/// The candidate that `word` was probably meant to be: within a third of its length in single-letter edits.
pub fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let reach = (word.chars().count() / 3).max(1);
    candidates
        .map(|candidate| (edits(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= reach)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, delete or replace to get from one word to the other, ignoring case.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}
