//! "Did you mean": the known name that a user most probably meant.

/// Longer names are nobody's slip of the finger, and the comparison takes quadratic time.
const LONGEST: usize = 64;

/// Most edits between a name and what was meant, however long the name.
const MOST_EDITS: usize = 3;

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
    let mut found: Option<(usize, Nearness)> = None;
    let mut tied = false;
    for (index, candidate) in known.iter().enumerate() {
        let Some(nearness) = nearness(name, candidate) else { continue };
        match found {
            Some((_, old)) if nearness > old => {}
            Some((other, old)) if nearness == old => tied |= known[other] != *candidate,
            _ => {
                found = Some((index, nearness));
                tied = false;
            }
        }
    }
    found.filter(|_| !tied)
}

/// How near `name` is to `known`; `None` if it is not.
pub(crate) fn nearness(name: &str, known: &str) -> Option<Nearness> {
    if name.len() > LONGEST || known.len() > LONGEST || name.is_empty() {
        return None;
    }
    let ((ours, length), (theirs, other)) = (set(name), set(known));
    // An edit adds at most one letter and takes at most one away; names with the same words, but for one, have the letters
    // of the shorter one in common.
    let lacking = |one: u64, other: u64| (one & !other).count_ones() as usize;
    let (lost, new) = (lacking(theirs, ours), lacking(ours, theirs));
    let most = (length.min(other) / 3).clamp(1, MOST_EDITS);
    let may_share_words = if length < other { new == 0 } else { lost == 0 };
    if lost.max(new) > most && !may_share_words {
        return None;
    }
    let (folded, target) = (fold(name), fold(known));
    let (folded, target) = (folded.letters(), target.letters());
    if folded == target {
        return Some(Nearness::Spelling);
    }
    let (shortest, longest) = (folded.len().min(target.len()), folded.len().max(target.len()));
    let is_swapped = folded.iter().rev().eq(target);
    let limit = (shortest / 3).max(usize::from(longest > 2 || is_swapped)).min(MOST_EDITS);
    if folded.len().abs_diff(target.len()) <= limit {
        let edits = distance(folded, target);
        if edits <= limit {
            return Some(Nearness::Edits(edits));
        }
    }
    (may_share_words && words_fit(name, known)).then_some(Nearness::Words)
}

/// The letters and digits of a name, in lower case.
struct Folded {
    letters: [char; LONGEST],
    length: usize,
}

impl Folded {
    fn letters(&self) -> &[char] {
        &self.letters[..self.length]
    }
}

/// Folds a name; what is past the longest name is left out.
fn fold(text: &str) -> Folded {
    let mut folded = Folded { letters: ['\0'; LONGEST], length: 0 };
    let letters = text.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '.'));
    let mut add = |letter| {
        if let Some(place) = folded.letters.get_mut(folded.length) {
            *place = letter;
            folded.length += 1;
        }
    };
    if text.is_ascii() {
        letters.for_each(|letter| add(letter.to_ascii_lowercase()));
    } else {
        letters.flat_map(char::to_lowercase).for_each(add);
    }
    folded
}

/// A bit for each letter, the same bit for some of them, and how many letters there are.
fn set(text: &str) -> (u64, usize) {
    let add = |(set, length): (u64, usize), letter: u32| (set | 1 << (letter % 64), length + 1);
    if text.is_ascii() {
        let letters = text.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ' | b'.'));
        return letters.fold((0, 0), |set, byte| add(set, u32::from(byte.to_ascii_lowercase())));
    }
    fold(text).letters().iter().fold((0, 0), |set, letter| add(set, u32::from(*letter)))
}

/// Whether the names have the same words, or one has one more at either end.
fn words_fit(name: &str, known: &str) -> bool {
    let (mut ours, mut theirs) = (words(name), words(known));
    let (long, short) = if ours.len() >= theirs.len() { (&ours, &theirs) } else { (&theirs, &ours) };
    if long.len() == short.len() + 1 && short.iter().any(|word| word.len() > 2) {
        return long[1..] == short[..] || long[..short.len()] == short[..];
    }
    ours.sort_unstable();
    theirs.sort_unstable();
    ours == theirs
}

/// The words of `snake_case`, `kebab-case` or `camelCase`, in lower case.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower_before = false;
    for c in text.chars() {
        let separator = matches!(c, '_' | '-' | ' ' | '.');
        if separator || (c.is_uppercase() && lower_before) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| !separator) {
            word.extend(c.to_lowercase());
        }
        lower_before = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Damerau-Levenshtein distance without overlapping edits (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = [[0; LONGEST + 1]; 3];
    let [mut before, mut last, mut row] = rows.each_mut();
    last.iter_mut().enumerate().for_each(|(index, cost)| *cost = index);
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearness};

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
    fn what_was_meant() {
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
    fn how_near() {
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
            assert_eq!(format!("{:?}", nearness(name, known)), expected, "{name}");
        }
    }
}
