//! `cargo xtask site`: the contract as pages for a browser.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;

use crate::codegen;
use crate::output::site::{BUILT, Texts, outputs};
use crate::status::Status;

/// The folder of the site, below the project's root.
const FOLDER: &str = "target/packages/site";

/// What the files of the playground that other tools build are in.
const PACKAGES: &str = "target/packages";

/// Writes the site anew, with a playground if the module and the editor of that are built.
///
/// # Errors
/// The contract is wrong, or a file cannot be read or written.
pub fn write(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let read = |path: &str| fs::read_to_string(root.join(path)).with_context(|| format!("`{path}` cannot be read"));
    let (changelog, spec) = (read("CHANGELOG.md")?, read("spec/README.md")?);
    let contract = codegen::contract(root)?;
    let missing = BUILT.iter().find(|(from, _)| !root.join(PACKAGES).join(from).is_file());
    let texts = Texts { changelog: &changelog, spec: &spec, playground: missing.is_none() };
    let files = outputs(&contract, texts).map_err(|problem| problem.into_error(&contract.files))?;
    let folder = root.join(FOLDER);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("`{FOLDER}` cannot be replaced"));
        }
        _ => {}
    }
    for file in &files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(&path, &file.text).with_context(|| format!("`{FOLDER}/{}` cannot be written", file.path))?;
    }
    match missing {
        Some((missing, _)) => {
            let remedy = if missing.starts_with("editor") { "sh xtask/site/editor/build" } else { "cargo xtask wasm" };
            status.say(
                "Skipped",
                &format!("the playground: `{PACKAGES}/{missing}` is not built; `{remedy}` builds it"),
            )?;
        }
        None => {
            for (from, to) in BUILT {
                let to = folder.join(to);
                fs::create_dir_all(to.parent().unwrap_or(&folder))?;
                fs::copy(root.join(PACKAGES).join(from), &to)
                    .with_context(|| format!("`{PACKAGES}/{from}` cannot be copied"))?;
            }
        }
    }
    status.say("Finished", &format!("{} files in `{FOLDER}`; start with `index.html`", files.len()))?;
    Ok(())
}
