//! The six kinds of JSON values.

use std::fmt;

/// The six kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`
    Null = 0,
    /// `true` or `false`
    Bool = 1,
    /// A number, kept as its text.
    Number = 2,
    /// A string.
    String = 3,
    /// An array of items.
    Array = 4,
    /// An object of members.
    Object = 5,
}

impl Kind {
    /// Whether values of the kind have values in them.
    #[inline]
    pub const fn is_container(self) -> bool {
        matches!(self, Self::Array | Self::Object)
    }

    /// Its name: `null`, `boolean`, `number`, `string`, `array`, `object`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
