//! Ids and other values that look random and follow from the seed.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A source of ids: the same seed and the same questions give the same answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Ids {
    seed: u64,
    issued: u64,
}

impl Ids {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, issued: 0 }
    }

    /// Lets another seed decide from now on. What was issued is not issued again.
    pub(crate) fn reseed(&mut self, seed: u64) {
        self.seed = seed;
    }

    /// An id of a batch or of a query: 36 characters with the form of a UUID.
    pub(crate) fn uuid(&mut self, kind: &str) -> String {
        self.issued = self.issued.wrapping_add(1);
        uuid(&hex(&digest(self.seed, kind, &self.issued.to_string())))
    }

    /// An id of a task, whose last group is not hexadecimal.
    pub(crate) fn task(&mut self) -> String {
        let mut id = self.uuid("task");
        id.truncate(31);
        id + "jb201"
    }

    /// A number below `bound` that depends on the seed, a kind and a name alone.
    pub(crate) fn number(&self, kind: &str, name: &str, bound: u64) -> u64 {
        let [a, b, c, d, ..] = digest(self.seed, kind, name);
        u64::from(u32::from_be_bytes([a, b, c, d])) % bound.max(1)
    }

    /// `length` hexadecimal digits that depend on the seed and a kind alone.
    pub(crate) fn fixed(seed: u64, kind: &str, length: usize) -> String {
        let mut text = hex(&digest(seed, kind, ""));
        text.truncate(length);
        text
    }
}

fn digest(seed: u64, kind: &str, name: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    hash.update(kind.as_bytes());
    hash.update([0]);
    hash.update(name.as_bytes());
    hash.finalize().into()
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn uuid(digits: &str) -> String {
    let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..32]];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn the_seed_decides_and_nothing_repeats() {
        let (mut one, mut other) = (Ids::new(7), Ids::new(7));
        let first = one.task();
        assert_eq!(first, other.task());
        assert_eq!((first.len(), &first[31..]), (36, "jb201"));
        assert_ne!(first, one.task());
        assert_ne!(first, Ids::new(8).task());
        assert_eq!(one.number("wobble", "orders", 100), Ids::new(7).number("wobble", "orders", 100));
    }
}
