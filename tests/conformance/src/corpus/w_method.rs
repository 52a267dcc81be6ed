//! Texts that find a mistake in a pattern's automaton.
//!
//! [`Automaton::transition_cover`] takes every edge and then tells the state that it leads to apart from every other, so a changed
//! edge, a changed verdict of a state and a byte in the wrong class are all seen. [`Automaton::state_cover`] only visits every state
//! and leaves the pattern there, which is enough to tell that a place has this pattern and not another.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::automaton::{Automaton, BETWEEN, Node, utf8};

impl Automaton {
    /// Texts of at least `min` and at most `max` characters that find a changed edge, verdict or class of a byte, as far
    /// as texts of that length can.
    pub(crate) fn transition_cover(&self, min: u64, max: u64) -> BTreeSet<String> {
        let mut texts = BTreeSet::new();
        let accesses = self.accesses_of_length(min);
        let mut endings: BTreeMap<Node, Vec<Vec<u8>>> = BTreeMap::new();
        for (node, access) in &accesses {
            for (byte, next) in self.steps(*node) {
                let endings = endings.entry(next).or_insert_with(|| self.distinguishing_suffixes(next));
                texts.extend(endings.iter().map(|ending| [access, &[byte][..], ending].concat()));
            }
            texts.insert(access.clone());
        }
        for byte in 0..=u8::MAX {
            self.class_of(byte, &accesses, &mut texts);
        }
        texts.extend(self.each_character(min));
        let fits = |text: &String| (min..=max).contains(&(text.chars().count() as u64));
        texts.into_iter().filter_map(|bytes| String::from_utf8(bytes).ok()).filter(fits).collect()
    }

    /// A text with each character of ASCII, as far as `min` to `max` characters allow: enough to tell which of them a
    /// place takes, where the automaton itself has been given the whole transition cover.
    pub(crate) fn characters(&self, min: u64, max: u64) -> BTreeSet<String> {
        let texts = self.each_character(min).into_iter().filter_map(|bytes| String::from_utf8(bytes).ok());
        texts.filter(|text| (min..=max).contains(&(text.chars().count() as u64))).collect()
    }

    /// A text of each character, whatever is known of it.
    fn each_character(&self, min: u64) -> Vec<Vec<u8>> {
        let base = self.shortest(min.max(3)).unwrap_or_default().into_bytes();
        let with = |byte: u8| {
            let mut text = base.clone();
            let middle = text.len() / 2;
            if let Some(place) = text.get_mut(middle) {
                *place = byte;
            }
            text
        };
        (0..=u8::MAX).filter(u8::is_ascii).map(with).collect()
    }

    /// A text that is accepted and one that is not for each state.
    pub(crate) fn state_cover(&self, min: u64, max: u64) -> BTreeSet<String> {
        let mut texts = BTreeSet::new();
        for (node, access) in self.accesses_of_length(min) {
            texts.extend(self.continued(node.0, &access, min));
            let out = self.steps(node).find(|(_, (next, unit))| Some(*next) == self.dead() && *unit == BETWEEN);
            let out = out.map(|(byte, _)| access.iter().copied().chain([byte]).collect());
            texts.extend(out.and_then(|bytes| String::from_utf8(bytes).ok()));
        }
        texts.retain(|text| (min..=max).contains(&(text.chars().count() as u64)));
        texts
    }

    /// Endings that tell a state apart from every other.
    fn distinguishing_suffixes(&self, (state, unit): Node) -> Vec<Vec<u8>> {
        let mut endings: Vec<Vec<u8>> = Vec::new();
        for other in (0..self.rows.len()).filter(|&other| other != state) {
            let differs =
                |ending: &Vec<u8>| self.accepting[self.run(state, ending)] != self.accepting[self.run(other, ending)];
            if !endings.iter().any(differs) {
                endings.extend(self.apart(state, other, unit).map(<[u8]>::to_vec));
            }
        }
        endings
    }

    /// Texts in which a byte would be noticed if it were taken for one of another class.
    fn class_of(&self, byte: u8, accesses: &BTreeMap<Node, Vec<u8>>, texts: &mut BTreeSet<Vec<u8>>) {
        for &other in &self.letters {
            let found = accesses.iter().filter_map(|(&(state, unit), access)| {
                let next = utf8(unit, byte)?;
                let ends = [byte, other].map(|byte| self.rows[state][usize::from(byte)]);
                let ending = (ends[0] != ends[1]).then(|| self.apart(ends[0], ends[1], next)).flatten()?;
                Some([access, &[byte][..], ending].concat())
            });
            texts.extend(found.min_by_key(Vec::len));
        }
    }

    /// The shortest bytes to each state of both automata that have at least `min` characters, or else the longest.
    fn accesses_of_length(&self, min: u64) -> BTreeMap<Node, Vec<u8>> {
        let min = usize::try_from(min).unwrap_or(usize::MAX);
        let mut accesses: BTreeMap<(Node, usize), Vec<u8>> = BTreeMap::from([(((0, BETWEEN), 0), Vec::new())]);
        let mut open = VecDeque::from([((0, BETWEEN), 0)]);
        while let Some(place) = open.pop_front() {
            let (node, count) = place;
            for (byte, next) in self.steps(node) {
                let next = (next, min.min(count + usize::from(node.1 == BETWEEN)));
                if !accesses.contains_key(&next) {
                    let access = accesses[&place].iter().copied().chain([byte]).collect();
                    accesses.insert(next, access);
                    open.push_back(next);
                }
            }
        }
        // A larger count comes later and replaces the smaller.
        accesses.into_iter().map(|((node, _), access)| (node, access)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::automaton::Automaton;
    use super::super::reference::ReferenceValidator;

    /// Whether a text is accepted where a step of one state by some bytes leads elsewhere.
    fn accepts(automaton: &Automaton, (from, bytes, to): (usize, &[u8], usize), text: &str) -> bool {
        let end = text.bytes().fold(0, |state, byte| {
            if state == from && bytes.contains(&byte) { to } else { automaton.rows[state][usize::from(byte)] }
        });
        automaton.accepting[end]
    }

    /// Every edge of an automaton that texts can take: the state, the bytes of its class, where it leads, and where it could
    /// lead instead so that a text shows it: the first and the last of such states.
    fn edges(automaton: &Automaton) -> Vec<(usize, Vec<u8>, [usize; 2])> {
        let column = |byte: u8| automaton.rows.iter().map(|row| row[usize::from(byte)]).collect::<Vec<_>>();
        let mut classes: BTreeMap<Vec<usize>, Vec<u8>> = BTreeMap::new();
        (0..=u8::MAX).for_each(|byte| classes.entry(column(byte)).or_default().push(byte));
        let mut seen = BTreeSet::new();
        let steps = automaton.access.keys().flat_map(|&node| automaton.steps(node).map(move |step| (node.0, step)));
        let edges = steps.filter_map(|(state, (byte, (next, unit)))| {
            let mut others = (0..automaton.rows.len()).filter(|&to| automaton.apart(next, to, unit).is_some());
            let first = others.next()?;
            let last = others.next_back().unwrap_or(first);
            seen.insert((state, column(byte))).then(|| (state, classes[&column(byte)].clone(), [first, last]))
        });
        edges.collect()
    }

    #[test]
    fn a_changed_edge_of_any_automaton_of_the_contract_is_detected() {
        let contract = xtask::codegen::contract(&xtask::root()).unwrap();
        let mut count = 0;
        for pattern in ReferenceValidator::new(&contract).unwrap().patterns() {
            let automaton = Automaton::new(&pattern).unwrap();
            let texts = automaton.transition_cover(0, u64::MAX);
            let mut passing: BTreeMap<(usize, u8), Vec<&String>> = BTreeMap::new();
            for text in &texts {
                text.bytes().fold(0, |state, byte| {
                    passing.entry((state, byte)).or_default().push(text);
                    automaton.rows[state][usize::from(byte)]
                });
            }
            for (state, bytes, others) in edges(&automaton) {
                for to in others {
                    count += 1;
                    let mut through = bytes.iter().filter_map(|byte| passing.get(&(state, *byte))).flatten();
                    let detects =
                        |text: &&String| accepts(&automaton, (state, &bytes, to), text) != automaton.accepts(text);
                    assert!(through.any(detects), "{pattern}: {state} by {bytes:?} to {to}");
                }
            }
        }
        assert!(count > 2_000, "{count} changes");
    }

    #[test]
    fn lengths_are_kept() {
        let cover = Automaton::new("^[a-z]*$").unwrap().transition_cover(3, 5);
        assert!(cover.iter().all(|text| (3..=5).contains(&text.chars().count())));
        assert!(cover.contains("aaa") && cover.contains("aaaA") && cover.contains("aa\u{80}"));
    }
}
