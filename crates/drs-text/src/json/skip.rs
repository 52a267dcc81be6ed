//! Skipping what stands between tokens: white space, comments, and characters that JSON does not have.

use crate::Span;
use crate::fault::{Expected, FaultKind};
use crate::invisible::invisible;
use crate::json::parser::{Parser, Stop};
use crate::json::scanner::skip_whitespace;

impl Parser<'_> {
    /// Where the next token starts: past white space, and past comments and white space that JSON does not
    /// have, which are reported.
    pub(super) fn skip(&mut self, mut at: usize) -> Result<usize, Stop> {
        loop {
            at = skip_whitespace(self.bytes, at);
            let next = match self.byte(at) {
                b'#' => self.comment(at, self.line_end(at)),
                b'/' if self.byte(at + 1) == b'/' => self.comment(at, self.line_end(at)),
                b'/' if self.byte(at + 1) == b'*' => self.block_comment(at)?,
                0x0B | 0x0C | 0x80.. => self.exotic(at),
                _ => at,
            };
            if next == at {
                return Ok(at);
            }
            at = next;
        }
    }

    fn line_end(&self, at: usize) -> usize {
        memchr::memchr2(b'\n', b'\r', &self.bytes[at..]).map_or(self.bytes.len(), |length| at + length)
    }

    fn comment(&mut self, at: usize, end: usize) -> usize {
        self.fault(FaultKind::Comment, Span::of(at..end));
        end
    }

    fn block_comment(&mut self, at: usize) -> Result<usize, Stop> {
        let length = memchr::memmem::find(&self.bytes[at + 2..], b"*/");
        if let Some(length) = length {
            return Ok(self.comment(at, at + 2 + length + 2));
        }
        Err(self.end(Expected::CommentEnd, Some(Span::of(at..at + 2))))
    }

    fn exotic(&mut self, at: usize) -> usize {
        let tail = &self.text[at..];
        let end = at + tail.len() - tail.trim_start_matches(is_exotic).len();
        if end > at {
            self.fault(FaultKind::UnexpectedToken { expected: Expected::Whitespace }, Span::of(at..end));
        }
        end
    }
}

/// Whether a character is white space of other grammars or cannot be seen: word processors and web pages leave such in a text.
fn is_exotic(c: char) -> bool {
    c >= '\u{B}' && !matches!(c, '\r' | '\u{E}'..='\u{1F}') && invisible(c).is_some()
}
