//! The start page: what this is, and every operation.

use maud::{Markup, html};

use super::address;
use super::layout::{self, Entry};
use super::prose::{inline, markdown};
use super::view::View;
use crate::contract::Operation;
use crate::output::file::Output;
use crate::value::Value;

/// The page that everything starts from; `spec` is the text that has the list of the vendor's documents.
pub(super) fn page(view: &View<'_>, spec: &str) -> Output {
    let contract = view.model.contract;
    let text = |pointer: &str| contract.bundle.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let mut services: Vec<&str> = Vec::new();
    for operation in &contract.operations {
        if !services.contains(&operation.service.as_str()) {
            services.push(&operation.service);
        }
    }
    let mut contents = vec![Entry::part("operations", "Operations")];
    contents.extend(services.iter().map(|service| Entry::nested(service, name(view, service))));
    contents.push(Entry::part("authentication", "Authentication"));
    contents.push(Entry::part("sources", "Sources"));
    let body = html! {
        h1 { (text("/info/title")) }
        (markdown(view, text("/info/description")))
        h2 #operations { "Operations" }
        @for service in &services {
            h3 id=(service) { (name(view, service)) }
            (operations(view, contract.operations.iter().filter(|it| it.service == **service).collect()))
        }
        h2 #authentication { "Authentication" }
        p { "One of these headers goes with every call." }
        (schemes(view))
        h2 #sources { "Sources" }
        (markdown(view, section(spec, "The documents")))
    };
    layout::page(view, "Operations", text("/info/title"), &contents, &body)
}

fn name<'m>(view: &View<'m>, service: &'m str) -> &'m str {
    let name = view.model.contract.endpoints.pointer(&format!("/services/{service}/description"));
    name.and_then(Value::as_str).unwrap_or(service)
}

fn operations(view: &View<'_>, operations: Vec<&Operation>) -> Markup {
    html! {
        dl.index {
            @for operation in operations {
                div {
                    dt { a href=(view.href(&address::operation(&operation.id))) { code { (operation.id) } } }
                    dd {
                        (inline(view, &operation.summary))
                        p.call { span.method { (operation.method) } " " code { (operation.path) } }
                    }
                }
            }
        }
    }
}

fn schemes(view: &View<'_>) -> Markup {
    let schemes =
        view.model.contract.bundle.pointer("/components/securitySchemes").into_iter().flat_map(Value::members);
    let text = |scheme: &Value, key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    html! {
        dl.index {
            @for (_, scheme) in schemes {
                div { dt { code { (text(scheme, "name")) } } dd { (inline(view, &text(scheme, "description"))) } }
            }
        }
    }
}

/// A section of a Markdown text, by its title.
fn section<'t>(text: &'t str, title: &str) -> &'t str {
    let rest = text.split_once(&format!("\n## {title}\n")).map_or("", |(_, rest)| rest);
    rest.split_once("\n## ").map_or(rest, |(section, _)| section)
}
