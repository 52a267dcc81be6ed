//! The walk over what a text was parsed to, in the order of the text.

use std::collections::BTreeSet;

use drs_text::{Items, Kind, Member, Members, Node, Parsed, Span};

use super::faults::{is_unread, may_go_on, shows_token};
use super::inside::secret_parts;
use super::plain::PlainTexts;
use super::region::{Cover, Region, is_layout};
use super::strings::{strings_of, unquoted};
use crate::secrets::{KnownKeys, Secrets};

/// So many characters of punctuation between a key and its value are no secret.
const MAX_PUNCTUATION: usize = 3;

/// What opens a comment, in JSON and in YAML.
const COMMENTS: [&str; 3] = ["//", "/*", "#"];

/// Collects what is hidden.
pub(super) struct Walk<'t, 's> {
    text: &'t str,
    keys: KnownKeys<'s>,
    /// The keys and values of sound documents that have nothing to hide.
    plain_keys: PlainTexts<'t>,
    plain_values: PlainTexts<'t>,
    regions: Vec<Region>,
    strings: BTreeSet<String>,
    /// The end of the last scalar.
    cursor: u32,
    /// Whether what comes next may belong to a secret: the last scalar was a secret, or the name of one.
    is_after_secret: bool,
    /// Whether there may be more of the document than what is in its tree.
    is_broken: bool,
}

/// A container that is walked over.
enum Open<'t> {
    /// With whether they are below a key.
    Items(Items<'t>, bool),
    Members(Members<'t>),
}

impl<'t, 's> Walk<'t, 's> {
    /// For the part of `text` from `start` on.
    pub(super) fn new(text: &'t str, start: u32, secrets: &'s Secrets) -> Self {
        let (keys, strings) = (KnownKeys::new(secrets), BTreeSet::new());
        let plain = || PlainTexts::new(text);
        Self {
            text,
            keys,
            plain_keys: plain(),
            plain_values: plain(),
            regions: Vec::new(),
            strings,
            cursor: start,
            is_after_secret: false,
            is_broken: false,
        }
    }

    /// What was collected.
    pub(super) fn into_parts(mut self) -> (Vec<Region>, BTreeSet<String>) {
        let keys = &self.keys;
        self.strings.retain(|string| !keys.secrets().is_name(string));
        (self.regions, self.strings)
    }

    /// Takes the next document of the text.
    pub(super) fn document(&mut self, parsed: &Parsed<'_>) {
        let Some(tree) = &parsed.tree else { return };
        let has_gaps = tree.has_gaps();
        self.is_broken = may_go_on(parsed);
        let mut open = Vec::new();
        self.value(tree.root(), false, has_gaps, &mut open);
        // The innermost container is held here as long as it has scalars only.
        while let Some(innermost) = open.pop() {
            match innermost {
                Open::Items(mut items, has_key) => {
                    while let Some(item) = items.next() {
                        if item.kind().is_container() {
                            open.push(Open::Items(items, has_key));
                            self.value(item, has_key, has_gaps, &mut open);
                            break;
                        }
                        self.leaf(item, has_key, has_gaps);
                    }
                }
                Open::Members(mut members) => {
                    while let Some(member) = members.next() {
                        let is_plain = !has_gaps && self.plain_keys.has(member.key.span());
                        if member.value.kind().is_container() || !is_plain {
                            open.push(Open::Members(members));
                            if is_plain {
                                self.value(member.value, true, has_gaps, &mut open);
                            } else {
                                self.member(member, has_gaps, &mut open);
                            }
                            break;
                        }
                        self.leaf(member.value, true, has_gaps);
                    }
                }
            }
        }
        if !has_gaps {
            self.cursor = tree.root().span().end;
        }
    }

    fn member<'n>(&mut self, Member { key, value }: Member<'n>, has_gaps: bool, open: &mut Vec<Open<'n>>) {
        let name = key.as_str().unwrap_or_default();
        if has_gaps && key.span().start < self.cursor {
            // In a copy of what an anchor stands for.
            return;
        }
        if has_gaps && self.is_after_secret && !self.is_certain(key) {
            // What seems to be a key may be the rest of the secret.
            let end = value.span().end.max(key.span().end);
            strings_of(key, &mut self.strings);
            strings_of(value, &mut self.strings);
            self.regions.push(Region::new(Span::new(self.cursor, end), Cover::UnreadSecret));
            self.cursor = end;
            return;
        }
        let hidden = self.regions.len();
        self.scalar(key, true, has_gaps);
        if !self.keys.is_secret(&name) {
            if !has_gaps && self.regions.len() == hidden {
                self.plain_keys.add(key.span());
            }
            return self.value(value, true, has_gaps, open);
        }
        self.is_after_secret = true;
        strings_of(value, &mut self.strings);
        self.regions.push(Region::new(value.span(), Cover::Value));
        if has_gaps && value.span().start >= self.cursor {
            self.gap(value.span().start);
            self.cursor = value.span().end;
        }
    }

    /// Whether what seems to be a key is one: there is a separator on both sides.
    fn is_certain(&self, key: Node<'_>) -> bool {
        let span = key.span().range();
        let before = self.text.get(self.cursor as usize..span.start).unwrap_or_default();
        let after = self.text.get(span.end..).unwrap_or_default().trim_start();
        !key.span().is_empty() && before.contains([',', '{', '\n']) && after.starts_with([':', '=', '\u{FF1A}'])
    }

    fn value<'n>(&mut self, node: Node<'n>, has_key: bool, has_gaps: bool, open: &mut Vec<Open<'n>>) {
        match node.kind() {
            Kind::Array | Kind::Object if has_gaps && node.span().start < self.cursor => {}
            Kind::Array => open.push(Open::Items(node.items(), has_key)),
            Kind::Object => open.push(Open::Members(node.members())),
            _ => self.leaf(node, has_key, has_gaps),
        }
    }

    /// Takes a value that is not secret as a whole and has nothing in it.
    #[inline]
    fn leaf(&mut self, node: Node<'_>, has_key: bool, has_gaps: bool) {
        match node.kind() {
            _ if has_gaps && node.span().start < self.cursor => {}
            Kind::Bool | Kind::Number | Kind::Null if !has_gaps && has_key && !node.is_placeholder() => {}
            Kind::String if !has_gaps && has_key => {
                if !self.plain_values.has(node.span()) {
                    let hidden = self.regions.len();
                    self.scalar(node, has_key, has_gaps);
                    if self.regions.len() == hidden {
                        self.plain_values.add(node.span());
                    }
                }
            }
            _ => self.scalar(node, has_key, has_gaps),
        }
    }

    /// Takes a key, or a value that is not secret as a whole. What is below no key is not shown of a broken
    /// document, nor behind the name of a secret.
    fn scalar(&mut self, node: Node<'_>, has_key: bool, has_gaps: bool) {
        let span = node.span();
        if has_gaps {
            self.gap(span.start);
            self.cursor = span.end;
        }
        let was_after_secret = self.is_after_secret;
        let text = node.as_str();
        if has_gaps {
            self.is_after_secret = self.keys.is_secret(text.as_deref().unwrap_or(node.raw()));
        }
        if is_unread(node) || (!has_key && (self.is_broken || was_after_secret)) {
            self.is_after_secret |= was_after_secret;
            // A key of this kind may have a secret in it, and is a part of paths.
            let is_secret = was_after_secret || (is_unread(node) && node.kind() == Kind::String);
            let cover = if is_secret { Cover::UnreadSecret } else { Cover::Unread };
            self.regions.push(Region::new(span, cover));
        } else if text.is_some() {
            self.show(span, text.as_deref());
        }
    }

    /// Shows the bytes of `span`, which mean `decoded`, except for what is secret in them.
    pub(super) fn show(&mut self, span: Span, decoded: Option<&str>) {
        let raw = self.text.get(span.range()).unwrap_or_default();
        let start = usize::from(raw.starts_with(['"', '\'']));
        let inside = unquoted(raw);
        let secrets = self.keys.secrets();
        let parts = secret_parts(inside, secrets);
        for part in &parts {
            let hidden = &inside[part.clone()];
            self.strings.insert(hidden.to_owned());
            self.strings.extend(hidden.split(['\\', '"', '\'']).next().map(str::to_owned));
            let offset = |index: usize| span.start + u32::try_from(start + index).unwrap_or(u32::MAX);
            self.regions.push(Region::new(Span::new(offset(part.start), offset(part.end)), Cover::Part));
        }
        // Escapes can hide a name.
        if parts.is_empty()
            && let Some(decoded) = decoded.filter(|decoded| *decoded != inside)
            && !secret_parts(decoded, secrets).is_empty()
        {
            self.strings.insert(decoded.to_owned());
            self.regions.push(Region::new(span, Cover::Value));
        }
    }

    /// Takes what stands between the last scalar and the next one at `end`: punctuation, and what is no value.
    fn gap(&mut self, end: u32) {
        let (start, bytes) = (self.cursor as usize, self.text.as_bytes());
        let gap = start..(end as usize).max(start);
        if gap.clone().all(|at| is_layout(bytes, at)) {
            return;
        }
        let text = &self.text[gap.clone()];
        if self.is_after_secret {
            let mut said =
                text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | ',' | '{' | '[' | '"' | '\''));
            let is_punctuation = |c: char| c.is_ascii_punctuation() || c == '\u{FF1A}';
            if !said.clone().all(is_punctuation) || said.nth(MAX_PUNCTUATION).is_some() {
                self.regions.push(Region::new(Span::new(self.cursor, end), Cover::UnreadSecret));
            }
            return;
        }
        // An anchor that takes the colon in, `&password: secret`, was meant as a key.
        let anchors = text.split_whitespace().filter_map(|word| word.strip_prefix('&'));
        self.is_after_secret |= anchors.map(|name| name.trim_end_matches(':')).any(|name| self.keys.is_secret(name));
        self.comments(gap.start, text);
    }

    /// Hides the comments in `text`, which starts at `start`.
    fn comments(&mut self, start: usize, text: &str) {
        let offset = |index: usize| u32::try_from(start + index).unwrap_or(u32::MAX);
        let mut at = 0;
        while let Some((open, mark)) = COMMENTS
            .iter()
            .filter_map(|mark| text[at..].find(mark).map(|index| (at + index, *mark)))
            .min_by_key(|(index, _)| *index)
        {
            let inside = open + mark.len();
            let close = if mark == "/*" { "*/" } else { "\n" };
            let end = text[inside..].find(close).map_or(text.len(), |index| inside + index);
            // A name in a comment may belong to the value behind it.
            self.is_after_secret |= self.keys.secrets().are_named_in(&text[inside..end]);
            let comment = &text[inside..end];
            let (from, to) = (end - comment.trim_start().len(), inside + comment.trim_end().len());
            self.regions.push(Region::new(Span::new(offset(from), offset(to)), Cover::Comment));
            at = end;
        }
    }

    /// Takes what follows the last document of the text, up to `end`.
    pub(super) fn finish(&mut self, end: u32, parsed: &[&Parsed<'_>]) {
        if !parsed.iter().any(|parsed| may_go_on(parsed)) {
            return self.gap(end);
        }
        let rest = self.cursor as usize..(end as usize).min(self.text.len());
        if !rest.into_iter().all(|at| is_layout(self.text.as_bytes(), at)) {
            let cover = if self.is_after_secret { Cover::UnreadSecret } else { Cover::Unread };
            self.regions.push(Region::new(Span::new(self.cursor, end), cover));
        }
        for fault in parsed.iter().flat_map(|parsed| &parsed.faults).filter(|fault| shows_token(fault)) {
            self.uncover(fault.span);
        }
    }

    /// Shows the token `span` if it is the first of something unread and cannot belong to a secret.
    fn uncover(&mut self, span: Span) {
        let bytes = self.text.as_bytes();
        let starts = |region: &&mut Region| {
            let before = region.span.start as usize..span.start as usize;
            region.cover == Cover::Unread
                && region.span.contains(span)
                && before.into_iter().all(|at| is_layout(bytes, at))
        };
        if let Some(region) = self.regions.iter_mut().rev().find(starts) {
            region.span.start = span.end;
            self.show(span, None);
        }
    }
}
