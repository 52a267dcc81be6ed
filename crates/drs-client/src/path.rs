//! What may stand in a path.

/// Why a value cannot be one segment of a path, if it cannot. Percent-encoding does not help: `.` and `..` are removed from a
/// URL also in their encoded form, and `\` is read as `/`.
pub(crate) fn problem(value: &str) -> Option<&'static str> {
    match value {
        "" => Some("it is empty"),
        "." | ".." => Some("it would change the path"),
        _ if value.contains('\\') => Some("it contains a backslash"),
        _ => None,
    }
}

/// Why a text cannot be the id of a project, if it cannot. Which letters and digits it has nobody promises, but it is one word, and
/// it stands in a header too.
pub(crate) fn id_problem(id: &str) -> Option<&'static str> {
    if let Some(problem) = problem(id) {
        return Some(problem);
    }
    let decoded = id.to_ascii_lowercase().replace("%2e", ".").replace("%2f", "/").replace("%5c", "/");
    match id {
        _ if decoded.contains('/') => Some("it contains a slash"),
        _ if matches!(decoded.as_str(), "." | "..") => Some("it would change the path"),
        _ if id.contains(char::is_whitespace) => Some("it contains white space"),
        _ if drs_diag::escape(id) != id => Some("it contains a character that cannot be seen"),
        _ if id.contains(['?', '#', '{', '}']) => Some("it contains a character that no id has"),
        _ => None,
    }
}

/// A value as one segment of a path.
pub(crate) fn encoded(value: &str) -> String {
    progenitor_client::encode_path(value)
}

#[cfg(test)]
mod tests {
    use super::{id_problem, problem};

    #[test]
    fn what_would_leave_its_segment_is_refused() {
        for value in ["", ".", "..", "..\\..\\v3", "a\\b"] {
            assert!(problem(value).is_some(), "{value}");
        }
        for value in ["19557d51-1ee6-4507-97a6-8f69164jb201", "...", "a b", "a/b", "%2e%2e", "数据"] {
            assert_eq!(problem(value), None, "{value}");
        }
    }

    #[test]
    fn the_id_of_a_project_is_one_word() {
        for (id, expected) in [
            ("x/../y", "it contains a slash"),
            ("x%2F..%2Fy", "it contains a slash"),
            ("%2e%2E", "it would change the path"),
            ("a b", "it contains white space"),
            ("a\u{a0}b", "it contains white space"),
            ("a\n", "it contains white space"),
            ("a\u{7}", "it contains a character that cannot be seen"),
            ("a\u{202e}b", "it contains a character that cannot be seen"),
            ("a?b", "it contains a character that no id has"),
            ("{project_id}", "it contains a character that no id has"),
            ("", "it is empty"),
            ("..", "it would change the path"),
        ] {
            assert_eq!(id_problem(id), Some(expected), "{id:?}");
        }
        for id in ["054ba152d480d55b2f5dc0069e7ddef0", "054BA152", "p", "my-project_1", "a..b", "100%"] {
            assert_eq!(id_problem(id), None, "{id}");
        }
    }
}
