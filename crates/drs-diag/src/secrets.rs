//! Which keys hold secrets: by name, however the name is cased, separated or misspelt.

/// The longest distance at which a key still counts as a misspelt name.
const DISTANCE: usize = 2;

/// Names shorter than this must be met exactly: too many ordinary words are two letters away from them.
const FUZZY_FROM: usize = 8;

/// The names of the members whose values are never shown.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// The shortest first.
    names: Vec<Name>,
}

#[derive(Clone, Debug)]
struct Name {
    letters: Vec<char>,
    /// A bit for each letter that it has.
    set: u64,
    fuzzy: bool,
}

impl Secrets {
    /// The secrets called `names`.
    pub fn new(names: &'static [&'static str]) -> Self {
        let name = |name: &&str| {
            let letters: Vec<char> = letters(name).collect();
            Name {
                set: letters.iter().fold(0, |set, letter| set | bit(*letter)),
                letters,
                fuzzy: name.chars().count() >= FUZZY_FROM,
            }
        };
        let mut names: Vec<Name> = names.iter().map(name).collect();
        names.sort_by_key(|name| name.letters.len());
        Self { names }
    }

    /// Whether what stands under `key` is a secret: `key` is one of the names, letter case and the separators `_`, `-`, `.`
    /// and space aside, or at most two typing mistakes (a letter added, left out or replaced, two neighbours swapped) away
    /// from a name of eight or more characters.
    pub fn is_secret(&self, key: &str) -> bool {
        let (mut set, mut length) = (0, 0);
        each_letter(key, |letter| {
            set |= bit(letter);
            length += 1;
        });
        let first = self.names.partition_point(|name| name.letters.len() + DISTANCE < length);
        let alike = self.names[first..].iter().take_while(|name| name.letters.len() <= length + DISTANCE);
        // A mistake adds at most one letter and takes at most one away, so most keys need no closer look.
        let far = |one: u64, other: u64| has_more_bits(one & !other, DISTANCE);
        let mut near =
            alike.filter(|name| if name.fuzzy { !far(name.set, set) && !far(set, name.set) } else { set == name.set });
        let Some(first) = near.next() else { return false };
        let key: Vec<char> = letters(key).collect();
        let is_meant =
            |name: &Name| if name.fuzzy { within_distance(&name.letters, &key) } else { name.letters == key };
        is_meant(first) || near.any(is_meant)
    }

    /// Whether `word` is itself one of the names, and so no news to anybody.
    pub(crate) fn is_name(&self, word: &str) -> bool {
        let word: Vec<char> = letters(word).collect();
        self.names.iter().any(|name| name.letters == word)
    }
}

/// The letters that decide whether two keys are the same word.
fn letters(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' ')).flat_map(char::to_lowercase)
}

/// The same, without the cost of what only few alphabets need.
fn each_letter(key: &str, mut act: impl FnMut(char)) {
    if key.is_ascii() {
        let letters = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b'.' | b' '));
        letters.for_each(|byte| act(char::from(byte.to_ascii_lowercase())));
    } else {
        letters(key).for_each(act);
    }
}

/// Whether more than `most` bits are set; not all processors can count them at once.
fn has_more_bits(mut bits: u64, most: usize) -> bool {
    for _ in 0..most {
        bits &= bits.wrapping_sub(1);
    }
    bits != 0
}

/// A bit for a letter, the same bit for some of them.
fn bit(letter: char) -> u64 {
    1 << (u32::from(letter) % 64)
}

/// Whether the optimal string alignment distance of `a` and `b` is at most [`DISTANCE`].
fn within_distance(a: &[char], b: &[char]) -> bool {
    if a.len().abs_diff(b.len()) > DISTANCE {
        return false;
    }
    let mut before = vec![0; b.len() + 1];
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    let mut row = before.clone();
    for (i, &x) in a.iter().enumerate() {
        row[0] = i + 1;
        let mut least = row[0];
        for (j, &y) in b.iter().enumerate() {
            let mut cost = (previous[j] + usize::from(x != y)).min(previous[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                cost = cost.min(before[j - 1] + 1);
            }
            row[j + 1] = cost;
            least = least.min(cost);
        }
        if least > DISTANCE {
            return false;
        }
        std::mem::swap(&mut before, &mut previous);
        std::mem::swap(&mut previous, &mut row);
    }
    previous[b.len()] <= DISTANCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_keys_are_secret() {
        let secrets = Secrets::new(&["db_password", "password", "ssl_cert_key", "token"]);
        for key in [
            "db_password",
            "DB_PASSWORD",
            "dbPassword",
            "db-password",
            "db.password",
            "db password",
            "dbpassword",
            "db_pasword",
            "db_passwrod",
            "db_pass_word",
            "password",
            "Password",
            "pasword",
            "passwrd",
            "apssword",
            "passwords",
            "password__",
            "ssl_cert_key",
            "sslCertKey",
            "ssl_cret_key",
            "token",
            "Token",
            "to_ken",
        ] {
            assert!(secrets.is_secret(key), "{key}");
        }
        for key in [
            "",
            "db_name",
            "db_user",
            "db_port",
            "pass",
            "keyword",
            "ssl_cert_name",
            "ssl_cert",
            "tokens",
            "toke",
            "tokne",
            "password_policy",
            "a_very_long_key_that_only_ends_in_password",
        ] {
            assert!(!secrets.is_secret(key), "{key}");
        }
        assert!(!Secrets::default().is_secret("password"));
    }

    #[test]
    fn distance() {
        for (a, b, within) in [
            ("abcdefgh", "abcdefgh", true),
            ("abcdefgh", "badcefgh", true),
            ("abcdefgh", "badcfegh", false),
            ("abcdefgh", "cdefgh", true),
            ("abcdefgh", "defgh", false),
            ("abcdefgh", "abcdefghij", true),
            ("abcdefgh", "hbcdefga", true),
            ("abcdefgh", "", false),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(within_distance(&chars(a), &chars(b)), within, "{a} {b}");
            assert_eq!(within_distance(&chars(b), &chars(a)), within, "{b} {a}");
        }
    }
}
