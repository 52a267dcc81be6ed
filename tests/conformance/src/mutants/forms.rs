//! The automata of the generated tables, mistakes in them, and which of those no text can show.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::syntax::Node;
use crate::corpus::Automaton;

/// An automaton as it was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dfa {
    classes: Vec<u8>,
    width: usize,
    transitions: Vec<usize>,
    start: usize,
    accepting: Vec<bool>,
    /// Whether nothing that asks goes on after the dead state.
    stops: bool,
}

/// A mistake in an automaton.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slip {
    /// The entry of this number leads to another state.
    Edge(usize, usize),
    /// This state accepts where it should not, or the reverse.
    Verdict(usize),
    /// This byte is in another class.
    Class(usize, u8),
    /// Another state is the first.
    Start(usize),
}

impl Dfa {
    /// The automaton in the value of a static.
    pub(crate) fn read(node: &Node) -> Option<Self> {
        let number = |node: &Node| usize::try_from(node.number()?).ok();
        let Node::Bytes(classes) = node.field("classes")? else { return None };
        Some(Self {
            classes: classes.clone(),
            width: number(node.field("width")?)?,
            transitions: node.list("transitions").iter().map(number).collect::<Option<_>>()?,
            start: number(node.field("start")?)?,
            accepting: node.list("accepting").iter().map(Node::is_true).collect(),
            stops: true,
        })
    }

    /// The automaton of a pattern, as it is without the validator.
    pub(crate) fn of(automaton: &Automaton) -> Self {
        let mut columns: Vec<Vec<usize>> = Vec::new();
        let classes = (0..256).map(|byte| {
            let column: Vec<usize> = automaton.rows.iter().map(|row| row[byte]).collect();
            let known = columns.iter().position(|other| *other == column);
            known.unwrap_or_else(|| {
                columns.push(column);
                columns.len() - 1
            })
        });
        let classes = classes.map(|class| u8::try_from(class).unwrap_or(u8::MAX)).collect();
        let states = 0..automaton.rows.len();
        Self {
            classes,
            width: columns.len(),
            transitions: states.flat_map(|state| columns.iter().map(move |column| column[state])).collect(),
            start: 0,
            accepting: automaton.accepting.clone(),
            stops: false,
        }
    }

    /// The same where the fast path asks too, which goes on after the dead state.
    pub(crate) fn asked_quickly(self) -> Self {
        Self { stops: false, ..self }
    }

    /// Whether a text is accepted, as the validator finds out.
    pub(crate) fn accepts(&self, text: &str) -> bool {
        let mut state = self.start;
        for byte in text.bytes() {
            state = self.step(state, byte);
            if state == 0 && self.stops {
                return false;
            }
        }
        self.accepting[state]
    }

    /// The entries that are looked at for a text, and the state that it ends in.
    pub(crate) fn trace(&self, text: &str) -> (BTreeSet<usize>, usize) {
        let mut entries = BTreeSet::new();
        let mut state = self.start;
        for byte in text.bytes() {
            if state == 0 && self.stops {
                break;
            }
            let entry = state * self.width + usize::from(self.classes[usize::from(byte)]);
            entries.insert(entry);
            state = self.transitions[entry];
        }
        (entries, state)
    }

    fn step(&self, state: usize, byte: u8) -> usize {
        if state == 0 && self.stops {
            return 0;
        }
        self.transitions[state * self.width + usize::from(self.classes[usize::from(byte)])]
    }

    fn states(&self) -> usize {
        self.accepting.len()
    }

    /// The automaton with a mistake in it.
    pub(crate) fn with(&self, slip: Slip) -> Self {
        let mut other = self.clone();
        match slip {
            Slip::Edge(entry, to) => other.transitions[entry] = to,
            Slip::Verdict(state) => other.accepting[state] = !other.accepting[state],
            Slip::Class(byte, class) => other.classes[byte] = class,
            Slip::Start(state) => other.start = state,
        }
        other
    }

    /// An automaton of the same size that accepts nothing.
    pub(crate) fn nothing(&self) -> Self {
        Self { accepting: vec![false; self.accepting.len()], ..self.clone() }
    }

    /// The mistakes that are planted: each edge leads nowhere, to the next state, to the first, or where another byte leads
    /// from the same state; each verdict is the other one; each byte is taken for the one before or after it or for its
    /// letter in other case.
    pub(crate) fn slips(&self) -> BTreeSet<Slip> {
        let mut slips = BTreeSet::new();
        for (entry, &to) in self.transitions.iter().enumerate() {
            let row = entry / self.width * self.width;
            let others = self.transitions[row..row + self.width].iter().copied();
            let others = others.chain([0, (to + 1) % self.states(), self.start]);
            slips.extend(others.filter(|&other| other != to).map(|other| Slip::Edge(entry, other)));
        }
        slips.extend((0..self.states()).map(Slip::Verdict));
        for byte in 0..256_usize {
            let others =
                [byte.wrapping_sub(1), byte + 1, byte ^ 0x20].into_iter().filter_map(|other| self.classes.get(other));
            let own = self.classes[byte];
            slips.extend(others.filter(|&&class| class != own).map(|&class| Slip::Class(byte, class)));
        }
        slips.extend((0..self.states()).filter(|&state| state != self.start).map(Slip::Start));
        slips
    }

    /// A text of `least` to `most` characters that `domain` accepts and on which two automata differ.
    pub(crate) fn witness(&self, other: &Self, domain: Option<&Self>, least: u64, most: u64) -> Option<String> {
        let least = usize::try_from(least).unwrap_or(usize::MAX);
        let start = (self.start, other.start, domain.map_or(0, |domain| domain.start), 0, 0);
        let mut ways = BTreeMap::from([(start, (None, 0_u8, 0_u64))]);
        let mut open = VecDeque::from([start]);
        let bytes = self.letters(other, domain);
        while let Some(place) = open.pop_front() {
            let (one, two, within, unit, count) = place;
            let length = ways[&place].2;
            let inside = domain.is_none_or(|domain| domain.accepting[within]);
            if unit == 0 && count == least && length <= most && inside && self.accepting[one] != other.accepting[two] {
                return Some(written(&ways, place));
            }
            for &byte in &bytes {
                let Some(next_unit) = utf8(unit, byte) else { continue };
                let begins = u64::from(unit == 0);
                let next = (
                    self.step(one, byte),
                    other.step(two, byte),
                    domain.map_or(0, |domain| domain.step(within, byte)),
                    next_unit,
                    least.min(count + usize::from(unit == 0)),
                );
                if !ways.contains_key(&next) && length + begins <= most {
                    ways.insert(next, (Some(place), byte, length + begins));
                    open.push_back(next);
                }
            }
        }
        None
    }

    /// A text of each kind that some automata tell apart, if it has `least` to `most` characters.
    pub(crate) fn kinds(forms: &[&Self], least: u64, most: u64) -> Vec<String> {
        let least = usize::try_from(least).unwrap_or(usize::MAX);
        let start: (Vec<usize>, usize, usize) = (forms.iter().map(|form| form.start).collect(), 0, 0);
        let mut letters = BTreeMap::new();
        for byte in (b'0'..=b'z').chain(0..=u8::MAX) {
            let classes: Vec<u8> = forms.iter().map(|form| form.classes[usize::from(byte)]).collect();
            let units: Vec<_> = (0..8).map(|unit| utf8(unit, byte)).collect();
            letters.entry((classes, units)).or_insert(byte);
        }
        let mut ways: BTreeMap<_, (Vec<u8>, u64)> = BTreeMap::from([(start.clone(), (Vec::new(), 0))]);
        let mut open = VecDeque::from([start]);
        let mut kinds = BTreeMap::new();
        while let Some(place) = open.pop_front() {
            let (states, unit, count) = &place;
            let (way, length) = ways[&place].clone();
            if *unit == 0 && *count == least && length <= most {
                let kind: Vec<bool> = forms.iter().zip(states).map(|(form, state)| form.accepting[*state]).collect();
                kinds.entry(kind).or_insert_with(|| String::from_utf8_lossy(&way).into_owned());
            }
            for &byte in letters.values() {
                let Some(next_unit) = utf8(*unit, byte) else { continue };
                let begins = usize::from(*unit == 0);
                let next: Vec<usize> = forms.iter().zip(states).map(|(form, state)| form.step(*state, byte)).collect();
                let next = (next, next_unit, least.min(count + begins));
                let length = length + begins as u64;
                if length <= most && !ways.contains_key(&next) {
                    ways.insert(next.clone(), (way.iter().copied().chain([byte]).collect(), length));
                    open.push_back(next);
                }
            }
        }
        kinds.into_values().collect()
    }

    /// One byte of each set that no automaton tells apart.
    fn letters(&self, other: &Self, domain: Option<&Self>) -> Vec<u8> {
        let mut letters = BTreeMap::new();
        for byte in (b'0'..=b'z').chain(0..=u8::MAX) {
            let index = usize::from(byte);
            let units: Vec<_> = (0..8).map(|unit| utf8(unit, byte)).collect();
            let class = (self.classes[index], other.classes[index], domain.map(|domain| domain.classes[index]), units);
            letters.entry(class).or_insert(byte);
        }
        letters.into_values().collect()
    }
}

type Place = (usize, usize, usize, usize, usize);

fn written(ways: &BTreeMap<Place, (Option<Place>, u8, u64)>, mut place: Place) -> String {
    let mut bytes = Vec::new();
    while let Some((Some(before), byte, _)) = ways.get(&place) {
        bytes.push(*byte);
        place = *before;
    }
    bytes.reverse();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The state of UTF-8 after a byte: between characters, one to three bytes to go, and four that restrict the next.
fn utf8(state: usize, byte: u8) -> Option<usize> {
    Some(match (state, byte) {
        (0, 0..=0x7f) | (1, 0x80..=0xbf) => 0,
        (0, 0xc2..=0xdf) | (2, 0x80..=0xbf) | (4, 0xa0..=0xbf) | (5, 0x80..=0x9f) => 1,
        (0, 0xe1..=0xec | 0xee..=0xef) | (3, 0x80..=0xbf) | (6, 0x90..=0xbf) | (7, 0x80..=0x8f) => 2,
        (0, 0xf1..=0xf3) => 3,
        (0, 0xe0) => 4,
        (0, 0xed) => 5,
        (0, 0xf0) => 6,
        (0, 0xf4) => 7,
        _ => return None,
    })
}
