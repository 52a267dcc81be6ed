//! The checks that come before any syntax: length, encoding, byte order mark.

use crate::binary::binary_format;
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
    if let Some(format) = binary_format(bytes) {
        faults.push(Fault::new(FaultKind::NotUtf8 { format: Some(format) }, Span::new(0, 2)));
        return None;
    }
    let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
        faults.push(Fault::new(FaultKind::NotUtf8 { format: None }, first_bad(bytes)));
        return None;
    };
    if !text.starts_with(MARK) {
        return Some((text, 0));
    }
    faults.push(Fault::new(FaultKind::ByteOrderMark, Span::of(0..MARK.len())));
    Some((text, MARK.len()))
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
