//! Secrets inside a text that is not secret as a whole.

use std::ops::Range;

use crate::secrets::Secrets;

/// Longer addresses are none.
const MAX_ADDRESS_BYTES: usize = 512;

/// The parts of `text` that are secret: passwords of addresses, and what follows a secret's name.
pub(super) fn secret_parts(text: &str, secrets: &Secrets) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Most texts are one word.
    if text.bytes().all(is_word) {
        return found;
    }
    passwords(text.as_bytes(), &mut found);
    found.extend(after_name(text, secrets));
    found
}

/// What follows the first secret's name among the words of `text`, up to its end: `--password x`, `password=x`, JSON in a
/// string.
fn after_name(text: &str, secrets: &Secrets) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let end = start + bytes[start..].iter().position(|&byte| !is_word(byte)).unwrap_or(bytes.len() - start);
        if end == bytes.len() {
            return None;
        }
        if end > start && secrets.is_secret(&text[start..end]) {
            let value = end + bytes[end..].iter().position(|&byte| !is_separator(byte))?;
            return Some(value..bytes.len());
        }
        // What a backslash escapes is no part of a word.
        start = end + if bytes[end] == b'\\' { 2 } else { 1 };
        while start < bytes.len() && !text.is_char_boundary(start) {
            start += 1;
        }
    }
    None
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || byte >= 0x80
}

/// Whether a byte may stand between a name and its value.
const fn is_separator(byte: u8) -> bool {
    byte.is_ascii_whitespace()
        || matches!(byte, b':' | b'=' | b'"' | b'\'' | b'\\' | b'`' | b',' | b'>' | b'}' | b']' | b')')
}

/// Adds the passwords of all addresses in `bytes`.
fn passwords(bytes: &[u8], found: &mut Vec<Range<usize>>) {
    let (mut start, mut past) = (0, 0);
    for (at, _) in bytes.iter().enumerate().filter(|&(_, &byte)| byte == b'@') {
        // A password may have the sign too: the address goes on.
        if let Some(index) = bytes[past..at].iter().rposition(|&byte| ends_address(byte)) {
            start = past + index + 1;
        }
        start = start.max(at.saturating_sub(MAX_ADDRESS_BYTES));
        found.extend(password(bytes, start, at));
        past = at;
    }
}

/// The password in what stands before the sign at `at`.
fn password(bytes: &[u8], start: usize, at: usize) -> Option<Range<usize>> {
    let text = &bytes[start..at];
    let position = |text: &[u8], wanted: u8| text.iter().position(|&byte| byte == wanted);
    let password = if let Some(scheme) = text.windows(3).position(|three| three == b"://") {
        let user = scheme + 3;
        // A name alone is a token.
        user + position(&text[user..], b':').map_or(0, |colon| colon + 1)
    } else {
        let slash = position(text, b'/')?;
        let is_user = slash > 0 && text[..slash].iter().all(|&byte| is_word(byte) || byte == b'.');
        is_user.then_some(slash + 1)?
    };
    (password < text.len()).then(|| start + password..at)
}

/// Whether a byte is no part of an address.
const fn ends_address(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'`' | b'<' | b'>' | b',' | b'(' | b'{' | b'[' | b'=')
}

#[cfg(test)]
mod tests {
    use super::secret_parts;
    use crate::secrets::Secrets;

    #[test]
    fn passwords_of_addresses_and_what_follows_a_name() {
        for (text, parts) in [
            ("mysql://root:x!y@10.0.0.1/db", vec!["x!y"]),
            ("mysql://root:x@y@h", vec!["x", "x@y"]),
            ("https://tok@h", vec!["tok"]),
            ("https://h:80/a", vec![]),
            ("jdbc:oracle:thin:scott/tiger@h:1521", vec![]),
            ("scott/tiger@h:1521/x", vec!["tiger"]),
            ("a@b.c", vec![]),
            ("/a/b@c", vec![]),
            ("@", vec![]),
            ("mysql --password x y", vec!["x y"]),
            ("h?user=a&password=x&b=c", vec!["x&b=c"]),
            ("password:x", vec!["x"]),
            (r#"{\"password\":\"x\"}"#, vec![r#"x\"}"#]),
            (r"a\npassword: x", vec!["x"]),
            ("password", vec![]),
            ("the password: ", vec![]),
            ("数据库password x", vec![]),
            ("数 password x", vec!["x"]),
            (r"\数password x", vec!["x"]),
        ] {
            let found = secret_parts(text, &Secrets::new(&["password"]));
            let found: Vec<_> = found.into_iter().map(|part| &text[part]).collect();
            assert_eq!(found, parts, "{text}");
        }
    }
}
