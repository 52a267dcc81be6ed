//! The diff of JSON Lines, in which each line stays one line, from one block after the other.

use std::collections::VecDeque;
use std::ops::Range;

use drs_diag::Source;

use crate::commands::validate::fix::{CONTEXT_LINES, Diff, Hunk, Obstacles};

/// A diff that grows line by line.
#[derive(Debug)]
pub(crate) struct LineDiff {
    diff: Diff,
    /// The maximum length of a line in bytes. Longer ones come in parts: hunks end before them, as before bytes that are no
    /// text.
    max_bytes: usize,
    /// The number of lines so far.
    lines: u64,
    /// Unchanged lines before the next hunk.
    before: VecDeque<String>,
    hunk: Option<Hunk>,
    /// Unchanged lines after the last change of the hunk.
    after: Vec<String>,
}

/// A line that changes: its range in the block, without its end, and its new text.
pub(crate) type Change = (Range<usize>, String);

impl LineDiff {
    /// A diff in which no change was found yet.
    pub(crate) fn new(diff: Diff, max_bytes: usize) -> Self {
        Self { diff, max_bytes, lines: 0, before: VecDeque::new(), hunk: None, after: Vec::new() }
    }

    /// Why hunks cannot be applied.
    pub(crate) fn obstacles(&self) -> Obstacles {
        self.diff.obstacles
    }

    /// Adds a block with its changes, in order. Returns the hunks that ended.
    pub(crate) fn block(&mut self, block: &[u8], changes: &[Change]) -> String {
        let mut text = String::new();
        let mut changes = changes.iter().peekable();
        let mut start = 0;
        for line in block.split_inclusive(|byte| *byte == b'\n') {
            let at = start;
            start += line.len();
            let change = changes.next_if(|(range, _)| range.start < start);
            if line.len() > self.max_bytes || std::str::from_utf8(line).is_err() {
                text.push_str(&self.end());
                self.before.clear();
                self.lines += u64::from(line.ends_with(b"\n"));
                continue;
            }
            let old = String::from_utf8_lossy(line);
            match change {
                Some((range, new)) => {
                    self.change(&old, &format!("{}{new}{}", &old[..range.start - at], &old[range.end - at..]));
                }
                None => text.push_str(&self.keep(old.into_owned())),
            }
            self.lines += 1;
        }
        text
    }

    /// Ends the last hunk.
    pub(crate) fn end(&mut self) -> String {
        let Some(mut hunk) = self.hunk.take() else { return String::new() };
        let rest = self.after.split_off(self.after.len().min(CONTEXT_LINES));
        for line in self.after.drain(..) {
            row(&self.diff, &mut hunk, ' ', &line);
        }
        self.before = rest.into();
        self.diff.finish(&hunk)
    }

    fn keep(&mut self, line: String) -> String {
        if self.hunk.is_some() {
            self.after.push(line);
            return if self.after.len() == 2 * CONTEXT_LINES { self.end() } else { String::new() };
        }
        self.before.push_back(line);
        if self.before.len() > CONTEXT_LINES {
            self.before.pop_front();
        }
        String::new()
    }

    fn change(&mut self, old: &str, new: &str) {
        let before = self.lines - self.before.len() as u64;
        let hunk = self.hunk.get_or_insert_with(|| Diff::begin(before));
        for line in self.before.drain(..).chain(self.after.drain(..)) {
            row(&self.diff, hunk, ' ', &line);
        }
        row(&self.diff, hunk, '-', old);
        row(&self.diff, hunk, '+', new);
    }
}

/// Adds a line to a hunk.
fn row(diff: &Diff, hunk: &mut Hunk, sign: char, line: &str) {
    let source = Source::new("", line.as_bytes(), drs_validate::secrets(), None);
    diff.row(hunk, sign, 0..line.len(), line, &source);
}
