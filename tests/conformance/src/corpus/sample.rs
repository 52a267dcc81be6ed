//! Values that a schema allows: the smallest, a full one, and one that has a certain place in it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::automaton::Automaton;
use super::doc::{Doc, Path, Step};
use xtask::contract::{Additional, Contract, Schema, Shape, StringShape};
use xtask::problem::Problem;

/// The key of an entry of a map.
pub(super) const KEY: &str = "key";

/// A text that no pattern of the contract looks into.
const TEXT: &str = "text";

/// What a text stands for that is a secret: never a value that somebody could take for a real one.
const SECRET: &str = "${env:SECRET}";

/// Makes values.
#[derive(Clone)]
pub(crate) struct Sampler<'c> {
    pub(super) contract: &'c Contract,
    automata: Rc<BTreeMap<String, Automaton>>,
    patterns: RefCell<BTreeMap<(String, u64), Option<String>>>,
}

impl<'c> Sampler<'c> {
    /// A sampler of the contract's requests.
    ///
    /// # Errors
    /// A pattern has no automaton.
    pub(crate) fn new(contract: &'c Contract, patterns: impl Iterator<Item = String>) -> Result<Self, Problem> {
        let automata = patterns.map(|pattern| Ok((pattern.clone(), Automaton::new(&pattern)?)));
        let automata = Rc::new(automata.collect::<Result<_, Problem>>()?);
        Ok(Self { contract, automata, patterns: RefCell::default() })
    }

    /// The automaton of a pattern of the contract.
    pub(crate) fn automaton(&self, pattern: &str) -> &Automaton {
        &self.automata[pattern]
    }

    /// The smallest value: required members only, the first of listed values.
    pub(crate) fn smallest(&self, schema: &Schema) -> Doc {
        self.along(schema, &[])
    }

    /// A value with all optional members, two items in each array and one entry in each map. What is inside something of
    /// its own kind is as small as can be.
    pub(crate) fn fullest(&self, schema: &Schema) -> Doc {
        self.full(schema, &mut Vec::new())
    }

    fn full<'s>(&'s self, schema: &'s Schema, around: &mut Vec<&'s str>) -> Doc {
        let component = schema.as_ref();
        let resolved = self.contract.resolve(schema);
        if component.is_some_and(|name| around.contains(&name)) {
            return self.smallest(schema);
        }
        around.extend(component);
        let value = match &resolved.shape {
            Shape::Object(object) => {
                let known = object.properties.iter().map(|(name, it)| (name.clone(), self.full(&it.schema, around)));
                let mut members: Vec<_> = known.collect();
                if let Additional::Schema(schema) = &object.additional {
                    members.push((KEY.to_owned(), self.full(schema, around)));
                }
                Doc::Object(members)
            }
            Shape::Array(array) => {
                let count = array.max_items.unwrap_or(2).min(2);
                Doc::Array((0..count).map(|_| self.full(&array.items, around)).collect())
            }
            _ => self.smallest(schema),
        };
        if component.is_some() {
            around.pop();
        }
        value
    }

    /// The smallest value that has a value at `steps`.
    pub(crate) fn along(&self, schema: &Schema, steps: &[Step]) -> Doc {
        let secret = schema.secret;
        let schema = self.contract.resolve(schema);
        match &schema.shape {
            Shape::Object(object) => {
                let wanted = match steps.first() {
                    Some(Step::Key(key)) => Some(key),
                    _ => None,
                };
                let rest = |name: &String| if Some(name) == wanted { &steps[1..] } else { &[] };
                let known = object.properties.iter().filter(|(name, it)| it.required || Some(*name) == wanted);
                let mut members: Vec<_> =
                    known.map(|(name, it)| (name.clone(), self.along(&it.schema, rest(name)))).collect();
                if let (Some(key), Additional::Schema(schema)) = (wanted, &object.additional)
                    && !object.properties.contains_key(key)
                {
                    members.push((key.clone(), self.along(schema, &steps[1..])));
                }
                Doc::Object(members)
            }
            Shape::Array(array) => {
                let count = array.min_items.unwrap_or(0).max(u64::from(!steps.is_empty()));
                let rest = |index| if index == 0 { steps.get(1..).unwrap_or_default() } else { &[] };
                Doc::Array((0..count).map(|index| self.along(&array.items, rest(index))).collect())
            }
            Shape::String(_) if secret || schema.secret => Doc::text(SECRET),
            Shape::String(string) => Doc::text(self.a_text(string)),
            Shape::Integer(integer) => {
                let first = integer.values.first().map(|listed| listed.value);
                Doc::number(first.or(integer.minimum).or(integer.maximum.map(|max| max.min(0))).unwrap_or(0))
            }
            Shape::Boolean => Doc::Bool(false),
            Shape::Ref(_) | Shape::Number(_) | Shape::OneOf(_) | Shape::Any => Doc::Null,
        }
    }

    /// The smallest object that has at least `count` members; `None` if its schema does not name so many.
    pub(crate) fn with_members(&self, schema: &Schema, count: u64) -> Option<Doc> {
        let schema = self.contract.resolve(schema);
        let (Some(object), Doc::Object(mut members)) = (schema.as_object(), self.smallest(schema)) else { return None };
        let optional = object.properties.iter().filter(|(_, property)| !property.required);
        let missing = usize::try_from(count).ok()?.saturating_sub(members.len());
        members.extend(optional.take(missing).map(|(name, property)| (name.clone(), self.smallest(&property.schema))));
        (members.len() as u64 >= count).then_some(Doc::Object(members))
    }

    /// The shortest text of a pattern that has at least `min` characters.
    pub(crate) fn matching(&self, pattern: &str, min: u64) -> Option<String> {
        let mut patterns = self.patterns.borrow_mut();
        patterns.entry((pattern.to_owned(), min)).or_insert_with(|| self.automata[pattern].shortest(min)).clone()
    }

    fn a_text(&self, string: &StringShape) -> String {
        if let Some(first) = string.values.first() {
            return first.value.clone();
        }
        let min = string.min_length.unwrap_or(0);
        if let Some(pattern) = &string.pattern {
            return self.matching(pattern, min.max(1)).or_else(|| self.matching(pattern, min)).unwrap_or_default();
        }
        let max = string.max_length.unwrap_or(u64::MAX);
        TEXT.chars().cycle().take(usize::try_from(min.max(4).min(max)).unwrap_or(4)).collect()
    }
}

/// A place of a request.
#[derive(Clone, Debug)]
pub(crate) struct Place<'c> {
    /// The object component that it is in, and the way from there: `JobBaseInfo.tags[].key`.
    pub(crate) name: String,
    /// Where it is in a document, by the shortest way.
    pub(crate) path: Path,
    /// What is there.
    pub(crate) schema: &'c Schema,
    /// Whether it is a query parameter, where an integer may be a text.
    pub(crate) in_query: bool,
}

/// Every place of a request, the root first: each member of each object component once, where it is nearest to the root.
pub(crate) fn places<'c>(contract: &'c Contract, root: &'c Schema, is_query: bool) -> Vec<Place<'c>> {
    let name = root.name.clone().unwrap_or_default();
    let first = Place { name: name.clone(), path: Path::default(), schema: root, in_query: false };
    let mut places = vec![first];
    let mut visited = vec![name];
    let mut next = 0;
    while let Some(place) = places.get(next).cloned() {
        next += 1;
        let schema = contract.resolve(place.schema);
        let is_root = place.path.0.is_empty();
        let component = place.schema.as_ref().map(str::to_owned);
        let base = match &component {
            Some(name) if schema.as_object().is_some() => {
                if visited.contains(name) {
                    continue;
                }
                visited.push(name.clone());
                name.clone()
            }
            _ => place.name.clone(),
        };
        match &schema.shape {
            Shape::Object(object) => {
                for (name, property) in &object.properties {
                    places.push(Place {
                        name: format!("{base}.{name}"),
                        path: place.path.key(name),
                        schema: &property.schema,
                        in_query: is_query && is_root,
                    });
                }
                if let Additional::Schema(schema) = &object.additional {
                    let (name, path) = (format!("{base}{{}}"), place.path.key(KEY));
                    places.push(Place { name, path, schema, in_query: false });
                }
            }
            Shape::Array(array) => {
                let (name, path) = (format!("{base}[]"), place.path.index(0));
                places.push(Place { name, path, schema: &array.items, in_query: false });
            }
            _ => {}
        }
    }
    places
}
