//! The changelog.

use maud::html;

use super::layout::{self, Entry};
use super::prose::markdown;
use super::view::View;
use crate::output::file::Output;

/// The page of `CHANGELOG.md`.
pub(super) fn page(view: &View<'_>, text: &str) -> Output {
    let mut parts = text.split("\n## ");
    let head = parts.next().unwrap_or_default();
    let versions: Vec<_> = parts.filter_map(|part| part.split_once('\n')).collect();
    let id = |heading: &str| format!("v{}", heading.split(' ').next().unwrap_or_default());
    let contents: Vec<_> = versions.iter().map(|(heading, _)| Entry::part(&id(heading), heading)).collect();
    let body = html! {
        h1 { "Changelog" }
        (markdown(view, head.trim_start_matches("# Changelog")))
        @for (heading, entries) in &versions {
            h2 id=(id(heading)) { (heading) }
            (markdown(view, entries))
        }
    };
    layout::page(view, "Changelog", "What changed from version to version.", &contents, &body)
}
