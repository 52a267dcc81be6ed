//! Which bytes of a text are hidden, decided by what the text was parsed to.
//!
//! A value that the parser attributed to a key follows that key: it is hidden if the key, or one above it, is a secret's name.
//! So is the `value` of an object whose `name` is one, and a value that says what a secret says. Inside a value that is shown,
//! passwords of addresses and commands are hidden, private keys, and what follows a secret's name. What was attributed
//! to no key (comments, and what stands where the parser skipped or gave up) is hidden but for the punctuation of the syntax and
//! the token that the parser complains about, and that token too where it may belong to a secret.

mod content;
mod cover;
mod faults;
mod gaps;
mod inside;
mod named;
mod pairs;
mod plain;
mod region;
mod row;
mod same;
mod search;
mod shown;
mod strings;
mod suspects;

use std::collections::BTreeSet;
use std::fmt;

use drs_text::{Limits, Parsed, Span, json};

use self::cover::Walk;
pub use self::named::is_pair_value;
use self::region::{Cover, Region};
use self::same::{same_as, same_inside};
use self::strings::strings_of;
use crate::redact::SecretStrings;
use crate::secrets::Secrets;

/// The spans, in order and disjoint, of what is secret in the document `parsed` and around its faults, or may be.
pub fn mask(secrets: &Secrets, parsed: &Parsed<'_>) -> Vec<Span> {
    let Some(tree) = &parsed.tree else { return Vec::new() };
    let mut part = parsed.faults.iter().fold(tree.root().span(), |part, fault| part.to(fault.span));
    if tree.has_gaps() {
        // What stands before the value, an anchor for example, may say that it is secret.
        let before = &tree.text()[..part.range().start];
        let lines = before.rmatch_indices('\n').map(|(end, _)| end + 1);
        let mut markers = lines.filter(|&line| before[line..].starts_with("---") || before[line..].starts_with("..."));
        part.start = markers.next().map_or(0, |line| u32::try_from(line + 3).unwrap_or(part.start));
    }
    let masked = Masked::find_in(tree.text(), part, secrets, &[parsed]);
    masked.regions.iter().filter(|region| region.is_secret()).map(|region| region.span).collect()
}

/// The knowledge of what is hidden of a text, by itself: see [`Source::into_mask`](crate::Source::into_mask).
#[derive(Clone)]
pub struct Mask(pub(crate) Masked);

/// Says nothing of what is hidden.
impl fmt::Debug for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mask").finish_non_exhaustive()
    }
}

/// What is hidden of a text.
#[derive(Clone, Default)]
pub(crate) struct Masked {
    /// Where, in order, disjoint.
    regions: Vec<Region>,
    /// What secret values say.
    pub(crate) strings: SecretStrings,
}

impl Masked {
    /// What is hidden of `text`, which `parsed` are all documents of; without any, of a JSON document.
    pub(crate) fn find(text: &str, secrets: &Secrets, parsed: &[&Parsed<'_>]) -> Self {
        if secrets.is_empty() {
            return Self { regions: Vec::new(), strings: SecretStrings::default() };
        }
        if parsed.is_empty() {
            let parsed = json::parse(text.as_bytes(), &Limits::default());
            return Self::find_in(text, all(text), secrets, &[&parsed]);
        }
        Self::find_in(text, all(text), secrets, parsed)
    }

    /// What is hidden of a text that is in no syntax, but is one value.
    pub(crate) fn of_value(text: &str, secrets: &Secrets) -> Self {
        let mut walk = Walk::new(text, 0, secrets);
        walk.show(all(text), None);
        Self::of(walk, text, &[])
    }

    /// All of a text in another encoding, in which not even punctuation can be recognised.
    pub(crate) fn of_unknown(text: &str) -> Self {
        Self { regions: vec![Region::new(all(text), Cover::Part)], strings: SecretStrings::default() }
    }

    /// What is hidden of the bytes `part` of a text.
    fn find_in(text: &str, part: Span, secrets: &Secrets, parsed: &[&Parsed<'_>]) -> Self {
        let mut walk = Walk::new(text, part.start, secrets);
        for parsed in parsed {
            walk.document(parsed);
        }
        walk.finish(part.end, parsed);
        Self::of(walk, text, parsed)
    }

    fn of(walk: Walk<'_, '_>, text: &str, parsed: &[&Parsed<'_>]) -> Self {
        let (mut regions, strings, contents) = walk.into_parts();
        let strings = SecretStrings::new(strings);
        // What a secret says is one wherever it stands as a whole: messages do not say it either.
        for tree in parsed.iter().filter_map(|parsed| parsed.tree.as_ref()).filter(|_| !strings.is_empty()) {
            regions.extend(same_as(tree, &strings).map(|span| Region::new(span, Cover::Value)));
        }
        if !strings.is_empty() {
            regions.extend(contents.iter().flat_map(|content| same_inside(content, &strings)));
        }
        Self { regions: region::union(text, regions), strings }
    }

    /// The same, but in the place of what is hidden of a string's content what the content itself hides, which has its bytes from where
    /// `place` says; and what the documents `says` say.
    pub(crate) fn with_content<'p>(
        &self,
        (content, inner): (&str, &Self),
        (text, string): (&str, Span),
        says: impl Iterator<Item = &'p Parsed<'p>>,
        place: impl Fn(Span) -> Span,
    ) -> Self {
        let is_covered = self.covers(string);
        let is_apart = |region: &&Region| region.span.end <= string.start || region.span.start >= string.end;
        let outside = self.regions.iter().filter(|region| is_covered || is_apart(region)).copied();
        let inside = inner.regions.iter().filter(|_| !is_covered);
        let inside = inside.map(|region| Region::new(place(region.without_quotes(content)), Cover::Part));
        let regions = region::union(text, outside.chain(inside).collect());
        let mut strings: BTreeSet<String> = self.strings.iter().chain(inner.strings.iter()).cloned().collect();
        for tree in says.filter_map(|parsed| parsed.tree.as_ref()) {
            strings_of(tree.root(), &mut strings);
        }
        Self { regions, strings: SecretStrings::new(strings) }
    }

    /// The same, and everything around `span`.
    pub(crate) fn showing_only(&self, text: &str, span: Span) -> Self {
        let around = [Span::new(0, span.start), Span::new(span.end, all(text).end)];
        let around = around.map(|span| Region::new(span, Cover::Part));
        let regions = region::union(text, self.regions.iter().copied().chain(around).collect());
        Self { regions, strings: self.strings.clone() }
    }

    /// Whether all of `span` is in one part that is hidden.
    pub(crate) fn covers(&self, span: Span) -> bool {
        let region = self.region_at(span.start as usize);
        region.is_some_and(|region| region.span.start <= span.start && span.end <= region.span.end)
    }

    /// Whether `span` has a byte in common with what is hidden; an empty one whether it is inside of it.
    pub(crate) fn touches(&self, span: Span) -> bool {
        let first = self.regions.partition_point(|region| region.span.end <= span.start);
        self.regions.get(first).is_some_and(|region| span.end > region.span.start)
    }

    /// Whether the character of `text` at `offset` is hidden.
    pub(crate) fn hides(&self, text: &str, offset: usize) -> bool {
        self.region_at(offset).is_some_and(|region| region.hides(text, offset))
    }

    /// Whether a value without quotes is hidden whose first character is at `offset`.
    pub(crate) fn is_bare_value(&self, offset: usize) -> bool {
        self.region_at(offset).is_some_and(|region| region.is_value_from(offset))
    }

    /// The region that begins last before `offset`, or at it.
    fn region_at(&self, offset: usize) -> Option<&Region> {
        let after = self.regions.partition_point(|region| region.span.start as usize <= offset);
        after.checked_sub(1).and_then(|index| self.regions.get(index))
    }
}

fn all(text: &str) -> Span {
    Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX))
}
