//! The changes of fixes as a unified diff, which `patch -p1` and `git apply` take unless it masks a secret.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use drs_diag::Source;
use drs_text::Span;
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use super::patch_name::PatchNames;

/// The number of lines around a change.
pub(crate) const CONTEXT_LINES: usize = 3;

/// The byte order mark, which is shown as it is: it cannot be seen.
const MARK: char = '\u{FEFF}';

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

/// A writer of the diff of one file.
#[derive(Clone, Debug)]
pub(crate) struct Diff {
    names: PatchNames,
    color: bool,
    /// Whether the next hunk begins with the names of the file.
    needs_header: bool,
    /// Why hunks cannot be applied.
    pub(crate) obstacles: Obstacles,
}

/// Why a diff cannot be applied.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Obstacles {
    /// A part of it is masked.
    pub(crate) masked: bool,
    /// Its file is outside of the current folder.
    pub(crate) outside: bool,
}

/// Lines that change, and some around them.
#[derive(Debug, Default)]
pub(crate) struct Hunk {
    rows: String,
    /// The number of lines before it in the old and in the new text.
    before: (u64, u64),
    /// The number of its lines in the old and in the new text.
    lines: (u64, u64),
    /// Whether not all lines are shown as they are.
    has_masks: bool,
}

impl Diff {
    /// A writer for the file at `path`, which is called `name`.
    pub(crate) fn new(path: Option<&Path>, name: &str, color: bool) -> Self {
        Self { names: PatchNames::of(path, name), color, needs_header: true, obstacles: Obstacles::default() }
    }

    /// The changes of a text.
    pub(crate) fn hunks(&mut self, old: Side<'_>, new: Side<'_>) -> String {
        let (before, after) = (Lines::of(old), Lines::of(new));
        let mut text = String::new();
        for group in group_diff_ops(capture_diff_slices(Algorithm::Myers, &before.texts, &after.texts), CONTEXT_LINES) {
            let Some(first) = group.first() else { continue };
            let (old_start, new_start) = (first.old_range().start as u64, first.new_range().start as u64);
            let mut hunk = Hunk { before: (old_start, new_start), ..Hunk::default() };
            for op in &group {
                if let DiffOp::Equal { .. } = op {
                    op.old_range().for_each(|index| before.row(&mut hunk, self, ' ', index));
                } else {
                    op.old_range().for_each(|index| before.row(&mut hunk, self, '-', index));
                    op.new_range().for_each(|index| after.row(&mut hunk, self, '+', index));
                }
            }
            text.push_str(&self.finish(&hunk));
        }
        text
    }

    /// Begins a hunk with so many lines before it, of a text in which no lines are added or removed.
    pub(crate) fn begin(before: u64) -> Hunk {
        Hunk { before: (before, before), ..Hunk::default() }
    }

    /// Adds a line to a hunk: `line` of `source`, with its end.
    pub(crate) fn row(&self, hunk: &mut Hunk, sign: char, line: Range<usize>, text: &str, source: &Source<'_>) {
        let style = match sign {
            '-' => OLD,
            '+' => NEW,
            _ => Style::new(),
        };
        hunk.lines.0 += u64::from(sign != '+');
        hunk.lines.1 += u64::from(sign != '-');
        let content = text.strip_suffix('\n').unwrap_or(text);
        let (body, carriage_return) = content.strip_suffix('\r').map_or((content, ""), |body| (body, "\r"));
        let (mark, body) =
            if line.start == 0 && body.starts_with(MARK) { body.split_at(MARK.len_utf8()) } else { ("", body) };
        let shown = visible(source, line.start + mark.len(), body);
        hunk.has_masks |= shown != body;
        hunk.rows.push_str(&self.styled(style, &format!("{sign}{mark}{shown}{carriage_return}")));
        if content.len() == text.len() {
            hunk.rows.push_str("\\ No newline at end of file\n");
        }
    }

    /// The text of a hunk.
    pub(crate) fn finish(&mut self, hunk: &Hunk) -> String {
        let mut text = String::new();
        if self.needs_header {
            text.push_str(&self.styled(HEADER, &format!("--- {}", self.names.old)));
            text.push_str(&self.styled(HEADER, &format!("+++ {}", self.names.new)));
        }
        let (old, new) = (range(hunk.before.0, hunk.lines.0), range(hunk.before.1, hunk.lines.1));
        // What is masked must not be written into a file: no program takes this for the place of a hunk.
        let place = if hunk.has_masks {
            format!("@@ not to be applied, because a part of it is masked: -{old} +{new} @@")
        } else {
            format!("@@ -{old} +{new} @@")
        };
        text.push_str(&self.styled(PLACE, &place));
        text.push_str(&hunk.rows);
        self.needs_header = hunk.has_masks;
        self.obstacles.masked |= hunk.has_masks;
        self.obstacles.outside |= self.names.is_outside;
        text
    }

    fn styled(&self, style: Style, text: &str) -> String {
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
        let start = |next: &mut usize, line: &&str| Some(std::mem::replace(next, *next + line.len()));
        Self { source: side.source, starts: texts.iter().scan(0, start).collect(), texts }
    }

    fn row(&self, hunk: &mut Hunk, diff: &Diff, sign: char, index: usize) {
        let (text, start) = (self.texts[index], self.starts[index]);
        diff.row(hunk, sign, start..start + text.len(), text, self.source);
    }
}

/// A part of a text without its secrets and without characters that act on a terminal. Tabs stay.
fn visible(source: &Source<'_>, start: usize, text: &str) -> String {
    let offset = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let (mut shown, mut from) = (String::with_capacity(text.len()), start);
    for part in text.split_inclusive('\t') {
        let plain = part.trim_end_matches('\t');
        shown.push_str(&source.visible(Span::new(offset(from), offset(from + plain.len()))));
        shown.push_str(&part[plain.len()..]);
        from += part.len();
    }
    shown
}

/// `12,3`: the first line, from 1, and the number of lines, unless that is one.
fn range(before: u64, lines: u64) -> String {
    let mut text = (if lines == 0 { before } else { before + 1 }).to_string();
    if lines != 1 {
        // Writing to a string cannot fail.
        let _ = write!(text, ",{lines}");
    }
    text
}
