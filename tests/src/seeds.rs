//! Texts from which hostile ones are made: the contract's examples, the blocks on the rules' pages, and the files in
//! `tests/fuzz/seeds`, which are texts that were hard on some parser.

use std::fs;

use crate::{names, read, workspace};

/// Where the hard texts are.
const HARD: &str = "tests/fuzz/seeds";

/// Bits that a text is broken with.
const BITS: [&[u8]; 24] = [
    b"\"",
    b"'",
    b",",
    b":",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\\",
    b"\\u",
    b"0",
    b"-",
    b"1e400",
    b"\n",
    b"\r\n",
    b"\t",
    b"//",
    b"/*",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\0",
    b"\x1b[31m",
    b"&a ",
    b"*a",
];

/// All of them.
///
/// # Panics
/// When a file cannot be read.
pub fn all() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for operation in names("spec/examples") {
        let folder = format!("spec/examples/{operation}");
        seeds.extend(names(&folder).iter().map(|name| read(&format!("{folder}/{name}")).into_bytes()));
    }
    for page in names("spec/rules") {
        seeds.extend(blocks(&read(&format!("spec/rules/{page}"))));
    }
    let hard = names(HARD).into_iter().map(|name| fs::read(workspace().join(HARD).join(name)));
    seeds.extend(hard.map(|bytes| bytes.expect("a seed is a file")));
    seeds
}

/// The fenced blocks of a page.
fn blocks(page: &str) -> impl Iterator<Item = Vec<u8>> {
    let inside = page.split("\n```").skip(1).step_by(2);
    inside.filter_map(|block| Some(block.split_once('\n')?.1.as_bytes().to_vec()))
}

/// Numbers that look random and are the same each time.
#[derive(Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// The numbers that follow from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next one, less than `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }
}

/// A text with a few changes, some of them with parts of another one.
pub fn changed(seed: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut text = seed.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(text.len() + 1);
        let end = (at + numbers.below(24)).min(text.len());
        match numbers.below(6) {
            0 => drop(text.drain(at..end)),
            1 => text.truncate(at),
            2 => drop(text.splice(at..at, text[at..end].to_vec())),
            3 => {
                let from = numbers.below(other.len() + 1);
                let part = &other[from..(from + numbers.below(40)).min(other.len())];
                text.splice(at..end, part.iter().copied());
            }
            _ => drop(text.splice(at..at, BITS[numbers.below(BITS.len())].iter().copied())),
        }
    }
    text
}
