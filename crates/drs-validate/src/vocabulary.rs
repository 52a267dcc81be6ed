//! Values and names that are real somewhere in the API, and what a program may replace by itself.
//!
//! A fix may only change what cannot be a different meaning. A word that is real anywhere is never taken for a misspelling
//! of another, and neither is one that is as near to a third.

use drs_diag::spelling::{Outline, letters};

use crate::generated::vocabulary::{NAMES, NAMES_BY_LENGTH, VALUES, VALUES_BY_LENGTH};
use crate::suggest::{Name, Nearness};

/// Letters that a value has at least for one of them to be a slip: among shorter ones, another letter is another word.
const MIN_LETTERS: usize = 4;

/// The fields that have a value somewhere: `` `engine_type` in responses ``.
pub(crate) fn fields_with(value: &str) -> Option<&'static str> {
    VALUES.binary_search_by_key(&value, |(listed, ..)| listed).ok().map(|index| VALUES[index].2)
}

/// Whether a member has that name somewhere.
pub(crate) fn is_name(name: &str) -> bool {
    NAMES.binary_search_by_key(&name, |(listed, _)| listed).is_ok()
}

/// Whether a text stands in the contract, as a value or as a name.
pub(crate) fn is_word(text: &str) -> bool {
    fields_with(text).is_some() || is_name(text)
}

/// Whether `text` can only be a spelling of `value`, one of those that may stand there.
pub(crate) fn is_value_for_certain(text: &str, value: &str, nearness: Nearness) -> bool {
    let is_spelling = match nearness {
        Nearness::Spelling => true,
        Nearness::Edits(1) => letters(value).count() >= MIN_LETTERS || is_anagram(text, value),
        Nearness::Edits(_) | Nearness::Words => false,
    };
    // The same word in another spelling, `PRE_CHECK`, is no other word.
    let is_other = |other: &str| !letters(other).eq(letters(value));
    let words = Words { table: VALUES, by_length: VALUES_BY_LENGTH, word: |(listed, outline, _)| (*listed, *outline) };
    is_spelling
        && fields_with(text).is_none()
        && !has_other_part(text, value)
        && is_only(text, value, nearness, &words, is_other)
}

/// Whether a part of `text`, as `mssql` in `mysql-to-mssql`, is a real word that `value` has no such part of.
fn has_other_part(text: &str, value: &str) -> bool {
    let parts = |text: &str| {
        let text = text.to_lowercase();
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
    };
    let known = parts(value);
    parts(text).iter().any(|part| !known.contains(part) && fields_with(part).is_some())
}

/// Whether two words have the same letters, as they have where two of them are swapped.
fn is_anagram(text: &str, value: &str) -> bool {
    let sorted = |text| {
        let mut letters: Vec<_> = letters(text).collect();
        letters.sort_unstable();
        letters
    };
    sorted(text) == sorted(value)
}

/// Whether `key` can only be a spelling of the member called `name`, which may stand there.
pub(crate) fn is_name_for_certain(key: &str, name: &str, nearness: Nearness) -> bool {
    let is_other = |other: &str| other != name;
    let words = Words { table: NAMES, by_length: NAMES_BY_LENGTH, word: |listed| *listed };
    nearness.is_certain() && !is_name(key) && is_only(key, name, nearness, &words, is_other)
}

/// A table of real words, in which those of a length are found at once.
struct Words<W: 'static> {
    table: &'static [W],
    /// Indices of the table, those of short words first.
    by_length: &'static [u16],
    word: fn(&'static W) -> (&'static str, Outline),
}

impl<W> Words<W> {
    /// The words with `min` to `max` letters.
    fn with_letters(&self, min: usize, max: usize) -> impl Iterator<Item = (&'static str, Outline)> {
        let word = |index: &u16| (self.word)(&self.table[usize::from(*index)]);
        let first = self.by_length.partition_point(|index| word(index).1.length() < min);
        let past = self.by_length.partition_point(|index| word(index).1.length() <= max);
        self.by_length[first..past].iter().map(word)
    }
}

/// Whether no other of some words is as near to what is written as the one that is meant, which has the same digits.
fn is_only<W>(
    written: &str,
    meant: &str,
    nearness: Nearness,
    words: &Words<W>,
    is_other: impl Fn(&str) -> bool,
) -> bool {
    let digits = |text: &'_ str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let edits = match nearness {
        Nearness::Spelling => return digits(written) == digits(meant),
        Nearness::Edits(edits) => edits,
        Nearness::Words => return false,
    };
    let Some(name) = Name::new(written) else { return digits(written) == digits(meant) };
    let is_as_near = |(word, outline)| {
        name.may_be_misspelt(outline, edits) && name.misspelt(word, outline, edits).is_some() && is_other(word)
    };
    let letters = name.letters();
    digits(written) == digits(meant)
        && !words.with_letters(letters.saturating_sub(edits), letters + edits).any(is_as_near)
}

#[cfg(test)]
mod tests {
    use super::{NAMES, NAMES_BY_LENGTH, VALUES, VALUES_BY_LENGTH, Words};
    use super::{fields_with, is_name_for_certain, is_value_for_certain};
    use crate::suggest::Name;

    #[test]
    fn only_slips_in_words_that_are_not_real_are_certain() {
        let table = [
            ("ORACLE-TO-GAUSSDBV5", "oracle-to-gaussdbv5", true),
            ("oracel-to-gaussdbv5", "oracle-to-gaussdbv5", true),
            // Another product, one that may be another product, and another version.
            ("oracle-to-gaussdbv5ha", "oracle-to-gaussdbv5", false),
            ("oracle-to-gaussdbv5hb", "oracle-to-gaussdbv5", false),
            ("oracle-to-gaussdbv6", "oracle-to-gaussdbv5", false),
            ("mysql-to-mssql", "mysql-to-mysql", false),
            ("MSSQL-to-mysql", "mysql-to-mysql", false),
            ("cloud_mssql", "cloud_mysql", false),
            ("cloud_mysl", "cloud_mysql", true),
            ("mssql", "mysql", false),
            ("mariadb", "mysql", false),
            ("vpm", "vpn", false),
            ("vcp", "vpc", true),
            ("prechekc", "precheck", true),
            ("prechek", "precheck", true),
            ("PRE_CHECK", "precheck", false),
        ];
        for (text, value, expected) in table {
            let nearness = Name::new(text).unwrap().nearness(value);
            assert_eq!(nearness.is_some_and(|it| is_value_for_certain(text, value, it)), expected, "{text}");
        }
        for (key, name, expected) in [("db_prot", "db_port", true), ("dbPort", "db_port", true), ("ip", "id", false)] {
            let nearness = Name::new(key).unwrap().nearness(name);
            assert_eq!(nearness.is_some_and(|it| is_name_for_certain(key, name, it)), expected, "{key}");
        }
        assert_eq!(fields_with("oracle-to-gaussdbv5ha"), Some("`engine_type` in responses"));
    }

    #[test]
    fn words_of_a_length_are_those_that_a_look_at_all_finds() {
        fn check<W>(words: &Words<W>) {
            for (min, max) in [(0, 0), (0, 3), (4, 4), (7, 9), (0, usize::MAX), (40, 80)] {
                let mut found: Vec<_> = words.with_letters(min, max).map(|(word, _)| word).collect();
                found.sort_unstable();
                let all = words.table.iter().map(words.word);
                let fits = all.filter(|(_, outline)| (min..=max).contains(&outline.length()));
                assert_eq!(found, fits.map(|(word, _)| word).collect::<Vec<_>>());
            }
        }
        check(&Words { table: VALUES, by_length: VALUES_BY_LENGTH, word: |(word, outline, _)| (*word, *outline) });
        check(&Words { table: NAMES, by_length: NAMES_BY_LENGTH, word: |word| *word });
    }

    #[test]
    fn of_the_names_that_are_not_declared_as_secrets_only_real_ones_are_taken_for_some() {
        let declared = crate::generated::secrets::NAMES;
        let secrets = drs_diag::Secrets::new(declared).with_words(super::is_word);
        let taken = NAMES.iter().map(|(name, _)| *name).filter(|name| secrets.is_secret(name));
        let taken: Vec<_> = taken.filter(|name| !declared.contains(name)).collect();
        // Other calls have these, which no schema describes.
        let real = [
            "delegation_tokens",
            "full_trans_user_pwd",
            "increment_trans_user_pwd",
            "key_store_password",
            "set_private_key_password",
            "trust_store_password",
        ];
        assert_eq!(taken, real);
    }
}
