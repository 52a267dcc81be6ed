//! What xtask says on the terminal, in cargo's voice: a right-aligned verb and what it is about.

use std::io::{self, Write};

/// Where status lines go.
pub struct Status<W> {
    out: W,
    color: bool,
}

impl<W: Write> Status<W> {
    /// Lines go to `out`, with colours if it is a terminal that shows them.
    pub fn new(out: W, color: bool) -> Self {
        Self { out, color }
    }

    /// One line.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn say(&mut self, verb: &str, rest: &str) -> io::Result<()> {
        if self.color {
            let code = if verb == "Stale" || verb == "Failed" { "1;33" } else { "1;32" };
            writeln!(self.out, "\x1b[{code}m{verb:>12}\x1b[0m {rest}")
        } else {
            writeln!(self.out, "{verb:>12} {rest}")
        }
    }

    /// Text under a status line.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn indented(&mut self, text: &str) -> io::Result<()> {
        text.lines().try_for_each(|line| writeln!(self.out, "             {line}"))
    }

    /// Text as it is.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn plain(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// Gives `out` back.
    pub fn into_inner(self) -> W {
        self.out
    }
}
