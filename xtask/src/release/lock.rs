//! The files of `dist/`, held against the checksums that `artifacts.json` has of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::codegen;

/// The one file that is not listed in itself.
const LIST: &str = "artifacts.json";

#[derive(Deserialize)]
struct Artifacts {
    files: Vec<Artifact>,
}

#[derive(Deserialize)]
struct Artifact {
    file: String,
    sha256: String,
}

/// A line of `SHA256SUMS` for each file of `dist/`, in order, if each is what `artifacts.json` says.
pub(super) fn sums(root: &Path) -> anyhow::Result<Vec<String>> {
    let list = fs::read_to_string(root.join("dist").join(LIST)).context("`dist/artifacts.json` cannot be read")?;
    let listed: Artifacts = serde_json::from_str(&list).context("`dist/artifacts.json` is no list of files")?;
    let listed: BTreeMap<String, String> = listed.files.into_iter().map(|file| (file.file, file.sha256)).collect();
    let mut sums = Vec::new();
    let owned = codegen::owned(root)?;
    let files: Vec<&str> = owned.iter().filter_map(|path| path.strip_prefix("dist/")).collect();
    for file in &files {
        let sum = sum(&fs::read(root.join("dist").join(file))?);
        let known = listed.get(*file);
        ensure!(*file == LIST || known.is_some(), "`dist/{file}` is not in `artifacts.json`");
        ensure!(*file == LIST || known == Some(&sum), "`dist/{file}` has another checksum than `artifacts.json` says");
        sums.push(format!("{sum}  {file}\n"));
    }
    for file in listed.keys() {
        ensure!(files.contains(&file.as_str()), "`dist/{file}` is missing");
    }
    Ok(sums)
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
