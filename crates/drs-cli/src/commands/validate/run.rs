//! One run over all inputs: what is checked, reported, fixed and counted.

use std::fs::{File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use drs_diag::{Document, Format, Outcome, Renderer, Source, Style, Summary};
use drs_validate::{Operation, Syntax};

use super::checker::{Checker, Reading};
use super::ended::{Ended, Fixes};
use super::fix::{self, Diff, Fixed, Mode, Replacement, Side};
use super::lines::{self, Failure, Work};
use super::lines_report::LinesReport;
use super::tool::TOOL;
use super::{STDIN, outcome};
use crate::args;
use crate::exit::Exit;
use crate::input::{self, Input, Kind};
use crate::sniff;
use crate::stamp::Stamp;
use crate::terminal::{self, Stream};

/// A run.
pub(super) struct Run {
    /// How documents are checked.
    pub(super) checker: Checker,
    /// Whether texts are fixed, and what becomes of them.
    pub(super) mode: Option<Mode>,
    /// How changes are shown.
    pub(super) diff: Diff,
    /// Whether nothing is said beside the report.
    pub(super) quiet: bool,
    report: Renderer<BufWriter<Box<dyn Write>>>,
    /// What it came to so far.
    pub(super) ended: Ended,
}

impl Run {
    /// A run as the command line says.
    pub(super) fn new(arguments: &args::Validate, inputs: &[Input]) -> Self {
        let mode = match (arguments.fix, arguments.diff) {
            (false, _) => None,
            (true, false) => Some(Mode::Write),
            (true, true) => Some(Mode::Show),
        };
        // Texts and reports do not mix: where there are texts for standard output, the report goes to standard error.
        let reads_stdin = || inputs.iter().any(|input| matches!(input, Input::Stdin(_)));
        let has_texts = mode == Some(Mode::Show) || (mode.is_some() && reads_stdin());
        let stream = if has_texts { Stream::Error } else { Stream::Output };
        let format: Format = arguments.format.parse().unwrap_or_default();
        let style = Style {
            color: terminal::colored(arguments.color, stream),
            width: terminal::width(stream),
            quiet: arguments.quiet,
            omitted_help: Some("`--max-diagnostics 0` shows all"),
        };
        let is_for_people = matches!(format, Format::Human | Format::Concise);
        Self {
            checker: Checker::new(arguments),
            mode,
            diff: Diff::new(mode == Some(Mode::Show) && terminal::colored(arguments.color, Stream::Output)),
            quiet: arguments.quiet,
            report: Renderer::new(format, style, BufWriter::new(terminal::writer(stream))).with_tool(TOOL),
            ended: Ended {
                summary: Summary::default(),
                exit: Exit::Valid,
                left: inputs.len(),
                bytes: 0,
                fixes: mode.map(|mode| Fixes { written: mode == Mode::Write, ..Fixes::default() }),
                takes_notes: !arguments.quiet && (is_for_people || !has_texts),
            },
        }
    }

    /// Checks one input.
    ///
    /// # Errors
    ///
    /// When the report cannot be written.
    pub(super) fn input(&mut self, input: &Input) -> io::Result<()> {
        let (name, path, kind) = match input {
            Input::File(path, kind) => (path.display().to_string(), Some(path.as_path()), *kind),
            Input::Stdin(kind) => (STDIN.to_owned(), None, *kind),
            Input::Failure { name, error, help } => return self.unchecked(name, error.clone(), help.clone()),
        };
        match kind {
            Kind::Json => self.whole(&name, path, Some(Syntax::Json)),
            Kind::Yaml => self.whole(&name, path, Some(Syntax::Yaml)),
            Kind::Unknown => self.whole(&name, path, None),
            Kind::JsonLines => self.lines(&name, path),
        }
    }

    /// Ends the report. What the run came to is known even if that cannot be written.
    pub(super) fn finish(self) -> (io::Result<()>, Ended) {
        (self.report.finish(&self.ended.summary).map(drop), self.ended)
    }

    /// Checks a text that is read as a whole.
    fn whole(&mut self, name: &str, path: Option<&Path>, syntax: Option<Syntax>) -> io::Result<()> {
        let held = match input::read(path, self.checker.largest()) {
            Ok(held) => held,
            Err(error) => return self.unchecked(name, error, None),
        };
        let bytes = &held.bytes[..];
        let syntax = syntax.unwrap_or_else(|| sniff::syntax(bytes));
        self.ended.bytes += bytes.len() as u64;
        let reading = self.checker.read(bytes, syntax);
        let Some(mode) = self.mode else { return self.documents(name, reading) };
        // Of a text that goes on, what was read must not pass for the whole.
        let is_done = held.is_cut || reading.is_clean();
        let mended = if is_done { None } else { fix::mend(self.checker, bytes, syntax) };
        let (fixed, refused) = mended.as_ref().map_or((0, 0), |mended| (mended.fixed, mended.refused));
        let mended = mended.filter(|mended| mended.fixed > 0);
        match (mode, path, &mended) {
            (Mode::Write, None, Some(mended)) => terminal::print(&*mended.text)?,
            (Mode::Write, None, None) => self.ended.bytes += held.pass_on(io::stdin().lock(), io::stdout().lock())?,
            (Mode::Write, Some(path), Some(mended)) => {
                if let Err(error) = replace(path, held.stamp, mended.text.as_bytes()) {
                    return self.unchecked(name, not_replaced(&error), None);
                }
            }
            (Mode::Show, _, Some(mended)) => self.show(name, &reading, mended, syntax)?,
            (_, _, None) => {}
        }
        self.count_fixes(name, fixed, refused);
        match &mended {
            Some(mended) => {
                drop(reading);
                self.documents(name, self.checker.read(mended.text.as_bytes(), syntax))
            }
            None => self.documents(name, reading),
        }
    }

    /// Shows what fixes change in a text.
    fn show(&self, name: &str, old: &Reading<'_>, mended: &Fixed<'_>, syntax: Syntax) -> io::Result<()> {
        let new = self.checker.read(mended.text.as_bytes(), syntax);
        let (old_source, new_source) = (old.source(name), new.source(name));
        let old = Side { text: old.text(), source: &old_source };
        let new = Side { text: &mended.text, source: &new_source };
        terminal::print((self.diff.header(name) + &self.diff.hunks(old, new, 0)).as_bytes())
    }

    /// Reports on the documents of a text, the last of its input.
    fn documents(&mut self, name: &str, reading: Reading<'_>) -> io::Result<()> {
        self.ended.count(&reading.summary());
        self.ended.left -= 1;
        reading.each(name, |number, report, source| {
            let operation = report.operation.map(Operation::id);
            self.document(name, number, operation, source, outcome(report))
        })
    }

    /// Checks JSON Lines.
    fn lines(&mut self, name: &str, path: Option<&Path>) -> io::Result<()> {
        let file = match path.map(File::open).transpose() {
            Ok(file) => file,
            Err(error) => return self.unchecked(name, input::reason(&error), None),
        };
        let metadata = file.as_ref().and_then(|file| file.metadata().ok());
        let length = metadata.as_ref().filter(|metadata| metadata.is_file()).map(Metadata::len);
        let work = Work { checker: self.checker, fix: self.mode.is_some() };
        let mut report = LinesReport::new(self, name, path, metadata.as_ref().map(Stamp::of));
        let result = match file {
            Some(file) => lines::check(file, length, work, &mut report),
            None => lines::check(io::stdin(), None, work, &mut report),
        };
        match result {
            Err(Failure::Input(error)) => report.fail(input::reason(&error)),
            Err(Failure::Output(error)) if !report.has_stopped() => Err(error),
            Ok(()) | Err(Failure::Output(_)) => {
                report.finish()?;
                self.ended.left -= 1;
                Ok(())
            }
        }
    }

    /// Reports on one document.
    pub(super) fn document(
        &mut self,
        name: &str,
        number: Option<u64>,
        operation: Option<&str>,
        source: &Source<'_>,
        outcome: Outcome,
    ) -> io::Result<()> {
        let operation = operation.map(str::to_owned);
        self.report.document(&Document { path: name.to_owned(), number, operation, source, outcome })
    }

    /// Reports that something could not be checked.
    pub(super) fn unchecked(&mut self, name: &str, error: String, help: Option<String>) -> io::Result<()> {
        let outcome = Outcome::Unchecked { error, help };
        self.ended.summary.add(&outcome);
        self.ended.exit = Exit::Unchecked;
        let source = Source::new(name, b"", drs_validate::secrets(), None);
        self.document(name, None, None, &source, outcome)
    }

    /// Adds the fixes of a file.
    pub(super) fn count_fixes(&mut self, name: &str, fixed: u64, refused: u64) {
        self.ended.count_fixes(fixed);
        if refused > 0 {
            let name = drs_diag::escape(name);
            self.note(&format!("{name}: some fixes were not applied because they would have introduced more errors"));
        }
    }

    /// Says something beside the report.
    pub(super) fn note(&self, words: &str) {
        if self.ended.takes_notes {
            terminal::eprint_line(&format!("note: {words}"));
        }
    }

    /// Hands on what was reported so far.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.report.flush()
    }
}

fn replace(path: &Path, stamp: Option<Stamp>, text: &[u8]) -> io::Result<()> {
    let mut replacement = Replacement::of(path, stamp)?;
    replacement.write(text)?;
    replacement.finish()
}

/// The words for a file that is still as it was.
pub(super) fn not_replaced(error: &io::Error) -> String {
    format!("the fixed text cannot be written: {}", input::reason(error))
}
