//! Duplicate keys, for both syntaxes.
//!
//! An open object keeps a 64-bit filter of its keys' hashes, so that for most keys one bit shows that they are new;
//! otherwise they are compared with the few before them. From [`MAX_COMPARED`] keys on that would no longer be linear: such
//! an object's keys are sorted once, when it is closed.

use crate::fault::{Fault, FaultKind, Faults};
use crate::json::scanner::eight_bytes;
use crate::span::offset;
use crate::tree::{Cell, Tree};

/// Up to so many keys are compared with each other.
pub(crate) const MAX_COMPARED: u32 = 32;

/// The bit of the filter for a key with this text at `start..end` of `bytes`.
#[inline]
pub(crate) fn bit(bytes: &[u8], start: usize, end: usize) -> u64 {
    let length = end - start;
    // Both ends of the key: names often differ only in one of them.
    let mixed = if length >= 8 {
        eight_bytes(bytes, start).unwrap_or_default() ^ eight_bytes(bytes, end - 8).unwrap_or_default().rotate_left(23)
    } else if let Some(word) = eight_bytes(bytes, start) {
        word & !(u64::MAX << (8 * length))
    } else {
        bytes[start..end].iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
    };
    1 << (mixed.wrapping_add(length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58)
}

/// Compares the newest key of `object`, the last node, with those before it. `bit` is the key's, `seen` the object's
/// filter, `count` the number of keys before it.
#[inline]
pub(crate) fn remember(tree: &Tree<'_>, object: u32, count: u32, seen: &mut u64, bit: u64, faults: &mut Faults) {
    if count < MAX_COMPARED && *seen & bit != 0 {
        compare(tree, object, faults);
    }
    *seen |= bit;
}

/// The bit of the last node, a key whose text may be decoded.
pub(crate) fn last_bit(tree: &Tree<'_>) -> u64 {
    let text = tree.cells.last().map_or("", |cell| tree.text_of(*cell)).as_bytes();
    bit(text, 0, text.len())
}

/// Reports an earlier key of the object `object` that has the text of its newest key, the last node.
#[cold]
fn compare(tree: &Tree<'_>, object: u32, faults: &mut Faults) {
    let key = offset(tree.cells.len() - 1);
    let newest = tree.cells[key as usize];
    let text = tree.text_of(newest);
    let mut index = object + 1;
    while index < key {
        let cell = tree.cells[index as usize];
        if tree.text_of(cell) == text {
            faults.push(Fault::new(FaultKind::DuplicateKey, newest.span()).related(cell.span()));
            return;
        }
        index = past(tree, index + 1);
    }
}

/// Reports every duplicate in the finished object `object` from the key number [`MAX_COMPARED`] on.
#[cold]
pub(crate) fn sort(tree: &Tree<'_>, object: u32, faults: &mut Faults) {
    let end = tree.cells[object as usize].payload;
    let mut keys: Vec<(&str, u32, Cell)> = Vec::new();
    let mut index = object + 1;
    let mut number = 0;
    while index < end {
        let cell = tree.cells[index as usize];
        keys.push((tree.text_of(cell), number, cell));
        number += 1;
        index = past(tree, index + 1);
    }
    keys.sort_unstable_by_key(|&(text, number, _)| (text, number));
    for equal in keys.chunk_by(|one, other| one.0 == other.0) {
        let (_, _, first) = equal[0];
        for &(_, number, cell) in &equal[1..] {
            if number >= MAX_COMPARED {
                faults.push(Fault::new(FaultKind::DuplicateKey, cell.span()).related(first.span()));
            }
        }
    }
}

/// Number of keys in the object `object`, which is the innermost open one.
pub(crate) fn count(tree: &Tree<'_>, object: u32) -> u32 {
    let mut index = object + 1;
    let mut count = 0;
    while index < offset(tree.cells.len()) {
        count += 1;
        index = if index + 1 == offset(tree.cells.len()) { index + 1 } else { past(tree, index + 1) };
    }
    count
}

/// The index past the subtree at `index`.
fn past(tree: &Tree<'_>, index: u32) -> u32 {
    let cell = tree.cells[index as usize];
    if cell.is_container() { cell.payload } else { index + 1 }
}
