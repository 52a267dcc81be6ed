//! Whole requests: the smallest, the fullest, the examples; each in other spellings and orders, and each object in them
//! with a member too many.

use std::collections::BTreeSet;

use drs_text::Limits;

use super::case::Extra;
use super::doc::{Doc, Path, Step};
use super::print::{Space, Spelling};
use super::sample::Place;
use super::writer::{Writer, Written};
use xtask::contract::{Example, Shape};

/// Spellings that change nothing.
fn spellings() -> [(&'static str, Spelling); 9] {
    let plain = Spelling::default();
    [
        ("line feeds", Spelling { space: Space::Everywhere("\n"), ..plain }),
        ("all kinds of blanks", Spelling { space: Space::Everywhere(" \r\n\t"), ..plain }),
        ("blanks after commas and colons", Spelling { space: Space::Spaced, ..plain }),
        ("indented by blanks", Spelling { space: Space::Indented("  "), ..plain }),
        ("indented by tabs", Spelling { space: Space::Indented("\t"), ..plain }),
        ("blanks of all lengths", Spelling { space: Space::Varied, ..plain }),
        ("escaped keys", Spelling { escaped_keys: true, ..plain }),
        ("escaped texts", Spelling { escaped_texts: true, ..plain }),
        ("short escapes", Spelling { short_escapes: true, ..plain }),
    ]
}

impl Writer<'_> {
    /// The requests that everything else starts from.
    pub(super) fn bases(&mut self, places: &[Place<'_>], examples: &[Example]) {
        let root = &places[0];
        let smallest = self.enclosing(root);
        let fullest = self.repairer.repaired(&self.repairer.sampler.fullest(self.repairer.root), &[]);
        let mut bases = vec![("smallest".to_owned(), smallest), ("fullest".to_owned(), fullest)];
        for example in examples {
            let parsed = drs_text::json::parse(example.text.as_bytes(), &Limits::default());
            if let Some(tree) = &parsed.tree {
                bases.push((format!("example {}", example.name), Doc::read(tree.root())));
            }
        }
        let mut seen = BTreeSet::new();
        for (name, doc) in &bases {
            self.add("base", name, doc, None);
            self.add("base", &format!("{name}, reversed"), &doc.reversed(), None);
            for (how, spelling) in spellings() {
                self.add_text(
                    "spelling",
                    &format!("{name}, {how}"),
                    Written { doc, text: doc.spelt(spelling), extra: None },
                );
            }
            for path in doc.paths() {
                if matches!(doc.at(&path), Some(Doc::Object(_))) && seen.insert(shape(&path)) {
                    self.unknown_in(
                        doc,
                        &path,
                        "unheard_of",
                        Doc::Bool(true),
                        "unknown",
                        &format!("{name}{path}/unknown"),
                    );
                }
            }
        }
        for place in places {
            self.escapes(place);
        }
    }

    /// Characters of two words, and half of one, in the text at a place.
    fn escapes(&mut self, place: &Place<'_>) {
        let Shape::String(string) = &self.repairer.validator.contract.resolve(place.schema).shape else { return };
        if string.pattern.is_some() || !string.values.is_empty() {
            return;
        }
        let max = string.max_length.unwrap_or(12).min(12);
        let doc = self.with(place, Doc::Text("😀".repeat(usize::try_from(max).unwrap_or(0))));
        let escaped = Spelling { escaped_texts: true, ..Spelling::default() };
        let what = format!("{}/escaped pairs of surrogates", place.name);
        self.add_text("spelling", &what, Written { doc: &doc, text: doc.spelt(escaped), extra: None });
        for (half, how) in [("\\ud83d", "first"), ("\\ude00", "second"), ("\\ude00\\ud83d", "second before the first")]
        {
            let doc = self.with(place, Doc::text("haaaaalf"));
            // Readers that take it count one character for each half.
            let stand_in = self.with(place, Doc::text(if half.len() > 6 { "ääb" } else { "äb" }));
            let text = doc.to_text().replace("haaaaalf", &format!("{half}b"));
            let what = format!("{}/{how} half of a pair of surrogates", place.name);
            let extra = Some((Extra::LoneSurrogate, place.path.clone()));
            self.add_text("spelling", &what, Written { doc: &stand_in, text, extra });
        }
    }
}

/// A path without the numbers of items.
fn shape(path: &Path) -> Vec<Option<String>> {
    let name = |step: &Step| match step {
        Step::Key(key) => Some(key.clone()),
        Step::Index(_) => None,
    };
    path.0.iter().map(name).collect()
}
