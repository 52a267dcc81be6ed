//! Markdown of the contract as markup. Nothing in it can become a tag of its own.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, html::push_html};

use super::examples;
use super::view::View;

/// Paragraphs, lists, tables and fenced code.
pub(super) fn markdown(view: &View<'_>, text: &str) -> Markup {
    let mut events = Vec::new();
    let mut fence: Option<(String, String)> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = if let CodeBlockKind::Fenced(info) = kind { info.into_string() } else { String::new() };
                fence = Some((info, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((info, code)) = fence.take() {
                    events.push(Event::Html(examples::fenced(view, &info, &code).into_string().into()));
                }
            }
            Event::Text(code) if fence.is_some() => fence.iter_mut().for_each(|(_, text)| text.push_str(&code)),
            other => events.extend(safe(view, other)),
        }
    }
    render(events)
}

/// The same for a text of one paragraph, without the paragraph around it.
pub(super) fn inline(view: &View<'_>, text: &str) -> Markup {
    let is_text = |event: &Event<'_>| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    render(Parser::new(text).filter(is_text).filter_map(|event| safe(view, event)).collect())
}

fn render(events: Vec<Event<'_>>) -> Markup {
    let mut markup = String::new();
    push_html(&mut markup, events.into_iter());
    PreEscaped(markup)
}

/// An event that writes no tag of the text's own: HTML is text, images and links to other sites are their words.
fn safe<'t>(view: &View<'_>, event: Event<'t>) -> Option<Event<'t>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Code(text) => Some(Event::InlineHtml(view.code(&text).into_string().into())),
        Event::Start(Tag::Image { .. } | Tag::Link { .. }) | Event::End(TagEnd::Image | TagEnd::Link) => None,
        other => Some(other),
    }
}

/// A list of facts about something: a word and what there is to say, without those that say nothing.
pub(super) fn facts(entries: Vec<(&str, Option<Markup>)>) -> Markup {
    html! {
        dl.facts {
            @for (word, text) in entries {
                @if let Some(text) = text { div { dt { (word) } dd { (text) } } }
            }
        }
    }
}

/// Items with commas between.
pub(super) fn list(items: Vec<Markup>) -> Markup {
    html! {
        @for (index, item) in items.into_iter().enumerate() {
            @if index > 0 { ", " }
            (item)
        }
    }
}
