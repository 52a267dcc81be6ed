//! Patterns: whether the texts that one matches are among those of the other, which their automata tell.

use std::collections::BTreeSet;

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};

use super::change::Effect;
use crate::pattern::flaw;

/// Pairs of states that are looked at before the comparison is given up.
const PAIRS: usize = 1 << 16;

/// What it does to the set of right texts that a pattern becomes another one.
pub(super) fn effect(old: &str, new: &str) -> Effect {
    match only(old, new) {
        Some((false, false)) => Effect::Explains,
        Some((true, false)) => Effect::Narrows,
        Some((false, true)) => Effect::Widens,
        _ => Effect::Breaks,
    }
}

/// Whether some text matches only the first, and whether some text matches only the second; `None` if that is not known.
fn only(old: &str, new: &str) -> Option<(bool, bool)> {
    // Outside the subset, a pattern may match a part of a text, or be read in different ways.
    if flaw(old).is_some() || flaw(new).is_some() {
        return None;
    }
    let (old, new) = (automaton(old)?, automaton(new)?);
    let begin = start::Config::new().anchored(Anchored::Yes);
    let first = (old.start_state(&begin).ok()?, new.start_state(&begin).ok()?);
    let (mut seen, mut open) = (BTreeSet::from([first]), vec![first]);
    let mut only = (false, false);
    while let Some((a, b)) = open.pop() {
        match (old.is_match_state(old.next_eoi_state(a)), new.is_match_state(new.next_eoi_state(b))) {
            (true, false) => only.0 = true,
            (false, true) => only.1 = true,
            _ => {}
        }
        for byte in 0..=u8::MAX {
            let next = (old.next_state(a, byte), new.next_state(b, byte));
            if seen.insert(next) {
                open.push(next);
            }
        }
        if seen.len() > PAIRS {
            return None;
        }
    }
    Some(only)
}

fn automaton(pattern: &str) -> Option<dense::DFA<Vec<u32>>> {
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .match_kind(MatchKind::All)
        .dfa_size_limit(Some(1 << 22))
        .determinize_size_limit(Some(1 << 24));
    dense::Builder::new().configure(config).build(pattern).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_of_two_patterns_are_compared() {
        for (old, new, expected) in [
            ("^[a-z]*$", "^[a-z]+$", Effect::Narrows),
            ("^[a-z]+$", "^[A-Za-z]+$", Effect::Widens),
            ("^[ab]$", "^(a|b)$", Effect::Explains),
            ("^(a|ab)c?$", "^(a|ac|ab|abc)$", Effect::Explains),
            ("^[a-c]$", "^[b-d]$", Effect::Breaks),
            ("^[^<]*$", "^[a-z]*$", Effect::Narrows),
            ("^$", "^a?$", Effect::Widens),
            // What matches a part of a text, and what is no pattern.
            ("a", "^a$", Effect::Breaks),
            ("^(a$", "^a$", Effect::Breaks),
            ("^[a-z]{9}$", "^([a-z]{3000}){3000}$", Effect::Breaks),
        ] {
            assert_eq!(effect(old, new), expected, "{old} {new}");
        }
    }
}
