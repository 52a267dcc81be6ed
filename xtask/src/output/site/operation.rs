//! The page of an operation: the call, its parameters, its request, its examples and what it answers.

use maud::{Markup, html};

use super::examples;
use super::field;
use super::layout::{self, Entry};
use super::object;
use super::prose::{facts, inline, markdown};
use super::view::View;
use crate::contract::{Location, Operation, Parameter, Property, Schema};
use crate::output::file::Output;
use crate::output::request;
use crate::output::sentences::{RETRIES, about};
use crate::value::Value;

/// The page of the operation with this index.
pub(super) fn page(view: &View<'_>, index: usize) -> Output {
    let operation = &view.model.contract.operations[index];
    let (requests, responses) = (&view.model.requests[index], &view.model.responses[index]);
    let of =
        |location: Location| operation.parameters.iter().filter(move |it| it.location == location).collect::<Vec<_>>();
    let parameters = [("In the path", of(Location::Path)), ("In a header", of(Location::Header))];
    let has_parameters = parameters.iter().any(|(_, list)| !list.is_empty());
    let mut contents = Vec::new();
    if has_parameters {
        contents.push(Entry::part("parameters", "Parameters"));
    }
    contents.push(Entry::part("request", "Request"));
    contents.extend(requests.order.iter().map(|name| Entry::nested(name, name)));
    if !operation.examples.is_empty() {
        contents.push(Entry::part("examples", "Examples"));
    }
    contents.push(Entry::part("responses", "Responses"));
    contents.extend(responses.order.iter().map(|name| Entry::nested(name, name)));
    let body = html! {
        p.label { "Operation" }
        h1 { (operation.summary) }
        p.call { span.method { (operation.method) } " " code { (operation.path) } }
        (markdown(view, &operation.description))
        (about_call(view, operation))
        @if let Some(erratum) = &operation.erratum { (field::erratum(view, erratum)) }
        @if has_parameters {
            h2 #parameters { "Parameters" }
            @for (title, list) in parameters.iter().filter(|(_, list)| !list.is_empty()) {
                h3 { (title) }
                @for parameter in list { (self::parameter(view, parameter)) }
            }
        }
        h2 #request { "Request" }
        p { (request(view, operation)) }
        (object::sections(view, requests))
        @if !operation.examples.is_empty() {
            h2 #examples { "Examples" }
            p { code { "drs example " (operation.id) " --name " em { "NAME" } } " prints one." }
            @for example in &operation.examples {
                details.example id={ "example." (example.name) } {
                    summary { (example.name) }
                    (examples::block("json", &example.text))
                }
            }
        }
        h2 #responses { "Responses" }
        (answers(view, operation))
        @for example in &operation.response_examples {
            details.example id={ "response." (example.status) "-" (example.name) } {
                summary { (example.status) ": " (example.name) }
                (examples::block("json", &example.text))
            }
        }
        (object::sections(view, responses))
    };
    layout::page(view, &format!("{}: {}", operation.id, operation.summary), &operation.summary, &contents, &body)
}

fn about_call(view: &View<'_>, operation: &Operation) -> Markup {
    let contract = view.model.contract;
    let service = contract.endpoints.pointer(&format!("/services/{}", operation.service));
    let name = service.and_then(|service| service.get("description")).and_then(Value::as_str).unwrap_or_default();
    let regions = service.and_then(|service| service.get("regions")).into_iter().flat_map(Value::members);
    let hosts: Vec<_> = regions.filter_map(|(_, host)| host.as_str()).collect();
    let count = hosts.len();
    let example = hosts.get(count / 3).copied().unwrap_or_default();
    let sources: Vec<_> = operation.sources.iter().map(crate::output::facts::source).collect();
    facts(vec![
        ("Name", Some(html! { code { (operation.id) } " in " code { "drs call" } ", in the client and in every file name" })),
        ("Service", Some(html! { (name) " (" code { (operation.service) } ")" })),
        (
            "Host",
            (count > 0).then(|| {
                html! {
                    a href=(view.href(&format!("regions.html#{}", operation.service))) { "one for each of " (count) " regions" }
                    ", such as " code { (example) }
                }
            }),
        ),
        ("After no reply", Some(html! { (about(&RETRIES, &operation.retry)) })),
        ("Source", (!sources.is_empty()).then(|| html! { (sources.join("; ")) })),
    ])
}

fn parameter(view: &View<'_>, parameter: &Parameter) -> Markup {
    let property = Property {
        required: parameter.required,
        schema: Schema {
            description: parameter.description.clone(),
            sources: parameter.sources.clone(),
            erratum: parameter.erratum.clone(),
            ..parameter.schema.clone()
        },
        at: parameter.at,
    };
    field::field(view, &format!("parameter.{}", parameter.name), &parameter.name, &property, &[])
}

fn request(view: &View<'_>, operation: &Operation) -> Markup {
    let root = view.code(&request::schema_name(operation));
    match &operation.request {
        Some(_) => html! { "The body is JSON: " (root) "." },
        None if operation.is_bare() => html! { "Neither a body nor query parameters." },
        None => html! { "No body. The query parameters are the members of " (root) "." },
    }
}

fn answers(view: &View<'_>, operation: &Operation) -> Markup {
    html! {
        dl.responses {
            @for response in &operation.responses {
                div {
                    dt { (response.status) }
                    dd { (inline(view, &response.description)) " " (view.code(&response.schema)) }
                }
            }
        }
        p { a href=(view.href("errors.html")) { "What answers to failed calls mean" } }
    }
}
