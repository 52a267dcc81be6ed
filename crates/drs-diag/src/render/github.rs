//! Workflow commands of GitHub Actions, written as its toolkit writes them: `::error title=...,file=...,line=...::message`.

use std::io::{self, Write};

use super::output::{Output, Style};
use super::phrases::{omitted, relative, remedy};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Outcome};
use crate::escape::escape;
use crate::summary::Summary;
use crate::view::View;

/// The `github` format.
pub(super) struct Github {
    style: Style,
}

impl Github {
    pub(super) fn new(style: Style) -> Self {
        Self { style }
    }
}

impl Output for Github {
    fn document(&mut self, out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
        let file = property(&escape(relative(&document.path)));
        let which = document.number.map(|number| format!("document {number} ")).unwrap_or_default();
        match &document.outcome {
            Outcome::Checked { diagnostics, omitted: left_out, .. } => {
                if !diagnostics.is_empty() {
                    let view = View::new(document.source);
                    for diagnostic in diagnostics {
                        command(out, &file, &view, diagnostic)?;
                    }
                }
                if *left_out > 0 {
                    let message = data(&omitted(*left_out, self.style));
                    writeln!(out, "::notice title={which}not shown in full,file={file}::{message}")?;
                }
                Ok(())
            }
            Outcome::Unchecked { error, help } => {
                let message =
                    with_help(document.source.clean(error), help.as_deref().map(|h| document.source.clean(h)));
                writeln!(out, "::error title={which}not checked,file={file}::{}", data(&message))
            }
            Outcome::Empty { what } => {
                let message = data(&document.source.clean(what));
                writeln!(out, "::notice title={which}empty,file={file}::{message}")
            }
        }
    }

    fn finish(&mut self, _: &mut dyn Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

fn command(out: &mut dyn Write, file: &str, view: &View<'_>, diagnostic: &Diagnostic) -> io::Result<()> {
    let source = view.source;
    let span = source.clamp(diagnostic.span);
    let (start, end) = (view.place(span.start), view.place(span.end));
    let title = property(&escape(&format!("{}: {}", diagnostic.id, diagnostic.name)));
    write!(out, "::{} title={title},file={file},line={},endLine={}", diagnostic.severity, start.line, end.line)?;
    // The runner drops the columns of several lines, with a complaint.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    let help = remedy(source, diagnostic).map(|remedy| source.clean(&remedy));
    writeln!(out, "::{}", data(&with_help(source.clean(&diagnostic.message), help)))
}

fn with_help(message: String, help: Option<String>) -> String {
    match help {
        Some(help) => format!("{message}\nhelp: {help}"),
        None => message,
    }
}

/// What stands after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands between `=` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
