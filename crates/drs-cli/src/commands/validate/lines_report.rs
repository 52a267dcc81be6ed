//! What becomes of the lines of a file of JSON Lines.

use std::io;
use std::path::Path;

use drs_diag::{Outcome, Source};

use super::fix::{Mode, Replacement, Side};
use super::lines::{Found, Sink, Tally};
use super::progress::Progress;
use super::run::{Run, not_replaced};
use crate::terminal;

/// Takes what comes of the lines of one file: reports it, and writes the lines that were fixed.
pub(super) struct LinesReport<'r> {
    run: &'r mut Run,
    name: &'r str,
    path: Option<&'r Path>,
    progress: Progress,
    /// Lines before the block that comes next.
    lines: u64,
    /// Bytes before it, as read and as they become.
    read: u64,
    written: u64,
    documents: u64,
    fixed: u64,
    refused: u64,
    /// The next text of the file, begun with the first line that changes.
    replacement: Option<Replacement>,
    /// Why there is none.
    failure: Option<io::Error>,
    has_header: bool,
}

impl<'r> LinesReport<'r> {
    /// For the lines of `path`, or of standard input.
    pub(super) fn new(run: &'r mut Run, name: &'r str, path: Option<&'r Path>) -> Self {
        let progress = Progress::new(run.quiet);
        Self {
            run,
            name,
            path,
            progress,
            lines: 0,
            read: 0,
            written: 0,
            documents: 0,
            fixed: 0,
            refused: 0,
            replacement: None,
            failure: None,
            has_header: false,
        }
    }

    /// Puts the fixed text in the place of the file, after the last line.
    ///
    /// # Errors
    ///
    /// When the report cannot be written.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.progress.clear();
        if let Some(replacement) = self.replacement.take()
            && let Err(error) = replacement.finish()
        {
            self.failure = Some(error);
        }
        if let Some(error) = self.failure {
            return self.run.unchecked(self.name, not_replaced(&error), None);
        }
        self.run.count_fixes(self.name, self.fixed, self.refused);
        if self.documents == 0 {
            self.run.note(&format!("{} holds no documents", drs_diag::escape(self.name)));
        }
        Ok(())
    }

    /// Writes what becomes of a block.
    fn write(&mut self, block: &[u8], next: Option<&[u8]>) -> io::Result<()> {
        let text = next.unwrap_or(block);
        match (self.run.mode, self.path) {
            (Some(Mode::Write), None) => return terminal::print(text),
            (Some(Mode::Write), Some(path)) if self.failure.is_none() => {
                let before = self.read;
                let write = |replacement: &mut Option<Replacement>| {
                    if replacement.is_none() && next.is_some() {
                        let mut begun = Replacement::of(path)?;
                        begun.copy(before)?;
                        *replacement = Some(begun);
                    }
                    replacement.as_mut().map_or(Ok(()), |begun| begun.write(text))
                };
                if let Err(error) = write(&mut self.replacement) {
                    self.failure = Some(error);
                    self.replacement = None;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Shows how a line changes.
    fn show(&mut self, old: &[u8], new: &str, line: u64) -> io::Result<()> {
        let (old, new) = (format!("{}\n", String::from_utf8_lossy(old)), format!("{new}\n"));
        let source = |text| Source::new(self.name, text, drs_validate::secrets(), None);
        let (old_source, new_source) = (source(old.as_bytes()), source(new.as_bytes()));
        let old = Side { text: &old, source: &old_source };
        let new = Side { text: &new, source: &new_source };
        let header = if self.has_header { String::new() } else { self.run.diff.header(self.name) };
        self.has_header = true;
        terminal::print((header + &self.run.diff.hunks(old, new, line)).as_bytes())
    }
}

impl Sink for LinesReport<'_> {
    fn found(&mut self, block: &[u8], found: Found) -> io::Result<()> {
        self.progress.clear();
        let before = self.lines + found.line;
        let old = &block[found.old];
        if let (Some(new), Some(Mode::Show)) = (&found.new, self.run.mode) {
            self.show(old, new, before)?;
        }
        if matches!(&found.outcome, Outcome::Checked { diagnostics, omitted: 0, .. } if diagnostics.is_empty()) {
            return Ok(());
        }
        let text = found.new.as_deref().map_or(old, str::as_bytes);
        let line = u32::try_from(before + 1).unwrap_or(u32::MAX);
        let source = Source::new(self.name, text, drs_validate::secrets(), None);
        let source = source.starting_at(line, self.written + found.start);
        self.run.document(self.name, Some(before + 1), found.operation, &source, found.outcome)
    }

    fn done(&mut self, block: &[u8], tally: Tally) -> io::Result<()> {
        let next = tally.next.as_deref();
        self.write(block, next)?;
        self.read += block.len() as u64;
        self.written += next.unwrap_or(block).len() as u64;
        self.lines += tally.lines;
        self.documents += tally.summary.documents;
        self.fixed += tally.fixed;
        self.refused += tally.refused;
        self.run.ended.count(&tally.summary);
        self.run.ended.bytes += block.len() as u64;
        if self.progress.is_due() {
            // What was reported so far belongs before the line.
            self.run.flush()?;
            self.progress.show(self.lines, self.read);
        }
        Ok(())
    }

    fn pause(&mut self) -> io::Result<()> {
        self.run.flush()
    }
}
