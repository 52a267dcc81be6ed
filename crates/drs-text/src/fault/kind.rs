//! The kinds of violations, their names and their messages.

use std::fmt;

use super::{Ambiguity, Expected, Foreign, NumberFlaw};
use crate::binary::BinaryFormat;

/// The kinds of violations. [`Display`](fmt::Display) gives the message, [`FaultKind::help`] the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The bytes are no UTF-8 (RFC 3629). The span is the first bad sequence; nothing else is looked at.
    NotUtf8 {
        /// Format that they are in, if it is known.
        format: Option<&'static BinaryFormat>,
    },
    /// The text has no value.
    Empty,
    /// The text is longer than the limit; nothing else is looked at.
    TooLarge {
        /// [`Limits::bytes`](crate::Limits::bytes)
        limit: u32,
    },
    /// A container is nested beyond the limit. It is skipped, and reported once.
    TooDeep {
        /// [`Limits::depth`](crate::Limits::depth)
        limit: u32,
    },
    /// The text starts with U+FEFF.
    ByteOrderMark,
    /// The text ends inside a value. Related: the innermost bracket or quote that is open.
    UnexpectedEnd {
        /// What would have to follow.
        expected: Expected,
    },
    /// Something stands where something else must.
    UnexpectedToken {
        /// What must stand there.
        expected: Expected,
    },
    /// Something that belongs to another program.
    Foreign {
        /// What it is.
        what: Foreign,
    },
    /// Something follows the value, in YAML another document.
    TrailingContent,
    /// A comma before a closing bracket.
    TrailingComma,
    /// Two values or members with nothing between them.
    MissingComma,
    /// A comment, which JSON does not have.
    Comment,
    /// A string in single quotes.
    SingleQuotes {
        /// Whether they are the curved ones of a word processor.
        typographic: bool,
    },
    /// A key without quotes.
    UnquotedKey,
    /// Control characters (below U+0020) as they are inside a string. The span covers neighbours.
    ControlCharacter,
    /// A backslash that starts no escape of RFC 8259, section 7.
    InvalidEscape,
    /// A `\u` escape of one half of a surrogate pair.
    LoneSurrogate,
    /// A number that is not spelled as RFC 8259, section 6, demands.
    InvalidNumber {
        /// What is wrong with the spelling.
        reason: NumberFlaw,
    },
    /// A number beyond the range of a double (IEEE 754 binary64).
    NumberOutOfRange,
    /// A bare word that is no JSON value: `True`, `None`, `NaN`, `undefined`; in YAML `.nan` and `.inf`.
    InvalidLiteral,
    /// A key for the second time. Related: the first.
    DuplicateKey,
    /// The text is no YAML; nothing after it is looked at.
    YamlSyntax {
        /// As the YAML parser puts it.
        reason: String,
    },
    /// A plain YAML scalar that YAML 1.1 and 1.2 read differently.
    AmbiguousScalar {
        /// What YAML 1.1 takes it for.
        reading: Ambiguity,
    },
    /// A YAML alias that stands inside its own anchor.
    RecursiveAlias,
    /// YAML aliases that expand to more nodes than are taken.
    AliasBudget {
        /// Nodes, or KiB of text, that the aliases of one stream may add.
        limit: u32,
    },
    /// The YAML 1.1 merge key `<<`.
    MergeKey,
    /// A YAML tag that has no meaning here, or that its value does not match.
    UnsupportedTag,
    /// A YAML mapping or sequence, or an alias of one, as a key.
    ComplexKey,
}

impl FaultKind {
    /// The name of the violation, in words with dashes.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "not-utf-8",
            Self::Empty => "empty-document",
            Self::TooLarge { .. } => "document-too-large",
            Self::TooDeep { .. } => "nesting-too-deep",
            Self::ByteOrderMark => "byte-order-mark",
            Self::UnexpectedEnd { .. } => "unexpected-end",
            Self::UnexpectedToken { .. } | Self::Foreign { .. } => "unexpected-token",
            Self::TrailingContent => "trailing-content",
            Self::TrailingComma => "trailing-comma",
            Self::MissingComma => "missing-comma",
            Self::Comment => "comment",
            Self::SingleQuotes { .. } => "single-quotes",
            Self::UnquotedKey => "unquoted-key",
            Self::ControlCharacter => "control-character",
            Self::InvalidEscape => "invalid-escape",
            Self::LoneSurrogate => "lone-surrogate",
            Self::InvalidNumber { .. } => "invalid-number",
            Self::NumberOutOfRange => "number-out-of-range",
            Self::InvalidLiteral => "invalid-literal",
            Self::DuplicateKey => "duplicate-key",
            Self::YamlSyntax { .. } => "yaml-syntax",
            Self::AmbiguousScalar { .. } => "ambiguous-scalar",
            Self::RecursiveAlias => "recursive-alias",
            Self::AliasBudget { .. } => "alias-budget",
            Self::MergeKey => "merge-key",
            Self::UnsupportedTag => "unsupported-tag",
            Self::ComplexKey => "complex-key",
        }
    }

    /// What to do about it, where there is more to say than the message.
    pub const fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotUtf8 { format: Some(format) } => format.help,
            Self::NotUtf8 { format: None } => "save the file as UTF-8",
            Self::TooDeep { .. } => "write it with fewer levels",
            Self::ByteOrderMark => "save the file as UTF-8 without a byte order mark",
            Self::UnexpectedEnd { .. } => "the text seems to be cut off",
            Self::Foreign { what } => what.help(),
            Self::TrailingContent => "a document has one value; several, each on a line of its own, are JSON Lines",
            Self::TrailingComma => "remove the comma",
            Self::MissingComma => "add a comma",
            Self::Comment => "remove the comment: JSON has none",
            Self::SingleQuotes { .. } => "use double quotes",
            Self::UnquotedKey => "put the key in double quotes",
            Self::ControlCharacter => "write it as an escape such as `\\n`, `\\t` or `\\u0000`",
            Self::InvalidEscape => "write a backslash as `\\\\`",
            Self::LoneSurrogate => "write both halves of the pair, or the character itself",
            Self::InvalidNumber { reason } => reason.help(),
            Self::InvalidLiteral => "the bare words are `true`, `false` and `null`; put other text in double quotes",
            Self::DuplicateKey => "remove one of the two: receivers disagree on which one counts",
            Self::AmbiguousScalar { reading } => reading.help(),
            Self::RecursiveAlias | Self::AliasBudget { .. } => "write the value out",
            Self::MergeKey => "write the members out: merge keys are not part of YAML 1.2",
            Self::UnsupportedTag => "remove the tag; those of the core schema are understood, such as `!!str`",
            Self::ComplexKey => "use a scalar as key",
            Self::UnexpectedToken { expected } => return expected.help(),
            Self::Empty | Self::TooLarge { .. } | Self::NumberOutOfRange | Self::YamlSyntax { .. } => return None,
        })
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 { format: None } => f.write_str("the text is not UTF-8"),
            Self::NotUtf8 { format: Some(format) } if format.is_text() => {
                write!(f, "the text is {}, not UTF-8", format.name)
            }
            Self::NotUtf8 { format: Some(format) } => write!(f, "this is {}, not text in UTF-8", format.name),
            Self::Empty => f.write_str("the document is empty"),
            Self::TooLarge { limit } => write!(f, "the document is longer than {limit} bytes"),
            Self::TooDeep { limit } => write!(f, "the nesting is deeper than {limit} levels"),
            Self::ByteOrderMark => f.write_str("the document starts with a byte order mark"),
            Self::UnexpectedEnd { expected } => write!(f, "expected {expected}, found the end of the document"),
            Self::UnexpectedToken { expected } => write!(f, "expected {expected}"),
            Self::Foreign { what } => what.fmt(f),
            Self::TrailingContent => f.write_str("there is more after the end of the document"),
            Self::TrailingComma => f.write_str("a comma before a closing bracket"),
            Self::MissingComma => f.write_str("a comma is missing"),
            Self::Comment => f.write_str("a comment in JSON"),
            Self::SingleQuotes { typographic: false } => f.write_str("a string in single quotes"),
            Self::SingleQuotes { typographic: true } => f.write_str("a string in typographic quotes"),
            Self::UnquotedKey => f.write_str("a key without quotes"),
            Self::ControlCharacter => f.write_str("a control character in a string"),
            Self::InvalidEscape => f.write_str("an invalid escape in a string"),
            Self::LoneSurrogate => f.write_str("an escape of half a surrogate pair"),
            Self::InvalidNumber { reason } => write!(f, "an invalid number: {reason}"),
            Self::NumberOutOfRange => f.write_str("a number beyond the range of a double"),
            Self::InvalidLiteral => f.write_str("a bare word that is not a JSON value"),
            Self::DuplicateKey => f.write_str("the key appears twice"),
            Self::YamlSyntax { reason } => write!(f, "invalid YAML: {reason}"),
            Self::AmbiguousScalar { reading } => {
                write!(f, "YAML versions disagree on this: in YAML 1.1 it is {reading}, in YAML 1.2 it is not")
            }
            Self::RecursiveAlias => f.write_str("the alias stands inside the value it refers to"),
            Self::AliasBudget { limit } => {
                write!(f, "the aliases expand to more than {limit} nodes or {limit} KiB of text")
            }
            Self::MergeKey => f.write_str("merge keys are not supported"),
            Self::UnsupportedTag => f.write_str("the tag is not supported here"),
            Self::ComplexKey => f.write_str("a mapping or a sequence as a key"),
        }
    }
}
