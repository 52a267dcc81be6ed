//! One run over all inputs: its settings, its report and its counts.

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::Path;

use drs_diag::{Document, Format, Outcome, Renderer, Source, Style};
use drs_engine::{Checker, TOOL};

use super::arguments::{Arguments, Only};
use super::fix::{Diff, Mode};
use super::lines::record::RecordPlaces;
use super::run_summary::{Fixes, RunSummary};
use crate::context::{self, Stream};
use crate::exit::Exit;
use crate::input::{Input, ReportPaths};

/// The treatment of JSON Lines.
#[derive(Clone, Debug)]
pub(crate) struct LineOptions {
    /// Whether every line is reported on.
    pub(crate) all: bool,
    /// The lines that are written to standard output.
    pub(crate) only: Option<Only>,
    /// The maximum number of threads.
    pub(crate) threads: Option<NonZeroUsize>,
    /// Where the request lies in each record, and what tells it from others.
    pub(crate) places: RecordPlaces,
}

impl LineOptions {
    /// Why a text that is no JSON Lines cannot be checked with these options, if it cannot.
    pub(crate) fn unfit_for_whole(&self) -> Option<&'static str> {
        match (self.only, &self.places) {
            (Some(_), _) => Some("`--only` picks lines of JSON Lines, which this is not"),
            (_, RecordPlaces { at: Some(_), .. }) => {
                Some("`--at` is a place in each record of JSON Lines, which this is not")
            }
            (_, RecordPlaces { key: Some(_), .. }) => {
                Some("`--key` is a place in each record of JSON Lines, which this is not")
            }
            _ => None,
        }
    }
}

/// A run.
pub(crate) struct Run {
    /// The checker of all documents.
    pub(crate) checker: Checker,
    /// The destination of fixed texts, if texts are fixed.
    pub(crate) mode: Option<Mode>,
    /// The treatment of JSON Lines.
    pub(crate) lines: LineOptions,
    /// Whether diffs are coloured.
    color_diff: bool,
    /// The naming of inputs.
    pub(crate) paths: ReportPaths,
    /// Whether nothing is printed beside the report.
    pub(crate) quiet: bool,
    report: Renderer<BufWriter<Box<dyn Write>>>,
    /// The result so far.
    pub(crate) summary: RunSummary,
}

impl Run {
    /// A run with the settings of the command line.
    pub(crate) fn new(arguments: &Arguments, inputs: &[Input]) -> Self {
        let mode = match (arguments.fix, arguments.diff) {
            (false, _) => None,
            (true, false) => Some(Mode::Write),
            (true, true) => Some(Mode::Show),
        };
        // Texts and reports do not mix: where there are texts for standard output, the report goes to standard error.
        let has_texts = mode == Some(Mode::Show)
            || arguments.only.is_some()
            || (mode.is_some() && inputs.iter().any(Input::is_stream));
        let stream = if has_texts { Stream::Error } else { Stream::Output };
        let style = Style {
            color: arguments.color.applies_to(stream),
            width: stream.width(),
            quiet: arguments.quiet,
            omitted_help: Some("`--max-diagnostics 0` shows all"),
        };
        let is_for_people = matches!(arguments.format, Format::Human | Format::Concise);
        Self {
            checker: arguments.checker(),
            mode,
            lines: LineOptions {
                all: arguments.all,
                only: arguments.only,
                threads: arguments.threads,
                places: RecordPlaces { at: arguments.at.clone(), key: arguments.key.clone() },
            },
            color_diff: arguments.color.applies_to(Stream::Output),
            paths: ReportPaths::of(arguments.format),
            quiet: arguments.quiet,
            report: Renderer::new(arguments.format, style, BufWriter::new(stream.writer())).with_tool(TOOL),
            summary: RunSummary {
                documents: drs_diag::Summary::default(),
                exit: Exit::Success,
                remaining: inputs.len(),
                bytes: 0,
                fixes: mode.map(|mode| Fixes { written: mode == Mode::Write, ..Fixes::default() }),
                show_notes: !arguments.quiet && (is_for_people || !has_texts),
            },
        }
    }

    /// Ends the report. The summary is known even if that cannot be written.
    pub(crate) fn finish(self) -> (io::Result<()>, RunSummary) {
        (self.report.finish(&self.summary.documents).map(drop), self.summary)
    }

    /// A writer of the diff of a file.
    pub(crate) fn diff(&self, file: Option<&Path>, name: &str) -> Diff {
        Diff::new(file, name, self.color_diff)
    }

    /// Reports on one document.
    pub(crate) fn document(&mut self, document: &Document<'_>) -> io::Result<()> {
        self.report.document(document)
    }

    /// Reports that all documents of a file are valid, where none of them was reported by itself.
    pub(crate) fn passed(&mut self, name: &str) -> io::Result<()> {
        self.report.passed(name)
    }

    /// Reports that something could not be checked.
    pub(crate) fn unchecked(&mut self, name: &str, error: String, help: Option<String>) -> io::Result<()> {
        let outcome = Outcome::Unchecked { error, help };
        self.summary.documents.add(&outcome);
        self.summary.exit = Exit::Failure;
        let source = Source::new(name, b"", drs_validate::secrets(), None);
        let (path, source) = (name.to_owned(), &source);
        self.document(&Document { path, number: None, key: None, operation: None, source, outcome })
    }

    /// Adds the fixes of a file.
    pub(crate) fn count_fixes(&mut self, name: &str, fixed: u64, refused: u64) {
        self.summary.count_fixes(fixed);
        if refused > 0 {
            let name = drs_diag::escape(name);
            let what = match fixed {
                0 => "no fix was applied because the text would have had more errors",
                _ => "some fixes were not applied because they would have introduced more errors",
            };
            self.note(&format!("{name}: {what}"));
        }
    }

    /// Prints a note beside the report.
    pub(crate) fn note(&self, text: &str) {
        if self.summary.show_notes {
            context::eprint_line(&format!("note: {text}"));
        }
    }

    /// Writes the report so far.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.report.flush()
    }
}
