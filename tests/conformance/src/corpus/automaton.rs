//! Patterns as automata over the bytes of valid UTF-8: which texts lead to which state, and which tell two states apart.
//!
//! This stands beside the automata of the validator on purpose and shares no code with them: what it misses would be
//! missed by the texts that are to find mistakes in those.

use std::collections::{BTreeMap, VecDeque};

use regex_automata::Anchored;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::util::start;

use xtask::problem::Problem;

/// Two states, and how far a character of more than one byte has come.
type Pair = (usize, usize, usize);

/// A state of the pattern and one of UTF-8.
pub(super) type Node = (usize, usize);

/// A minimal automaton, together with that of UTF-8.
#[derive(Clone, Debug)]
pub(crate) struct Automaton {
    /// `rows[state][byte]` is the next state.
    pub(crate) rows: Vec<[usize; 256]>,
    /// Whether a text may end in a state.
    pub(crate) accepting: Vec<bool>,
    /// The shortest bytes that lead to a state of both automata.
    pub(super) access: BTreeMap<Node, Vec<u8>>,
    /// One byte of each class that no state of either automaton tells apart.
    pub(super) letters: Vec<u8>,
    /// The shortest bytes that lead from two states to different verdicts, by both states and that of UTF-8.
    apart: BTreeMap<Pair, Vec<u8>>,
}

/// States of UTF-8: between characters, one to three bytes to go, and four that restrict the next byte.
pub(super) const BETWEEN: usize = 0;

/// The state of UTF-8 after a byte; `None` if the byte cannot stand there.
pub(super) fn utf8(state: usize, byte: u8) -> Option<usize> {
    Some(match (state, byte) {
        (BETWEEN, 0..=0x7f) | (1, 0x80..=0xbf) => BETWEEN,
        (BETWEEN, 0xc2..=0xdf) | (2, 0x80..=0xbf) | (4, 0xa0..=0xbf) | (5, 0x80..=0x9f) => 1,
        (BETWEEN, 0xe1..=0xec | 0xee..=0xef) | (3, 0x80..=0xbf) | (6, 0x90..=0xbf) | (7, 0x80..=0x8f) => 2,
        (BETWEEN, 0xf1..=0xf3) => 3,
        (BETWEEN, 0xe0) => 4,
        (BETWEEN, 0xed) => 5,
        (BETWEEN, 0xf0) => 6,
        (BETWEEN, 0xf4) => 7,
        _ => return None,
    })
}

const UTF8_STATES: usize = 8;

impl Automaton {
    /// The automaton of a pattern.
    ///
    /// # Errors
    /// The pattern is not a regular expression, or its automaton is beyond all bounds.
    pub(crate) fn new(pattern: &str) -> Result<Self, Problem> {
        let problem = |error: String| Problem::new(format!("the pattern `{pattern}` has no automaton: {error}"));
        let config = dense::Config::new().start_kind(StartKind::Anchored).minimize(true).dfa_size_limit(Some(1 << 24));
        let dfa = dense::Builder::new().configure(config).build(pattern).map_err(|error| problem(error.to_string()))?;
        let first = dfa
            .start_state(&start::Config::new().anchored(Anchored::Yes))
            .map_err(|error| problem(error.to_string()))?;
        let mut numbers = BTreeMap::from([(first, 0)]);
        let mut order = vec![first];
        let mut rows = Vec::new();
        while let Some(&state) = order.get(rows.len()) {
            rows.push(std::array::from_fn(|byte| {
                let next = dfa.next_state(state, u8::try_from(byte).unwrap_or_default());
                *numbers.entry(next).or_insert_with(|| {
                    order.push(next);
                    order.len() - 1
                })
            }));
        }
        let accepting = order.iter().map(|&state| dfa.is_match_state(dfa.next_eoi_state(state))).collect();
        let mut automaton =
            Self { rows, accepting, access: BTreeMap::new(), letters: Vec::new(), apart: BTreeMap::new() };
        automaton.letters = automaton.classes();
        automaton.access = automaton.reach((0, BETWEEN));
        automaton.apart = automaton.distinguish();
        Ok(automaton)
    }

    fn classes(&self) -> Vec<u8> {
        let mut classes: BTreeMap<(Vec<usize>, Vec<Option<usize>>), u8> = BTreeMap::new();
        // Letters and digits first, so that texts can be read.
        let readable = |byte: &u8| !(byte.is_ascii_alphanumeric() || byte.is_ascii_graphic());
        let mut bytes: Vec<u8> = (0..=u8::MAX).collect();
        bytes.sort_by_key(|byte| (readable(byte), !byte.is_ascii_alphanumeric()));
        for byte in bytes {
            let column = self.rows.iter().map(|row| row[usize::from(byte)]).collect();
            let units: Vec<_> = (0..UTF8_STATES).map(|state| utf8(state, byte)).collect();
            if units.iter().any(Option::is_some) {
                classes.entry((column, units)).or_insert(byte);
            }
        }
        classes.into_values().collect()
    }

    /// The shortest bytes from one state to each that can be reached from it.
    pub(super) fn reach(&self, from: Node) -> BTreeMap<Node, Vec<u8>> {
        let mut found = BTreeMap::from([(from, Vec::new())]);
        let mut open = VecDeque::from([from]);
        while let Some(node) = open.pop_front() {
            for (byte, next) in self.steps(node) {
                if !found.contains_key(&next) {
                    let access = found[&node].iter().copied().chain([byte]).collect();
                    found.insert(next, access);
                    open.push_back(next);
                }
            }
        }
        found
    }

    /// The steps that valid UTF-8 may take, one for each class of bytes.
    pub(super) fn steps(&self, (state, unit): Node) -> impl Iterator<Item = (u8, Node)> {
        let next = move |&byte: &u8| Some((byte, (self.rows[state][usize::from(byte)], utf8(unit, byte)?)));
        self.letters.iter().filter_map(next)
    }

    /// For each two states, the shortest text after which one accepts and the other does not.
    fn distinguish(&self) -> BTreeMap<Pair, Vec<u8>> {
        let count = self.rows.len();
        let mut before: BTreeMap<Pair, Vec<(Pair, u8)>> = BTreeMap::new();
        let mut found = BTreeMap::new();
        let mut open = VecDeque::new();
        for one in 0..count {
            for other in one + 1..count {
                for unit in 0..UTF8_STATES {
                    for &byte in &self.letters {
                        let Some(next) = utf8(unit, byte) else { continue };
                        let ends = [self.rows[one][usize::from(byte)], self.rows[other][usize::from(byte)]];
                        let pair = (ends[0].min(ends[1]), ends[0].max(ends[1]), next);
                        if ends[0] != ends[1] {
                            before.entry(pair).or_default().push(((one, other, unit), byte));
                        }
                    }
                }
                if self.accepting[one] != self.accepting[other] {
                    found.insert((one, other, BETWEEN), Vec::new());
                    open.push_back((one, other, BETWEEN));
                }
            }
        }
        while let Some(pair) = open.pop_front() {
            for (earlier, byte) in before.remove(&pair).unwrap_or_default() {
                if !found.contains_key(&earlier) {
                    let text = std::iter::once(byte).chain(found[&pair].iter().copied()).collect();
                    found.insert(earlier, text);
                    open.push_back(earlier);
                }
            }
        }
        found
    }

    /// The shortest bytes after which exactly one of two states accepts, in the middle of a character or between two.
    pub(super) fn apart(&self, one: usize, other: usize, unit: usize) -> Option<&[u8]> {
        self.apart.get(&(one.min(other), one.max(other), unit)).map(Vec::as_slice)
    }

    /// The state after some bytes.
    pub(super) fn run(&self, from: usize, bytes: &[u8]) -> usize {
        bytes.iter().fold(from, |state, &byte| self.rows[state][usize::from(byte)])
    }

    /// Whether a text is accepted.
    #[cfg(test)]
    pub(super) fn accepts(&self, text: &str) -> bool {
        self.accepting[self.run(0, text.as_bytes())]
    }

    /// The state from which nothing is accepted any more, if there is one.
    pub(super) fn dead(&self) -> Option<usize> {
        (0..self.rows.len()).find(|&state| !self.accepting[state] && self.rows[state].iter().all(|&next| next == state))
    }

    /// The shortest accepted text that has at least `min` characters.
    pub(crate) fn shortest(&self, min: u64) -> Option<String> {
        self.continued(0, b"", min)
    }

    /// A right text after each character of ASCII, and before each: what a pattern without its ends would take.
    pub(super) fn led(&self, min: u64, max: u64) -> Vec<String> {
        let Some(text) = self.shortest(min) else { return Vec::new() };
        let letters = self.letters.iter().filter(|byte| byte.is_ascii()).map(|byte| char::from(*byte));
        let all = letters.flat_map(|letter| [format!("{letter}{text}"), format!("{text}{letter}")]);
        all.filter(|text| text.chars().count() as u64 <= max).collect()
    }

    /// A text that begins with `bytes`, which lead to `state`, has at least `min` characters and is accepted.
    pub(super) fn continued(&self, state: usize, bytes: &[u8], min: u64) -> Option<String> {
        let min = usize::try_from(min).unwrap_or(usize::MAX);
        let mut unit = BETWEEN;
        for &byte in bytes {
            unit = utf8(unit, byte)?;
        }
        let begun = |bytes: &[u8]| bytes.iter().filter(|&&byte| !(0x80..0xc0).contains(&byte)).count();
        let start = (state, unit, begun(bytes).min(min));
        let mut accesses = BTreeMap::from([(start, bytes.to_vec())]);
        let mut open = VecDeque::from([start]);
        while let Some(place) = open.pop_front() {
            let (state, unit, count) = place;
            if self.accepting[state] && unit == BETWEEN && count == min {
                return String::from_utf8(accesses.remove(&place)?).ok();
            }
            for (byte, (next, after)) in self.steps((state, unit)) {
                let next = (next, after, min.min(count + usize::from(unit == BETWEEN)));
                if Some(next.0) != self.dead() && !accesses.contains_key(&next) {
                    let access = accesses[&place].iter().copied().chain([byte]).collect();
                    accesses.insert(next, access);
                    open.push_back(next);
                }
            }
        }
        None
    }
}
