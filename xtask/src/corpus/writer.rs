//! From a document to a case: verdict, reasons, the mistake and its place, and the tools that differ.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use drs_text::Span;

use super::case::{Case, Deviation, Extra, Fault, Told};
use super::doc::{Doc, Path};
use super::form::Form;
use super::judge::{Judge, Reader, Reason, Verdict};
use super::print::Spot;
use super::repair::Mender;
use super::sample::Place;
use crate::contract::Rule;

/// Tools that read the published schemas, and how they read.
const TOOLS: [(&str, Reader); 3] = [
    ("ajv", Reader { lenient_end: false, floats: true }),
    ("jsonschema", Reader { lenient_end: false, floats: true }),
    ("python-jsonschema", Reader { lenient_end: true, floats: true }),
];

/// The mistake that is planted in a document.
#[derive(Clone, Debug)]
pub(super) enum Mistake {
    /// The value at this path.
    Value(Path),
    /// The object at this path lacks a member.
    Missing(Path),
    /// The object at this path has a member that it does not know; what else fails follows from that.
    Unknown(Path, String),
    /// The object at this path breaks one rule.
    Rule(Path),
}

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
    pub(super) mender: Mender<'c>,
    pub(super) cases: Vec<Case>,
    pub(super) forms: Vec<Form>,
    lenient: Vec<(&'static str, Judge<'c>)>,
    seen: BTreeSet<String>,
    ids: BTreeMap<String, u32>,
    hosts: RefCell<BTreeMap<Path, Doc>>,
}

impl<'c> Writer<'c> {
    /// A writer of the requests of an operation.
    pub(super) fn new(operation: &'c str, mender: Mender<'c>) -> Self {
        Self {
            operation,
            cases: Vec::new(),
            forms: Vec::new(),
            lenient: TOOLS.map(|(tool, reader)| (tool, mender.judge.reading(reader))).into(),
            mender,
            seen: BTreeSet::new(),
            ids: BTreeMap::new(),
            hosts: RefCell::default(),
        }
    }

    /// The smallest request that has the place, fit for the rules.
    pub(super) fn host(&self, place: &Place<'_>) -> Doc {
        self.host_of(&place.path)
    }

    /// The smallest request that has something at a path, fit for the rules.
    pub(super) fn host_of(&self, path: &Path) -> Doc {
        if let Some(host) = self.hosts.borrow().get(path) {
            return host.clone();
        }
        let doc = self.mender.sampler.along(self.mender.root, &path.0);
        // What is in the place may be mended, the place itself stays.
        let host = self.mender.mended(&doc, &[path.key("")]);
        self.hosts.borrow_mut().insert(path.clone(), host.clone());
        host
    }

    /// The host with a value in the place, as it is.
    pub(super) fn with(&self, place: &Place<'_>, value: Doc) -> Doc {
        let mut doc = self.host(place);
        doc.set(&place.path, value);
        doc
    }

    /// Adds a document, unless it is there already.
    pub(super) fn add(&mut self, kind: &'static str, what: &str, doc: &Doc, mistake: Option<&Mistake>) {
        let verdict = self.mender.verdict(doc);
        self.add_judged(kind, what, doc, &verdict, mistake);
    }

    /// The same with the verdict on it.
    pub(super) fn add_judged(
        &mut self,
        kind: &'static str,
        what: &str,
        doc: &Doc,
        verdict: &Verdict,
        mistake: Option<&Mistake>,
    ) {
        let extra = too_large(doc).map(|path| (Extra::NumberOutOfRange, path));
        let mistake = mistake.filter(|_| extra.is_none());
        self.push(kind, what, Written { doc, text: doc.to_text(), extra }, verdict, mistake);
    }

    /// Adds a document in another spelling.
    pub(super) fn add_text(&mut self, kind: &'static str, what: &str, text: Written<'_>) {
        let verdict = self.mender.verdict(text.doc);
        self.push(kind, what, text, &verdict, None);
    }

    fn push(
        &mut self,
        kind: &'static str,
        what: &str,
        text: Written<'_>,
        verdict: &Verdict,
        mistake: Option<&Mistake>,
    ) {
        let Written { doc, text, extra } = text;
        if !self.seen.insert(text.clone()) {
            return;
        }
        let fault = mistake.and_then(|mistake| self.fault(mistake, verdict, doc));
        let extra = extra.map(|(extra, path)| Told { instance: path.to_string(), keyword: extra.name(), rule: None });
        let valid = verdict.is_valid() && extra.is_none();
        let why = match &extra {
            Some(told) => Some(told.keyword),
            None if verdict.native.is_empty() => None,
            None => Some("a rule that is a function"),
        };
        let told = |reasons: &BTreeSet<Reason>| reasons.iter().cloned().map(Told::from).collect::<BTreeSet<_>>();
        let case = Case {
            id: self.unique(format!("{}/{what}", self.operation)),
            operation: self.operation.to_owned(),
            kind,
            valid,
            reasons: told(&verdict.reasons).into_iter().collect(),
            beyond: told(&verdict.native).into_iter().chain(extra).collect(),
            warnings: told(&verdict.warnings).into_iter().collect(),
            fault,
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
        let deviation = |(tool, judge): &(&'static str, Judge<'_>)| {
            // A reader of Unicode scalars takes no half of a pair.
            let reads = *tool != "jsonschema" || why != Some(Extra::LoneSurrogate.name());
            let read = (!plain).then(|| judge.verdict(self.mender.root, self.mender.is_query, doc).reasons);
            let reasons = read.as_ref().unwrap_or(&verdict.reasons);
            let says = reads && reasons.is_empty();
            let deviates = says != valid || *reasons != verdict.reasons;
            let why = || why.unwrap_or_else(|| self.difference(judge, doc, verdict));
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
    fn difference(&self, judge: &Judge<'_>, doc: &Doc, verdict: &Verdict) -> &'static str {
        let strict = judge.reading(Reader { lenient_end: false, ..judge.reader });
        let by_number = strict.verdict(self.mender.root, self.mender.is_query, doc) != *verdict;
        if by_number { "binary floating point" } else { "`$` before a final line feed" }
    }

    /// The mistake as it is to be told; nothing if the document has none or more than one.
    fn fault(&self, mistake: &Mistake, verdict: &Verdict, doc: &Doc) -> Option<Fault> {
        let spots = doc.spots();
        let spot = |path: &Path| spots.get(&path.to_string());
        let all: Vec<&Reason> = verdict.reasons.iter().chain(&verdict.native).collect();
        let first = |picked: &dyn Fn(&Reason) -> bool| all.iter().copied().find(|reason| picked(reason));
        let (reason, span) = match mistake {
            Mistake::Value(path) => {
                let instance = path.to_string();
                let about = |it: &Reason| it.instance == instance && it.rule.is_none() && it.member.is_none();
                let only = all.iter().copied().all(about);
                let first = first(&|it| it.keyword == "type").or(all.first().copied()).filter(|_| only)?;
                (first, caret(spot(path)?, doc.at(path)?))
            }
            Mistake::Missing(path) => {
                let [only] = all[..] else { return None };
                (only, opening(spot(path)?))
            }
            Mistake::Unknown(path, name) => {
                (first(&|it| it.member.as_ref() == Some(name))?, spot(&path.key(name))?.key?)
            }
            Mistake::Rule(path) => {
                let all: Vec<&Reason> = all.into_iter().chain(&verdict.warnings).collect();
                let first = all.first().copied()?;
                let id = first.rule.as_ref().filter(|id| all.iter().all(|it| it.rule.as_ref() == Some(id)))?;
                let owner = self.owner(path, id, doc, first)?;
                // The same rule, broken by another object, is another mistake.
                if all.iter().any(|it| self.owner(path, id, doc, it).as_ref() != Some(&owner)) {
                    return None;
                }
                let path = owner;
                let at = target(&path, self.rule(id)?, doc, first);
                return Some(Fault {
                    keyword: first.keyword,
                    rule: Some(id.clone()),
                    instance: first.instance.clone(),
                    span: pair(caret(spot(&at)?, doc.at(&at)?)),
                });
            }
        };
        if !verdict.warnings.is_empty() {
            return None;
        }
        Some(Fault { keyword: reason.keyword, rule: None, instance: reason.instance.clone(), span: pair(span) })
    }

    /// The object that a broken rule is on: the one at the path, or one above or below what fails.
    fn owner(&self, path: &Path, id: &str, doc: &Doc, reason: &Reason) -> Option<Path> {
        let has = |path: &Path| {
            let schema = self.mender.schema_at(path);
            schema.is_some_and(|schema| schema.rules.iter().any(|rule| rule.id == id))
        };
        let leads =
            |path: &Path| reason.instance == path.to_string() || reason.instance.starts_with(&format!("{path}/"));
        let all = doc.paths().into_iter();
        std::iter::once(path.clone()).filter(|path| leads(path)).chain(all.filter(leads)).find(has)
    }

    fn rule(&self, id: &str) -> Option<&'c Rule> {
        let rules = self.mender.judge.contract.rules();
        let own = self.mender.root.rules.iter().find(|rule| rule.id == id);
        own.or_else(|| rules.into_iter().find(|(_, rule)| rule.id == id).map(|(_, rule)| rule))
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

/// The bytes that show a value: of a container its key or else its opening bracket.
fn caret(spot: &Spot, value: &Doc) -> Span {
    match (value, spot.key) {
        (Doc::Object(_) | Doc::Array(_), Some(key)) => key,
        (Doc::Object(_) | Doc::Array(_), None) => opening(spot),
        _ => spot.value,
    }
}

fn opening(spot: &Spot) -> Span {
    Span::new(spot.value.start, spot.value.start + 1)
}

fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}

/// The value that a rule on the object at `path` shows.
fn target(path: &Path, rule: &Rule, doc: &Doc, reason: &Reason) -> Path {
    if rule.at.contains('*') {
        let all = doc.paths().into_iter();
        return all.clone().find(|path| path.to_string() == reason.instance).unwrap_or_default();
    }
    let mut at = path.clone();
    for name in rule.at.split('/').skip(1) {
        let next = at.key(name);
        if doc.at(&next).is_none() {
            break;
        }
        at = next;
    }
    at
}
