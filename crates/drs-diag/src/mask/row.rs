//! Arrays that are a command, word by word, or a name and its value: `["curl", "-u", "root:x"]`.

use drs_text::Node;

use super::inside::command::{client, is_key_open, named};

/// What is known of the items so far.
#[derive(Default)]
pub(super) struct Row {
    /// How many items there are.
    length: usize,
    /// How many were looked at.
    count: usize,
    /// The option that takes a password, of the command that was named.
    own: Option<&'static str>,
    /// Whether the next item is a secret.
    is_next: bool,
    /// Whether all that follow are.
    is_rest: bool,
}

impl Row {
    pub(super) fn new(array: Node<'_>) -> Self {
        Self { length: array.len(), ..Self::default() }
    }

    /// Whether the next item of an array, which is no container, is a secret because of those before it.
    pub(super) fn has_secret(&mut self, item: Node<'_>, mut is_secret: impl FnMut(&str) -> bool) -> bool {
        self.count += 1;
        if self.is_rest || std::mem::take(&mut self.is_next) {
            return true;
        }
        let Some(text) = item.as_str() else { return false };
        let option = named(&text, self.own);
        self.own = client(&text).or(self.own);
        self.is_rest = is_key_open(&text);
        self.is_next = match option {
            Some((_, value)) => value.is_empty(),
            None if text.starts_with('-') => !text.contains('=') && is_secret(text.trim_start_matches('-')),
            None => (self.count, self.length) == (1, 2) && is_word(&text) && is_secret(&text),
        };
        option.is_some_and(|(name, value)| !value.is_empty() && self.own == Some(name))
    }
}

/// Whether a text may say of the item behind it that it is a secret, alone or together with one before it.
pub(super) fn may_announce(text: &str) -> bool {
    text.starts_with('-')
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
