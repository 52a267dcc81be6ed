//! `cargo xtask package`: what users install, made by the tools of each world.

mod command;
mod deb;
mod sums;
mod wheels;

use std::io::Write;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use clap::{Args, ValueEnum};

use crate::staging::empty;
use crate::status::Status;
use crate::{site, tool, wasm};

/// Where everything goes, below the project's root.
const FOLDER: &str = "target/packages";

/// What to build.
#[derive(Args)]
pub struct Package {
    /// Only these; without one, everything.
    #[arg(value_enum)]
    kinds: Vec<Kind>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The command with its pages and completions, in an archive that unpacks anywhere.
    Tar,
    /// The same as a package of Debian; needs dpkg-dev.
    Deb,
    /// The command and the library for Python; needs maturin.
    Wheels,
    /// The module for JavaScript and other hosts of WebAssembly; needs npm.
    Npm,
    /// The reference with the playground; needs node and npm.
    Site,
}

impl Package {
    /// Builds what is asked for, and sums up everything that is built.
    ///
    /// # Errors
    /// A tool is not installed or fails, a licence is not allowed, or a file cannot be read or written.
    pub fn run(&self, root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
        let kinds = if self.kinds.is_empty() { Kind::value_variants() } else { &self.kinds };
        let has = |kind| kinds.contains(&kind);
        let packages = root.join(FOLDER);
        if has(Kind::Tar) || has(Kind::Deb) {
            let staged = command::stage(root)?;
            if has(Kind::Tar) {
                command::tar(&staged, &empty(&packages.join("tar"))?)?;
            }
            if has(Kind::Deb) {
                deb::build(&staged, &empty(&packages.join("deb"))?)?;
            }
        }
        if has(Kind::Wheels) {
            wheels::build(root, &empty(&packages.join("wheels"))?)?;
        }
        if has(Kind::Npm) || has(Kind::Site) {
            wasm::run(root, status)?;
            let mut pack = tool::tool("npm");
            pack.args(["pack", "--silent", "./drs-validate"]).current_dir(packages.join("npm"));
            tool::output(&mut pack).context("help: install npm with Node.js")?;
        }
        if has(Kind::Site) {
            let mut editor = Command::new("sh");
            tool::run(editor.arg("xtask/site/editor/build").current_dir(root), "install node and npm")?;
            site::write(root, status)?;
            anyhow::ensure!(packages.join("site/playground").is_dir(), "the site has no playground");
        }
        let count = sums::write(&packages)?;
        Ok(status.say(
            "Finished",
            &format!("{count} files in `{FOLDER}`; check them there with `sha256sum -c {}`", sums::FILE),
        )?)
    }
}
