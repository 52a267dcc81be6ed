//! Which keys have secrets as values: by name, however the name is cased, separated or misspelt.

use std::ops::Range;

use crate::escape::is_unsafe;
use crate::spelling::{Outline, is_near, letters};

/// The longest distance at which a key still counts as a misspelt name.
const MAX_EDITS: usize = 2;

/// Names shorter than this must match exactly: too many ordinary words are two letters away from them.
const MIN_FUZZY_LENGTH: usize = 8;

/// The names of the members whose values are never shown.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// The shortest first.
    names: Vec<Name>,
    /// For each length of a key, up to the last that any has, the names that may be near to it.
    near: Vec<Range<usize>>,
}

#[derive(Clone, Debug)]
struct Name {
    letters: Vec<char>,
    outline: Outline,
    fuzzy: bool,
}

impl Secrets {
    /// The secrets called `names`.
    pub fn new<S: AsRef<str>>(names: &[S]) -> Self {
        let name = |name: &S| {
            let name = name.as_ref();
            let fuzzy = name.chars().count() >= MIN_FUZZY_LENGTH;
            Name { letters: letters(name).collect(), outline: Outline::new(name), fuzzy }
        };
        let mut names: Vec<Name> = names.iter().map(name).collect();
        names.sort_by_key(|name| name.letters.len());
        let max_letters = names.last().map_or(0, |name| name.letters.len() + MAX_EDITS);
        let near = |length: usize| {
            let first = names.partition_point(|name| name.letters.len() + MAX_EDITS < length);
            first..names.partition_point(|name| name.letters.len() <= length + MAX_EDITS)
        };
        Self { near: (0..=max_letters).map(near).collect(), names }
    }

    /// Whether what stands under `key` is a secret: `key` is one of the names, letter case and the separators `_`, `-`, `.`
    /// and space aside, or at most two typing mistakes (a letter added, left out or replaced, two neighbours swapped) away
    /// from a name of eight or more characters. Characters that cannot be seen do not count.
    pub fn is_secret(&self, key: &str) -> bool {
        if !key.is_ascii() && key.contains(is_unsafe) {
            return self.is_secret(&key.replace(is_unsafe, ""));
        }
        let outline = Outline::new(key);
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

    /// Whether one of the words of `text` is a secret's name: where quotes or colons are missing, a key is not all name.
    pub(crate) fn are_named_in(&self, text: &str) -> bool {
        let separates = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-');
        text.contains(separates) && text.split(separates).any(|word| self.is_secret(word))
    }

    /// Whether nothing is a secret.
    pub(crate) const fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether `text` is itself one of the names, and so no news to anybody.
    pub(crate) fn is_name(&self, text: &str) -> bool {
        let text: Vec<char> = letters(text).collect();
        self.names.iter().any(|name| name.letters == text)
    }
}

impl Name {
    /// How many typing mistakes it may be away.
    const fn max_edits(&self) -> usize {
        if self.fuzzy { MAX_EDITS } else { 0 }
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
                let verdict = self.secrets.is_secret(key) || self.secrets.are_named_in(key);
                *known = Some((key.to_owned(), verdict));
                verdict
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_keys_are_secret() {
        let secrets = Secrets::new(&["db_password", "password", "ssl_cert_key", "token"]);
        for key in [
            "db_password",
            "DB_PASSWORD",
            "dbPassword",
            "db-password",
            "db.password",
            "db password",
            "dbpassword",
            "db_pasword",
            "db_passwrod",
            "db_pass_word",
            "password",
            "Password",
            "pasword",
            "passwrd",
            "apssword",
            "passwords",
            "password__",
            "ssl_cert_key",
            "sslCertKey",
            "ssl_cret_key",
            "token",
            "Token",
            "to_ken",
            "\u{202e}\u{200b}pass\u{ad}word",
        ] {
            assert!(secrets.is_secret(key), "{key}");
        }
        for key in [
            "",
            "db_name",
            "db_user",
            "db_port",
            "pass",
            "keyword",
            "ssl_cert_name",
            "ssl_cert",
            "tokens",
            "toke",
            "tokne",
            "password_policy",
            "a_very_long_key_that_only_ends_in_password",
        ] {
            assert!(!secrets.is_secret(key), "{key}");
        }
        assert!(!Secrets::default().is_secret("password"));
    }
}
