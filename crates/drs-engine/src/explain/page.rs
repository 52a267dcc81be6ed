//! The explanation of an id: its page, the places it applies to, and its neighbours.

use drs_contract::{PAGES, Page};

use super::{path, prose::Prose};

/// The number of places of a schema that are listed.
const MAX_PLACES: usize = 6;

/// The page of one id.
pub(crate) fn text(page: &Page, prose: Prose) -> String {
    let mut text = prose.title(&format!("{}: {} ({})", page.id, page.name, page.severity));
    text.push('\n');
    text.push_str(&prose.markdown(page.text));
    if let Some(schema) = page.schema {
        text.push_str(&prose.heading("Where it applies"));
        text.push_str(&prose.paragraph(&places(schema)));
        let neighbours: Vec<_> =
            PAGES.iter().filter(|other| other.schema == Some(schema) && other.id != page.id).collect();
        if !neighbours.is_empty() {
            text.push_str(&prose.heading("Related rules"));
            for other in neighbours {
                text.push_str(&prose.entry(other.id, 8, other.name));
            }
        }
    }
    text
}

fn places(schema: &str) -> String {
    let paths = path::of_object(schema);
    if paths.is_empty() {
        return format!("`{schema}`");
    }
    let shown = paths.iter().take(MAX_PLACES).map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
    let more =
        if paths.len() > MAX_PLACES { format!(" and {} more places", paths.len() - MAX_PLACES) } else { String::new() };
    format!("`{schema}`, at {shown}{more}")
}
