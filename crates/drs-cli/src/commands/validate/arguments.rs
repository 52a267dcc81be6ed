//! The arguments of `drs validate`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use drs_diag::{Format, Outcome};
use drs_engine::Checker;
use drs_text::Pointer;
use drs_validate::{Operation, Options};

use crate::commands::{operation, word};
use crate::context::ColorWhen;

/// The arguments of `drs validate`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Files or folders to check; `-`, or no path at all, means standard input
    ///
    /// The ending of a file says what it contains: `.json` one request, `.yaml` and `.yml` one or several, `.jsonl` and
    /// `.ndjson` one on each line. A file with any other ending, and standard input, is read as one JSON request,
    /// or as YAML if it begins like YAML. Text that is compressed with gzip or Zstandard is decompressed; `.gz` or `.zst`
    /// may follow the ending.
    ///
    /// Folders are read recursively in name order. Inside them, files with other endings, files and folders whose names
    /// start with `.`, `node_modules`, journals of `drs run` (`*.run.jsonl`), pipes, devices and sockets are skipped and
    /// counted in a note; name one of them to check it. Links are followed, and a file with several names is checked once, under the first.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Also check the paths in this file, one on each line or separated by NUL; `-` means standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,

    /// The name of the text on standard input, for reports
    ///
    /// Its ending says what the text contains, as with a file. No file of this name is read or written.
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<PathBuf>,

    /// The operation that the documents are requests for; detected from their shape if omitted
    #[arg(long, value_name = "ID", value_parser = operation::parser())]
    pub(crate) operation: Option<Operation>,

    /// The format of the report
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = word::format())]
    pub(crate) format: Format,

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
    /// standard input, a pipe or a device is written to standard output, and the report to standard error. The exit status is that of the
    /// requests after fixing.
    ///
    /// A file is replaced as a whole or not at all, and only if it did not change while it was being checked. The new
    /// file keeps the name, the permissions and where allowed the owner of the old one, but not its other hard links.
    #[arg(long)]
    pub(crate) fix: bool,

    /// With --fix: show the changes without writing any file
    ///
    /// The changes go to standard output as a unified diff for `git apply` or `patch -p1`, and the report on what would
    /// remain goes to standard error. Secrets are masked; a part of the diff with a mask says that it is not to be applied.
    /// The exit status is also 1 if there is anything to change.
    #[arg(long, requires = "fix")]
    pub(crate) diff: bool,

    /// Accept fields that the contract does not define
    #[arg(long)]
    pub(crate) allow_unknown_fields: bool,

    /// Warn of values that the contract does not list instead of refusing them
    #[arg(long)]
    pub(crate) allow_unknown_values: bool,

    /// Show at most N diagnostics per document; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 100, allow_negative_numbers = true)]
    #[arg(value_parser = word::number::<usize>(0..=u64::MAX))]
    pub(crate) max_diagnostics: usize,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorWhen,

    /// Print diagnostics only: no summary, no notes
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Report on every line of JSON Lines, also on valid and on blank ones
    ///
    /// The formats for people still do not mention what is valid. With `--format json-lines`, each line of the input gives
    /// one line of the report.
    #[arg(long, conflicts_with = "fix")]
    pub(crate) all: bool,

    /// Write the lines of JSON Lines whose document is valid, or invalid, to standard output, byte for byte
    ///
    /// The report goes to standard error. Blank lines are left out.
    #[arg(long, value_name = "WHICH", conflicts_with = "fix")]
    pub(crate) only: Option<Only>,

    /// Check JSON Lines in at most N threads; as many as there are cores, up to 16, if omitted
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = threads())]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Where in each record of JSON Lines the request lies: a JSON Pointer
    ///
    /// What lies there is the request itself, or its text in a string. Lines and columns are those of the input, and the
    /// pointers of the report begin at the request. Nothing else of the record is shown. A record that has nothing there
    /// counts as not checked, and one that is not JSON as invalid.
    #[arg(long, value_name = "POINTER", conflicts_with = "fix")]
    pub(crate) at: Option<Pointer>,

    /// What tells a record of JSON Lines from the others: the JSON Pointer of a text, a number or a boolean
    ///
    /// The formats `json` and `json-lines` have it as `key` of the record's entry, always as text, and the format `human` behind
    /// the place. Where it may be a secret, it is `***`.
    #[arg(long, value_name = "POINTER", conflicts_with = "fix")]
    pub(crate) key: Option<Pointer>,

    /// End with status 0 although documents are invalid
    ///
    /// For a member of a pipe, whose status its neighbours take for a crash. It is still 2 if something could not be checked.
    #[arg(long)]
    pub(crate) exit_zero: bool,

    /// Print how much was read and how long it took, to standard error
    #[arg(long)]
    pub(crate) stats: bool,
}

/// Parses a number of threads.
fn threads() -> impl TypedValueParser<Value = NonZeroUsize> {
    word::number::<usize>(1..=1024).map(|threads| NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN))
}

/// Lines by the verdict on their documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    /// Those with a valid document
    Valid,
    /// Those with an invalid document
    Invalid,
}

impl Only {
    /// Whether a line with this outcome is one of them.
    pub(crate) fn takes(self, outcome: &Outcome) -> bool {
        matches!(outcome, Outcome::Checked { .. }) && outcome.is_valid() == (self == Self::Valid)
    }
}

impl Arguments {
    /// The checker with these settings.
    pub(crate) fn checker(&self) -> Checker {
        Checker {
            operation: self.operation,
            options: Options {
                allow_unknown_fields: self.allow_unknown_fields,
                allow_unknown_values: self.allow_unknown_values,
                max_diagnostics: self.max_diagnostics,
                ..Options::default()
            },
        }
    }
}
