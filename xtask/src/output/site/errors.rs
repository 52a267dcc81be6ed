//! The answers to calls that fail: what they mean, what to do, whether anything can have happened.

use maud::{Markup, html};

use super::layout::{self, Entry};
use super::prose::{facts, inline, markdown};
use super::view::View;
use crate::contract::Answer;
use crate::output::file::Output;
use crate::output::sentences::{HAPPENED, about};

/// Who answers, each with its anchor and its heading.
const SPEAKERS: [(&str, &str); 2] = [("gateway", "From the gateway"), ("service", "From the service")];

/// The page of all answers.
pub(super) fn page(view: &View<'_>) -> Output {
    let answers = &view.model.contract.answers;
    let of = |by: &str| answers.iter().filter(|answer| answer.by == by).collect::<Vec<_>>();
    let mut contents = Vec::new();
    for (by, title) in SPEAKERS {
        contents.push(Entry::part(by, title));
        contents.extend(of(by).into_iter().map(|answer| Entry::nested(id(answer), id(answer))));
    }
    let body = html! {
        h1 { "Errors" }
        p {
            "What calls that fail answer. An answer is looked up by its code, else by its text, else by its status. "
            code { "drs explain DRS.10000010" } " explains a code."
        }
        @for (by, title) in SPEAKERS {
            h2 id=(by) { (title) }
            @for answer in of(by) { (section(view, answer)) }
        }
    };
    layout::page(view, "Errors", "What calls that fail answer, and what to do.", &contents, &body)
}

/// The id of an answer's place: its code, or its name.
pub(super) fn id(answer: &Answer) -> &str {
    answer.code.as_deref().unwrap_or(&answer.name)
}

fn section(view: &View<'_>, answer: &Answer) -> Markup {
    let statuses: Vec<_> = answer.statuses.iter().map(ToString::to_string).collect();
    html! {
        section.answer id=(id(answer)) {
            h3 {
                a.self href={ "#" (id(answer)) } { @if answer.code.is_some() { code { (id(answer)) } ": " } (answer.name) }
            }
            (markdown(view, &answer.meaning))
            (facts(vec![
                ("Status", Some(html! { (statuses.join(" or ")) ", from the " (answer.by) })),
                ("Message", answer.text.as_ref().map(|text| html! { "contains " code { (text) } })),
                ("What to do", Some(inline(view, &answer.remedy))),
                ("Whether anything happened", Some(html! { (about(&HAPPENED, &answer.happened)) })),
                ("Source", Some(html! { (inline(view, &answer.source)) " (" (answer.evidence) ")" })),
            ]))
        }
    }
}
