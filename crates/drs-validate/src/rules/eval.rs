//! Evaluating a condition, with "unknown" where a value is reported already.

use drs_text::{Kind, Node};

use crate::instance_path::Segment;
use crate::number::Number;
use crate::rules::{Condition, Facts, Literal};

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    /// It does.
    True,
    /// It does not.
    False,
    /// It depends on a value that is wrong itself.
    Unknown,
}

/// Where a condition fails.
#[derive(Debug)]
pub(crate) struct Failure<'t> {
    /// The value that fails.
    pub(crate) node: Node<'t>,
    /// The steps to it from the value that the condition is about.
    pub(crate) steps: Vec<Segment<'t>>,
    /// Whether it fails because a member is missing.
    pub(crate) missing: bool,
}

impl<'t> Failure<'t> {
    /// The key of the value that fails, if it is a member's.
    pub(crate) fn key(&self) -> Option<Node<'t>> {
        match self.steps.last() {
            Some(Segment::Key(key)) => Some(*key),
            _ => None,
        }
    }
}

impl Truth {
    fn of(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, Self::False) => Self::False,
            _ => Self::Unknown,
        }
    }

    fn negate(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

/// Whether `condition` holds for `node`.
///
/// As in JSON Schema, what is said about members holds for a member that is absent. Unlike there, nothing is known about
/// a value of a kind that the condition does not speak of: such a value is reported for its kind.
pub(crate) fn holds(condition: &'static Condition, node: Node<'_>, facts: &Facts) -> Truth {
    if !facts.is_reliable(node) {
        return Truth::Unknown;
    }
    let mut truth = own(condition, node, facts);
    for name in condition.required {
        // What the value of is looked at below is looked for there.
        if truth != Truth::False && !condition.properties.iter().any(|(other, _)| is_same(other, name)) {
            truth = truth.and(has(node, name, facts));
        }
    }
    for (name, inner) in condition.properties {
        if truth == Truth::False {
            return Truth::False;
        }
        truth = truth.and(match member(node, name, facts) {
            Presence::Absent => Truth::of(!condition.required.iter().any(|other| is_same(other, name))),
            Presence::Unclear => Truth::Unknown,
            Presence::Present(value) => holds(inner, value, facts),
        });
    }
    match condition.items {
        Some(inner) if node.kind() == Kind::Array => {
            node.items().fold(truth, |truth, item| truth.and(holds(inner, item, facts)))
        }
        _ => truth,
    }
}

/// Whether two names of the contract are one; in one rule they mostly are the same text in memory.
fn is_same(one: &'static str, other: &'static str) -> bool {
    std::ptr::eq(one, other) || one == other
}

/// The truth of the keywords that look at the value itself.
fn own(condition: &'static Condition, node: Node<'_>, facts: &Facts) -> Truth {
    let mut truth = Truth::True;
    if condition.values.is_some_and(|values| !values.iter().any(|literal| equals(literal, node))) {
        return Truth::False;
    }
    if let Some(pattern) = condition.pattern {
        truth = truth.and(node.as_str().map_or(Truth::Unknown, |text| Truth::of(pattern.is_match(&text))));
    }
    if let Some(inner) = condition.not {
        truth = truth.and(holds(inner, node, facts).negate());
    }
    if !condition.any_of.is_empty() {
        let mut any = Truth::False;
        for branch in condition.any_of {
            any = any.or(holds(branch, node, facts));
            if any == Truth::True {
                break;
            }
        }
        truth = truth.and(any);
    }
    let within = |min: u32, max: u32| {
        let is_any = min == 0 && max == u32::MAX;
        Truth::of(is_any || (min as usize..=max as usize).contains(&node.len()))
    };
    match node.kind() {
        Kind::Array => truth.and(within(condition.min_items, condition.max_items)),
        Kind::Object => truth.and(within(condition.min_members, condition.max_members)),
        _ => truth,
    }
}

/// Where `condition`, which does not hold for `node`, fails: the first keyword that is false.
pub(crate) fn failure<'t>(condition: &'static Condition, node: Node<'t>, facts: &Facts) -> Failure<'t> {
    let missing = condition.required.iter().any(|name| has(node, name, facts) == Truth::False);
    let here = Failure { node, steps: Vec::new(), missing };
    if missing || own(condition, node, facts) == Truth::False {
        return here;
    }
    let members = condition.properties.iter().filter_map(|(name, inner)| {
        let member = node.members().find(|member| member.key.str_eq(name))?;
        Some((inner, Segment::Key(member.key), member.value))
    });
    let items = condition.items.into_iter().flat_map(|inner| {
        let items = (node.kind() == Kind::Array).then(|| node.items());
        let indexed = (0_u32..).zip(items.into_iter().flatten());
        indexed.map(move |(index, item)| (inner, Segment::Index(index), item))
    });
    for (inner, segment, value) in members.chain(items) {
        if holds(inner, value, facts) == Truth::False {
            let mut below = failure(inner, value, facts);
            below.steps.insert(0, segment);
            return below;
        }
    }
    here
}

enum Presence<'t> {
    Absent,
    Unclear,
    Present(Node<'t>),
}

fn member<'t>(object: Node<'t>, name: &'static str, facts: &Facts) -> Presence<'t> {
    if object.kind() != Kind::Object || facts.is_duplicate(object, name) {
        return Presence::Unclear;
    }
    match object.get(name) {
        Some(value) => Presence::Present(value),
        None if facts.is_assumed_present(object, name) => Presence::Unclear,
        None => Presence::Absent,
    }
}

fn has(object: Node<'_>, name: &'static str, facts: &Facts) -> Truth {
    match member(object, name, facts) {
        Presence::Absent => Truth::False,
        Presence::Unclear => Truth::Unknown,
        Presence::Present(_) => Truth::True,
    }
}

fn equals(literal: &Literal, node: Node<'_>) -> bool {
    match literal {
        Literal::Bool(truth) => node.as_bool() == Some(*truth),
        Literal::Integer(number) => node.as_number().map(Number::parse) == Some(Number::Integer(*number)),
        Literal::Text(text) => node.str_eq(text),
    }
}
