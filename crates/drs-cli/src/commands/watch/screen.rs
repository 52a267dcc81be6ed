//! What is seen while somebody waits: a line for each thing that happens and, on a terminal, a table below them that moves. There
//! is no other screen, so that the lines stay where they can be scrolled back to.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use drs_client::watch::{Event, EventKind, Snapshot, Watch};

use super::{live, words};
use crate::context::{ColorWhen, Stream, eprint_line};

/// How often the table is drawn: at most, if things happen, and at least, for the ages of its figures.
const EVERY: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(1));

/// Standard error while somebody waits.
pub(crate) struct Screen {
    quiet: bool,
    table: Option<Table>,
}

/// What moves.
enum Seen {
    /// A table, and since when it is as it is.
    Table(Snapshot, Instant),
    /// One line.
    Line(String),
}

/// The table that moves, or the line.
struct Table {
    has_color: bool,
    seen: Option<Seen>,
    drawn: Option<Instant>,
    /// How many lines are on the screen.
    lines: usize,
}

impl Screen {
    /// A screen on which the table moves if the output is one, nobody wants quiet, and no other command writes to it.
    pub(crate) fn new(is_table: bool, quiet: bool, is_alone: bool) -> Self {
        let is_dumb = std::env::var_os("TERM").map_or(cfg!(unix), |term| term == "dumb");
        // What another command writes would go through the table.
        let moves = is_table && !quiet && is_alone && !is_dumb && io::stderr().is_terminal();
        let has_color = ColorWhen::Auto.applies_to(Stream::Error);
        Self { quiet, table: moves.then_some(Table { has_color, seen: None, drawn: None, lines: 0 }) }
    }

    /// Says what has happened, unless the table shows it.
    pub(crate) fn note(&mut self, event: &Event) {
        let is_shown = matches!(event.kind, EventKind::TaskProgress { .. } | EventKind::Heartbeat(_));
        if self.quiet || (is_shown && self.moves()) {
            return;
        }
        if let Some(line) = words::line(event) {
            self.line(&line);
        }
    }

    /// Whether there is something that moves.
    pub(crate) fn moves(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.seen.is_some())
    }

    /// Says something above the table.
    pub(crate) fn line(&mut self, line: &str) {
        if !self.quiet {
            self.close();
            eprint_line(line);
        }
    }

    /// Shows how all stand, if the table is not drawn too often.
    pub(crate) fn show(&mut self, watch: &Watch) {
        if let Some(table) = &mut self.table
            && table.drawn.is_none_or(|at| at.elapsed() >= EVERY.0)
        {
            table.seen = Some(Seen::Table(watch.snapshot(), Instant::now()));
            self.draw();
        }
    }

    /// Shows one line in place of a table.
    pub(crate) fn show_line(&mut self, line: String) {
        if let Some(table) = &mut self.table {
            table.seen = Some(Seen::Line(line));
            self.draw();
        }
    }

    /// Waits until the table is to be drawn again although nothing has happened.
    pub(crate) async fn tick(&self) {
        self.next_draw().await;
    }

    /// The same, for whoever changes the screen meanwhile.
    pub(crate) fn next_draw(&self) -> impl Future<Output = ()> + use<> {
        let moves = self.table.is_some();
        async move { if moves { tokio::time::sleep(EVERY.1).await } else { std::future::pending().await } }
    }

    /// Draws the table in the place of the one before.
    pub(crate) fn draw(&mut self) {
        let Some(table) = &mut self.table else { return };
        let Some(seen) = &table.seen else { return };
        let (width, height) = terminal_size::terminal_size_of(io::stderr())
            .map_or((80, 24), |(width, height)| (usize::from(width.0), usize::from(height.0)));
        let lines = match seen {
            Seen::Table(seen, at) => live::lines(seen, at.elapsed(), (width, height), table.has_color),
            Seen::Line(line) => vec![live::cut(line, width)],
        };
        let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        // In one write, so that it does not flicker.
        let _ = io::stderr().lock().write_all(format!("{}{text}", erased(table.lines)).as_bytes());
        table.lines = lines.len();
        table.drawn = Some(Instant::now());
    }

    /// Takes the table off the screen.
    pub(crate) fn close(&mut self) {
        if let Some(table) = &mut self.table {
            let _ = io::stderr().lock().write_all(erased(table.lines).as_bytes());
            table.lines = 0;
            table.drawn = None;
        }
    }
}

/// What takes so many lines above the cursor off the screen.
fn erased(lines: usize) -> String {
    if lines == 0 { String::new() } else { format!("\u{1b}[{lines}A\r\u{1b}[J") }
}
