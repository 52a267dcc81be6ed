//! The texts of the licences of an artefact's crates.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use spdx::{Expression, LicenseReq, ParseMode};

use super::graph::{Crate, Graph, Id};

/// Licences that a crate may be under, at its or our choice.
const ALLOWED: [&str; 6] = ["Apache-2.0", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0", "Unicode-3.0"];

/// The one among them that asks to say where the source is.
const ASKS_FOR_SOURCE: &str = "MPL-2.0";

/// How names of files begin that have a licence, or what one asks to pass on.
const FILES: [&str; 6] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];

const RULE: &str = "==============================================================================";

/// A document with the licence of each crate, where its source is, and every text once.
pub(super) fn text(graph: &Graph) -> anyhow::Result<String> {
    let (root, version) = &graph.root;
    let mut list = String::new();
    let mut source = String::new();
    let mut texts = Texts::default();
    for (id, it) in graph.crates.iter().filter(|(_, it)| it.source.is_some()) {
        let license = license(id, it)?;
        let (name, version) = id;
        let address = it.repository.as_deref().unwrap_or("no address");
        let _ = writeln!(list, "{name} {version}\n    {license}; {address}");
        if !license.evaluate(|one| is_allowed(one) && !is(one, ASKS_FOR_SOURCE)) {
            let _ = writeln!(
                source,
                "{name} {version}, unchanged: the package of this name and version on crates.io; {address}"
            );
        }
        texts.add(id, it, &license)?;
    }
    let mut out = format!(
        "{root} {version} is under MIT OR Apache-2.0 and made of these crates of others,\n\
         and of the standard library of Rust (MIT OR Apache-2.0; https://github.com/rust-lang/rust,\n\
         whose file COPYRIGHT has the notices of its parts). The texts of all licences follow.\n\n{list}"
    );
    if !source.is_empty() {
        let _ = write!(
            out,
            "\nUnder the Mozilla Public License 2.0 ({ASKS_FOR_SOURCE}), with the place of the source:\n{source}"
        );
    }
    for (names, text) in texts.in_order() {
        let _ = write!(out, "\n{RULE}\n{names}\n{RULE}\n\n{}\n", text.trim_matches('\n'));
    }
    Ok(out)
}

/// The licence of a crate, if it may be used.
fn license(id: &Id, it: &Crate) -> anyhow::Result<Expression> {
    let (name, version) = id;
    let license = it.license.as_deref().with_context(|| format!("the crate `{name}` {version} names no licence"))?;
    let parsed = expression(license).with_context(|| format!("the licence `{license}` of `{name}` {version}"))?;
    anyhow::ensure!(
        parsed.evaluate(is_allowed),
        "the crate `{name}` {version} is under `{license}`\nhelp: allowed are {}",
        ALLOWED.join(", ")
    );
    Ok(parsed)
}

/// A licence as old manifests spell it too: with a slash for `OR`.
pub(super) fn expression(license: &str) -> anyhow::Result<Expression> {
    let license = Expression::canonicalize(license)?.unwrap_or_else(|| license.to_owned());
    Ok(Expression::parse_mode(&license, ParseMode::STRICT)?)
}

fn is_allowed(requirement: &LicenseReq) -> bool {
    ALLOWED.iter().any(|name| is(requirement, name))
}

fn is(requirement: &LicenseReq, name: &str) -> bool {
    requirement.license.id().is_some_and(|id| id.name == name)
}

/// Texts and whose they are, each text once however its lines are broken.
#[derive(Default)]
struct Texts(BTreeMap<String, (Vec<String>, String)>);

impl Texts {
    /// The files of a crate; of one that has none the standard texts of the licences that it names.
    fn add(&mut self, id: &Id, it: &Crate, license: &Expression) -> anyhow::Result<()> {
        let (name, version) = id;
        let mut files = Vec::new();
        find(it.folder(), &mut files).with_context(|| format!("the files of `{name}` {version} cannot be read"))?;
        for file in &files {
            let bytes = fs::read(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
            self.insert(format!("{name} {version}"), String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
        }
        if files.is_empty() {
            let authors = if it.authors.is_empty() { "not named".to_owned() } else { it.authors.join(", ") };
            let owner =
                format!("{name} {version} (its package has no text, this is the standard one; authors: {authors})");
            for requirement in license.requirements().filter(|it| is_allowed(&it.req)) {
                if let Some(id) = requirement.req.license.id() {
                    self.insert(owner.clone(), id.text().to_owned());
                }
            }
        }
        Ok(())
    }

    fn insert(&mut self, owner: String, text: String) {
        let same = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (owners, _) = self.0.entry(same).or_insert_with(|| (Vec::new(), text));
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }

    /// Each text under its owners, in the order of those.
    fn in_order(self) -> Vec<(String, String)> {
        let mut texts: Vec<_> = self.0.into_values().map(|(owners, text)| (owners.join("\n"), text)).collect();
        texts.sort();
        texts
    }
}

/// Adds the files with licences that are in a folder or below it, in the order of their names.
fn find(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let is_source = path.extension().is_some_and(|extension| extension == "rs");
        if path.is_dir() {
            find(&path, files)?;
        } else if !is_source && FILES.iter().any(|begin| name.starts_with(begin)) {
            files.push(path);
        }
    }
    Ok(())
}
