//! Running a pattern: a deterministic automaton over bytes, generated from the contract.
//!
//! There is no regular expression engine at run time: a match is one table look-up for each byte, whatever the pattern
//! and whatever the text.

/// A minimal automaton that reads UTF-8.
#[derive(Debug)]
pub(crate) struct Dfa {
    /// The class of each byte; bytes of one class are interchangeable.
    pub(crate) classes: &'static [u8; 256],
    /// Number of classes: the length of a row of `transitions`.
    pub(crate) width: u16,
    /// `transitions[state * width + class]` is the next state. State 0 is dead: nothing that reaches it is accepted.
    pub(crate) transitions: &'static [u16],
    /// The state before the first byte.
    pub(crate) start: u16,
    /// Whether a text that ends in this state is accepted.
    pub(crate) accepting: &'static [bool],
}

/// The outcome of running an automaton over a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// The text matches.
    Full,
    /// The character that begins at this byte cannot stand there.
    Stopped(usize),
    /// Nothing is wrong up to the end, but more is needed.
    Unfinished,
}

impl Dfa {
    /// Runs the automaton over `text`.
    pub(crate) fn run(&self, text: &str) -> Match {
        let mut state = self.start;
        for (offset, byte) in text.bytes().enumerate() {
            let class = u16::from(self.classes[usize::from(byte)]);
            state = self.transitions[usize::from(state) * usize::from(self.width) + usize::from(class)];
            if state == 0 {
                return Match::Stopped(text.floor_char_boundary(offset));
            }
        }
        if self.accepting[usize::from(state)] { Match::Full } else { Match::Unfinished }
    }

    /// Whether a text matches; `text` is valid UTF-8.
    pub(crate) fn is_match_bytes(&self, text: &[u8]) -> bool {
        let step = |state: u16, byte: &u8| {
            let class = usize::from(self.classes[usize::from(*byte)]);
            self.transitions[usize::from(state) * usize::from(self.width) + class]
        };
        self.accepting[usize::from(text.iter().fold(self.start, step))]
    }

    /// Whether `text` matches.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.run(text) == Match::Full
    }
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;
    use regex::Regex;

    use super::{Dfa, Match};
    use crate::generated::patterns;

    /// Texts around a pattern: some that match it, each also shortened, lengthened and with one character
    /// changed, and some that have nothing to do with it.
    fn texts(pattern: &str) -> Vec<String> {
        let inner = pattern.trim_start_matches('^').trim_end_matches('$');
        let strategy = proptest::string::string_regex(inner).unwrap();
        let mut runner = TestRunner::deterministic();
        let mut texts: Vec<String> =
            ["", "0", "a", "\n", "ü", "😀", "1\n", " 1", "-", "0x1", "\u{0}"].map(str::to_owned).into();
        for round in 0..200 {
            let text = strategy.new_tree(&mut runner).unwrap().current();
            let letters: Vec<char> = text.chars().collect();
            let at = if letters.is_empty() { 0 } else { round % letters.len() };
            let (before, after): (String, String) =
                (letters[..at].iter().collect(), letters[at..].iter().skip(1).collect());
            for other in ['0', '9', 'A', 'z', '_', ',', '.', ':', '"', '\n', 'é', '语'] {
                texts.push(format!("{before}{other}{after}"));
                texts.push(format!("{text}{other}"));
            }
            texts.push(format!("{before}{after}"));
            texts.push(before);
            texts.push(text);
        }
        texts
    }

    #[test]
    fn each_table_accepts_what_its_pattern_matches() {
        let mut accepted = 0;
        for (pattern, dfa) in patterns::ALL {
            let regex = Regex::new(pattern).unwrap();
            for text in texts(pattern) {
                assert_eq!(dfa.is_match(&text), regex.is_match(&text), "{pattern} {text:?}");
                accepted += usize::from(dfa.is_match(&text));
            }
        }
        assert!(accepted > 200 * patterns::ALL.len());
    }

    #[test]
    fn a_number_in_a_range() {
        let port: &Dfa = &patterns::BASE_ENDPOINT_DB_PORT;
        for number in 0..100_000_u32 {
            assert_eq!(port.is_match(&number.to_string()), (1..=65535).contains(&number), "{number}");
        }
    }

    #[test]
    fn where_a_text_stops_matching() {
        let port: &Dfa = &patterns::BASE_ENDPOINT_DB_PORT;
        for (text, outcome) in [
            ("1521", Match::Full),
            ("", Match::Unfinished),
            ("0", Match::Stopped(0)),
            ("15x1", Match::Stopped(2)),
            ("1é", Match::Stopped(1)),
            ("70000", Match::Stopped(4)),
        ] {
            assert_eq!(port.run(text), outcome, "{text}");
        }
    }
}
