//! The walk: a document against the tables, collecting every mistake.
//!
//! One mistake gives one finding. What a mistake entails (a missing member because of a misspelt one, a rule about a
//! value that is wrong itself) is kept out here, where it is known, and not filtered out later.

mod caret;
mod guess;
mod members;
mod mismatch;
mod placement;
mod placement_cache;
mod scalar;
mod state;

pub(crate) use caret::{caret, opening};
pub(crate) use mismatch::Written;
pub(crate) use placement::wrapper;
pub(crate) use scalar::is_decimal;
pub(crate) use state::Walk;

use drs_text::{Kind, Node, Span};

use crate::finding::{Finding, FindingKind, Part};
use crate::instance_path::{InstancePath, Segment};
use crate::rules::native::{Check, Hit};
use crate::rules::{self, Body, Condition, Facts, Rule, Truth};
use crate::schema::{Array, Property, Schema, Shape};

/// Everything that a walk found out.
#[derive(Debug)]
pub(crate) struct Walked<'t> {
    /// The mistakes, in the order of the text.
    pub(crate) findings: Vec<Finding<'t>>,
    /// What values with a syntax fault should be, by their place.
    pub(crate) expected: Vec<(Span, &'static Schema)>,
    /// The places that findings name.
    pub(crate) paths: InstancePath<'t>,
}

impl<'t> Walk<'t, '_> {
    /// Checks a request: the document, or what it has under a key.
    pub(crate) fn run(mut self, key: Option<Node<'t>>, root: Node<'t>, schema: &'static Schema) -> Walked<'t> {
        if let Some(key) = key {
            self.paths.push(Segment::Key(key));
        }
        match &schema.shape {
            // As a whole it was tried before: what is walked is mostly wrong somewhere.
            Shape::Object(object) if root.kind() == Kind::Object && !self.is_faulty(root) => {
                self.object(root, schema, object);
            }
            _ => self.value(root, schema, None),
        }
        let Self { paths, facts, mut findings, expected, .. } = self;
        // A member that turned up in a place that was walked later is neither missing nor a reason for a rule to fail.
        findings.retain(|finding| match &finding.kind {
            FindingKind::Missing { object, property } => !facts.is_assumed_present(*object, property.name),
            FindingKind::Rule { rule, object, .. } => match &rule.body {
                Body::Portable { when, then } => is_broken(when, then, *object, &facts),
                Body::Native(_) => true,
            },
            _ => true,
        });
        findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
        Walked { findings, expected, paths }
    }

    /// Checks the value at the end of the paths.
    fn value(&mut self, node: Node<'t>, schema: &'static Schema, field: Option<&'static Property>) {
        if self.is_faulty(node) {
            self.facts.mark_invalid(node);
            self.expected.push((node.span(), schema));
            return;
        }
        match (&schema.shape, node.kind()) {
            (Shape::Any, _) | (Shape::Boolean, Kind::Bool) => {}
            (Shape::Object(_), Kind::Object) if self.accepts(node, schema) => {}
            (Shape::Object(object), Kind::Object) => self.object(node, schema, object),
            (Shape::Array(array), Kind::Array) => self.array(node, array),
            (Shape::Text(text), Kind::String) => self.text(node, schema, text, field),
            (Shape::Integer(integer), Kind::Number) => self.integer(node, schema, integer),
            (Shape::Integer(integer), Kind::String) if integer.or_text => self.decimal(node, schema, integer, field),
            _ => self.mismatch(node, schema, field),
        }
    }

    /// Whether there is nothing to say about an object and everything in it.
    fn accepts(&self, node: Node<'t>, schema: &'static Schema) -> bool {
        self.parts.as_ref().is_some_and(|parts| parts.accepts(schema, node.span()))
    }

    fn array(&mut self, node: Node<'t>, array: &'static Array) {
        if node.len() > array.max_items as usize {
            self.report(node, FindingKind::Items { node, limit: array.max_items });
        }
        for (index, item) in (0_u32..).zip(node.items()) {
            self.paths.push(Segment::Index(index));
            self.value(item, array.items, None);
            self.paths.pop();
        }
    }

    /// Evaluates the rules of the object at the end of the paths, of whose members those in `present` are there or meant.
    fn rules(&mut self, node: Node<'t>, schema: &'static Schema, present: u64) {
        for rule in schema.rules.iter().filter(|rule| rule.needs & !present == 0) {
            match &rule.body {
                Body::Portable { when, then } => self.portable(node, rule, when, then),
                Body::Native(check) => self.native(node, rule, *check),
            }
        }
    }

    fn portable(&mut self, object: Node<'t>, rule: &'static Rule, when: &'static Condition, then: &'static Condition) {
        if !is_broken(when, then, object, &self.facts) {
            return;
        }
        let failure = rules::failure(then, object, &self.facts);
        let instance = self.intern_below(&failure.steps);
        let (mut node, mut key) = (object, None);
        let mut path = self.paths.intern();
        for name in rule.at {
            let Some(member) = node.members().find(|member| member.key.str_eq(name)) else { break };
            path = self.paths.child(path, Segment::Key(member.key));
            (node, key) = (member.value, Some(member.key));
        }
        let span = caret(node, key);
        let mut related = rules::related(when, object, &failure);
        related.retain(|(other, _)| *other != span);
        self.findings
            .push(Finding::new(span, FindingKind::Rule { rule, object, caret: node, related }, path).about(instance));
    }

    fn native(&mut self, object: Node<'t>, rule: &'static Rule, check: Check) {
        let mut hits = Vec::new();
        check(object, &self.facts, &mut hits);
        for Hit { node, steps, related } in hits {
            let path = self.intern_below(&steps);
            // By an alias both may be the same text.
            let related = related.into_iter().map(|(node, label)| (caret(node, None), Part::Label(label)));
            let related = related.filter(|(other, _)| *other != node.span()).collect();
            let kind = FindingKind::Rule { rule, object, caret: node, related };
            self.findings.push(Finding::new(caret(node, None), kind, path));
        }
    }
}

/// Whether a rule is broken for certain.
fn is_broken(when: &'static Condition, then: &'static Condition, object: Node<'_>, facts: &Facts) -> bool {
    rules::holds(when, object, facts) == Truth::True && rules::holds(then, object, facts) == Truth::False
}
