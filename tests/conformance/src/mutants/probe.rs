//! The corpus, ready to be run through something that has a mistake in it.

use std::collections::{BTreeMap, BTreeSet};

use drs_text::Limits;
use serde_json::Value;

use crate::corpus::{Case, Corpus, Doc, Form};

/// A case with its document read.
pub(super) struct Probe {
    /// The case.
    pub(super) case: Case,
    /// The document, as far as it is JSON.
    pub(super) doc: Option<Doc>,
    /// The same for the published schemas.
    pub(super) json: Option<Value>,
}

/// All cases, and where to look first.
pub(super) struct Probes {
    pub(super) all: Vec<Probe>,
    /// Texts for patterns.
    pub(super) forms: Vec<Form>,
    /// Numbers of the cases that are about a place or a rule.
    about: BTreeMap<String, Vec<usize>>,
}

impl Probes {
    /// Reads the documents.
    pub(super) fn new(corpus: Corpus) -> Self {
        let all: Vec<Probe> = corpus.cases.into_iter().map(Probe::new).collect();
        let mut about: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, probe) in all.iter().enumerate() {
            for topic in topics(&probe.case) {
                about.entry(topic).or_default().push(index);
            }
        }
        Self { all, forms: corpus.forms, about }
    }

    /// Numbers of the cases, those about the topics first and in the order of the topics.
    pub(super) fn ordered<'p>(&'p self, topics: &'p [String]) -> impl Iterator<Item = usize> + 'p {
        let mut seen = BTreeSet::new();
        let near = topics.iter().filter_map(|topic| self.about.get(topic)).flatten().copied();
        near.chain(0..self.all.len()).filter(move |index| seen.insert(*index))
    }
}

impl Probe {
    fn new(case: Case) -> Self {
        let parsed = drs_text::json::parse(case.document.as_bytes(), &Limits::default());
        // Where the syntax is at fault, a table cannot say anything.
        let tree = parsed.tree.filter(|_| parsed.faults.is_empty());
        let doc = tree.map(|tree| Doc::read(tree.root()));
        let json = serde_json::from_str(&case.document).ok();
        Self { case, doc, json }
    }
}

/// What a case is about: `JobBaseInfo.tags[].key`, `JobBaseInfo`, `key`, `DRS-P012`.
fn topics(case: &Case) -> BTreeSet<String> {
    let mut topics: BTreeSet<String> =
        case.reasons.iter().chain(&case.warnings).filter_map(|told| told.rule.clone()).collect();
    let place = case.id.split('/').nth(1).unwrap_or_default();
    let names = place.split(['.', '[', '{']).filter(|name| !name.is_empty() && !name.starts_with([']', '}']));
    topics.extend(names.map(str::to_owned));
    topics.insert(place.trim_end_matches("[]").trim_end_matches("{}").to_owned());
    topics.extend(case.id.split(['/', ':']).filter(|part| part.starts_with("DRS-P")).map(str::to_owned));
    topics
}
