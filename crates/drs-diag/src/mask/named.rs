//! Names of members that name each other: `name` says how `value` is called.

use drs_text::Node;

use crate::secrets::last_word;
use crate::spelling::is_near;

/// Last words of members that say how the value beside them is called.
const NAMES: [&str; 13] = [
    "field",
    "header",
    "id",
    "key",
    "keys",
    "label",
    "name",
    "option",
    "param",
    "parameter",
    "property",
    "type",
    "variable",
];

/// Last words of members that have such a value.
const VALUES: [&str; 9] = ["content", "data", "default", "from", "text", "v", "val", "value", "values"];

/// Shorter words are misspelt only by two letters that are swapped.
const MIN_FUZZY_LETTERS: usize = 4;

/// Whether a member called so says how the value beside it is called.
pub(super) fn says_name(key: &str) -> bool {
    is_like(key, &NAMES)
}

pub(super) fn is_value(key: Node<'_>) -> bool {
    key.as_str().is_some_and(|key| is_pair_value(&key))
}

/// Whether a member called `key` may have a name from the member beside it, as `value` has from `name`: whether its value is a secret
/// is then known from [`mask`](crate::mask()) only.
pub fn is_pair_value(key: &str) -> bool {
    is_like(key, &VALUES)
}

/// Whether the last word of a key is one of these, or one typing mistake away from it; from a short one, with two letters swapped.
fn is_like(key: &str, words: &[&str]) -> bool {
    let last = last_word(key);
    words.iter().any(|word| last.eq_ignore_ascii_case(word) || is_misspelt(last, word))
}

fn is_misspelt(last: &str, word: &str) -> bool {
    // One mistake adds a letter, takes one away, or does both.
    let is_far = last.len().abs_diff(word.len()) > 1 || (letters_of(last) ^ letters_of(word)).count_ones() > 2;
    if is_far || (word.len() < MIN_FUZZY_LETTERS && (last.len() != word.len() || letters_of(last) != letters_of(word)))
    {
        return false;
    }
    let chars = |word: &str| word.to_ascii_lowercase().chars().collect::<Vec<_>>();
    is_near(&chars(word), &chars(last), 1)
}

/// A bit for each letter of a word.
fn letters_of(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31))
}
