//! JUnit XML: a test suite for each document, because a suite says at its beginning how many of its tests failed, with one test
//! case, because it is the document that passes or fails.
//!
//! All errors of a document are one failure, a line each: a test case fails once, and readers look at the first failure only.

use std::io::{self, Write};

use super::concise::{line, start_of_line};
use super::output::{Output, Style};
use super::phrases::{help, omitted, place_of};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Outcome};
use crate::escape::{escape, is_unsafe};
use crate::phrasing::count;
use crate::severity::Severity;
use crate::summary::Summary;
use crate::tool::Tool;
use crate::view::View;

/// The `junit` format.
pub(super) struct Junit {
    style: Style,
    tool: Tool,
    begun: bool,
}

impl Junit {
    pub(super) fn new(style: Style) -> Self {
        Self { style, tool: Tool::default(), begun: false }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.begun {
            writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
            writeln!(out, "<testsuites name=\"{}\">", xml(&escape(self.tool.name)))?;
        }
        self.begun = true;
        Ok(())
    }

    /// The body of a test case: its failure with the errors, then the warnings.
    fn body(&self, out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
        let Outcome::Checked { diagnostics, omitted: left_out, errors, .. } = &document.outcome else {
            return Ok(());
        };
        let view = View::new(document.source);
        let path = start_of_line(&document.path);
        let of = |severity| diagnostics.iter().filter(move |diagnostic: &&Diagnostic| diagnostic.severity == severity);
        let left_out = (*left_out > 0).then(|| {
            let place = start_of_line(&place_of(document));
            format!("{place}: {}\n", omitted(*left_out, self.style))
        });
        if *errors > 0 {
            let (kind, message) = match of(Severity::Error).next() {
                Some(first) => (escape(&first.id), document.source.clean(&first.message) + &more(*errors)),
                None => ("not-shown".into(), count(*errors, "error")),
            };
            writeln!(out, "      <failure type=\"{}\" message=\"{}\">", xml(&kind), xml(&message))?;
            for diagnostic in of(Severity::Error) {
                writeln!(out, "{}", xml(&line(&view, &path, diagnostic)))?;
            }
            writeln!(out, "{}</failure>", xml(left_out.as_deref().unwrap_or_default()))?;
        }
        if of(Severity::Warning).next().is_some() || (*errors == 0 && left_out.is_some()) {
            writeln!(out, "      <system-out>")?;
            for diagnostic in of(Severity::Warning) {
                writeln!(out, "{}", xml(&line(&view, &path, diagnostic)))?;
            }
            let left_out = left_out.filter(|_| *errors == 0).unwrap_or_default();
            writeln!(out, "{}</system-out>", xml(&left_out))?;
        }
        Ok(())
    }
}

impl Output for Junit {
    fn tool(&mut self, tool: Tool) {
        self.tool = tool;
    }

    fn document(&mut self, out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
        self.begin(out)?;
        let name = xml(&place_of(document));
        let (failures, errors, skipped) = match &document.outcome {
            Outcome::Checked { errors: 1.., .. } => (1, 0, 0),
            Outcome::Checked { .. } => (0, 0, 0),
            Outcome::Unchecked { .. } => (0, 1, 0),
            Outcome::Empty { .. } => (0, 0, 1),
        };
        writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"1\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\">"
        )?;
        let operation = document.operation.as_deref().map(|operation| format!(".{operation}")).unwrap_or_default();
        let class = xml(&escape(&format!("{}{operation}", self.tool.name)));
        write!(out, "    <testcase classname=\"{class}\" name=\"{name}\"")?;
        match &document.outcome {
            Outcome::Checked { diagnostics, omitted: 0, errors: 0, .. } if diagnostics.is_empty() => {
                writeln!(out, "/>")?;
            }
            Outcome::Checked { .. } => {
                writeln!(out, ">")?;
                self.body(out, document)?;
                writeln!(out, "    </testcase>")?;
            }
            Outcome::Unchecked { error, help: remedy } => {
                let message = document.source.clean(error);
                let text = format!("{message}{}", help(document.source, remedy.as_deref()));
                writeln!(out, ">")?;
                writeln!(
                    out,
                    "      <error type=\"not-checked\" message=\"{}\">{}</error>",
                    xml(&message),
                    xml(&text)
                )?;
                writeln!(out, "    </testcase>")?;
            }
            Outcome::Empty { what } => {
                let message = xml(&document.source.clean(what));
                writeln!(out, ">\n      <skipped message=\"{message}\"/>\n    </testcase>")?;
            }
        }
        writeln!(out, "  </testsuite>")
    }

    fn passed(&mut self, out: &mut dyn Write, path: &str) -> io::Result<()> {
        self.begin(out)?;
        let (name, class) = (xml(&escape(path)), xml(&escape(self.tool.name)));
        writeln!(out, "  <testsuite name=\"{name}\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">")?;
        writeln!(out, "    <testcase classname=\"{class}\" name=\"{name}\"/>\n  </testsuite>")
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        self.begin(out)?;
        writeln!(out, "</testsuites>")
    }
}

fn more(errors: u64) -> String {
    if errors > 1 { format!(" (and {} more)", errors - 1) } else { String::new() }
}

/// A text as it may stand in an attribute or between tags. What XML 1.0 does not allow even as a reference, and what is no
/// character, becomes U+FFFD.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            // Where it ends `]]>`, it must be.
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' => escaped.push('\n'),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if is_unsafe(c) => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
