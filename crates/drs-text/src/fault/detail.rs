//! What a kind of violation says more precisely.

use std::fmt;

/// What a parser would have accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Any value.
    Value,
    /// A key in double quotes.
    Key,
    /// The colon between a key and its value.
    Colon,
    /// A comma or the end of the array.
    CommaOrBracket,
    /// A comma or the end of the object.
    CommaOrBrace,
    /// The quote that ends the string.
    Quote,
    /// The `*/` that ends the comment.
    CommentEnd,
    /// A blank, line feed, carriage return or tab, or none.
    Whitespace,
}

impl Expected {
    pub(super) const fn help(self) -> Option<&'static str> {
        Some(match self {
            Self::Colon => "before this, a `:` or the closing quote of a string is missing",
            Self::CommaOrBracket | Self::CommaOrBrace => {
                "before this, a comma, quote or bracket is missing, or there is one too many"
            }
            Self::Quote => "close the string",
            Self::Whitespace => "write an ordinary blank",
            Self::Value | Self::Key | Self::CommentEnd => return None,
        })
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "a value",
            Self::Key => "a key in double quotes",
            Self::Colon => "`:`",
            Self::CommaOrBracket => "`,` or `]`",
            Self::CommaOrBrace => "`,` or `}`",
            Self::Quote => "the closing quote of the string",
            Self::CommentEnd => "`*/`",
            Self::Whitespace => "ordinary white space",
        })
    }
}

/// How the spelling of a number differs from RFC 8259.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NumberFlaw {
    /// `007`
    LeadingZero,
    /// `+1`
    PlusSign,
    /// `.5`
    NoIntegerPart,
    /// `1.` or `1.e3`
    NoFraction,
    /// `1e` or `1e+`
    NoExponent,
    /// `0x1F`
    Hexadecimal,
    /// Anything else that starts like a number.
    Malformed,
}

impl NumberFlaw {
    pub(super) const fn help(self) -> &'static str {
        match self {
            Self::LeadingZero => "remove the zeros, or put the digits in double quotes if they are a text",
            Self::PlusSign => "remove the sign",
            Self::NoIntegerPart => "write a digit before the point",
            Self::NoFraction => "remove the point or write a digit after it",
            Self::NoExponent => "write a digit after the `e`",
            Self::Hexadecimal => "write the number in decimal, or put it in double quotes if it is a text",
            Self::Malformed => "put it in double quotes if it is a text",
        }
    }
}

impl fmt::Display for NumberFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LeadingZero => "it starts with a zero",
            Self::PlusSign => "it has a plus sign",
            Self::NoIntegerPart => "no digit before the point",
            Self::NoFraction => "no digit after the point",
            Self::NoExponent => "no digit in the exponent",
            Self::Hexadecimal => "it is hexadecimal",
            Self::Malformed => "this is not how JSON writes numbers",
        })
    }
}

/// What YAML 1.1 takes a plain scalar for that YAML 1.2 reads otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ambiguity {
    /// `yes`, `no`, `on`, `off`, `y`, `n`: a boolean, and a string in 1.2.
    Bool,
    /// `017`: an octal number, and a decimal one in 1.2.
    Octal,
    /// `0o17`, `1e3`, `08`: a string, and a number in 1.2.
    Text,
    /// `1_000`, `0b11`: a number, and a string in 1.2.
    Number,
    /// `01:30`: a number to the base 60, and a string in 1.2.
    Sexagesimal,
    /// `2026-01-31`: a point in time, and a string in 1.2.
    Timestamp,
}

impl Ambiguity {
    pub(super) const fn help(self) -> &'static str {
        match self {
            Self::Bool => "put a text in quotes; write a boolean as `true` or `false`",
            Self::Octal | Self::Text | Self::Number => "put a text in quotes; write a number in plain decimal digits",
            Self::Sexagesimal | Self::Timestamp => "put it in quotes",
        }
    }
}

impl fmt::Display for Ambiguity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "a boolean",
            Self::Octal => "an octal number",
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Sexagesimal => "a number to the base 60",
            Self::Timestamp => "a timestamp",
        })
    }
}
