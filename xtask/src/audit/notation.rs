//! The ledger's notation of limits, tried on a schema at each boundary and one beyond.
//!
//! `len 4..50` counts characters, `chars A-Za-z0-9_-` and `not <>&` are alphabets, `suffix in17` is how a text ends, `1..65535` is a
//! range of numbers (also of numbers written as text), `items 0..20` counts items, `not empty` and `format hh:mm` are what they say.

use regex::Regex;

use crate::contract::{Schema, Shape, StringShape};

/// What a text looks like, where it is neither a length nor an alphabet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextFormat {
    /// `not empty`
    NotEmpty,
    /// `format hh:mm`
    Time,
    /// `ends 59`
    LastMinute,
    /// `IPv4 only`
    Address,
}

/// The limits of a row.
#[derive(Default)]
pub(super) struct Wanted {
    length: Option<(usize, usize)>,
    allowed: Option<String>,
    refused: Option<String>,
    suffix: String,
    range: Option<(i64, i64)>,
    items: Option<(u64, u64)>,
    formats: Vec<TextFormat>,
    /// What no schema can state.
    pub(super) in_words: Vec<String>,
}

impl Wanted {
    /// Reads the limits of a row.
    pub(super) fn parse(limits: &[String]) -> Self {
        let mut wanted = Self::default();
        for limit in limits {
            let (word, rest) = limit.split_once(' ').unwrap_or((limit, ""));
            match (word, rest) {
                ("len", range) => wanted.length = pair(range),
                ("chars", class) => wanted.allowed = Some(expand(class)),
                ("not", "empty") => wanted.formats.push(TextFormat::NotEmpty),
                ("not", characters) if !characters.contains(' ') => wanted.refused = Some(characters.to_owned()),
                ("suffix", suffix) => suffix.clone_into(&mut wanted.suffix),
                ("items", range) => wanted.items = pair(range),
                ("format", "hh:mm") => wanted.formats.push(TextFormat::Time),
                ("ends", "59") => wanted.formats.push(TextFormat::LastMinute),
                ("IPv4", "only") => wanted.formats.push(TextFormat::Address),
                _ => match pair(limit) {
                    Some(range) => wanted.range = Some(range),
                    None => wanted.in_words.push(limit.clone()),
                },
            }
        }
        wanted
    }

    /// What a schema says otherwise.
    pub(super) fn try_schema(&self, schema: &Schema) -> Vec<String> {
        match &schema.shape {
            Shape::String(text) => self.try_text(text),
            Shape::Integer(number) => {
                let range = self.range.map(|(low, high)| (Some(low), Some(high))).unwrap_or_default();
                let differs = range != (number.minimum, number.maximum);
                differs
                    .then(|| format!("the contract has {}", bounds(number.minimum, number.maximum)))
                    .into_iter()
                    .collect()
            }
            Shape::Array(array) => {
                let length = self.length.map(|(low, high)| (low as u64, high as u64));
                let (low, high) = self.items.or(length).unwrap_or((u64::from(self.is(TextFormat::NotEmpty)), u64::MAX));
                let differs = array.min_items.unwrap_or(0) != low || array.max_items.unwrap_or(u64::MAX) != high;
                differs
                    .then(|| format!("the contract has {} items", bounds(array.min_items, array.max_items)))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// What a text's schema accepts and should not, or refuses and should not.
    fn try_text(&self, text: &StringShape) -> Vec<String> {
        let limits = LimitProbe::new(text);
        let mut flaws = Vec::new();
        for (probe, valid) in self.probes() {
            if limits.accepts(&probe) != valid {
                let shown: String = probe.chars().take(12).collect();
                let length = probe.chars().count();
                let verb = if valid { "refuses" } else { "accepts" };
                flaws.push(format!("the contract {verb} `{shown}` ({length} characters)"));
                if flaws.len() == 3 {
                    break;
                }
            }
        }
        flaws
    }

    /// Texts, and whether each is within the limits.
    fn probes(&self) -> Vec<(String, bool)> {
        let mut probes = Vec::new();
        if let Some((low, high)) = self.range {
            let numbers = [(low - 1, false), (low, true), (high, true), (high + 1, false)];
            probes.extend(numbers.map(|(number, valid)| (number.to_string(), valid)));
        }
        if self.is(TextFormat::Time) {
            let end = self.is(TextFormat::LastMinute);
            let times = [
                ("00:59", true),
                ("23:59", true),
                ("00:00", !end),
                ("12:30", !end),
                ("24:00", false),
                ("12:60", false),
                ("1:59", false),
            ];
            probes.extend(times.map(|(time, valid)| (time.to_owned(), valid)));
        }
        if self.is(TextFormat::Address) {
            let texts = [("192.168.0.1", true), ("256.1.1.1", false), ("host", false), ("fe80::1", false)];
            probes.extend(texts.map(|(text, valid)| (text.to_owned(), valid)));
        }
        if self.is(TextFormat::NotEmpty) {
            probes.push((String::new(), false));
        }
        let (low, high) = self.length.unwrap_or((8, 8));
        if let Some((low, high)) = self.length {
            if low > 0 {
                probes.push((self.text(low - 1, 'a'), false));
            }
            probes.extend([
                (self.text(low, 'a'), true),
                (self.text(high, 'a'), true),
                (self.text(high + 1, 'a'), false),
            ]);
        }
        if self.allowed.is_some() || self.refused.is_some() {
            let middle = low.midpoint(high).max(1);
            let characters = (' '..='~').chain(['\u{e9}']);
            probes.extend(characters.map(|character| (self.text(middle, character), self.permits(character))));
        }
        if !self.suffix.is_empty() {
            let other: String = "a".repeat(low);
            probes.push((other, false));
        }
        probes
    }

    fn is(&self, format: TextFormat) -> bool {
        self.formats.contains(&format)
    }

    fn permits(&self, character: char) -> bool {
        let allowed = self.allowed.as_ref().is_none_or(|allowed| allowed.contains(character));
        allowed && self.refused.as_ref().is_none_or(|refused| !refused.contains(character))
    }

    /// A text of a length that starts with a character and ends with the suffix.
    fn text(&self, length: usize, first: char) -> String {
        let filler = length.saturating_sub(self.suffix.chars().count());
        let body: String = std::iter::once(first).chain(std::iter::repeat('a')).take(filler).collect();
        let text = format!("{body}{}", self.suffix);
        text.chars().take(length).collect()
    }
}

/// What a text's schema accepts.
struct LimitProbe<'s> {
    text: &'s StringShape,
    pattern: Option<Regex>,
}

impl<'s> LimitProbe<'s> {
    fn new(text: &'s StringShape) -> Self {
        let pattern = text.pattern.as_ref().and_then(|pattern| Regex::new(&pattern.replace('$', r"\z")).ok());
        Self { text, pattern }
    }

    fn accepts(&self, text: &str) -> bool {
        let length = text.chars().count() as u64;
        self.text.min_length.is_none_or(|min| length >= min)
            && self.text.max_length.is_none_or(|max| length <= max)
            && self.pattern.as_ref().is_none_or(|pattern| pattern.is_match(text))
            && (!self.text.is_closed_enum() || self.text.values.iter().any(|listed| listed.value == text))
    }
}

/// A range as people read it.
fn bounds<N: std::fmt::Display>(low: Option<N>, high: Option<N>) -> String {
    let show = |bound: Option<N>| bound.map_or_else(|| "any".to_owned(), |bound| bound.to_string());
    format!("{} to {}", show(low), show(high))
}

/// `4..50` as two numbers.
fn pair<N: std::str::FromStr>(range: &str) -> Option<(N, N)> {
    let (low, high) = range.split_once("..")?;
    Some((low.parse().ok()?, high.parse().ok()?))
}

/// `A-Za-z_` as the characters it stands for.
fn expand(class: &str) -> String {
    let letters: Vec<char> = class.chars().collect();
    let mut characters = String::new();
    let mut index = 0;
    while index < letters.len() {
        if let (Some('-'), Some(last)) = (letters.get(index + 1), letters.get(index + 2)) {
            characters.extend(letters[index]..=*last);
            index += 3;
        } else {
            characters.push(letters[index]);
            index += 1;
        }
    }
    characters
}

#[cfg(test)]
mod tests {
    use super::{Wanted, expand};
    use crate::contract::StringShape;

    fn flaws(limits: &[&str], min: Option<u64>, max: Option<u64>, pattern: Option<&str>) -> usize {
        let limits: Vec<String> = limits.iter().map(|limit| (*limit).to_owned()).collect();
        let shape = StringShape {
            min_length: min,
            max_length: max,
            pattern: pattern.map(str::to_owned),
            ..StringShape::default()
        };
        Wanted::parse(&limits).try_text(&shape).len()
    }

    #[test]
    fn a_schema_that_fits_has_no_flaws() {
        assert_eq!(flaws(&["len 4..50", "chars A-Za-z0-9_-"], Some(4), Some(50), Some("^[A-Za-z0-9_-]*$")), 0);
        assert_eq!(flaws(&["14..100"], None, None, Some("^(1[4-9]|[2-9][0-9]|100)$")), 0);
        assert_eq!(
            flaws(&["len 36..36", "chars A-Za-z0-9", "suffix in17"], None, None, Some("^[A-Za-z0-9]{32}in17$")),
            0
        );
        assert_eq!(flaws(&["format hh:mm", "ends 59"], None, None, Some("^([01][0-9]|2[0-3]):59$")), 0);
        assert_eq!(flaws(&["not !<>'&\"\\"], None, None, Some(r#"^[^!<>'&"\\]*$"#)), 0);
    }

    #[test]
    fn each_boundary_is_tried() {
        assert_eq!(flaws(&["len 4..50"], Some(3), Some(50), None), 1);
        assert_eq!(flaws(&["len 4..50"], Some(4), Some(51), None), 1);
        assert_eq!(flaws(&["14..100"], None, None, Some("^(1[5-9]|[2-9][0-9]|100)$")), 1);
        assert_eq!(flaws(&["14..100"], None, None, Some("^(1[4-9]|[2-9][0-9]|10[0-1])$")), 1);
        assert_eq!(flaws(&["chars a-z"], None, None, Some("^[a-z_]*$")), 1);
        assert_eq!(flaws(&["not <"], None, None, Some("^[^<>]*$")), 1);
    }

    #[test]
    fn classes_are_expanded() {
        assert_eq!(expand("a-c_-"), "abc_-");
    }
}
