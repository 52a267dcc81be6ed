//! Putting a text together, in one allocation: a document with many mistakes is mostly words about them.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How long most texts are not, in bytes.
pub(super) const LENGTH: usize = 96;

/// A part of a text.
pub(super) trait Piece {
    /// Writes the part at the end of a text.
    fn add_to(&self, text: &mut String);
}

impl Piece for str {
    fn add_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Piece for String {
    fn add_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Piece for Cow<'_, str> {
    fn add_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Piece for u32 {
    fn add_to(&self, text: &mut String) {
        i64::from(*self).add_to(text);
    }
}

impl Piece for i64 {
    fn add_to(&self, text: &mut String) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{self}");
    }
}

impl<P: Piece + ?Sized> Piece for &P {
    fn add_to(&self, text: &mut String) {
        (**self).add_to(text);
    }
}

/// Pieces one after the other, as a `String`.
macro_rules! text {
    ($($piece:expr),+ $(,)?) => {{
        let mut text = String::with_capacity($crate::explain::text::LENGTH);
        $($crate::explain::text::Piece::add_to(&$piece, &mut text);)+
        text
    }};
}
pub(super) use text;
