//! The secret strings that must not be printed, and their removal from a text.

use std::collections::BTreeSet;

use crate::escape::escape;

/// Stands for what is hidden, whatever its length, in everything that is shown or written.
pub const MASK: &str = "***";

/// Strings shorter than this would be found in every text.
const MIN_CHARS: usize = 4;

/// This many characters of a longer string are as bad as the whole string: messages quote long values only in part. Where `…`
/// follows them, fewer are.
const MIN_PREFIX_CHARS: usize = 8;

/// A set of strings.
#[derive(Clone, Default)]
pub(crate) struct SecretStrings {
    /// Sorted, so that the string with the longest common beginning is a neighbour of where a text would be inserted.
    strings: Vec<String>,
    /// A bit for the first bytes of each, the same bit for some of them: most places of a text need no closer look.
    starts: Starts,
    /// A bit for each length of one of them in bytes, the last one for all that are as long or longer.
    lengths: u64,
}

/// A set of the beginnings of strings.
#[derive(Clone, Default)]
struct Starts(Vec<u64>);

impl Starts {
    const BITS: usize = 1 << 12;

    fn new(strings: &[String]) -> Self {
        let mut bits = vec![0; if strings.is_empty() { 0 } else { Self::BITS / 64 }];
        for bit in strings.iter().filter_map(|string| Self::bit(string.as_bytes())) {
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Self(bits)
    }

    /// Whether `text` may start like one of the strings.
    #[inline]
    fn may_have(&self, text: &[u8]) -> bool {
        Self::bit(text).is_some_and(|bit| self.0.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1))
    }

    #[inline]
    fn bit(text: &[u8]) -> Option<usize> {
        let bytes: [u8; MIN_CHARS] = *text.first_chunk()?;
        Some((u32::from_le_bytes(bytes).wrapping_mul(0x9E37_79B1) >> 20) as usize)
    }
}

/// The bit for a length.
#[inline]
const fn length_bit(bytes: usize) -> u64 {
    1 << if bytes < 63 { bytes } else { 63 }
}

impl SecretStrings {
    /// Each of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &String> {
        self.strings.iter()
    }

    /// Collects each string as it is meant, as [`escape`] shows it and as a JSON Pointer writes it.
    pub(crate) fn new(strings: BTreeSet<String>) -> Self {
        let mut all = Vec::new();
        for string in strings {
            // Not secrets, and part of many messages.
            if matches!(string.as_str(), "true" | "false" | "null") || string.chars().nth(MIN_CHARS - 1).is_none() {
                continue;
            }
            all.extend([escape(&string).into_owned(), string.replace('~', "~0").replace('/', "~1"), string]);
        }
        all.sort_unstable();
        all.dedup();
        let lengths = all.iter().fold(0, |all, string| all | length_bit(string.len()));
        Self { starts: Starts::new(&all), lengths, strings: all }
    }

    /// Whether one of the strings has so many bytes, or may have.
    #[inline]
    pub(crate) const fn has_length(&self, bytes: u32) -> bool {
        self.lengths & length_bit(bytes as usize) != 0
    }

    /// `text` with `***` for each of the strings, and for each beginning of eight or more characters of one.
    pub(crate) fn redact(&self, text: &str) -> String {
        self.redact_start(text, usize::MAX).0
    }

    /// The same of the beginning of `text`, at most `max_chars` characters and strings of it, and whether that is all.
    pub(crate) fn redact_start(&self, text: &str, max_chars: usize) -> (String, bool) {
        let mut shown = String::with_capacity(text.len().min(max_chars));
        let mut rest = text;
        if text.len() <= max_chars && !self.may_occur_in(text) {
            shown.push_str(text);
            return (shown, true);
        }
        for _ in 0..max_chars {
            let Some(next) = rest.chars().next() else {
                break;
            };
            if let Some(length) = self.starts(rest) {
                shown.push_str(MASK);
                rest = &rest[length..];
            } else {
                shown.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        (shown, rest.is_empty())
    }

    /// Whether `text` may have one of the strings in it, as far as their first bytes tell.
    fn may_occur_in(&self, text: &str) -> bool {
        !self.strings.is_empty() && text.as_bytes().windows(MIN_CHARS).any(|bytes| self.starts.may_have(bytes))
    }

    /// Whether `text` has one of the strings in it.
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        !self.strings.is_empty() && text.char_indices().any(|(at, _)| self.starts(&text[at..]).is_some())
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.strings.is_empty()
    }

    /// Whether `text` is one of the strings.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.starts.may_have(text.as_bytes())
            && self.strings.binary_search_by(|string| string.as_str().cmp(text)).is_ok()
    }

    /// How many bytes at the beginning of `text` are a string, or enough of one.
    fn starts(&self, text: &str) -> Option<usize> {
        if !self.starts.may_have(text.as_bytes()) {
            return None;
        }
        let after = self.strings.partition_point(|string| string.as_str() < text);
        let longest =
            self.strings[after.saturating_sub(1)..].iter().take(2).map(|string| common(string, text)).max()?;
        if text[..longest].chars().count() >= MIN_PREFIX_CHARS {
            return Some(longest);
        }
        // What is cut off went on.
        if text[longest..].starts_with('…') && text[..longest].chars().nth(MIN_CHARS - 1).is_some() {
            return Some(longest);
        }
        let ends = text[..longest].char_indices().map(|(at, c)| at + c.len_utf8());
        ends.skip(MIN_CHARS - 1)
            .filter(|&end| self.strings.binary_search_by(|string| string.as_str().cmp(&text[..end])).is_ok())
            .last()
    }
}

/// How many bytes the common beginning of two texts has.
fn common(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_redacted() {
        let strings = SecretStrings::new(BTreeSet::from(
            ["hunter2", "hunt", "hunter2-and-more-of-it", "abc", "pa\u{1b}ss", "密码密码", "true", "1521", "a/b~c"]
                .map(String::from),
        ));
        for (text, shown) in [
            ("", ""),
            ("no secret", "no secret"),
            ("found `hunter2`", "found `***`"),
            ("found `hunter22`", "found `***2`"),
            ("found `hunter2-and-more-of-it`", "found `***`"),
            ("found `hunter2-and-…`", "found `***…`"),
            ("found `hunter`", "found `***er`"),
            ("found `hunter…`", "found `***…`"),
            ("found `hun…`", "found `hun…`"),
            ("hunt hunt", "*** ***"),
            ("abc true", "abc true"),
            (r"pa\u{1b}ss", "***"),
            ("pa\u{1b}ss", "***"),
            ("a/b~c", "***"),
            ("/job/a~1b~0c/0", "/job/***/0"),
            ("这是密码密码", "这是***"),
            ("the number 1521", "the number ***"),
        ] {
            assert_eq!(strings.redact(text), shown, "{text}");
            assert_eq!(strings.occur_in(text), text != shown, "{text}");
        }
    }

    #[test]
    fn the_beginning_of_a_text() {
        let strings = SecretStrings::new(BTreeSet::from([String::from("hunter2")]));
        for (max_chars, shown, whole) in
            [(0, "", false), (2, "ab", false), (3, "ab***", false), (4, "ab***c", true), (9, "ab***c", true)]
        {
            assert_eq!(strings.redact_start("abhunter2c", max_chars), (shown.to_owned(), whole), "{max_chars}");
        }
    }

    #[test]
    fn without_words_nothing_is_redacted() {
        assert_eq!(SecretStrings::default().redact("hunter2"), "hunter2");
    }
}
