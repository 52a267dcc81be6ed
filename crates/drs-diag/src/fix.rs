//! A change that a program may make on its own, because it is right whenever its diagnostic is.

use std::borrow::Cow;

use drs_text::Edit;

/// A machine-applicable change: all its edits together, or none.
///
/// A fix whose edits do not fit its text or each other is left out of every output.
///
/// # Secrets
///
/// A fix must not carry the value of a secret. One whose edits write over a part of a masked value, insert inside it, or contain
/// a masked value's text is left out of every output too; formats for people still show its message. To put quotes around a
/// value that may be a secret, use two edits with empty spans, one directly before the value and one directly after it: they
/// never carry the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, in the imperative: "quote the number".
    pub message: Cow<'static, str>,
    /// The edits: byte spans into the same text as the diagnostic's span, disjoint.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that makes all of `edits`.
    pub fn new(message: impl Into<Cow<'static, str>>, edits: Vec<Edit>) -> Self {
        Self { message: message.into(), edits }
    }
}
