//! The progress line of a long text, on a terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// The time before the line appears.
const DELAY: Duration = Duration::from_secs(1);

/// The time between two updates.
const INTERVAL: Duration = Duration::from_millis(100);

/// A line on standard error that says how far a text is read, after a second and only on a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    enabled: bool,
    started: Instant,
    /// The time of the next update.
    due: Instant,
    shown: bool,
}

impl Progress {
    pub(crate) fn new(quiet: bool) -> Self {
        let started = Instant::now();
        Self { enabled: !quiet && io::stderr().is_terminal(), started, due: started + DELAY, shown: false }
    }

    /// Whether [`Progress::show`] would write now.
    pub(crate) fn is_due(&self) -> bool {
        self.enabled && Instant::now() >= self.due
    }

    /// Writes the line.
    pub(crate) fn show(&mut self, lines: u64, bytes: u64) {
        let seconds = self.started.elapsed().as_secs_f64();
        let mut err = io::stderr().lock();
        // A terminal that is gone is not worth failing for.
        let _ = write!(err, "\r\x1b[K{}", line(lines, bytes, seconds)).and_then(|()| err.flush());
        self.shown = true;
        self.due = Instant::now() + INTERVAL;
    }

    /// Removes the line, before something else is written.
    pub(crate) fn clear(&mut self) {
        if self.shown {
            let mut err = io::stderr().lock();
            let _ = err.write_all(b"\r\x1b[K").and_then(|()| err.flush());
            self.shown = false;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// `12,345 lines, 6.7 MB, 890.1 MB/s`
#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn line(lines: u64, bytes: u64, seconds: f64) -> String {
    let megabytes = bytes as f64 / 1e6;
    format!("{} lines, {megabytes:.1} MB, {:.1} MB/s", grouped(lines), megabytes / seconds.max(1e-9))
}

/// A number with commas between groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn progress_is_in_lines_and_megabytes() {
        assert_eq!(line(0, 0, 1.0), "0 lines, 0.0 MB, 0.0 MB/s");
        assert_eq!(line(999, 1_500_000, 2.0), "999 lines, 1.5 MB, 0.8 MB/s");
        assert_eq!(line(1_234_567, 2_500_000_000, 10.0), "1,234,567 lines, 2500.0 MB, 250.0 MB/s");
    }
}
