//! What is linked into something that is published: which crates of others, under which licences, from where.

mod graph;
mod licenses;
mod sbom;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use anyhow::Context as _;
pub use graph::Artifact;

/// The texts of the licences, in the folder of each artefact.
pub const LICENSES: &str = "LICENSE-THIRD-PARTY.txt";

/// What an artefact consists of, in `CycloneDX`.
pub const SBOM: &str = "sbom.cdx.json";

/// Writes the texts of the licences and the bill of materials of an artefact into a folder. Returns the version of the crate that the
/// artefact is built from.
///
/// # Errors
/// A crate is under no licence that is allowed, `cargo` cannot say which crates there are, or a file cannot be read or written.
pub fn write(root: &Path, artifact: &Artifact, folder: &Path) -> anyhow::Result<String> {
    let graph = graph::read(root, artifact)?;
    for (name, text) in [(LICENSES, licenses::text(&graph)?), (SBOM, sbom::text(&graph)?)] {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("`{}` cannot be written", path.display()))?;
    }
    Ok(graph.root.1)
}
