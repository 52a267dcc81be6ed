//! The frame around every page: head, navigation, contents, footer.

use maud::{DOCTYPE, Markup, html};

use super::address::PLAYGROUND;
use super::view::View;
use crate::output::file::Output;

/// What a page may load: the files of the site, and nothing of anybody else.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// Where the navigation leads.
const SECTIONS: [(&str, &str); 7] = [
    ("index.html", "Operations"),
    ("rules/index.html", "Rules"),
    ("states.html", "States"),
    ("errors.html", "Errors"),
    ("regions.html", "Regions"),
    ("changelog.html", "Changelog"),
    (PLAYGROUND, "Playground"),
];

/// A place on a page that its table of contents leads to.
pub(super) struct Entry {
    /// Whether it is below the one before.
    pub(super) nested: bool,
    /// Its id.
    pub(super) id: String,
    /// What to call it.
    pub(super) text: String,
}

impl Entry {
    /// A part of the page.
    pub(super) fn part(id: &str, text: &str) -> Self {
        Self { nested: false, id: id.to_owned(), text: text.to_owned() }
    }

    /// Something in a part.
    pub(super) fn nested(id: &str, text: &str) -> Self {
        Self { nested: true, id: id.to_owned(), text: text.to_owned() }
    }
}

/// A page: its title, what it is about in a sentence, its table of contents and its body.
pub(super) fn page(view: &View<'_>, title: &str, about: &str, contents: &[Entry], body: &Markup) -> Output {
    let is_start = view.path == "index.html";
    let name = format!("drs contract {}", view.model.version);
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="description" content=(about);
                title { @if is_start { (name) } @else { (title) " – " (name) } }
                link rel="icon" href=(view.href("assets/icon.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(view.href("assets/site.css"));
                script src=(view.href("assets/site.js")) defer {}
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                header.site {
                    a.name href=(view.href("index.html")) { (name) }
                    (navigation(view))
                    (search(view))
                }
                div.frame.with-contents[!contents.is_empty()] {
                    @if !contents.is_empty() { (table(contents)) }
                    main #content tabindex="-1" { (body) }
                }
                footer.site {
                    p {
                        "Written by hand from public documents, checked by tests. Not a publication of the vendor. "
                        "This site loads nothing from elsewhere and sends nothing."
                    }
                }
            }
        }
    };
    Output { path: view.path.clone(), text: format!("{}\n", markup.into_string()) }
}

fn navigation(view: &View<'_>) -> Markup {
    let section = match view.path.split_once('/') {
        Some(("operations", _)) => "index.html".to_owned(),
        Some((folder, _)) => format!("{folder}/index.html"),
        None => view.path.clone(),
    };
    let current = |path: &str| match path {
        _ if path == view.path => Some("page"),
        _ if path == section => Some("true"),
        _ => None,
    };
    html! {
        nav aria-label="Site" {
            ul {
                @for (path, name) in SECTIONS.into_iter().filter(|(path, _)| *path != PLAYGROUND || view.model.playground) {
                    li { a href=(view.href(path)) aria-current=[current(path)] { (name) } }
                }
            }
        }
    }
}

/// The search, which the script shows.
fn search(view: &View<'_>) -> Markup {
    html! {
        search hidden data-index=(view.href("assets/search-index.js")) data-root=(view.href("")) {
            label for="search" { "Search" }
            input #search type="search" autocomplete="off" spellcheck="false" aria-describedby="search-status";
            div.found hidden {
                p #search-status role="status" {}
                ol {}
            }
        }
    }
}

fn table(contents: &[Entry]) -> Markup {
    html! {
        details.contents {
            summary { "On this page" }
            nav aria-label="On this page" {
                ul {
                    @for entry in contents {
                        li.nested[entry.nested] { a href={ "#" (entry.id) } { (entry.text) } }
                    }
                }
            }
        }
    }
}
