//! Parts of a text that are hidden.

use drs_text::Span;

/// How much of a region is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cover {
    /// A secret value: all but the quotes around it.
    Value,
    /// A secret part of a text: all of it.
    Part,
    /// A comment: all of it.
    Comment,
    /// What could not be read: all but white space and the punctuation of the syntax.
    Unread,
    /// The same, where the first token may not be shown even if a fault is about it: it may belong to a secret.
    UnreadSecret,
}

/// A part of a text that is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) span: Span,
    pub(super) cover: Cover,
}

impl Region {
    pub(super) const fn new(span: Span, cover: Cover) -> Self {
        Self { span, cover }
    }

    /// Whether it is a secret's, and not only something that could not be read.
    pub(super) const fn is_secret(&self) -> bool {
        matches!(self.cover, Cover::Value | Cover::Part | Cover::UnreadSecret)
    }

    /// Whether it is a secret value that begins with the byte at `offset`.
    pub(super) fn is_value_from(&self, offset: usize) -> bool {
        self.cover == Cover::Value && self.span.range().start == offset
    }

    /// Its part of `text`, of a value without the quotes around it.
    pub(super) fn without_quotes(&self, text: &str) -> Span {
        let range = self.span.range();
        let bytes = text.as_bytes().get(range.clone()).unwrap_or_default();
        match bytes {
            [first @ (b'"' | b'\''), .., last] if self.cover == Cover::Value && first == last => {
                Span::new(self.span.start + 1, self.span.end - 1)
            }
            _ => self.span,
        }
    }

    /// Whether the character at `offset`, which is not before the region, is hidden.
    pub(super) fn hides(&self, text: &str, offset: usize) -> bool {
        let range = self.span.range();
        let bytes = text.as_bytes();
        if offset >= range.end {
            return false;
        }
        match self.cover {
            Cover::Value => {}
            Cover::Part | Cover::Comment => return true,
            Cover::Unread | Cover::UnreadSecret => return !is_layout(bytes, offset),
        }
        let is_quote = matches!(bytes[offset], b'"' | b'\'');
        let opens = offset == range.start;
        let closes = offset > range.start && offset + 1 == range.end && bytes[offset] == bytes[range.start];
        !(is_quote && (opens || closes))
    }
}

/// Whether the byte at `at` is white space or punctuation of a syntax.
pub(super) fn is_layout(bytes: &[u8], at: usize) -> bool {
    let is_space = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii_whitespace);
    match bytes[at] {
        b'{' | b'}' | b'[' | b']' | b',' | b';' | b':' | b'"' | b'\'' => true,
        // Of a list in YAML.
        b'-' => is_space(at.checked_sub(1)) && is_space(Some(at + 1)),
        byte => byte.is_ascii_whitespace(),
    }
}

/// The same bytes in order and disjoint, from character to character. Where regions overlap, all of a value is hidden.
pub(super) fn union(text: &str, mut regions: Vec<Region>) -> Vec<Region> {
    regions.sort_unstable_by_key(|region| (region.span.start, region.span.end));
    let offset = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let mut joined: Vec<Region> = Vec::with_capacity(regions.len());
    for Region { span, cover } in regions {
        let start = offset(text.floor_char_boundary(span.range().start));
        let end = offset(text.ceil_char_boundary(span.range().end));
        match joined.last_mut() {
            Some(last) if start < last.span.end => {
                last.span.end = last.span.end.max(end);
                last.cover = if last.cover == cover { cover } else { Cover::Part };
            }
            _ if start < end => joined.push(Region::new(Span::new(start, end), cover)),
            _ => {}
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_joined() {
        let region = |start, end| Region::new(Span::new(start, end), Cover::Value);
        let regions =
            [region(9, 9), region(4, 6), region(0, 5), region(1, 2), region(6, 7), region(11, 12), region(20, 90)];
        let joined = [region(0, 6), region(6, 7), region(10, 13), region(20, 90)];
        assert_eq!(union(&"0123456789数3456789".repeat(10), regions.to_vec()), joined);
    }

    #[test]
    fn all_is_hidden_where_regions_of_two_kinds_overlap() {
        let [value, unread, part] =
            [Cover::Value, Cover::Unread, Cover::Part].map(|cover| Region::new(Span::new(0, 3), cover));
        assert_eq!(union("a:b", vec![unread, value]), [part]);
    }
}
