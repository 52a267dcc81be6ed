//! Installing what is measured beside: pinned packages, into the target folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// The files that pin the packages.
const REQUIREMENTS: &str = "tests/conformance/src/comparisons/requirements.txt";
const PACKAGE: &str = "tests/conformance/src/comparisons/package.json";
const LOCK: &str = "tests/conformance/src/comparisons/package-lock.json";

/// What stands in the requirements before what is not measured itself.
const FURTHER: &str = "# What those need.";

/// What to do where a program is missing.
pub(super) const REMEDY: &str = "install Node.js 20 with npm, Python 3.10 and Rust, or newer, and put them on the PATH";

/// Where the tools are.
#[derive(Debug)]
pub(super) struct Tools {
    /// The interpreter of an environment of its own.
    pub(super) python: PathBuf,
    /// The folder that has `node_modules`.
    pub(super) node: PathBuf,
    /// Blaze's own program, without the script around it.
    pub(super) blaze: PathBuf,
    /// A Rust program that does nothing.
    pub(super) empty: PathBuf,
}

/// Installs the peers; what is there already stays.
pub(super) fn install(root: &Path) -> anyhow::Result<Tools> {
    let home = root.join("target/peers");
    let (python, node) = (home.join("python"), home.join("node"));
    std::fs::create_dir_all(&node)?;
    if !python.join("bin/python").is_file() {
        done(Command::new("python3").args(["-m", "venv"]).arg(&python))?;
    }
    let interpreter = python.join("bin/python");
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
    done(Command::new(&interpreter).args(pip).current_dir(root))?;
    std::fs::copy(root.join(PACKAGE), node.join("package.json"))?;
    std::fs::copy(root.join(LOCK), node.join("package-lock.json"))?;
    let npm = ["ci", "--no-audit", "--no-fund", "--silent", "--prefix"];
    done(Command::new("npm").args(npm).arg(&node))?;
    let empty = home.join("empty");
    std::fs::write(home.join("empty.rs"), "fn main() {}\n")?;
    done(Command::new("rustc").args(["-O", "--edition", "2024", "-o"]).arg(&empty).arg(home.join("empty.rs")))?;
    let blaze = blaze(&python)?;
    Ok(Tools { python: interpreter, node, blaze, empty })
}

/// The program that the package of Blaze has for this machine.
fn blaze(python: &Path) -> anyhow::Result<PathBuf> {
    let mut files = Vec::new();
    collect(&python.join("lib"), &mut files)?;
    let name = format!("jsonschema-{}-{}", std::env::consts::OS, std::env::consts::ARCH.replace('_', "-"));
    let other = name.replace("x86-64", "x86_64");
    let is_it =
        |path: &PathBuf| path.file_name().is_some_and(|file| *file == *name.as_str() || *file == *other.as_str());
    let program = files.into_iter().find(is_it);
    program.with_context(|| format!("the package sourcemeta-jsonschema has no program `{other}` for this machine"))
}

/// Every file in a folder and those in it.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// Runs a command to its end.
pub(super) fn done(command: &mut Command) -> anyhow::Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output =
        command.output().with_context(|| format!("`{program}` cannot be run: is it installed and on the PATH?"))?;
    if !output.status.success() {
        bail!("`{program}` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The machine, and what ran on it.
pub(super) fn versions(root: &Path, tools: &Tools) -> anyhow::Result<Vec<(String, String)>> {
    let mut versions = vec![("processor".to_owned(), processor())];
    let mut add = |name: &str, version: String| versions.push((name.to_owned(), version));
    add("rustc", done(Command::new("rustc").arg("--version"))?.replace("rustc ", ""));
    add("node", done(Command::new("node").arg("--version"))?);
    add("python", done(Command::new(&tools.python).arg("--version"))?.replace("Python ", ""));
    let requirements = std::fs::read_to_string(root.join(REQUIREMENTS))?;
    for line in requirements.lines().take_while(|line| *line != FURTHER) {
        if let Some((name, version)) = line.split_once("==") {
            add(name, version.to_owned());
        }
    }
    let package: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(root.join(PACKAGE))?)?;
    for (name, version) in package["dependencies"].as_object().into_iter().flatten() {
        add(name, version.as_str().unwrap_or_default().to_owned());
    }
    let lock = std::fs::read_to_string(root.join("Cargo.lock"))?;
    for name in ["serde_json", "jsonschema"] {
        let start = lock.find(&format!("name = \"{name}\"\n")).map_or("", |at| &lock[at..]);
        let version = start.lines().nth(1).and_then(|line| line.split('"').nth(1)).unwrap_or_default();
        add(&format!("{name} (crate)"), version.to_owned());
    }
    Ok(versions)
}

/// What the processor calls itself, and how many of it there are.
fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{cores} x {}", model.trim_start_matches([' ', '\t', ':']))
}
