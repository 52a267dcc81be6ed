//! Where a member belongs that its object does not know: inside it, around it or beside it.

use drs_text::{Kind, Member, Node};

use super::placement_cache::{Chain, MAX_DEPTH, inside};
use super::state::Walk;
use crate::finding::{Direction, Target};
use crate::generated::schemas;
use crate::instance_path::Segment;
use crate::schema::{Property, Schema, Shape};

/// How far down a member is looked for in the objects around its own.
const MAX_DEPTH_BESIDE: usize = 2;

/// How many objects around the current one are looked into for a place beside it.
const MAX_ENCLOSING: usize = 4;

/// Chain of objects down to a member, some of which exist.
struct Placement<'t> {
    /// The nearest object that exists.
    holder: Node<'t>,
    /// The steps to it.
    steps: Vec<Segment<'t>>,
    /// The members that do not exist, outermost first.
    missing: Vec<&'static Property>,
    /// The last member.
    property: &'static Property,
}

impl<'t> Walk<'t, '_> {
    /// The only place nearby where a member called `key` belongs and is missing. Nearer places win; two equally near ones
    /// are none.
    pub(super) fn target(
        &mut self,
        node: Node<'t>,
        schema: &'static Schema,
        key: &str,
        value: Node<'t>,
    ) -> Option<Target<'t>> {
        let name = schemas::NAMES.binary_search(&key).ok().map(|index| schemas::NAMES[index])?;
        let here = self.paths.depth();
        for length in 1..=MAX_DEPTH {
            if let Some(found) = self.inside(node, schema, name, value, length, None) {
                return found.map(|placement| self.target_of(here, placement, Direction::Inside));
            }
            let around = if length == 1 { self.around(name, value) } else { None };
            if around.is_some() {
                return around;
            }
        }
        for index in (0..self.frames.len()).rev().take(MAX_ENCLOSING) {
            let frame = &self.frames[index];
            let (around, schema, depth) = (frame.node, frame.schema, frame.depth);
            for length in 1..=MAX_DEPTH_BESIDE {
                if let Some(found) = self.inside(around, schema, name, value, length, Some(node)) {
                    return found.map(|placement| self.target_of(depth, placement, Direction::Beside));
                }
            }
        }
        None
    }

    /// Only placement down from an object through `length` others to one without `name` and would take the value, not
    /// through what contains `except`: `Some(None)` if there are several.
    #[expect(clippy::option_option, reason = "no place, one place and several places are three cases")]
    fn inside(
        &mut self,
        node: Node<'t>,
        schema: &'static Schema,
        name: &'static str,
        value: Node<'t>,
        length: usize,
        except: Option<Node<'t>>,
    ) -> Option<Option<Placement<'t>>> {
        let chains = self.placements.chains(schema, name).iter().filter(|chain| chain.len() == length + 1);
        let mut placements = chains.filter_map(|chain| {
            let placement = follow(node, chain, except)?;
            may_be(value, placement.property.schema).then_some(placement)
        });
        let placement = placements.next()?;
        Some(placements.next().is_none().then_some(placement))
    }

    /// Whether only one object of the request can have a member called `name`.
    fn is_only_owner(&mut self, name: &'static str) -> bool {
        self.frames.first().is_some_and(|root| self.placements.owners(root.schema, name) == 1)
    }

    /// Nearest enclosing object without `name` and would take the value.
    fn around(&mut self, name: &'static str, value: Node<'t>) -> Option<Target<'t>> {
        let around = self.frames.iter().rev().find_map(|frame| {
            let index = frame.object.find(name)?;
            let property = &frame.object.properties[index];
            let free = frame.present & (1 << index) == 0;
            (free && may_be(value, property.schema)).then_some((frame.node, frame.depth, property))
        });
        let (holder, depth, property) = around?;
        let place = self.paths.intern_at(depth);
        let is_only = self.is_only_owner(name);
        Some(Target { holder, place, missing: Vec::new(), property, direction: Direction::Outside, is_only })
    }

    fn target_of(&mut self, depth: usize, placement: Placement<'t>, direction: Direction) -> Target<'t> {
        let start = self.paths.intern_at(depth);
        let place = placement.steps.iter().fold(start, |path, segment| self.paths.child(path, *segment));
        let is_only = self.is_only_owner(placement.property.name);
        let Placement { holder, missing, property, .. } = placement;
        Target { holder, place, missing, property, direction, is_only }
    }
}

/// Goes down a chain as far as the document has it; `None` if the document has something else there, or has the last member
/// already.
fn follow<'t>(node: Node<'t>, chain: &[&'static Property], except: Option<Node<'t>>) -> Option<Placement<'t>> {
    let (property, through) = chain.split_last()?;
    let mut placement = Placement { holder: node, steps: Vec::new(), missing: Vec::new(), property };
    for step in through {
        let exists = placement.missing.is_empty().then(|| member(placement.holder, step.name)).flatten();
        if let Some((key, value)) = exists {
            if except.is_some_and(|node| value.span().contains(node.span())) {
                return None;
            }
            let (holder, index) = only_object(value)?;
            placement.holder = holder;
            placement.steps.push(Segment::Key(key));
            placement.steps.extend(index);
        } else if step.schema.as_array().is_some() && !placement.missing.is_empty()
            || ENVELOPES.contains(&step.name) && has_envelope(placement.holder)
        {
            return None;
        } else {
            placement.missing.push(step);
        }
    }
    let is_taken = placement.missing.is_empty() && placement.holder.get(property.name).is_some();
    (!is_taken).then_some(placement)
}

/// The envelopes of requests. None of them is inside another.
const ENVELOPES: [&str; 2] = ["job", "jobs"];

fn has_envelope(node: Node<'_>) -> bool {
    ENVELOPES.iter().any(|name| node.get(name).is_some())
}

/// The members, outermost first, that are missing around all of an object that has none of its own: those whose innermost
/// object knows at least half of what is there, as values of their kind. What has an envelope already is not put into one.
pub(crate) fn wrapper(node: Node<'_>, schema: &'static Schema) -> Option<(Vec<&'static Property>, &'static Schema)> {
    if has_envelope(node) {
        return None;
    }
    let mut placements: Vec<(Chain, &'static Schema)> = vec![(Vec::new(), schema)];
    for _ in 1..MAX_DEPTH {
        placements = placements.iter().flat_map(longer).collect();
        let known = |schema: &'static Schema| {
            let property = |key: &str| schema.as_object().and_then(|object| object.get(key));
            let is_known = |member: &Member<'_>| {
                let property = member.key.as_str().and_then(|key| property(&key));
                property.is_some_and(|property| may_be(member.value, property.schema))
            };
            node.members().filter(is_known).count()
        };
        let max_known = placements.iter().map(|(_, schema)| known(schema)).max().unwrap_or(0);
        if max_known > 0 && max_known * 2 >= node.len() {
            let mut best = placements.into_iter().filter(|(_, schema)| known(schema) == max_known);
            return best.next().filter(|_| best.next().is_none());
        }
    }
    None
}

/// Chains that are one object longer, through arrays only at their start.
fn longer((placement, schema): &(Chain, &'static Schema)) -> Vec<(Chain, &'static Schema)> {
    let properties = schema.as_object().map_or(&[][..], |object| object.properties);
    let next = properties.iter().filter(|property| placement.is_empty() || property.schema.as_array().is_none());
    next.filter_map(|property| {
        let (inner, _) = inside(property.schema)?;
        Some((placement.iter().copied().chain([property]).collect(), inner))
    })
    .collect()
}

/// An object, or the only item of an array if that is one.
fn only_object(value: Node<'_>) -> Option<(Node<'_>, Option<Segment<'_>>)> {
    match value.kind() {
        Kind::Object => Some((value, None)),
        Kind::Array if value.len() == 1 => {
            let item = value.items().next().filter(|item| item.kind() == Kind::Object)?;
            Some((item, Some(Segment::Index(0))))
        }
        _ => None,
    }
}

fn member<'t>(object: Node<'t>, name: &str) -> Option<(Node<'t>, Node<'t>)> {
    object.members().find(|member| member.key.str_eq(name)).map(|member| (member.key, member.value))
}

/// Whether a value may have been meant as what the schema describes: a container or a scalar like it.
pub(super) fn may_be(value: Node<'_>, schema: &Schema) -> bool {
    let container = matches!(value.kind(), Kind::Object | Kind::Array);
    match schema.shape {
        Shape::Object(_) => value.kind() == Kind::Object,
        Shape::Array(_) => container,
        Shape::Any => true,
        Shape::Text(_) | Shape::Integer(_) | Shape::Boolean => !container,
    }
}
