//! Names of secrets inside longer names: `source_db_password`, `passwordHash`, `AccessKeySecret`.

use crate::spelling::{Outline, is_near};

/// The longest distance at which a key still counts as a misspelt name.
pub(super) const MAX_EDITS: usize = 2;

/// What follows a secret's name where something is said about the secret: a policy for passwords is no password.
const ASPECTS: &[&str] = &[
    "algorithm",
    "based",
    "changed",
    "column",
    "columns",
    "count",
    "created",
    "date",
    "description",
    "disabled",
    "enabled",
    "encoding",
    "endpoint",
    "expiration",
    "expire",
    "expired",
    "expires",
    "expiry",
    "field",
    "file",
    "format",
    "free",
    "in",
    "kind",
    "length",
    "less",
    "lifetime",
    "limit",
    "limits",
    "message",
    "method",
    "missing",
    "mode",
    "name",
    "names",
    "optional",
    "path",
    "policies",
    "policy",
    "protected",
    "provider",
    "required",
    "rule",
    "rules",
    "server",
    "service",
    "set",
    "size",
    "state",
    "status",
    "strength",
    "table",
    "time",
    "ttl",
    "type",
    "types",
    "updated",
    "uri",
    "url",
    "valid",
    "version",
    "强度",
    "有效期",
    "策略",
    "类型",
    "规则",
    "长度",
];

/// What stands before a secret's name in a yes-or-no question, or before a number.
const QUESTIONS: [&str; 16] = [
    "allow", "allows", "can", "disable", "enable", "has", "have", "is", "max", "min", "need", "needs", "num",
    "require", "requires", "should",
];

/// What stands before a secret's name, or in it, where a thing has or lacks a secret.
const OWNERS: [&str; 2] = ["with", "without"];

/// Names that are also words of other names, and mean a secret only at the end: `admin_pass`, but `pass_rate`.
const ONLY_LAST: [&str; 6] = ["ak", "auth", "pass", "pem", "pw", "sk"];

/// Names that other words begin with, or other names: `tokenizer`, `secretary`.
const BEGINNINGS: [&str; 4] = ["cookie", "passw", "secret", "token"];

/// Names have at most so many words.
const MAX_WORDS: usize = 4;

/// The name of a secret.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) letters: Vec<char>,
    pub(super) outline: Outline,
    pub(super) fuzzy: bool,
    pub(super) place: Place,
}

impl Name {
    /// How many typing mistakes it may be away.
    pub(super) const fn max_edits(&self) -> usize {
        if self.fuzzy { MAX_EDITS } else { 0 }
    }
}

/// Where in a longer name the name of a secret counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// As its last word only.
    Last,
    /// As any of its words, and at the end of one.
    Words,
    /// The same, and at the beginning of a word.
    Anywhere,
}

impl Place {
    pub(super) fn of(name: &[char]) -> Self {
        match name {
            _ if is_one(name, &ONLY_LAST) => Self::Last,
            _ if is_one(name, &BEGINNINGS) => Self::Words,
            _ => Self::Anywhere,
        }
    }
}

/// The words of a name: what is between separators, and within that what starts with a capital or in another script. Digits at
/// the end of a word do not count.
pub(super) struct Words {
    letters: Vec<char>,
    /// Where each starts in the letters, and at last where they end.
    starts: Vec<usize>,
}

impl Words {
    pub(super) fn of(name: &str) -> Self {
        let mut words = Self { letters: Vec::with_capacity(name.len()), starts: vec![0] };
        let mut chars = name.chars().peekable();
        let mut last: Option<char> = None;
        while let Some(c) = chars.next() {
            let is_next_lower = chars.peek().is_some_and(|next| next.is_lowercase());
            let starts = last.is_some_and(|last| {
                c.is_uppercase() && (last.is_lowercase() || is_next_lower)
                    || (c.is_ascii() != last.is_ascii() && !last.is_ascii_digit() && !c.is_ascii_digit())
            });
            if starts || !c.is_alphanumeric() {
                words.end();
            }
            if c.is_alphanumeric() {
                words.letters.extend(c.to_lowercase());
            }
            last = c.is_alphanumeric().then_some(c);
        }
        words.end();
        words
    }

    /// Ends a word.
    fn end(&mut self) {
        let start = self.starts.last().copied().unwrap_or_default();
        while self.letters.len() > start && self.letters.last().is_some_and(char::is_ascii_digit) {
            self.letters.pop();
        }
        if self.letters.len() > start {
            self.starts.push(self.letters.len());
        }
    }

    const fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The letters of the words from one to before another.
    fn run(&self, from: usize, to: usize) -> &[char] {
        &self.letters[self.starts[from]..self.starts[to]]
    }

    /// Whether they say something about what they name, and do not name it.
    pub(super) fn are_about(&self) -> bool {
        let Some(last) = self.count().checked_sub(1) else { return false };
        is_one(self.run(last, last + 1), ASPECTS)
            || is_one(self.run(0, 1), &QUESTIONS)
            || (0..last).any(|word| is_one(self.run(word, word + 1), &OWNERS))
    }

    /// Whether the name of a secret is among them.
    pub(super) fn have(&self, name: &Name) -> bool {
        (0..self.count()).any(|from| {
            let ends = from + 1..=self.count().min(from + MAX_WORDS);
            self.is_affix(from, name) || ends.into_iter().any(|to| self.is_name(from, to, name))
        })
    }

    /// Whether some of them are a name as it is written.
    pub(super) fn are_partly(&self, name: &Name) -> bool {
        let runs = (0..self.count()).flat_map(|from| (from + 1..=self.count()).map(move |to| (from, to)));
        runs.into_iter().any(|(from, to)| self.run(from, to) == name.letters)
    }

    /// Whether words are the name of a secret, or more than one of it.
    fn is_name(&self, from: usize, to: usize, name: &Name) -> bool {
        let words = self.run(from, to);
        if name.place == Place::Last {
            return to == self.count() && words == name.letters;
        }
        // Words that were put together are sooner near to a name by chance.
        let max_edits = if to == from + 1 { name.max_edits() } else { name.max_edits().min(1) };
        is_near(&name.letters, words, max_edits) || words.strip_suffix(&['s']) == Some(&name.letters)
    }

    /// Whether a word ends or begins with the name of a secret.
    fn is_affix(&self, word: usize, name: &Name) -> bool {
        let word = self.run(word, word + 1);
        let is_end = || {
            word.ends_with(&name.letters) || word.strip_suffix(&['s']).is_some_and(|one| one.ends_with(&name.letters))
        };
        let is_beginning = || word.strip_prefix(&name.letters[..]).is_some_and(|rest| !is_one(rest, ASPECTS));
        match name.place {
            Place::Last => false,
            Place::Words => is_end(),
            Place::Anywhere => is_end() || is_beginning(),
        }
    }
}

fn is_one(word: &[char], words: &[&str]) -> bool {
    words.iter().any(|other| other.chars().eq(word.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_of_names() {
        for (name, words) in [
            ("source_db-password.x", vec!["source", "db", "password", "x"]),
            ("passwordHash", vec!["password", "hash"]),
            ("AccessKeySecret", vec!["access", "key", "secret"]),
            ("DBPassword2", vec!["db", "password"]),
            ("HUAWEICLOUD_SDK_SK", vec!["huaweicloud", "sdk", "sk"]),
            ("数据库password", vec!["数据库", "password"]),
            ("a__1_b2", vec!["a", "b"]),
            ("", vec![]),
        ] {
            let found = Words::of(name);
            let found: Vec<String> =
                (0..found.count()).map(|word| found.run(word, word + 1).iter().collect()).collect();
            assert_eq!(found, words, "{name}");
        }
    }
}
