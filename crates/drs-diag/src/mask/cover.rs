//! The walk over what a text was parsed to, in the order of the text.

use std::collections::BTreeSet;

use drs_text::json::Content;
use drs_text::{Items, Kind, Member, Members, Node, Parsed, Span, Tree};

use super::faults::{is_unread, may_go_on};
use super::named::is_value;
use super::plain::PlainTexts;
use super::region::{Cover, Region};
use super::row::Row;
use super::strings::strings_of;
use super::suspects::Suspects;
use crate::secrets::{KnownKeys, Secrets};

/// Collects what is hidden.
pub(super) struct Walk<'t, 's> {
    pub(super) text: &'t str,
    pub(super) keys: KnownKeys<'s>,
    /// The keys and values of sound documents that have nothing to hide.
    pub(super) plain_keys: PlainTexts<'t>,
    pub(super) plain_values: PlainTexts<'t>,
    pub(super) regions: Vec<Region>,
    pub(super) strings: BTreeSet<String>,
    /// The end of the last scalar.
    pub(super) cursor: u32,
    /// Whether what comes next may belong to a secret: the last scalar was a secret, or the name of one.
    pub(super) is_after_secret: bool,
    /// Whether what stands before the next scalar says that it is a secret.
    pub(super) is_marked: bool,
    /// Whether there may be more of the document than what is in its tree.
    pub(super) is_broken: bool,
    /// In how many strings the text is one inside the other.
    pub(super) depth: u8,
    /// The strings of the text that may be JSON.
    pub(super) contents: Vec<Content>,
}

/// A container that is walked over.
enum Open<'t> {
    /// With whether they are below a key, and what those before them say.
    Items(Items<'t>, bool, Row),
    /// With the object that they are of, unless its values are hidden already.
    Members(Members<'t>, Option<Node<'t>>),
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
            is_marked: false,
            is_broken: false,
            depth: 0,
            contents: Vec::new(),
        }
    }

    /// What was collected.
    pub(super) fn into_parts(mut self) -> (Vec<Region>, BTreeSet<String>, Vec<Content>) {
        let keys = &self.keys;
        self.strings.retain(|string| !keys.secrets().is_known(string));
        (self.regions, self.strings, self.contents)
    }

    /// Takes the next document of the text.
    pub(super) fn document(&mut self, parsed: &Parsed<'_>) {
        let Some(tree) = &parsed.tree else { return };
        self.is_broken = may_go_on(parsed);
        let suspects = self.suspects(tree);
        self.walk(tree, suspects);
    }

    /// Walks over the parts of a document in which something may be hidden.
    pub(super) fn walk(&mut self, tree: &Tree<'_>, mut suspects: Suspects) {
        let has_gaps = tree.has_gaps();
        let mut open = Vec::new();
        self.value(tree.root(), false, has_gaps, &mut open);
        // The innermost container is held here as long as it has scalars only.
        while let Some(innermost) = open.pop() {
            match innermost {
                Open::Items(mut items, has_key, mut row) => {
                    while let Some(item) = items.next() {
                        if !item.kind().is_container() {
                            if row.has_secret(item, |name| self.keys.is_secret(name)) {
                                strings_of(item, &mut self.strings);
                                self.regions.push(Region::new(item.span(), Cover::Value));
                            }
                            self.leaf(item, has_key, has_gaps);
                        } else if suspects.any_in(item.span()) {
                            open.push(Open::Items(items, has_key, row));
                            self.value(item, has_key, has_gaps, &mut open);
                            break;
                        }
                    }
                }
                Open::Members(mut members, mut object) => {
                    while let Some(member) = members.next() {
                        if !suspects.any_in(member.key.span().to(member.value.span())) {
                            continue;
                        }
                        object = object.filter(|object| !self.pair(member, *object));
                        let is_plain = !has_gaps && self.plain_keys.has(member.key.span());
                        if member.value.kind().is_container() || !is_plain {
                            open.push(Open::Members(members, object));
                            if is_plain {
                                self.value(member.value, true, has_gaps, &mut open);
                            } else {
                                self.member(member, has_gaps, &mut open);
                            }
                            // What has no key of its own behind a value may be more of it.
                            self.is_after_secret |=
                                self.is_broken && !member.value.kind().is_container() && is_value(member.key);
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
            self.is_marked = self.is_broken && value.is_placeholder() && is_value(key);
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
        // Of a list whose dash has no blank behind it.
        let is_item = key.raw().starts_with('-');
        !key.span().is_empty()
            && !is_item
            && before.contains([',', '{', '\n'])
            && after.starts_with([':', '=', '\u{FF1A}'])
    }

    fn value<'n>(&mut self, node: Node<'n>, has_key: bool, has_gaps: bool, open: &mut Vec<Open<'n>>) {
        match node.kind() {
            Kind::Array | Kind::Object if has_gaps && node.span().start < self.cursor => {}
            Kind::Array => open.push(Open::Items(node.items(), has_key, Row::new(node))),
            Kind::Object => open.push(Open::Members(node.members(), Some(node))),
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
                    if self.regions.len() == hidden && !self.is_named(node) {
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
            if std::mem::take(&mut self.is_marked) {
                strings_of(node, &mut self.strings);
                self.regions.push(Region::new(span, Cover::UnreadSecret));
                return;
            }
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
        } else if (text.is_some() || node.is_placeholder()) && !self.content(node) {
            self.show(span, text.as_deref());
        }
    }
}
