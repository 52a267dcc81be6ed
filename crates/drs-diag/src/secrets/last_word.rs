//! The last word of a name, which says what it is the name of.

/// Of longer names only the end is looked at.
const MAX_LAST_BYTES: usize = 64;

/// The last word of a name as it is written there, without digits at its end.
pub(crate) fn last_word(name: &str) -> &str {
    let name = &name[name.ceil_char_boundary(name.len().saturating_sub(MAX_LAST_BYTES))..];
    let name = name.trim_end_matches(|c: char| !c.is_alphabetic());
    let mut start = name.len();
    let mut after: Option<char> = None;
    for (at, c) in name.char_indices().rev() {
        // A capital starts a word, unless it is in a word of capitals.
        let is_other =
            after.is_some_and(|after| after.is_uppercase() && (c.is_lowercase() || !is_capitals(&name[start..])));
        if !c.is_alphanumeric() || is_other {
            break;
        }
        (start, after) = (at, Some(c));
    }
    &name[start..]
}

fn is_capitals(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::last_word;

    #[test]
    fn the_last_word_of_a_name() {
        for (name, word) in [
            ("value", "value"),
            ("my_value", "value"),
            ("ParameterKey", "Key"),
            ("MY_KEY", "KEY"),
            ("DBKey", "Key"),
            ("value2", "value"),
            ("a-b.c ", "c"),
            ("数据", "数据"),
            ("1", ""),
            ("", ""),
        ] {
            assert_eq!(last_word(name), word, "{name}");
        }
    }
}
