//! The arena that JSON and YAML are parsed into.
//!
//! Nodes lie in one vector in document order, 16 bytes each: a container, then its members (key, value, key, value) or
//! items, each followed by its own subtree. A container knows the index past its subtree, so a sibling is one step
//! away. Text that differs from its source (an escape, a folded scalar, a number spelled as RFC 8259 does not) is kept
//! once in `decoded`; everything else is a slice of the source.

use std::fmt;

use crate::Span;
use crate::kind::Kind;
use crate::span::offset;

/// How much a parser takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Containers within each other, 64 by default: `[[1]]` has depth 2.
    pub depth: u32,
    /// Bytes of text, 256 MiB by default; more than 2 GiB are never taken.
    pub bytes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 64, bytes: 256 << 20 }
    }
}

impl Limits {
    /// The limit that `length` bytes exceed, if they do.
    pub(crate) fn exceeded_by(self, length: usize) -> Option<u32> {
        let limit = self.bytes.min(1 << 31);
        (length > limit as usize).then_some(limit)
    }
}

/// What is special about a node, one bit each, beside the kind in [`Cell::meta`].
pub(crate) mod flag {
    /// The text is in `decoded`, at the payload.
    pub(crate) const DECODED: u32 = 1 << 3;
    /// The source has a quote on either side of the text.
    pub(crate) const QUOTED: u32 = 1 << 4;
    /// Stands for a value that the text does not have, or has in no usable spelling.
    pub(crate) const PLACEHOLDER: u32 = 1 << 5;
    /// A container whose end is missing.
    pub(crate) const TRUNCATED: u32 = 1 << 6;
    /// YAML that is more than its text says: what an alias refers to, has a tag, or is a block scalar.
    pub(crate) const BOUND: u32 = 1 << 7;
}

const KIND: u32 = 0b111;
const COUNT_SHIFT: u32 = 8;
/// A count that does not fit: the members are counted by walking.
const COUNT_FULL: u32 = u32::MAX >> COUNT_SHIFT;

/// One node.
#[derive(Clone, Copy)]
pub(crate) struct Cell {
    /// Kind (3 bits), flags (5 bits), number of members or items (24 bits, `COUNT_FULL` if more).
    meta: u32,
    start: u32,
    end: u32,
    /// Container: index past the subtree. `DECODED`: index of the text. Else 0.
    pub(crate) payload: u32,
}

impl Cell {
    #[inline]
    pub(crate) const fn new(kind: Kind, flags: u32, span: Span, payload: u32) -> Self {
        Self { meta: kind as u32 | flags, start: span.start, end: span.end, payload }
    }

    #[inline]
    pub(crate) const fn kind(self) -> Kind {
        match self.meta & KIND {
            0 => Kind::Null,
            1 => Kind::Bool,
            2 => Kind::Number,
            3 => Kind::String,
            4 => Kind::Array,
            _ => Kind::Object,
        }
    }

    #[inline]
    pub(crate) const fn is_container(self) -> bool {
        self.meta & KIND >= Kind::Array as u32
    }

    #[inline]
    pub(crate) const fn has(self, flag: u32) -> bool {
        self.meta & flag != 0
    }

    #[inline]
    pub(crate) const fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }

    /// Members or items, if few enough to be kept.
    #[inline]
    pub(crate) const fn count(self) -> Option<u32> {
        let count = self.meta >> COUNT_SHIFT;
        if count == COUNT_FULL { None } else { Some(count) }
    }

    #[inline]
    fn close(&mut self, end: u32, past: u32, count: u32, flags: u32) {
        self.meta |= flags | (if count < COUNT_FULL { count } else { COUNT_FULL } << COUNT_SHIFT);
        self.end = end;
        self.payload = past;
    }

    /// Marks what has a property.
    pub(crate) fn mark(&mut self, flag: u32) {
        self.meta |= flag;
    }

    /// Marks what cannot be changed by itself.
    pub(crate) fn bind(&mut self) {
        self.meta |= flag::BOUND;
    }

    /// The same node `by` places further on in the arena.
    pub(crate) fn moved(self, by: u32) -> Self {
        let payload = if self.is_container() { self.payload + by } else { self.payload };
        Self { payload, ..self }
    }
}

/// A parsed document. Every node's span is a range of [`Tree::text`] on character boundaries.
#[derive(Clone)]
pub struct Tree<'s> {
    pub(crate) text: &'s str,
    pub(crate) cells: Vec<Cell>,
    decoded: String,
    /// Where each decoded text ends; it starts where the one before ends.
    ends: Vec<u32>,
    /// Whether other text than punctuation may stand between the nodes.
    pub(crate) has_gaps: bool,
    /// Copies that YAML aliases made, in order and disjoint: index of the first node, index past the last, and the alias.
    pub(crate) aliases: Vec<(u32, u32, Span)>,
}

impl<'s> Tree<'s> {
    pub(crate) fn with_capacity(text: &'s str, nodes: usize) -> Self {
        Self {
            text,
            cells: Vec::with_capacity(nodes),
            decoded: String::new(),
            ends: Vec::new(),
            has_gaps: false,
            aliases: Vec::new(),
        }
    }

    /// The whole source text that spans point into (of a YAML stream: of all its documents).
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// Whether other text than punctuation may stand between the scalars: what faults are about and, in any YAML, comments,
    /// anchors, aliases and tags.
    pub fn has_gaps(&self) -> bool {
        self.has_gaps
    }

    /// Whether a YAML alias is used as a value.
    pub fn has_aliases(&self) -> bool {
        !self.aliases.is_empty()
    }

    /// Number of nodes; keys are nodes too.
    pub fn node_count(&self) -> usize {
        self.cells.len()
    }

    /// The span of the last scalar of the text that could be read; keys are scalars too.
    pub fn last_scalar(&self) -> Option<Span> {
        let is_read = |cell: &&Cell| !cell.is_container() && !cell.has(flag::PLACEHOLDER);
        self.cells.iter().filter(is_read).map(|cell| cell.span()).max_by_key(|span| span.end)
    }

    /// The text of a string or number.
    pub(crate) fn text_of(&self, cell: Cell) -> &str {
        if cell.has(flag::DECODED) {
            return self.decoded(cell.payload);
        }
        let range = cell.span().range();
        if cell.has(flag::QUOTED) { &self.text[range.start + 1..range.end - 1] } else { &self.text[range] }
    }

    /// Whether it is a string that has this text. Most have another length, which is seen without looking at them.
    #[inline]
    pub(crate) fn is_text(&self, cell: Cell, text: &[u8]) -> bool {
        if cell.has(flag::DECODED) {
            return cell.kind() == Kind::String && self.decoded(cell.payload).as_bytes() == text;
        }
        let quote = usize::from(cell.has(flag::QUOTED));
        let range = cell.span().range();
        range.len() == text.len() + 2 * quote
            && cell.kind() == Kind::String
            && is_same(&self.text.as_bytes()[range.start + quote..range.end - quote], text)
    }

    /// The decoded text number `index`.
    pub(crate) fn decoded(&self, index: u32) -> &str {
        let index = index as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.decoded[start as usize..self.ends[index] as usize]
    }

    /// Keeps a text and returns its number.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        self.decoded.push_str(text);
        self.ends.push(offset(self.decoded.len()));
        offset(self.ends.len() - 1)
    }

    /// Adds a node and returns its index.
    #[inline]
    pub(crate) fn push(&mut self, cell: Cell) -> u32 {
        self.cells.push(cell);
        offset(self.cells.len() - 1)
    }

    /// Ends the container at `index` after its last node was added.
    #[inline]
    pub(crate) fn close(&mut self, index: u32, end: u32, count: u32, flags: u32) {
        let past = offset(self.cells.len());
        self.cells[index as usize].close(end, past, count, flags);
    }
}

/// Whether two names of one length are the same, most without a call: comparing names is most of what a walk does.
#[inline]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    match (one.first_chunk::<8>(), other.first_chunk::<8>(), one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(start), Some(other_start), Some(end), Some(other_end)) => {
            start == other_start && end == other_end && (one.len() <= 16 || one == other)
        }
        _ => one.iter().eq(other),
    }
}

/// Shows the size only: what the text says may be secret.
impl fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree").field("bytes", &self.text.len()).field("nodes", &self.cells.len()).finish()
    }
}
