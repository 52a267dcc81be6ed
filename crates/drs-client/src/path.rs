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

/// A value as one segment of a path.
pub(crate) fn encoded(value: &str) -> String {
    progenitor_client::encode_path(value)
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn what_would_leave_its_segment_is_refused() {
        for value in ["", ".", "..", "..\\..\\v3", "a\\b"] {
            assert!(problem(value).is_some(), "{value}");
        }
        for value in ["19557d51-1ee6-4507-97a6-8f69164jb201", "...", "a b", "a/b", "%2e%2e", "数据"] {
            assert_eq!(problem(value), None, "{value}");
        }
    }
}
