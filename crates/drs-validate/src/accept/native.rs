//! Rules that conditions cannot say, on the bytes of values that are known to be right by themselves.
//!
//! Each is asked only where the generated code has seen that it may be broken.

use std::num::NonZeroU32;
use std::ops::Range;

use drs_text::{Limits, json};

use super::cursor::{colon, skip_whitespace};
use super::simd;
use super::source::Source;
use crate::rules::Facts;
use crate::rules::native::Check;

/// A rule that has no function here, on a tree of the object that is written from `start` to `end`.
#[allow(dead_code, reason = "every rule of the contract may have a function here")]
pub(crate) fn holds(source: &Source<'_>, start: u32, end: NonZeroU32, check: Check) -> Option<()> {
    let parsed = json::parse(source.slice(start, end.get()), &Limits::default());
    let tree = parsed.tree.filter(|_| parsed.faults.is_empty())?;
    let mut hits = Vec::new();
    check(tree.root(), &Facts::default(), &mut hits);
    hits.is_empty().then_some(())
}

/// A batch has one policy for each task. `jobs` is where the list of policies starts.
pub(crate) fn task_named_twice(source: &Source<'_>, jobs: u32) -> Option<()> {
    let mut ids = Vec::new();
    let mut at = jobs;
    while matches!(source.byte(at), b'[' | b',') {
        let job = skip_whitespace(source, at + 1);
        for (key, value) in (Members { source, at: job }) {
            if source.slice(key.start, key.end) == b"job_id" {
                let id = source.slice(value + 1, string_end(source, value)? - 1);
                // One text has many spellings with escapes.
                if id.contains(&b'\\') {
                    return None;
                }
                ids.push(id);
            }
        }
        at = skip_whitespace(source, value_end(source, job)?);
    }
    ids.sort_unstable();
    ids.windows(2).all(|pair| pair[0] != pair[1]).then_some(())
}

/// The members of an object that is known to be right: where the key is, without its quotes, and where the value starts.
struct Members<'s, 't> {
    source: &'s Source<'t>,
    /// Index of the bracket or comma before the next member.
    at: u32,
}

impl Iterator for Members<'_, '_> {
    type Item = (Range<u32>, u32);

    fn next(&mut self) -> Option<Self::Item> {
        let source = self.source;
        if !matches!(source.byte(self.at), b'{' | b',') {
            return None;
        }
        let quote = skip_whitespace(source, self.at + 1);
        let key = quote + 1..string_end(source, quote)? - 1;
        let value = colon(source, key.end + 1)?;
        self.at = skip_whitespace(source, value_end(source, value)?);
        Some((key, value))
    }
}

/// The index past the value at `at`.
fn value_end(source: &Source<'_>, mut at: u32) -> Option<u32> {
    let mut open = 0_u32;
    loop {
        match source.byte(at) {
            0 => return None,
            b'"' => at = string_end(source, at)?,
            b'{' | b'[' => {
                open += 1;
                at += 1;
            }
            b'}' | b']' | b',' | b' ' | b'\n' | b'\r' | b'\t' if open == 0 => return Some(at),
            b'}' | b']' => {
                open -= 1;
                at += 1;
            }
            _ => {
                at += 1;
                continue;
            }
        }
        if open == 0 {
            return Some(at);
        }
    }
}

/// The index past the string at `at`.
fn string_end(source: &Source<'_>, at: u32) -> Option<u32> {
    if source.byte(at) != b'"' {
        return None;
    }
    let mut end = at + 1;
    loop {
        end = simd::plain_end(source, end);
        match source.byte(end) {
            b'"' => return Some(end + 1),
            b'\\' => end += 2,
            _ => return None,
        }
    }
}
