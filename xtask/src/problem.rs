//! What can be wrong: findings about files in `spec/`, and failures of an output.

use std::fmt;

use drs_diag::{Diagnostic, Document, Format, Outcome, Renderer, Secrets, Source, Style, Summary};
use drs_text::Span;

use crate::files::{FileId, Files, extension};
use crate::lint::Lint;
use crate::value::Place;

/// Something wrong in one file.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The file.
    pub file: FileId,
    /// What is wrong, and where in that file.
    pub diagnostic: Diagnostic,
}

impl Finding {
    /// A finding of a lint at a place.
    pub fn new(lint: &Lint, at: Place, message: impl Into<String>) -> Self {
        Self { file: at.file, diagnostic: Diagnostic::error(lint.id, lint.name, at.span, message) }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.help(help.into());
        self
    }

    /// Says what the caret shows.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.label(label.into());
        self
    }

    /// Shows another place of the same file.
    #[must_use]
    pub fn related(mut self, message: impl Into<String>, span: Span) -> Self {
        self.diagnostic = self.diagnostic.related(message, span);
        self
    }

    /// The place of the caret.
    pub fn place(&self) -> Place {
        Place { file: self.file, span: self.diagnostic.span }
    }
}

/// Everything found to be wrong, with the files needed to show it.
#[derive(Clone, Debug)]
pub struct Problems {
    /// The files the findings point into.
    pub files: Files,
    /// The findings, in the order they were made.
    pub findings: Vec<Finding>,
}

impl Problems {
    /// The findings as shown on a terminal: grouped by file, with file, line, column, caret and remedy.
    ///
    /// # Panics
    /// Never: it writes to memory.
    pub fn render(&self, color: bool) -> String {
        let style = Style { color, width: Some(120), quiet: true, ..Style::default() };
        let mut renderer = Renderer::new(Format::Human, style, Vec::new());
        for (id, file) in self.files.iter() {
            let mut diagnostics: Vec<_> = self
                .findings
                .iter()
                .filter(|finding| finding.file == id)
                .map(|finding| finding.diagnostic.clone())
                .collect();
            if diagnostics.is_empty() {
                continue;
            }
            diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
            let errors = diagnostics.len() as u64;
            // A slice is full of keys named like secrets and holds none; a lint keeps secrets out of examples.
            let secrets = Secrets::new(if extension(&file.name) == "json" { SECRETS } else { &[] });
            let source = Source::new(&file.name, file.text.as_bytes(), &secrets, None);
            let document = Document {
                path: file.name.clone(),
                number: None,
                key: None,
                operation: None,
                source: &source,
                outcome: Outcome::Checked { diagnostics, omitted: 0, errors, warnings: 0 },
            };
            renderer.document(&document).expect("writing to memory does not fail");
        }
        let text = renderer.finish(&Summary::default()).expect("writing to memory does not fail");
        String::from_utf8_lossy(&text).trim_end().to_owned()
    }
}

/// Keys whose values are never shown, should an example hold one.
const SECRETS: &[&str] = &["db_password", "password", "ssl_cert_key", "ssl_cert_password", "token", "secret_key"];

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Problems {}

/// Why an output could not be made.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// What is wrong, lower case and without a full stop.
    pub message: String,
    /// The place in `spec/` that causes it, if one does.
    pub place: Option<Place>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Problem {
    /// A problem without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, help: None }
    }

    /// Says where in `spec/` the cause is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The problem with its place before it and its remedy below.
    pub fn show(&self, files: &Files) -> String {
        let place = self.place.map(|place| format!("{}: ", files.show(place))).unwrap_or_default();
        let help = self.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        format!("{place}{self}{help}")
    }

    /// The problem as an error of a command, which keeps its place and its remedy.
    pub fn into_error(self, files: &Files) -> anyhow::Error {
        anyhow::Error::msg(self.show(files))
    }
}
