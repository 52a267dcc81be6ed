//! The bytes of a document, read in chunks of fixed length.
//!
//! A chunk of fixed length needs one check whatever is then looked at in it. So that one can be had anywhere, the last bytes
//! of the document are kept a second time with zeros after them: zeros are no part of any JSON.

/// The longest chunk.
const MAX_CHUNK_BYTES: usize = 64;

/// A document.
#[derive(Debug)]
pub(crate) struct Source<'t> {
    bytes: &'t [u8],
    /// The last bytes, and zeros.
    tail: [u8; 2 * MAX_CHUNK_BYTES],
    /// Index of the first byte in `tail`.
    tail_start: usize,
}

impl<'t> Source<'t> {
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        let tail_start = bytes.len().saturating_sub(MAX_CHUNK_BYTES);
        let mut tail = [0; 2 * MAX_CHUNK_BYTES];
        match bytes.last_chunk::<MAX_CHUNK_BYTES>() {
            Some(last) => tail[..MAX_CHUNK_BYTES].copy_from_slice(last),
            None => tail[..bytes.len()].copy_from_slice(bytes),
        }
        Self { bytes, tail, tail_start }
    }

    /// The `N` bytes from `at` on, if the document has so many.
    #[inline(always)]
    pub(super) fn ahead<const N: usize>(&self, at: u32) -> Option<&'t [u8; N]> {
        let start = at as usize;
        self.bytes.get(start..start + N)?.first_chunk()
    }

    /// The `N` bytes from `at` on; zeros stand for those past the end.
    #[inline(always)]
    pub(super) fn chunk<const N: usize>(&self, at: u32) -> &[u8; N] {
        const { assert!(N <= MAX_CHUNK_BYTES) };
        let start = at as usize;
        match self.bytes.get(start..start + N).and_then(<[u8]>::first_chunk) {
            Some(chunk) => chunk,
            None => self.last_chunk_from(start),
        }
    }

    #[cold]
    #[inline(never)]
    fn last_chunk_from<const N: usize>(&self, start: usize) -> &[u8; N] {
        let chunk = self.tail.get(start.saturating_sub(self.tail_start)..).and_then(<[u8]>::first_chunk);
        chunk.unwrap_or(&[0; N])
    }

    /// The byte at `at`; 0 past the end.
    #[inline(always)]
    pub(super) fn byte(&self, at: u32) -> u8 {
        self.chunk::<1>(at)[0]
    }

    /// The bytes at `start..end`.
    #[inline(always)]
    pub(super) fn slice(&self, start: u32, end: u32) -> &'t [u8] {
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Whether `at` is past the last byte.
    pub(super) fn is_end(&self, at: u32) -> bool {
        at as usize == self.bytes.len()
    }
}
