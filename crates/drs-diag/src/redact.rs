//! The words that must not be printed, and their removal from a text.

use std::collections::BTreeSet;

use crate::escape::escape;

/// Words shorter than this would be found in every text.
const SHORTEST: usize = 4;

/// This many characters of a longer word are as bad as the whole word: messages quote long values only in part.
const TELLING: usize = 8;

/// What is put in the place of a word.
const HIDDEN: &str = "***";

/// A set of words.
#[derive(Clone, Default)]
pub(crate) struct Words {
    /// Sorted, so that the word with the longest common beginning is a neighbour of where a text would be inserted.
    words: Vec<String>,
}

impl Words {
    /// Collects each word as it is meant, as [`escape`] shows it and as a JSON Pointer writes it.
    pub(crate) fn new(words: BTreeSet<String>) -> Self {
        let mut all = Vec::new();
        for word in words {
            // Not secrets, and part of many messages.
            if matches!(word.as_str(), "true" | "false" | "null") || word.chars().nth(SHORTEST - 1).is_none() {
                continue;
            }
            all.extend([escape(&word).into_owned(), word.replace('~', "~0").replace('/', "~1"), word]);
        }
        all.sort_unstable();
        all.dedup();
        Self { words: all }
    }

    /// `text` with `***` for each of the words, and for each beginning of eight or more characters of one.
    pub(crate) fn redact(&self, text: &str) -> String {
        self.redact_start(text, usize::MAX).0
    }

    /// The same of the beginning of `text`, at most `most` characters and words of it, and whether that is all.
    pub(crate) fn redact_start(&self, text: &str, most: usize) -> (String, bool) {
        let mut shown = String::new();
        let mut rest = text;
        for _ in 0..most {
            let Some(next) = rest.chars().next() else {
                break;
            };
            if let Some(length) = self.starts(rest) {
                shown.push_str(HIDDEN);
                rest = &rest[length..];
            } else {
                shown.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        (shown, rest.is_empty())
    }

    /// Whether `text` has one of the words in it.
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        !self.words.is_empty() && text.char_indices().any(|(at, _)| self.starts(&text[at..]).is_some())
    }

    /// How many bytes at the beginning of `text` are a word, or enough of one.
    fn starts(&self, text: &str) -> Option<usize> {
        let after = self.words.partition_point(|word| word.as_str() < text);
        let longest = self.words[after.saturating_sub(1)..].iter().take(2).map(|word| common(word, text)).max()?;
        if text[..longest].chars().count() >= TELLING {
            return Some(longest);
        }
        let ends = text[..longest].char_indices().map(|(at, c)| at + c.len_utf8());
        ends.skip(SHORTEST - 1)
            .filter(|&end| self.words.binary_search_by(|word| word.as_str().cmp(&text[..end])).is_ok())
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
        let words = Words::new(BTreeSet::from(
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
            ("hunt hunt", "*** ***"),
            ("abc true", "abc true"),
            (r"pa\u{1b}ss", "***"),
            ("pa\u{1b}ss", "***"),
            ("a/b~c", "***"),
            ("/job/a~1b~0c/0", "/job/***/0"),
            ("这是密码密码", "这是***"),
            ("the number 1521", "the number ***"),
        ] {
            assert_eq!(words.redact(text), shown, "{text}");
            assert_eq!(words.occur_in(text), text != shown, "{text}");
        }
    }

    #[test]
    fn the_beginning_of_a_text() {
        let words = Words::new(BTreeSet::from([String::from("hunter2")]));
        for (most, shown, whole) in
            [(0, "", false), (2, "ab", false), (3, "ab***", false), (4, "ab***c", true), (9, "ab***c", true)]
        {
            assert_eq!(words.redact_start("abhunter2c", most), (shown.to_owned(), whole), "{most}");
        }
    }

    #[test]
    fn without_words_nothing_is_redacted() {
        assert_eq!(Words::default().redact("hunter2"), "hunter2");
    }
}
