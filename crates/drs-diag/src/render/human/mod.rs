//! For people: each finding with the lines it is about, in the manner of rustc.

mod compose;
mod layout;
mod simple;
mod snippets;

use std::io::{self, Write};

use annotate_snippets::Renderer;
use annotate_snippets::renderer::Style as Ansi;
use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_LINE_NUM_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE,
};

use super::output::{Output, Style};
use super::phrases::{in_words, key_of, omitted, place_of};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Outcome};
use crate::escape::escape;
use crate::severity::Severity;
use crate::summary::Summary;
use crate::view::View;

/// Columns where the terminal's are not known.
const DEFAULT_COLUMNS: usize = 140;

/// Columns taken by line numbers and rulers.
const GUTTER: usize = 10;

/// Columns taken by what stands before help: a line number of two digits and `= help: `.
const HELP: usize = 13;

/// A text is not made narrower than this.
const MIN_COLUMNS: usize = 30;

/// The `human` format.
pub(super) struct Human {
    style: Style,
    renderer: Renderer,
    columns: usize,
}

impl Human {
    pub(super) fn new(style: Style) -> Self {
        let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
        Self {
            style,
            // Windows are never too wide, so nothing is cut a second time.
            renderer: renderer.term_width(usize::from(u16::MAX)),
            columns: style.width.unwrap_or(DEFAULT_COLUMNS).saturating_sub(GUTTER).clamp(40, 400),
        }
    }

    fn paint(&self, style: Ansi, text: &str) -> String {
        if self.style.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// `error[ID]: message`, or without an id.
    fn title(&self, severity: Severity, id: Option<&str>, message: &str) -> String {
        let style = match severity {
            Severity::Error => DEFAULT_ERROR_STYLE,
            Severity::Warning => DEFAULT_WARNING_STYLE,
        };
        let id = id.map(|id| ["[", &escape(id), "]"].concat()).unwrap_or_default();
        let level = [severity.as_str(), &id].concat();
        let message = self.wrapped(message, level.len() + 2, true);
        self.paint(style, &level) + &self.paint(DEFAULT_EMPHASIS_STYLE, &[": ", &message].concat())
    }

    /// A text in lines as wide as the terminal, if that is known, `indent` columns of which are taken; with the lines behind
    /// the first indented by as much, if nothing else does that.
    fn wrapped(&self, text: &str, indent: usize, is_indented: bool) -> String {
        let Some(width) = self.style.width else { return text.to_owned() };
        let options = textwrap::Options::new(width.saturating_sub(indent).max(MIN_COLUMNS))
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let lines = textwrap::wrap(text, options);
        lines.join(&if is_indented { format!("\n{:indent$}", "") } else { "\n".to_owned() })
    }

    /// `file` is the path and what follows the place.
    fn diagnostic(
        &self,
        out: &mut dyn Write,
        file: (&str, &str),
        view: &View<'_>,
        diagnostic: &Diagnostic,
    ) -> io::Result<()> {
        let source = view.source;
        let message = source.clean(&diagnostic.message);
        let place = view.place(source.clamp(diagnostic.span).start);
        let layout = self.layout(view, diagnostic);
        let body = if self.style.color { None } else { simple::draw(&layout) };
        let body = body.unwrap_or_else(|| snippets::draw(&self.renderer, &layout));
        // The windows come without their path, because only we know the column of a line that is cut: it goes where the
        // ruler begins.
        let ruler = body.len() - body.trim_start_matches(' ').len();
        let arrow = self.paint(DEFAULT_LINE_NUM_STYLE, "-->");
        let indent = ruler.saturating_sub(1);
        let mut text = self.title(diagnostic.severity, Some(&diagnostic.id), &message);
        let (line, column) = (place.line.to_string(), place.column.to_string());
        text.reserve(indent + file.0.len() + body.len() + 64);
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', indent));
        text.extend([&arrow, " ", file.0, ":", &line, ":", &column, file.1, "\n"]);
        for line in body.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.push('\n');
        out.write_all(text.as_bytes())
    }
}

impl Output for Human {
    fn document(&mut self, out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
        match &document.outcome {
            Outcome::Checked { diagnostics, omitted: left_out, .. } => {
                let (path, key) = (escape(&document.path), key_of(document));
                if !diagnostics.is_empty() {
                    let view = View::new(document.source);
                    for diagnostic in diagnostics {
                        self.diagnostic(out, (&path, &key), &view, diagnostic)?;
                    }
                }
                if *left_out > 0 {
                    let note = self.paint(DEFAULT_NOTE_STYLE, "note");
                    writeln!(out, "{note}: {}: {}\n", place_of(document), omitted(*left_out, self.style))?;
                }
                Ok(())
            }
            Outcome::Unchecked { error, help } => {
                writeln!(out, "{}", self.title(Severity::Error, None, &document.source.clean(error)))?;
                let arrow = self.paint(DEFAULT_LINE_NUM_STYLE, "-->");
                writeln!(out, " {arrow} {}{}", place_of(document), key_of(document))?;
                if let Some(help) = help {
                    let equals = self.paint(DEFAULT_LINE_NUM_STYLE, "=");
                    let word = self.paint(DEFAULT_EMPHASIS_STYLE, "help");
                    let help = self.wrapped(&document.source.clean(help), HELP - 3, true);
                    writeln!(out, "  {equals} {word}: {help}")?;
                }
                writeln!(out)
            }
            Outcome::Empty { what } => {
                let note = self.paint(DEFAULT_NOTE_STYLE, "note");
                writeln!(out, "{note}: {}: {}\n", place_of(document), document.source.clean(what))
            }
        }
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.style.quiet {
            return Ok(());
        }
        match in_words(summary) {
            (true, words) => writeln!(out, "{words}"),
            (false, words) => writeln!(out, "{}", self.title(Severity::Error, None, &words)),
        }
    }
}
