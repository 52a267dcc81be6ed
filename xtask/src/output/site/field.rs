//! A field of an object, or a parameter: type, limits, default, meanings, rules, errata, source.

use maud::{Markup, html};

use super::address;
use super::prose::{self, inline, markdown};
use super::view::View;
use crate::contract::{Erratum, Property, Provenance, Schema, Shape};
use crate::output::facts;

/// How many values are shown without being asked for.
const MAX_OPEN_VALUES: usize = 8;

/// A field at its place; `id` is that of the place, `rules` are the ids of those that look at it.
pub(super) fn field(view: &View<'_>, id: &str, name: &str, property: &Property, rules: &[String]) -> Markup {
    let contract = view.model.contract;
    let schema = &property.schema;
    let limits = facts::limits(contract, schema);
    html! {
        div.field id=(id) {
            h4 {
                a.self href={ "#" (id) } { code { (name) } }
                " " span.kind { (kind(view, schema)) }
                @if property.required { " " span.required { "required" } }
            }
            (markdown(view, facts::description(contract, schema)))
            @if !limits.is_empty() { p.limits { "Limits: " (prose::list(limits.iter().map(|limit| inline(view, limit)).collect())) } }
            @if let Some(default) = facts::default(contract, schema) {
                p.limits { "Default: " code { (written(&default)) } }
            }
            (values(view, schema))
            @if !rules.is_empty() { p.rules { "Rules: " (prose::list(rules.iter().map(|id| rule(view, id)).collect())) } }
            @if let Some(erratum) = &schema.erratum { (self::erratum(view, erratum)) }
            @if !schema.sources.is_empty() { (sources(&schema.sources)) }
        }
    }
}

/// What a field holds; the object in it is a link.
pub(super) fn kind(view: &View<'_>, schema: &Schema) -> Markup {
    let contract = view.model.contract;
    let text = facts::kind(contract, schema);
    let parts = facts::object(contract, schema).0.and_then(|name| {
        let (before, after) = text.split_once(&name)?;
        Some((before.to_owned(), view.code(&name), after.to_owned()))
    });
    html! {
        @match parts {
            Some((before, name, after)) => { (before) (name) (after) }
            None => (text),
        }
    }
}

/// A value as a reader can see it: the empty text has quotes.
fn written(value: &str) -> &str {
    if value.is_empty() { "\"\"" } else { value }
}

/// The listed values with their meanings, also those of a list's items.
fn values(view: &View<'_>, schema: &Schema) -> Markup {
    let contract = view.model.contract;
    let mut resolved = contract.resolve(schema);
    while let Shape::Array(list) = &resolved.shape {
        resolved = contract.resolve(&list.items);
    }
    let values = facts::listed(resolved);
    let is_open = matches!(&resolved.shape, Shape::String(text) if text.open);
    let count = format!("{} values", values.len());
    let list = html! {
        dl.values {
            @for value in &values {
                div { dt { (view.code(written(&value.value))) } dd { (inline(view, &value.description)) } }
            }
        }
        @if is_open { p { "Other values may follow." } }
    };
    html! {
        @if values.len() > MAX_OPEN_VALUES {
            details { summary { (count) } (list) }
        } @else if !values.is_empty() {
            (list)
        }
    }
}

/// The id of a rule with its name.
pub(super) fn rule(view: &View<'_>, id: &str) -> Markup {
    let page = view.model.contract.pages.iter().find(|page| page.id == id);
    let name = page.map(|page| page.name.as_str()).unwrap_or_default();
    html! { a.id href=(view.href(&address::rule(id))) { (id) } " " (name) }
}

/// Where the contract differs from the document.
pub(super) fn erratum(view: &View<'_>, erratum: &Erratum) -> Markup {
    html! {
        div.erratum {
            p { "The document says: " (inline(view, &erratum.says)) }
            p { "What holds: " (inline(view, &erratum.actually)) " (" (inline(view, &erratum.source)) ")" }
        }
    }
}

/// Who says so.
pub(super) fn sources(sources: &[Provenance]) -> Markup {
    let phrases: Vec<_> = sources.iter().map(facts::source).collect();
    html! { p.source { "Source: " (phrases.join("; ")) } }
}
