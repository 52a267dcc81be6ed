//! Conditions of rules, evaluated as their published form is: a condition that looks into a value says what type the value
//! is of, beside a `not` and never inside it.

use std::collections::BTreeSet;

use super::super::doc::Doc;
use super::super::expected::ExpectedError;
use super::super::instance_path::{InstancePath, Segment};
use super::reader::Reader;
use xtask::contract::{Condition, Literal};

/// What a condition can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Object,
    Array,
    Text,
}

impl Kind {
    fn is_of(self, doc: &Doc) -> bool {
        match self {
            Self::Object => matches!(doc, Doc::Object(_)),
            Self::Array => matches!(doc, Doc::Array(_)),
            Self::Text => matches!(doc, Doc::Text(_)),
        }
    }
}

/// All patterns in a condition.
pub(crate) fn patterns(it: &Condition) -> Vec<&String> {
    parts(it).into_iter().filter_map(|part| part.pattern.as_ref()).collect()
}

/// A condition and every condition in it.
pub(crate) fn parts(it: &Condition) -> Vec<&Condition> {
    let mut parts = vec![it];
    let mut next = 0;
    while let Some(part) = parts.get(next).copied() {
        let inner = part.properties.values().chain(part.not.as_deref()).chain(&part.any_of);
        parts.extend(inner.chain(part.items.as_deref()));
        next += 1;
    }
    parts
}

/// The kind of value that a condition looks into.
fn kind_of(it: &Condition) -> Option<Kind> {
    let members = it.min_properties.or(it.max_properties).is_some();
    if !it.required.is_empty() || !it.properties.is_empty() || members {
        return Some(Kind::Object);
    }
    if it.items.is_some() || it.min_items.or(it.max_items).is_some() {
        return Some(Kind::Array);
    }
    if it.pattern.is_some() {
        return Some(Kind::Text);
    }
    let branches: Vec<_> = it.any_of.iter().map(kind_of).collect();
    let common = branches.first().copied().flatten().filter(|kind| branches.iter().all(|other| *other == Some(*kind)));
    it.not.as_ref().and_then(|inner| kind_of(inner)).or(common)
}

impl Reader {
    /// Whether a condition holds; `known` if what is around it says the type already.
    pub(super) fn holds(&self, condition: &Condition, known: bool, doc: &Doc) -> bool {
        let mut holds = true;
        self.check(condition, known, doc, &mut InstancePath::default(), &mut |_, _, _| holds = false);
        holds
    }

    /// Where a condition on the value at the end of a path fails, and which keyword.
    pub(super) fn failures<'d>(
        &self,
        it: &'d Condition,
        doc: &'d Doc,
        path: &mut InstancePath<'d>,
    ) -> BTreeSet<ExpectedError> {
        let mut found = BTreeSet::new();
        self.check(it, true, doc, path, &mut |path, keyword, member| {
            let member = member.map(str::to_owned);
            found.insert(ExpectedError { member, ..ExpectedError::new(path.pointer(), keyword) });
        });
        found
    }

    fn check<'d>(
        &self,
        it: &'d Condition,
        known: bool,
        doc: &'d Doc,
        path: &mut InstancePath<'d>,
        fail: &mut dyn FnMut(&InstancePath<'d>, &'static str, Option<&str>),
    ) {
        let kind = kind_of(it);
        let inner_known = known || kind.is_some();
        if !known && kind.is_some_and(|kind| !kind.is_of(doc)) {
            fail(path, "type", None);
        }
        if it.values.as_ref().is_some_and(|values| !values.iter().any(|literal| self.equals(literal, doc))) {
            fail(path, "enum", None);
        }
        if let (Some(pattern), Some(text)) = (&it.pattern, doc.as_text())
            && !self.matches(pattern, text)
        {
            fail(path, "pattern", None);
        }
        if it.not.as_ref().is_some_and(|inner| self.holds(inner, inner_known, doc)) {
            fail(path, "not", None);
        }
        if !it.any_of.is_empty() && !it.any_of.iter().any(|branch| self.holds(branch, inner_known, doc)) {
            fail(path, "anyOf", None);
        }
        if let Doc::Array(items) = doc {
            let count = items.len() as u64;
            if it.min_items.is_some_and(|min| count < min) {
                fail(path, "minItems", None);
            }
            if it.max_items.is_some_and(|max| count > max) {
                fail(path, "maxItems", None);
            }
            for (inner, (index, item)) in
                it.items.iter().flat_map(|inner| items.iter().enumerate().map(move |item| (inner, item)))
            {
                path.0.push(Segment::Index(index));
                self.check(inner, false, item, path, fail);
                path.0.pop();
            }
        }
        if let Doc::Object(members) = doc {
            let count = || members.iter().map(|(name, _)| name).collect::<BTreeSet<_>>().len() as u64;
            if it.min_properties.is_some_and(|min| count() < min) {
                fail(path, "minProperties", None);
            }
            if it.max_properties.is_some_and(|max| count() > max) {
                fail(path, "maxProperties", None);
            }
            for name in it.required.iter().filter(|name| doc.get(name).is_none()) {
                fail(path, "required", Some(name));
            }
            for (name, inner) in &it.properties {
                if let Some(value) = doc.get(name) {
                    path.0.push(Segment::Key(name));
                    self.check(inner, false, value, path, fail);
                    path.0.pop();
                }
            }
        }
    }

    fn equals(&self, literal: &Literal, doc: &Doc) -> bool {
        match (literal, doc) {
            (Literal::Null, Doc::Null) => true,
            (Literal::Bool(one), Doc::Bool(other)) => one == other,
            (Literal::String(one), Doc::Text(other)) => one == other,
            (Literal::Integer(value), Doc::Number(text)) => {
                let number = self.number(text);
                number.whole && number.compare(*value).is_eq()
            }
            _ => false,
        }
    }
}
