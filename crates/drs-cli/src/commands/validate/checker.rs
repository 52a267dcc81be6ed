//! Checking texts: as which operation, how strictly, and as how many documents.

use std::io;
use std::path::{self, Path};

use drs_diag::{Diagnostic, FixCandidates, Mask, Outcome, Secrets, Source, Summary};
use drs_text::Parsed;
use drs_validate::{Input, Operation, Options, Report, Syntax};

use super::arguments::Arguments;

/// The settings with which every document of a run is checked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checker {
    operation: Option<Operation>,
    options: Options,
}

/// A text with the reports on its documents.
#[derive(Debug)]
pub(crate) struct Reading<'t> {
    text: &'t [u8],
    syntax: Syntax,
    /// The documents as they were parsed. One that was accepted was not.
    parsed: Vec<Parsed<'t>>,
    /// One report for each document; there is always one.
    pub(crate) reports: Vec<Report>,
}

impl Checker {
    /// A checker with the settings of the command line.
    pub(crate) fn new(arguments: &Arguments) -> Self {
        Self {
            operation: arguments.operation,
            options: Options {
                allow_unknown_fields: arguments.allow_unknown_fields,
                allow_unknown_values: arguments.allow_unknown_values,
                max_diagnostics: arguments.max_diagnostics,
                ..Options::default()
            },
        }
    }

    /// The checker of an input with this path. In a folder that is called like an operation are requests of it, where their
    /// shape leaves that open.
    pub(crate) fn of(self, path: Option<&Path>) -> Self {
        let path = path.and_then(|path| path::absolute(path).ok());
        let folders = path.iter().flat_map(|path| path.ancestors().skip(1));
        let mut operations = folders.filter_map(|folder| Operation::from_id(folder.file_name()?.to_str()?));
        Self { options: Options { preferred: operations.next(), ..self.options }, ..self }
    }

    /// The maximum length of a document in bytes.
    pub(crate) fn max_bytes(&self) -> usize {
        self.options.limits.bytes as usize
    }

    /// The diagnostics of a text that can be fixed.
    pub(crate) fn fix_candidates(&self, text: &str, syntax: Syntax) -> FixCandidates {
        drs_validate::fix_candidates(self.operation, text, syntax, &self.options)
    }

    /// Checks one JSON document. Returns beside the report what is hidden of the text, if there is anything to be shown of it.
    pub(crate) fn json(&self, text: &[u8]) -> (Report, Option<Mask>) {
        let (report, parsed) = drs_validate::parse_and_check(self.operation, Input::json(text), &self.options);
        let mask = (!report.diagnostics.is_empty())
            .then(|| Source::new("", text, drs_validate::secrets(), parsed.as_ref()).into_mask());
        (report, mask)
    }

    /// Checks a file's text.
    pub(crate) fn read<'t>(&self, text: &'t [u8], syntax: Syntax) -> Reading<'t> {
        if syntax == Syntax::Json {
            let (report, parsed) = drs_validate::parse_and_check(self.operation, Input::json(text), &self.options);
            return Reading { text, syntax, parsed: Vec::from_iter(parsed), reports: vec![report] };
        }
        let parsed = drs_text::yaml::parse_stream(text, &self.options.limits);
        let check = |parsed| drs_validate::check_parsed(self.operation, parsed, syntax, &self.options);
        let reports = parsed.iter().map(check).collect();
        Reading { text, syntax, parsed, reports }
    }
}

impl Reading<'_> {
    /// Whether there is no diagnostic.
    pub(crate) fn is_clean(&self) -> bool {
        self.reports.iter().all(|report| report.diagnostics.is_empty())
    }

    /// Whether another document follows in a text that may have only one.
    pub(crate) fn has_more_documents(&self) -> bool {
        let begins = |at: u32| matches!(self.text.get(at as usize), Some(b'{' | b'[' | 0x1E));
        let follows = |it: &Diagnostic| it.name == "trailing-content" && begins(it.span.start);
        self.syntax == Syntax::Json
            && self.reports.iter().any(|report| begins_sequence(self.text) || report.diagnostics.iter().any(follows))
    }

    /// The counts of the documents.
    pub(crate) fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for report in &self.reports {
            let (errors, warnings) = (report.errors, report.warnings);
            summary.add(&Outcome::Checked { diagnostics: Vec::new(), omitted: 0, errors, warnings });
        }
        summary
    }

    /// The text, called `name`, for diagnostics to point into.
    pub(crate) fn source(&self, name: &str) -> Source<'_> {
        source(name, self.text, &self.parsed)
    }

    /// The text; empty if it is none.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(self.text).unwrap_or_default()
    }

    /// Passes on the report of each document with its number, if there are several, and the text that it points into.
    ///
    /// # Errors
    ///
    /// Those of `sink`.
    pub(crate) fn each(
        self,
        name: &str,
        mut sink: impl FnMut(Option<u64>, Report, &Source<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let is_stream = self.reports.len() > 1;
        // Where nothing is shown, neither the text nor its secrets are needed, and finding secrets takes time.
        let nothing = Secrets::default();
        let source = if self.is_clean() {
            Source::new(name, b"", &nothing, None)
        } else {
            source(name, self.text, &self.parsed)
        };
        for (number, report) in (1..).zip(self.reports) {
            sink(is_stream.then_some(number), report, &source)?;
        }
        Ok(())
    }
}

/// Whether a text is a sequence of JSON texts (RFC 7464).
fn begins_sequence(text: &[u8]) -> bool {
    text.starts_with(b"\x1E")
}

/// The outcome of a document with this report.
pub(crate) fn outcome(report: Report) -> Outcome {
    let Report { mut diagnostics, omitted, errors, warnings, .. } = report;
    // The library knows no options.
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.name == "trailing-content") {
        diagnostic.help = diagnostic.help.take().map(|help| format!("{help}, which `--jsonl` reads").into());
    }
    Outcome::Checked { diagnostics, omitted, errors, warnings }
}

fn source<'a>(name: &str, text: &'a [u8], parsed: &'a [Parsed<'a>]) -> Source<'a> {
    let source = Source::new(name, text, drs_validate::secrets(), None);
    let source = if parsed.len() > 1 { source.with_lines() } else { source };
    parsed.iter().fold(source, Source::with_parsed)
}
