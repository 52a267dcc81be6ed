//! Names as people write them: the letters that count, and the edit distance between two names.

/// Whether a character only separates the words of a name.
const fn separates(c: char) -> bool {
    matches!(c, '_' | '-' | '.' | ' ')
}

/// The letters and digits that make a name, in lower case: without the separators `_`, `-`, `.` and space.
pub fn letters(name: &str) -> impl Iterator<Item = char> {
    // Lower case can be several characters, but for few alphabets, and looking for them takes ten times as long.
    let (ascii, other) = if name.is_ascii() { (name, "") } else { ("", name) };
    let ascii = ascii.bytes().map(|byte| char::from(byte.to_ascii_lowercase()));
    ascii.chain(other.chars().flat_map(char::to_lowercase)).filter(|c| !separates(*c))
}

/// What is known of a name's letters at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline {
    /// A bit for each letter, the same bit for some of them.
    set: u64,
    /// How many letters there are.
    length: usize,
}

/// The bit of each ASCII character; none for those that separate, and for what is not ASCII.
const BITS: [u64; 256] = {
    let mut bits = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        #[expect(clippy::cast_possible_truncation, reason = "it is below 128")]
        let letter = (byte as u8).to_ascii_lowercase();
        bits[byte] = if separates(letter as char) { 0 } else { bit(letter as char) };
        byte += 1;
    }
    bits
};

const fn bit(letter: char) -> u64 {
    1 << (letter as u32 % 64)
}

impl Outline {
    /// The outline of a name.
    pub fn new(name: &str) -> Self {
        if name.is_ascii() { Self::ascii(name) } else { Self::of(letters(name)) }
    }

    /// The outline of a name that is known to be ASCII, for tables that are made at compile time.
    ///
    /// # Panics
    /// The name is not ASCII.
    pub const fn ascii(name: &str) -> Self {
        assert!(name.is_ascii(), "other characters have letters that only `new` knows");
        let bytes = name.as_bytes();
        let (mut set, mut length, mut at) = (0, 0, 0);
        while at < bytes.len() {
            let bit = BITS[bytes[at] as usize];
            set |= bit;
            length += (bit != 0) as usize;
            at += 1;
        }
        Self { set, length }
    }

    /// The outline of letters.
    pub fn of(letters: impl Iterator<Item = char>) -> Self {
        letters.fold(Self { set: 0, length: 0 }, |outline, letter| Self {
            set: outline.set | bit(letter),
            length: outline.length + 1,
        })
    }

    /// How many letters there are.
    pub const fn length(self) -> usize {
        self.length
    }

    /// Whether all letters of this name may be letters of `other`; if not, one is certainly missing there.
    #[inline]
    pub const fn may_be_within(self, other: Self) -> bool {
        self.set & !other.set == 0
    }

    /// Whether this name may be a part of `other` with at most `max_edits` edits; if not, it certainly is not.
    #[inline]
    pub(crate) const fn may_be_inside(self, other: Self, max_edits: usize) -> bool {
        !has_more(self.set & !other.set, max_edits)
    }

    /// Whether at most `max_edits` edits may lie between the names; if not, there are certainly more.
    ///
    /// An edit adds at most one letter and takes at most one away.
    #[inline]
    pub const fn may_be_near(self, other: Self, max_edits: usize) -> bool {
        self.length.abs_diff(other.length) <= max_edits
            && !has_more(self.set & !other.set, max_edits)
            && !has_more(other.set & !self.set, max_edits)
    }
}

/// Whether more than `max` bits are set: cheaper than counting them where the processor cannot.
#[inline]
const fn has_more(mut bits: u64, max: usize) -> bool {
    let mut left = max;
    while left > 0 && bits != 0 {
        bits &= bits - 1;
        left -= 1;
    }
    bits != 0
}

/// Whether at most `max_edits` edits lie between two sequences of letters: one added, left out or replaced, or two neighbours
/// swapped, each letter in one of them at most (the optimal string alignment distance).
///
/// It takes time proportional to the length for each of at most `4 ^ max_edits` ways to read the difference.
pub fn is_near(one: &[char], other: &[char], max_edits: usize) -> bool {
    if one.len().abs_diff(other.len()) > max_edits {
        return false;
    }
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[same..], &other[same..]);
    if one.is_empty() || other.is_empty() {
        return true;
    }
    let Some(max_edits) = max_edits.checked_sub(1) else { return false };
    let is_swapped = one.len() > 1 && other.len() > 1 && one[0] == other[1] && one[1] == other[0];
    is_near(&one[1..], &other[1..], max_edits)
        || is_near(&one[1..], other, max_edits)
        || is_near(one, &other[1..], max_edits)
        || (is_swapped && is_near(&one[2..], &other[2..], max_edits))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Outline, is_near, letters};

    /// The distance from the table of all prefixes.
    fn distance(one: &[char], other: &[char]) -> usize {
        let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
        for i in 0..=one.len() {
            for j in 0..=other.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = table[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                    let min = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    let is_swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                    if is_swapped { min.min(table[i - 2][j - 2] + 1) } else { min }
                };
            }
        }
        table[one.len()][other.len()]
    }

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn two_edits() {
        for (one, other, expected) in [
            ("abcdefgh", "abcdefgh", true),
            ("abcdefgh", "badcefgh", true),
            ("abcdefgh", "badcfegh", false),
            ("abcdefgh", "cdefgh", true),
            ("abcdefgh", "defgh", false),
            ("abcdefgh", "abcdefghij", true),
            ("abcdefgh", "hbcdefga", true),
            ("abcdefgh", "", false),
            ("ab", "", true),
        ] {
            assert_eq!(is_near(&chars(one), &chars(other), 2), expected, "{one} {other}");
            assert_eq!(is_near(&chars(other), &chars(one), 2), expected, "{other} {one}");
        }
    }

    #[test]
    fn letters_that_count() {
        assert_eq!(letters("Db_Pass-Wörd. X").collect::<String>(), "dbpasswördx");
        assert_eq!(Outline::new("Db_Port"), Outline::new("dbport"));
        assert_eq!(Outline::ascii("Db_Port"), Outline::of("dbport".chars()));
        assert_eq!(Outline::new("Db_Pört"), Outline::of("dbpört".chars()));
        assert!(Outline::new("port").may_be_within(Outline::new("db_port")));
        assert!(!Outline::new("ports").may_be_within(Outline::new("db_port")));
    }

    proptest! {
        #[test]
        fn the_table_of_all_prefixes_agrees(one in "[a-d]{0,9}", other in "[a-d]{0,9}", max_edits in 0_usize..5) {
            let near = distance(&chars(&one), &chars(&other)) <= max_edits;
            prop_assert_eq!(is_near(&chars(&one), &chars(&other), max_edits), near);
        }

        #[test]
        fn an_outline_never_rules_out_what_is_near(one in "[a-d_A-Dé]{0,9}", other in "[a-d_A-Dé]{0,9}") {
            let (mine, theirs): (Vec<char>, Vec<char>) = (letters(&one).collect(), letters(&other).collect());
            let edits = distance(&mine, &theirs);
            prop_assert!(Outline::new(&one).may_be_near(Outline::new(&other), edits));
        }
    }
}
