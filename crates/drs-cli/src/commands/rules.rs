//! `drs rules`: every id that a diagnostic can have.

use std::fmt::Write as _;
use std::io;

use crate::args::{self, ListFormat};
use crate::exit::Exit;
use crate::generated::pages::{PAGES, RULES_JSON};
use crate::terminal;

/// Runs `drs rules`.
///
/// # Errors
///
/// When the list cannot be written.
pub(crate) fn run(arguments: &args::Rules) -> io::Result<Exit> {
    match arguments.format {
        ListFormat::Human => terminal::print(table())?,
        ListFormat::Json => terminal::print(RULES_JSON)?,
    }
    Ok(Exit::Valid)
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
