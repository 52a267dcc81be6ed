//! Sentences of the contract as words for a message.

use std::fmt::Display;

use crate::contract::EnumValue;

/// How many characters a list of values with their meanings may have.
const MAX_EXPLAINED_CHARS: usize = 320;

/// The first sentence of a description, without its full stop.
pub(super) fn first_sentence(description: &str) -> String {
    let text = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = text.match_indices(". ").find(|(at, _)| {
        let before = &text[..*at];
        !before.ends_with("e.g") && !before.ends_with("i.e") && before.matches('`').count() % 2 == 0
    });
    let sentence = ends.map_or(text.as_str(), |(at, _)| &text[..at]);
    sentence.strip_suffix('.').unwrap_or(sentence).to_owned()
}

/// A sentence as a clause: without its capital, unless that belongs to the word (`VPC`, `MySQL`).
pub(super) fn clause(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let Some(first) = letters.next() else { return String::new() };
    let word = sentence.split_whitespace().next().unwrap_or_default();
    let is_name = word.chars().skip(1).any(|c| !c.is_lowercase() && !matches!(c, '.' | ',' | ';' | ':' | '-'));
    if is_name { sentence.to_owned() } else { first.to_lowercase().chain(letters).collect() }
}

/// "allowed: `a` (what it means), `b`", or without the meanings if that would be long.
pub(super) fn allowed<T: Display>(values: &[EnumValue<T>]) -> String {
    let explained = values.iter().map(|it| match &*first_sentence(&it.description) {
        "" => format!("`{}`", it.value),
        meaning => format!("`{}` ({meaning})", it.value),
    });
    let explained = explained.collect::<Vec<_>>().join(", ");
    if explained.chars().count() <= MAX_EXPLAINED_CHARS {
        return format!("allowed: {explained}");
    }
    let names: Vec<_> = values.iter().map(|it| it.value.to_string()).collect();
    format!("allowed: {}", drs_diag::list(&names, "or"))
}

#[cfg(test)]
mod tests {
    use super::{allowed, clause, first_sentence};
    use crate::contract::EnumValue;

    #[test]
    fn sentences() {
        assert_eq!(first_sentence("One. Two."), "One");
        assert_eq!(first_sentence("Name, e.g. `a. b`, of it.\n"), "Name, e.g. `a. b`, of it");
        assert_eq!(first_sentence("No stop"), "No stop");
    }

    #[test]
    fn sentences_as_clauses() {
        for (sentence, expected) in [
            ("Account of the task", "account of the task"),
            ("A name", "a name"),
            ("VPC of the node", "VPC of the node"),
            ("MySQL on an ECS", "MySQL on an ECS"),
            ("IPv4 address", "IPv4 address"),
            ("Oracle.", "oracle."),
            ("`DROP DATABASE` is kept", "`DROP DATABASE` is kept"),
            ("", ""),
        ] {
            assert_eq!(clause(sentence), expected);
        }
    }

    #[test]
    fn values_with_their_meanings() {
        let value =
            |value: &str, description: &str| EnumValue { value: value.to_owned(), description: description.to_owned() };
        let few = [value("so", "Source, which is read from. It stays."), value("x86", "")];
        assert_eq!(allowed(&few), "allowed: `so` (Source, which is read from), `x86`");
        let long = std::array::from_fn::<_, 20, _>(|_| value("a", "A meaning as long as a story."));
        assert!(allowed(&long).starts_with("allowed: `a`, `a`"));
    }
}
