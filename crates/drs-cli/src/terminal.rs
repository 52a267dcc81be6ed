//! Standard output and error: colours, and readers that hang up early.

use std::io::{self, IsTerminal as _, Write};

use anstream::{AutoStream, ColorChoice};

use crate::args::When;

/// Where something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// Whether what is written there is coloured: `--color`, then `NO_COLOR` and its relatives, then whether it is a terminal.
pub(crate) fn colored(when: When, stream: Stream) -> bool {
    let wants = || match stream {
        Stream::Output => AutoStream::choice(&io::stdout()),
        Stream::Error => AutoStream::choice(&io::stderr()),
    };
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => is_terminal(stream) && wants() != ColorChoice::Never,
    }
}

/// The columns of the terminal that it is, if it is one and says so.
pub(crate) fn width(stream: Stream) -> Option<usize> {
    if !is_terminal(stream) {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// Something to write to it with, without a buffer of its own.
pub(crate) fn writer(stream: Stream) -> Box<dyn Write> {
    match stream {
        Stream::Output => Box::new(io::stdout()),
        Stream::Error => Box::new(io::stderr()),
    }
}

fn is_terminal(stream: Stream) -> bool {
    match stream {
        Stream::Output => io::stdout().is_terminal(),
        Stream::Error => io::stderr().is_terminal(),
    }
}

/// Writes `text` to standard output.
pub(crate) fn print(text: impl AsRef<[u8]>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_ref())?;
    out.flush()
}

/// Writes one line to standard error. A closed standard error is not worth failing for.
pub(crate) fn eprint_line(line: &str) {
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "{line}");
}

/// Whether a failed write means that the reader has hung up (`drs … | head`), which is no error.
pub(crate) fn hung_up(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}
