//! `drs rules`: every id that a diagnostic can have.

use std::fmt::Write as _;
use std::io;

use clap::{Args, ValueEnum};
use drs_contract::{PAGES, RULES_JSON};

use crate::context::{self, Stream};
use crate::exit::Exit;

/// The format of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A table
    Human,
    /// The same object as `rules.json` in the published contract
    Json,
}

/// The arguments of `drs rules`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The format of the list
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: ListFormat,
}

/// Runs `drs rules`.
///
/// # Errors
///
/// When the list cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    match arguments.format {
        ListFormat::Human => context::print(table(Stream::Output.width()))?,
        ListFormat::Json => context::print(RULES_JSON)?,
    }
    Ok(Exit::Success)
}

/// The table, in which the object of a line that is wider than `columns` comes on a line of its own.
fn table(columns: Option<usize>) -> String {
    let width = PAGES.iter().map(|page| page.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for page in PAGES {
        let schema = page.schema.unwrap_or("any document");
        let head = format!("{}  {:width$}  {:7}", page.id, page.name, page.severity);
        let is_wide = columns.is_some_and(|columns| head.len() + 2 + schema.len() > columns);
        let _ = if is_wide {
            writeln!(text, "{}\n{:10}{schema}", head.trim_end(), "")
        } else {
            writeln!(text, "{head}  {schema}")
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn lines_fit_a_terminal() {
        let lines = |columns| table(columns).lines().map(str::len).collect::<Vec<_>>();
        assert!(lines(None).iter().any(|length| *length > 80));
        assert!(lines(Some(80)).iter().all(|length| *length <= 80));
        assert_eq!(lines(Some(100)), lines(None));
    }
}
