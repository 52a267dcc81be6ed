//! The few lines of a source that a person needs to see, in bounded space whatever the source.
//!
//! A window has all lines from the first to the last of its spans. A line that is too wide is cut down to what is around the
//! spans, with `…` for what is left out. Everything in it is safe to print, each character of the source has a known place in it,
//! and its line breaks are those of the source, so line numbers can be counted on.

use std::ops::Range;

use drs_text::Span;

use crate::escape::{is_plain, visible};
use crate::redact::MASK;
use crate::view::View;

/// Stands for what is left out of a line.
const ELLIPSIS: char = '…';

/// Columns that a tab is shown as.
const TAB: &str = "    ";

/// The columns shown on each side of a span, at least and at most.
const CONTEXT: (usize, usize) = (12, 60);

/// Lines of a source, ready to be shown.
pub(crate) struct Window {
    /// The lines.
    pub(crate) text: String,
    /// The number, in the source, of the first of them.
    pub(crate) first_line: u32,
    /// Offsets in the source with their offsets in `text`, in order: each character that is shown, each cut, each line end.
    places: Vec<(u32, usize)>,
}

impl Window {
    /// The lines of `spans`, which are [clamped](crate::source::Source::clamp), each at most about `columns` wide.
    pub(crate) fn new(view: &View<'_>, spans: &[Span], columns: usize) -> Self {
        let line_of = |offset| view.lines.position(offset).line;
        let first_line = spans.iter().map(|span| line_of(span.start)).min().unwrap_or(1);
        let last_line = spans.iter().map(|span| line_of(span.end)).max().unwrap_or(1);
        let mut window = Self { text: String::new(), first_line, places: Vec::new() };
        for line in first_line..=last_line {
            if line > first_line {
                window.text.push('\n');
            }
            window.push_line(view, view.lines.line_span(line), spans, columns);
        }
        // What follows the last line break would not be taken for a line if there is nothing.
        if window.text.ends_with('\n') {
            window.text.push(' ');
        }
        window
    }

    /// Where `span` is in `text`.
    pub(crate) fn locate(&self, span: Span) -> Range<usize> {
        self.offset(span.start)..self.offset(span.end)
    }

    fn offset(&self, offset: u32) -> usize {
        let after = self.places.partition_point(|&(source, _)| source <= offset);
        self.places.get(after.saturating_sub(1)).map_or(0, |&(_, shown)| shown)
    }

    fn push_line(&mut self, view: &View<'_>, line: Span, spans: &[Span], columns: usize) {
        let text = &view.source.text()[line.range()];
        let mut shown_to = 0;
        let parts = parts(text, &points(line, spans), columns);
        let shown: usize = parts.iter().map(ExactSizeIterator::len).sum();
        self.text.reserve(shown);
        self.places.reserve(shown);
        for part in parts {
            if part.start > shown_to {
                self.push(line, shown_to, ELLIPSIS);
            }
            let hides_any = view.source.hides_any(Span::new(offset(line, part.start), offset(line, part.end)));
            if !hides_any && is_plain(&text[part.clone()]) {
                let shown = self.text.len()..;
                self.places.extend((offset(line, part.start)..offset(line, part.end)).zip(shown));
                self.text.push_str(&text[part.clone()]);
                shown_to = part.end;
                continue;
            }
            // Where the mask of what is hidden starts.
            let mut mask = None;
            for (at, c) in text[part.clone()].char_indices() {
                let at = part.start + at;
                if hides_any && view.source.hides(line.start as usize + at) {
                    let shown = *mask.get_or_insert(self.text.len());
                    self.places.push((offset(line, at), shown));
                    if shown == self.text.len() {
                        self.text.push_str(MASK);
                    }
                    continue;
                }
                mask = None;
                if c == '\t' {
                    self.place(line, at);
                    self.text.push_str(TAB);
                } else {
                    self.push(line, at, visible(c));
                }
            }
            shown_to = part.end;
        }
        if shown_to < text.len() {
            self.push(line, shown_to, ELLIPSIS);
        }
        self.place(line, text.len());
    }

    fn push(&mut self, line: Span, at: usize, c: char) {
        self.place(line, at);
        self.text.push(c);
    }

    fn place(&mut self, line: Span, at: usize) {
        self.places.push((offset(line, at), self.text.len()));
    }
}

/// The offset in the source of the byte at `at` in a line.
fn offset(line: Span, at: usize) -> u32 {
    line.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
}

/// The parts of `line` that the spans touch, as ranges in it. A span of several lines is looked at where it starts and ends.
fn points(line: Span, spans: &[Span]) -> Vec<Range<usize>> {
    let within = |offset: u32| (offset.clamp(line.start, line.end) - line.start) as usize;
    let mut points = Vec::new();
    for span in spans {
        let (start, end) = (within(span.start), within(span.end));
        match (span.start >= line.start, span.end <= line.end) {
            (true, true) => points.push(start..end),
            (true, false) if span.start <= line.end => points.push(start..start),
            (false, true) if span.end >= line.start => points.push(end..end),
            _ => {}
        }
    }
    points.sort_unstable_by_key(|point| (point.start, point.end));
    points
}

/// What to show of `line`: all of it if it is at most `columns` wide, else what is around `points`.
fn parts(line: &str, points: &[Range<usize>], columns: usize) -> Vec<Range<usize>> {
    if fits(line, columns) {
        return std::iter::once(0..line.len()).collect();
    }
    if points.is_empty() {
        return std::iter::once(0..forward(line, 0, columns)).collect();
    }
    let mut wanted = Vec::new();
    for point in points {
        let (head, tail) = (forward(line, point.start, columns / 4), back(line, point.end, columns / 4));
        if head < tail {
            wanted.push(point.start..head);
            wanted.push(tail..point.end);
        } else {
            wanted.push(point.clone());
        }
    }
    let used: usize = wanted.iter().flat_map(|part| line[part.clone()].chars()).map(width).sum();
    let context = (columns.saturating_sub(used) / (2 * wanted.len())).clamp(CONTEXT.0, CONTEXT.1);
    for part in &mut wanted {
        *part = back(line, part.start, context)..forward(line, part.end, context);
    }
    wanted.sort_unstable_by_key(|part| part.start);
    let mut parts: Vec<Range<usize>> = Vec::with_capacity(wanted.len());
    for part in wanted {
        match parts.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => parts.push(part),
        }
    }
    parts
}

/// Whether `line` is at most `columns` wide.
fn fits(line: &str, columns: usize) -> bool {
    line.len() <= columns || (line.len() <= 4 * columns && line.chars().map(width).sum::<usize>() <= columns)
}

/// The columns of a character, to a first approximation.
fn width(c: char) -> usize {
    match c {
        '\t' => TAB.len(),
        // The wide scripts begin here.
        '\u{1100}'.. => 2,
        _ => 1,
    }
}

/// The offset `columns` after `from`, or the end.
fn forward(line: &str, from: usize, columns: usize) -> usize {
    from + within(line[from..].chars(), columns)
}

/// The offset `columns` before `from`, or the start.
fn back(line: &str, from: usize, columns: usize) -> usize {
    from - within(line[..from].chars().rev(), columns)
}

/// The bytes of the first characters that are at most `columns` wide together.
fn within(characters: impl Iterator<Item = char>, columns: usize) -> usize {
    let fitting = characters.scan(columns, |left, c| {
        *left = left.checked_sub(width(c))?;
        Some(c.len_utf8())
    });
    fitting.sum()
}
