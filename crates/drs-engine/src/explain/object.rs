//! The explanation of an object: its fields, its places, its rules and source.

use drs_contract::{Field, Object, PAGES};

use super::path::{self, MAX_CANDIDATES};
use super::prose::Prose;

/// The explanation of an object.
pub(crate) fn text(object: &Object, prose: Prose) -> String {
    let mut text = prose.title(object.name);
    text.push_str(&prose.paragraph(object.description));
    text.push_str(&prose.heading("Fields"));
    text.push_str(&table(object.fields, prose));
    let paths = path::of_object(object.name);
    if !paths.is_empty() {
        text.push_str(&prose.heading("Where it stands"));
        let shown: Vec<_> = paths.iter().take(MAX_CANDIDATES).map(|path| format!("`{path}`")).collect();
        text.push_str(&prose.paragraph(&shown.join(", ")));
    }
    let ids: Vec<_> = object.rules.iter().map(|rule| rule.id).collect();
    text.push_str(&rules(&ids, prose));
    text.push_str(&prose.heading("Source"));
    text.push_str(&prose.paragraph(&object.sources.join("; ")));
    text
}

/// A table of fields: name, kind, whether required.
pub(crate) fn table(fields: &[Field], prose: Prose) -> String {
    let width = fields.iter().map(|field| field.name.len()).max().unwrap_or_default();
    fields
        .iter()
        .map(|field| {
            let required = if field.required { ", required" } else { "" };
            prose.entry(field.name, width, &format!("{}{required}", field.kind))
        })
        .collect()
}

/// A list of rules under its heading; nothing if there are none.
pub(crate) fn rules(ids: &[&str], prose: Prose) -> String {
    if ids.is_empty() {
        return String::new();
    }
    let mut text = prose.heading("Rules");
    for page in PAGES.iter().filter(|page| ids.contains(&page.id)) {
        text.push_str(&prose.entry(page.id, 8, page.name));
    }
    text
}
