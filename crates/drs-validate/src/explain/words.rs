//! Words for places and values, as they may be shown: escaped, bounded, without secrets.

use drs_text::{Kind, Node};

use crate::schema::Property;
use crate::trail::{PathId, Segment, Trail};

/// How many characters of a user's text a message shows.
const LONGEST: usize = 40;

/// How many names or values a list shows.
pub(crate) const MOST_LISTED: usize = 20;

/// How many characters a list with explanations may have.
const EXPLAINED: usize = 320;

/// A kept place as a noun: `` `db_port` ``, `` `jobs[0]` ``, "the document".
pub(super) fn place(trail: &Trail<'_>, path: PathId) -> String {
    match plain(trail, path) {
        Some(name) => format!("`{name}`"),
        None => "the document".to_owned(),
    }
}

fn plain(trail: &Trail<'_>, path: PathId) -> Option<String> {
    Some(match trail.last(path)? {
        Segment::Key(_) => trail.key(path).map_or_else(|| "*".to_owned(), |key| bounded(&key)),
        Segment::Index(index) => format!("{}[{index}]", plain(trail, trail.parent(path)).unwrap_or_default()),
    })
}

/// Names of members one below the other: `` `job.params` ``.
pub(super) fn chain(properties: &[&'static Property]) -> String {
    let names: Vec<_> = properties.iter().map(|property| property.name).collect();
    format!("`{}`", names.join("."))
}

/// A text of the user's, quoted: escaped and cut off where it gets long.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", bounded(text))
}

fn bounded(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", drs_diag::escape(&text[..cut])),
        None => drs_diag::escape(text),
    }
}

/// A scalar as it may be shown in a message, quoted; `None` for containers and secrets.
pub(super) fn value(node: Node<'_>, secret: bool) -> Option<String> {
    if secret {
        return None;
    }
    match node.kind() {
        Kind::String => node.as_str().map(|text| quoted(&text)),
        Kind::Number => node.as_number().map(quoted),
        Kind::Bool | Kind::Null => Some(quoted(node.raw())),
        Kind::Array | Kind::Object => None,
    }
}

/// What was found, as a noun: "the number `1521`", "an object".
pub(super) fn found(node: Node<'_>, secret: bool) -> String {
    let (definite, indefinite) = match node.kind() {
        Kind::Null => return "`null`".to_owned(),
        Kind::Bool => ("the boolean", "a boolean"),
        Kind::Number => ("the number", "a number"),
        Kind::String => ("the string", "a string"),
        Kind::Array => return "an array".to_owned(),
        Kind::Object => return "an object".to_owned(),
    };
    value(node, secret).map_or_else(|| indefinite.to_owned(), |value| format!("{definite} {value}"))
}

/// "`a`, `b` and `c`"; of a long list the beginning.
pub(crate) fn list<S: AsRef<str>>(names: &[S], conjunction: &str) -> String {
    let quoted: Vec<_> = names.iter().take(MOST_LISTED).map(|name| format!("`{}`", name.as_ref())).collect();
    let more = names.len() - quoted.len();
    if more > 0 {
        return format!("{} {conjunction} {more} more", quoted.join(", "));
    }
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {conjunction} {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// Allowed values with their meanings, or without if that would be long.
pub(super) fn values(listed: &[(String, &'static str)]) -> String {
    let explain = |(value, meaning): &(String, &str)| match *meaning {
        "" => format!("`{value}`"),
        meaning => format!("`{value}` ({meaning})"),
    };
    let explained: Vec<_> = listed.iter().map(explain).collect();
    let explained = explained.join(", ");
    if explained.chars().count() <= EXPLAINED {
        return explained;
    }
    let names: Vec<_> = listed.iter().map(|(value, _)| value).collect();
    list(&names, "or")
}

/// A sentence as a clause: without its capital, unless that belongs to the word (`VPC`, `MySQL`).
pub(super) fn decapitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let Some(first) = letters.next() else { return String::new() };
    let word = sentence.split_whitespace().next().unwrap_or_default();
    let is_name = word.chars().skip(1).any(|c| !c.is_lowercase() && !matches!(c, '.' | ',' | ';' | ':' | '-'));
    if is_name { sentence.to_owned() } else { first.to_lowercase().chain(letters).collect() }
}

/// "1 item", "2 items".
pub(crate) fn count(number: u32, noun: &str) -> String {
    if number == 1 { format!("{number} {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::{decapitalized, list, quoted, values};

    #[test]
    fn long_and_strange_texts() {
        assert_eq!(quoted("a\u{1b}[31m\n"), r"`a\u{1b}[31m\u{a}`");
        assert_eq!(quoted(&"x".repeat(41)), format!("`{}…`", "x".repeat(40)));
        assert_eq!(quoted(&"ü".repeat(40)), format!("`{}`", "ü".repeat(40)));
    }

    #[test]
    fn lists() {
        assert_eq!(list(&["a"], "or"), "`a`");
        assert_eq!(list(&["a", "b", "c"], "or"), "`a`, `b` or `c`");
        let many: Vec<_> = (0..25).map(|n| n.to_string()).collect();
        assert!(list(&many, "and").ends_with("`19` and 5 more"));
        let meanings = [("so".to_owned(), "Source, which is read from"), ("x86".to_owned(), "")];
        assert_eq!(values(&meanings), "`so` (Source, which is read from), `x86`");
        let long = std::array::from_fn::<_, 20, _>(|_| ("a".to_owned(), "A meaning as long as a story"));
        assert!(values(&long).starts_with("`a`, `a`"));
    }

    #[test]
    fn sentences_as_clauses() {
        for (sentence, clause) in [
            ("Account of the task", "account of the task"),
            ("A name", "a name"),
            ("VPC of the node", "VPC of the node"),
            ("MySQL on an ECS", "MySQL on an ECS"),
            ("IPv4 address", "IPv4 address"),
            ("Oracle.", "oracle."),
            ("`DROP DATABASE` is kept", "`DROP DATABASE` is kept"),
            ("", ""),
        ] {
            assert_eq!(decapitalized(sentence), clause);
        }
    }
}
