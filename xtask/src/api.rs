//! `cargo xtask api`: the public items of the crates that others may depend on, one a line, in `crates/*/api.txt`.
//!
//! A change of what is promised is seen in the diff of these files. What is generated from the contract is left out: `cargo xtask diff`
//! says what changes there.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};
use public_api::Builder;

use crate::release::PUBLIC;
use crate::status::Status;

/// Modules whose items are generated.
const GENERATED: [&str; 2] = ["drs_client::types::", "drs_contract::generated::"];

/// Writes the lists.
///
/// # Errors
/// A crate that does not compile, a compiler whose documentation cannot be read, and the errors of the file system.
pub fn write(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    for (path, list) in lists(root)? {
        fs::write(&path, &list)?;
        status.say("Written", &format!("{}: {} items", path.display(), list.lines().count()))?;
    }
    Ok(())
}

/// Compares the lists with the crates.
///
/// # Errors
/// A list that is not that of its crate, and the errors of [`write()`].
pub fn check(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let mut stale = Vec::new();
    let lists = lists(root)?;
    for (path, list) in &lists {
        let old = fs::read_to_string(path).unwrap_or_default();
        if old != *list {
            let name = path.strip_prefix(root).unwrap_or(path).display().to_string();
            let diff = similar::TextDiff::from_lines(old.as_str(), list);
            stale.push(diff.unified_diff().context_radius(0).header(&name, &name).to_string());
        }
    }
    ensure!(
        stale.is_empty(),
        "the public items of crates are others than those listed\n{}help: if that is meant, run `cargo xtask api`",
        stale.concat()
    );
    Ok(status.say("Finished", &format!("{} crates with the public items that are listed", lists.len()))?)
}

/// Where each list is, and what it must have.
fn lists(root: &Path) -> anyhow::Result<Vec<(PathBuf, String)>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["doc", "--quiet", "--locked", "--no-deps", "--lib", "--all-features"])
        .args(PUBLIC.iter().flat_map(|name| ["--package", name]))
        .env("RUSTDOC", root.join("xtask/rustdoc"))
        .env("CARGO_TARGET_DIR", root.join("target"))
        .current_dir(root)
        .status()?;
    ensure!(status.success(), "the documentation of the crates cannot be made");
    let list = |name: &&str| Ok((root.join("crates").join(name).join("api.txt"), items(root, name)?));
    PUBLIC.iter().map(list).collect()
}

/// The public items of a crate, one a line, from its documentation.
fn items(root: &Path, name: &str) -> anyhow::Result<String> {
    let path = root.join("target/doc").join(format!("{}.json", name.replace('-', "_")));
    let api = Builder::from_rustdoc_json(&path)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .with_context(|| {
            format!("`{}` cannot be read, which needs Rust {}", path.display(), env!("CARGO_PKG_RUST_VERSION"))
        })?;
    let items = api.items().map(ToString::to_string);
    Ok(items.filter(|item| !GENERATED.iter().any(|module| item.contains(module))).map(|item| item + "\n").collect())
}
