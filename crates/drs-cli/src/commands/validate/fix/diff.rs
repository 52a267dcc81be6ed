//! The changes of fixes as a unified diff without secrets.

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use drs_diag::{Source, escape};
use drs_text::Span;
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

/// The number of lines around a change.
const CONTEXT_LINES: usize = 3;

/// The length to which longer lines are cut, in bytes around the change.
const MAX_LINE_BYTES: usize = 400;

/// Marks an omission in a line.
const ELLIPSIS: char = '…';

const HEADER: Style = Style::new().bold();
const PLACE: Style = AnsiColor::Cyan.on_default();
const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();

/// One of the two texts of a comparison.
#[derive(Clone, Copy)]
pub(crate) struct Side<'s> {
    /// The text.
    pub(crate) text: &'s str,
    /// The same text with its secrets.
    pub(crate) source: &'s Source<'s>,
}

/// A writer of diffs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Diff {
    color: bool,
}

impl Diff {
    pub(crate) fn new(color: bool) -> Self {
        Self { color }
    }

    /// The two lines that name a file.
    pub(crate) fn header(self, name: &str) -> String {
        let name = escape(name);
        self.line(HEADER, &format!("--- {name}")) + &self.line(HEADER, &format!("+++ {name}"))
    }

    /// The changes of a text, `line` lines of its file before it.
    pub(crate) fn hunks(self, old: Side<'_>, new: Side<'_>, line: u64) -> String {
        let (before, after) = (Lines::of(old), Lines::of(new));
        let mut hunks = String::new();
        for group in group_diff_ops(capture_diff_slices(Algorithm::Myers, &before.texts, &after.texts), CONTEXT_LINES) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let place = format!(
                "@@ -{} +{} @@",
                range(first.old_range().start..last.old_range().end, line),
                range(first.new_range().start..last.new_range().end, line)
            );
            hunks.push_str(&self.line(PLACE, &place));
            for op in &group {
                self.op(op, &before, &after, &mut hunks);
            }
        }
        hunks
    }

    fn op(self, op: &DiffOp, old: &Lines<'_>, new: &Lines<'_>, hunks: &mut String) {
        if let DiffOp::Equal { old_index, len, .. } = *op {
            for index in old_index..old_index + len {
                self.row(' ', old, index, 0..0, hunks);
            }
            return;
        }
        let (removed, added) = (op.old_range(), op.new_range());
        let pairs = removed.len() == added.len();
        let touched = |lines: &Lines<'_>, index: usize, others: &Lines<'_>, other: usize| {
            if pairs { changed(lines.texts[index], others.texts[other]) } else { 0..0 }
        };
        for index in removed.clone() {
            let other = added.start + index - removed.start;
            self.row('-', old, index, touched(old, index, new, other), hunks);
        }
        for index in added.clone() {
            let other = removed.start + index - added.start;
            self.row('+', new, index, touched(new, index, old, other), hunks);
        }
    }

    /// One line of a diff. `touched` is the range that changes.
    fn row(self, sign: char, lines: &Lines<'_>, index: usize, touched: Range<usize>, hunks: &mut String) {
        let style = match sign {
            '-' => OLD,
            '+' => NEW,
            _ => Style::new(),
        };
        let (line, start) = (lines.texts[index], lines.starts[index]);
        let (content, ended) = line.strip_suffix('\n').map_or((line, false), |content| (content, true));
        let content = content.strip_suffix('\r').unwrap_or(content);
        let mut shown = String::from(sign);
        let window = window(content, touched);
        if window.start > 0 {
            shown.push(ELLIPSIS);
        }
        let mut from = window.start;
        for part in content[window.clone()].split_inclusive('\t') {
            let text = part.trim_end_matches('\t');
            shown.push_str(&lines.source.visible(span(start + from, text.len())));
            if text.len() < part.len() {
                shown.push('\t');
            }
            from += part.len();
        }
        if window.end < content.len() {
            shown.push(ELLIPSIS);
        }
        hunks.push_str(&self.line(style, &shown));
        if !ended {
            hunks.push_str("\\ No newline at end of file\n");
        }
    }

    fn line(self, style: Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}\n") } else { format!("{text}\n") }
    }
}

/// The lines of a text, with their ends and the offsets of their starts.
struct Lines<'s> {
    source: &'s Source<'s>,
    texts: Vec<&'s str>,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    fn of(side: Side<'s>) -> Self {
        let texts: Vec<_> = side.text.split_inclusive('\n').collect();
        let start = |next: &mut usize, line: &&str| Some(mem::replace(next, *next + line.len()));
        Self { source: side.source, starts: texts.iter().scan(0, start).collect(), texts }
    }
}

fn span(start: usize, length: usize) -> Span {
    let offset = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(start + length))
}

/// `12,3`: the first line, from 1, and the number of lines, unless that is one.
fn range(lines: Range<usize>, before: u64) -> String {
    let mut text = String::new();
    let first = if lines.is_empty() { lines.start } else { lines.start + 1 };
    let _ = write!(text, "{}", before + first as u64);
    if lines.len() != 1 {
        let _ = write!(text, ",{}", lines.len());
    }
    text
}

/// The range of a line that differs from another.
fn changed(line: &str, other: &str) -> Range<usize> {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = same(&mut line.chars(), &mut other.chars());
    let (line_rest, other_rest) = (&line[start..], &other[start..]);
    let end = same(&mut line_rest.chars().rev(), &mut other_rest.chars().rev());
    start..line.len() - end
}

/// The part of a line that is shown: all of it, or the surroundings of the change.
fn window(line: &str, touched: Range<usize>) -> Range<usize> {
    if line.len() <= MAX_LINE_BYTES {
        return 0..line.len();
    }
    let touched = touched.start.min(line.len())..touched.end.min(line.len());
    let around = MAX_LINE_BYTES.saturating_sub(touched.len()) / 2;
    let start = line.floor_char_boundary(touched.start.saturating_sub(around));
    let end = line.floor_char_boundary(touched.end.saturating_add(around).min(start + MAX_LINE_BYTES).min(line.len()));
    start..end.max(start)
}
