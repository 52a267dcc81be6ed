//! The explanation of a field: type, limits, default, meaning, rules and source.

use drs_contract::Object;

use super::object;
use super::path::{self, MAX_CANDIDATES, Place};
use super::prose::Prose;

/// The explanation of one field.
pub(crate) fn text(place: &Place, prose: Prose) -> String {
    let field = place.field;
    let mut text = prose.title(&place.path);
    text.push_str(&prose.paragraph(&format!(
        "{}, {}, of {}",
        field.kind,
        if field.required { "required" } else { "optional" },
        place.object.name
    )));
    text.push('\n');
    text.push_str(&prose.paragraph(field.description));
    if !field.limits.is_empty() || field.default.is_some() {
        text.push_str(&prose.heading("Limits"));
        for limit in field.limits {
            text.push_str(&prose.paragraph(limit));
        }
        if let Some(default) = &field.default {
            text.push_str(&prose.paragraph(&format!("default: `{default}`")));
        }
    }
    if !field.values.is_empty() {
        text.push_str(&prose.heading("Values"));
        let width = field.values.iter().map(|value| value.value.chars().count()).max().unwrap_or_default();
        for value in field.values {
            let shown = if value.value.is_empty() { "\"\"" } else { value.value };
            text.push_str(&prose.entry(shown, width, value.meaning));
        }
    }
    if let Some(object) = field.object.and_then(Object::from_name) {
        text.push_str(&prose.heading(&format!("Fields of {}", object.name)));
        text.push_str(&prose.paragraph(object.description));
        text.push_str(&object::table(object.fields, prose));
    }
    text.push_str(&object::rules(&path::rules_on(place), prose));
    text.push_str(&source(place, prose));
    text
}

/// Several fields of the same name.
pub(crate) fn list(topic: &str, places: &[Place], prose: Prose) -> String {
    let mut text = prose.paragraph(&format!("{} fields are called `{topic}`; name one by its path:", places.len()));
    text.push('\n');
    let is_shared = |path: &str| places.iter().filter(|other| other.path == path).count() > 1;
    let name = |place: &Place| {
        if is_shared(&place.path) { format!("{}.{}", place.operation, place.path) } else { place.path.clone() }
    };
    let names: Vec<_> = places.iter().take(MAX_CANDIDATES).map(name).collect();
    let width = names.iter().map(String::len).max().unwrap_or_default();
    for (place, name) in places.iter().zip(&names) {
        text.push_str(&prose.entry(name, width, &format!("{} of {}", place.field.kind, place.object.name)));
    }
    if places.len() > MAX_CANDIDATES {
        text.push_str(&prose.paragraph(&format!("… and {} more", places.len() - MAX_CANDIDATES)));
    }
    text
}

fn source(place: &Place, prose: Prose) -> String {
    let sources = if place.field.sources.is_empty() { place.object.sources } else { place.field.sources };
    let mut text = prose.heading("Source");
    text.push_str(&prose.paragraph(&sources.join("; ")));
    if let Some(erratum) = &place.field.erratum {
        text.push_str(&prose.paragraph(&format!("The document says: {}", erratum.says)));
        text.push_str(&prose.paragraph(&format!("What holds: {} ({})", erratum.actually, erratum.source)));
    }
    text
}
