//! The command behind `cargo xtask corpus`, `fuzz`, `mutants`, `suite` and `bench-peers`.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use drs_conformance::{comparisons, corpus, fuzz, mutants, suites};
use xtask::status::Status;

/// Proves that the validators of the contract are right.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
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
    /// Change what is generated, one mutation at a time, to see that the corpus notices.
    Mutants {
        /// Run only so many mutations of each level, evenly spread and always the same.
        #[arg(long, value_name = "N")]
        sample: Option<usize>,
    },
    /// Read the files of another project's suite, such as `JSONTestSuite` or the data of `yaml-test-suite`.
    Suite {
        /// The folder of the suite.
        folder: PathBuf,
    },
    /// Measure beside validators of other languages, and write BENCHMARKS.md.
    BenchPeers {
        /// How often everything is measured.
        #[arg(long, default_value_t = 15, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
        rounds: u16,
    },
}

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    let mut status = Status::new(io::stderr().lock(), io::stderr().is_terminal());
    match run(&command, &mut status) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to be done when even the error cannot be written.
            drop(status.plain(&format!("error: {error:#}")));
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let root = xtask::root();
    match command {
        Command::Corpus { write } => corpus::run(&root, write.as_deref(), status),
        Command::Fuzz { target, seconds } => fuzz::run(&root, target.as_deref(), *seconds, status),
        Command::Mutants { sample } => mutants::run(&root, *sample, status),
        Command::Suite { folder } => suites::run(folder, status),
        Command::BenchPeers { rounds } => comparisons::run(&root, *rounds),
    }
}
