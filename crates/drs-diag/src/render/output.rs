//! What a format implements.

use std::io;

use crate::document::Document;
use crate::summary::Summary;
use crate::tool::Tool;

/// What a user may choose about the formats for people. The formats for programs do not change with it, except that they too
/// say `omitted_help` where they say in words that something was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour with ANSI escape sequences.
    pub color: bool,
    /// How many columns there are; `None` where that is not known.
    pub width: Option<usize>,
    /// Whether to leave out the summary.
    pub quiet: bool,
    /// What to do to see the diagnostics that were left out, such as the name of an option to set.
    pub omitted_help: Option<&'static str>,
}

/// One format at work.
pub(super) trait Output: Send {
    /// Takes, before anything else, the name of the program that checks.
    fn tool(&mut self, _: Tool) {}

    /// Writes what was found in one document.
    fn document(&mut self, out: &mut dyn io::Write, document: &Document<'_>) -> io::Result<()>;

    /// Writes that all documents of a file are valid, where a format names what passes.
    fn passed(&mut self, _: &mut dyn io::Write, _: &str) -> io::Result<()> {
        Ok(())
    }

    /// Writes what comes after the last document.
    fn finish(&mut self, out: &mut dyn io::Write, summary: &Summary) -> io::Result<()>;
}
