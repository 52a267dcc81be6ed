//! Strings that are not plain: escapes, raw control characters, single quotes, missing quotes.

use crate::Span;
use crate::fault::{Expected, Fault, FaultKind};
use crate::json::parser::{Next, Parser, State, Stop};
use crate::json::scanner::{skip_whitespace, special};
use crate::keys;
use crate::kind::Kind;
use crate::tree::{Cell, flag};

/// The quotes of word processors, and the full-width one.
const TYPOGRAPHIC: [char; 9] = ['“', '”', '„', '‟', '‘', '’', '«', '»', '＂'];

/// So many of them may stand inside a string: time stays linear.
const MAX_APOSTROPHES: usize = 8;

/// A string that was read.
struct Scanned {
    cell: Cell,
    /// Where to go on, if it is known.
    next: Result<usize, Stop>,
}

/// How the inside of a string ends.
enum End {
    /// With its quote, at this index.
    Quote(usize),
    /// With the line, whose break is at this index: the quote is missing.
    Line(usize),
    /// With the text.
    Text,
}

impl Parser<'_> {
    /// Reads the string at `at` as a value.
    #[cold]
    pub(super) fn string_value(&mut self, at: usize) -> Next {
        let Scanned { cell, next } = self.scan(at, false);
        self.complete(cell, 0);
        next.map(State::After)
    }

    /// Reads the string at `at` as a key.
    #[cold]
    pub(super) fn string_key(&mut self, at: usize) -> Next {
        let Scanned { cell, next } = self.scan(at, true);
        self.add_key(cell);
        next.map(State::Colon)
    }

    /// Adds a key that is not plain.
    pub(super) fn add_key(&mut self, cell: Cell) {
        self.tree.push(cell);
        self.remember(keys::last_bit(&self.tree));
    }

    /// Reads the string that starts with the quote at `open`.
    fn scan(&mut self, open: usize, is_key: bool) -> Scanned {
        let quote = self.byte(open);
        let mut decoded: Option<String> = None;
        // From `copied` on, the text is not yet in `decoded`.
        let mut copied = open + 1;
        let mut at = open + 1;
        // Before this index raw line breaks are known to be inside the string.
        let mut inside = at;
        let first_fault = self.faults.kept.len();
        // The first escape of a letter, such as `\n`.
        let mut letter = None;
        let end = loop {
            at = self.next_special(at, quote);
            match self.bytes.get(at) {
                None => break End::Text,
                Some(&byte) if byte == quote => break End::Quote(at),
                Some(b'\\') => {
                    let (next, character) = self.escape(at, quote);
                    if let Some(character) = character {
                        if self.byte(at + 1).is_ascii_alphabetic() {
                            letter.get_or_insert(Span::of(at..next));
                        }
                        let decoded = decoded.get_or_insert_default();
                        decoded.push_str(&self.text[copied..at]);
                        decoded.push(character);
                        copied = next;
                    }
                    at = next;
                }
                Some(b'\n' | b'\r') if at >= inside => match self.closing_quote(at, quote, is_key) {
                    Some(close) => inside = close,
                    None => break End::Line(at),
                },
                Some(_) => at = self.control(at, inside),
            }
        };
        if let Some(letter) = letter {
            self.faults.doubt_escapes(first_fault, letter);
        }
        // The content, the string with its quotes, and where to go on.
        let (content, stop, next) = match end {
            End::Quote(at) => (at, at + 1, Ok(at + 1)),
            End::Line(at) => self.missing_quote(open, at, is_key),
            End::Text => {
                let Stop(end) = self.end(Expected::Quote, Some(Span::of(open..open + 1)));
                (end, end, Err(Stop(end)))
            }
        };
        let span = Span::of(open..stop);
        if quote == b'\'' {
            self.fault(FaultKind::SingleQuotes { typographic: false }, span);
        }
        let content = content.max(copied);
        if content == stop {
            decoded.get_or_insert_default();
        }
        let cell = match decoded {
            Some(mut text) => {
                text.push_str(&self.text[copied..content]);
                Cell::new(Kind::String, flag::DECODED, span, self.tree.intern(&text))
            }
            None => Cell::new(Kind::String, flag::QUOTED, span, 0),
        };
        Scanned { cell, next }
    }

    fn next_special(&self, at: usize, quote: u8) -> usize {
        if quote == b'"' {
            return special(self.bytes, at);
        }
        let tail = self.bytes.get(at..).unwrap_or_default();
        at + tail.iter().position(|&byte| byte < b' ' || byte == quote || byte == b'\\').unwrap_or(tail.len())
    }

    /// Reads the escape whose backslash is at `at`: the index past it, and the character that it stands for.
    fn escape(&mut self, at: usize, quote: u8) -> (usize, Option<char>) {
        let character = match self.byte(at + 1) {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(at),
            b'\'' => {
                // What else could it mean; inside single quotes they are the fault.
                if quote != b'\'' {
                    self.fault(FaultKind::InvalidEscape, Span::of(at..at + 2));
                }
                '\''
            }
            _ => {
                let end = self.text.ceil_char_boundary((at + 2).min(self.text.len()));
                if at + 1 < self.bytes.len() {
                    self.fault(FaultKind::InvalidEscape, Span::of(at..end));
                }
                return (end, None);
            }
        };
        (at + 2, Some(character))
    }

    fn unicode_escape(&mut self, at: usize) -> (usize, Option<char>) {
        let Some(unit) = self.unit(at) else {
            let digits = self.bytes[at + 2..].iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
            self.fault(FaultKind::InvalidEscape, Span::of(at..at + 2 + digits));
            return (at + 2 + digits, None);
        };
        if let Some(character) = char::from_u32(unit) {
            return (at + 6, Some(character));
        }
        if let (0xD800..0xDC00, Some(low @ 0xDC00..0xE000)) = (unit, self.unit(at + 6)) {
            return (at + 12, char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
        }
        self.fault(FaultKind::LoneSurrogate, Span::of(at..at + 6));
        (at + 6, Some(char::REPLACEMENT_CHARACTER))
    }

    /// The UTF-16 code unit of the `\uXXXX` at `at`.
    fn unit(&self, at: usize) -> Option<u32> {
        let escape = self.bytes.get(at..at + 6)?;
        if !escape.starts_with(b"\\u") {
            return None;
        }
        escape[2..].iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)?))
    }

    /// Reports the control characters from `at` on, without line breaks from `inside` on, and returns their end.
    fn control(&mut self, at: usize, inside: usize) -> usize {
        let is_run =
            |&(index, &byte): &(usize, &u8)| byte < b' ' && (at + index < inside || !matches!(byte, b'\n' | b'\r'));
        let end = at + self.bytes[at..].iter().enumerate().take_while(is_run).count();
        self.fault(FaultKind::ControlCharacter, Span::of(at..end));
        end
    }

    /// The next quote after the line break at `at`, if it looks like the end of a string and not like a start.
    fn closing_quote(&self, at: usize, quote: u8, is_key: bool) -> Option<usize> {
        let close = self.find_quote(at, quote)?;
        let ends = match self.bytes.get(skip_whitespace(self.bytes, close + 1)) {
            None | Some(b',' | b'}' | b']') => !is_key,
            Some(b':') => is_key,
            Some(_) => false,
        };
        ends.then_some(close)
    }

    /// The next quote from `at` on that no backslash precedes.
    pub(super) fn find_quote(&self, mut at: usize, quote: u8) -> Option<usize> {
        loop {
            at = self.next_special(at, quote);
            match self.bytes.get(at)? {
                b'\\' => at += 2,
                &byte if byte == quote => return Some(at),
                _ => at += 1,
            }
        }
    }

    /// The string at `open` in the quotes of a word processor, if it is closed on its line and what it is closes there.
    pub(super) fn typographic(&mut self, open: usize, is_key: bool) -> Option<(Cell, usize)> {
        let tail = &self.text[open..];
        let content = open + tail.strip_prefix(TYPOGRAPHIC).map(|rest| tail.len() - rest.len())?;
        let quotes = self.text[content..]
            .char_indices()
            .take_while(|&(_, c)| c != '\\' && c >= ' ')
            .filter(|(_, c)| *c == '"' || TYPOGRAPHIC.contains(c));
        // Some are apostrophes.
        let mut ends =
            quotes.take(MAX_APOSTROPHES).map(|(length, c)| (content + length, content + length + c.len_utf8()));
        let (close, end) = ends.find(|&(_, end)| match self.bytes.get(skip_whitespace(self.bytes, end)) {
            None | Some(b',' | b'}' | b']') => !is_key,
            Some(b':') => is_key,
            Some(_) => false,
        })?;
        let span = Span::of(open..end);
        self.fault(FaultKind::SingleQuotes { typographic: true }, span);
        let text = self.tree.intern(&self.text[content..close]);
        Some((Cell::new(Kind::String, flag::DECODED, span, text), end))
    }

    /// Reports that the string at `open` is not closed on its line, which ends at `at`. A value is taken to end before
    /// the comma that ends the line.
    fn missing_quote(&mut self, open: usize, at: usize, is_key: bool) -> (usize, usize, Result<usize, Stop>) {
        let line = self.text[open + 1..at].trim_end_matches([' ', '\t']);
        let content = open + 1 + line.strip_suffix(',').unwrap_or(line).len();
        let kind = FaultKind::UnexpectedToken { expected: Expected::Quote };
        self.faults.push(Fault::new(kind, Span::of(content..content)).related(Span::of(open..open + 1)));
        let certain = !is_key && matches!(self.byte(skip_whitespace(self.bytes, at)), b'"' | b'}' | b']' | b'/' | b'#');
        if certain { (content, content, Ok(content)) } else { (at, at, Err(Stop(at))) }
    }
}
