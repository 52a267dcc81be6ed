//! What every command needs of its surroundings: the streams, the terminal and its colours.

use std::env;
use std::io::{self, IsTerminal as _, Write};

use clap::ValueEnum;

/// Standard output or standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWhen {
    /// Never if `NO_COLOR` is set, always if `FORCE_COLOR` or `CLICOLOR_FORCE` is, else on a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorWhen {
    /// Whether `stream` is coloured: by `--color`, then the environment, then whether it is a terminal.
    pub(crate) fn applies_to(self, stream: Stream) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if is_set("NO_COLOR") => false,
            Self::Auto if is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE") => true,
            Self::Auto => {
                let is_dumb = env::var_os("TERM").map_or(cfg!(unix), |term| term == "dumb");
                let is_off = env::var_os("CLICOLOR").is_some_and(|value| value == "0");
                stream.is_terminal() && !is_dumb && !is_off
            }
        }
    }
}

impl Stream {
    /// The columns of the terminal, if the stream is one and says so.
    pub(crate) fn width(self) -> Option<usize> {
        if !self.is_terminal() {
            return None;
        }
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
    }

    /// A writer to the stream that adds no buffer of its own.
    pub(crate) fn writer(self) -> Box<dyn Write> {
        match self {
            Self::Output => Box::new(io::stdout()),
            Self::Error => Box::new(io::stderr()),
        }
    }

    fn is_terminal(self) -> bool {
        match self {
            Self::Output => io::stdout().is_terminal(),
            Self::Error => io::stderr().is_terminal(),
        }
    }
}

/// Whether a variable of the environment is set and not empty.
fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Whether a variable of the environment is set to something else than "no".
fn is_on(variable: &str) -> bool {
    is_set(variable) && env::var_os(variable).is_some_and(|value| value != "0" && value != "false")
}

/// Writes `text` to standard output.
///
/// # Errors
///
/// Those of the operating system.
pub(crate) fn print(text: impl AsRef<[u8]>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_ref())?;
    out.flush()
}

/// Prints as [`print()`] does, and goes on where the reader is gone: what is followed has a status of its own.
///
/// # Errors
///
/// The output cannot be written for another reason.
pub(crate) fn print_to_reader(text: impl AsRef<[u8]>) -> io::Result<()> {
    print(text).or_else(|error| if is_broken_pipe(&error) { Ok(()) } else { Err(error) })
}

/// Writes one line to standard error. A closed standard error is not worth failing for.
pub(crate) fn eprint_line(line: &str) {
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "{line}");
}

/// Whether a write failed because the reader is gone (`drs … | head`), which is no error.
pub(crate) fn is_broken_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}
