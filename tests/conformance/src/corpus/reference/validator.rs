//! What the contract says of a document: every reason to refuse it, as JSON Schema would tell it, and every warning.
//!
//! This reads the contract's model and nothing that is made from it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use drs_contract::NativeRule;
use regex::Regex;

use super::super::doc::Doc;
use super::super::expected::ExpectedError;
use super::super::instance_path::{InstancePath, Segment};
use super::number::Number;
use super::reader::{Dialect, Reader};
use super::{condition, native};
use xtask::contract::{
    Additional, Condition, Contract, IntegerShape, ObjectShape, RuleBody, Schema, Severity, Shape, StringShape,
};
use xtask::problem::Problem;

/// Everything that the contract says of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// What JSON Schema refuses it for.
    pub(crate) reasons: BTreeSet<ExpectedError>,
    /// What rules refuse it for that JSON Schema cannot express.
    pub(crate) native: BTreeSet<ExpectedError>,
    /// Ids of rules that warn, with the places that they fail at.
    pub(crate) warnings: BTreeSet<ExpectedError>,
}

/// A contract, ready to validate documents.
#[derive(Clone)]
pub(crate) struct ReferenceValidator<'c> {
    pub(crate) contract: &'c Contract,
    reader: Reader,
}

impl<'c> ReferenceValidator<'c> {
    /// A validator of the contract.
    ///
    /// # Errors
    /// The contract says something that there are no words for here.
    pub(crate) fn new(contract: &'c Contract) -> Result<Self, Problem> {
        let mut patterns = BTreeMap::new();
        let mut texts = Vec::new();
        for (_, rule) in contract.rules() {
            match &rule.body {
                RuleBody::Portable { if_, then } => {
                    texts.extend(condition::patterns(if_));
                    texts.extend(condition::patterns(then));
                }
                RuleBody::Rust => drop(native::known(rule)?),
            }
        }
        let mut open: Vec<&Schema> = contract.schemas.values().collect();
        while let Some(schema) = open.pop() {
            if let Shape::String(StringShape { pattern: Some(pattern), .. }) = &schema.shape {
                texts.push(pattern);
            }
            open.extend(schema.children());
        }
        for pattern in texts {
            let regex =
                Regex::new(pattern).map_err(|error| Problem::new(format!("the pattern `{pattern}`: {error}")))?;
            patterns.insert(pattern.clone(), regex);
        }
        let reader = Reader { patterns: Rc::new(patterns), dialect: Dialect::default() };
        Ok(Self { contract, reader })
    }

    /// Validates a document by the schema of a request; if that is one of query parameters, integers may be texts.
    pub(crate) fn verdict(&self, schema: &Schema, is_query: bool, doc: &Doc) -> Verdict {
        let mut verdict = Verdict::default();
        self.value(schema, is_query, doc, &mut InstancePath::default(), &mut verdict);
        verdict
    }

    /// The same contract in another dialect.
    pub(crate) fn reading(&self, dialect: Dialect) -> Self {
        Self { contract: self.contract, reader: Reader { dialect, ..self.reader.clone() } }
    }

    /// How texts and numbers are taken.
    pub(crate) fn dialect(&self) -> Dialect {
        self.reader.dialect
    }

    /// Every pattern of the contract.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = String> {
        self.reader.patterns.keys().cloned()
    }

    /// Whether a condition of a rule holds for a value.
    pub(crate) fn holds(&self, condition: &Condition, doc: &Doc) -> bool {
        self.reader.holds(condition, true, doc)
    }

    /// Whether a text matches a pattern.
    pub(crate) fn matches(&self, pattern: &str, text: &str) -> bool {
        self.reader.matches(pattern, text)
    }

    fn value<'d>(
        &'d self,
        schema: &'d Schema,
        in_query: bool,
        doc: &'d Doc,
        path: &mut InstancePath<'d>,
        verdict: &mut Verdict,
    ) {
        let schema = self.contract.resolve(schema);
        let mut fail = |keyword: &'static str| {
            verdict.reasons.insert(ExpectedError::new(path.pointer(), keyword));
        };
        match &schema.shape {
            Shape::Object(object) => match doc {
                Doc::Object(_) => self.object(object, in_query, doc, path, verdict),
                _ => fail("type"),
            },
            Shape::Array(array) => match doc {
                Doc::Array(items) => {
                    let count = items.len() as u64;
                    if array.min_items.is_some_and(|min| count < min) {
                        fail("minItems");
                    }
                    if array.max_items.is_some_and(|max| count > max) {
                        fail("maxItems");
                    }
                    for (index, item) in items.iter().enumerate() {
                        path.0.push(Segment::Index(index));
                        self.value(&array.items, false, item, path, verdict);
                        path.0.pop();
                    }
                }
                _ => fail("type"),
            },
            Shape::String(string) => self.text(string, doc, &mut fail),
            Shape::Integer(integer) if in_query => {
                let mut failed = false;
                self.integer(integer, doc, &mut |_| failed = true);
                if failed && !self.decimal(integer, doc) {
                    fail("anyOf");
                }
            }
            Shape::Integer(integer) => self.integer(integer, doc, &mut fail),
            Shape::Boolean if !matches!(doc, Doc::Bool(_)) => fail("type"),
            Shape::Boolean | Shape::Any | Shape::Ref(_) | Shape::Number(_) | Shape::OneOf(_) => {}
        }
        self.rules(schema, doc, path, verdict);
    }

    fn object<'d>(
        &'d self,
        object: &'d ObjectShape,
        in_query: bool,
        doc: &'d Doc,
        path: &mut InstancePath<'d>,
        verdict: &mut Verdict,
    ) {
        let mut fail = |keyword: &'static str, member: Option<&str>| {
            let member = member.map(str::to_owned);
            verdict.reasons.insert(ExpectedError { member, ..ExpectedError::new(path.pointer(), keyword) });
        };
        for (name, property) in &object.properties {
            if property.required && doc.get(name).is_none() {
                fail("required", Some(name));
            }
        }
        let members = doc.members().unwrap_or_default();
        let mut inner = Vec::new();
        for (name, _) in members {
            match (object.properties.get(name), &object.additional) {
                (Some(property), _) => inner.push((name, &property.schema, in_query)),
                (None, Additional::Schema(schema)) => inner.push((name, &**schema, false)),
                (None, Additional::Forbidden) => fail("additionalProperties", Some(name)),
                (None, Additional::Any) => {}
            }
        }
        for (name, schema, in_query) in inner {
            if let Some(value) = doc.get(name) {
                path.0.push(Segment::Key(name));
                self.value(schema, in_query, value, path, verdict);
                path.0.pop();
            }
        }
    }

    fn text(&self, string: &StringShape, doc: &Doc, fail: &mut impl FnMut(&'static str)) {
        let text = doc.as_text();
        if string.is_closed_enum() && !string.values.iter().any(|listed| Some(&*listed.value) == text) {
            fail("enum");
        }
        let Some(text) = text else { return fail("type") };
        let length = text.chars().count() as u64;
        if string.min_length.is_some_and(|min| length < min) {
            fail("minLength");
        }
        if string.max_length.is_some_and(|max| length > max) {
            fail("maxLength");
        }
        if string.pattern.as_ref().is_some_and(|pattern| !self.matches(pattern, text)) {
            fail("pattern");
        }
    }

    fn integer(&self, integer: &IntegerShape, doc: &Doc, fail: &mut impl FnMut(&'static str)) {
        let number = match doc {
            Doc::Number(text) => Some(self.reader.number(text)),
            _ => None,
        };
        let is = |value: i64| number.is_some_and(|number| number.compare(value).is_eq());
        if !integer.values.is_empty() && !integer.values.iter().any(|listed| is(listed.value)) {
            fail("enum");
        }
        let Some(number) = number else { return fail("type") };
        if !number.whole {
            fail("type");
        }
        if integer.minimum.is_some_and(|min| number.compare(min).is_lt()) {
            fail("minimum");
        }
        if integer.maximum.is_some_and(|max| number.compare(max).is_gt()) {
            fail("maximum");
        }
    }

    /// Whether a value is the shortest decimal text of an allowed number.
    fn decimal(&self, integer: &IntegerShape, doc: &Doc) -> bool {
        let Some(text) = doc.as_text() else { return false };
        let lenient = self.reader.dialect.lenient_end && integer.values.is_empty();
        let text = text.strip_suffix('\n').filter(|_| lenient).unwrap_or(text);
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_shortest = text == "0" || !(digits.is_empty() || digits.starts_with('0'));
        if !is_shortest || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        // Text is not rounded, whatever the reader does with numbers.
        let number = Number::exact(text);
        let listed = integer.values.iter().any(|listed| number.compare(listed.value).is_eq());
        (integer.values.is_empty() || listed)
            && integer.minimum.is_none_or(|min| number.compare(min).is_ge())
            && integer.maximum.is_none_or(|max| number.compare(max).is_le())
    }

    fn rules<'d>(&self, schema: &'d Schema, doc: &'d Doc, path: &mut InstancePath<'d>, verdict: &mut Verdict) {
        for rule in &schema.rules {
            let found = match &rule.body {
                RuleBody::Portable { if_, .. } if !self.reader.holds(if_, true, doc) => continue,
                RuleBody::Portable { then, .. } => self.reader.failures(then, doc, path),
                RuleBody::Rust => {
                    NativeRule::from_id(&rule.id).map(|it| native::failures(it, doc, path)).unwrap_or_default()
                }
            };
            let to = match (rule.severity, &rule.body) {
                (Severity::Warning, _) => &mut verdict.warnings,
                (Severity::Error, RuleBody::Rust) => &mut verdict.native,
                (Severity::Error, RuleBody::Portable { .. }) => &mut verdict.reasons,
            };
            to.extend(found.into_iter().map(|it| ExpectedError { rule: Some(rule.id.clone()), ..it }));
        }
    }
}

impl Verdict {
    /// Whether nothing is wrong.
    pub(crate) fn is_valid(&self) -> bool {
        self.reasons.is_empty() && self.native.is_empty()
    }
}
