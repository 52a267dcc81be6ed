//! Every rule, run over the project.

use std::io::Write;
use std::path::Path;

use super::{Text, Violation, circles, crates, files, forbidden_text, secrets};
use crate::status::Status;

/// Everything that is wrong with the project at `root`.
///
/// # Errors
/// A file cannot be read, or `cargo metadata` fails.
pub fn violations(root: &Path) -> anyhow::Result<Vec<Violation>> {
    let texts = files::read(root)?;
    let mut found = check(&texts);
    found.extend(crates::check(&crates::metadata(root)?));
    found.sort();
    Ok(found)
}

/// What is wrong with some files.
pub fn check(texts: &[Text]) -> Vec<Violation> {
    let mut found = circles::check(texts);
    found.extend(
        texts.iter().flat_map(|text| [files::check(text), forbidden_text::check(text), secrets::check(text)].concat()),
    );
    found.sort();
    found
}

/// Prints what is wrong with the project at `root`.
///
/// # Errors
/// Something is wrong, or cannot be read.
pub fn run(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let texts = files::read(root)?;
    status.say("Checking", &format!("{} files", texts.len()))?;
    let found = violations(root)?;
    for violation in &found {
        status.say("Failed", &violation.to_string())?;
    }
    if found.is_empty() {
        return Ok(());
    }
    anyhow::bail!("{} violations of the rules in ARCHITECTURE.md", found.len())
}
