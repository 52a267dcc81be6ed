//! The mutation that is on: all are compiled, and one at a time is switched on.

use std::cell::{Cell, RefCell};

/// No mutation, and every place that has one is noted.
pub const TRACE: u32 = u32::MAX - 1;

/// No mutation.
pub const NONE: u32 = u32::MAX;

/// Places that may be passed for one document: more are a loop without end.
const FUEL: u32 = 2_000_000;

/// Numbers of a class of characters: one for each in ASCII, and one for all others.
const CHARACTERS: u32 = 129;

thread_local! {
    static CHOSEN: Cell<u32> = const { Cell::new(NONE) };
    static LEFT: Cell<u32> = const { Cell::new(FUEL) };
    static SEEN: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
    static CLASS: Cell<Option<(u32, &'static [bool; 256])>> = const { Cell::new(None) };
}

/// Switches a mutation on.
pub fn choose(number: u32) {
    CHOSEN.set(number);
    LEFT.set(FUEL);
}

/// The places that were passed since the last call, as a set of bits.
pub fn seen() -> Vec<u64> {
    SEEN.with_borrow_mut(std::mem::take)
}

/// Whether this mutation is switched on.
pub(crate) fn is(number: u32) -> bool {
    let chosen = CHOSEN.get();
    if chosen == TRACE {
        note(number);
    }
    let left = LEFT.get();
    assert!(left > 0, "no end in sight");
    LEFT.set(left - 1);
    chosen == number
}

#[cold]
fn note(number: u32) {
    SEEN.with_borrow_mut(|seen| {
        let word = number as usize / 64;
        if seen.len() <= word {
            seen.resize(word + 1, 0);
        }
        seen[word] |= 1 << (number % 64);
    });
}

/// A class of characters, or the same with one of them taken for the opposite.
pub(crate) fn class(right: &'static [bool; 256], first: u32) -> &'static [bool; 256] {
    let chosen = CHOSEN.get();
    if chosen == TRACE {
        (first..first + CHARACTERS).for_each(note);
    }
    if chosen < first || chosen >= first + CHARACTERS {
        return right;
    }
    match CLASS.get() {
        Some((number, class)) if number == chosen => class,
        _ => {
            let mut class = *right;
            match (chosen - first) as usize {
                128 => class[128..].iter_mut().for_each(|it| *it = !*it),
                byte => class[byte] = !class[byte],
            }
            let class: &'static [bool; 256] = Box::leak(Box::new(class));
            CLASS.set(Some((chosen, class)));
            class
        }
    }
}

/// Any text, whole number or truth.
pub(crate) fn loose(source: &crate::accept::Source<'_>, at: u32) -> crate::accept::Accepted {
    use crate::accept::{boolean, number, text};
    let number = || number::within(number::integer(source, at), i64::MIN, i64::MAX);
    text::any(source, at).or_else(|| boolean(source, at)).or_else(number)
}
