//! Choosing what is shown of a diagnostic.

use drs_text::Span;

use super::layout::{Change, Layout, Mark, Pane};
use super::{HELP, Human};
use crate::diagnostic::Diagnostic;
use crate::escape::escape;
use crate::fix::Fix;
use crate::view::View;
use crate::window::Window;

/// A second place at most so many lines away from the first is shown in the same window, one farther away in its own.
const MAX_CONTEXT_LINES: u64 = 20;

/// A span of more lines is shown by its first.
const MAX_SPAN_LINES: u64 = 30;

/// Second places shown.
const MAX_RELATED: usize = 8;

/// What a change may have at most to be shown as a diff: edits, lines, bytes replaced or inserted.
const MAX_DIFF: (usize, u64, usize) = (4, 8, 400);

impl Human {
    /// What is shown of a diagnostic.
    pub(super) fn layout(&self, view: &View<'_>, diagnostic: &Diagnostic) -> Layout {
        let source = view.source;
        let main = shown(view, diagnostic.span);
        let mut places = vec![(true, main, diagnostic.label.as_deref().map(|label| source.clean(label)))];
        let mut far = Vec::new();
        for related in diagnostic.related.iter().take(MAX_RELATED) {
            let (span, message) = (shown(view, related.span), source.clean(&related.message));
            if view.place(span.start).line.abs_diff(view.place(main.start).line) <= MAX_CONTEXT_LINES {
                places.push((false, span, Some(message)));
            } else {
                far.push((message, self.pane(view, vec![(true, span, None)])));
            }
        }
        let change = diagnostic.fix.as_ref().map(|fix| (source.clean(&fix.message), self.change(view, fix)));
        let help = diagnostic.help.as_deref().map(|help| source.clean(help));
        let help = match (&change, help) {
            // Said above the change.
            (Some((message, Some(_))), Some(help)) if *message == help => None,
            (Some((message, None)), None) => Some(message.clone()),
            (_, help) => help,
        };
        let note = match diagnostic.related.len().checked_sub(MAX_RELATED) {
            Some(more @ 1..) => Some(format!("{more} more places have a part in it")),
            _ => None,
        };
        Layout {
            severity: diagnostic.severity,
            main: self.pane(view, places),
            help: help.map(|help| self.wrapped(&help, HELP, false)),
            note,
            far,
            change: change.and_then(|(message, change)| Some((message, change?))),
        }
    }

    /// The lines of `places` with marks and labels.
    fn pane(&self, view: &View<'_>, places: Vec<(bool, Span, Option<String>)>) -> Pane {
        let spans: Vec<Span> = places.iter().map(|&(_, span, _)| span).collect();
        let window = Window::new(view, &spans, self.columns);
        let mark = |(is_primary, span, label)| Mark { is_primary, range: window.locate(span), label };
        let marks = places.into_iter().map(mark).collect();
        Pane { first_line: line_number(view, window.first_line), marks, text: window.text }
    }

    /// A change, if it may be shown and is small.
    fn change(&self, view: &View<'_>, fix: &Fix) -> Option<Change> {
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
        Some(Change { first_line: line_number(view, window.first_line), patches, text: window.text })
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
