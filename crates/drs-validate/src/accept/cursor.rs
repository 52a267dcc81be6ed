//! Moving through the text: white space, keys, what follows a value, and how deep it is.

use std::num::NonZeroU32;

use super::keys::Keys;
use super::simd;
use super::source::Source;

/// Next offset and rule facts; `None` for "don't know".
///
/// An index past something is never 0, so that the whole answer fits two registers.
pub(crate) type Accepted = Option<(NonZeroU32, u64)>;

/// What all values of a document share.
#[derive(Debug)]
pub(crate) struct Context {
    /// How many more containers may be open at once.
    depth: u32,
    /// Keys of open maps.
    pub(super) keys: Keys,
    /// Where the text of the last key of a map starts and ends.
    pub(super) key: (u32, u32),
}

/// The longest key with its quotes, and three bytes more.
const KEY: usize = 48;

/// A key and what follows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key<'t> {
    /// Index of the opening quote.
    at: u32,
    /// The bytes from there on.
    chunk: &'t [u8; KEY],
    /// How far it is from the bracket or comma before it: most often as far as in the members before.
    gap: u32,
}

/// What follows a value in a container.
#[derive(Debug)]
pub(crate) enum Next<T> {
    /// Another value, or the key of one.
    More(T),
    /// The end of the container, and the index past it.
    End(NonZeroU32),
}

impl Context {
    pub(crate) fn new(depth: u32) -> Self {
        Self { depth, keys: Keys::default(), key: (0, 0) }
    }

    /// The key of an object that starts here and is a value of a map.
    #[inline(always)]
    pub(crate) fn key(&self) -> (u32, u32) {
        self.key
    }

    /// Goes into a container.
    #[inline(always)]
    pub(super) fn enter(&mut self) -> Option<()> {
        self.depth = self.depth.checked_sub(1)?;
        Some(())
    }

    /// Leaves a container.
    #[inline(always)]
    pub(crate) fn leave(&mut self) {
        self.depth += 1;
    }
}

impl<'t> Key<'t> {
    #[inline(always)]
    fn new(source: &'t Source<'_>, at: u32, gap: u32) -> Self {
        Self { at, chunk: source.chunk(at), gap }
    }

    /// Where the value starts, if the key is `name`, which is written with its quotes.
    #[inline(always)]
    pub(crate) fn value<const N: usize>(self, source: &Source<'_>, name: &[u8; N]) -> Option<u32> {
        const { assert!(N + 3 <= KEY) };
        if !starts(self.chunk, name) {
            return None;
        }
        past_colon(source, self.at + N as u32, [self.chunk[N], self.chunk[N + 1], self.chunk[N + 2]])
    }
}

/// Whether `chunk` starts with `literal`.
#[inline(always)]
pub(super) fn starts<const M: usize, const N: usize>(chunk: &[u8; M], literal: &[u8; N]) -> bool {
    // Literals that have other first bytes are distinguished by one comparison of two numbers.
    match (chunk.split_first_chunk::<8>(), literal.split_first_chunk::<8>()) {
        (Some((first, rest)), Some((wanted, wanted_rest))) => first == wanted && rest.get(..N - 8) == Some(wanted_rest),
        _ => chunk.get(..N) == Some(literal),
    }
}

/// Index of the first byte from `at` on that is not white space.
#[inline(always)]
pub(super) fn skip_whitespace(source: &Source<'_>, at: u32) -> u32 {
    match source.ahead::<1>(at) {
        Some([byte]) if *byte > b' ' => at,
        _ => skip_long_whitespace(source, at),
    }
}

/// Like [`skip_whitespace`], mostly past a line end and its indentation.
#[inline(never)]
fn skip_long_whitespace(source: &Source<'_>, at: u32) -> u32 {
    let Some(chunk) = source.ahead::<33>(at) else { return simd::whitespace_end(source, at) };
    let count = chunk.first_chunk().map_or(0, simd::indentation);
    match chunk.get(count as usize) {
        Some(byte) if *byte > b' ' => at + count,
        _ => simd::whitespace_end(source, at),
    }
}

/// Where the value starts after the colon that must follow a key.
#[inline(always)]
pub(super) fn colon(source: &Source<'_>, at: u32) -> Option<u32> {
    past_colon(source, at, *source.chunk(at))
}

/// Like [`colon`], for the bytes at `at`: mostly a colon, and then nothing or one space.
#[inline(always)]
fn past_colon(source: &Source<'_>, at: u32, [colon, next, second]: [u8; 3]) -> Option<u32> {
    if colon == b':' && next > b' ' {
        Some(at + 1)
    } else if colon == b':' && next == b' ' && second > b' ' {
        Some(at + 2)
    } else {
        colon_apart(source, at)
    }
}

/// Like [`past_colon`], where there is more white space.
#[inline(never)]
fn colon_apart(source: &Source<'_>, at: u32) -> Option<u32> {
    let at = simd::whitespace_end(source, at);
    if source.byte(at) == b':' { Some(simd::whitespace_end(source, at + 1)) } else { None }
}

/// Goes into an object.
#[inline(always)]
pub(crate) fn open_object<'s>(source: &'s Source<'_>, at: u32, cx: &mut Context) -> Option<Next<Key<'s>>> {
    if source.byte(at) != b'{' {
        return None;
    }
    cx.enter()?;
    let first = skip_whitespace(source, at + 1);
    let key = Key::new(source, first, first - at);
    if key.chunk[0] == b'}' { NonZeroU32::new(first + 1).map(Next::End) } else { Some(Next::More(key)) }
}

/// What follows the value of `key`.
#[inline(always)]
pub(crate) fn member_end<'s>(source: &'s Source<'_>, at: NonZeroU32, key: Key<'s>) -> Option<Next<Key<'s>>> {
    let at = at.get();
    if key.gap == 1
        && let Some(chunk) = source.ahead::<{ KEY + 1 }>(at)
        && chunk[0] == b','
        && chunk[1] == b'"'
        && let Some(chunk) = chunk[1..].first_chunk()
    {
        return Some(Next::More(Key { at: at + 1, chunk, gap: 1 }));
    }
    // The processor goes on with the next key before it knows that this is so.
    if key.gap > 1 && gap(source, at) == key.gap {
        return Some(Next::More(Key::new(source, at + key.gap, key.gap)));
    }
    Some(match after::<b'}'>(source, at)? {
        Next::More(next) => Next::More(Key::new(source, next, next - at)),
        Next::End(at) => Next::End(at),
    })
}

/// How far it is from the comma at `at` to what follows it; 0 if there is none, or that needs more than one look.
#[inline(never)]
fn gap(source: &Source<'_>, at: u32) -> u32 {
    match source.ahead::<33>(at).and_then(|chunk| chunk.split_first_chunk()) {
        Some(([b','], chunk)) => {
            chunk.first_chunk().map(simd::indentation).filter(|count| *count < 32).map_or(0, |count| count + 1)
        }
        _ => 0,
    }
}

/// What follows a value in a container that ends with `BRACKET`.
#[inline(never)]
pub(super) fn after<const BRACKET: u8>(source: &Source<'_>, at: u32) -> Option<Next<u32>> {
    let Some(chunk) = source.ahead::<33>(at) else { return after_whitespace::<BRACKET>(source, at) };
    if chunk[0] == BRACKET {
        return NonZeroU32::new(at + 1).map(Next::End);
    }
    if chunk[0] == b',' && chunk[1] > b' ' {
        return Some(Next::More(at + 1));
    }
    let comma = u32::from(chunk[0] == b',');
    let rest = if comma == 1 { chunk[1..].first_chunk() } else { chunk.first_chunk() };
    let count = comma + rest.map_or(0, simd::indentation);
    match chunk.get(count as usize) {
        Some(byte) if comma == 1 && *byte > b' ' => Some(Next::More(at + count)),
        Some(byte) if comma == 0 && *byte == BRACKET => NonZeroU32::new(at + count + 1).map(Next::End),
        _ => after_whitespace::<BRACKET>(source, at),
    }
}

/// Like [`after`], whatever white space there is.
#[inline(never)]
fn after_whitespace<const BRACKET: u8>(source: &Source<'_>, at: u32) -> Option<Next<u32>> {
    let at = simd::whitespace_end(source, at);
    match source.byte(at) {
        b',' => Some(Next::More(simd::whitespace_end(source, at + 1))),
        byte if byte == BRACKET => NonZeroU32::new(at + 1).map(Next::End),
        _ => None,
    }
}

/// Notes that a member is there: its bit must not be set yet.
#[inline(always)]
pub(crate) fn once(seen: u64, bit: u64) -> Option<u64> {
    if seen & bit == 0 { Some(seen | bit) } else { None }
}

/// A fact as bit number `bit`.
#[inline(always)]
pub(crate) fn fact(holds: bool, bit: u32) -> u64 {
    u64::from(holds) << bit
}

/// A value of which nothing is known.
#[allow(dead_code, reason = "the contract of the day need not have one")]
pub(crate) fn unknown(_: &Source<'_>, _: u32) -> Accepted {
    None
}
