//! What the contract says of a document: every reason to refuse it, as JSON Schema would tell it, and every warning.
//!
//! This reads the contract's model and nothing that is made from it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use regex::Regex;

use super::condition::{self, Conditions};
use super::doc::Doc;
use super::native;
use super::number::Number;
use super::trail::{Segment, Trail};
use xtask::contract::{
    Additional, Condition, Contract, IntegerShape, ObjectShape, RuleBody, Schema, Severity, Shape, StringShape,
};
use xtask::problem::Problem;

/// How a reader of JSON Schema differs from the standard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reader {
    /// `$` also matches before a line feed at the end.
    pub(crate) lenient_end: bool,
    /// Numbers are binary floating point.
    pub(crate) floats: bool,
}

/// Something that a document is refused or warned for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reason {
    /// JSON Pointer of the value that fails.
    pub(crate) instance: String,
    /// The keyword of JSON Schema that it fails; `const` is called `enum`.
    pub(crate) keyword: &'static str,
    /// The member that is missing or unknown.
    pub(crate) member: Option<String>,
    /// The rule, if it is one's.
    pub(crate) rule: Option<String>,
}

/// Everything that the contract says of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// What JSON Schema refuses it for.
    pub(crate) reasons: BTreeSet<Reason>,
    /// What rules refuse it for that JSON Schema cannot express.
    pub(crate) native: BTreeSet<Reason>,
    /// Ids of rules that warn, with the places that they fail at.
    pub(crate) warnings: BTreeSet<Reason>,
}

/// A contract, ready to judge documents.
#[derive(Clone)]
pub(crate) struct Judge<'c> {
    pub(super) contract: &'c Contract,
    patterns: Rc<BTreeMap<String, Regex>>,
    pub(super) reader: Reader,
}

impl<'c> Judge<'c> {
    /// A judge of the contract.
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
                RuleBody::Rust => native::known(rule)?,
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
        Ok(Self { contract, patterns: Rc::new(patterns), reader: Reader::default() })
    }

    /// Judges a document by the schema of a request; if that is one of query parameters, integers may be texts.
    pub(crate) fn verdict(&self, schema: &Schema, is_query: bool, doc: &Doc) -> Verdict {
        let mut verdict = Verdict::default();
        self.value(schema, is_query, doc, &mut Trail::default(), &mut verdict);
        verdict
    }

    /// The same contract as another reader takes it.
    pub(crate) fn reading(&self, reader: Reader) -> Self {
        Self { reader, ..self.clone() }
    }

    /// Every pattern of the contract.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = String> {
        self.patterns.keys().cloned()
    }

    /// Whether a condition of a rule holds for a value.
    pub(crate) fn holds(&self, condition: &Condition, doc: &Doc) -> bool {
        Conditions { judge: self }.holds(condition, true, doc)
    }

    /// Whether a text matches a pattern.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> bool {
        let regex = &self.patterns[pattern];
        let shorter = text.strip_suffix('\n').filter(|_| self.reader.lenient_end);
        regex.is_match(text) || shorter.is_some_and(|text| regex.is_match(text))
    }

    /// The value of a number.
    pub(super) fn number(&self, text: &str) -> Number {
        if self.reader.floats { Number::float(text) } else { Number::exact(text) }
    }

    fn value<'d>(
        &'d self,
        schema: &'d Schema,
        in_query: bool,
        doc: &'d Doc,
        trail: &mut Trail<'d>,
        verdict: &mut Verdict,
    ) {
        let schema = self.contract.resolve(schema);
        let mut fail = |keyword: &'static str| {
            verdict.reasons.insert(Reason { instance: trail.pointer(), keyword, member: None, rule: None });
        };
        match &schema.shape {
            Shape::Object(object) => match doc {
                Doc::Object(_) => self.object(object, in_query, doc, trail, verdict),
                _ => fail("type"),
            },
            Shape::Array(array) => match doc {
                Doc::Array(items) => {
                    let count = items.len() as u64;
                    if array.min_items.is_some_and(|least| count < least) {
                        fail("minItems");
                    }
                    if array.max_items.is_some_and(|most| count > most) {
                        fail("maxItems");
                    }
                    for (index, item) in items.iter().enumerate() {
                        trail.0.push(Segment::Index(index));
                        self.value(&array.items, false, item, trail, verdict);
                        trail.0.pop();
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
        self.rules(schema, doc, trail, verdict);
    }

    fn object<'d>(
        &'d self,
        object: &'d ObjectShape,
        in_query: bool,
        doc: &'d Doc,
        trail: &mut Trail<'d>,
        verdict: &mut Verdict,
    ) {
        let mut fail = |keyword: &'static str, member: Option<&str>| {
            let member = member.map(str::to_owned);
            verdict.reasons.insert(Reason { instance: trail.pointer(), keyword, member, rule: None });
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
                trail.0.push(Segment::Key(name));
                self.value(schema, in_query, value, trail, verdict);
                trail.0.pop();
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
        if string.min_length.is_some_and(|least| length < least) {
            fail("minLength");
        }
        if string.max_length.is_some_and(|most| length > most) {
            fail("maxLength");
        }
        if string.pattern.as_ref().is_some_and(|pattern| !self.matches(pattern, text)) {
            fail("pattern");
        }
    }

    fn integer(&self, integer: &IntegerShape, doc: &Doc, fail: &mut impl FnMut(&'static str)) {
        let number = match doc {
            Doc::Number(text) => Some(self.number(text)),
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
        if integer.minimum.is_some_and(|least| number.compare(least).is_lt()) {
            fail("minimum");
        }
        if integer.maximum.is_some_and(|most| number.compare(most).is_gt()) {
            fail("maximum");
        }
    }

    /// Whether a value is the shortest decimal text of an allowed number.
    fn decimal(&self, integer: &IntegerShape, doc: &Doc) -> bool {
        let Some(text) = doc.as_text() else { return false };
        let lenient = self.reader.lenient_end && integer.values.is_empty();
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
            && integer.minimum.is_none_or(|least| number.compare(least).is_ge())
            && integer.maximum.is_none_or(|most| number.compare(most).is_le())
    }

    fn rules<'d>(&self, schema: &'d Schema, doc: &'d Doc, trail: &mut Trail<'d>, verdict: &mut Verdict) {
        let conditions = Conditions { judge: self };
        for rule in &schema.rules {
            let found = match &rule.body {
                RuleBody::Portable { if_, .. } if !conditions.holds(if_, true, doc) => continue,
                RuleBody::Portable { then, .. } => conditions.failures(then, doc, trail),
                RuleBody::Rust => native::failures(rule, doc, trail),
            };
            let to = match (rule.severity, &rule.body) {
                (Severity::Warning, _) => &mut verdict.warnings,
                (Severity::Error, RuleBody::Rust) => &mut verdict.native,
                (Severity::Error, RuleBody::Portable { .. }) => &mut verdict.reasons,
            };
            to.extend(found.into_iter().map(|it| Reason { rule: Some(rule.id.clone()), ..it }));
        }
    }
}

impl Verdict {
    /// Whether nothing is wrong.
    pub(crate) fn is_valid(&self) -> bool {
        self.reasons.is_empty() && self.native.is_empty()
    }
}
