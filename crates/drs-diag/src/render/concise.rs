//! One line for each finding: `path:line:column: error[ID] message (help: ...)`.

use std::io::{self, Write};

use super::output::{Output, Style};
use super::phrases::{help, in_words, omitted, place_of, remedy};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Outcome};
use crate::escape::escape;
use crate::summary::Summary;
use crate::view::View;

/// The `concise` format.
pub(super) struct Concise {
    style: Style,
}

impl Concise {
    pub(super) fn new(style: Style) -> Self {
        Self { style }
    }
}

impl Output for Concise {
    fn document(&mut self, out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
        match &document.outcome {
            Outcome::Checked { diagnostics, omitted: 0, .. } if diagnostics.is_empty() => Ok(()),
            Outcome::Checked { diagnostics, omitted: left_out, .. } => {
                let view = View::new(document.source);
                let path = start_of_line(&document.path);
                for diagnostic in diagnostics {
                    writeln!(out, "{}", line(&view, &path, diagnostic))?;
                }
                if *left_out > 0 {
                    writeln!(out, "{}: {}", start_of_line(&place_of(document)), omitted(*left_out, self.style))?;
                }
                Ok(())
            }
            Outcome::Unchecked { error, help: remedy } => {
                let source = document.source;
                let remedy = help(source, remedy.as_deref());
                writeln!(out, "{}: error: {}{remedy}", start_of_line(&place_of(document)), source.clean(error))
            }
            Outcome::Empty { what } => {
                writeln!(out, "{}: note: {}", start_of_line(&place_of(document)), document.source.clean(what))
            }
        }
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.style.quiet {
            return Ok(());
        }
        writeln!(out, "{}", in_words(summary).1)
    }
}

/// The line of a diagnostic. `path` is one that [`start_of_line`] has seen.
pub(super) fn line(view: &View<'_>, path: &str, diagnostic: &Diagnostic) -> String {
    let source = view.source;
    let place = view.place(source.clamp(diagnostic.span).start);
    let (line, column) = (place.line, place.column);
    let (severity, id) = (diagnostic.severity, escape(&diagnostic.id));
    let message = source.clean(&diagnostic.message);
    let help = help(source, remedy(source, diagnostic).as_deref());
    format!("{path}:{line}:{column}: {severity}[{id}] {message}{help}")
}

/// A path as a line may begin with it. A line that begins with two colons, one of which may follow the path, is a command to
/// some who read logs.
pub(super) fn start_of_line(path: &str) -> String {
    let path = escape(path);
    if path.trim_start().starts_with(':') { format!("./{path}") } else { path.into_owned() }
}
