//! A text of any size as blocks of whole lines.

use std::io::{self, Read};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

/// Some lines of a text.
#[derive(Debug)]
pub(super) struct Block {
    buffer: Vec<u8>,
    length: usize,
    /// Whether this is the rest of a line that was too long to be held: there is nothing to check in it.
    pub(super) is_rest: bool,
    pool: Arc<Pool>,
}

impl Block {
    /// The lines; only the last of a text, and one that is too long, has no line end.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[..self.length]
    }
}

/// Gives the buffer back.
impl Drop for Block {
    fn drop(&mut self) {
        self.pool.give(mem::take(&mut self.buffer));
    }
}

/// Buffers for blocks, so that each is made, and its memory touched for the first time, only once.
#[derive(Debug)]
struct Pool {
    size: usize,
    free: Mutex<Vec<Vec<u8>>>,
}

impl Pool {
    fn take(&self) -> Vec<u8> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.pop().unwrap_or_else(|| vec![0; self.size])
    }

    /// Keeps a buffer; one that grew for a long line is let go.
    fn give(&self, buffer: Vec<u8>) {
        if buffer.len() == self.size {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
        }
    }
}

/// Cuts what a reader gives into blocks.
///
/// What has arrived is passed on as soon as a line of it is complete, so that a slow reader is followed line by line.
#[derive(Debug)]
pub(super) struct Blocks<R> {
    from: R,
    /// The most bytes of a line.
    limit: usize,
    pool: Arc<Pool>,
    /// What was read behind the last block: the beginning of the next.
    ahead: Vec<u8>,
    in_rest: bool,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// Blocks of about `size` bytes, of lines of which none that is longer than `limit` bytes is held.
    pub(super) fn new(from: R, size: usize, limit: usize) -> Self {
        let pool = Arc::new(Pool { size, free: Mutex::new(Vec::new()) });
        Self { from, limit, pool, ahead: Vec::new(), in_rest: false, ended: false }
    }

    /// The next block, if there is one.
    ///
    /// # Errors
    ///
    /// Those of the reader.
    pub(super) fn next(&mut self) -> io::Result<Option<Block>> {
        if self.ended {
            return Ok(None);
        }
        let mut buffer = self.pool.take();
        let mut filled = self.ahead.len();
        if buffer.len() < filled {
            buffer.resize(filled, 0);
        }
        buffer[..filled].copy_from_slice(&self.ahead);
        self.ahead.clear();
        let mut searched = 0;
        let cut = loop {
            let fresh = &buffer[searched..filled];
            let end = if self.in_rest { memchr::memchr(b'\n', fresh) } else { memchr::memrchr(b'\n', fresh) };
            if let Some(end) = end {
                break searched + end + 1;
            }
            searched = filled;
            // With a line end of two bytes the text of the line would still be too long.
            if filled >= self.limit.saturating_add(2) || (self.in_rest && filled == buffer.len()) {
                break filled;
            }
            if filled == buffer.len() {
                buffer.resize((2 * filled).min(self.limit.saturating_add(2)), 0);
            }
            // No more at once than a block, so that little of what follows a long line is read with it.
            let end = buffer.len().min(filled + self.pool.size);
            let count = read(&mut self.from, &mut buffer[filled..end])?;
            if count == 0 {
                self.ended = true;
                break filled;
            }
            filled += count;
        };
        if cut == 0 {
            return Ok(None);
        }
        self.ahead.extend_from_slice(&buffer[cut..filled]);
        let is_rest = self.in_rest;
        self.in_rest = !self.ended && buffer[cut - 1] != b'\n';
        Ok(Some(Block { buffer, length: cut, is_rest, pool: Arc::clone(&self.pool) }))
    }
}

/// Reads what there is, at least one byte unless the text ends.
fn read(from: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match from.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::Blocks;

    /// Gives a few bytes at a time.
    struct Slow<'t>(&'t [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(into.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    /// The blocks of a text, `~` before the rest of a line.
    fn blocks(text: &str, step: usize, size: usize, limit: usize) -> Vec<String> {
        let mut blocks = Blocks::new(Slow(text.as_bytes(), step), size, limit);
        let mut shown = Vec::new();
        while let Some(block) = blocks.next().expect("the reader does not fail") {
            assert!(block.bytes().len() <= size.max(limit + 2), "{text:?} {step} {size} {limit}");
            let mark = if block.is_rest { "~" } else { "" };
            shown.push(format!("{mark}{}", String::from_utf8_lossy(block.bytes())));
        }
        shown
    }

    #[test]
    fn a_block_is_whole_lines() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("one", &["one"]),
            ("one\n", &["one\n"]),
            ("one\ntwo\nthree\n", &["one\ntwo\n", "three\n"]),
            ("one\n\n\ntwo", &["one\n\n\n", "two"]),
            (
                "a line that is longer than a block\n2\n3456789\n",
                &["a line that is longer than a block\n2\n", "3456789\n"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(blocks(text, 100, 8, 100), *expected, "{text:?}");
        }
    }

    #[test]
    fn what_has_arrived_is_passed_on() {
        assert_eq!(blocks("1\n22\n333\n", 3, 1000, 1000), ["1\n", "22\n", "333\n"]);
    }

    #[test]
    fn a_line_that_is_too_long_is_not_held() {
        let cases: &[(&str, &[&str])] = &[
            // The limit is ten bytes; a line end does not count.
            ("0123456789\nx\n", &["0123456789\n", "x\n"]),
            ("0123456789\r\nx\n", &["0123456789\r\n", "x\n"]),
            ("0123456789a\nx\n", &["0123456789a\n", "x\n"]),
            ("0123456789ab\nx\n", &["0123456789ab", "~\n", "x\n"]),
            ("0123456789abcdefghijklmnopqrs\nx\n", &["0123456789ab", "~cdefgh", "~ijklmn", "~opqrs\n", "x\n"]),
            ("0123456789abcdefgh", &["0123456789ab", "~cdefgh"]),
        ];
        for (text, expected) in cases {
            assert_eq!(blocks(text, 100, 6, 10), *expected, "{text:?}");
        }
    }

    #[test]
    fn nothing_is_lost_however_the_text_arrives() {
        let text = "{}\n\n[1, 2, 3]\r\n0123456789abcdefghijklmnopqrstuvwxyz\n\"x\"\n\n\nlast";
        for step in 1..20 {
            for size in 1..20 {
                let all: String = blocks(text, step, size, 12).iter().map(|block| block.replace('~', "")).collect();
                assert_eq!(all, text, "{step} {size}");
            }
        }
    }
}
