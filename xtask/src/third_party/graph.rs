//! The crates of an artefact, as cargo says for exactly its features and its target.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use serde::Deserialize;

/// Something that is published.
#[derive(Clone, Copy, Debug)]
pub struct Artifact<'a> {
    /// The folder of the workspace, below the project's root.
    pub workspace: &'a str,
    /// The crate that it is built from.
    pub package: &'a str,
    /// The target that it is built for.
    pub target: &'a str,
    /// What is said to cargo about features.
    pub features: &'a [&'a str],
}

/// The crates of an artefact: all that are linked into it, and so neither procedural macros nor what only builds or tests.
#[derive(Debug)]
pub(super) struct Graph {
    /// The crate that it is built from.
    pub(super) root: Id,
    /// Every crate, that one included.
    pub(super) crates: BTreeMap<Id, Crate>,
}

/// A name and a version.
pub(super) type Id = (String, String);

/// A crate as its manifest describes it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Crate {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) manifest_path: PathBuf,
    /// Where it comes from; nothing of a crate that is ours.
    pub(super) source: Option<String>,
    pub(super) description: Option<String>,
    pub(super) license: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) repository: Option<String>,
    /// The registries that it may be published in: any, or none of an empty list.
    pub(super) publish: Option<Vec<String>>,
    /// SHA-256 of its package.
    #[serde(skip)]
    pub(super) checksum: Option<String>,
    /// Crates that it uses.
    #[serde(skip)]
    pub(super) uses: BTreeSet<Id>,
}

impl Crate {
    /// Where its files are.
    pub(super) fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new(""))
    }

    /// Whether others can have it from a registry.
    pub(super) fn is_public(&self) -> bool {
        self.source.is_some() || self.publish.as_ref().is_none_or(|registries| !registries.is_empty())
    }
}

/// Asks cargo.
pub(super) fn read(root: &Path, artifact: &Artifact) -> anyhow::Result<Graph> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Crate>,
    }
    let folder = root.join(artifact.workspace);
    let output = cargo(&folder, &["metadata", "--format-version=1", "--locked", "--filter-platform", artifact.target])?;
    let metadata: Metadata = serde_json::from_str(&output)?;
    let mut known: BTreeMap<Id, Crate> =
        metadata.packages.into_iter().map(|it| ((it.name.clone(), it.version.clone()), it)).collect();
    let mut arguments = vec!["tree", "--locked", "--edges=normal,no-proc-macro", "--prefix=depth", "--format= {p}"];
    arguments.extend(["--target", artifact.target, "--package", artifact.package]);
    arguments.extend(artifact.features);
    let uses = edges(&cargo(&folder, &arguments)?)?;
    let root = uses.first().map(|(id, _)| id.clone()).context("cargo lists no crate")?;
    let mut graph = Graph { root, crates: BTreeMap::new() };
    for (id, parent) in uses {
        if let Some(found) = known.remove(&id) {
            graph.crates.insert(id.clone(), found);
        }
        anyhow::ensure!(graph.crates.contains_key(&id), "cargo does not describe the crate `{}`", id.0);
        if let Some(parent) = parent.and_then(|parent| graph.crates.get_mut(&parent)) {
            parent.uses.insert(id);
        }
    }
    let lock = fs::read_to_string(folder.join("Cargo.lock")).context("`Cargo.lock` cannot be read")?;
    for (id, checksum) in checksums(&lock) {
        if let Some(found) = graph.crates.get_mut(&id) {
            found.checksum = Some(checksum);
        }
    }
    Ok(graph)
}

fn cargo(folder: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(arguments).current_dir(folder).output().context("cargo cannot be run")?;
    let problem = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "`cargo {}` failed: {}", arguments[0], problem.trim());
    Ok(String::from_utf8(output.stdout)?)
}

/// Each crate of a tree whose lines begin with their depth, and the one that uses it.
pub(super) fn edges(tree: &str) -> anyhow::Result<Vec<(Id, Option<Id>)>> {
    let mut path: Vec<Id> = Vec::new();
    let mut found = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        let (Some(depth), Some(name), Some(version)) = (words.next(), words.next(), words.next()) else {
            anyhow::bail!("cargo lists a crate as `{line}`");
        };
        let id = (name.to_owned(), version.trim_start_matches('v').to_owned());
        path.truncate(depth.parse()?);
        found.push((id.clone(), path.last().cloned()));
        path.push(id);
    }
    Ok(found)
}

/// The checksums of a lock file, which has each package in a block of lines.
pub(super) fn checksums(lock: &str) -> Vec<(Id, String)> {
    let blocks = lock.split("[[package]]");
    blocks
        .filter_map(|block| {
            let value = |key: &str| block.lines().find_map(|line| line.strip_prefix(key)?.strip_suffix('"'));
            let id = (value("name = \"")?.to_owned(), value("version = \"")?.to_owned());
            Some((id, value("checksum = \"")?.to_owned()))
        })
        .collect()
}
