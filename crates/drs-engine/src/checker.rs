//! Checking texts: as which operation, how strictly, and as how many documents.

use drs_diag::{Diagnostic, FixCandidates, Mask, Outcome, Secrets, Source, Summary};
use drs_text::Parsed;
use drs_validate::{Input, Operation, Options, Report, Syntax};

/// The settings with which every document of a run is checked.
#[derive(Clone, Copy, Debug)]
pub struct Checker {
    /// The operation that each document is a request of; `None` finds it by the shape of the document.
    pub operation: Option<Operation>,
    /// Strictness, and how many diagnostics are reported.
    pub options: Options,
}

/// A text with the reports on its documents. `Debug` shows nothing of the text, nor of the reports, whose messages quote it.
pub struct Reading<'t> {
    text: &'t [u8],
    syntax: Syntax,
    /// The documents as they were parsed. One that was accepted was not.
    parsed: Vec<Parsed<'t>>,
    /// One report for each document; there is always one.
    pub reports: Vec<Report>,
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let errors: u64 = self.reports.iter().map(|report| report.errors).sum();
        f.debug_struct("Reading")
            .field("syntax", &self.syntax)
            .field("reports", &self.reports.len())
            .field("errors", &errors)
            .finish_non_exhaustive()
    }
}

impl Checker {
    /// The maximum length of a document in bytes.
    pub const fn max_bytes(&self) -> usize {
        self.options.limits.bytes as usize
    }

    /// The diagnostics of a text that can be fixed.
    pub fn fix_candidates(&self, text: &str, syntax: Syntax) -> FixCandidates {
        drs_validate::fix_candidates(self.operation, text, syntax, &self.options)
    }

    /// Checks one JSON document. Returns beside the report what is hidden of the text, if there is anything to be shown of it.
    pub fn json(&self, text: &[u8]) -> (Report, Option<Mask>) {
        let (report, parsed) = drs_validate::parse_and_check(self.operation, Input::json(text), &self.options);
        let mask = (!report.diagnostics.is_empty())
            .then(|| Source::new("", text, drs_validate::secrets(), parsed.as_ref()).into_mask());
        (report, mask)
    }

    /// Checks the documents of a text.
    pub fn read<'t>(&self, text: &'t [u8], syntax: Syntax) -> Reading<'t> {
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
    pub fn is_clean(&self) -> bool {
        self.reports.iter().all(|report| report.diagnostics.is_empty())
    }

    /// Whether another document follows in a text that may have only one.
    pub fn has_more_documents(&self) -> bool {
        let begins = |at: u32| matches!(self.text.get(at as usize), Some(b'{' | b'[' | 0x1E));
        let follows = |it: &Diagnostic| it.name == "trailing-content" && begins(it.span.start);
        self.syntax == Syntax::Json
            && self.reports.iter().any(|report| begins_sequence(self.text) || report.diagnostics.iter().any(follows))
    }

    /// The counts of the documents.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for report in &self.reports {
            let (errors, warnings) = (report.errors, report.warnings);
            summary.add(&Outcome::Checked { diagnostics: Vec::new(), omitted: 0, errors, warnings });
        }
        summary
    }

    /// The text, called `name`, for diagnostics to point into.
    pub fn source(&self, name: &str) -> Source<'_> {
        source(name, self.text, &self.parsed)
    }

    /// The text; empty if it is none.
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.text).unwrap_or_default()
    }

    /// Passes on the report of each document with its number, if there are several, and the text that it points into.
    ///
    /// # Errors
    ///
    /// Those of `sink`.
    pub fn each<E>(
        self,
        name: &str,
        mut sink: impl FnMut(Option<u64>, Report, &Source<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
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

fn source<'a>(name: &str, text: &'a [u8], parsed: &'a [Parsed<'a>]) -> Source<'a> {
    let source = Source::new(name, text, drs_validate::secrets(), None);
    let source = if parsed.len() > 1 { source.with_lines() } else { source };
    parsed.iter().fold(source, Source::with_parsed)
}

#[cfg(test)]
mod tests {
    use drs_validate::Syntax;

    use crate::Settings;

    #[test]
    fn nothing_of_the_text_is_in_its_debug_form() {
        let endpoint = r#"[{"endpoint": {"db_password": "hunter2hunter2"}}]"#;
        let text = format!(
            r#"{{"jobs": [{{"base_info": {{"job_type": "hunter2hunter2"}}, "source_endpoint": {endpoint}}}]}}"#
        );
        for syntax in [Syntax::Json, Syntax::Yaml] {
            let reading = Settings::default().checker().read(text.as_bytes(), syntax);
            let errors = reading.summary().errors;
            let shown = format!("Reading {{ syntax: {syntax:?}, reports: 1, errors: {errors}, .. }}");
            assert!(errors > 0);
            assert_eq!(format!("{reading:?}"), shown);
        }
    }
}
