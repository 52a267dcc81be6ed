//! Checking texts: as which operation, how strictly, and as how many documents.

use std::io;

use drs_diag::{FixCandidates, Outcome, Secrets, Source, Summary};
use drs_text::Parsed;
use drs_validate::{Input, Operation, Options, Report, Syntax};

use crate::args;

/// How every document of a run is checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checker {
    operation: Option<Operation>,
    options: Options,
}

/// A text with what was found in each of its documents.
#[derive(Debug)]
pub(super) struct Reading<'t> {
    text: &'t [u8],
    streams: Vec<Parsed<'t>>,
    /// One report for each document; there is always one.
    pub(super) reports: Vec<Report>,
}

impl Checker {
    /// As the command line says.
    pub(super) fn new(arguments: &args::Validate) -> Self {
        Self {
            operation: arguments.operation.as_deref().and_then(Operation::from_id),
            options: Options {
                allow_unknown_fields: arguments.allow_unknown_fields,
                max_diagnostics: arguments.max_diagnostics,
                ..Options::default()
            },
        }
    }

    /// How many bytes a document may have at most.
    pub(super) fn largest(&self) -> usize {
        self.options.limits.bytes as usize
    }

    /// What can be fixed in a text.
    pub(super) fn wrongs(&self, text: &str, syntax: Syntax) -> FixCandidates {
        drs_validate::wrongs(self.operation, text, syntax, &self.options)
    }

    /// Checks one JSON document.
    pub(super) fn json(&self, text: &[u8]) -> Report {
        match self.operation {
            Some(operation) => drs_validate::check(operation, Input::json(text), &self.options),
            None => drs_validate::check_detected(Input::json(text), &self.options),
        }
    }

    /// Checks a file's text.
    pub(super) fn read<'t>(&self, text: &'t [u8], syntax: Syntax) -> Reading<'t> {
        if syntax == Syntax::Json {
            return Reading { text, streams: Vec::new(), reports: vec![self.json(text)] };
        }
        let streams = drs_text::yaml::parse_stream(text, &self.options.limits);
        let check = |parsed| drs_validate::check_parsed(self.operation, parsed, syntax, &self.options);
        let reports = streams.iter().map(check).collect();
        Reading { text, streams, reports }
    }
}

impl Reading<'_> {
    /// Whether there is nothing to tell.
    pub(super) fn is_clean(&self) -> bool {
        self.reports.iter().all(|report| report.diagnostics.is_empty())
    }

    /// The counts of the documents.
    pub(super) fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for report in &self.reports {
            let (errors, warnings) = (report.errors, report.warnings);
            summary.add(&Outcome::Checked { diagnostics: Vec::new(), omitted: 0, errors, warnings });
        }
        summary
    }

    /// The text, called `name`, for diagnostics to point into.
    pub(super) fn source(&self, name: &str) -> Source<'_> {
        source(name, self.text, &self.streams)
    }

    /// The text; empty if it is none.
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(self.text).unwrap_or_default()
    }

    /// Hands on the report of each document with its number, if there are several, and the text that it points into.
    ///
    /// # Errors
    ///
    /// Those of `take`.
    pub(super) fn each(
        self,
        name: &str,
        mut take: impl FnMut(Option<u64>, Report, &Source<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let is_stream = self.reports.len() > 1;
        // Where nothing is shown, nothing need be known of the text or of secrets, which takes a while to learn.
        let nothing = Secrets::default();
        let source = if self.is_clean() {
            Source::new(name, b"", &nothing, None)
        } else {
            source(name, self.text, &self.streams)
        };
        for (number, report) in (1..).zip(self.reports) {
            take(is_stream.then_some(number), report, &source)?;
        }
        Ok(())
    }
}

fn source<'a>(name: &str, text: &'a [u8], streams: &'a [Parsed<'a>]) -> Source<'a> {
    let source = Source::new(name, text, drs_validate::secrets(), None);
    let source = if streams.len() > 1 { source.with_lines() } else { source };
    streams.iter().filter_map(|parsed| parsed.tree.as_ref()).fold(source, Source::with_tree)
}
