//! One JSON object a line: the entries of the `json` format as they come, then the summary.

use std::io::{self, Write};

use super::output::Output;
use super::safe::write_json;
use crate::document::Document;
use crate::report::{FileReport, SummaryLine};
use crate::summary::Summary;

/// The `json-lines` format.
pub(super) struct JsonLines {
    /// Whether the summary is left out.
    pub(super) quiet: bool,
}

impl Output for JsonLines {
    fn document(&mut self, out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
        write_json(out, &FileReport::from(document))?;
        out.write_all(b"\n")
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        write_json(out, &SummaryLine { summary: summary.into() })?;
        out.write_all(b"\n")
    }
}
