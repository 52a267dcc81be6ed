//! Passwords in the addresses of servers.

use super::is_word;
use crate::Span;

/// Longer addresses are none.
const LONGEST: usize = 512;

/// Adds the passwords of all addresses in `bytes`.
pub(super) fn passwords(bytes: &[u8], found: &mut Vec<Span>) {
    let (mut start, mut past) = (0, 0);
    for at in memchr::memchr_iter(b'@', bytes) {
        // A password may have the sign too: the address goes on.
        if let Some(index) = bytes[past..at].iter().rposition(|&byte| ends_address(byte)) {
            start = past + index + 1;
        }
        start = start.max(at.saturating_sub(LONGEST));
        found.extend(password(bytes, start, at));
        past = at;
    }
}

/// The password in what stands before the sign at `at`.
fn password(bytes: &[u8], start: usize, at: usize) -> Option<Span> {
    let text = &bytes[start..at];
    let password = if let Some(scheme) = memchr::memmem::find(text, b"://") {
        let user = scheme + 3;
        // A name alone is a token.
        user + memchr::memchr(b':', &text[user..]).map_or(0, |colon| colon + 1)
    } else {
        let slash = memchr::memchr(b'/', text)?;
        let is_user = slash > 0 && text[..slash].iter().all(|&byte| is_word(byte));
        is_user.then_some(slash + 1)?
    };
    (password < text.len()).then(|| Span::of(start + password..at))
}

/// Whether a byte is no part of an address.
const fn ends_address(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'`' | b'<' | b'>' | b',' | b'(' | b'{' | b'[' | b'=')
}
