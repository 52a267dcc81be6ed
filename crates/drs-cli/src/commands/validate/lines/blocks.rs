//! Splitting a text of any size into blocks of whole lines.

use std::io::{self, Read};
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Some lines of a text.
#[derive(Debug)]
pub(crate) struct Block {
    buffer: Vec<u8>,
    length: usize,
    /// Whether this is the rest of a line that was too long to be kept: there is nothing to check in it.
    pub(crate) is_rest: bool,
    pool: Arc<Pool>,
}

impl Block {
    /// The lines; only the last of a text, and one that is too long, has no line end.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.buffer[..self.length]
    }
}

/// Returns the buffer to the pool.
impl Drop for Block {
    fn drop(&mut self) {
        self.pool.put(mem::take(&mut self.buffer));
    }
}

/// Buffers for blocks, so that each is made, and its memory touched for the first time, only once.
#[derive(Debug)]
struct Pool {
    size: usize,
    state: Mutex<State>,
    /// Notified when the long buffer is dropped.
    is_free: Condvar,
}

#[derive(Debug, Default)]
struct State {
    free: Vec<Vec<u8>>,
    /// Whether there is a buffer that grew for a long line.
    has_long: bool,
}

impl Pool {
    fn new(size: usize) -> Self {
        Self { size, state: Mutex::default(), is_free: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Vec<u8> {
        self.state().free.pop().unwrap_or_else(|| vec![0; self.size])
    }

    /// Makes a buffer longer. Only one buffer may be longer than the rest: the next waits until it is dropped.
    fn grow(&self, buffer: &mut Vec<u8>, length: usize) {
        if buffer.len() == self.size {
            let state = self.is_free.wait_while(self.state(), |state| state.has_long);
            state.unwrap_or_else(PoisonError::into_inner).has_long = true;
        }
        buffer.resize(length, 0);
    }

    /// Keeps a buffer for reuse; one that grew for a long line is dropped.
    fn put(&self, buffer: Vec<u8>) {
        if buffer.len() == self.size {
            self.state().free.push(buffer);
        } else {
            drop(buffer);
            self.state().has_long = false;
            self.is_free.notify_one();
        }
    }
}

/// Splits the text of a reader into blocks.
///
/// A block is returned as soon as a line is complete, so that a slow reader is followed line by line.
#[derive(Debug)]
pub(crate) struct Blocks<R> {
    from: R,
    /// The maximum length of a line in bytes.
    limit: usize,
    pool: Arc<Pool>,
    /// Bytes that were read after the last block: the beginning of the next.
    ahead: Vec<u8>,
    in_rest: bool,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// Blocks of about `size` bytes. Lines longer than `limit` bytes are not kept whole.
    pub(crate) fn new(from: R, size: usize, limit: usize) -> Self {
        let pool = Arc::new(Pool::new(size));
        Self { from, limit, pool, ahead: Vec::new(), in_rest: false, ended: false }
    }

    /// The next block, if there is one.
    ///
    /// # Errors
    ///
    /// Those of the reader.
    pub(crate) fn next(&mut self) -> io::Result<Option<Block>> {
        if self.ended {
            return Ok(None);
        }
        let mut buffer = self.pool.take();
        let mut filled = self.ahead.len();
        if buffer.len() < filled {
            self.pool.grow(&mut buffer, filled);
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
                self.pool.grow(&mut buffer, (2 * filled).min(self.limit.saturating_add(2)));
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

/// Reads the bytes that are available, at least one unless the text ends.
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
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::Blocks;

    /// A reader that returns a few bytes at a time.
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
    fn complete_lines_are_returned_while_more_is_awaited() {
        assert_eq!(blocks("1\n22\n333\n", 3, 1000, 1000), ["1\n", "22\n", "333\n"]);
    }

    #[test]
    fn a_line_that_is_too_long_is_split() {
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
    fn one_long_line_is_kept_at_a_time() {
        let text = format!("{0}\n{0}\nshort\nshort\n{0}\n", "x".repeat(50));
        let mut blocks = Blocks::new(Slow(text.as_bytes(), 1), 8, 100);
        let first = blocks.next().expect("it can be read").expect("a block");
        assert_eq!(first.bytes().len(), 51);
        let is_dropped = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                let second = blocks.next().expect("it can be read").expect("a block");
                assert!(is_dropped.load(Ordering::SeqCst), "the second is kept while the first is");
                assert_eq!(second.bytes().len(), 51);
                for length in [6, 6] {
                    let short = blocks.next().expect("it can be read").expect("a block");
                    assert_eq!(short.bytes().len(), length, "short ones do not wait");
                }
                drop(second);
                assert_eq!(blocks.next().expect("it can be read").expect("a block").bytes().len(), 51);
            });
            // Long enough for the second to be read if nothing prevented it.
            thread::sleep(Duration::from_millis(100));
            is_dropped.store(true, Ordering::SeqCst);
            drop(first);
        });
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
