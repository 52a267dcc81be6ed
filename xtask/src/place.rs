//! Places: a file, and a range of bytes in it.

use drs_text::Span;

/// One file of [`Files`](crate::files::Files).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FileId(pub(crate) u32);

/// Where something stands: a file and a range of bytes in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Bytes of that file, half open.
    pub span: Span,
}
