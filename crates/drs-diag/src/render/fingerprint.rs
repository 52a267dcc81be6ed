//! What a finding is known by from run to run, wherever its line moves to.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::source::Source;

/// The fingerprints of the findings of one document.
pub(super) struct Fingerprints {
    start: Sha256,
    /// How often an id was seen at a place.
    seen: BTreeMap<[u8; 32], u64>,
}

impl Fingerprints {
    /// Those within `scope`, the path or nothing. Documents that share a file differ in their number.
    pub(super) fn new(scope: &str, document: &Document<'_>) -> Self {
        let mut start = Sha256::new();
        push(&mut start, scope);
        push(&mut start, &document.number.map(|number| number.to_string()).unwrap_or_default());
        Self { start, seen: BTreeMap::new() }
    }

    /// That of the next finding: of its id, its pointer without secrets, and how often both were seen before.
    pub(super) fn next(&mut self, source: &Source<'_>, diagnostic: &Diagnostic) -> String {
        self.of(&diagnostic.id, &source.redact(&diagnostic.pointer))
    }

    /// That of something that is said about the whole document.
    pub(super) fn of(&mut self, id: &str, pointer: &str) -> String {
        let mut hash = self.start.clone();
        push(&mut hash, id);
        push(&mut hash, pointer);
        let place: [u8; 32] = hash.clone().finalize().into();
        let before = self.seen.entry(place).or_default();
        push(&mut hash, &before.to_string());
        *before += 1;
        // Half of it distinguishes millions.
        hash.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// Adds a text, with its length before it, so that no two lists of texts are the same bytes.
fn push(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text.as_bytes());
}
