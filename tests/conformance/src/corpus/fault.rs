//! The mistake of a document as it is to be told: keyword or rule, the value that fails, and the bytes that show it.

use drs_text::Span;

use super::case::Fault;
use super::doc::{Doc, Path};
use super::judge::{Reason, Verdict};
use super::print::Spot;
use super::writer::Writer;
use xtask::contract::Rule;

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

impl<'c> Writer<'c> {
    /// The mistake as it is to be told; nothing if the document has none or more than one.
    pub(super) fn fault(&self, mistake: &Mistake, verdict: &Verdict, doc: &Doc) -> Option<Fault> {
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
