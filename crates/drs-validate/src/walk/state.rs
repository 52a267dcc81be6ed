//! What a walk knows while it goes.

use drs_text::{Fault, FaultKind, Kind, Member, Node, Span};

use super::caret::caret;
use super::placement_cache::PlacementCache;
use crate::accept::Parts;
use crate::finding::{Finding, FindingKind, Target};
use crate::input::Options;
use crate::instance_path::{InstancePath, PathId, Segment};
use crate::rules::Facts;
use crate::schema::{Object, Property, Schema};

/// Number of members that the enclosing objects of a value usually have: growing from nothing takes longer than reading them.
const MEMBERS: usize = 32;

/// The walk over one document.
#[derive(Debug)]
pub(crate) struct Walk<'t, 'o> {
    pub(super) options: &'o Options,
    /// Syntax faults, in the order of the text.
    pub(super) faults: &'o [Fault],
    pub(super) paths: InstancePath<'t>,
    /// Objects around the value that the walk looks at, outermost first.
    pub(super) frames: Vec<Frame<'t>>,
    /// Their members.
    pub(super) members: Vec<Read<'t>>,
    pub(super) facts: Facts,
    pub(super) findings: Vec<Finding<'t>>,
    /// What values with a syntax fault should be, by their place.
    pub(super) expected: Vec<(Span, &'static Schema)>,
    pub(super) placements: PlacementCache,
    /// The parts that may be right as they are, if the document is sound JSON.
    pub(super) parts: Option<Parts<'t>>,
}

/// An object that the walk is in.
#[derive(Debug)]
pub(super) struct Frame<'t> {
    pub(super) node: Node<'t>,
    pub(super) schema: &'static Schema,
    pub(super) object: &'static Object,
    /// Steps from the root.
    pub(super) depth: usize,
    /// Which properties it has or was meant to have, one bit each.
    pub(super) present: u64,
}

/// How a member is read.
#[derive(Debug)]
pub(super) enum Reading<'t> {
    /// As the property of its name, or one that it stands for.
    Property(&'static Property),
    /// As a value under a key of the user's choice.
    Entry(&'static Schema),
    /// As a member of another object.
    Moved(Box<Target<'t>>),
    /// Not at all: it is unknown.
    Nothing,
    /// Not at all: there is a syntax fault about its key.
    Ignored,
}

/// A member and how it is read.
#[derive(Debug)]
pub(super) struct Read<'t> {
    pub(super) member: Member<'t>,
    pub(super) reading: Reading<'t>,
}

impl<'t, 'o> Walk<'t, 'o> {
    /// Creates a walk that leaves alone what `faults` (in the order of the text) report.
    pub(crate) fn new(options: &'o Options, faults: &'o [Fault]) -> Self {
        let mut facts = Facts::default();
        if faults.iter().any(|fault| matches!(fault.kind, FaultKind::YamlSyntax { .. })) {
            facts.mark_truncated();
        }
        Self {
            options,
            faults,
            paths: InstancePath::with_capacity(),
            frames: Vec::with_capacity(8),
            members: Vec::with_capacity(MEMBERS),
            facts,
            findings: Vec::with_capacity(8),
            expected: Vec::new(),
            placements: PlacementCache::default(),
            parts: None,
        }
    }

    /// Passes over objects that the fast path accepts. `text` is the document, which is JSON.
    pub(crate) fn with_parts(mut self, text: &'t str) -> Self {
        self.parts = self.faults.is_empty().then(|| Parts::new(text));
        self
    }

    /// Interns the path to a value below the current one.
    pub(super) fn intern_below(&mut self, steps: &[Segment<'t>]) -> PathId {
        let start = self.paths.intern();
        steps.iter().fold(start, |path, segment| self.paths.child(path, *segment))
    }

    /// Notes a mistake of the value at the current path; rules will not build on the value.
    pub(super) fn report(&mut self, node: Node<'t>, kind: FindingKind<'t>) {
        let path = self.paths.intern();
        let key = match self.paths.last(path) {
            Some(Segment::Key(key)) => Some(key),
            _ => None,
        };
        self.facts.mark_invalid(node);
        self.findings.push(Finding::new(caret(node, key), kind, path));
    }

    /// Whether a syntax fault says all there is to say about the value.
    pub(super) fn is_faulty(&self, node: Node<'t>) -> bool {
        if node.is_placeholder() {
            return true;
        }
        matches!(
            self.fault(node),
            Some(
                FaultKind::ControlCharacter
                    | FaultKind::InvalidEscape
                    | FaultKind::LoneSurrogate
                    | FaultKind::InvalidNumber { .. }
                    | FaultKind::NumberOutOfRange
                    | FaultKind::InvalidLiteral
                    | FaultKind::AmbiguousScalar { .. }
                    | FaultKind::UnsupportedTag
            )
        )
    }

    /// The first fault about a scalar.
    pub(super) fn fault(&self, node: Node<'t>) -> Option<&'o FaultKind> {
        if self.faults.is_empty() || matches!(node.kind(), Kind::Object | Kind::Array) {
            return None;
        }
        let span = node.span();
        let next = self.faults.partition_point(|fault| fault.span.end <= span.start);
        self.faults.get(next).filter(|fault| fault.span.start < span.end).map(|fault| &fault.kind)
    }
}
