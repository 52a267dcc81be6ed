//! The subset of regular expressions that the contract uses, and what it costs to check one.

use std::collections::BTreeSet;

use regex_automata::Anchored;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::util::start;

/// Characters that may follow a backslash: every language takes the character itself, or the control character.
const ESCAPES: &str = r"\.^$|?*+()[]{}/-nrt";

/// Why a pattern is outside the subset; `None` if it is inside.
pub fn flaw(pattern: &str) -> Option<String> {
    let Some(inner) = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$')) else {
        return Some("the pattern is not anchored with `^` and `$`".to_owned());
    };
    let mut scanner = Scanner { depth: 0, class: None, quantified: false };
    let mut letters = inner.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        if !letter.is_ascii() {
            return Some(format!("`{letter}` is not an ASCII character"));
        }
        if letter == '\\' {
            let escaped = letters.next().unwrap_or(' ');
            if !ESCAPES.contains(escaped) {
                return Some(format!("`\\{escaped}` means different things in different languages"));
            }
            scanner.quantified = false;
        } else if let Some(flaw) = scanner.step(letter, next) {
            return Some(flaw);
        }
    }
    (scanner.depth != 0 || scanner.class.is_some()).then(|| "a bracket is never closed".to_owned())
}

/// Where in a pattern the scan is.
struct Scanner {
    /// Open round brackets.
    depth: u32,
    /// Characters of the open class, if in one.
    class: Option<u32>,
    /// Whether a quantifier has just ended.
    quantified: bool,
}

impl Scanner {
    fn step(&mut self, letter: char, next: Option<char>) -> Option<String> {
        if let Some(length) = &mut self.class {
            *length += 1;
            let doubled = matches!(letter, '&' | '~' | '|') && next == Some(letter);
            match letter {
                ']' => self.class = None,
                '[' => return Some("`[` in a class must be escaped".to_owned()),
                _ if doubled => return Some(format!("`{letter}{letter}` in a class is an operator in some languages")),
                _ => {}
            }
            return None;
        }
        let quantifies = matches!(letter, '*' | '+' | '?' | '{');
        if quantifies && self.quantified {
            return Some("lazy and possessive quantifiers do not exist in every language".to_owned());
        }
        match letter {
            '.' => return Some("`.` means different things in different languages; write a class".to_owned()),
            '^' | '$' => return Some(format!("`{letter}` stands only at the end it anchors")),
            '|' if self.depth == 0 => {
                return Some("the anchors hold for one branch only; put the branches in brackets".to_owned());
            }
            '(' if next == Some('?') => return Some("groups with `(?` do not exist in every language".to_owned()),
            '(' => self.depth += 1,
            ')' => self.depth = self.depth.checked_sub(1).unwrap_or(u32::MAX),
            '[' => self.class = Some(0),
            _ => {}
        }
        self.quantified = matches!(letter, '*' | '+' | '?' | '}');
        None
    }
}

/// States of the smallest table of byte transitions that decides the pattern, the dead one included.
///
/// # Errors
/// The pattern is not a regular expression, or its table would be beyond all bounds.
pub fn states(pattern: &str) -> Result<usize, String> {
    let config = dense::Config::new().start_kind(StartKind::Anchored).minimize(true).dfa_size_limit(Some(1 << 22));
    let dfa = dense::Builder::new().configure(config).build(pattern).map_err(|error| error.to_string())?;
    let first = dfa.start_state(&start::Config::new().anchored(Anchored::Yes)).map_err(|error| error.to_string())?;
    let mut seen = BTreeSet::from([first]);
    let mut open = vec![first];
    while let Some(state) = open.pop() {
        for byte in 0..=u8::MAX {
            let next = dfa.next_state(state, byte);
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    Ok(seen.len())
}

#[cfg(test)]
mod tests {
    use super::{flaw, states};

    #[test]
    fn the_subset() {
        for inside in ["^[A-Za-z0-9_-]*$", r"^a\.b(c|d){1,3}$", r"^[^<>\[\]]+$", "^$"] {
            assert_eq!(flaw(inside), None, "{inside}");
        }
        for outside in [
            "a",
            "^a|b$",
            r"^\d$",
            "^.$",
            "^(?:a)$",
            "^(?=a)$",
            r"^(a)\1$",
            "^a*?$",
            "^[[:alpha:]]$",
            "^é$",
            "^[a&&b]$",
            "^(a$",
            "^a^b$",
        ] {
            assert!(flaw(outside).is_some(), "{outside}");
        }
    }

    #[test]
    fn states_are_counted() {
        assert_eq!(states("^[0-9]{3}$"), Ok(5));
        assert!(states("^[a-z]{300}$").is_ok_and(|states| states > 255));
        assert!(states("^(a$").is_err());
    }
}
