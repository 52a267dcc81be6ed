//! Checking the lines of one block.

use std::mem;
use std::ops::Range;

use drs_diag::{Outcome, Summary};
use drs_validate::{Operation, Report, Syntax};

use super::blocks::Block;
use crate::commands::validate::checker::Checker;
use crate::commands::validate::fix;
use crate::commands::validate::outcome;

/// How many diagnostics are collected before they are handed on.
const AT_ONCE: usize = 128;

/// What to do with each line.
#[derive(Clone, Copy, Debug)]
pub(in crate::commands::validate) struct Work {
    /// How it is checked.
    pub(in crate::commands::validate) checker: Checker,
    /// Whether its fixes are made.
    pub(in crate::commands::validate) fix: bool,
}

/// A line with something to tell.
#[derive(Debug)]
pub(in crate::commands::validate) struct Found {
    /// Lines of the block before it.
    pub(in crate::commands::validate) line: u64,
    /// Where it starts in what becomes of the block.
    pub(in crate::commands::validate) start: u64,
    /// The line in the block, without its end.
    pub(in crate::commands::validate) old: Range<usize>,
    /// What becomes of it, if that is another.
    pub(in crate::commands::validate) new: Option<String>,
    /// The operation that it is a request of.
    pub(in crate::commands::validate) operation: Option<&'static str>,
    /// What is wrong with what becomes of it.
    pub(in crate::commands::validate) outcome: Outcome,
}

/// What is known of a block when all its lines are checked.
#[derive(Debug, Default)]
pub(in crate::commands::validate) struct Tally {
    /// The counts of its documents.
    pub(in crate::commands::validate) summary: Summary,
    /// Its line ends.
    pub(in crate::commands::validate) lines: u64,
    /// Fixes that were made.
    pub(in crate::commands::validate) fixed: u64,
    /// Fixes that were not made because they would have made it worse.
    pub(in crate::commands::validate) refused: u64,
    /// What becomes of the block, if that is another.
    pub(in crate::commands::validate) next: Option<Vec<u8>>,
}

/// What comes of a block, bit by bit.
#[derive(Debug)]
pub(super) enum Part {
    /// Some lines with something to tell.
    Found(Vec<Found>),
    /// The end.
    Done(Tally),
}

impl Work {
    /// Checks the lines of a block. `give` takes what comes of it, in order, and says whether it takes more.
    pub(super) fn block(self, block: &Block, mut give: impl FnMut(Part) -> bool) {
        let bytes = block.bytes();
        let mut desk = Desk { bytes, next: None, tally: Tally::default() };
        if block.is_rest {
            desk.tally.lines = u64::from(bytes.ends_with(b"\n"));
            give(Part::Done(desk.tally));
            return;
        }
        let (mut found, mut weight, mut start) = (Vec::new(), 0, 0);
        while start < bytes.len() {
            let end = memchr::memchr(b'\n', &bytes[start..]).map(|length| start + length);
            let line = match end {
                Some(end) if bytes[start..end].ends_with(b"\r") => start..end - 1,
                _ => start..end.unwrap_or(bytes.len()),
            };
            if let Some((entry, diagnostics)) = self.line(line, &mut desk) {
                found.push(entry);
                weight += diagnostics + 1;
                if weight >= AT_ONCE {
                    weight = 0;
                    if !give(Part::Found(mem::take(&mut found))) {
                        return;
                    }
                }
            }
            desk.tally.lines += u64::from(end.is_some());
            start = end.map_or(bytes.len(), |end| end + 1);
        }
        if found.is_empty() || give(Part::Found(found)) {
            give(Part::Done(desk.done()));
        }
    }

    /// Checks one line. What is to be told of it comes with the number of its diagnostics.
    fn line(self, line: Range<usize>, desk: &mut Desk<'_>) -> Option<(Found, usize)> {
        let text = &desk.bytes[line.clone()];
        if text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
            return None;
        }
        let mut report = self.checker.json(text);
        let (start, mut new) = (desk.place(line.start), None);
        if self.fix && !report.diagnostics.is_empty() {
            new = self.mend(text, &mut desk.tally);
            if let Some(new) = &new {
                report = self.checker.json(new.as_bytes());
                desk.replace(line.clone(), new);
            }
        }
        let Report { operation, diagnostics, .. } = &report;
        let (operation, count) = (operation.map(Operation::id), diagnostics.len());
        let is_silent = report.diagnostics.is_empty() && report.omitted == 0 && new.is_none();
        let outcome = outcome(report);
        desk.tally.summary.add(&outcome);
        let found = Found { line: desk.tally.lines, start, old: line, new, operation, outcome };
        (!is_silent).then_some((found, count))
    }

    /// Makes the fixes of a line, if that is then still one.
    fn mend(self, text: &[u8], tally: &mut Tally) -> Option<String> {
        let mended = fix::mend(self.checker, text, Syntax::Json)?;
        tally.refused += mended.refused;
        if mended.fixed == 0 || mended.text.contains('\n') {
            return None;
        }
        tally.fixed += mended.fixed;
        Some(mended.text.into_owned())
    }
}

/// A block at work.
struct Desk<'b> {
    bytes: &'b [u8],
    /// What becomes of the block up to the offset beside it, if that is another.
    next: Option<(Vec<u8>, usize)>,
    tally: Tally,
}

impl Desk<'_> {
    /// Where a byte of the block is in what becomes of it.
    fn place(&self, offset: usize) -> u64 {
        match &self.next {
            Some((next, done)) => (next.len() + offset - done) as u64,
            None => offset as u64,
        }
    }

    /// Puts another text in the place of a line.
    fn replace(&mut self, line: Range<usize>, text: &str) {
        let (next, done) = self.next.get_or_insert_with(|| (Vec::with_capacity(self.bytes.len()), 0));
        next.extend_from_slice(&self.bytes[*done..line.start]);
        next.extend_from_slice(text.as_bytes());
        *done = line.end;
    }

    fn done(self) -> Tally {
        let bytes = self.bytes;
        let next = self.next.map(|(mut next, done)| {
            next.extend_from_slice(&bytes[done..]);
            next
        });
        Tally { next, ..self.tally }
    }
}
