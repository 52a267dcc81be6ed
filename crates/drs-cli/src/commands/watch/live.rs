//! The table that moves, as lines that fit the terminal.

use std::time::Duration;

use anstyle::{AnsiColor, Style};
use drs_client::watch::{Progress, Snapshot, Standing, TaskState, Trend};
use textwrap::core::display_width;

/// Heads of the columns.
const HEADS: [&str; 6] = ["task", "phase", "done", "lag", "left", "seen"];

/// Between two columns.
const GAP: &str = "  ";

/// Widths down to which the columns of names and phases are made narrower, in which order, and which columns are left out where
/// that is not enough.
const STEPS: [Narrower; 6] = [
    Narrower::To(0, 20),
    Narrower::To(1, 16),
    Narrower::Without(5),
    Narrower::Without(4),
    Narrower::To(0, 8),
    Narrower::To(1, 8),
];

/// How a table becomes narrower.
enum Narrower {
    To(usize, usize),
    Without(usize),
}

/// A line before it is fitted.
struct Row {
    cells: [String; 6],
    standing: Standing,
}

/// The lines, of which none is wider than the terminal and which together are lower: what is not finished comes first, and a last
/// line counts. `age` is how old the snapshot is.
pub(super) fn lines(seen: &Snapshot, age: Duration, (width, height): (usize, usize), has_color: bool) -> Vec<String> {
    let mut rows: Vec<Row> = seen
        .batches
        .iter()
        // The tasks of a batch stand for it.
        .filter(|batch| !(batch.standing == Standing::Reached && seen.goal.is_none_or(|goal| !goal.is_of_batch())))
        .map(|batch| {
            let phase = batch.status.as_deref().map_or_else(|| "not seen".to_owned(), phase);
            let name = format!("batch {}", drs_diag::escape(&batch.id));
            let seen = batch.seen_s.filter(|_| !batch.standing.is_settled()).map(|seen| ago(seen, age));
            let cells = [name, phase, String::new(), String::new(), String::new(), seen.unwrap_or_default()];
            Row { cells, standing: batch.standing }
        })
        .chain(seen.tasks.iter().map(|task| Row { cells: cells(task, age), standing: task.standing }))
        .collect();
    let count = |is: fn(Standing) -> bool| rows.iter().filter(|row| is(row.standing)).count();
    let counts = [
        (count(|it| it == Standing::Moving), "on their way"),
        (count(|it| it == Standing::Waiting), "waiting for somebody"),
        (count(|it| matches!(it, Standing::Failed(_))), "failed"),
        (count(|it| it == Standing::Reached), "reached"),
    ];
    rows.sort_by_key(|row| rank(row.standing));
    let total = rows.len();
    // The cursor is below the table, and the head and the count are lines of it.
    rows.truncate(height.saturating_sub(3).max(1));
    let mut count: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if rows.len() < total {
        count.push(format!("{} not shown", total - rows.len()));
    }
    let widths = fitted(&rows, width);
    let head = line(&HEADS.map(str::to_owned), &widths, width, None);
    let rows =
        rows.iter().map(|row| line(&row.cells, &widths, width, has_color.then(|| style(row.standing)).flatten()));
    let mut lines: Vec<String> = std::iter::once(head).chain(rows).collect();
    lines.push(cut(&count.join(", "), width));
    lines
}

fn cells(task: &TaskState, age: Duration) -> [String; 6] {
    let none = Progress::default();
    let progress = task.progress.as_ref().filter(|_| !task.standing.is_settled()).unwrap_or(&none);
    let arrow = match progress.trend {
        Some(Trend::Rising) => " ↑",
        Some(Trend::Falling) => " ↓",
        _ => "",
    };
    let approx = if progress.is_estimate { "~" } else { "" };
    let seen = if task.progress.is_some() { task.progress_seen_s } else { task.seen_s };
    let seen = seen.filter(|_| !task.standing.is_settled());
    [
        drs_diag::escape(task.name.as_deref().unwrap_or(&task.id)).into_owned(),
        task.status.as_deref().map_or_else(|| "not seen".to_owned(), phase),
        progress.percent.map(|percent| format!("{percent} %")).unwrap_or_default(),
        progress.lag_ms.map(|lag| format!("{}{arrow}", millis(lag))).unwrap_or_default(),
        progress.remaining_s.map(|left| format!("{approx}{}", seconds(left))).unwrap_or_default(),
        seen.map(|seen| ago(seen, age)).unwrap_or_default(),
    ]
}

/// When something was seen, of which a snapshot of some age says how many seconds that was ago.
fn ago(seen: u64, age: Duration) -> String {
    format!("{} ago", seconds(seen.saturating_add(age.as_secs())))
}

/// A state in words that are shorter than its name.
fn phase(status: &str) -> String {
    let words = match status {
        "CREATING" => "being built",
        "CONFIGURATION" => "to be configured",
        "WAITING_FOR_START" => "waits for its time",
        "STARTJOBING" => "starting",
        "START_JOB_FAILED" => "start failed",
        "PAUSING" => "paused",
        "FULL_TRANSFER_STARTED" => "copying",
        "FULL_TRANSFER_FAILED" => "copying failed",
        "FULL_TRANSFER_COMPLETE" => "copied",
        "INCRE_TRANSFER_STARTED" => "following",
        "INCRE_TRANSFER_FAILED" => "following failed",
        "RELEASE_RESOURCE_STARTED" => "ending",
        "RELEASE_RESOURCE_FAILED" => "ending failed",
        "RELEASE_RESOURCE_COMPLETE" => "ended",
        other => return drs_diag::escape(&other.to_lowercase().replace('_', " ")).into_owned(),
    };
    words.to_owned()
}

fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Waiting => 1,
        Standing::Failed(_) => 2,
        Standing::Reached => 3,
        _ => 0,
    }
}

fn style(standing: Standing) -> Option<Style> {
    let color = match standing {
        Standing::Waiting => AnsiColor::Yellow,
        Standing::Failed(_) => AnsiColor::Red,
        Standing::Reached => AnsiColor::Green,
        _ => return None,
    };
    Some(color.on_default())
}

/// A span with the one unit that says enough.
pub(super) fn seconds(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}

fn millis(millis: u64) -> String {
    match millis {
        0..1000 => format!("{millis} ms"),
        1000..10_000 => format!("{}.{} s", millis / 1000, millis % 1000 / 100),
        _ => seconds(millis / 1000),
    }
}

/// How wide each column may be; 0 is that it is left out.
fn fitted(rows: &[Row], width: usize) -> [usize; 6] {
    let mut widths = [0; 6];
    for (column, widest) in widths.iter_mut().enumerate() {
        let cell = rows.iter().map(|row| display_width(&row.cells[column])).max().unwrap_or_default();
        *widest = if cell == 0 { 0 } else { cell.max(display_width(HEADS[column])) };
    }
    for step in STEPS {
        let total: usize = widths.iter().filter(|it| **it > 0).map(|it| it + GAP.len()).sum();
        let excess = total.saturating_sub(width.saturating_add(GAP.len()));
        if excess == 0 {
            break;
        }
        match step {
            Narrower::To(column, min) => {
                widths[column] = widths[column].saturating_sub(excess).max(min.min(widths[column]));
            }
            Narrower::Without(column) => widths[column] = 0,
        }
    }
    widths
}

fn line(cells: &[String; 6], widths: &[usize; 6], width: usize, style: Option<Style>) -> String {
    let mut line = String::new();
    for (cell, wide) in cells.iter().zip(widths).filter(|(_, wide)| **wide > 0) {
        let cell = cut(cell, *wide);
        let padding = wide.saturating_sub(display_width(&cell));
        line.push_str(&format!("{cell}{:padding$}{GAP}", ""));
    }
    let line = cut(line.trim_end(), width);
    match style {
        Some(style) => format!("{style}{line}{style:#}"),
        None => line,
    }
}

/// A text that is not wider than this.
pub(super) fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if display_width(&cut) + display_width(c.encode_utf8(&mut [0; 4])) + 1 > width {
            break;
        }
        cut.push(c);
    }
    if width > 0 {
        cut.push('…');
    }
    cut
}
