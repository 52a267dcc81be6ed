//! Texts that stand in templates and instructions for what the reader is to fill in.

/// What placeholders begin with.
static BEGINNINGS: [bool; 256] = {
    let (mut class, letters, mut index) = ([false; 256], b"<*xXcCrRyY", 0);
    while index < letters.len() {
        class[letters[index] as usize] = true;
        index += 1;
    }
    class
};

/// Whether a text is a placeholder: `<job_id>`, `***`, `xxx`, `CHANGE_ME`, `your-password`.
#[expect(clippy::inline_always, reason = "measured: a call takes longer than what is done in most of them")]
#[inline(always)]
pub(crate) fn is_placeholder(text: &[u8]) -> bool {
    // Most texts are none, which is seen without a call.
    text.first().is_some_and(|first| BEGINNINGS[usize::from(*first)]) && is_as_whole(text)
}

/// The same of a text that begins as one.
fn is_as_whole(text: &[u8]) -> bool {
    match text {
        [b'<', inside @ .., b'>'] => {
            inside.iter().any(u8::is_ascii_alphabetic) && !inside.iter().any(|byte| matches!(byte, b'<' | b'>'))
        }
        [b'*', ..] => consists_of(text, b'*'),
        [b'x' | b'X', ..] => consists_of(text, b'x'),
        [b'c' | b'C', ..] => is_phrase(text, "changeme"),
        [b'r' | b'R', ..] => is_phrase(text, "replaceme"),
        [b'y' | b'Y', _, _, _, b'-' | b'_' | b' ', _, ..] => text[..4].eq_ignore_ascii_case(b"your"),
        _ => false,
    }
}

/// Whether a text that may have JSON's escapes in it may be a placeholder, once they are decoded.
pub(crate) fn may_begin_placeholder(text: &[u8]) -> bool {
    text.starts_with(b"\\u") || text.first().is_some_and(|first| BEGINNINGS[usize::from(*first)])
}

/// Whether a text is one letter, three times or more.
fn consists_of(text: &[u8], letter: u8) -> bool {
    text.len() >= 3 && text.iter().all(|byte| byte.eq_ignore_ascii_case(&letter))
}

/// Whether a text is a phrase but for case and what separates its words.
fn is_phrase(text: &[u8], phrase: &str) -> bool {
    let letters = text.iter().filter(|byte| !matches!(byte, b'-' | b'_' | b' ')).map(u8::to_ascii_lowercase);
    text.len() <= phrase.len() + 2 && letters.eq(phrase.bytes())
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn placeholders_and_what_only_resembles_them() {
        for text in [
            "<job_id>",
            "<Your password>",
            "***",
            "xxx",
            "XXXXXXXX",
            "CHANGE_ME",
            "changeme",
            "Replace-Me",
            "your_db",
            "YOUR PASSWORD",
        ] {
            assert!(is_placeholder(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "<>",
            "<1>",
            "<a",
            "a>",
            "<a><b>",
            "**",
            "***a",
            "xx",
            "xxl",
            "change",
            "change me too",
            "yours",
            "your_",
            "younger",
            "数据",
        ] {
            assert!(!is_placeholder(text.as_bytes()), "{text}");
        }
    }
}
