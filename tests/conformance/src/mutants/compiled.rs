//! The validator itself, compiled with mistakes in its generated way to "valid".
//!
//! A copy of the crate is made under `target/`, with every mistake in it and a switch for each; a small program runs the
//! corpus through it with one mistake on at a time.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use super::flow::Flow;
use super::forms::Dfa;
use super::probe::Probes;
use super::rewrite::{Rewriter, Switch};
use super::syntax;
use xtask::status::Status;

/// The crate that is copied.
const CRATE: &str = "crates/drs-validate";

/// The modules that have the mistakes.
const MODULES: [&str; 3] = ["objects", "lists", "listed"];

/// The program.
const MAIN: &str = include_str!("driver/main.rs");

/// The switch.
const SWITCH: &str = include_str!("driver/switch.rs");

/// A copy with mistakes.
pub(super) struct Copy {
    folder: PathBuf,
    /// All the mistakes.
    pub(super) switches: Vec<Switch>,
    /// What the functions do with facts.
    pub(super) flow: Flow,
}

impl Copy {
    /// Makes the copy and compiles it; `last` are the functions for objects after which nothing is nested.
    ///
    /// # Errors
    /// A file cannot be read or written, or the copy does not compile.
    pub(super) fn new(root: &Path, last: BTreeSet<String>, status: &mut Status<impl Write>) -> anyhow::Result<Self> {
        let folder = root.join("target/mutants");
        let source = root.join(CRATE).join("src");
        let copy = folder.join("validate/src");
        if copy.exists() {
            fs::remove_dir_all(&copy).with_context(|| format!("cannot empty `{}`", copy.display()))?;
        }
        copy_folder(&source, &copy)?;
        let patterns = syntax::read(&read(&source.join("generated/patterns.rs"))?)?;
        let forms = patterns.into_iter().filter_map(|item| Some((item.name, Dfa::read(&item.value)?)));
        let mut rewriter = Rewriter::new(forms.collect(), last);
        for name in MODULES {
            let path = Path::new("generated/accept").join(format!("{name}.rs"));
            let text = rewriter.module(name, &read(&source.join(&path))?).with_context(|| format!("`{name}.rs`"))?;
            write(&copy.join(&path), &text)?;
        }
        let library = read(&source.join("lib.rs"))?;
        write(&copy.join("lib.rs"), &format!("{library}\npub mod switch;\n"))?;
        write(&copy.join("switch.rs"), SWITCH)?;
        write(&folder.join("run/src/main.rs"), MAIN)?;
        manifests(root, &folder)?;
        status.say("Compiling", &format!("the validator with {} mistakes", rewriter.switches.len()))?;
        build(&folder)?;
        Ok(Self { folder, switches: rewriter.switches, flow: rewriter.flow })
    }

    /// What shows each of the mistakes, in their order: the id of a case, and what became of it.
    ///
    /// # Errors
    /// The program cannot be run, or does not agree with the corpus without any mistake.
    pub(super) fn run(&self, chosen: &[Switch], probes: &Probes) -> anyhow::Result<Vec<Option<String>>> {
        let documents = self.folder.join("documents.jsonl");
        let mut names = Vec::new();
        let mut lines = String::new();
        for case in probes.all.iter().map(|probe| &probe.case) {
            lines.push_str(&line(&case.operation, case.valid && case.warnings.is_empty(), &case.document));
            names.push(case.id.clone());
        }
        for form in &probes.forms {
            for outcome in &form.outcomes {
                for text in &outcome.texts {
                    let right = outcome.valid && outcome.warnings.is_empty();
                    lines.push_str(&line(&form.operation, right, &form.document(text)));
                    names.push(format!("{}: {text:?}", form.id));
                }
            }
        }
        write(&documents, &lines)?;
        let numbers = self.folder.join("numbers.txt");
        write(&numbers, &chosen.iter().map(|switch| format!("{}\n", switch.number)).collect::<String>())?;
        let program = self.folder.join("target/mutants/run");
        let output = Command::new(&program).args([&documents, &numbers]).output();
        let output = output.with_context(|| format!("cannot run `{}`", program.display()))?;
        anyhow::ensure!(output.status.success(), "the copy does not agree with the corpus without any mistake");
        let mut found = vec![None; chosen.len()];
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let (number, rest) = line.split_once(' ').unwrap_or_default();
            let place = chosen.iter().position(|switch| number == switch.number.to_string());
            let place = place.with_context(|| format!("`{line}` is about no mistake"))?;
            if let Some((index, what)) = rest.split_once(' ') {
                let name = names.get(index.parse::<usize>()?).context("a document that there is not")?;
                found[place] = Some(format!("{what}: {name}"));
            }
        }
        Ok(found)
    }
}

/// A document for the program.
fn line(operation: &str, right: bool, document: &str) -> String {
    let line = serde_json::json!([operation, right, is_plain(document), document]);
    format!("{line}\n")
}

/// Whether a document has nothing that may be left to the walk: escapes, and numbers of many digits.
fn is_plain(document: &str) -> bool {
    let is_number = |letter: char| letter.is_ascii_digit() || "+-.eE".contains(letter);
    !document.contains('\\') && document.split(|letter| !is_number(letter)).all(|word| word.len() <= 18)
}

fn manifests(root: &Path, folder: &Path) -> anyhow::Result<()> {
    let workspace: String = read(&root.join("Cargo.toml"))?;
    // Versions and paths are the workspace's; nothing else of it matters for the copy.
    let dependencies = workspace.split("[workspace.dependencies]").nth(1).and_then(|rest| rest.split("\n[").next());
    let dependencies = dependencies.context("`Cargo.toml` has no `[workspace.dependencies]`")?;
    let dependencies = dependencies.replace("path = \"", "path = \"../../");
    let package = workspace.split("[workspace.package]").nth(1).and_then(|rest| rest.split("\n[").next());
    let package = package.context("`Cargo.toml` has no `[workspace.package]`")?;
    write(
        &folder.join("Cargo.toml"),
        &format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"validate\", \"run\"]\n\n[workspace.package]{package}\n\
             [workspace.dependencies]{dependencies}\n[profile.mutants]\ninherits = \"release\"\nopt-level = 1\n\
             lto = \"off\"\nincremental = false\n"
        ),
    )?;
    let manifest = read(&root.join(CRATE).join("Cargo.toml"))?;
    let dependencies = manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next());
    let dependencies = dependencies.context("the validator has no `[dependencies]`")?;
    let head = "version.workspace = true\nedition.workspace = true\n";
    write(
        &folder.join("validate/Cargo.toml"),
        &format!("[package]\nname = \"drs-validate\"\n{head}\n[dependencies]{dependencies}"),
    )?;
    write(
        &folder.join("run/Cargo.toml"),
        &format!(
            "[package]\nname = \"run\"\n{head}\n[dependencies]\ndrs-validate = {{ path = \"../validate\" }}\n\
             serde_json.workspace = true\n"
        ),
    )?;
    write(&folder.join("Cargo.lock"), &read(&root.join("Cargo.lock"))?)
}

fn build(folder: &Path) -> anyhow::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--profile", "mutants", "--package", "run", "--target-dir", "target"]);
    let output = command.current_dir(folder).output().context("cannot run cargo")?;
    anyhow::ensure!(
        output.status.success(),
        "the copy does not compile:\n{}",
        String::from_utf8_lossy(&output.stderr)
            .lines()
            .filter(|line| line.starts_with("error"))
            .collect::<Vec<_>>()
            .join("\n")
    );
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read `{}`", from.display()))? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            write(&to, &read(&entry.path())?)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}
