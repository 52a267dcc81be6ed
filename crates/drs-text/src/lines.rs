//! Offsets to lines and columns.
//!
//! A line ends with LF or CRLF; a lone CR is an ordinary character. A column counts Unicode scalar values. Columns
//! are differences of character counts, and the counts at every [`STEP`]th byte are kept, so that a look-up costs
//! the same in a line of 4 MB as in one of 40 bytes.

use wide::u8x16;

use crate::Span;
use crate::json::scanner::{CHUNK, chunk};
use crate::span::offset;

/// Bytes between two kept character counts.
const STEP: usize = 2048;

/// A place for people: both count from 1, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// The lines of one text.
#[derive(Clone, Debug)]
pub struct Lines<'s> {
    text: &'s str,
    /// Offset of the first byte of each line.
    starts: Vec<u32>,
    /// Characters before byte `STEP * i`; empty for ASCII, where characters are bytes.
    counts: Vec<u32>,
}

impl<'s> Lines<'s> {
    /// Indexes `text` (one pass).
    pub fn new(text: &'s str) -> Self {
        let bytes = text.as_bytes();
        // Lines of a request are about this long, and what is not used is never touched.
        let mut starts = Vec::with_capacity(bytes.len() / 16 + 1);
        starts.push(0);
        let mut at = 0;
        while let Some(chunk) = chunk(bytes, at) {
            let mut ends = chunk.simd_eq(u8x16::splat(b'\n')).to_bitmask();
            while ends != 0 {
                starts.push(offset(at + ends.trailing_zeros() as usize + 1));
                ends &= ends - 1;
            }
            at += CHUNK;
        }
        let rest = bytes[at..].iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        starts.extend(rest.map(|(index, _)| offset(at + index + 1)));
        let mut counts = Vec::new();
        if !bytes.is_ascii() {
            let mut total = 0;
            for chunk in bytes.chunks(STEP) {
                counts.push(offset(total));
                total += characters(chunk);
            }
            counts.push(offset(total));
        }
        Self { text, starts, counts }
    }

    /// The indexed text.
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// The place of a byte. An offset inside a character is the character's place; one past the end is the end's.
    pub fn position(&self, offset: u32) -> Position {
        let end = self.text.floor_char_boundary((offset as usize).min(self.text.len()));
        let end = crate::span::offset(end);
        let line = self.starts.partition_point(|&start| start <= end);
        let start = self.starts[line - 1];
        Position { line: crate::span::offset(line), column: self.before(end) - self.before(start) + 1 }
    }

    /// The bytes of a line (from 1) without its line end; empty at the end of the text for a line it does not have.
    pub fn line_span(&self, line: u32) -> Span {
        let length = offset(self.text.len());
        let index = line.max(1) as usize - 1;
        let Some(&start) = self.starts.get(index) else {
            return Span::at(length);
        };
        let Some(&next) = self.starts.get(index + 1) else {
            return Span::new(start, length);
        };
        let content = &self.text[start as usize..next as usize - 1];
        Span::new(start, start + offset(content.strip_suffix('\r').unwrap_or(content).len()))
    }

    /// Number of lines; a text that ends with a line end has an empty last line.
    pub fn line_count(&self) -> u32 {
        offset(self.starts.len())
    }

    /// Characters before the byte `end`.
    fn before(&self, end: u32) -> u32 {
        if self.counts.is_empty() {
            return end;
        }
        let end = end as usize;
        let step = end / STEP;
        self.counts[step] + offset(characters(&self.text.as_bytes()[step * STEP..end]))
    }
}

/// Unicode scalars that start in `bytes`: every byte but the continuation bytes.
fn characters(bytes: &[u8]) -> usize {
    // Sums of at most 255 ones fit a byte, which lets the compiler count 16 bytes at a time.
    bytes
        .chunks(255)
        .map(|chunk| usize::from(chunk.iter().map(|&byte| u8::from(!(0x80..0xC0).contains(&byte))).sum::<u8>()))
        .sum()
}
