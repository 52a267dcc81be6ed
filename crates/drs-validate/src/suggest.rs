//! "Did you mean": the known name that a user most probably meant.

use drs_diag::spelling::{Outline, is_near, letters};

/// Longer names are nobody's slip of the finger, and the comparison takes quadratic time.
const MAX_NAME_BYTES: usize = 64;

/// Between two words is a separator, or a small letter before a capital.
const MAX_PARTS: usize = MAX_NAME_BYTES / 2 + 1;

/// Maximum number of edits between a name and what was meant, however long the name.
const MAX_EDITS: usize = 3;

/// How near a name is to a known one; smaller is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    /// The same but for case, hyphens, underscores and spaces: `endpointType`.
    Spelling,
    /// This many letters were dropped, added, exchanged or swapped with their neighbour.
    Edits(usize),
    /// The same words in another order, or without the first or the last: `port` for `db_port`.
    Words,
}

impl Nearness {
    /// Whether a program may correct the name by itself.
    pub(crate) fn is_certain(self) -> bool {
        self != Self::Words
    }
}

/// The known name nearest to `name`; `None` if there is none or two are equally near.
///
/// Names count as near up to a third of the shorter one's length, at most three edits; case, hyphens and underscores do not count.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let known: Vec<&str> = known.into_iter().collect();
    best(name, &known).map(|(index, _)| known[index])
}

/// The index of the known name nearest to `name`; `None` if there is none or two different ones are equally near.
pub(crate) fn best(name: &str, known: &[&str]) -> Option<(usize, Nearness)> {
    let name = Name::new(name)?;
    let mut nearest = Nearest::default();
    for (index, candidate) in known.iter().enumerate() {
        let is_again = nearest.found.is_some_and(|(other, _)| known[other] == *candidate);
        if let Some(nearness) = name.nearness(candidate).filter(|_| !is_again) {
            nearest.add(index, nearness);
        }
    }
    nearest.only()
}

/// The nearest of some known names.
#[derive(Debug, Default)]
pub(crate) struct Nearest {
    found: Option<(usize, Nearness)>,
    tied: bool,
}

impl Nearest {
    /// Adds a known name by its index.
    pub(crate) fn add(&mut self, index: usize, nearness: Nearness) {
        match self.found {
            Some((_, found)) if nearness > found => {}
            Some((_, found)) if nearness == found => self.tied = true,
            _ => *self = Self { found: Some((index, nearness)), tied: false },
        }
    }

    /// The one that is nearest; `None` if there is none or several are equally near.
    pub(crate) fn only(&self) -> Option<(usize, Nearness)> {
        self.found.filter(|_| !self.tied)
    }
}

/// A name to compare with known ones.
pub(crate) struct Name<'n> {
    text: &'n str,
    outline: Outline,
    buffer: Buffer,
}

impl<'n> Name<'n> {
    /// A name; `None` if nothing is near to it.
    pub(crate) fn new(text: &'n str) -> Option<Self> {
        let is_short = (1..=MAX_NAME_BYTES).contains(&text.len());
        is_short.then(|| {
            let mut buffer = EMPTY;
            let outline = Outline::of(fold(text, &mut buffer).iter().copied());
            Self { text, outline, buffer }
        })
    }

    /// How many letters it has.
    pub(crate) const fn letters(&self) -> usize {
        self.outline.length()
    }

    /// Whether a name with this outline may be at most `max_edits` edits away: quick, for long lists of names.
    #[inline]
    pub(crate) fn may_be_misspelt(&self, theirs: Outline, max_edits: usize) -> bool {
        self.outline.may_be_near(theirs, max_edits)
    }

    /// How near it is to a known name; `None` if it is not.
    pub(crate) fn nearness(&self, known: &str) -> Option<Nearness> {
        self.nearness_of(known, Outline::new(known))
    }

    /// Like [`Name::nearness`], for a known name whose outline is at hand.
    pub(crate) fn nearness_of(&self, known: &str, theirs: Outline) -> Option<Nearness> {
        let ours = self.outline;
        if known.len() > MAX_NAME_BYTES {
            return None;
        }
        let shortest = ours.length().min(theirs.length());
        // Names with the same words, but for one, have the letters of the shorter one in common.
        let may_share_words =
            if ours.length() < theirs.length() { ours.may_be_within(theirs) } else { theirs.may_be_within(ours) };
        if !may_share_words && !ours.may_be_near(theirs, (shortest / 3).clamp(1, MAX_EDITS)) {
            return None;
        }
        let words = || (may_share_words && parts_fit(self.text, known)).then_some(Nearness::Words);
        self.misspelt(known, theirs, MAX_EDITS).or_else(words)
    }

    /// How near it is to a known name whose outline is at hand, if it is another spelling or at most `max_edits` edits away.
    pub(crate) fn misspelt(&self, known: &str, theirs: Outline, max_edits: usize) -> Option<Nearness> {
        let ours = self.outline;
        let shortest = ours.length().min(theirs.length());
        let max_edits = max_edits.min((shortest / 3).clamp(1, MAX_EDITS));
        if known.len() > MAX_NAME_BYTES || !ours.may_be_near(theirs, max_edits) {
            return None;
        }
        let mut buffer = EMPTY;
        let (folded, target) = (&self.buffer[..ours.length()], fold(known, &mut buffer));
        if folded == target {
            return Some(Nearness::Spelling);
        }
        let longest = folded.len().max(target.len());
        let is_swapped = folded.iter().rev().eq(target);
        let limit = (shortest / 3).max(usize::from(longest > 2 || is_swapped)).min(max_edits);
        (1..=limit).find(|edits| is_near(folded, target, *edits)).map(Nearness::Edits)
    }
}

/// Buffer for the letters of a name: names are compared with many, each time without an allocation.
type Buffer = [char; MAX_NAME_BYTES];

const EMPTY: Buffer = ['\0'; MAX_NAME_BYTES];

/// The letters of a name; what is past the longest name is left out.
fn fold<'r>(name: &str, buffer: &'r mut Buffer) -> &'r [char] {
    let mut length = 0;
    for (place, letter) in buffer.iter_mut().zip(letters(name)) {
        *place = letter;
        length += 1;
    }
    &buffer[..length]
}

/// Whether the names have the same words, or one has one more at either end.
pub(crate) fn parts_fit(name: &str, known: &str) -> bool {
    let (ours, theirs) = (NameParts::new(name), NameParts::new(known));
    let (ours, theirs) = (ours.parts(), theirs.parts());
    let (long, short) = if ours.len() >= theirs.len() { (ours, theirs) } else { (theirs, ours) };
    if long.len() == short.len() + 1 && short.iter().any(|part| part.len() > 2) {
        return are_same(&long[1..], short) || are_same(&long[..short.len()], short);
    }
    let count = |part: &str, parts: &[&str]| parts.iter().filter(|other| is_same(part, other)).count();
    ours.len() == theirs.len() && ours.iter().all(|part| count(part, ours) == count(part, theirs))
}

fn are_same(ours: &[&str], theirs: &[&str]) -> bool {
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(one, other)| is_same(one, other))
}

fn is_same(one: &str, other: &str) -> bool {
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

/// The words of `snake_case`, `kebab-case` or `camelCase`.
struct NameParts<'n> {
    parts: [&'n str; MAX_PARTS],
    count: usize,
}

impl<'n> NameParts<'n> {
    fn new(name: &'n str) -> Self {
        let mut parts = Self { parts: [""; MAX_PARTS], count: 0 };
        let mut start = 0;
        let mut lower_before = false;
        for (index, c) in name.char_indices() {
            let separator = matches!(c, '_' | '-' | ' ' | '.');
            if separator || (c.is_uppercase() && lower_before) {
                parts.push(&name[start..index]);
                start = if separator { index + 1 } else { index };
            }
            lower_before = c.is_lowercase();
        }
        parts.push(&name[start..]);
        parts
    }

    fn push(&mut self, part: &'n str) {
        if let Some(place) = self.parts.get_mut(self.count).filter(|_| !part.is_empty()) {
            *place = part;
            self.count += 1;
        }
    }

    fn parts(&self) -> &[&'n str] {
        &self.parts[..self.count]
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, nearest};

    const ENDPOINT: [&str; 10] = [
        "id",
        "endpoint_name",
        "ip",
        "db_port",
        "db_user",
        "db_password",
        "instance_id",
        "instance_name",
        "db_name",
        "source_sharding",
    ];

    #[test]
    fn nearest_finds_the_only_near_name() {
        let table = [
            ("db_prot", "db_port"),
            ("dbPort", "db_port"),
            ("DB-PORT", "db_port"),
            ("port", "db_port"),
            ("password", "db_password"),
            ("db_pasword", "db_password"),
            ("instanceID", "instance_id"),
            ("name_db", "db_name"),
            ("endpoint", "endpoint_name"),
            ("db_nmae", "db_name"),
            // Two names are one edit away, or one word.
            ("ik", "-"),
            ("name", "-"),
            ("region", "-"),
            ("", "-"),
        ];
        for (name, expected) in table {
            assert_eq!(nearest(name, ENDPOINT).unwrap_or("-"), expected, "{name}");
        }
    }

    #[test]
    fn nearness_counts_edits_and_parts() {
        let table = [
            ("typ", "type", "Some(Edits(1))"),
            ("tpye", "type", "Some(Edits(1))"),
            ("Type", "type", "Some(Spelling)"),
            ("id", "ip", "None"),
            ("di", "id", "Some(Edits(1))"),
            ("is_instance_levl_snc", "is_instance_level_sync", "Some(Edits(2))"),
            ("primary_key_for_data_filtering", "primary_key_for_column_filtering", "None"),
            ("sourceEndpoint", "source_endpoint", "Some(Spelling)"),
        ];
        for (name, known, expected) in table {
            assert_eq!(format!("{:?}", Name::new(name).unwrap().nearness(known)), expected, "{name}");
        }
    }
}
