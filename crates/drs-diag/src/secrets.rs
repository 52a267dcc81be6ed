//! Which keys have secrets as values: by name, however the name is cased, separated or misspelt.

mod inside;
mod last_word;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::inside::{MAX_EDITS, Name, Place, Words};
pub(crate) use self::last_word::last_word;
use crate::escape::is_unsafe;
use crate::spelling::{Outline, is_near, letters};

/// Names with fewer letters must match exactly: too many ordinary words are two letters away from them.
const MIN_FUZZY_LENGTH: usize = 8;

/// The names of the members whose values are never shown.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// The shortest first.
    names: Vec<Name>,
    /// For each length of a key, up to the last that any has, the names that may be near to it.
    near: Vec<Range<usize>>,
    /// Those that have no other in them: what longer names are searched for.
    inner: Vec<Name>,
    /// Whether a text is a word that is no secret.
    is_word: Option<fn(&str) -> bool>,
}

impl Secrets {
    /// The secrets called `names`.
    pub fn new<S: AsRef<str>>(names: &[S]) -> Self {
        let name = |name: &S| {
            let name = name.as_ref();
            let letters: Vec<char> = letters(name).collect();
            let fuzzy = letters.len() >= MIN_FUZZY_LENGTH;
            Name { place: Place::of(&letters), letters, outline: Outline::new(name), fuzzy }
        };
        let has_other = |name: &str, names: &[Name]| {
            let (words, length) = (Words::of(name), letters(name).count());
            names.iter().any(|other| other.letters.len() < length && words.are_partly(other))
        };
        let all: Vec<Name> = names.iter().map(name).collect();
        let inner = names.iter().zip(&all).filter(|(name, _)| !has_other(name.as_ref(), &all));
        let inner = inner.map(|(_, name)| name.clone()).collect();
        let mut names = all;
        names.sort_by_key(|name| name.letters.len());
        let max_letters = names.last().map_or(0, |name| name.letters.len() + MAX_EDITS);
        let near = |length: usize| {
            let first = names.partition_point(|name| name.letters.len() + MAX_EDITS < length);
            first..names.partition_point(|name| name.letters.len() <= length + MAX_EDITS)
        };
        Self { near: (0..=max_letters).map(near).collect(), names, inner, is_word: None }
    }

    /// Whether what stands under `key` is a secret: `key` is one of the names, letter case and the separators `_`, `-`, `.`
    /// and space aside, or at most two typing mistakes (a letter added, left out or replaced, two neighbours swapped) away
    /// from a name of eight or more letters. Characters that cannot be seen do not count.
    ///
    /// It is a secret too if one of the words of `key`, or several in a row, are a name, or if a word begins or ends as one
    /// (`source_db_password`, `passwordHash`), unless the last word says what it is about (`password_policy`) or the first one
    /// asks (`is_set_password`).
    pub fn is_secret(&self, key: &str) -> bool {
        if !key.is_ascii() && key.contains(is_unsafe) {
            return self.is_secret(&key.replace(is_unsafe, ""));
        }
        let outline = Outline::new(key);
        self.is_one(key, outline) || self.is_inside(key, outline)
    }

    /// Whether `key` as a whole is one of the names, or near to it.
    fn is_one(&self, key: &str, outline: Outline) -> bool {
        let Some(near) = self.near.get(outline.length()) else { return false };
        let mut near =
            self.names[near.clone()].iter().filter(|name| name.outline.may_be_near(outline, name.max_edits()));
        // Most keys need no closer look.
        let Some(first) = near.next() else { return false };
        let mut key_letters = Vec::with_capacity(outline.length());
        letters(key).for_each(|letter| key_letters.push(letter));
        let is_meant = |name: &Name| is_near(&name.letters, &key_letters, name.max_edits());
        is_meant(first) || near.any(is_meant)
    }

    /// Whether one of the names is inside of `key`.
    fn is_inside(&self, key: &str, outline: Outline) -> bool {
        let mut inner = self.inner.iter().filter(|name| name.outline.may_be_inside(outline, name.max_edits()));
        let Some(first) = inner.next() else { return false };
        let words = Words::of(key);
        !words.are_about() && (words.have(first) || inner.any(|name| words.have(name)))
    }

    /// Whether `text` or one of its words is a secret's name.
    pub(crate) fn are_named_by(&self, text: &str) -> bool {
        self.is_secret(text) || self.are_named_in(text)
    }

    /// Whether one of the words of `text` is a secret's name: where quotes or colons are missing, a key is not all name.
    pub(crate) fn are_named_in(&self, text: &str) -> bool {
        let separates = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-');
        text.contains(separates) && text.split(separates).any(|word| self.is_secret(word))
    }

    /// Whether nothing is a secret.
    pub(crate) const fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The same, with words that are no secret wherever they stand, even as the value of one: everybody knows them.
    #[must_use]
    pub fn with_words(mut self, is_word: fn(&str) -> bool) -> Self {
        self.is_word = Some(is_word);
        self
    }

    /// Whether `text` is a word that everybody knows or one of the names, and so no news to anybody.
    pub(crate) fn is_known(&self, text: &str) -> bool {
        if self.is_word.is_some_and(|is_word| is_word(text)) {
            return true;
        }
        let text: Vec<char> = letters(text).collect();
        self.names.iter().any(|name| name.letters == text)
    }
}

/// How many keys are remembered at a time.
const KNOWN: usize = 256;

/// The verdicts on keys, remembered: documents have few keys many times.
pub(crate) struct KnownKeys<'s> {
    secrets: &'s Secrets,
    /// Each key at the place that its ends and length determine.
    known: Vec<Option<(String, bool)>>,
}

impl<'s> KnownKeys<'s> {
    pub(crate) fn new(secrets: &'s Secrets) -> Self {
        Self { secrets, known: vec![None; KNOWN] }
    }

    pub(crate) const fn secrets(&self) -> &'s Secrets {
        self.secrets
    }

    /// Whether what stands under `key` is a secret.
    pub(crate) fn is_secret(&mut self, key: &str) -> bool {
        let bytes = key.as_bytes();
        let byte = |at: usize| usize::from(bytes.get(at).copied().unwrap_or_default());
        let middle = bytes.len() / 2;
        let ends = byte(0) ^ byte(bytes.len().wrapping_sub(1)) << 3 ^ byte(middle) << 1 ^ bytes.len() << 5;
        let known = &mut self.known[ends % KNOWN];
        match known {
            Some((text, verdict)) if text == key => *verdict,
            _ => {
                let verdict = self.secrets.are_named_by(key);
                *known = Some((key.to_owned(), verdict));
                verdict
            }
        }
    }
}
