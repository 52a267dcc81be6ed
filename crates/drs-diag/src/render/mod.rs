//! Writing documents as they are checked, in one of several formats: one file each, and one variant of [`Format`].

mod concise;
mod fingerprint;
mod format;
mod github;
mod gitlab;
mod human;
mod json;
mod json_lines;
mod junit;
mod output;
mod phrases;
mod safe;
mod sarif;

use std::io;

use self::output::Output;
use crate::document::Document;
use crate::summary::Summary;
use crate::tool::Tool;

pub use self::format::{Format, UnknownFormat};
pub use self::output::Style;
pub use self::safe::escape_json;

/// Writes documents one by one and the summary at last.
///
/// What is written of a document does not depend on the documents after it, and no document is kept: memory does not grow
/// with their number.
pub struct Renderer<W> {
    out: W,
    output: Box<dyn Output>,
}

impl<W: io::Write> Renderer<W> {
    /// Writes to `out` in `format`. Writes are many and small, so `out` should have a buffer.
    pub fn new(format: Format, style: Style, out: W) -> Self {
        let output: Box<dyn Output> = match format {
            Format::Human => Box::new(human::Human::new(style)),
            Format::Concise => Box::new(concise::Concise::new(style)),
            Format::Json => Box::new(json::Json::new()),
            Format::JsonLines => Box::new(json_lines::JsonLines { quiet: style.quiet }),
            Format::Sarif => Box::new(sarif::Sarif::new(style)),
            Format::Github => Box::new(github::Github::new(style)),
            Format::Gitlab => Box::new(gitlab::Gitlab::new(style)),
            Format::Junit => Box::new(junit::Junit::new(style)),
        };
        Self { out, output }
    }

    /// Writes to `out` as [`Format::Json`]. A program that has no other format gets by without the code of all others.
    pub fn json(out: W) -> Self {
        Self { out, output: Box::new(json::Json::new()) }
    }

    /// Says which program checks, and what it knows about its checks. For `sarif` and `junit`.
    #[must_use]
    pub fn with_tool(mut self, tool: Tool) -> Self {
        self.output.tool(tool);
        self
    }

    /// Writes what was found in one document.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn document(&mut self, document: &Document<'_>) -> io::Result<()> {
        self.output.document(&mut self.out, document)
    }

    /// Writes that all documents of a file are valid, where none of them was written by itself and the format names what passes.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn passed(&mut self, path: &str) -> io::Result<()> {
        self.output.passed(&mut self.out, path)
    }

    /// Hands what was written so far on to whoever reads it: before a wait for the next document.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes what comes after the last document, flushes, and gives `out` back.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn finish(mut self, summary: &Summary) -> io::Result<W> {
        self.output.finish(&mut self.out, summary)?;
        self.out.flush()?;
        Ok(self.out)
    }
}
