//! Making a document fit the rules without touching the place that it is about.

use super::doc::{Doc, Path, Step};
use super::reference::{self as conditions, ReferenceValidator, Verdict};
use super::sample::Sampler;
use xtask::contract::{Additional, Condition, Contract, Literal, Rule, RuleBody, Schema, Shape};
use xtask::problem::Problem;

/// How often a document is repaired before it is given up.
const ROUNDS: usize = 24;

/// Validates and repairs the requests of one operation.
pub(crate) struct Repairer<'c> {
    /// What documents are validated by.
    pub(crate) validator: ReferenceValidator<'c>,
    /// Makes what is missing.
    pub(crate) sampler: Sampler<'c>,
    /// Schema of the request.
    pub(crate) root: &'c Schema,
    /// Whether that is one of query parameters.
    pub(crate) is_query: bool,
}

impl<'c> Repairer<'c> {
    /// A repairer of an operation's requests.
    ///
    /// # Errors
    /// The contract says something that there are no words for here.
    pub(crate) fn new(contract: &'c Contract, root: &'c Schema, is_query: bool) -> Result<Self, Problem> {
        let validator = ReferenceValidator::new(contract)?;
        let sampler = Sampler::new(contract, validator.patterns())?;
        Ok(Self { validator, sampler, root, is_query })
    }

    /// The same for another request of the contract.
    pub(crate) fn of(&self, root: &'c Schema, is_query: bool) -> Self {
        Self { validator: self.validator.clone(), sampler: self.sampler.clone(), root, is_query }
    }

    /// What the contract says of a document.
    pub(crate) fn verdict(&self, doc: &Doc) -> Verdict {
        self.validator.verdict(self.root, self.is_query, doc)
    }

    /// Changes a document until no rule complains, as far as that is possible without changing what is at `kept`, and
    /// without removing what leads there.
    pub(crate) fn repaired(&self, doc: &Doc, kept: &[Path]) -> Doc {
        let mut doc = doc.clone();
        let mut given_up = Vec::new();
        // Two rules must not undo each other's changes for ever.
        let mut seen = Vec::new();
        for _ in 0..ROUNDS {
            let Some((object, schema, rule)) = self.broken(&doc, &given_up) else { break };
            let RuleBody::Portable { if_, then } = &rule.body else { break };
            let before = doc.clone();
            seen.push(before.clone());
            if !self.satisfy(&mut doc, &object, schema, then, kept) || doc == before {
                doc = before;
                // A rule that cannot be satisfied is no reason to leave the others broken.
                if !self.falsify(&mut doc, &object, schema, if_, (kept, &seen)) {
                    given_up.push((object, rule.id.clone()));
                }
            }
        }
        doc
    }

    /// The first object that breaks a rule, but for those that were given up.
    fn broken(&self, doc: &Doc, given_up: &[(Path, String)]) -> Option<(Path, &'c Schema, &'c Rule)> {
        let verdict = self.verdict(doc);
        let ids = verdict.reasons.iter().chain(&verdict.warnings).filter_map(|reason| reason.rule.as_ref());
        let mut all = ids.map(|id| {
            doc.paths().into_iter().rev().find_map(|path| {
                let schema = self.schema_at(&path)?;
                let rule = schema.rules.iter().find(|rule| rule.id == *id)?;
                let RuleBody::Portable { if_, then } = &rule.body else { return None };
                let value = doc.at(&path)?;
                let fires = self.validator.holds(if_, value) && !self.validator.holds(then, value);
                let new = given_up.iter().all(|(object, other)| *object != path || other != id);
                (fires && new).then_some((path, schema, rule))
            })
        });
        all.find_map(|found| found)
    }

    /// The schema of the value at a path.
    pub(crate) fn schema_at(&self, path: &Path) -> Option<&'c Schema> {
        self.schema_below(self.root, path)
    }

    /// The schema of the value at a path from a value of the schema `root`.
    pub(crate) fn schema_below(&self, root: &'c Schema, path: &Path) -> Option<&'c Schema> {
        let contract = self.validator.contract;
        path.0.iter().try_fold(contract.resolve(root), |schema, step| {
            Some(contract.resolve(match (&schema.shape, step) {
                (Shape::Object(_), Step::Key(key)) => member(schema, key)?,
                (Shape::Array(array), Step::Index(_)) => &array.items,
                _ => return None,
            }))
        })
    }

    /// Makes a condition true; tells whether it tried everything that is wrong.
    fn satisfy(&self, doc: &mut Doc, object: &Path, schema: &'c Schema, it: &Condition, kept: &[Path]) -> bool {
        let schema = self.validator.contract.resolve(schema);
        let touches = |path: &Path| kept.iter().any(|kept| kept.contains(path) || path.contains(kept));
        let inside = |path: &Path| kept.iter().any(|kept| kept.contains(path));
        let mut done = true;
        for name in &it.required {
            let path = object.key(name);
            if doc.at(&path).is_none() {
                match member(schema, name).filter(|_| !inside(&path)) {
                    Some(member) => doc.set(&path, self.sampler.smallest(member)),
                    None => done = false,
                }
            }
        }
        for (name, inner) in &it.properties {
            let path = object.key(name);
            if let (Some(member), true) = (member(schema, name), doc.at(&path).is_some()) {
                done &= self.satisfy(doc, &path, member, inner, kept);
            }
        }
        let Some(value) = doc.at(object).cloned() else { return done };
        if it.values.is_some() || it.pattern.is_some() {
            let own = Condition { values: it.values.clone(), pattern: it.pattern.clone(), ..Condition::default() };
            if !self.validator.holds(&own, &value) {
                let other = self.candidates(schema, &own).into_iter().find(|other| self.validator.holds(&own, other));
                match other.filter(|_| !touches(object)) {
                    Some(other) => doc.set(object, other),
                    None => done = false,
                }
            }
        }
        if let Some(inner) = &it.not {
            for name in &inner.required {
                let path = object.key(name);
                if touches(&path) {
                    done = false;
                } else {
                    doc.remove(&path);
                }
            }
        }
        if let (Some(branch), false) =
            (it.any_of.first(), it.any_of.iter().any(|branch| self.validator.holds(branch, &value)))
        {
            done &= self.satisfy(doc, object, schema, branch, kept);
        }
        if let (Some(inner), Shape::Array(array), Doc::Array(items)) = (&it.items, &schema.shape, &value) {
            for index in 0..items.len() {
                done &= self.satisfy(doc, &object.index(index), &array.items, inner, kept);
            }
        }
        if touches(object) && (it.max_items.is_some() || it.max_properties.is_some() || it.min_items.is_some()) {
            return false;
        }
        match (doc.at_mut(object), &schema.shape) {
            (Some(Doc::Array(items)), Shape::Array(array)) => {
                let min = usize::try_from(it.min_items.unwrap_or(0)).unwrap_or(usize::MAX);
                while items.len() < min {
                    items.push(self.sampler.smallest(&array.items));
                }
                items.truncate(it.max_items.and_then(|max| usize::try_from(max).ok()).unwrap_or(usize::MAX));
            }
            (Some(Doc::Object(members)), _) => {
                let min = it.min_properties.unwrap_or(0);
                if (members.len() as u64) < min {
                    match self.sampler.with_members(schema, min) {
                        Some(Doc::Object(more)) => *members = more,
                        _ => done = false,
                    }
                }
                members.truncate(it.max_properties.and_then(|max| usize::try_from(max).ok()).unwrap_or(usize::MAX));
            }
            _ => {}
        }
        done
    }

    /// Makes a condition false by changing or removing one member that is not `kept`; not back to what has been `seen`.
    fn falsify(
        &self,
        doc: &mut Doc,
        object: &Path,
        schema: &'c Schema,
        it: &Condition,
        (kept, seen): (&[Path], &[Doc]),
    ) -> bool {
        let touches = |path: &Path| kept.iter().any(|kept| kept.contains(path) || path.contains(kept));
        let names = it.properties.keys().chain(&it.required);
        for name in names {
            let path = object.key(name);
            let Some(member) = member(self.validator.contract.resolve(schema), name) else { continue };
            let inner = it.properties.get(name);
            if let Some(inner) = inner.filter(|inner| !inner.properties.is_empty()) {
                if self.falsify(doc, &path, member, inner, (kept, seen)) {
                    return true;
                }
                continue;
            }
            if touches(&path) {
                continue;
            }
            let resolved = self.validator.contract.resolve(member);
            let with = |other: Option<Doc>| {
                let mut doc = doc.clone();
                match other {
                    Some(other) => doc.set(&path, other),
                    None => doc.remove(&path),
                }
                doc
            };
            let values = inner.map_or_else(Vec::new, |inner| {
                let values = self.candidates(resolved, inner).into_iter();
                values.filter(|other| !self.validator.holds(inner, other)).collect()
            });
            let is_free = !schema_requires(self.validator.contract.resolve(schema), name);
            let gone = is_free.then_some(None);
            let new = values.into_iter().map(Some).chain(gone).map(with).find(|doc| !seen.contains(doc));
            if let Some(new) = new {
                *doc = new;
                return true;
            }
        }
        false
    }

    /// Values of a scalar that a condition may be about.
    pub(super) fn candidates(&self, schema: &Schema, condition: &Condition) -> Vec<Doc> {
        let mut values = Vec::new();
        match &schema.shape {
            Shape::Boolean => values.extend([Doc::Bool(true), Doc::Bool(false)]),
            Shape::Integer(integer) => values.extend(integer.values.iter().map(|listed| Doc::number(listed.value))),
            Shape::String(string) if !string.values.is_empty() => {
                values.extend(string.values.iter().map(|listed| Doc::text(&listed.value)));
            }
            Shape::String(_) => {
                let parts = conditions::parts(condition);
                let literals = parts.iter().filter_map(|part| part.values.as_ref()).flatten();
                values.extend(literals.filter_map(|literal| match literal {
                    Literal::String(text) => Some(Doc::text(text)),
                    _ => None,
                }));
                let min = if let Shape::String(string) = &schema.shape { string.min_length.unwrap_or(0) } else { 0 };
                let patterns = parts.iter().filter_map(|part| part.pattern.as_ref());
                values.extend(patterns.filter_map(|it| self.sampler.matching(it, min.max(1))).map(Doc::text));
                values.push(self.sampler.smallest(schema));
            }
            _ => values.push(self.sampler.smallest(schema)),
        }
        values
    }
}

fn schema_requires(schema: &Schema, name: &str) -> bool {
    schema.as_object().and_then(|object| object.properties.get(name)).is_some_and(|property| property.required)
}

/// The schema of a member.
pub(super) fn member<'c>(schema: &'c Schema, key: &str) -> Option<&'c Schema> {
    let object = schema.as_object()?;
    let known = object.properties.get(key).map(|property| &property.schema);
    known.or(if let Additional::Schema(schema) = &object.additional { Some(schema) } else { None })
}
