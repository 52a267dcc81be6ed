//! Truth tables of rules that are functions: the objects that the rule's own page shows, with each value and each key of a map
//! varied, two at a time where the function looks.

use std::collections::BTreeSet;

use drs_text::{Limits, json, yaml};

use super::doc::{Doc, Path, Step};
use super::expected::ExpectedError;
use super::sample::Place;
use super::writer::Writer;
use xtask::contract::{Block, Rule, Schema};

/// Keys and texts that a careless comparison takes for others.
const NAMES: [&str; 3] = ["other", "\u{e9}", "a/b~c"];

/// A value to be put at a path; `None` for no value.
type Change = (Path, Option<Doc>);

/// A path without the keys of maps and the numbers of items.
type Field = Vec<Option<String>>;

impl<'c> Writer<'c> {
    /// The table of a rule that is a function, on the object at a place.
    pub(super) fn variations(&mut self, place: &Place<'c>, rule: &Rule) {
        let shown = self.shown(place, rule);
        let mut fields = BTreeSet::new();
        for (_, base) in &shown {
            let before = self.failures(rule, base);
            let changes = self.changes(place, base, &self.texts_of(place, base));
            let matters = |change: &Change| self.failures(rule, &changed(base, &[change])) != before;
            let found = changes.iter().filter(|change| matters(change)).map(|(path, _)| self.field(path));
            fields.extend(found.collect::<Vec<_>>());
        }
        for (name, base) in &shown {
            for change in self.changes(place, base, &self.texts_of(place, base)) {
                self.varied(place, rule, (name, base), &[&change]);
            }
            for (name, base) in self.respelt(place, name, base) {
                self.add_rule_case(place, rule, &name, &base, &[]);
                for change in self.changes_of(place, &base, &fields) {
                    self.varied(place, rule, (&name, &base), &[&change]);
                }
            }
            let changes = self.changes_of(place, base, &fields);
            for (index, first) in changes.iter().enumerate() {
                for second in changes[index + 1..].iter().filter(|second| second.0 != first.0) {
                    self.varied(place, rule, (name, base), &[first, second]);
                }
            }
        }
    }

    /// Adds a document with changes.
    fn varied(&mut self, place: &Place<'c>, rule: &Rule, (name, base): (&str, &Doc), changes: &[&Change]) {
        let mut what = name.to_owned();
        for (path, value) in changes {
            let value = value.as_ref().map_or_else(|| "none".to_owned(), Doc::to_text);
            what.push_str(&format!(", {path} {value}"));
        }
        let kept: Vec<Path> = changes.iter().map(|(path, _)| path.clone()).collect();
        self.add_rule_case(place, rule, &what, &changed(base, changes), &kept);
    }

    /// Requests with the objects that the page of a rule shows, in the place.
    fn shown(&self, place: &Place<'c>, rule: &Rule) -> Vec<(String, Doc)> {
        let Some(page) = self.repairer.validator.contract.pages.iter().find(|page| page.id == rule.id) else {
            return Vec::new();
        };
        let fails = page.fails.iter().map(|block| ("fails", block));
        let blocks = fails.chain(page.passes.iter().map(|block| ("passes", block)));
        let mut shown = Vec::new();
        for (verdict, block) in blocks {
            for object in self.objects(place, block) {
                let doc = self.repairer.repaired(&self.with(place, object), std::slice::from_ref(&place.path));
                shown.push((format!("{verdict} {}", shown.len() + 1), doc));
            }
        }
        shown
    }

    /// The objects in a block that are of the schema at a place.
    fn objects(&self, place: &Place<'c>, block: &Block) -> Vec<Doc> {
        let contract = self.repairer.validator.contract;
        let root = match contract.operation(&block.target) {
            _ if block.target == self.operation => Some(self.repairer.root),
            Some(operation) => operation.request.as_ref().map(|name| &contract.schemas[name]),
            None => contract.schemas.get(&block.target),
        };
        let parse = if block.language == "yaml" { yaml::parse } else { json::parse };
        let parsed = parse(block.text.as_bytes(), &Limits::default());
        let (Some(root), Some(tree)) = (root, parsed.tree) else { return Vec::new() };
        let doc = Doc::read(tree.root());
        let wanted: &Schema = contract.resolve(place.schema);
        let is_wanted =
            |path: &Path| self.repairer.schema_below(root, path).is_some_and(|schema| std::ptr::eq(schema, wanted));
        doc.paths().iter().filter(|path| is_wanted(path)).filter_map(|path| doc.at(path)).cloned().collect()
    }

    /// Where a document fails a rule.
    fn failures(&self, rule: &Rule, doc: &Doc) -> BTreeSet<ExpectedError> {
        let verdict = self.repairer.verdict(doc);
        let all = verdict.native.into_iter().chain(verdict.warnings);
        all.filter(|error| error.rule.as_ref() == Some(&rule.id)).collect()
    }

    /// Every value in the object at a place, changed in all ways.
    fn changes(&self, place: &Place<'c>, base: &Doc, texts: &BTreeSet<String>) -> Vec<Change> {
        let paths = base.paths().into_iter().filter(|path| *path != place.path && place.path.contains(path));
        paths
            .flat_map(|path| self.values_at(base, &path, texts).into_iter().map(move |it| (path.clone(), it)))
            .collect()
    }

    /// The fields that a rule looks at, also those that are not there, with the values that may matter to it.
    fn changes_of(&self, place: &Place<'c>, base: &Doc, fields: &BTreeSet<Field>) -> Vec<Change> {
        let is_leaf = |path: &Path| !matches!(base.at(path), Some(Doc::Object(_) | Doc::Array(_)));
        let mut paths = Vec::new();
        for object in base.paths().into_iter().filter(|path| place.path.contains(path)) {
            let names = fields.iter().filter_map(|field| match field.split_last() {
                Some((Some(name), above)) if above == self.field(&object) => Some(name),
                _ => None,
            });
            paths.extend(names.map(|name| object.key(name)).filter(|path| is_leaf(path)));
        }
        let matters = |path: &Path| paths.contains(path) || self.is_entry(path);
        let texts = self.all_texts(place, base).into_iter().filter(|(path, _)| matters(path));
        let texts = texts.map(|(_, text)| text).collect();
        let of_each = paths
            .iter()
            .flat_map(|path| self.values_at(base, path, &texts).into_iter().map(move |value| (path.clone(), value)));
        of_each.collect()
    }

    /// What can be in the place of a value: nothing, other types, the texts, its items and keys in other ways.
    fn values_at(&self, base: &Doc, path: &Path, texts: &BTreeSet<String>) -> Vec<Option<Doc>> {
        let mut values = vec![Doc::Null, Doc::Bool(true), Doc::Bool(false), Doc::text("true"), Doc::number(7)];
        values.extend(texts.iter().map(Doc::text));
        match base.at(path) {
            Some(Doc::Array(items)) => {
                values.push(Doc::Array(items.iter().rev().cloned().collect()));
                for (index, item) in items.iter().enumerate() {
                    values.push(Doc::Array(items.iter().chain([item]).cloned().collect()));
                    values.push(Doc::Array([&items[..index], &items[index + 1..]].concat()));
                }
            }
            Some(Doc::Object(members)) => {
                for (index, (key, _)) in
                    members.iter().enumerate().filter(|(_, (key, _))| self.is_entry(&path.key(key)))
                {
                    let others = NAMES.into_iter().chain(texts.iter().map(String::as_str));
                    for other in others.filter(|other| other != key && members.iter().all(|(key, _)| key != other)) {
                        let mut members = members.clone();
                        members[index].0 = other.to_owned();
                        values.push(Doc::Object(members));
                    }
                }
            }
            _ => {}
        }
        values.into_iter().map(Some).chain([None]).collect()
    }

    /// The texts in the object at a place and the keys of its maps, each with its path.
    fn all_texts(&self, place: &Place<'c>, base: &Doc) -> Vec<(Path, String)> {
        let inside = base.paths().into_iter().filter(|path| place.path.contains(path));
        let of = |path: Path| {
            let key = match path.0.last() {
                Some(Step::Key(key)) if self.is_entry(&path) => Some(key.clone()),
                _ => None,
            };
            let text = base.at(&path).and_then(Doc::as_text).map(str::to_owned);
            key.into_iter().chain(text).map(|text| (path.clone(), text)).collect::<Vec<_>>()
        };
        inside.flat_map(of).collect()
    }

    fn texts_of(&self, place: &Place<'c>, base: &Doc) -> BTreeSet<String> {
        self.all_texts(place, base).into_iter().map(|(_, text)| text).collect()
    }

    /// The document, and with each text that is in it twice replaced everywhere.
    fn respelt(&self, place: &Place<'c>, name: &str, base: &Doc) -> Vec<(String, Doc)> {
        let all = self.all_texts(place, base);
        let twice = |text: &&String| all.iter().filter(|(_, other)| other == *text).count() > 1;
        let twice: BTreeSet<&String> = all.iter().map(|(_, text)| text).filter(twice).collect();
        let mut respelt = vec![(name.to_owned(), base.clone())];
        for (from, to) in twice.iter().flat_map(|from| NAMES.map(|to| (from, to))) {
            respelt.push((format!("{name} with {to:?} for {from:?}"), replaced(base, from, to)));
        }
        respelt
    }

    /// Whether a path leads to an entry of a map.
    fn is_entry(&self, path: &Path) -> bool {
        let Some(Step::Key(key)) = path.0.last() else { return false };
        let above = self.repairer.schema_at(&path.above()).and_then(Schema::as_object);
        above.is_some_and(|object| !object.properties.contains_key(key)) && self.repairer.schema_at(path).is_some()
    }

    fn field(&self, path: &Path) -> Field {
        let step = |(index, step): (usize, &Step)| match step {
            Step::Key(key) if !self.is_entry(&Path(path.0[..=index].to_vec())) => Some(key.clone()),
            _ => None,
        };
        path.0.iter().enumerate().map(step).collect()
    }
}

/// The document with some changes.
fn changed(base: &Doc, changes: &[&Change]) -> Doc {
    let mut doc = base.clone();
    for (path, value) in changes {
        doc.put(path, value.as_ref());
    }
    doc
}

/// The document with another key or text for each that equals `from`.
fn replaced(doc: &Doc, from: &str, to: &str) -> Doc {
    let name = |text: &String| if text == from { to.to_owned() } else { text.clone() };
    match doc {
        Doc::Text(text) => Doc::Text(name(text)),
        Doc::Array(items) => Doc::Array(items.iter().map(|item| replaced(item, from, to)).collect()),
        Doc::Object(members) => {
            Doc::Object(members.iter().map(|(key, value)| (name(key), replaced(value, from, to))).collect())
        }
        other => other.clone(),
    }
}
