//! The command line: every argument, its help text and its default in one place.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValuesParser};
use clap_complete::Shell;
use drs_diag::Format;
use drs_validate::Operation;

/// `drs`.
#[derive(Debug, Parser)]
#[command(
    name = "drs",
    version,
    about = "Validate requests of the Huawei Cloud data replication API before they are sent",
    after_help = "Exit status: 0 every document is valid, 1 at least one is not, 2 something could not be checked.",
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check request files: every mistake with its line, column, reason and remedy
    Validate(Validate),
    /// Explain a diagnostic id, a field or an operation
    Explain(Explain),
    /// List the operations of the contract
    Operations,
    /// List the rules that `validate` checks
    Rules(Rules),
    /// Print an example request
    Example(Example),
    /// Print the JSON Schema of an operation's request
    Schema(Schema),
    /// Print a completion script for a shell
    Completions {
        /// The shell to complete for
        shell: Shell,
    },
}

/// `drs validate`.
#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// Files or folders to check; `-`, or no path at all, means standard input
    ///
    /// The ending of a file says what it holds: `.json` one request, `.yaml` and `.yml` one or several, `.jsonl` and
    /// `.ndjson` one on each line. A file with any other ending, and standard input, is read as one JSON request,
    /// or as YAML if it begins like YAML.
    ///
    /// Folders are read recursively in name order. Inside them, files with other endings, files and folders whose names
    /// start with `.`, and `node_modules` are skipped and counted in a note; name one of them to check it.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// The operation that the documents are requests for; detected from their shape if omitted
    #[arg(long, value_name = "ID", value_parser = operation_ids())]
    pub(crate) operation: Option<String>,

    /// The format of the report
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = format_names())]
    pub(crate) format: String,

    /// Read standard input and the named files as JSON Lines: one request on each line
    ///
    /// The input may be of any size: it is read in blocks and checked on all cores. Invalid lines are reported as they
    /// are found, in the order of the lines. Blank lines are skipped.
    #[arg(long)]
    pub(crate) jsonl: bool,

    /// Apply all automatic fixes to the files and report what remains
    ///
    /// Only requests are fixed: a document whose operation is not recognised stays as it is, unless --operation says
    /// what it is. Nothing else in a request changes: order, spaces and line ends stay. The fixed text of a request from
    /// standard input is written to standard output, and the report to standard error. The exit status is that of the
    /// requests after fixing.
    ///
    /// A file is replaced as a whole or not at all, and only if it did not change while it was being checked. The new
    /// file keeps the name, the permissions and where allowed the owner of the old one, but not its other hard links.
    #[arg(long)]
    pub(crate) fix: bool,

    /// With --fix: show the changes without writing any file
    ///
    /// The changes go to standard output as a unified diff with secrets masked, and the report on what would remain goes
    /// to standard error. The exit status is also 1 if there is anything to change.
    #[arg(long, requires = "fix")]
    pub(crate) diff: bool,

    /// Accept fields that the contract does not define
    #[arg(long)]
    pub(crate) allow_unknown_fields: bool,

    /// Show at most N diagnostics per document; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) max_diagnostics: usize,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,

    /// Print diagnostics only: no summary, no notes
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Print how much was read and how long it took, to standard error
    #[arg(long)]
    pub(crate) stats: bool,
}

/// `drs explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A diagnostic id (`DRS-P004`), a field (`jobs.base_info.expired_days`) or an operation (`update_job`)
    #[arg(value_name = "ID|FIELD-PATH|OPERATION")]
    pub(crate) topic: Option<String>,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
}

/// `drs rules`.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// The format of the list
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: ListFormat,
}

/// `drs example`.
#[derive(Debug, Args)]
pub(crate) struct Example {
    /// The operation
    #[arg(value_parser = operation_ids())]
    pub(crate) operation: String,

    /// Which example; if omitted `minimal`, or the smallest
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// `drs schema`.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// The operation; with `--write`, all operations if omitted
    #[arg(value_parser = operation_ids(), required_unless_present = "write")]
    pub(crate) operation: Option<String>,

    /// Write the schema and settings for editors to this folder instead of printing the schema
    ///
    /// The settings apply the schemas to request files: `vscode-settings.json` is for Visual Studio Code,
    /// `modelines.yaml` for other editors that use yaml-language-server.
    #[arg(long, value_name = "DIR")]
    pub(crate) write: Option<PathBuf>,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How `drs rules` writes its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table
    Human,
    /// The same object as `rules.json` in the published contract
    Json,
}

fn operation_ids() -> PossibleValuesParser {
    PossibleValuesParser::new(Operation::ALL.iter().map(|operation| operation.id()))
}

fn format_names() -> PossibleValuesParser {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.as_str()))
}
