//! The list of rules, by what they are about.

use maud::html;

use super::field;
use super::layout::{self, Entry};
use super::prose::inline;
use super::view::View;
use crate::contract::{Family, Page, Severity};
use crate::output::file::Output;
use crate::output::phrasing::first_sentence;

/// The families, each with its anchor, its heading and what it is about.
const FAMILIES: [(Family, &str, &str, &str); 3] = [
    (Family::Payload, "payload", "Fields against each other", "What must hold between the fields of a request."),
    (
        Family::Shape,
        "shape",
        "Fields by themselves",
        "What a field must be: its name, its type, its limits, its values.",
    ),
    (Family::Syntax, "syntax", "The text", "What makes a text JSON or YAML that every reader understands alike."),
];

/// The page of all rules.
pub(super) fn page(view: &View<'_>) -> Output {
    let pages = &view.model.contract.pages;
    let contents: Vec<_> = FAMILIES.iter().map(|(_, id, title, _)| Entry::part(id, title)).collect();
    let checks =
        |page: &Page| page.section("What it checks").map(|section| first_sentence(&section.text)).unwrap_or_default();
    let body = html! {
        h1 { "Rules" }
        p {
            "Every diagnostic of " code { "drs validate" } " has an id and a page: what it checks, why the service refuses "
            "what breaks it, what fails and what passes. " code { "drs explain DRS-P004" } " shows the same page."
        }
        @for (family, id, title, about) in FAMILIES {
            h2 id=(id) { (title) }
            p { (about) }
            dl.index {
                @for page in pages.iter().filter(|page| page.family == family) {
                    div {
                        dt {
                            (field::rule(view, &page.id))
                            @if page.severity == Severity::Warning { " " span.warning { "warning" } }
                        }
                        dd { (inline(view, &checks(page))) "." }
                    }
                }
            }
        }
    };
    layout::page(view, "Rules", "Every diagnostic with its page.", &contents, &body)
}
