//! Objects: which members there are, which are missing, and what was meant by unknown ones.

use drs_text::{FaultKind, Member, Node};

use super::caret::opening;
use super::placement;
use super::state::{Frame, Read, Reading, Walk};
use crate::finding::{Direction, Finding, FindingKind, Guess, Target, Unwrapped};
use crate::instance_path::Segment;
use crate::schema::{Additional, Object, Property, Schema};

/// How many unknown members of one object are guessed at. A hand does not slip more often; a generator's output is
/// reported without guesses.
const MAX_GUESSES: usize = 64;

impl<'t> Walk<'t, '_> {
    /// Checks an object and everything in it.
    pub(super) fn object(&mut self, node: Node<'t>, schema: &'static Schema, object: &'static Object) {
        let mut present = 0;
        let first = self.members.len();
        let any_unknown = self.known(node, object, &mut present);
        let closed = matches!(object.additional, Additional::Forbidden);
        if closed && present == 0 && self.members.len() > first && self.unwrapped(node, schema, object) {
            return self.members.truncate(first);
        }
        if closed && any_unknown && !self.options.allow_unknown_fields {
            let mut members = self.members.split_off(first);
            self.unknown(node, schema, object, &mut members, &mut present);
            self.members.extend(members);
        }
        self.frames.push(Frame { node, schema, object, depth: self.paths.depth(), present });
        for index in first..self.members.len() {
            let Read { member, reading } = &self.members[index];
            let member = *member;
            let (schema, field) = match reading {
                Reading::Property(property) => (property.schema, Some(*property)),
                Reading::Moved(target) => (target.property.schema, Some(target.property)),
                Reading::Entry(schema) => (*schema, None),
                Reading::Nothing | Reading::Ignored => continue,
            };
            match field {
                Some(property) => self.paths.push_property(member.key, property.name, property.secret),
                None => self.paths.push(Segment::Key(member.key)),
            }
            self.value(member.value, schema, field);
            self.paths.pop();
        }
        self.members.truncate(first);
        let present = self.frames.pop().map_or(present, |frame| frame.present);
        self.missing(node, object, present);
        self.rules(node, schema, present);
    }

    /// Reports the required members that an object does not have.
    fn missing(&mut self, node: Node<'t>, object: &'static Object, present: u64) {
        for (index, property) in object.properties.iter().enumerate() {
            let is_absent = property.required && present & (1 << index) == 0;
            if is_absent && !self.facts.is_assumed_present(node, property.name) {
                let path = self.paths.intern();
                let kind = FindingKind::Missing { object: node, property };
                self.findings.push(Finding::new(opening(node), kind, path));
            }
        }
    }

    /// Checks an object as what is in it, if it has no member of its own and is plainly meant as the inside of one that
    /// is missing.
    fn unwrapped(&mut self, node: Node<'t>, schema: &'static Schema, object: &'static Object) -> bool {
        let Some((missing, inner)) = placement::wrapper(node, schema) else { return false };
        let (Some(&outermost), Some(inner_object)) = (missing.first(), inner.as_object()) else { return false };
        let path = self.paths.intern();
        let kind = FindingKind::Unwrapped(Unwrapped::Whole { node, missing });
        self.findings.push(Finding::new(opening(node), kind, path));
        self.facts.assume_present(node, outermost.name);
        self.missing(node, object, bit(object, outermost));
        self.object(node, inner, inner_object);
        true
    }

    /// Reads the members, those with a known name as what they are; returns whether there are others.
    fn known(&mut self, node: Node<'t>, object: &'static Object, present: &mut u64) -> bool {
        let mut next = 0;
        let mut any_unknown = false;
        for member in node.members() {
            let reading = match self.fault(member.key) {
                Some(FaultKind::MergeKey) => {
                    self.facts.mark_incomplete(node);
                    Reading::Ignored
                }
                Some(FaultKind::ComplexKey) => Reading::Ignored,
                _ => self.named(node, object, member, present, &mut next),
            };
            any_unknown |= matches!(reading, Reading::Nothing);
            self.members.push(Read { member, reading });
        }
        any_unknown
    }

    /// A member as what its key says. Members are most often in the contract's order: `next` is the property after the last.
    fn named(
        &mut self,
        node: Node<'t>,
        object: &'static Object,
        member: Member<'t>,
        present: &mut u64,
        next: &mut usize,
    ) -> Reading<'t> {
        let (before, after) = object.properties.split_at((*next).min(object.properties.len()));
        let is_meant = |property: &Property| member.key.str_eq(property.name);
        let index = after.iter().position(is_meant).map(|index| before.len() + index);
        let index = index.or_else(|| before.iter().position(is_meant));
        *next = index.map_or(*next, |index| index + 1);
        match (index, &object.additional) {
            (Some(index), _) => {
                let property = &object.properties[index];
                if *present & (1 << index) != 0 {
                    self.facts.mark_duplicate(node, property.name);
                }
                *present |= 1 << index;
                Reading::Property(property)
            }
            (None, Additional::Map(schema)) => Reading::Entry(schema),
            // The first of two equal keys is unknown, the second is the second.
            (None, _)
                if matches!(
                    self.fault(member.key),
                    Some(FaultKind::DuplicateKey | FaultKind::AmbiguousScalar { .. })
                ) =>
            {
                Reading::Ignored
            }
            (None, Additional::Any | Additional::Forbidden) if is_cut_off(node, member.key) => Reading::Ignored,
            (None, Additional::Any | Additional::Forbidden) => Reading::Nothing,
        }
    }

    /// Guesses what unknown members stand for, and reports them.
    fn unknown(
        &mut self,
        node: Node<'t>,
        schema: &'static Schema,
        object: &'static Object,
        members: &mut [Read<'t>],
        present: &mut u64,
    ) {
        let there = *present;
        let unknown = members.iter_mut().filter(|read| matches!(read.reading, Reading::Nothing));
        for (index, read) in unknown.enumerate() {
            let key = read.member.key;
            let guess = if index < MAX_GUESSES {
                self.guess(node, schema, object, read.member, *present)
            } else {
                Ok(Guess::Nothing)
            };
            match guess {
                Ok(guess) => {
                    let guess = match guess {
                        Guess::Present(property) if there & bit(object, property) == 0 => Guess::Taken(property),
                        guess => guess,
                    };
                    if let Guess::Missing { property, .. } = guess {
                        *present |= bit(object, property);
                        self.facts.assume_present(node, property.name);
                        read.reading = Reading::Property(property);
                    }
                    let instance = self.paths.intern();
                    let path = self.paths.child(instance, Segment::Key(key));
                    let kind = FindingKind::Unknown { key, owner: schema, guess };
                    self.findings.push(Finding::new(key.span(), kind, path).about(instance));
                }
                Err(target) => {
                    self.reserve(&target);
                    if target.holder.id() == node.id() {
                        *present |= target.missing.first().map_or(0, |outermost| bit(object, outermost));
                    }
                    read.reading = Reading::Moved(Box::new(target));
                }
            }
        }
        self.moved(node, members);
    }

    /// Notes that the target of a misplaced member is not missing.
    fn reserve(&mut self, target: &Target<'t>) {
        let name = target.missing.first().map_or(target.property.name, |outermost| outermost.name);
        self.facts.assume_present(target.holder, name);
        for frame in self.frames.iter_mut().filter(|frame| frame.node.id() == target.holder.id()) {
            frame.present |= frame.object.find(name).map_or(0, |index| 1 << index);
        }
    }

    /// Reports misplaced members. Several without the same enclosing object are one mistake.
    fn moved(&mut self, node: Node<'t>, members: &[Read<'t>]) {
        let mut groups: Vec<(Vec<&'static str>, Vec<usize>)> = Vec::new();
        for (index, read) in members.iter().enumerate() {
            let Reading::Moved(target) = &read.reading else { continue };
            let names: Vec<_> = target.missing.iter().map(|property| property.name).collect();
            let is_own = target.direction == Direction::Inside && target.holder.id() == node.id();
            match groups.iter_mut().find(|(other, _)| is_own && !names.is_empty() && *other == names) {
                Some((_, group)) => group.push(index),
                None => groups.push((if is_own { names } else { Vec::new() }, vec![index])),
            }
        }
        for (_, group) in groups {
            let read = &members[group[0]];
            let Reading::Moved(target) = &read.reading else { continue };
            let instance = self.paths.intern();
            let path = self.paths.child(instance, Segment::Key(read.member.key));
            let kind = if let [first, .., last] = group[..] {
                FindingKind::Unwrapped(Unwrapped::Part {
                    keys: group.iter().map(|&index| members[index].member.key).collect(),
                    last: members[last].member.value,
                    adjacent: last - first + 1 == group.len(),
                    missing: target.missing.clone(),
                })
            } else {
                let Member { key, value } = read.member;
                FindingKind::Misplaced { object: node, key, value, target: (**target).clone() }
            };
            self.findings.push(Finding::new(read.member.key.span(), kind, path).about(instance));
        }
    }
}

/// Whether the text ends within a key, so that it may be the beginning of a name that is known.
fn is_cut_off(object: Node<'_>, key: Node<'_>) -> bool {
    let text = key.raw().strip_prefix('"');
    object.is_truncated() && text.is_some_and(|text| !text.ends_with('"'))
}

fn bit(object: &'static Object, property: &'static Property) -> u64 {
    object.find(property.name).map_or(0, |index| 1 << index)
}
