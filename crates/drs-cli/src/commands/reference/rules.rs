//! `drs rules`: every id that a diagnostic can have.

use std::fmt::Write as _;
use std::io;

use clap::{Args, ValueEnum};
use drs_contract::{PAGES, RULES_JSON};

use crate::context;
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
        ListFormat::Human => context::print(table())?,
        ListFormat::Json => context::print(RULES_JSON)?,
    }
    Ok(Exit::Success)
}

fn table() -> String {
    let width = PAGES.iter().map(|page| page.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for page in PAGES {
        let schema = page.schema.unwrap_or("any document");
        let _ = writeln!(text, "{}  {:width$}  {:7}  {schema}", page.id, page.name, page.severity);
    }
    text
}
