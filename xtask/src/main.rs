//! The command `cargo xtask`.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::problem::Problems;
use xtask::status::Status;
use xtask::{audit, codegen, corpus, fuzz, lint, mutants, peers, root, tidy};

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
    /// Count the documents that prove a validator right.
    Corpus {
        /// Write them to this folder, one file for each operation.
        #[arg(long, value_name = "DIR")]
        write: Option<PathBuf>,
    },
    /// Look for input that breaks a promise, led by coverage.
    Fuzz {
        /// Run this target alone.
        target: Option<String>,
        /// How long each target runs.
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Plant mistakes in what is generated, to see that the corpus notices them.
    Mutants {
        /// Plant only so many of each level, evenly spread and always the same.
        #[arg(long, value_name = "N")]
        sample: Option<usize>,
    },
    /// Measure beside validators of other languages, and write BENCHMARKS.md.
    BenchPeers {
        /// How often everything is measured.
        #[arg(long, default_value_t = 15, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
        rounds: u16,
    },
    /// Compare the contract with the tables of the vendor's documents.
    Audit,
}

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    let color = io::stderr().is_terminal();
    let mut status = Status::new(io::stderr().lock(), color);
    match run(&command, &mut status) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the output has seen enough of it.
        Err(error)
            if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) =>
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
            // Nothing is left to be told when even the error cannot be written.
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
            lint::ALL.iter().try_for_each(|lint| Ok(out.plain(&lint.line())?))
        }
        Command::Lint { list: false } => {
            let contract = codegen::contract(&root)?;
            let counts = format!("{} lints over {} schemas", lint::ALL.len(), contract.schemas.len());
            Ok(status.say("Finished", &counts)?)
        }
        Command::Tidy => tidy::run(&root, status),
        Command::Corpus { write } => corpus::run(&root, write.as_deref(), status),
        Command::Fuzz { target, seconds } => fuzz::run(&root, target.as_deref(), *seconds, status),
        Command::Mutants { sample } => mutants::run(&root, *sample, status),
        Command::BenchPeers { rounds } => peers::run(&root, usize::from(*rounds), status),
        Command::Audit => audit::run(&root, &mut Status::new(io::stdout().lock(), io::stdout().is_terminal())),
    }
}
