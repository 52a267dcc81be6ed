//! Checking the lines of one block.

use std::mem;
use std::ops::Range;

use drs_diag::{Outcome, Summary};
use drs_engine::Checker;
use drs_validate::Syntax;

use super::blocks::Block;
use super::record::{Checked, RecordPlaces};
use crate::commands::validate::fix;

/// The number of diagnostics that are collected before they are sent.
const DIAGNOSTICS_PER_PART: usize = 128;

const RECORD_SEPARATOR: &[u8] = b"\x1E";

/// The treatment of each line.
#[derive(Clone, Debug)]
pub(crate) struct LineChecker {
    /// The checker of documents.
    pub(crate) checker: Checker,
    /// Whether fixes are applied.
    pub(crate) fix: bool,
    /// Whether every line has a result, also a blank one.
    pub(crate) all: bool,
    /// Where the request lies in the record of a line.
    pub(crate) places: RecordPlaces,
}

/// A line with diagnostics or fixes, or any line if all are asked for.
#[derive(Debug)]
pub(crate) struct LineResult {
    /// The number of lines of the block before it.
    pub(crate) line: u64,
    /// Its offset in the new text of the block.
    pub(crate) start: u64,
    /// Its range in the block, without its end.
    pub(crate) record: Range<usize>,
    /// The range of its document in the block.
    pub(crate) old: Range<usize>,
    /// Its new text, if it was fixed.
    pub(crate) new: Option<String>,
    /// What came out of checking its new text.
    pub(crate) checked: Checked,
}

/// The counts of a block.
#[derive(Debug, Default)]
pub(crate) struct BlockSummary {
    /// The counts of its documents.
    pub(crate) documents: Summary,
    /// The number of its line ends.
    pub(crate) lines: u64,
    /// The number of fixes that were applied.
    pub(crate) fixed: u64,
    /// The number of fixes that were not applied because they would have introduced more errors.
    pub(crate) refused: u64,
    /// The new text of the block, if it changed.
    pub(crate) next: Option<Vec<u8>>,
}

/// A part of the results of a block.
#[derive(Debug)]
pub(crate) enum Part {
    /// Some lines with diagnostics or fixes.
    Lines(Vec<LineResult>),
    /// The end of the block.
    End(BlockSummary),
}

impl LineChecker {
    /// Checks the lines of a block. `send` takes the results in order and returns whether it takes more.
    pub(crate) fn block(&self, block: &Block, mut send: impl FnMut(Part) -> bool) {
        let bytes = block.bytes();
        let mut output = BlockOutput { bytes, next: None, summary: BlockSummary::default() };
        if block.is_rest {
            output.summary.lines = u64::from(bytes.ends_with(b"\n"));
            send(Part::End(output.summary));
            return;
        }
        let (mut results, mut weight, mut start) = (Vec::new(), 0, 0);
        while start < bytes.len() {
            let end = memchr::memchr(b'\n', &bytes[start..]).map(|length| start + length);
            let line = match end {
                Some(end) if bytes[start..end].ends_with(b"\r") => start..end - 1,
                _ => start..end.unwrap_or(bytes.len()),
            };
            if let Some((result, diagnostics)) = self.line(start..end.unwrap_or(bytes.len()), line, &mut output) {
                results.push(result);
                weight += diagnostics + 1;
                if weight >= DIAGNOSTICS_PER_PART {
                    weight = 0;
                    if !send(Part::Lines(mem::take(&mut results))) {
                        return;
                    }
                }
            }
            output.summary.lines += u64::from(end.is_some());
            start = end.map_or(bytes.len(), |end| end + 1);
        }
        if results.is_empty() || send(Part::Lines(results)) {
            send(Part::End(output.finish()));
        }
    }

    /// Checks one line. Returns its result, if there is anything to report, with the number of its diagnostics.
    fn line(
        &self,
        record: Range<usize>,
        line: Range<usize>,
        output: &mut BlockOutput<'_>,
    ) -> Option<(LineResult, usize)> {
        // The texts of a sequence begin with a record separator (RFC 7464).
        let line =
            if output.bytes[line.clone()].starts_with(RECORD_SEPARATOR) { line.start + 1..line.end } else { line };
        let text = &output.bytes[line.clone()];
        if text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
            let outcome = Outcome::Empty { what: "the line is blank".to_owned() };
            let checked = Checked { operation: None, outcome, mask: None, key: None };
            let (start, line_number) = (output.offset(line.start), output.summary.lines);
            let result = LineResult { line: line_number, start, record, old: line, new: None, checked };
            return self.all.then_some((result, 0));
        }
        let mut checked = self.places.check(&self.checker, text);
        let (start, mut new) = (output.offset(line.start), None);
        if self.fix && checked.shown() != Some(0) {
            new = self.apply_fixes(text, &mut output.summary);
            if let Some(new) = &new {
                checked = self.places.check(&self.checker, new.as_bytes());
                output.replace(line.clone(), new);
            }
        }
        output.summary.documents.add(&checked.outcome);
        let is_silent = checked.shown() == Some(0) && new.is_none();
        let count = checked.shown().unwrap_or(0);
        let result = LineResult { line: output.summary.lines, start, record, old: line, new, checked };
        (self.all || !is_silent).then_some((result, count))
    }

    /// Applies the fixes of a line, if it then is still one line.
    fn apply_fixes(&self, text: &[u8], summary: &mut BlockSummary) -> Option<String> {
        let fixed = fix::apply(self.checker, text, Syntax::Json)?;
        summary.refused += fixed.refused;
        if fixed.fixed == 0 || fixed.text.contains('\n') {
            return None;
        }
        summary.fixed += fixed.fixed;
        Some(fixed.text.into_owned())
    }
}

/// The results of a block so far.
struct BlockOutput<'b> {
    bytes: &'b [u8],
    /// The new text of the block up to the offset beside it, if it changed.
    next: Option<(Vec<u8>, usize)>,
    summary: BlockSummary,
}

impl BlockOutput<'_> {
    /// The offset in the new text of an offset of the block.
    fn offset(&self, offset: usize) -> u64 {
        match &self.next {
            Some((next, done)) => (next.len() + offset - done) as u64,
            None => offset as u64,
        }
    }

    /// Replaces a line by another text.
    fn replace(&mut self, line: Range<usize>, text: &str) {
        let (next, done) = self.next.get_or_insert_with(|| (Vec::with_capacity(self.bytes.len()), 0));
        next.extend_from_slice(&self.bytes[*done..line.start]);
        next.extend_from_slice(text.as_bytes());
        *done = line.end;
    }

    fn finish(self) -> BlockSummary {
        let bytes = self.bytes;
        let next = self.next.map(|(mut next, done)| {
            next.extend_from_slice(&bytes[done..]);
            next
        });
        BlockSummary { next, ..self.summary }
    }
}
