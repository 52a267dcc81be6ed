//! For people: each finding with the lines it is about, in the manner of rustc.

use std::io::{self, Write};

use annotate_snippets::renderer::Style as Ansi;
use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_LINE_NUM_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE,
};
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use drs_text::Span;

use super::output::{Output, Style};
use super::phrases::{in_words, key_of, omitted, place_of};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Outcome};
use crate::escape::escape;
use crate::fix::Fix;
use crate::severity::Severity;
use crate::summary::Summary;
use crate::view::View;
use crate::window::Window;

/// Columns where the terminal's are not known.
const DEFAULT_COLUMNS: usize = 140;

/// Columns taken by line numbers and rulers.
const GUTTER: usize = 10;

/// Columns taken by what stands before help: a line number of two digits and `= help: `.
const HELP: usize = 13;

/// A text is not made narrower than this.
const MIN_COLUMNS: usize = 30;

/// A second place at most so many lines away from the first is shown in the same window, one farther away in its own.
const MAX_CONTEXT_LINES: u64 = 20;

/// A span of more lines is shown by its first.
const MAX_SPAN_LINES: u64 = 30;

/// Second places shown.
const MAX_RELATED: usize = 8;

/// What a change may have at most to be shown as a diff: edits, lines, bytes replaced or inserted.
const MAX_DIFF: (usize, u64, usize) = (4, 8, 400);

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
        let id = id.map(|id| format!("[{}]", escape(id))).unwrap_or_default();
        let level = format!("{severity}{id}");
        let message = self.wrapped(message, level.len() + 2, true);
        self.paint(style, &level) + &self.paint(DEFAULT_EMPHASIS_STYLE, &format!(": {message}"))
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
        writeln!(out, "{}", self.title(diagnostic.severity, Some(&diagnostic.id), &message))?;
        let place = view.place(source.clamp(diagnostic.span).start);
        let groups = self.groups(view, diagnostic);
        let body = self.renderer.render(&groups);
        // The windows come without their path, because only we know the column of a line that is cut: it goes where the
        // ruler begins.
        let ruler = body.len() - body.trim_start_matches(' ').len();
        let arrow = self.paint(DEFAULT_LINE_NUM_STYLE, "-->");
        let indent = ruler.saturating_sub(1);
        writeln!(out, "{:indent$}{arrow} {}:{}:{}{}", "", file.0, place.line, place.column, file.1)?;
        for line in body.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out)
    }

    /// The windows, notes and changes of a diagnostic.
    fn groups(&self, view: &View<'_>, diagnostic: &Diagnostic) -> Vec<Group<'static>> {
        let source = view.source;
        let main = shown(view, diagnostic.span);
        let mut places =
            vec![(AnnotationKind::Primary, main, diagnostic.label.as_deref().map(|label| source.clean(label)))];
        let mut far = Vec::new();
        for related in diagnostic.related.iter().take(MAX_RELATED) {
            let (span, message) = (shown(view, related.span), source.clean(&related.message));
            if view.place(span.start).line.abs_diff(view.place(main.start).line) <= MAX_CONTEXT_LINES {
                places.push((AnnotationKind::Context, span, Some(message)));
            } else {
                far.push((span, message));
            }
        }
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut first = Group::with_level(level).element(self.window(view, places));
        let change = diagnostic.fix.as_ref().map(|fix| (source.clean(&fix.message), self.diff(view, fix)));
        let help = diagnostic.help.as_deref().map(|help| source.clean(help));
        let help = match (&change, help) {
            // Said above the change.
            (Some((message, Some(_))), Some(help)) if *message == help => None,
            (Some((message, None)), None) => Some(message.clone()),
            (_, help) => help,
        };
        if let Some(help) = help {
            first = first.element(Level::HELP.message(self.wrapped(&help, HELP, false)));
        }
        if let Some(more @ 1..) = diagnostic.related.len().checked_sub(MAX_RELATED) {
            first = first.element(Level::NOTE.message(format!("{more} more places have a part in it")));
        }
        let mut groups = vec![first];
        for (span, message) in far {
            let window = self.window(view, vec![(AnnotationKind::Primary, span, None)]);
            groups.push(Level::NOTE.secondary_title(message).element(window));
        }
        if let Some((message, Some(diff))) = change {
            groups.push(Level::HELP.secondary_title(message).element(diff));
        }
        groups
    }

    /// The lines of `places` with carets and labels.
    fn window(
        &self,
        view: &View<'_>,
        places: Vec<(AnnotationKind, Span, Option<String>)>,
    ) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        let spans: Vec<Span> = places.iter().map(|&(_, span, _)| span).collect();
        let window = Window::new(view, &spans, self.columns);
        let annotations: Vec<_> =
            places.into_iter().map(|(kind, span, label)| kind.span(window.locate(span)).label(label)).collect();
        Snippet::source(window.text).line_start(line_number(view, window.first_line)).annotations(annotations)
    }

    /// A change as a diff, if it may be shown and is small.
    fn diff(&self, view: &View<'_>, fix: &Fix) -> Option<Snippet<'static, Patch<'static>>> {
        let mut edits: Vec<_> = fix.edits.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let (max_edits, lines, bytes) = MAX_DIFF;
        if edits.is_empty() || edits.len() > max_edits || !view.source.may_show(fix) {
            return None;
        }
        let touched = Span::new(edits[0].span.start, edits[edits.len() - 1].span.end);
        let height = view.place(touched.end).line - view.place(touched.start).line;
        let size: usize = edits.iter().map(|edit| edit.span.len() as usize + edit.text.len()).sum();
        if height >= lines || size > bytes {
            return None;
        }
        let spans: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
        let window = Window::new(view, &spans, self.columns);
        let patches: Vec<_> = edits.iter().map(|edit| (window.locate(edit.span), lines_of(&edit.text))).collect();
        // Several deletions that leave one line of several are more than the renderer can place.
        let mut left = window.text.clone();
        for (range, text) in patches.iter().rev() {
            left.replace_range(range.clone(), text);
        }
        if height > 0 && patches.len() > 1 && !left.trim_end().contains('\n') {
            return None;
        }
        let patches = patches.into_iter().map(|(range, text)| Patch::new(range, text));
        Some(Snippet::source(window.text).line_start(line_number(view, window.first_line)).patches(patches))
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

/// The part of a span that carets are put under: without the line breaks at its end, and not too many lines.
fn shown(view: &View<'_>, span: Span) -> Span {
    let span = view.source.clamp(span);
    let text = &view.source.text()[span.range()];
    let breaks = text.len() - text.trim_end_matches(['\r', '\n']).len();
    let end = span.end - u32::try_from(breaks).unwrap_or(0);
    let span = Span::new(span.start, end);
    let first = view.lines.position(span.start).line;
    if u64::from(view.lines.position(end).line - first) < MAX_SPAN_LINES {
        return span;
    }
    Span::new(span.start, view.lines.line_span(first).end)
}

fn line_number(view: &View<'_>, line: u32) -> usize {
    usize::try_from(view.file_line(line)).unwrap_or(usize::MAX)
}

/// A text to be inserted, as it may be shown: its lines, each escaped.
fn lines_of(text: &str) -> String {
    let lines: Vec<_> =
        text.split('\n').map(|line| escape(&line.trim_end_matches('\r').replace('\t', "    ")).into_owned()).collect();
    lines.join("\n")
}
