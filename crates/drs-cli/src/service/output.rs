//! Results on standard output.

use std::io;

use clap::ValueEnum;
use drs_text::Span;
use serde_json::Value;

use super::table::Table;
use crate::context::{self, Stream};

/// The form of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// Columns for people
    Table,
    /// One value of JSON
    Json,
    /// A line of JSON for each thing
    JsonLines,
}

/// Prints a result that is one thing.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn print_one(output: Output, value: &Value, table: impl FnOnce() -> String) -> io::Result<()> {
    match output {
        Output::Table => context::print(table()),
        Output::Json => context::print(format!("{}\n", shown(&format!("{value:#}")))),
        Output::JsonLines => context::print(format!("{}\n", shown(&value.to_string()))),
    }
}

/// Prints a result that is several things.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn print_all(output: Output, values: &[Value], table: impl FnOnce() -> Table) -> io::Result<()> {
    match output {
        Output::Table if values.is_empty() => {
            context::eprint_line("note: there is nothing to show");
            Ok(())
        }
        Output::Table => context::print(table().render(Stream::Output.width())),
        Output::Json => {
            let list = Value::from(values);
            context::print(format!("{}\n", shown(&format!("{list:#}"))))
        }
        Output::JsonLines => {
            let lines = values.iter().map(|value| format!("{}\n", shown(&value.to_string())));
            context::print(lines.collect::<String>())
        }
    }
}

/// A text of JSON that is safe to be shown: what stands under the name of a secret is masked, and what a terminal would act on
/// is escaped as JSON allows.
pub(crate) fn shown(json: &str) -> String {
    let json = &*drs_diag::escape_json(json);
    let parsed = drs_text::json::parse(json.as_bytes(), &drs_text::Limits::default());
    let source = drs_diag::Source::new("", json.as_bytes(), drs_validate::secrets(), Some(&parsed));
    let lines = json.split_inclusive('\n').scan(0, |start, line| {
        let at = *start;
        *start += line.len();
        Some(Span::new(offset(at), offset(at + line.trim_end_matches('\n').len())))
    });
    lines.map(|line| source.visible(line)).collect::<Vec<_>>().join("\n")
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
