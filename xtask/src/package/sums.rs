//! The checksums of everything that is built.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// The file with the checksums, as `sha256sum` reads it.
pub(super) const FILE: &str = "SHA256SUMS";

/// The folders that are published.
const FOLDERS: [&str; 6] = ["deb", "npm", "site", "tar", "wasm", "wheels"];

/// Writes the checksums of all files of these folders, in the order of their names, and returns how many there are.
pub(super) fn write(packages: &Path) -> anyhow::Result<usize> {
    let mut names = Vec::new();
    for folder in FOLDERS.iter().filter(|folder| packages.join(folder).is_dir()) {
        collect(packages, folder, &mut names)?;
    }
    names.sort();
    let mut sums = String::new();
    for name in &names {
        let digest = Sha256::digest(fs::read(packages.join(name))?);
        digest.iter().try_for_each(|byte| write!(sums, "{byte:02x}"))?;
        writeln!(sums, "  {name}")?;
    }
    fs::write(packages.join(FILE), sums)?;
    Ok(names.len())
}

fn collect(packages: &Path, folder: &str, names: &mut Vec<String>) -> anyhow::Result<()> {
    for entry in fs::read_dir(packages.join(folder))? {
        let entry = entry?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(packages, &name, names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_file_has_its_sum_and_no_other_has() {
        let packages = tempfile::tempdir().expect("a folder");
        for name in ["tar/b", "tar/a", "npm/deep/c", "editor/d"] {
            let path = packages.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "").expect("a file");
        }
        assert_eq!(write(packages.path()).expect("sums"), 3);
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let expected = ["npm/deep/c", "tar/a", "tar/b"].map(|name| format!("{empty}  {name}\n")).concat();
        assert_eq!(fs::read_to_string(packages.path().join(FILE)).expect("a file"), expected);
    }
}
