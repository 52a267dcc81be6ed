//! The command `cargo xtask`.

use std::env;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::{self, ExitCode};

use clap::{Args, Parser, Subcommand};
use xtask::changes::Diff;
use xtask::package::Package;
use xtask::problem::Problems;
use xtask::release::Release;
use xtask::scaffold::{NewOperation, NewRule};
use xtask::status::Status;
use xtask::{api, audit, codegen, lint, recipes, root, site, tidy, wasm};

/// Builds and checks everything that follows from the contract in `spec/`.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write what is generated from the contract.
    Codegen {
        /// Write nothing; report what is stale and fail.
        #[arg(long)]
        check: bool,
    },
    /// Check the contract against the rules for writing it.
    Lint {
        /// List the rules instead.
        #[arg(long)]
        list: bool,
    },
    /// Check the repository: which crate depends on which, where files are, how long they are, what they must not contain.
    Tidy,
    /// Count the documents that prove a validator right, or write them.
    #[command(disable_help_flag = true)]
    Corpus(Passed),
    /// Look for input that breaks a promise, led by coverage.
    #[command(disable_help_flag = true)]
    Fuzz(Passed),
    /// Change what is generated, one mutation at a time, to see that the corpus notices.
    #[command(disable_help_flag = true)]
    Mutants(Passed),
    /// Read the files of another project's suite, such as `JSONTestSuite` or the data of `yaml-test-suite`.
    #[command(disable_help_flag = true)]
    Suite(Passed),
    /// Measure beside validators of other languages, and write BENCHMARKS.md.
    #[command(disable_help_flag = true)]
    BenchPeers(Passed),
    /// Kill runs of `drs run` at random moments while calls get lost, and count what must not be.
    Kills {
        /// How many runs are killed.
        #[arg(long, default_value_t = 1000)]
        count: usize,
    },
    /// Generate, compile and run clients in other languages, and compare the verdicts of their validators.
    Interop {
        /// Keep what was found in tests/interop/results.json.
        #[arg(long)]
        write: bool,
        /// Only this part: core, checks, typescript, python, site, go, java, wasm, wheels or packages.
        language: Option<String>,
    },
    /// Write the contract as pages for a browser, to target/packages/site, with a playground if that is built.
    Site,
    /// Say what changed between two versions of the contract, and whom it breaks.
    Diff(Diff),
    /// Say whether this version can be released: its number, its files, its changelog and its crates.
    Release(Release),
    /// Compare the contract with the tables of the vendor's documents.
    Audit,
    /// Compare the contract, member by member, with the vendor's SDK packages that are installed for python3.
    CompareSdk,
    /// Begin a rule with the next free id: its stub in the schema, and its page.
    NewRule(NewRule),
    /// Begin an operation: its slice, examples, responses and ledger.
    NewOperation(NewOperation),
    /// List the public items of the crates that others may depend on, in crates/*/api.txt.
    Api {
        /// Write nothing; report what is listed otherwise and fail.
        #[arg(long)]
        check: bool,
    },
    /// Build the validator as a WebAssembly module, with the package for npm around it, into target/packages/npm.
    Wasm {
        /// Build the module for pages once more instead, in a copy of the repository, and compare the bytes.
        #[arg(long)]
        again: bool,
    },
    /// Build what users install, with licences, a bill of materials and checksums, into target/packages.
    Package(Package),
    /// Follow the recipes of CONTRIBUTING.md in a copy of the repository, and run its tests.
    Recipes,
}

/// Arguments of a command of `tests/conformance`, which stands on this crate and so is run as a program of its own.
#[derive(Args)]
struct Passed {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    let color = io::stderr().is_terminal();
    let mut status = Status::new(io::stderr().lock(), color);
    if let Command::Diff(diff) = &command {
        return compare(diff, &mut status);
    }
    match run(&command, &mut status) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the output has seen enough of it.
        Err(error)
            if !matches!(command, Command::Release(_))
                && error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) =>
        {
            ExitCode::SUCCESS
        }
        Err(error) => {
            let text = match error.downcast_ref::<Problems>() {
                Some(problems) => {
                    let count = problems.findings.len();
                    format!("{}\n\nerror: {count} problems in `spec/`", problems.render(color))
                }
                None => format!("error: {error:#}"),
            };
            // An error that cannot be written can be reported nowhere else.
            drop(status.plain(&text));
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let root = root();
    match command {
        Command::Codegen { check: false } => codegen::write(&root, status),
        Command::Codegen { check: true } => codegen::check(&root, status),
        Command::Lint { list: true } => {
            let mut out = Status::new(io::stdout().lock(), false);
            lint::ALL.iter().try_for_each(|(lint, _)| Ok(out.plain(&lint.line())?))
        }
        Command::Lint { list: false } => {
            let contract = codegen::contract(&root)?;
            let counts = format!("{} lints over {} schemas", lint::ALL.len(), contract.schemas.len());
            Ok(status.say("Finished", &counts)?)
        }
        Command::Tidy => tidy::run(&root, status),
        Command::Corpus(passed) => conformance("corpus", passed),
        Command::Fuzz(passed) => conformance("fuzz", passed),
        Command::Mutants(passed) => conformance("mutants", passed),
        Command::Suite(passed) => conformance("suite", passed),
        Command::BenchPeers(passed) => conformance("bench-peers", passed),
        Command::Kills { count } => kills(&root, *count),
        Command::Interop { write, language } => {
            let mut run = process::Command::new("sh");
            run.arg(root.join("tests/interop/run")).args(write.then_some("--write")).args(language);
            let status = run.status()?;
            anyhow::ensure!(status.success(), "`interop` ended with {status}");
            Ok(())
        }
        Command::Site => site::write(&root, status),
        Command::NewRule(rule) => rule.write(&root, status).map(drop),
        Command::NewOperation(operation) => operation.write(&root, status),
        Command::Api { check: false } => api::write(&root, status),
        Command::Api { check: true } => api::check(&root, status),
        Command::Wasm { again: true } => wasm::again(&root, status),
        Command::Wasm { again: false } => wasm::run(&root, status),
        Command::Package(package) => package.run(&root, status),
        Command::Recipes => recipes::run(&root, status),
        Command::Diff(_) => Ok(()),
        Command::Release(release) => release.run(&root, status),
        Command::CompareSdk => compare_sdk(&root),
        Command::Audit => audit::run(&root, &mut Status::new(io::stdout().lock(), io::stdout().is_terminal())),
    }
}

/// Says what changed: 1 if that is as bad as the caller fears, 2 if there is nothing to compare.
fn compare(diff: &Diff, status: &mut Status<impl Write>) -> ExitCode {
    let changes = match diff.changes() {
        Ok(changes) => changes,
        Err(error) => return failed(&error, status),
    };
    match diff.report(&changes, io::stdout().lock()) {
        // Whoever reads the changes has seen enough of them.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => failed(&error, status),
        _ if diff.passes(&changes) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn failed(error: &dyn Display, status: &mut Status<impl Write>) -> ExitCode {
    // An error that cannot be written can be reported nowhere else.
    drop(status.plain(&format!("error: {error}")));
    ExitCode::from(2)
}

/// Runs the comparison with the vendor's SDK packages, which are Python.
fn compare_sdk(root: &Path) -> anyhow::Result<()> {
    let script = root.join("tests/interop/python/compare_sdk.py");
    let status = process::Command::new("python3").arg(script).status()?;
    anyhow::ensure!(status.success(), "the contract lacks something, or a package is not installed");
    Ok(())
}

/// Runs a command of `tests/conformance`.
fn conformance(name: &str, passed: &Passed) -> anyhow::Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run = ["run", "--quiet", "--package", "drs-conformance", "--", name];
    let status = process::Command::new(cargo).args(run).args(&passed.arguments).status()?;
    anyhow::ensure!(status.success(), "`{name}` ended with {status}");
    Ok(())
}

/// Runs the test that kills runs, which is in the tests of the command, and lets it print its table.
fn kills(root: &Path, count: usize) -> anyhow::Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let test = ["test", "--quiet", "--package", "drs-cli", "--test", "it", "kills::", "--", "--nocapture"];
    let status =
        process::Command::new(cargo).args(test).env("DRS_KILLS", count.to_string()).current_dir(root).status()?;
    anyhow::ensure!(status.success(), "the kills ended with {status}");
    Ok(())
}
