//! Keys of maps: whether one is duplicated.
//!
//! Only hashes are kept. Equal keys have equal hashes, so a map whose hashes differ has no key twice; one where two are
//! equal is left to the slow path, whatever the reason.

use super::source::Source;

/// Up to so many keys are compared with each other; more are sorted.
const MAX_INLINE_KEYS: usize = 8;

/// The keys of those open maps that have many, those of the innermost one last.
#[derive(Debug, Default)]
pub(super) struct Keys {
    hashes: Vec<u64>,
}

/// The keys of one map.
#[derive(Debug)]
pub(super) struct KeySet {
    count: usize,
    inline: [u64; MAX_INLINE_KEYS],
    /// One bit for each hash in `inline`.
    filter: u64,
    /// Index of its first key in [`Keys`], if it has many.
    start: usize,
}

impl KeySet {
    /// No keys yet.
    #[inline(always)]
    pub(super) fn new() -> Self {
        Self { count: 0, inline: [0; MAX_INLINE_KEYS], filter: 0, start: 0 }
    }
}

impl Keys {
    /// Adds the key at `start..end`; `None` if it may be there already.
    #[inline(always)]
    pub(super) fn add(&mut self, map: &mut KeySet, source: &Source<'_>, start: u32, end: u32) -> Option<()> {
        let hash = hash(source, start, end);
        let Some(place) = map.inline.get_mut(map.count) else {
            self.push(map, hash);
            return Some(());
        };
        *place = hash;
        let bit = 1 << (hash >> 58);
        if map.filter & bit != 0 && map.inline[..map.count].contains(&hash) {
            return None;
        }
        map.filter |= bit;
        map.count += 1;
        Some(())
    }

    #[inline(never)]
    fn push(&mut self, map: &mut KeySet, hash: u64) {
        if map.count == MAX_INLINE_KEYS {
            map.start = self.hashes.len();
            self.hashes.extend(map.inline);
        }
        self.hashes.push(hash);
        map.count += 1;
    }

    /// Ends a map; `None` if a key may be duplicated.
    #[inline(always)]
    pub(super) fn end(&mut self, map: &KeySet) -> Option<()> {
        if map.count <= MAX_INLINE_KEYS { Some(()) } else { self.sort(map) }
    }

    #[inline(never)]
    fn sort(&mut self, map: &KeySet) -> Option<()> {
        let hashes = self.hashes.get_mut(map.start..)?;
        hashes.sort_unstable();
        let distinct = hashes.array_windows().all(|[one, other]| one != other);
        self.hashes.truncate(map.start);
        distinct.then_some(())
    }
}

/// A hash of the bytes at `start..end`.
#[inline(always)]
fn hash(source: &Source<'_>, start: u32, end: u32) -> u64 {
    let length = end - start;
    let word = |at| u64::from_le_bytes(*source.chunk(at));
    if length < 8 {
        mix(word(start) & !(u64::MAX << (8 * length)), u64::from(length))
    } else if length <= 16 {
        mix(word(start), word(end - 8) ^ u64::from(length) << 56)
    } else {
        long_hash(source.slice(start, end))
    }
}

#[inline(never)]
fn long_hash(key: &[u8]) -> u64 {
    let (words, rest) = key.as_chunks();
    let hash = words.iter().fold(key.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)))
}

/// Two words folded into one: the halves of a product, of which each depends on all bits of both words.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "the halves are what is wanted")]
fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ 0x9E37_79B9_7F4A_7C15) * u128::from(other ^ 0xD1B5_4A32_D192_ED03);
    product as u64 ^ (product >> 64) as u64
}
