//! Values under given keys in text of any quality, and credentials in addresses: what has to be hidden even when no parser
//! understands the text.
//!
//! A tree tells exactly what stands under a key, but only of text that could be parsed. This scan has no grammar. It
//! looks at each separator (`:`, `=`, the full-width colon), each quote and each start of a line, takes what stands
//! before it for a key, and what follows it for the value, whatever state the text is in: brackets that do not match,
//! quotes that are missing, text that ends inside a string, JSON inside a string, a comment.
//!
//! It rather finds too much than too little. Where the end of a value is in doubt it is a later one: the end of the
//! line with the lines that continue it, or the end of the text.
//! - A string ends with its quote if what follows looks like the rest of a document, else with the line; without
//!   any further quote it ends with the text.
//! - A container ends with its bracket if all inside it is in order, else with the text.
//! - Anything else ends before a comma or bracket that looks like the document's, else with the line, and goes on
//!   over the lines that are indented more than its key or look like no entry of their own.
//! - A PEM block ends with its last line.
//!
//! Of an address (`scheme://user:password@host`, `user/password@host`) the password counts, whatever key it is under.
//!
//! What it cannot find: a value whose key is mutilated beyond what the caller recognises, one that is nowhere near its
//! key, the rest of a container that a stray bracket closes early, and lines of a value that themselves look like
//! entries and are indented no more than the key. Use the tree as well if there is one; of a tree that
//! [is sound](crate::Tree::is_sound) it is enough.
//!
//! Time is linear in the text: where hostile text would need more, the rest of it is taken.

mod address;
mod key;
mod value;

use crate::Span;
use crate::keys;

/// So many times the text may be looked at; what needs more is hostile.
const EFFORT: usize = 16;

/// The spans of all values in `bytes` that stand under a key for which `wanted` is true, and of the passwords in
/// addresses: in order, disjoint, and never empty. A key is given decoded, without quotes; one place may be asked about in several readings.
pub fn values(bytes: &[u8], wanted: impl FnMut(&str) -> bool) -> Vec<Span> {
    let mut scan = Scan {
        bytes,
        wanted,
        asked: vec![None; SLOTS],
        found: Vec::new(),
        aliases: Vec::new(),
        effort: EFFORT * bytes.len(),
    };
    key::each(bytes, |found| scan.take(&found));
    address::passwords(bytes, &mut scan.found);
    merge(scan.found)
}

/// The longest key that is looked at, in bytes.
const LONGEST: usize = 256;

/// So many aliases under keys are followed: each takes a look at the whole text.
const ALIASES: usize = 16;

/// Answers that are kept: texts have few keys many times.
const SLOTS: usize = 256;

struct Scan<'b, F> {
    bytes: &'b [u8],
    wanted: F,
    /// By a hash of the key's bytes: where it was seen, and the answer.
    asked: Vec<Option<(Span, bool)>>,
    found: Vec<Span>,
    /// Names of aliases that were met.
    aliases: Vec<&'b [u8]>,
    effort: usize,
}

impl<F: FnMut(&str) -> bool> Scan<'_, F> {
    fn take(&mut self, found: &key::Found) {
        if !self.is_wanted(found) {
            return;
        }
        let span = if self.effort == 0 {
            Span::of(found.value..self.bytes.len())
        } else {
            value::extent(self.bytes, found.column_of, found.value)
        };
        self.effort = self.effort.saturating_sub(span.end as usize - found.value.min(span.end as usize));
        let in_array = found.by_comma && !value::ends_member(self.bytes, found.value, span.end as usize);
        if !span.is_empty() && !in_array {
            self.found.push(span);
            if self.bytes[span.start as usize] == b'*' {
                self.anchored(span.start as usize + 1);
            }
        }
    }

    /// Takes what stands at the anchors that a YAML alias, whose name is at `name`, may refer to.
    fn anchored(&mut self, name: usize) {
        let ends = |byte: u8| is_blank(byte) || is_break(byte) || matches!(byte, b',' | b'}' | b']');
        let length = skip(self.bytes, name, |byte| !ends(byte)) - name;
        let alias = &self.bytes[name..name + length];
        if length == 0 || length > LONGEST || self.aliases.contains(&alias) || self.aliases.len() == ALIASES {
            return;
        }
        self.aliases.push(alias);
        let anchor = [b"&", alias].concat();
        for at in memchr::memmem::find_iter(self.bytes, &anchor) {
            let value = at + anchor.len();
            if self.bytes.get(value).is_some_and(|&byte| ends(byte)) {
                let line = line_start(self.bytes, at);
                let column = skip(self.bytes, line, |byte| is_blank(byte) || byte == b'-');
                let span = value::extent(self.bytes, column.min(at), value);
                self.effort = self.effort.saturating_sub(span.len() as usize);
                self.found.push(if self.effort == 0 { Span::of(at..self.bytes.len()) } else { span });
            }
        }
    }

    fn is_wanted(&mut self, found: &key::Found) -> bool {
        let key = &self.bytes[found.key.range()];
        let hash = keys::bit(self.bytes, found.key.start as usize, found.key.end as usize).trailing_zeros() as usize;
        let slot = (hash + key.len() * 64) % SLOTS;
        if let Some((span, answer)) = self.asked[slot]
            && &self.bytes[span.range()] == key
        {
            return answer;
        }
        let answer = (self.wanted)(&key::text(key));
        self.asked[slot] = Some((found.key, answer));
        answer
    }
}

/// The same bytes in order and disjoint.
fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// Whether a byte is white space inside a line.
const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a byte ends a line.
const fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether a byte can be part of a key without quotes.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$')
}

/// The first index from `at` on whose byte is not of a class.
fn skip(bytes: &[u8], at: usize, class: impl Fn(u8) -> bool) -> usize {
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(|&byte| !class(byte)).unwrap_or(tail.len())
}

/// The index behind the last byte before `at` that is not of a class.
fn skip_back(bytes: &[u8], at: usize, class: impl Fn(u8) -> bool) -> usize {
    bytes[..at].iter().rposition(|&byte| !class(byte)).map_or(0, |index| index + 1)
}

/// The end of the line that `at` is in.
fn line_end(bytes: &[u8], at: usize) -> usize {
    let tail = bytes.get(at..).unwrap_or_default();
    at.min(bytes.len()) + memchr::memchr2(b'\n', b'\r', tail).unwrap_or(tail.len())
}

/// How far back from a place its line is looked at.
const LOOK_BACK: usize = 4096;

/// The start of the line that `at` is in, or of what is looked at of it.
fn line_start(bytes: &[u8], at: usize) -> usize {
    let lowest = at.saturating_sub(LOOK_BACK);
    memchr::memrchr2(b'\n', b'\r', &bytes[lowest..at]).map_or(lowest, |index| lowest + index + 1)
}
