//! The checks that come before any syntax: length, encoding, byte order mark.

use crate::fault::{Fault, FaultKind, Faults};
use crate::span::offset;
use crate::{Limits, Span};

/// U+FEFF at the start of a text, where some editors put it.
const MARK: &str = "\u{FEFF}";

/// The text and where its content starts, unless the length or the encoding forbids to go on.
pub(crate) fn accept<'s>(bytes: &'s [u8], limits: Limits, faults: &mut Faults) -> Option<(&'s str, usize)> {
    if let Some(limit) = limits.exceeded_by(bytes.len()) {
        faults.push(Fault::new(FaultKind::TooLarge { limit }, Span::at(limit)));
        return None;
    }
    if is_utf16(bytes) {
        faults.push(Fault::new(FaultKind::NotUtf8 { utf16: true }, Span::new(0, 2)));
        return None;
    }
    let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
        faults.push(Fault::new(FaultKind::NotUtf8 { utf16: false }, first_bad(bytes)));
        return None;
    };
    if !text.starts_with(MARK) {
        return Some((text, 0));
    }
    faults.push(Fault::new(FaultKind::ByteOrderMark, Span::of(0..MARK.len())));
    Some((text, MARK.len()))
}

/// Whether a text is surely UTF-16: it has its byte order mark, or one of its first two bytes is zero, since all syntax
/// starts with ASCII (RFC 4627, section 3).
pub fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, 1..=127, ..] | [1..=127, 0, ..])
}

/// The first sequence that is no UTF-8: the bytes that a decoder would replace by one U+FFFD.
fn first_bad(bytes: &[u8]) -> Span {
    let Err(error) = std::str::from_utf8(bytes) else {
        return Span::default();
    };
    let start = error.valid_up_to();
    let end = error.error_len().map_or(bytes.len(), |length| start + length);
    Span::new(offset(start), offset(end))
}
