//! The static site: the contract as pages for a browser.
//!
//! A pure function like every other output, except that what it makes is not checked in. Pages link each other relatively
//! and need neither a script nor a server.

mod address;
mod changelog;
mod errors;
mod examples;
mod field;
mod layout;
mod model;
mod object;
mod operation;
mod places;
mod playground;
mod prose;
mod regions;
mod rule;
mod rules;
mod search;
mod start;
mod states;
#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeSet;

use crate::contract::Contract;
use crate::output::file::Output;
use crate::problem::Problem;

use self::model::Model;
use self::view::View;

/// Files that are written by hand, by their path on the site.
const ASSETS: [(&str, &str); 3] = [
    ("assets/site.css", include_str!("../../../site/site.css")),
    ("assets/site.js", include_str!("../../../site/site.js")),
    ("assets/icon.svg", include_str!("../../../site/icon.svg")),
];

/// The site has a playground if the rest of its files are built, which these are not: see [`BUILT`].
const PLAYGROUND: [(&str, &str); 5] = [
    ("assets/playground.css", include_str!("../../../site/playground.css")),
    ("assets/playground.js", include_str!("../../../site/playground.js")),
    ("assets/playground-findings.js", include_str!("../../../site/playground-findings.js")),
    ("assets/playground-link.js", include_str!("../../../site/playground-link.js")),
    ("assets/playground-worker.js", include_str!("../../../site/playground-worker.js")),
];

/// Files of the playground that other tools build: where they are below `target/packages`, and their path on the site.
pub const BUILT: [(&str, &str); 4] = [
    ("editor/playground-editor.js", "assets/playground-editor.js"),
    ("npm/drs-validate/browser.js", "assets/engine/browser.js"),
    ("npm/drs-validate/engine.js", "assets/engine/engine.js"),
    ("wasm/drs_validate.page.wasm", "assets/engine/drs_validate.wasm"),
];

/// What the site shows beside the contract.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'t> {
    /// `CHANGELOG.md`.
    pub changelog: &'t str,
    /// `spec/README.md`, which says what the numbers of the vendor's documents stand for.
    pub spec: &'t str,
    /// Whether there is a playground.
    pub playground: bool,
}

/// The files of the site; paths are relative to its root.
///
/// # Errors
/// Two pages have the same path.
pub fn outputs(contract: &Contract, texts: Texts<'_>) -> Result<Vec<Output>, Problem> {
    let model = Model::new(contract, texts.playground);
    let view = |path: String| View::new(&model, path);
    let mut files = vec![
        start::page(&view("index.html".to_owned()), texts.spec),
        rules::page(&view("rules/index.html".to_owned())),
        states::page(&view("states.html".to_owned())),
        errors::page(&view("errors.html".to_owned())),
        regions::page(&view("regions.html".to_owned())),
        changelog::page(&view("changelog.html".to_owned()), texts.changelog),
        search::index(&model),
    ];
    files.extend((0..contract.operations.len()).map(|index| {
        let path = address::operation(&contract.operations[index].id);
        operation::page(&view(path), index)
    }));
    files.extend(
        (0..contract.pages.len()).map(|index| rule::page(&view(address::rule(&contract.pages[index].id)), index)),
    );
    let asset = |(path, text): (&str, &str)| Output { path: path.to_owned(), text: text.to_owned() };
    files.extend(ASSETS.map(asset));
    if texts.playground {
        files.extend(PLAYGROUND.map(asset));
        files.push(playground::page(&view(address::PLAYGROUND.to_owned())));
        files.push(playground::reasons(&model));
        files.push(playground::examples(&model));
    }
    let mut paths = BTreeSet::new();
    match files.iter().find(|file| !paths.insert(file.path.clone())) {
        Some(twice) => Err(Problem::new(format!("two pages of the site are called `{}`", twice.path))),
        None => Ok(files),
    }
}
