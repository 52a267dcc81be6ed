//! The matchers of texts: classes of bytes where a pattern is nothing but a repeated class, else automata.

use std::collections::BTreeMap;

use crate::output::code::constant;
use crate::output::source::header;
use crate::output::validator::dfa::Dfa;
use crate::output::validator::patterns::Patterns;
use crate::problem::Problem;

/// The patterns that the functions refer to.
pub(super) struct Matchers<'p> {
    patterns: &'p mut Patterns,
    classes: BTreeMap<String, Class>,
}

/// A set of bytes that consists of ASCII characters, and of all others or none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    ascii: [bool; 128],
    others: bool,
}

impl<'p> Matchers<'p> {
    pub(super) fn new(patterns: &'p mut Patterns) -> Self {
        Self { patterns, classes: BTreeMap::new() }
    }

    /// The path of the automaton for a pattern.
    pub(super) fn path(&mut self, pattern: &str, user: &str) -> String {
        self.patterns.path(pattern, user)
    }

    /// The path of the class whose repetition, any number of times, is the pattern.
    pub(super) fn class(&mut self, pattern: &str, user: &str) -> Result<Option<String>, Problem> {
        let Some(class) = Class::of(&Dfa::new(pattern)?) else { return Ok(None) };
        let known = self.classes.iter().find(|(_, other)| **other == class).map(|(name, _)| name.clone());
        let name = known.unwrap_or_else(|| constant(user));
        self.classes.insert(name.clone(), class);
        Ok(Some(format!("classes::{name}")))
    }

    /// `classes.rs`
    pub(super) fn classes(&self) -> String {
        let mut text = header("Characters that texts consist of.");
        text.push_str("use crate::accept::text::{all_but, only};\n\n");
        let used = |name: &str| self.classes.values().any(|class| class.maker() == name);
        if !used("all_but") || !used("only") {
            let name = if used("only") { "only" } else { "all_but" };
            text = text.replace("{all_but, only}", name);
        }
        for (name, class) in &self.classes {
            let listed: Vec<u8> = (0..128).filter(|byte| class.ascii[usize::from(*byte)] != class.others).collect();
            let listed: String = listed.iter().map(|byte| std::ascii::escape_default(*byte).to_string()).collect();
            text.push_str(&format!("pub(super) static {name}: [bool; 256] = {}(b\"{listed}\");\n", class.maker()));
        }
        text
    }
}

impl Class {
    /// The class that an automaton for `^[class]*$` repeats.
    pub(super) fn of(dfa: &Dfa) -> Option<Self> {
        let start = dfa.start;
        if !dfa.accepting[usize::from(start)] {
            return None;
        }
        let mut ascii = [false; 128];
        for (byte, member) in (0..128).zip(&mut ascii) {
            match step(dfa, start, byte) {
                0 => {}
                next if next == start => *member = true,
                _ => return None,
            }
        }
        let ends: Vec<bool> = SEQUENCES.iter().flat_map(|sequence| ends(dfa, sequence)).collect();
        let others = ends.first().copied()?;
        ends.iter().all(|end| *end == others).then_some(Self { ascii, others })
    }

    fn maker(&self) -> &'static str {
        if self.others { "all_but" } else { "only" }
    }
}

fn step(dfa: &Dfa, state: u16, byte: u8) -> u16 {
    let class = usize::from(dfa.classes[usize::from(byte)]);
    dfa.transitions[usize::from(state) * usize::from(dfa.width) + class]
}

/// The well-formed sequences of more than one byte (RFC 3629, section 4).
const SEQUENCES: [&[(u8, u8)]; 8] = [
    &[(0xC2, 0xDF), (0x80, 0xBF)],
    &[(0xE0, 0xE0), (0xA0, 0xBF), (0x80, 0xBF)],
    &[(0xE1, 0xEC), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xED, 0xED), (0x80, 0x9F), (0x80, 0xBF)],
    &[(0xEE, 0xEF), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xF0, 0xF0), (0x90, 0xBF), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xF1, 0xF3), (0x80, 0xBF), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xF4, 0xF4), (0x80, 0x8F), (0x80, 0xBF), (0x80, 0xBF)],
];

/// Whether the sequences lead from the start back to it; both answers if some do and some do not.
fn ends(dfa: &Dfa, sequence: &[(u8, u8)]) -> Vec<bool> {
    let mut states = vec![dfa.start];
    for &(first, last) in sequence {
        let mut next: Vec<u16> =
            states.iter().flat_map(|&state| (first..=last).map(move |byte| step(dfa, state, byte))).collect();
        next.sort_unstable();
        next.dedup();
        states = next;
    }
    states.into_iter().map(|state| state == dfa.start).collect()
}
