//! Patterns as minimal automata over bytes.
//!
//! The regular expression is compiled once, here; what the validator runs is a table. The automaton of the library reports a
//! match one byte late and keeps what a search needs, so its reachable part is copied, merged and numbered afresh: the
//! same pattern gives the same table everywhere.

use std::collections::BTreeMap;

use regex_automata::Anchored;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::util::{primitives::StateID, start};

use crate::problem::Problem;

/// An automaton that accepts exactly the texts that its pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dfa {
    /// The class of each byte.
    pub classes: [u8; 256],
    /// Number of classes.
    pub width: u16,
    /// `transitions[state * width + class]` is the next state; state 0 is dead.
    pub transitions: Vec<u16>,
    /// The first state.
    pub start: u16,
    /// Whether a text may end in a state.
    pub accepting: Vec<bool>,
}

impl Dfa {
    /// Compiles a pattern anchored with `^` and `$`.
    ///
    /// # Errors
    /// The pattern is not a regular expression, or its automaton has more than 65,535 states.
    pub fn new(pattern: &str) -> Result<Self, Problem> {
        let problem = |reason: String| Problem::new(format!("the pattern `{pattern}` has no automaton: {reason}"));
        let config = dense::Config::new()
            .start_kind(StartKind::Anchored)
            .match_kind(regex_automata::MatchKind::All)
            .dfa_size_limit(Some(1 << 24));
        let dfa = dense::Builder::new().configure(config).build(pattern).map_err(|error| problem(error.to_string()))?;
        let first = dfa
            .start_state(&start::Config::new().anchored(Anchored::Yes))
            .map_err(|error| problem(error.to_string()))?;
        let table = Table::of(&dfa, first).minimal();
        if table.rows.len() > usize::from(u16::MAX) {
            return Err(problem(format!("{} states", table.rows.len())));
        }
        Ok(table.packed())
    }

    /// Whether the automaton accepts `text`.
    pub fn is_match(&self, text: &str) -> bool {
        let state = text.bytes().fold(self.start, |state, byte| {
            let class = usize::from(self.classes[usize::from(byte)]);
            self.transitions[usize::from(state) * usize::from(self.width) + class]
        });
        self.accepting[usize::from(state)]
    }
}

/// States numbered from 0, one row of 256 next states each.
struct Table {
    rows: Vec<Vec<usize>>,
    accepting: Vec<bool>,
    start: usize,
}

impl Table {
    /// The part of `dfa` that can be reached from `first`.
    fn of(dfa: &dense::DFA<Vec<u32>>, first: StateID) -> Self {
        let mut numbers = BTreeMap::from([(first, 0)]);
        let mut order = vec![first];
        let mut rows: Vec<Vec<usize>> = Vec::new();
        while rows.len() < order.len() {
            let state = order[rows.len()];
            let row = (0..=u8::MAX).map(|byte| {
                let next = dfa.next_state(state, byte);
                *numbers.entry(next).or_insert_with(|| {
                    order.push(next);
                    order.len() - 1
                })
            });
            rows.push(row.collect());
        }
        let accepting = order.iter().map(|state| dfa.is_match_state(dfa.next_eoi_state(*state))).collect();
        Self { rows, accepting, start: 0 }
    }

    /// The smallest automaton that accepts the same texts: states that no text distinguishes are one (Moore).
    fn minimal(self) -> Self {
        let mut class: Vec<usize> = self.accepting.iter().map(|accepts| usize::from(*accepts)).collect();
        loop {
            let mut signatures = BTreeMap::new();
            let next: Vec<usize> = (0..self.rows.len())
                .map(|state| {
                    let row: Vec<usize> = self.rows[state].iter().map(|&to| class[to]).collect();
                    let fresh = signatures.len();
                    *signatures.entry((class[state], row)).or_insert(fresh)
                })
                .collect();
            let count = |class: &[usize]| class.iter().max().map_or(0, |max| max + 1);
            let stable = count(&next) == count(&class);
            class = next;
            if stable {
                break;
            }
        }
        self.numbered(&class)
    }

    /// One state a class, numbered by the order in which they are reached after the dead one.
    fn numbered(&self, class: &[usize]) -> Self {
        let member = |wanted: usize| class.iter().position(|&it| it == wanted).unwrap_or(0);
        let is_dead =
            |state: usize| !self.accepting[state] && self.rows[state].iter().all(|&to| class[to] == class[state]);
        let dead = (0..class.len()).find(|&state| is_dead(state)).map(|state| class[state]);
        // A pattern that accepts every text has no dead state; it gets one that nothing leads to.
        let mut order: Vec<Option<usize>> = vec![dead];
        let mut numbers: BTreeMap<usize, usize> = dead.map(|dead| (dead, 0)).into_iter().collect();
        let mut number = |class: usize, order: &mut Vec<Option<usize>>| {
            *numbers.entry(class).or_insert_with(|| {
                order.push(Some(class));
                order.len() - 1
            })
        };
        let start = number(class[self.start], &mut order);
        let mut rows: Vec<Vec<usize>> = Vec::new();
        while rows.len() < order.len() {
            let row = match order[rows.len()] {
                None => vec![0; 256],
                Some(of) => self.rows[member(of)].iter().map(|&to| number(class[to], &mut order)).collect(),
            };
            rows.push(row);
        }
        let accepting = order.iter().map(|of| of.is_some_and(|of| self.accepting[member(of)])).collect();
        Self { rows, accepting, start }
    }

    /// Bytes that every state treats alike are one class.
    fn packed(&self) -> Dfa {
        let mut columns: BTreeMap<Vec<usize>, u8> = BTreeMap::new();
        let mut representatives = Vec::new();
        let mut classes = [0; 256];
        for (byte, class) in classes.iter_mut().enumerate() {
            let column: Vec<usize> = self.rows.iter().map(|row| row[byte]).collect();
            let fresh = u8::try_from(columns.len()).unwrap_or(u8::MAX);
            *class = *columns.entry(column).or_insert_with(|| {
                representatives.push(byte);
                fresh
            });
        }
        let short = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        let cells = self.rows.iter().flat_map(|row| representatives.iter().map(|&byte| short(row[byte])));
        Dfa {
            classes,
            width: short(representatives.len()),
            transitions: cells.collect(),
            start: short(self.start),
            accepting: self.accepting.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;
    use regex::Regex;

    use super::Dfa;

    /// One pattern of each kind that the contract has.
    const PATTERNS: [&str; 8] = [
        "^(1[4-9]|[2-9][0-9]|100)$",
        "^[A-Za-z0-9]{32}in17$",
        "^[A-Za-z0-9_-]*$",
        r#"^[^!<>'&"\\]*$"#,
        r#"^([^<>&:"'/\\]+[.][0-9]{3,20}|[1-9][0-9]{0,9}):[0-9]{1,20}$"#,
        "^(a|b)(,(a|b))*$",
        "^[^,]+(,[^,]+)+$",
        "^$",
    ];

    #[test]
    fn tables_are_small() {
        let sizes = PATTERNS.map(|pattern| {
            let dfa = Dfa::new(pattern).unwrap();
            (dfa.accepting.len(), dfa.width)
        });
        assert_eq!(sizes, [(6, 5), (38, 6), (2, 2), (9, 12), (52, 16), (3, 3), (19, 13), (2, 1)]);
    }

    #[test]
    fn what_is_no_pattern_is_a_problem() {
        assert!(Dfa::new("^(a$").is_err());
    }

    #[test]
    fn every_text_may_be_accepted() {
        let dfa = Dfa::new("^[a-zA-Z\u{0}-\u{10ffff}]*$").unwrap();
        assert!(dfa.is_match("") && dfa.is_match("ü\n😀"));
    }

    #[test]
    fn each_table_accepts_what_its_pattern_matches() {
        let compiled = PATTERNS.map(|pattern| (pattern, Dfa::new(pattern).unwrap(), Regex::new(pattern).unwrap()));
        let mut runner = TestRunner::deterministic();
        let mut accepted = 0;
        for form in
            PATTERNS.iter().map(|pattern| pattern[1..pattern.len() - 1].to_owned()).chain(["\\PC{0,12}".to_owned()])
        {
            let forms = proptest::string::string_regex(&form).unwrap();
            for _ in 0..200 {
                let text = forms.new_tree(&mut runner).unwrap().current();
                for text in [format!("{text}0"), format!(" {text}"), text.chars().skip(1).collect(), text] {
                    for (pattern, dfa, regex) in &compiled {
                        assert_eq!(dfa.is_match(&text), regex.is_match(&text), "{pattern} {text:?}");
                        accepted += usize::from(dfa.is_match(&text));
                    }
                }
            }
        }
        assert!(accepted > 200 * PATTERNS.len());
    }
}
