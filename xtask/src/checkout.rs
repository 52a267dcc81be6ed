//! Copies of the repository.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

/// Copies every file of the repository that git knows or would add, and removes what else is in the folder.
pub(crate) fn copy(repository: &Path, to: &Path) -> anyhow::Result<()> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(repository)
        .output()
        .context("git lists the files of the repository")?;
    anyhow::ensure!(listed.status.success(), "git cannot list the files of the repository");
    let names = String::from_utf8(listed.stdout)?;
    let names: BTreeSet<&str> = names.split('\0').filter(|name| repository.join(name).is_file()).collect();
    remove_others(to, to, &names)?;
    for name in names {
        copy_file(&repository.join(name), &to.join(name)).with_context(|| format!("`{name}` cannot be copied"))?;
    }
    Ok(())
}

/// Removes what an earlier run left that the repository does not have.
fn remove_others(root: &Path, folder: &Path, names: &BTreeSet<&str>) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            remove_others(root, &path, names)?;
        } else if !path.strip_prefix(root)?.to_str().is_some_and(|name| names.contains(name)) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Copies a file with its time, unless the copy is the same already.
fn copy_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(from)?;
    let metadata = fs::metadata(from)?;
    let modified = metadata.modified()?;
    let known = fs::metadata(to).and_then(|metadata| metadata.modified()).is_ok_and(|time| time == modified);
    if known && fs::read(to)? == bytes {
        return Ok(());
    }
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::copy(from, to)?;
    fs::File::options().write(true).open(to)?.set_modified(modified)?;
    Ok(())
}
