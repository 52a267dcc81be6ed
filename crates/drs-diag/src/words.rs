//! Names in a sentence.

/// How many names a list shows.
const MOST: usize = 20;

/// "`a`, `b` and `c`"; of a long list the beginning and how many more there are.
pub fn list<S: AsRef<str>>(names: &[S], conjunction: &str) -> String {
    let shown = names.len().min(MOST);
    let more = names.len() - shown;
    let mut text = String::new();
    for (index, name) in names[..shown].iter().enumerate() {
        match index {
            0 => {}
            _ if index + 1 == shown && more == 0 => text.extend([" ", conjunction, " "]),
            _ => text.push_str(", "),
        }
        text.extend(["`", name.as_ref(), "`"]);
    }
    if more > 0 {
        text.push_str(&format!(" {conjunction} {more} more"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn lists() {
        assert_eq!(list(&["a"], "or"), "`a`");
        assert_eq!(list(&["a", "b", "c"], "or"), "`a`, `b` or `c`");
        let many: Vec<_> = (0..25).map(|n| n.to_string()).collect();
        assert!(list(&many, "and").ends_with("`19` and 5 more"));
    }
}
