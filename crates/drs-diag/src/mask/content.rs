//! What is hidden of JSON that is written inside a string.

use drs_text::json::{self, Content};
use drs_text::{Limits, Node, Parsed};

use super::cover::Walk;
use super::faults::may_go_on;
use super::region::{Cover, Region};

/// Strings in strings in strings are looked into so far: each doubles the backslashes.
pub(super) const MAX_DEPTH: u8 = 4;

/// Whether a text may be JSON: an object, an array, or one of them in a string once more.
pub(super) fn may_be_json(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    text.starts_with(['{', '[']) || (text.starts_with('"') && text.contains(['{', '[']))
}

/// What a string says, if that may be JSON.
pub(super) fn content_of(string: Node<'_>) -> Option<Content> {
    Content::of(string).filter(|content| may_be_json(content.text()))
}

/// A content as JSON.
pub(super) fn parse(text: &str) -> Parsed<'_> {
    json::parse(text.as_bytes(), &Limits::default())
}

impl Walk<'_, '_> {
    /// Takes a string whose content may be JSON: what is hidden of that is hidden where it is written. Returns whether it needs no
    /// other look.
    pub(super) fn content(&mut self, string: Node<'_>) -> bool {
        let Some(content) = content_of(string) else { return false };
        let text = content.text();
        if self.depth == MAX_DEPTH {
            self.strings.insert(text.to_owned());
            self.regions.push(Region::new(string.span(), Cover::Value));
            return true;
        }
        let parsed = parse(text);
        let is_read = !may_go_on(&parsed);
        if !is_read && !text.contains('"') {
            return false;
        }
        let mut walk = Walk::new(text, 0, self.keys.secrets());
        walk.depth = self.depth + 1;
        walk.document(&parsed);
        walk.finish(u32::try_from(text.len()).unwrap_or(u32::MAX), &[&parsed]);
        let (regions, strings, _) = walk.into_parts();
        let place = |region: &Region| match region.cover {
            Cover::Unread | Cover::UnreadSecret => Region::new(content.place(region.span), region.cover),
            _ => Region::new(content.place(region.without_quotes(text)), Cover::Part),
        };
        self.regions.extend(regions.iter().map(place));
        self.strings.extend(strings);
        self.contents.push(content);
        is_read && !self.is_broken
    }
}
