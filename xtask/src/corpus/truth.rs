//! Truth tables of the rules: each field that a rule looks at absent, null, of another type and on every side of the
//! condition, in all combinations as far as there are not too many.

use std::collections::BTreeSet;

use super::doc::{Doc, Path, Step};
use super::form::patterns_of;
use super::judge::Verdict;
use super::repair;
use super::sample::{KEY, Place};
use super::writer::{Mistake, Writer};
use crate::contract::{Condition, Rule, RuleBody, Schema, Shape};

/// More combinations than this are thinned out.
const MOST: usize = 400;

/// One of the values that a field can have.
#[derive(Clone, Debug)]
struct Side {
    /// The value; `None` for no member.
    value: Option<Doc>,
    /// Whether other fields are combined with it in any case: one value of each kind that matters.
    matters: bool,
}

impl Side {
    fn new(value: impl Into<Option<Doc>>, matters: bool) -> Self {
        Self { value: value.into(), matters }
    }
}

impl<'c> Writer<'c> {
    /// The truth tables of the rules on the object at a place; `forms` are patterns that
    /// had all their texts already.
    pub(super) fn truth(&mut self, place: &Place<'c>, forms: &mut BTreeSet<String>) {
        let schema: &'c Schema = self.mender.judge.contract.resolve(place.schema);
        for rule in &schema.rules {
            match &rule.body {
                RuleBody::Portable { if_, then } => {
                    let names = fields(&[if_, then]);
                    let sides: Vec<_> = names.iter().map(|name| self.sides(schema, name, &[if_, then])).collect();
                    for combination in combinations(&sides) {
                        self.row(place, rule, &names, &combination);
                    }
                    self.spread(place, rule, if_, then);
                    self.tours(place, rule, if_, then);
                    self.rule_forms(place, rule, forms);
                }
                RuleBody::Rust => self.columns(place, rule),
            }
        }
    }

    /// One row of a table, with the members in two orders.
    fn row(&mut self, place: &Place<'_>, rule: &Rule, names: &[String], values: &[Option<Doc>]) {
        let mut doc = self.host(place);
        let mut shown = Vec::new();
        for (name, value) in names.iter().zip(values) {
            let path = place.path.key(name);
            if let Some(value) = value {
                shown.push(format!("{name}: {}", value.to_text()));
                doc.set(&path, value.clone());
            } else {
                shown.push(format!("no {name}"));
                doc.remove(&path);
            }
        }
        let mut verdict = self.mender.verdict(&doc);
        let (own, others) = split(&verdict, rule);
        if others {
            // Other rules are satisfied, this one is not argued with.
            let kept: Vec<Path> = names.iter().map(|name| place.path.key(name)).collect();
            let mended = self.mender.mended(&doc, &kept);
            let after = self.mender.verdict(&mended);
            if split(&after, rule).0 == own {
                (doc, verdict) = (mended, after);
            }
        }
        let what: String = format!("{}/{}: {}", place.name, rule.id, shown.join(", ")).chars().take(200).collect();
        let mistake = Mistake::Rule(place.path.clone());
        self.add_judged("rule", &what, &doc, &verdict, Some(&mistake));
        self.add_judged("rule", &format!("{what}, reversed"), &doc.reversed(), &verdict, Some(&mistake));
    }

    /// The values that a member can have, as far as the conditions on it tell them apart.
    fn sides(&self, schema: &'c Schema, name: &str, conditions: &[&Condition]) -> Vec<Side> {
        let contract = self.mender.judge.contract;
        let mut sides = vec![Side::new(None, true), Side::new(Doc::Null, false)];
        let Some(member) = repair::member(schema, name) else {
            sides.push(Side::new(Doc::text("text"), true));
            return sides;
        };
        let inner: Vec<&Condition> =
            conditions.iter().flat_map(|it| it.parts()).filter_map(|it| it.properties.get(name)).collect();
        let parts: Vec<&Condition> = inner.iter().flat_map(|it| it.parts()).collect();
        let member = contract.resolve(member);
        let wrong = match member.shape {
            Shape::String(_) | Shape::Boolean => Doc::number(7),
            _ => Doc::text("text"),
        };
        sides.push(Side::new(wrong, false));
        match &member.shape {
            Shape::Object(object) if !object.properties.is_empty() => {
                let names = fields(&inner);
                let base = self.mender.sampler.smallest(member);
                let inner_sides: Vec<_> = names.iter().map(|name| self.sides(member, name, &inner)).collect();
                for combination in combinations(&inner_sides) {
                    let mut value = base.clone();
                    for (name, side) in names.iter().zip(&combination) {
                        let path = Path::default().key(name);
                        match side {
                            Some(side) => value.set(&path, side.clone()),
                            None => value.remove(&path),
                        }
                    }
                    let valid = self
                        .mender
                        .judge
                        .verdict(member, false, &value)
                        .reasons
                        .iter()
                        .all(|it| it.keyword == "required");
                    sides.push(Side::new(value, valid));
                }
            }
            Shape::Object(_) => {
                let entry = self.mender.sampler.along(member, &[Step::Key(KEY.to_owned())]);
                let value = entry.get(KEY).cloned().unwrap_or(Doc::Null);
                for count in 0..3 {
                    let entries = (0..count).map(|index| (format!("{KEY}{index}"), value.clone()));
                    sides.push(Side::new(Doc::Object(entries.collect()), count < 2));
                }
            }
            Shape::Array(array) => {
                let item = self.mender.sampler.smallest(&array.items);
                let bounds = parts.iter().flat_map(|it| [it.min_items, it.max_items]).flatten();
                let counts: BTreeSet<u64> =
                    bounds.flat_map(|bound| [bound.saturating_sub(1), bound, bound + 1]).chain([0, 1, 2]).collect();
                for count in counts {
                    let items = vec![item.clone(); usize::try_from(count).unwrap_or(0)];
                    sides.push(Side::new(Doc::Array(items), true));
                }
                sides.extend(self.lists(contract.resolve(&array.items), &parts));
            }
            _ => {
                let own = Condition { any_of: parts.iter().map(|it| (*it).clone()).collect(), ..Condition::default() };
                let mut values = self.mender.candidates(member, &own);
                values.dedup();
                let mut known = BTreeSet::new();
                for value in values {
                    // Values that no condition tells apart need not all be combined.
                    let signature: Vec<bool> = parts.iter().map(|part| self.mender.judge.holds(part, &value)).collect();
                    let is_new = known.insert(signature);
                    sides.push(Side::new(value, is_new));
                }
            }
        }
        sides
    }

    /// Arrays whose items differ in what conditions on items look at.
    fn lists(&self, items: &'c Schema, parts: &[&Condition]) -> Vec<Side> {
        let conditions: Vec<&Condition> = parts.iter().filter_map(|it| it.items.as_deref()).collect();
        if conditions.is_empty() || items.as_object().is_none() {
            return Vec::new();
        }
        let names = fields(&conditions);
        let sides: Vec<_> = names.iter().map(|name| self.sides(items, name, &conditions)).collect();
        let mut values = Vec::new();
        for combination in combinations(&sides) {
            let mut value = self.mender.sampler.smallest(items);
            for (name, side) in names.iter().zip(&combination) {
                let path = Path::default().key(name);
                match side {
                    Some(side) => value.set(&path, side.clone()),
                    None => value.remove(&path),
                }
            }
            values.push(value);
        }
        let mut lists = Vec::new();
        for value in &values {
            lists.push(Side::new(Doc::Array(vec![value.clone()]), false));
            lists.extend(values.iter().map(|other| Side::new(Doc::Array(vec![value.clone(), other.clone()]), false)));
        }
        lists
    }

    /// From a document that breaks the rule and nothing else, and from one that just does not: every value of each field
    /// that the rule looks at, however deep.
    fn spread(&mut self, place: &Place<'c>, rule: &Rule, if_: &Condition, then: &Condition) {
        let schema = self.mender.judge.contract.resolve(place.schema);
        let Some(firing) = self.firing(place, rule, if_, then) else { return };
        let mut leaves = Vec::new();
        for condition in [if_, then] {
            self.leaves(schema, condition, &place.path, &mut leaves);
        }
        let kept: Vec<Path> = leaves.iter().map(|(path, _)| path.clone()).collect();
        for base in [self.mender.mended(&firing, &[place.path.key("")]), firing] {
            for (path, values) in &leaves {
                for value in values {
                    let mut doc = base.clone();
                    match value {
                        Some(value) => doc.set(path, value.clone()),
                        None => doc.remove(path),
                    }
                    let shown = value.as_ref().map_or_else(|| "none".to_owned(), Doc::to_text);
                    let what = format!("{}/{}: {path} {shown}", place.name, rule.id);
                    let mistake = Mistake::Rule(place.path.clone());
                    self.add("rule", &what, &doc, Some(&mistake));
                    let mended = self.mender.mended(&doc, &kept);
                    self.add("rule", &format!("{what}, the rest mended"), &mended, Some(&mistake));
                }
            }
        }
    }

    /// The fields that a condition looks at, with all their values.
    fn leaves(&self, schema: &'c Schema, it: &Condition, at: &Path, found: &mut Vec<(Path, Vec<Option<Doc>>)>) {
        for name in fields(&[it]) {
            let Some(member) = repair::member(schema, &name) else { continue };
            let (member, path) = (self.mender.judge.contract.resolve(member), at.key(&name));
            let inner: Vec<&Condition> = it.parts().into_iter().filter_map(|part| part.properties.get(&name)).collect();
            if found.iter().all(|(other, _)| *other != path) {
                let any = Condition { any_of: inner.iter().map(|it| (*it).clone()).collect(), ..Condition::default() };
                let values = self.mender.candidates(member, &any).into_iter().map(Some).chain([None]);
                found.push((path.clone(), values.collect()));
            }
            for inner in inner {
                self.leaves(member, inner, &path, found);
            }
        }
    }

    /// Texts for the patterns that a rule looks at, where the rest makes the rule depend on them.
    fn tours(&mut self, place: &Place<'c>, rule: &Rule, if_: &Condition, then: &Condition) {
        let schema = self.mender.judge.contract.resolve(place.schema);
        for (name, string) in self.free_texts(schema, rule) {
            let (least, most) = (string.min_length.unwrap_or(0), string.max_length.unwrap_or(u64::MAX));
            let patterns = patterns_of(rule, &name);
            let tour = |pattern: &String| {
                let automaton = self.mender.sampler.automaton(pattern);
                automaton.tour(least, most).into_iter().chain(automaton.led(least, most)).collect::<Vec<_>>()
            };
            let texts: BTreeSet<String> = patterns.iter().flat_map(tour).collect();
            let Some(base) = self.firing(place, rule, if_, then) else { continue };
            for text in texts {
                let mut doc = base.clone();
                let what = format!("{}/{}: {name}: {text:?}", place.name, rule.id);
                doc.set(&place.path.key(&name), Doc::Text(text));
                self.add("rule-pattern", &what, &doc, Some(&Mistake::Rule(place.path.clone())));
            }
        }
    }

    /// A document in which this rule fires and nothing else is wrong.
    pub(super) fn firing(&self, place: &Place<'c>, rule: &Rule, if_: &Condition, then: &Condition) -> Option<Doc> {
        let schema = self.mender.judge.contract.resolve(place.schema);
        let names = fields(&[if_, then]);
        let sides: Vec<_> = names.iter().map(|name| self.sides(schema, name, &[if_, then])).collect();
        combinations(&sides).into_iter().find_map(|combination| {
            let mut doc = self.host(place);
            for (name, value) in names.iter().zip(&combination) {
                let path = place.path.key(name);
                match value {
                    Some(value) => doc.set(&path, value.clone()),
                    None => doc.remove(&path),
                }
            }
            let only = |doc: &Doc| {
                let verdict = self.mender.verdict(doc);
                let mut all = verdict.reasons.iter().chain(&verdict.native).chain(&verdict.warnings).peekable();
                all.peek().is_some() && all.all(|it| it.rule.as_ref() == Some(&rule.id))
            };
            if !only(&doc) && split(&self.mender.verdict(&doc), rule).0 > 0 {
                let kept: Vec<Path> = names.iter().map(|name| place.path.key(name)).collect();
                doc = self.mender.mended(&doc, &kept);
            }
            only(&doc).then_some(doc)
        })
    }

    /// The table of the rule that a column which is added has one name.
    fn columns(&mut self, place: &Place<'_>, rule: &Rule) {
        let additional =
            [None, Some(Doc::Null), Some(Doc::Bool(true)), Some(Doc::Bool(false)), Some(Doc::text("true"))];
        let names =
            [None, Some(Doc::Null), Some(Doc::text("load_time")), Some(Doc::text("other")), Some(Doc::number(7))];
        for key in ["load_time", "\u{e9}", "a/b~c"] {
            for additional in &additional {
                for name in &names {
                    let name = if *name == Some(Doc::text("load_time")) { Some(Doc::text(key)) } else { name.clone() };
                    let mut doc = self.host_of(&place.path.key("columns").key(key));
                    let column = place.path.key("columns").key(key);
                    for (member, value) in [("additional", additional), ("name", &name)] {
                        match value {
                            Some(value) => doc.set(&column.key(member), value.clone()),
                            None => doc.remove(&column.key(member)),
                        }
                    }
                    let kept = [column.key("additional"), column.key("name")];
                    let doc = self.mender.mended(&doc, &kept);
                    let shown = |value: &Option<Doc>| value.as_ref().map_or("none".to_owned(), Doc::to_text);
                    let what = format!(
                        "{}/{}: key {key:?}, additional {}, name {}",
                        place.name,
                        rule.id,
                        shown(additional),
                        shown(&name)
                    );
                    let mistake = Mistake::Rule(place.path.clone());
                    self.add("rule", &what, &doc, Some(&mistake));
                    self.add("rule", &format!("{what}, reversed"), &doc.reversed(), Some(&mistake));
                }
            }
        }
    }
}

/// How often a rule is broken, and whether another one is.
fn split(verdict: &Verdict, rule: &Rule) -> (usize, bool) {
    let (mut own, mut others) = (0, false);
    for id in verdict.reasons.iter().chain(&verdict.warnings).filter_map(|reason| reason.rule.as_ref()) {
        own += usize::from(*id == rule.id);
        others |= *id != rule.id;
    }
    (own, others)
}

/// The members that conditions on an object look at.
fn fields(conditions: &[&Condition]) -> Vec<String> {
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
fn combinations(fields: &[Vec<Side>]) -> Vec<Vec<Option<Doc>>> {
    let full: usize = fields.iter().map(Vec::len).product();
    if full <= MOST {
        return product(&fields.iter().map(|sides| sides.iter().collect()).collect::<Vec<_>>());
    }
    let mut all = Vec::new();
    for all_of in 0..fields.len() {
        let thinned: Vec<Vec<&Side>> = fields
            .iter()
            .enumerate()
            .map(|(index, sides)| sides.iter().filter(|side| index == all_of || side.matters).collect())
            .collect();
        for combination in product(&thinned) {
            if !all.contains(&combination) {
                all.push(combination);
            }
        }
    }
    all
}

fn product(fields: &[Vec<&Side>]) -> Vec<Vec<Option<Doc>>> {
    let mut all = vec![Vec::new()];
    for sides in fields {
        all = all
            .iter()
            .flat_map(|row: &Vec<Option<Doc>>| {
                sides.iter().map(|side| row.iter().cloned().chain([side.value.clone()]).collect())
            })
            .collect();
    }
    all
}
