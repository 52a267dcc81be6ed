//! The validator itself, compiled with mutations in its generated fast path.
//!
//! A copy of the crate is made under `target/`, with a switch for each chosen mutation in it; a small program runs the corpus
//! through it with one mutation on at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use super::switches::{CodeMutation, Rewriter};
use crate::corpus::Corpus;

/// The crate that is copied.
const CRATE: &str = "crates/drs-validate";

/// The modules that have the mutations.
const MODULES: [&str; 3] = ["objects", "lists", "listed"];

/// The program.
const MAIN: &str = include_str!("driver/main.rs");

/// The switch.
const SWITCH: &str = include_str!("driver/switch.rs");

/// A copy of the validator with mutations.
pub(super) struct InstrumentedCrate {
    folder: PathBuf,
    /// The generated modules as they are.
    modules: Vec<(&'static str, String)>,
    automata: Vec<String>,
    /// All the mutations.
    pub(super) mutations: Vec<CodeMutation>,
}

impl InstrumentedCrate {
    /// Makes the copy and finds the mutations.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub(super) fn new(root: &Path) -> anyhow::Result<Self> {
        let folder = root.join("target/mutants");
        let source = root.join(CRATE).join("src");
        let copy = folder.join("validate/src");
        if copy.exists() {
            fs::remove_dir_all(&copy).with_context(|| format!("cannot empty `{}`", copy.display()))?;
        }
        copy_folder(&source, &copy)?;
        let library = read(&source.join("lib.rs"))?;
        write(&copy.join("lib.rs"), &format!("{library}\npub mod switch;\n"))?;
        write(&copy.join("switch.rs"), SWITCH)?;
        write(&folder.join("run/src/main.rs"), MAIN)?;
        manifests(root, &folder)?;
        let module = |name| Ok((name, read(&source.join(path(name)))?));
        let modules = MODULES.map(module).into_iter().collect::<anyhow::Result<Vec<_>>>()?;
        let patterns = syn::parse_file(&read(&source.join("generated/patterns.rs"))?)?;
        let automata = patterns.items.iter().filter_map(|item| match item {
            syn::Item::Static(item) if item.attrs.iter().all(|it| !it.path().is_ident("cfg")) => {
                Some(item.ident.to_string())
            }
            _ => None,
        });
        let mut all = Self { folder, modules, automata: automata.collect(), mutations: Vec::new() };
        all.mutations = all.rewrite(None)?;
        Ok(all)
    }

    /// Writes the modules with switches; returns all mutations.
    fn rewrite(&self, chosen: Option<&BTreeSet<u32>>) -> anyhow::Result<Vec<CodeMutation>> {
        let mut rewriter = Rewriter::new(self.automata.clone(), chosen);
        for (name, text) in &self.modules {
            let text = rewriter.module(name, text).with_context(|| format!("`{name}.rs`"))?;
            write(&self.folder.join("validate/src").join(path(name)), &text)?;
        }
        Ok(rewriter.mutations)
    }

    /// Compiles the chosen mutations; for each of them, in their order, the case that shows it and how.
    ///
    /// # Errors
    /// The copy does not compile, or does not agree with the corpus without any mutation.
    pub(super) fn run(&self, chosen: &[CodeMutation], corpus: &Corpus) -> anyhow::Result<Vec<Option<String>>> {
        self.rewrite(Some(&chosen.iter().map(|it| it.number).collect()))?;
        build(&self.folder)?;
        let documents = self.folder.join("documents.jsonl");
        let mut names = Vec::new();
        let mut lines = String::new();
        for case in &corpus.cases {
            lines.push_str(&line(&case.operation, case.valid && case.warnings.is_empty(), &case.document));
            names.push(case.id.clone());
        }
        for pattern in &corpus.patterns {
            for (group, text) in pattern.groups.iter().flat_map(|group| group.texts.iter().map(move |it| (group, it))) {
                let right = group.valid && group.warnings.is_empty();
                lines.push_str(&line(&pattern.operation, right, &pattern.document(text)));
                names.push(format!("{}: {text:?}", pattern.id));
            }
        }
        write(&documents, &lines)?;
        let numbers = self.folder.join("numbers.txt");
        write(&numbers, &chosen.iter().map(|it| format!("{}\n", it.number)).collect::<String>())?;
        let program = self.folder.join("target/mutants/run");
        let output = Command::new(&program).args([&documents, &numbers]).output();
        let output = output.with_context(|| format!("cannot run `{}`", program.display()))?;
        anyhow::ensure!(output.status.code() != Some(4), "the copy has no fast path: it accepts nothing of the corpus");
        anyhow::ensure!(output.status.success(), "the copy does not agree with the corpus without any mutation");
        let text = String::from_utf8_lossy(&output.stdout);
        let killed: BTreeMap<&str, &str> = text.lines().filter_map(|line| line.split_once(' ')).collect();
        let shown = |mutation: &CodeMutation| {
            let rest = killed.get(&*mutation.number.to_string()).context("a mutation was not run")?;
            let Some((index, what)) = rest.split_once(' ') else { return Ok(None) };
            let name = names.get(index.parse::<usize>()?).context("a document that there is not")?;
            Ok(Some(format!("{what}: {name}")))
        };
        chosen.iter().map(shown).collect()
    }
}

/// A generated module in the crate's source.
fn path(module: &str) -> PathBuf {
    Path::new("generated/accept").join(format!("{module}.rs"))
}

/// A document for the program.
fn line(operation: &str, right: bool, document: &str) -> String {
    let line = serde_json::json!([operation, right, is_plain(document), document]);
    format!("{line}\n")
}

/// Whether a document has nothing that may be left to the walk: escapes, and texts that are numbers of many digits.
fn is_plain(document: &str) -> bool {
    let is_number = |text: &str| text.len() > 18 && text.trim_start_matches('-').bytes().all(|it| it.is_ascii_digit());
    !document.contains('\\') && !document.split('"').any(is_number)
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
    let section = |name: &str| {
        let rest = manifest.split(&format!("[{name}]")).nth(1).and_then(|rest| rest.split("\n[").next());
        rest.with_context(|| format!("the validator has no `[{name}]`"))
    };
    let (features, dependencies) = (section("features")?, section("dependencies")?);
    let head = "version.workspace = true\nedition.workspace = true\n";
    write(
        &folder.join("validate/Cargo.toml"),
        &format!("[package]\nname = \"drs-validate\"\n{head}\n[features]{features}\n[dependencies]{dependencies}"),
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
