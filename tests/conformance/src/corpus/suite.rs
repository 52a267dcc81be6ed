//! Texts that find a mistake in a pattern's automaton.
//!
//! [`Automaton::suite`] takes every edge and then tells the state that it leads to apart from every other, so a changed
//! edge, a changed verdict of a state and a byte in the wrong class are all seen. [`Automaton::tour`] only visits every state
//! and leaves the pattern there, which is enough to tell that a place has this pattern and not another.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::automaton::{Automaton, BETWEEN, Node, utf8};

impl Automaton {
    /// Texts of at least `least` and at most `most` characters that find a changed edge, verdict or class of a byte, as far
    /// as texts of that length can.
    pub(crate) fn suite(&self, least: u64, most: u64) -> BTreeSet<String> {
        let mut texts = BTreeSet::new();
        let ways = self.long_ways(least);
        let mut endings: BTreeMap<Node, Vec<Vec<u8>>> = BTreeMap::new();
        for (node, way) in &ways {
            for (byte, next) in self.steps(*node) {
                let endings = endings.entry(next).or_insert_with(|| self.telling(next));
                texts.extend(endings.iter().map(|ending| [way, &[byte][..], ending].concat()));
            }
            texts.insert(way.clone());
        }
        for byte in 0..=u8::MAX {
            self.class_of(byte, &ways, &mut texts);
        }
        texts.extend(self.each_character(least));
        let fits = |text: &String| (least..=most).contains(&(text.chars().count() as u64));
        texts.into_iter().filter_map(|bytes| String::from_utf8(bytes).ok()).filter(fits).collect()
    }

    /// A text with each character of ASCII, as far as `least` to `most` characters allow: enough to tell which of them a
    /// place takes, where the automaton itself has been given the whole suite.
    pub(crate) fn characters(&self, least: u64, most: u64) -> BTreeSet<String> {
        let texts = self.each_character(least).into_iter().filter_map(|bytes| String::from_utf8(bytes).ok());
        texts.filter(|text| (least..=most).contains(&(text.chars().count() as u64))).collect()
    }

    /// A text of each character, whatever is known of it.
    fn each_character(&self, least: u64) -> Vec<Vec<u8>> {
        let base = self.shortest(least.max(3)).unwrap_or_default().into_bytes();
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
    pub(crate) fn tour(&self, least: u64, most: u64) -> BTreeSet<String> {
        let mut texts = BTreeSet::new();
        for (node, way) in self.long_ways(least) {
            texts.extend(self.continued(node.0, &way, least));
            let out = self.steps(node).find(|(_, (next, unit))| Some(*next) == self.dead() && *unit == BETWEEN);
            let out = out.map(|(byte, _)| way.iter().copied().chain([byte]).collect());
            texts.extend(out.and_then(|bytes| String::from_utf8(bytes).ok()));
        }
        texts.retain(|text| (least..=most).contains(&(text.chars().count() as u64)));
        texts
    }

    /// Endings that tell a state apart from every other.
    fn telling(&self, (state, unit): Node) -> Vec<Vec<u8>> {
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
    fn class_of(&self, byte: u8, ways: &BTreeMap<Node, Vec<u8>>, texts: &mut BTreeSet<Vec<u8>>) {
        for &other in &self.letters {
            let found = ways.iter().filter_map(|(&(state, unit), way)| {
                let next = utf8(unit, byte)?;
                let ends = [byte, other].map(|byte| self.rows[state][usize::from(byte)]);
                let ending = (ends[0] != ends[1]).then(|| self.apart(ends[0], ends[1], next)).flatten()?;
                Some([way, &[byte][..], ending].concat())
            });
            texts.extend(found.min_by_key(Vec::len));
        }
    }

    /// The shortest bytes to each state of both automata that have at least `least` characters, or else the longest.
    fn long_ways(&self, least: u64) -> BTreeMap<Node, Vec<u8>> {
        let least = usize::try_from(least).unwrap_or(usize::MAX);
        let mut ways: BTreeMap<(Node, usize), Vec<u8>> = BTreeMap::from([(((0, BETWEEN), 0), Vec::new())]);
        let mut open = VecDeque::from([((0, BETWEEN), 0)]);
        while let Some(place) = open.pop_front() {
            let (node, count) = place;
            for (byte, next) in self.steps(node) {
                let next = (next, least.min(count + usize::from(node.1 == BETWEEN)));
                if !ways.contains_key(&next) {
                    let way = ways[&place].iter().copied().chain([byte]).collect();
                    ways.insert(next, way);
                    open.push_back(next);
                }
            }
        }
        // A larger count comes later and replaces the smaller.
        ways.into_iter().map(|((node, _), way)| (node, way)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::automaton::Automaton;

    /// What a text is to an automaton with one changed edge.
    fn accepts(automaton: &Automaton, changed: &(usize, Vec<u8>, usize), text: &str) -> bool {
        let (from, bytes, to) = changed;
        let end = text.bytes().fold(0, |state, byte| {
            if state == *from && bytes.contains(&byte) { *to } else { automaton.rows[state][usize::from(byte)] }
        });
        automaton.accepting[end]
    }

    /// Whether some text of at most two characters shows a change. Where a table leads in the middle of a character by a
    /// byte that cannot stand there, no text shows.
    fn shows(automaton: &Automaton, changed: &(usize, Vec<u8>, usize)) -> bool {
        let letters: Vec<char> = (' '..='~').chain("\u{80}éࠀက퀀𐀀𠀀\u{100000}".chars()).collect();
        let mut texts = vec![String::new()];
        (0..3).any(|length| {
            if length > 0 {
                texts =
                    texts.iter().flat_map(|text| letters.iter().map(move |letter| format!("{text}{letter}"))).collect();
            }
            texts.iter().any(|text| accepts(automaton, changed, text) != automaton.accepts(text))
        })
    }

    #[test]
    fn every_changed_edge_is_noticed() {
        let patterns =
            ["^(1[4-9]|[2-9][0-9]|100)$", "^[iud](,[iud])*$", "^([01][0-9]|2[0-3]):[0-5][0-9]$", r#"^[^!<>'&"\\]*$"#];
        for pattern in patterns {
            let automaton = Automaton::new(pattern).unwrap();
            let suite = automaton.suite(0, u64::MAX);
            let mut survivors = Vec::new();
            for &(state, unit) in automaton.access.keys() {
                for (byte, (next, _)) in automaton.steps((state, unit)) {
                    let column = |byte: u8| automaton.rows.iter().map(|row| row[usize::from(byte)]).collect::<Vec<_>>();
                    let same: Vec<u8> = (0..=u8::MAX).filter(|other| column(*other) == column(byte)).collect();
                    for to in (0..automaton.rows.len()).filter(|&to| to != next) {
                        let noticed = suite.iter().any(|text| {
                            accepts(&automaton, &(state, same.clone(), to), text) != automaton.accepts(text)
                        });
                        if !noticed && shows(&automaton, &(state, same.clone(), to)) {
                            survivors.push((state, byte, to));
                        }
                    }
                }
            }
            assert!(survivors.is_empty(), "{pattern} {survivors:?} {suite:?}");
        }
    }

    #[test]
    fn lengths_are_kept() {
        let suite = Automaton::new("^[a-z]*$").unwrap().suite(3, 5);
        assert!(suite.iter().all(|text| (3..=5).contains(&text.chars().count())));
        assert!(suite.contains("aaa") && suite.contains("aaaA") && suite.contains("aa\u{80}"));
    }
}
