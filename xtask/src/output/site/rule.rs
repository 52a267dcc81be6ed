//! The page of a rule: what it checks, why, what fails and passes, where it applies.

use maud::{Markup, html};

use super::address;
use super::field;
use super::layout::{self, Entry};
use super::object;
use super::prose::{facts, inline, markdown};
use super::view::View;
use crate::contract::{Page, Rule};
use crate::output::dist;
use crate::output::file::Output;
use crate::output::mentions::mentioned;

/// The page of the rule with this index.
pub(super) fn page(view: &View<'_>, index: usize) -> Output {
    let contract = view.model.contract;
    let page = &contract.pages[index];
    let rule = contract.rules().into_iter().find(|(_, rule)| rule.id == page.id);
    let related: Vec<_> = match &page.schema {
        Some(schema) => {
            contract.pages.iter().filter(|other| other.schema.as_ref() == Some(schema) && other.id != page.id).collect()
        }
        None => Vec::new(),
    };
    let mut contents: Vec<_> =
        page.sections.iter().map(|section| Entry::part(&anchor(&section.title), &section.title)).collect();
    if page.schema.is_some() {
        contents.push(Entry::part("where-it-applies", "Where it applies"));
    }
    if !related.is_empty() {
        contents.push(Entry::part("related-rules", "Related rules"));
    }
    let body = html! {
        p.label { "Rule" }
        h1 { (page.id) ": " span.slug { (page.name) } }
        (about(view, page, rule.as_ref().map(|(_, rule)| *rule)))
        @for section in &page.sections {
            h2 id=(anchor(&section.title)) { (section.title) }
            (markdown(view, &section.text))
        }
        @if let Some(schema) = &page.schema {
            h2 #where-it-applies { "Where it applies" }
            (places(view, schema))
            @if let Some((owner, rule)) = &rule { (looks_at(view, owner, rule)) }
        }
        @if !related.is_empty() {
            h2 #related-rules { "Related rules" }
            ul { @for other in related { li { (field::rule(view, &other.id)) } } }
        }
        (neighbours(view, index))
    };
    let checks = page.section("What it checks").map(|section| section.text.replace('\n', " ")).unwrap_or_default();
    layout::page(view, &format!("{}: {}", page.id, page.name), &checks, &contents, &body)
}

/// A heading as an id.
fn anchor(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

fn about(view: &View<'_>, page: &Page, rule: Option<&Rule>) -> Markup {
    let portable = if dist::is_portable(view.model.contract, page) {
        "Also by validators that use the published JSON Schema."
    } else {
        "Only by `drs validate` and its libraries."
    };
    let who = if page.severity == crate::contract::Severity::Warning {
        "Only by `drs validate` and its libraries."
    } else {
        portable
    };
    facts(vec![
        ("Severity", Some(html! { span class=(page.severity.as_str()) { (page.severity.as_str()) } })),
        ("Message", rule.map(|rule| inline(view, &rule.message))),
        ("Help", rule.map(|rule| inline(view, &rule.help))),
        ("Checked", Some(inline(view, who))),
    ])
}

/// The operations whose requests hold the object of a rule.
fn places(view: &View<'_>, schema: &str) -> Markup {
    let operations = view.model.contract.operations.iter().zip(&view.model.requests);
    html! {
        ul {
            @for (operation, places) in operations.filter(|(_, places)| !places.paths(schema).is_empty()) {
                li {
                    (view.code(&operation.id)) ": "
                    a href=(view.href(&address::object(&address::operation(&operation.id), schema))) { (schema) }
                    ", at " (object::at(places.paths(schema)))
                }
            }
        }
    }
}

/// The fields that decide whether a rule holds.
fn looks_at(view: &View<'_>, owner: &str, rule: &Rule) -> Markup {
    let fields = mentioned(rule).into_iter().filter_map(|path| {
        let (object, field) = view.model.landing(owner, &path)?;
        let page = view.object(&object)?.split_once('#').map(|(page, _)| page.to_owned())?;
        Some((path, address::field(&page, &object, &field)))
    });
    let fields: Vec<_> =
        fields.map(|(path, address)| html! { a href=(view.href(&address)) { code { (path) } } }).collect();
    html! { @if !fields.is_empty() { p { "It looks at " (super::prose::list(fields)) "." } } }
}

fn neighbours(view: &View<'_>, index: usize) -> Markup {
    let pages = &view.model.contract.pages;
    let link = |page: &Page, rel: &str, word: &str| {
        html! { li { a rel=(rel) href=(view.href(&address::rule(&page.id))) { (word) ": " (page.id) } } }
    };
    html! {
        nav.neighbours aria-label="Neighbouring rules" {
            ul {
                @if let Some(page) = index.checked_sub(1).and_then(|index| pages.get(index)) { (link(page, "prev", "Previous")) }
                @if let Some(page) = pages.get(index + 1) { (link(page, "next", "Next")) }
            }
        }
    }
}
