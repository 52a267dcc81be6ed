//! The values that the fields of a rule can have: absent, null, of another type, and on every side of the conditions on them.

use std::collections::BTreeSet;

use super::doc::{Doc, Path, Step};
use super::reference as conditions;
use super::repairer;
use super::sample::KEY;
use super::writer::Writer;
use xtask::contract::{Condition, Schema, Shape};

/// More combinations than this are thinned out.
const MAX_COMBINATIONS: usize = 400;

/// One of the values that a field can have.
#[derive(Clone, Debug)]
pub(super) struct Representative {
    /// The value; `None` for no member.
    value: Option<Doc>,
    /// Whether other fields are combined with it in any case: one value of each kind that matters.
    matters: bool,
}

impl Representative {
    fn new(value: impl Into<Option<Doc>>, matters: bool) -> Self {
        Self { value: value.into(), matters }
    }
}

impl<'c> Writer<'c> {
    /// The values that a member can have, as far as the conditions on it tell them apart.
    pub(super) fn representatives(
        &self,
        schema: &'c Schema,
        name: &str,
        conditions: &[&Condition],
    ) -> Vec<Representative> {
        let contract = self.repairer.validator.contract;
        let mut representatives = vec![Representative::new(None, true), Representative::new(Doc::Null, false)];
        let Some(member) = repairer::member(schema, name) else {
            representatives.push(Representative::new(Doc::text("text"), true));
            return representatives;
        };
        let inner: Vec<&Condition> =
            conditions.iter().flat_map(|it| conditions::parts(it)).filter_map(|it| it.properties.get(name)).collect();
        let parts: Vec<&Condition> = inner.iter().flat_map(|it| conditions::parts(it)).collect();
        let member = contract.resolve(member);
        let wrong = match member.shape {
            Shape::String(_) | Shape::Boolean => Doc::number(7),
            _ => Doc::text("text"),
        };
        representatives.push(Representative::new(wrong, false));
        match &member.shape {
            Shape::Object(object) if !object.properties.is_empty() => {
                let names = fields(&inner);
                let base = self.repairer.sampler.smallest(member);
                let inner_classes: Vec<_> =
                    names.iter().map(|name| self.representatives(member, name, &inner)).collect();
                for combination in combinations(&inner_classes) {
                    let mut value = base.clone();
                    for (name, side) in names.iter().zip(&combination) {
                        let path = Path::default().key(name);
                        value.put(&path, side.as_ref());
                    }
                    let valid = self
                        .repairer
                        .validator
                        .verdict(member, false, &value)
                        .reasons
                        .iter()
                        .all(|it| it.keyword == "required");
                    representatives.push(Representative::new(value, valid));
                }
                if parts.iter().any(|it| it.min_properties.is_some()) {
                    let alone = |name: &String| self.repairer.sampler.along(member, &[Step::Key(name.clone())]);
                    representatives
                        .extend(object.properties.keys().map(|name| Representative::new(alone(name), false)));
                }
                let bounds = parts.iter().flat_map(|it| [it.min_properties, it.max_properties]).flatten();
                let counts: BTreeSet<u64> = bounds.flat_map(|bound| [bound.saturating_sub(1), bound]).collect();
                for count in counts {
                    let value = self.repairer.sampler.with_members(member, count);
                    representatives.extend(value.map(|value| Representative::new(value, true)));
                }
            }
            Shape::Object(_) => {
                let entry = self.repairer.sampler.along(member, &[Step::Key(KEY.to_owned())]);
                let value = entry.get(KEY).cloned().unwrap_or(Doc::Null);
                for count in 0..3 {
                    let entries = (0..count).map(|index| (format!("{KEY}{index}"), value.clone()));
                    representatives.push(Representative::new(Doc::Object(entries.collect()), count < 2));
                }
            }
            Shape::Array(array) => {
                let item = self.repairer.sampler.smallest(&array.items);
                let bounds = parts.iter().flat_map(|it| [it.min_items, it.max_items]).flatten();
                let counts: BTreeSet<u64> =
                    bounds.flat_map(|bound| [bound.saturating_sub(1), bound, bound + 1]).chain([0, 1, 2]).collect();
                for count in counts {
                    let items = vec![item.clone(); usize::try_from(count).unwrap_or(0)];
                    representatives.push(Representative::new(Doc::Array(items), true));
                }
                representatives.extend(self.lists(contract.resolve(&array.items), &parts));
            }
            _ => {
                let own = Condition { any_of: parts.iter().map(|it| (*it).clone()).collect(), ..Condition::default() };
                let mut values = self.repairer.candidates(member, &own);
                values.dedup();
                let mut known = BTreeSet::new();
                for value in values {
                    // Values that no condition tells apart need not all be combined.
                    let signature: Vec<bool> =
                        parts.iter().map(|part| self.repairer.validator.holds(part, &value)).collect();
                    let is_new = known.insert(signature);
                    representatives.push(Representative::new(value, is_new));
                }
            }
        }
        representatives
    }

    /// Arrays whose items differ in what conditions on items look at.
    fn lists(&self, items: &'c Schema, parts: &[&Condition]) -> Vec<Representative> {
        let conditions: Vec<&Condition> = parts.iter().filter_map(|it| it.items.as_deref()).collect();
        if conditions.is_empty() || items.as_object().is_none() {
            return Vec::new();
        }
        let names = fields(&conditions);
        let representatives: Vec<_> = names.iter().map(|name| self.representatives(items, name, &conditions)).collect();
        let mut values = Vec::new();
        for combination in combinations(&representatives) {
            let mut value = self.repairer.sampler.smallest(items);
            for (name, side) in names.iter().zip(&combination) {
                let path = Path::default().key(name);
                value.put(&path, side.as_ref());
            }
            values.push(value);
        }
        let mut lists = Vec::new();
        for value in &values {
            lists.push(Representative::new(Doc::Array(vec![value.clone()]), false));
            lists.extend(
                values.iter().map(|other| Representative::new(Doc::Array(vec![value.clone(), other.clone()]), false)),
            );
        }
        lists
    }
}

/// The members that conditions on an object look at.
pub(super) fn fields(conditions: &[&Condition]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut open: Vec<&Condition> = conditions.to_vec();
    while !open.is_empty() {
        let mut next = Vec::new();
        for condition in open {
            for name in condition.properties.keys().chain(&condition.required) {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
            next.extend(condition.not.as_deref());
            next.extend(&condition.any_of);
        }
        open = next;
    }
    names
}

/// One value of each field, in all combinations; if those are too many, all values of each one field with those of the
/// others that matter.
pub(super) fn combinations(fields: &[Vec<Representative>]) -> Vec<Vec<Option<Doc>>> {
    let full: usize = fields.iter().map(Vec::len).product();
    if full <= MAX_COMBINATIONS {
        return product(&fields.iter().map(|representatives| representatives.iter().collect()).collect::<Vec<_>>());
    }
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    for all_of in 0..fields.len() {
        let thinned: Vec<Vec<&Representative>> = fields
            .iter()
            .enumerate()
            .map(|(index, representatives)| {
                representatives.iter().filter(|side| index == all_of || side.matters).collect()
            })
            .collect();
        for combination in product(&thinned) {
            if seen.insert(format!("{combination:?}")) {
                all.push(combination);
            }
        }
    }
    all
}

fn product(fields: &[Vec<&Representative>]) -> Vec<Vec<Option<Doc>>> {
    let mut all = vec![Vec::new()];
    for representatives in fields {
        all = all
            .iter()
            .flat_map(|row: &Vec<Option<Doc>>| {
                representatives.iter().map(|side| row.iter().cloned().chain([side.value.clone()]).collect())
            })
            .collect();
    }
    all
}
