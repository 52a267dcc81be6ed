//! Putting a text together, in one allocation: a report is mostly text.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Bytes that most texts do not exceed.
pub(super) const TYPICAL_BYTES: usize = 96;

/// A part of a text.
pub(super) trait TextPart {
    /// Writes the part at the end of a text.
    fn add_to(&self, text: &mut String);
}

impl TextPart for str {
    fn add_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl TextPart for String {
    fn add_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl TextPart for Cow<'_, str> {
    fn add_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl TextPart for u32 {
    fn add_to(&self, text: &mut String) {
        i64::from(*self).add_to(text);
    }
}

impl TextPart for i64 {
    fn add_to(&self, text: &mut String) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{self}");
    }
}

impl<P: TextPart + ?Sized> TextPart for &P {
    fn add_to(&self, text: &mut String) {
        (**self).add_to(text);
    }
}

/// Parts one after the other, as a `String`.
macro_rules! text {
    ($($part:expr),+ $(,)?) => {{
        let mut text = String::with_capacity($crate::explain::text::TYPICAL_BYTES);
        $($crate::explain::text::TextPart::add_to(&$part, &mut text);)+
        text
    }};
}
pub(super) use text;
