//! Passwords in addresses: `mysql://root:x@h`, `scott/x@h`, `root:x@h`.

use std::ops::Range;

/// What stands before a colon and is no user.
const SCHEMES: [&[u8]; 6] = [b"acct", b"jdbc", b"mailto", b"npm", b"sip", b"xmpp"];

/// Longer addresses without a scheme are none.
const MAX_ADDRESS_BYTES: usize = 512;

/// Adds the passwords of all addresses in `bytes`.
pub(super) fn passwords(bytes: &[u8], found: &mut Vec<Range<usize>>) {
    let mut past = 0;
    while let Some(at) = find(&bytes[past..], b'@').map(|at| past + at) {
        // A password may have the sign too, and then the last one ends it.
        let scheme = bytes[past..at].windows(3).position(|three| three == b"://").map(|scheme| past + scheme + 3);
        if let Some(user) = scheme.filter(|&user| !bytes[user..at].iter().any(|&byte| ends_word(byte))) {
            let end = bytes[at..].iter().position(|&byte| ends_word(byte)).map_or(bytes.len(), |end| at + end);
            let host = bytes[user..end].iter().rposition(|&byte| byte == b'@').map_or(at, |at| user + at);
            // A name alone is a token.
            let password = find(&bytes[user..host], b':').map_or(user, |colon| user + colon + 1);
            found.extend((password < host).then_some(password..host));
            past = end;
            continue;
        }
        let start = bytes[past..at].iter().rposition(|&byte| ends_address(byte)).map_or(past, |index| past + index + 1);
        let start = start.max(at.saturating_sub(MAX_ADDRESS_BYTES));
        let end = bytes[at..].iter().position(|&byte| ends_address(byte)).map_or(bytes.len(), |end| at + end);
        let mut signs = (at..end).rev().filter(|&sign| bytes[sign] == b'@');
        let host = signs.find(|&sign| !bytes[sign..].starts_with(b"@sha256:"));
        found.extend(host.and_then(|host| password(bytes, start, host)));
        past = end.max(at + 1);
    }
}

/// The password in what stands before the sign at `at`, without a scheme.
fn password(bytes: &[u8], start: usize, at: usize) -> Option<Range<usize>> {
    let text = bytes.get(start..at)?;
    let user = if text.starts_with(b"jdbc:") {
        // The user follows the driver: `jdbc:oracle:thin:scott`.
        let driver = find(text, b'/').unwrap_or(text.len());
        text[..driver].iter().rposition(|&byte| byte == b':').map_or(0, |colon| colon + 1)
    } else {
        0
    };
    let end = user + text[user..].iter().position(|&byte| matches!(byte, b'/' | b':'))?;
    let name = &text[user..end];
    let is_password = is_user(name) && !(text[end] == b':' && is_no_user(name));
    (is_password && end + 1 < text.len()).then(|| start + end + 1..at)
}

fn find(bytes: &[u8], wanted: u8) -> Option<usize> {
    bytes.iter().position(|&byte| byte == wanted)
}

fn is_user(name: &[u8]) -> bool {
    let is_part = |&byte: &u8| byte.is_ascii_alphanumeric() || b"_-.@#+%\\".contains(&byte) || byte >= 0x80;
    !name.is_empty() && name.iter().all(is_part)
}

/// Whether what stands before a colon is a scheme, or a number as in a time of day.
fn is_no_user(name: &[u8]) -> bool {
    SCHEMES.contains(&name) || name.iter().all(u8::is_ascii_digit)
}

/// Whether a byte is no part of an address with a scheme.
const fn ends_word(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'"' | b'`')
}

/// Whether a byte is no part of another address.
const fn ends_address(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'`' | b'<' | b'>' | b',' | b'(' | b'{' | b'[' | b'=')
}
