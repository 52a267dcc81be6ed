//! The hosts of each service, by region.

use maud::{Markup, html};

use super::layout::{self, Entry};
use super::view::View;
use crate::output::file::Output;
use crate::value::Value;

/// The page of all regions.
pub(super) fn page(view: &View<'_>) -> Output {
    let services: Vec<_> = view.model.contract.endpoints.get("services").into_iter().flat_map(Value::members).collect();
    let contents: Vec<_> = services.iter().map(|(id, service)| Entry::part(id, name(service))).collect();
    let body = html! {
        h1 { "Regions" }
        p { "The host of each service in each region. Calls whose path begins with " code { "/v5" } " exist in part of the regions only." }
        @for (id, service) in &services {
            h2 id=(id) { (name(service)) }
            (table(id, service))
        }
    };
    layout::page(view, "Regions", "The host of each service in each region.", &contents, &body)
}

fn name(service: &Value) -> &str {
    service.get("description").and_then(Value::as_str).unwrap_or_default()
}

fn table(id: &str, service: &Value) -> Markup {
    let hosts = service.get("regions").into_iter().flat_map(Value::members);
    html! {
        table {
            thead { tr { th scope="col" { "Region" } th scope="col" { "Host" } } }
            tbody {
                @for (region, host) in hosts {
                    tr id={ (id) "." (region) } {
                        th scope="row" { (region) }
                        td { code { (host.as_str().unwrap_or_default()) } }
                    }
                }
            }
        }
        @if let Some(host) = service.get("default").and_then(Value::as_str) {
            p { "In a region without an entry, the vendor's SDKs use " code { (host) } "." }
        }
    }
}
