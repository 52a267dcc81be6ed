//! The documents of JSON Lines.

use std::ops::Range;

/// A line that is not blank.
pub(crate) struct Line {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// Where its document stands: without line end, and without the record separator of RFC 7464.
    pub(crate) range: Range<usize>,
}

/// The lines of a text that have a document.
pub(crate) fn lines(text: &[u8]) -> impl Iterator<Item = Line> {
    let mut start = 0;
    (1..).zip(text.split(|&byte| byte == b'\n')).filter_map(move |(number, line)| {
        let mut range = start..start + line.len();
        start = range.end + 1;
        if line.ends_with(b"\r") {
            range.end -= 1;
        }
        if line.starts_with(b"\x1E") {
            range.start += 1;
        }
        let is_blank = text[range.clone()].iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
        (!is_blank).then_some(Line { number, range })
    })
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn blank_lines_have_no_document() {
        for (text, expected) in [
            ("", vec![]),
            ("\n\n", vec![]),
            ("1", vec![(1, "1")]),
            ("1\n2\n", vec![(1, "1"), (2, "2")]),
            ("1\r\n \t\r\n3\r\n", vec![(1, "1"), (3, "3")]),
            ("\u{1e}1\n\u{1e}2\n", vec![(1, "1"), (2, "2")]),
            ("\u{1e}\n 2 ", vec![(2, " 2 ")]),
        ] {
            let found: Vec<_> = lines(text.as_bytes()).map(|line| (line.number, &text[line.range])).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
