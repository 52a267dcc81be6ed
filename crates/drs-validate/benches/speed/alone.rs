//! A case in a process of its own.
//!
//! What one case leaves in the heap makes another slower: parsing 2 kB into a tree took twice as long after a tree of 4 MB,
//! for thousands of runs, until something else put the free lists in order. So each case is measured where no other is run.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::cases::Case;
use crate::inputs::Input;
use crate::rounds;

/// The argument before the names of a case and an input.
pub(crate) const ARGUMENT: &str = "--alone";

/// A process that runs one case on one input.
pub(crate) struct Alone {
    child: Child,
    /// Its standard input; it ends when this does.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Alone {
    /// Starts it.
    pub(crate) fn start(case: &Case, input: &Input) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([ARGUMENT, case.name, input.name]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("a process has no pipes"));
        };
        Ok(Self { child, input: Some(input), output: BufReader::new(output) })
    }

    /// Nanoseconds for one of several runs.
    pub(crate) fn time(&mut self, repeats: usize) -> io::Result<f64> {
        if let Some(input) = &mut self.input {
            writeln!(input, "{repeats}")?;
        }
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        line.trim().parse().map_err(|_| io::Error::other(format!("a process answers `{line}`")))
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        self.input = None;
        // Its answers are read; how it ends says nothing more.
        let _ = self.child.wait();
    }
}

/// Answers each line, a number of runs, with what one of them takes, until standard input ends.
#[expect(clippy::print_stdout, reason = "answers are what is asked for")]
pub(crate) fn serve(case: &Case, input: &Input) -> io::Result<()> {
    let run = (case.prepare)(input);
    for line in io::stdin().lock().lines() {
        let repeats = line?.parse().map_err(io::Error::other)?;
        println!("{}", rounds::time(&run, repeats));
    }
    Ok(())
}
