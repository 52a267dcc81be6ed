//! Names and numbers in a sentence.

/// How many names a list shows.
const MAX_NAMES: usize = 20;

/// "`a`, `b` and `c`"; of a long list the beginning and how many more there are.
pub fn list<S: AsRef<str>>(names: &[S], conjunction: &str) -> String {
    let shown = names.len().min(MAX_NAMES);
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

/// "1 error", "2 errors": a number with its noun, whose plural ends in `s`.
pub fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::{count, list};

    #[test]
    fn counts() {
        assert_eq!([count(0, "error"), count(1, "error"), count(2, "error")], ["0 errors", "1 error", "2 errors"]);
    }

    #[test]
    fn lists() {
        assert_eq!(list(&["a"], "or"), "`a`");
        assert_eq!(list(&["a", "b", "c"], "or"), "`a`, `b` or `c`");
        let many: Vec<_> = (0..25).map(|n| n.to_string()).collect();
        assert!(list(&many, "and").ends_with("`19` and 5 more"));
    }
}
