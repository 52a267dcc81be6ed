//! The documents of a text, one after the other.

use drs_diag::{Document, Outcome, Source, Summary};
use drs_validate::{Operation, Report};

use crate::checker::Checker;
use crate::lines::{Line, lines};
use crate::settings::{InputFormat, Settings};

/// Checks each document of a text and passes on those that a report lists: of JSON Lines, those with diagnostics. Returns the counts
/// of all.
pub(crate) fn each(text: &[u8], settings: &Settings, sink: &mut dyn FnMut(&Document<'_>)) -> Summary {
    let checker = settings.checker();
    let mut documents = Documents { name: &settings.name, sink, summary: Summary::default() };
    match settings.input {
        InputFormat::JsonLines => lines(text).for_each(|line| documents.line(checker, text, line)),
        InputFormat::Json | InputFormat::Yaml => {
            let reading = checker.read(text, settings.input.syntax());
            let Ok(()) = reading.each(&settings.name, |number, report, source| {
                documents.document(number, report, source);
                Ok::<(), std::convert::Infallible>(())
            });
        }
    }
    documents.summary
}

/// Whether every document of a text is a valid request, and there is one.
pub(crate) fn are_valid(summary: &Summary) -> bool {
    summary.invalid == 0 && summary.documents > 0
}

struct Documents<'s> {
    name: &'s str,
    sink: &'s mut dyn FnMut(&Document<'_>),
    summary: Summary,
}

impl Documents<'_> {
    /// Adds the document on a line, if there is anything to say of it.
    fn line(&mut self, checker: Checker, text: &[u8], Line { number, range }: Line) {
        let document = &text[range.clone()];
        let (report, mask) = checker.json(document);
        let Some(mask) = mask else {
            self.summary.add(&outcome(report));
            return;
        };
        let source = Source::new(self.name, document, drs_validate::secrets(), None);
        let source = source.with_mask(mask).starting_at(number, range.start as u64);
        self.document(Some(u64::from(number)), report, &source);
    }

    /// Adds a document.
    fn document(&mut self, number: Option<u64>, report: Report, source: &Source<'_>) {
        let operation = report.operation.map(Operation::id).map(str::to_owned);
        let outcome = outcome(report);
        self.summary.add(&outcome);
        (self.sink)(&Document { path: self.name.to_owned(), number, key: None, operation, source, outcome });
    }
}

fn outcome(report: Report) -> Outcome {
    let Report { diagnostics, omitted, errors, warnings, .. } = report;
    Outcome::Checked { diagnostics, omitted, errors, warnings }
}
