//! Reading numbers, however they are spelled.

use crate::Span;
use crate::fault::FaultKind;
use crate::json::parser::{Next, Parser};
use crate::json::scanner::{is_word, word_end};
use crate::kind::Kind;
use crate::number::{grammar, overflows, respell};
use crate::tree::{Cell, flag};

/// A number of fewer digits than this and no exponent is in the range of a double.
const MIN_CHECKED_DIGITS: usize = 308;

impl Parser<'_> {
    /// Reads what starts like a number.
    #[inline]
    pub(super) fn number(&mut self, at: usize) -> Next {
        match grammar(self.bytes, at) {
            Some((end, exponent)) if !is_word(self.byte(end)) => {
                if exponent || end - at > MIN_CHECKED_DIGITS {
                    self.check_range(at, end);
                }
                Ok(self.scalar(Kind::Number, 0, at, end))
            }
            _ => self.recover_number(at),
        }
    }

    #[cold]
    fn check_range(&mut self, at: usize, end: usize) {
        if overflows(&self.text[at..end]) {
            self.fault(FaultKind::NumberOutOfRange, Span::of(at..end));
        }
    }

    /// Reads a number that is not spelled as it should be.
    #[cold]
    pub(super) fn recover_number(&mut self, at: usize) -> Next {
        if self.byte(at + 1).is_ascii_alphabetic() && !self.byte(at).is_ascii_digit() {
            return self.bare_word(at);
        }
        let end = word_end(self.bytes, at);
        let span = Span::of(at..end);
        let (reason, meant) = respell(&self.text[at..end]);
        self.fault(FaultKind::InvalidNumber { reason }, span);
        let Some(meant) = meant else {
            return Ok(self.placeholder(Kind::Number, at, end));
        };
        if overflows(&meant) {
            self.fault(FaultKind::NumberOutOfRange, span);
        }
        let payload = self.tree.intern(&meant);
        Ok(self.complete(Cell::new(Kind::Number, flag::DECODED, span, payload), end))
    }
}
