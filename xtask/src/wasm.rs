//! `cargo xtask wasm`: the validator as a WebAssembly module, in a folder that npm takes.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::checkout;
use crate::flags::without_folders;
use crate::staging::{copy, empty};
use crate::status::Status;
use crate::third_party::{self, Artifact};
use crate::tool::cargo;

/// The target of the module.
const TARGET: &str = "wasm32-unknown-unknown";

/// What it is made of.
const MODULE: Artifact = Artifact { workspace: ".", package: "drs-wasm", target: TARGET, features: &[] };

/// How large the module may become, compressed as a web server does: what a page waits for.
const MAX_COMPRESSED: usize = 620_000;

/// The same of the module for pages. Compilers differ by a sixth.
const MAX_PAGE_COMPRESSED: usize = 430_000;

/// The module for hosts without such instructions.
const PLAIN: &str = "drs_validate.plain.wasm";

/// The module for pages that check, neither explain nor report in other formats than JSON, and need no fast path.
const PAGE: &str = "drs_validate.page.wasm";

/// Of the module for pages the size counts more than the time for a text that a person types.
const SMALL: &str = "profile.wasm.package.drs-validate.opt-level='z'";

/// What the folder has beside the module.
const FILES: [&str; 6] = ["README.md", "browser.js", "engine.js", "index.d.ts", "node.js", "package.json"];

/// Builds the module, and puts it with all that belongs to it into `target/packages/npm/drs-validate`; and once more each for hosts
/// without SIMD and for pages, into `target/packages/wasm`.
///
/// # Errors
///
/// A target that is not installed, a module that does not compile or is too large, and the errors of the file system.
pub fn run(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let package: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root.join("crates/drs-wasm/npm/package.json"))?)?;
    let version = env!("CARGO_PKG_VERSION");
    anyhow::ensure!(package["version"] == version, "`package.json` is not of version {version}");
    let library = Library::find()?;
    let packages = root.join("target/packages");
    for name in ["npm", "wasm"] {
        empty(&packages.join(name))?;
    }
    third_party::write(root, &MODULE, &packages.join("wasm"))?;
    fs::write(packages.join("wasm").join(PLAIN), build(root, &library, &[], "-simd128")?)?;
    let page = build_page(root, &library)?;
    let page_compressed = compressed(&page, MAX_PAGE_COMPRESSED)?;
    fs::write(packages.join("wasm").join(PAGE), page)?;
    let module = build(root, &library, &[], "+simd128")?;
    let compressed = compressed(&module, MAX_COMPRESSED)?;
    let folder = packages.join("npm/drs-validate");
    fs::create_dir_all(&folder)?;
    for name in FILES {
        copy(&root.join("crates/drs-wasm/npm").join(name), &folder.join(name))?;
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root.join(name), &folder.join(name))?;
    }
    for name in [third_party::LICENSES, third_party::SBOM] {
        copy(&packages.join("wasm").join(name), &folder.join(name))?;
    }
    fs::write(folder.join("drs_validate.wasm"), &module)?;
    let sizes = format!(
        "{} bytes, {compressed} compressed with gzip ({page_compressed} for pages), in {}",
        module.len(),
        folder.display()
    );
    Ok(status.say("Built", &sizes)?)
}

/// Builds the module for pages once more, in a copy of the repository, and says whether it has the same bytes.
///
/// # Errors
///
/// Bytes that differ, a module that was not built before or does not compile, and the errors of the file system.
pub fn again(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let before = root.join("target/packages/wasm").join(PAGE);
    let known = fs::read(&before).with_context(|| format!("`{}` cannot be read", before.display()))?;
    let elsewhere = empty(&root.join("target/elsewhere"))?;
    checkout::copy(root, &elsewhere)?;
    let module = build_page(&elsewhere, &Library::find()?)?;
    let after = elsewhere.join(PAGE);
    fs::write(&after, &module)?;
    anyhow::ensure!(module == known, "`{}` has other bytes than `{}`", after.display(), before.display());
    fs::remove_dir_all(&elsewhere)?;
    Ok(status.say("Built", &format!("the same {} bytes in another folder", module.len()))?)
}

/// The compiler of the module, if it is another than that of the rest.
fn compiler() -> Option<OsString> {
    env::var_os("WASM_RUSTC").filter(|path| !path.is_empty())
}

/// Where the standard library for the target comes from.
enum Library {
    /// It is installed.
    Installed,
    /// Its source is, in this folder: it is compiled with the module.
    Source(PathBuf),
}

impl Library {
    fn find() -> anyhow::Result<Self> {
        let ask = |what: &[&str]| -> anyhow::Result<PathBuf> {
            let output =
                Command::new(compiler().unwrap_or_else(|| "rustc".into())).arg("--print").args(what).output()?;
            Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
        };
        if ask(&["target-libdir", "--target", TARGET])?.is_dir() {
            return Ok(Self::Installed);
        }
        let source = ask(&["sysroot"])?.join("lib/rustlib/src/rust");
        anyhow::ensure!(
            source.join("library/Cargo.lock").is_file(),
            "the standard library for `{TARGET}` is not installed\nhelp: rustup target add {TARGET}"
        );
        Ok(Self::Source(source))
    }
}

fn build_page(root: &Path, library: &Library) -> anyhow::Result<Vec<u8>> {
    build(root, library, &["--no-default-features", "--config", SMALL], "+simd128")
}

/// Compiles the module with these options, with or without instructions for sixteen bytes at a time, and without the paths of this
/// machine in it.
fn build(root: &Path, library: &Library, options: &[&str], simd: &str) -> anyhow::Result<Vec<u8>> {
    let mut flags = OsString::from(format!("-Ctarget-feature={simd}\u{1f}"));
    flags.push(without_folders(root));
    let mut command = cargo();
    command.args(["build", "--locked", "--profile", "wasm", "--target", TARGET, "--package", "drs-wasm"]);
    command.args(options);
    if let Some(compiler) = compiler() {
        command.env("RUSTC", compiler);
    }
    if let Library::Source(source) = library {
        // A stable compiler takes the switch only so.
        command.arg("-Zbuild-std=std,panic_abort").env("RUSTC_BOOTSTRAP", "1");
        // Cargo names what is below the project's folder by the rest of its path.
        for folder in [Some(source.as_path()), source.strip_prefix(root).ok()].into_iter().flatten() {
            flags.push("\u{1f}--remap-path-prefix=");
            flags.push(folder);
            flags.push("=rust");
        }
    }
    let target = root.join("target");
    let build =
        command.arg("--target-dir").arg(target).env("CARGO_ENCODED_RUSTFLAGS", flags).current_dir(root).status()?;
    anyhow::ensure!(build.success(), "the module does not compile");
    Ok(fs::read(root.join("target").join(TARGET).join("wasm/drs_wasm.wasm"))?)
}

/// The size of a module as a web server sends it, if it may have that.
fn compressed(module: &[u8], max: usize) -> anyhow::Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(module)?;
    let length = encoder.finish()?.len();
    anyhow::ensure!(length <= max, "the module has {length} bytes compressed, of {max} that it may have");
    Ok(length)
}
