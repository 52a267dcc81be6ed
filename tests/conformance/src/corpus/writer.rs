//! From a document to a case: verdict, reasons, the injected and its place, and the tools that differ.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, Deviation, Extra, PatternCases};
use super::doc::{Doc, Path};
use super::expected::ExpectedError;
use super::hidden::Hidden;
use super::reference::{Dialect, ReferenceValidator, Verdict};
use super::repairer::Repairer;
use super::sample::Place;
use super::single_error::Injected;

/// Tools that read the published schemas, and how they read.
const TOOLS: [(&str, Dialect); 3] = [
    ("ajv", Dialect { lenient_end: false, floats: true }),
    ("jsonschema", Dialect { lenient_end: false, floats: true }),
    ("python-jsonschema", Dialect { lenient_end: true, floats: true }),
];

/// A document as it is written.
pub(super) struct Written<'d> {
    /// The document, or one that readers take it for.
    pub(super) doc: &'d Doc,
    /// The text.
    pub(super) text: String,
    /// What is wrong with it that JSON Schema does not speak of, and where.
    pub(super) extra: Option<(Extra, Path)>,
}

/// Writes the cases of one operation.
pub(super) struct Writer<'c> {
    pub(super) operation: &'c str,
    pub(super) repairer: Repairer<'c>,
    pub(super) cases: Vec<Case>,
    pub(super) patterns: Vec<PatternCases>,
    /// What no document shows yet.
    pub(super) hidden: Vec<Hidden<'c>>,
    pub(super) supplement: Vec<Case>,
    lenient: Vec<(&'static str, ReferenceValidator<'c>)>,
    seen: BTreeSet<String>,
    ids: BTreeMap<String, u32>,
    documents: RefCell<BTreeMap<Path, Doc>>,
}

impl<'c> Writer<'c> {
    /// A writer of the requests of an operation.
    pub(super) fn new(operation: &'c str, repairer: Repairer<'c>) -> Self {
        Self {
            operation,
            cases: Vec::new(),
            patterns: Vec::new(),
            hidden: Vec::new(),
            supplement: Vec::new(),
            lenient: TOOLS.map(|(tool, reader)| (tool, repairer.validator.reading(reader))).into(),
            repairer,
            seen: BTreeSet::new(),
            ids: BTreeMap::new(),
            documents: RefCell::default(),
        }
    }

    /// The smallest request that has the place, fit for the rules.
    pub(super) fn enclosing(&self, place: &Place<'_>) -> Doc {
        self.document_with(&place.path)
    }

    /// The smallest request that has something at a path, fit for the rules.
    pub(super) fn document_with(&self, path: &Path) -> Doc {
        if let Some(enclosing) = self.documents.borrow().get(path) {
            return enclosing.clone();
        }
        let doc = self.repairer.sampler.along(self.repairer.root, &path.0);
        // What is in the place may be repaired, the place itself stays.
        let enclosing = self.repairer.repaired(&doc, &[path.key("")]);
        self.documents.borrow_mut().insert(path.clone(), enclosing.clone());
        enclosing
    }

    /// The enclosing document with a value in the place, as it is.
    pub(super) fn with(&self, place: &Place<'_>, value: Doc) -> Doc {
        let mut doc = self.enclosing(place);
        doc.set(&place.path, value);
        doc
    }

    /// Adds a document, unless it is there already.
    pub(super) fn add(&mut self, kind: &'static str, what: &str, doc: &Doc, injected: Option<&Injected>) {
        let verdict = self.repairer.verdict(doc);
        self.add_validated(kind, what, doc, &verdict, injected);
    }

    /// The same with the verdict on it.
    pub(super) fn add_validated(
        &mut self,
        kind: &'static str,
        what: &str,
        doc: &Doc,
        verdict: &Verdict,
        injected: Option<&Injected>,
    ) {
        let extra = too_large(doc).map(|path| (Extra::NumberOutOfRange, path));
        let injected = injected.filter(|_| extra.is_none());
        self.push(kind, what, Written { doc, text: doc.to_text(), extra }, verdict, injected);
    }

    /// Adds a document in another spelling.
    pub(super) fn add_text(&mut self, kind: &'static str, what: &str, text: Written<'_>) {
        let verdict = self.repairer.verdict(text.doc);
        self.push(kind, what, text, &verdict, None);
    }

    fn push(
        &mut self,
        kind: &'static str,
        what: &str,
        text: Written<'_>,
        verdict: &Verdict,
        injected: Option<&Injected>,
    ) {
        let Written { doc, text, extra } = text;
        if !self.seen.insert(text.clone()) {
            return;
        }
        let single = injected.and_then(|injected| injected.error(&self.repairer, verdict, doc));
        let extra = extra.map(|(extra, path)| ExpectedError::new(path.to_string(), extra.name()));
        let valid = verdict.is_valid() && extra.is_none();
        let why = match &extra {
            Some(extra) => Some(extra.keyword),
            None if verdict.native.is_empty() => None,
            None => Some("a rule that is a function"),
        };
        let all = |errors: &BTreeSet<ExpectedError>| {
            errors.iter().map(|error| ExpectedError { member: None, ..error.clone() }).collect::<BTreeSet<_>>()
        };
        let case = Case {
            id: self.unique(format!("{}/{what}", self.operation)),
            operation: self.operation.to_owned(),
            kind,
            valid,
            reasons: all(&verdict.reasons).into_iter().collect(),
            beyond: all(&verdict.native).into_iter().chain(extra).collect(),
            warnings: all(&verdict.warnings).into_iter().collect(),
            single,
            tools: self.tools(doc, verdict, valid, why),
            document: text,
        };
        self.cases.push(case);
    }

    /// The tools that say something else than `valid` or for other reasons than the verdict's; `why`, if that is clear.
    fn tools(
        &self,
        doc: &Doc,
        verdict: &Verdict,
        valid: bool,
        why: Option<&'static str>,
    ) -> BTreeMap<&'static str, Deviation> {
        let plain = is_plain(doc);
        let deviation = |(tool, validator): &(&'static str, ReferenceValidator<'_>)| {
            // A reader of Unicode scalars takes no half of a pair.
            let reads = *tool != "jsonschema" || why != Some(Extra::LoneSurrogate.name());
            let read = (!plain).then(|| validator.verdict(self.repairer.root, self.repairer.is_query, doc).reasons);
            let reasons = read.as_ref().unwrap_or(&verdict.reasons);
            let says = reads && reasons.is_empty();
            let deviates = says != valid || *reasons != verdict.reasons;
            let why = || why.unwrap_or_else(|| self.difference(validator, doc, verdict));
            deviates.then(|| (*tool, Deviation { valid: says, why: why() }))
        };
        self.lenient.iter().filter_map(deviation).collect()
    }

    fn unique(&mut self, id: String) -> String {
        let count = self.ids.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id} ({count})") }
    }

    /// What a tool takes differently.
    fn difference(&self, validator: &ReferenceValidator<'_>, doc: &Doc, verdict: &Verdict) -> &'static str {
        let strict = validator.reading(Dialect { lenient_end: false, ..validator.dialect() });
        let by_number = strict.verdict(self.repairer.root, self.repairer.is_query, doc) != *verdict;
        if by_number { "binary floating point" } else { "`$` before a final line feed" }
    }
}

/// The first number that is beyond binary floating point.
fn too_large(doc: &Doc) -> Option<Path> {
    let is_too_large = |path: &Path| match doc.at(path) {
        Some(Doc::Number(text)) => text.parse::<f64>().is_ok_and(f64::is_infinite),
        _ => false,
    };
    if is_plain(doc) { None } else { doc.paths().into_iter().find(is_too_large) }
}

/// Whether all readers take a document alike: no text ends with a line feed, and numbers are small and plain.
fn is_plain(doc: &Doc) -> bool {
    match doc {
        Doc::Null | Doc::Bool(_) => true,
        Doc::Number(text) => text.len() < 9 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'),
        Doc::Text(text) => !text.ends_with('\n'),
        Doc::Array(items) => items.iter().all(is_plain),
        Doc::Object(members) => members.iter().all(|(_, value)| is_plain(value)),
    }
}
