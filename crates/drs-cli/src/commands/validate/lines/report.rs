//! The report on the lines of one file, and the file with its fixed lines.

use std::io;
use std::path::Path;

use drs_diag::{Document, Outcome, Source};

use super::checker::{BlockSummary, LineResult};
use super::diff::{Change, LineDiff};
use super::pipeline::Sink;
use super::record::Checked;
use crate::commands::validate::fix::{self, Mode, Replacement};
use crate::commands::validate::progress::Progress;
use crate::commands::validate::run::Run;
use crate::context;
use crate::input::Stamp;

/// A receiver of the results of one file: it reports them and writes the fixed lines.
pub(crate) struct LinesReport<'r> {
    run: &'r mut Run,
    name: &'r str,
    path: Option<&'r Path>,
    progress: Progress,
    /// The number of lines before the next block.
    lines: u64,
    /// The number of bytes before it, in the old and in the new text.
    read: u64,
    written: u64,
    documents: u64,
    /// Those that the report lists.
    reported: u64,
    invalid: u64,
    /// Whether the first line opens a bracket and nothing else.
    opens: bool,
    fixed: u64,
    refused: u64,
    /// The file as it was before it was read.
    stamp: Option<Stamp>,
    /// The new text of the file, begun with the first line that changes.
    replacement: Option<Replacement>,
    /// Whether it was begun, so that the report is about it.
    has_begun: bool,
    /// Why it cannot be written. Nothing more is then reported of the file.
    failure: Option<io::Error>,
    /// The diff, if changes are shown.
    diff: Option<LineDiff>,
    /// The changes of the block that comes next.
    changes: Vec<Change>,
    /// Lines for standard output.
    picked: Vec<u8>,
}

impl<'r> LinesReport<'r> {
    /// A report on the lines of `path`, or of standard input.
    pub(crate) fn new(run: &'r mut Run, name: &'r str, path: Option<&'r Path>, stamp: Option<Stamp>) -> Self {
        let progress = Progress::new(run.quiet);
        let shows = run.mode == Some(Mode::Show);
        let diff = shows.then(|| LineDiff::new(run.diff(path, name), run.checker.max_bytes()));
        Self {
            run,
            name,
            path,
            progress,
            lines: 0,
            read: 0,
            written: 0,
            documents: 0,
            reported: 0,
            invalid: 0,
            opens: false,
            fixed: 0,
            refused: 0,
            stamp,
            replacement: None,
            has_begun: false,
            failure: None,
            diff,
            changes: Vec::new(),
            picked: Vec::new(),
        }
    }

    /// Whether the fixed text cannot be written, so that the rest of the lines is of no use.
    pub(crate) fn has_stopped(&self) -> bool {
        self.failure.is_some()
    }

    /// Replaces the file by its fixed text, after the last line.
    ///
    /// # Errors
    ///
    /// When the report cannot be written.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.progress.clear();
        if let Some(diff) = &mut self.diff {
            context::print(diff.end())?;
            self.run.summary.add_obstacles(diff.obstacles());
        }
        if let Some(replacement) = self.replacement.take()
            && let Err(error) = replacement.finish()
        {
            self.failure = Some(error);
        }
        if let Some(error) = &self.failure {
            let error = fix::not_written(error);
            return self.fail(error);
        }
        self.run.count_fixes(self.name, self.fixed, self.refused);
        if self.documents > 0 && self.reported == 0 {
            self.run.passed(self.name)?;
        }
        if self.documents == 0 {
            self.run.note(&format!("{} contains no documents", drs_diag::escape(self.name)));
        }
        if self.opens && self.documents > 1 && self.invalid == self.documents {
            let name = drs_diag::escape(self.name);
            self.run.note(&format!("{name} looks like one document over several lines; JSON Lines has one on each"));
        }
        self.run.summary.remaining -= 1;
        Ok(())
    }

    /// Reports that the file was not checked to its end, or that it keeps its old text.
    ///
    /// # Errors
    ///
    /// When the report cannot be written.
    pub(crate) fn fail(mut self, error: String) -> io::Result<()> {
        self.progress.clear();
        let help = "the diagnostics above refer to the fixed text of this file";
        self.run.unchecked(self.name, error, self.has_begun.then(|| help.to_owned()))
    }

    /// Begins the new text of the file, before the first line that changes is reported.
    fn begin(&mut self) -> io::Result<()> {
        if let (Some(Mode::Write), Some(path), None) = (self.run.mode, self.path, &self.replacement) {
            let begun = Replacement::of(path, self.stamp).and_then(|mut next| next.copy(self.read).map(|()| next));
            self.replacement = Some(begun.or_else(|error| self.stop(error))?);
            self.has_begun = true;
        }
        Ok(())
    }

    /// Writes the new text of a block.
    fn write(&mut self, text: &[u8]) -> io::Result<()> {
        if let (Some(Mode::Write), None) = (self.run.mode, self.path) {
            return context::print(text);
        }
        let written = self.replacement.as_mut().map_or(Ok(()), |next| next.write(text));
        written.or_else(|error| self.stop(error))
    }

    /// Writes the lines that were picked.
    fn write_picked(&mut self) -> io::Result<()> {
        if !self.picked.is_empty() {
            context::print(&self.picked)?;
            self.picked.clear();
        }
        Ok(())
    }

    /// Gives up the new text of the file.
    fn stop<T>(&mut self, error: io::Error) -> io::Result<T> {
        self.replacement = None;
        self.failure = Some(error);
        Err(io::ErrorKind::Other.into())
    }
}

impl Sink for LinesReport<'_> {
    fn line(&mut self, block: &[u8], result: LineResult) -> io::Result<()> {
        self.progress.clear();
        let before = self.lines + result.line;
        let old = &block[result.old.clone()];
        if let Some(new) = &result.new {
            self.begin()?;
            if self.diff.is_some() {
                self.changes.push((result.old.clone(), new.clone()));
            }
        }
        let Checked { operation, outcome, mask, key } = result.checked;
        if self.run.lines.only.is_some_and(|only| only.takes(&outcome)) {
            let end = result.record.end + usize::from(block.get(result.record.end) == Some(&b'\n'));
            self.picked.extend_from_slice(&block[result.record.start..end]);
        }
        let is_silent = match &outcome {
            Outcome::Checked { diagnostics, omitted, .. } => diagnostics.is_empty() && *omitted == 0,
            Outcome::Unchecked { .. } => false,
            Outcome::Empty { .. } => true,
        };
        if is_silent && !self.run.lines.all {
            return Ok(());
        }
        self.reported += 1;
        let text = result.new.as_deref().map_or(old, str::as_bytes);
        let line = u32::try_from(before + 1).unwrap_or(u32::MAX);
        let source = Source::new(self.name, text, drs_validate::secrets(), None);
        let source = source.starting_at(line, self.written + result.start);
        let source = mask.into_iter().fold(source, Source::with_mask);
        let (path, operation) = (self.name.to_owned(), operation.map(str::to_owned));
        self.run.document(&Document { path, number: Some(before + 1), key, operation, source: &source, outcome })
    }

    fn end(&mut self, block: &[u8], summary: BlockSummary) -> io::Result<()> {
        if let Some(diff) = &mut self.diff {
            context::print(diff.block(block, &self.changes))?;
            self.changes.clear();
        }
        self.write_picked()?;
        let next = summary.next.as_deref().unwrap_or(block);
        self.write(next)?;
        if self.read == 0 {
            let first = block.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).find(|line| !line.is_empty());
            self.opens = matches!(first, Some(b"{" | b"["));
        }
        self.read += block.len() as u64;
        self.written += next.len() as u64;
        self.lines += summary.lines;
        self.documents += summary.documents.documents + summary.documents.unchecked;
        self.invalid += summary.documents.invalid;
        self.fixed += summary.fixed;
        self.refused += summary.refused;
        self.run.summary.count(&summary.documents);
        self.run.summary.bytes += block.len() as u64;
        if self.progress.is_due() {
            // The report so far belongs before the line.
            self.run.flush()?;
            self.progress.show(self.lines, self.read);
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_picked()?;
        self.run.flush()
    }
}
