//! The one error of a document as it is to be reported: keyword or rule, the value that fails, and the bytes that show it.

use drs_text::Span;

use super::case::SingleError;
use super::doc::{Doc, Path};
use super::expected::ExpectedError;
use super::print::Location;
use super::reference::Verdict;
use super::repairer::Repairer;
use xtask::contract::{Rule, RuleBody};

/// What is made wrong in a document.
#[derive(Clone, Debug)]
pub(super) enum Injected {
    /// The value at this path.
    Value(Path),
    /// The object at this path lacks a member.
    Missing(Path),
    /// The object at this path has a member that it does not know; what else fails follows from that.
    Unknown(Path, String),
    /// The object at this path breaks one rule.
    Rule(Path),
}

impl Injected {
    /// The error as it is to be reported; nothing if the document has none or more than one.
    pub(super) fn error(&self, repairer: &Repairer<'_>, verdict: &Verdict, doc: &Doc) -> Option<SingleError> {
        let locations = doc.locations();
        let location = |path: &Path| locations.get(&path.to_string());
        let all: Vec<&ExpectedError> = verdict.reasons.iter().chain(&verdict.native).collect();
        let first = |picked: &dyn Fn(&ExpectedError) -> bool| all.iter().copied().find(|reason| picked(reason));
        let (reason, span) = match self {
            Self::Value(path) => {
                let instance = path.to_string();
                let about = |it: &ExpectedError| it.instance == instance && it.rule.is_none() && it.member.is_none();
                let only = all.iter().copied().all(about);
                let first = first(&|it| it.keyword == "type").or(all.first().copied()).filter(|_| only)?;
                (first, caret(location(path)?, doc.at(path)?))
            }
            Self::Missing(path) => {
                let [only] = all[..] else { return None };
                (only, opening(location(path)?))
            }
            Self::Unknown(path, name) => {
                (first(&|it| it.member.as_ref() == Some(name))?, location(&path.key(name))?.key?)
            }
            Self::Rule(path) => {
                let all: Vec<&ExpectedError> = all.into_iter().chain(&verdict.warnings).collect();
                let first = all.first().copied()?;
                let id = first.rule.as_ref().filter(|id| all.iter().all(|it| it.rule.as_ref() == Some(id)))?;
                let owner = object_of(repairer, path, id, doc, first)?;
                // The same rule, broken by another object, is another error.
                if all.iter().any(|it| object_of(repairer, path, id, doc, it).as_ref() != Some(&owner)) {
                    return None;
                }
                // A function reports each place that it finds.
                if matches!(rule(repairer, id)?.body, RuleBody::Rust) && all.len() > 1 {
                    return None;
                }
                let path = owner;
                let at = target(&path, rule(repairer, id)?, doc, first);
                return Some(SingleError {
                    keyword: first.keyword,
                    rule: Some(id.clone()),
                    instance: first.instance.clone(),
                    span: pair(caret(location(&at)?, doc.at(&at)?)),
                });
            }
        };
        if !verdict.warnings.is_empty() {
            return None;
        }
        Some(SingleError { keyword: reason.keyword, rule: None, instance: reason.instance.clone(), span: pair(span) })
    }
}

/// The object that a broken rule is on: the one at the path, or one above or below what fails.
fn object_of(repairer: &Repairer<'_>, path: &Path, id: &str, doc: &Doc, reason: &ExpectedError) -> Option<Path> {
    let has = |path: &Path| {
        let schema = repairer.schema_at(path);
        schema.is_some_and(|schema| schema.rules.iter().any(|rule| rule.id == id))
    };
    let leads = |path: &Path| reason.instance == path.to_string() || reason.instance.starts_with(&format!("{path}/"));
    let all = doc.paths().into_iter();
    std::iter::once(path.clone()).filter(|path| leads(path)).chain(all.filter(leads)).find(has)
}

fn rule<'c>(repairer: &Repairer<'c>, id: &str) -> Option<&'c Rule> {
    let rules = repairer.validator.contract.rules();
    let own = repairer.root.rules.iter().find(|rule| rule.id == id);
    own.or_else(|| rules.into_iter().find(|(_, rule)| rule.id == id).map(|(_, rule)| rule))
}

/// The bytes that show a value: of a container its key or else its opening bracket.
fn caret(location: &Location, value: &Doc) -> Span {
    match (value, location.key) {
        (Doc::Object(_) | Doc::Array(_), Some(key)) => key,
        (Doc::Object(_) | Doc::Array(_), None) => opening(location),
        _ => location.value,
    }
}

fn opening(location: &Location) -> Span {
    Span::new(location.value.start, location.value.start + 1)
}

fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}

/// The value that a rule on the object at `path` shows.
fn target(path: &Path, rule: &Rule, doc: &Doc, reason: &ExpectedError) -> Path {
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
