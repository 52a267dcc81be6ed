//! Values at each place: every other type, listed values and near misses, lengths, ranges, patterns.

use std::collections::BTreeSet;

use super::doc::Doc;
use super::hidden::Hidden;
use super::reference::Verdict;
use super::sample::Place;
use super::single_error::Injected;
use super::writer::Writer;
use xtask::contract::{IntegerShape, Shape, StringShape};

/// Characters of one to four bytes.
const LETTERS: [char; 4] = ['a', 'é', '语', '😀'];

/// All kinds of values, each in some sizes.
fn kinds() -> Vec<Doc> {
    let numbers = ["0", "7", "-7", "60.0", "60.5", "6e1", "1e30", "-1e30", "18446744073709551616", "1e400"];
    let mut kinds = vec![Doc::Null, Doc::Bool(true), Doc::Bool(false)];
    kinds.extend(numbers.map(Doc::number));
    kinds.extend(["", "text", "7", "true", "null", "[]", "{}"].map(Doc::text));
    kinds.extend([
        Doc::Array(Vec::new()),
        Doc::Array(vec![Doc::Null]),
        Doc::Array(vec![Doc::text("text")]),
        Doc::Array(vec![Doc::Object(Vec::new())]),
        Doc::Object(Vec::new()),
        Doc::Object(vec![("value".to_owned(), Doc::text("text"))]),
    ]);
    kinds
}

impl<'c> Writer<'c> {
    /// Everything about the value at a place.
    pub(super) fn values(&mut self, place: &Place<'c>) {
        for value in kinds() {
            self.value("type", place, &value);
        }
        match &self.repairer.validator.contract.resolve(place.schema).shape {
            Shape::String(string) => self.texts(place, &string.clone()),
            Shape::Integer(integer) => self.integers(place, &integer.clone()),
            Shape::Boolean => {
                for truth in [true, false] {
                    self.value("type", place, &Doc::Bool(truth));
                }
            }
            _ => {}
        }
    }

    /// The value in the place; where it is allowed, the rest is made to fit.
    pub(super) fn value(&mut self, kind: &'static str, place: &Place<'c>, value: &Doc) {
        let mut doc = self.with(place, value.clone());
        let mut verdict = self.repairer.verdict(&doc);
        let mut broken = verdict.reasons.iter().chain(&verdict.native).chain(&verdict.warnings).peekable();
        if broken.peek().is_some() && broken.all(|reason| reason.rule.is_some()) {
            let repaired = self.repairer.repaired(&doc, std::slice::from_ref(&place.path));
            let after = self.repairer.verdict(&repaired);
            if after == Verdict::default() {
                if self.is_longest(place, value) {
                    self.hidden.push(Hidden::Longest(place.clone(), [doc, repaired.clone()]));
                }
                (doc, verdict) = (repaired, after);
            }
        }
        let shown: String = value.to_text().chars().take(60).collect();
        let what = format!("{}/{kind}: {shown}", place.name);
        self.add_validated(kind, &what, &doc, &verdict, Some(&Injected::Value(place.path.clone())));
    }

    /// Whether a value is the longest text that a place takes, in its first spelling.
    fn is_longest(&self, place: &Place<'_>, value: &Doc) -> bool {
        let Shape::String(string) = &self.repairer.validator.contract.resolve(place.schema).shape else { return false };
        let max = string.max_length.and_then(|max| usize::try_from(max).ok()).unwrap_or_default();
        max > 0 && value.as_text() == Some(&LETTERS[0].to_string().repeat(max))
    }

    fn texts(&mut self, place: &Place<'c>, string: &StringShape) {
        if string.is_closed_enum() {
            for listed in &string.values {
                // What goes with the value goes with what is nearly it, so that nothing else is wrong.
                let own = self.with(place, Doc::text(&listed.value));
                let own = self.repairer.repaired(&own, std::slice::from_ref(&place.path));
                self.note(&own, Hidden::Listed(place.clone(), listed.value.clone()));
                for text in near(&listed.value) {
                    self.value("enum", place, &Doc::text(&text));
                    let mut doc = own.clone();
                    doc.set(&place.path, Doc::text(&text));
                    let what = format!("{}/enum: {text:?} beside what goes with {:?}", place.name, listed.value);
                    self.add("enum", &what, &doc, Some(&Injected::Value(place.path.clone())));
                }
            }
            return;
        }
        let (min, max) = (string.min_length.unwrap_or(0), string.max_length.unwrap_or(u64::MAX));
        let bounds: BTreeSet<u64> = [string.min_length, string.max_length].into_iter().flatten().collect();
        let near_bounds = bounds.iter().flat_map(|bound| [bound.saturating_sub(1), *bound, bound + 1]);
        let counts: BTreeSet<u64> = near_bounds.chain([0, 1]).collect();
        for letter in LETTERS {
            for &count in &counts {
                let count = usize::try_from(count).unwrap_or(0);
                self.value("length", place, &Doc::Text(letter.to_string().repeat(count)));
                // The same number of bytes in other characters, one of them at either end.
                if count > 1 {
                    let rest = "a".repeat(count - 1);
                    self.value("length", place, &Doc::Text(format!("{letter}{rest}")));
                    self.value("length", place, &Doc::Text(format!("{rest}{letter}")));
                }
            }
        }
        if let Some(pattern) = &string.pattern {
            let automaton = self.repairer.sampler.automaton(pattern);
            let mut texts = automaton.state_cover(min, max);
            let shortest = automaton.shortest(min).unwrap_or_default();
            texts.extend([
                format!("{shortest}\n"),
                format!("\n{shortest}"),
                format!("{shortest} "),
                format!("{shortest}\0"),
            ]);
            texts.extend(counts.iter().filter_map(|&count| automaton.shortest(count)));
            for text in texts {
                self.value("pattern", place, &Doc::text(text));
            }
        }
    }

    fn integers(&mut self, place: &Place<'c>, integer: &IntegerShape) {
        let listed = integer.values.iter().map(|listed| listed.value);
        let bounds: BTreeSet<i64> =
            listed.chain(integer.minimum).chain(integer.maximum).chain([0, i64::MIN, i64::MAX]).collect();
        let near = |bound: &i64| [bound.saturating_sub(1), *bound, bound.saturating_add(1)];
        let numbers: BTreeSet<i64> = bounds.iter().flat_map(near).collect();
        let mut texts: BTreeSet<String> = numbers.iter().map(i64::to_string).collect();
        for number in &bounds {
            // A fraction that binary floating point has no room for, and other accesses to write the number.
            for spelling in ["00000000000000000000", "00000000000000000001", "5"] {
                texts.insert(format!("{number}.{spelling}"));
            }
            texts.extend([format!("{number}.0"), format!("{number}e0"), format!("{number}.000E+0")]);
            if *number != 0 {
                texts.extend([format!("{number}0E-1"), format!("{number}000e-3")]);
            }
        }
        texts.extend(
            ["-0", "-0.0", "0.0", "1e-1", "9007199254740993", "123456789012345678901234567890"].map(str::to_owned),
        );
        for text in &texts {
            self.value("range", place, &Doc::number(text));
        }
        for listed in &integer.values {
            self.value("type", place, &Doc::text(listed.value.to_string()));
        }
        if place.in_query {
            let odd = ["", "-", "+1", "00", "01", "-01", " 1", "1 ", "1\n", "0x1", "1_0", "١", "--1", "NaN", "one"];
            for text in texts.iter().map(String::as_str).chain(odd) {
                self.value("integer-text", place, &Doc::text(text));
            }
        }
    }
}

/// A value and texts that are nearly it.
fn near(value: &str) -> Vec<String> {
    let flip = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    let letters: Vec<char> = value.chars().collect();
    let mut all = vec![value.to_owned(), value.to_ascii_uppercase(), value.chars().map(flip).collect()];
    all.extend([
        format!("{value}x"),
        format!("{value} "),
        format!(" {value}"),
        format!("{value}\n"),
        format!("{value}\0"),
    ]);
    all.push(letters.iter().skip(1).collect());
    all.push(letters.iter().take(letters.len().saturating_sub(1)).collect());
    for at in [0, letters.len() / 2, letters.len().saturating_sub(1)] {
        let mut other = letters.clone();
        if let Some(letter) = other.get_mut(at) {
            *letter = char::from_u32(*letter as u32 ^ 1).unwrap_or('?');
        }
        all.push(other.into_iter().collect());
    }
    all
}
