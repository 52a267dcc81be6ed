//! Arrays, and objects whose keys the user chooses.

use std::num::NonZeroU32;

use super::cursor::{Accepted, Context, Next, after, colon, skip_whitespace};
use super::keys::KeySet;
use super::source::Source;
use super::text;

/// An array or a map that was read.
#[derive(Debug)]
pub(crate) struct List {
    /// The index past it.
    pub(crate) at: NonZeroU32,
    /// How many items or members it has.
    pub(crate) count: u64,
    /// Facts that hold for every one of them.
    pub(crate) all: u64,
}

/// An array.
#[inline(always)]
pub(crate) fn array(
    source: &Source<'_>,
    at: u32,
    cx: &mut Context,
    item: impl Fn(&Source<'_>, u32, &mut Context) -> Accepted,
) -> Option<List> {
    if source.byte(at) != b'[' {
        return None;
    }
    cx.enter()?;
    let (mut count, mut all) = (0, u64::MAX);
    let mut at = skip_whitespace(source, at + 1);
    let at = if source.byte(at) == b']' {
        NonZeroU32::new(at + 1)?
    } else {
        loop {
            let (end, facts) = item(source, at, cx)?;
            count += 1;
            all &= facts;
            // Mostly a comma, and the next one right behind it.
            if let Some([b',', next]) = source.ahead(end.get())
                && *next > b' '
            {
                at = end.get() + 1;
                continue;
            }
            match after::<b']'>(source, end.get())? {
                Next::More(next) => at = next,
                Next::End(end) => break end,
            }
        }
    };
    cx.leave();
    Some(List { at, count, all })
}

/// A map: no key is duplicated, and none has escapes.
#[inline(always)]
pub(crate) fn map(
    source: &Source<'_>,
    at: u32,
    cx: &mut Context,
    value: impl Fn(&Source<'_>, u32, &mut Context) -> Accepted,
) -> Option<List> {
    if source.byte(at) != b'{' {
        return None;
    }
    cx.enter()?;
    let (mut count, mut all) = (0, u64::MAX);
    let mut at = skip_whitespace(source, at + 1);
    let at = if source.byte(at) == b'}' {
        NonZeroU32::new(at + 1)?
    } else {
        let mut keys = KeySet::new();
        loop {
            let quote = text::plain_end(source, at)?;
            cx.keys.add(&mut keys, source, at + 1, quote)?;
            cx.key = (at + 1, quote);
            let (end, facts) = value(source, colon(source, quote + 1)?, cx)?;
            count += 1;
            all &= facts;
            match after::<b'}'>(source, end.get())? {
                Next::More(next) => at = next,
                Next::End(end) => {
                    cx.keys.end(&keys)?;
                    break end;
                }
            }
        }
    };
    cx.leave();
    Some(List { at, count, all })
}
