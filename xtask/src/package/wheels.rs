//! The wheels: the command, and the library for Python.

use std::fs;
use std::path::{Path, PathBuf};

use super::command::target;
use crate::flags::without_folders;
use crate::third_party::{self, Artifact};
use crate::tool::{run, tool};

/// The folders of the wheels, and the workspace, crate and features that each is built from.
const WHEELS: [(&str, &str, &str, &[&str]); 2] = [
    ("crates/drs-cli", ".", "drs-cli", &[]),
    ("crates/drs-python", "crates/drs-python", "drs-python", &["--features=pyo3/extension-module"]),
];

/// Builds both, with the texts of the licences and the bill of materials where `pip` keeps them.
pub(super) fn build(root: &Path, out: &Path) -> anyhow::Result<()> {
    let target = target()?;
    for (folder, workspace, package, features) in WHEELS {
        let artifact = Artifact { workspace, package, target: &target, features };
        let staged = root.join("target/staged-wheels").join(package);
        fs::create_dir_all(&staged)?;
        let version = third_party::write(root, &artifact, &staged)?;
        anyhow::ensure!(version == env!("CARGO_PKG_VERSION"), "`{folder}/Cargo.toml` is of version {version}");
        // maturin takes the licences that lie beside the manifest.
        let text = Borrowed(root.join(folder).join(third_party::LICENSES));
        fs::copy(staged.join(third_party::LICENSES), &text.0)?;
        let mut maturin = tool("maturin");
        if workspace != "." {
            // What a workspace of its own has from outside of it, cargo names by its whole path.
            maturin.env("CARGO_ENCODED_RUSTFLAGS", without_folders(root));
        }
        maturin.args(["build", "--quiet", "--release", "--locked", "--target-dir", "target"]);
        maturin.arg("--manifest-path").arg(root.join(folder).join("Cargo.toml"));
        maturin.arg("--sbom-include").arg(staged.join(third_party::SBOM)).arg("--out").arg(out);
        if target.contains("-linux-gnu") {
            // Linked for a C library of 2014, and not for that of this machine.
            maturin.args(["--zig", "--compatibility", "manylinux2014"]);
        }
        run(maturin.current_dir(root), "pip install maturin==1.16.0 ziglang==0.17.1")?;
    }
    Ok(())
}

/// A file that is there only as long as somebody else reads it.
struct Borrowed(PathBuf);

impl Drop for Borrowed {
    fn drop(&mut self) {
        // What is left is named in `.gitignore`, and replaced the next time.
        let _removed = fs::remove_file(&self.0);
    }
}
