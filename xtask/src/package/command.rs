//! The command `drs`, with all that belongs to it, in a folder and as an archive.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::staging::copy;
use crate::third_party::{self, Artifact};
use crate::tool::{MOMENT, cargo, output, run, tool};

/// Where what the archives have is put together, below the project's root.
const STAGED: &str = "target/staged";

/// Completions: the name of the shell, and that of the file.
const COMPLETIONS: [(&str, &str); 3] = [("bash", "drs.bash"), ("fish", "drs.fish"), ("zsh", "_drs")];

/// Builds the command, and puts it with its pages, completions and licences into a folder.
pub(super) fn stage(root: &Path) -> anyhow::Result<PathBuf> {
    let build = ["build", "--release", "--locked", "--package", "drs-cli", "--target-dir", "target"];
    run(cargo().args(build).current_dir(root), "see what the compiler says")?;
    let staged = root.join(STAGED);
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    let folder = staged.join("drs");
    fs::create_dir_all(folder.join("completions"))?;
    let drs = folder.join("drs");
    copy(&root.join("target/release/drs"), &drs)?;
    for name in ["README.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root.join(name), &folder.join(name))?;
    }
    output(Command::new(&drs).args(["man", "--write"]).arg(folder.join("man/man1")))?;
    for (shell, name) in COMPLETIONS {
        fs::write(folder.join("completions").join(name), output(Command::new(&drs).args(["completions", shell]))?)?;
    }
    let target = target()?;
    third_party::write(
        root,
        &Artifact { workspace: ".", package: "drs-cli", target: &target, features: &[] },
        &folder,
    )?;
    Ok(folder)
}

/// Packs the folder, and puts the bill of materials beside the archive.
pub(super) fn tar(staged: &Path, out: &Path) -> anyhow::Result<()> {
    let name = format!("drs-{}-{}", env!("CARGO_PKG_VERSION"), target()?);
    let mut tar = tool("tar");
    // Nothing of who packed it, when, and in which order the disk has it.
    tar.args(["--create", "--sort=name", "--format=gnu", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.args(["--mode=u=rwX,go=rX", "--use-compress-program=gzip -9n"]);
    tar.arg(format!("--mtime=@{MOMENT}")).arg(format!("--transform=s,^drs,{name},"));
    tar.arg("--file").arg(out.join(format!("{name}.tar.gz"))).arg("--directory").arg(parent(staged)).arg("drs");
    run(&mut tar, "install GNU tar and gzip")?;
    copy(&staged.join(third_party::SBOM), &out.join(format!("{name}.cdx.json")))
}

/// The machine that the command is built for: this one.
pub(super) fn target() -> anyhow::Result<String> {
    Ok(String::from_utf8(output(Command::new("rustc").args(["--print", "host-tuple"]))?)?.trim().to_owned())
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}
