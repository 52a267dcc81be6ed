//! An object with its places, fields, rules and sources.

use maud::{Markup, html};

use super::field;
use super::places::Places;
use super::prose::{self, markdown};
use super::view::View;

/// The number of places of an object that are listed.
const MAX_PLACES: usize = 6;

/// The objects of a request or of the responses, one section each.
pub(super) fn sections(view: &View<'_>, places: &Places) -> Markup {
    html! { @for name in &places.order { (section(view, name, places)) } }
}

fn section(view: &View<'_>, name: &str, places: &Places) -> Markup {
    let model = view.model;
    let Some(schema) = model.object(name) else { return Markup::default() };
    let rules: Vec<_> = schema.rules.iter().map(|rule| rule.id.as_str()).collect();
    let fields = schema.as_object().into_iter().flat_map(|object| &object.properties);
    html! {
        section.object id=(name) {
            h3 { a.self href={ "#" (name) } { (name) } }
            @if places.paths(name).iter().any(|path| !path.is_empty()) { p.places { "At " (at(places.paths(name))) } }
            (markdown(view, &schema.description))
            @if let Some(erratum) = &schema.erratum { (field::erratum(view, erratum)) }
            @if !rules.is_empty() {
                p.rules { "Rules: " (prose::list(rules.iter().map(|id| field::rule(view, id)).collect())) }
            }
            @if !schema.sources.is_empty() { (field::sources(&schema.sources)) }
            @for (name_of_field, property) in fields {
                (field::field(view, &format!("{name}.{name_of_field}"), name_of_field, property, model.rules_on(name, name_of_field)))
            }
        }
    }
}

/// Paths as `drs explain` writes them.
pub(super) fn at(paths: &[String]) -> Markup {
    let more = paths.len().saturating_sub(MAX_PLACES);
    html! {
        @for (index, path) in paths.iter().take(MAX_PLACES).enumerate() {
            @if index > 0 { ", " }
            @if path.is_empty() { "the root" } @else { code { (path) } }
        }
        @if more > 0 { " and " (more) " more places" }
    }
}
