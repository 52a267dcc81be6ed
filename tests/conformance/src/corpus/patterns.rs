//! Texts for the automata of the patterns: many, so they are written without the document around them, once for each pattern.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{PatternCases, TextGroup};
use super::doc::Doc;
use super::reference::{self as conditions};
use super::sample::Place;
use super::writer::Writer;
use xtask::contract::{Rule, RuleBody, Schema, Shape, StringShape};

/// Stands for the text in the document.
const STAND_IN: &str = "\u{e000}";

impl<'c> Writer<'c> {
    /// All texts for the pattern of the place; if another place has given them, one of each character.
    pub(super) fn pattern(&mut self, place: &Place<'c>, given: &mut BTreeSet<String>) {
        let Shape::String(string) = &self.repairer.validator.contract.resolve(place.schema).shape else { return };
        let Some(pattern) = &string.pattern else { return };
        let texts = if given.insert(pattern.clone()) {
            self.transition_cover(&BTreeSet::from([pattern.clone()]), string)
        } else if given.insert(place.name.clone()) {
            let (min, max) = (string.min_length.unwrap_or(0), string.max_length.unwrap_or(u64::MAX));
            self.repairer.sampler.automaton(pattern).characters(min, max)
        } else {
            return;
        };
        let enclosing = self.enclosing(place);
        let patterns = self.looked_at(place);
        self.push_patterns(&place.name, &enclosing, place, &patterns, texts);
    }

    /// All texts for the patterns of a rule on the object at a place, unless another place has given them.
    pub(super) fn rule_patterns(&mut self, place: &Place<'c>, rule: &Rule, given: &mut BTreeSet<String>) {
        let RuleBody::Portable { if_, then } = &rule.body else { return };
        let schema = self.repairer.validator.contract.resolve(place.schema);
        for (name, string) in self.free_texts(schema, rule) {
            if !given.insert(format!("{} {name}", rule.id)) {
                continue;
            }
            let Some(enclosing) = self.firing(place, rule, if_, then) else { continue };
            let texts = self.transition_cover(&patterns_of(rule, &name), string);
            let property = schema.as_object().and_then(|object| object.properties.get(&name));
            let Some(property) = property else { continue };
            let inner = Place {
                name: format!("{}.{name}", place.name),
                path: place.path.key(&name),
                schema: &property.schema,
                in_query: place.in_query,
            };
            let patterns = self.looked_at(&inner);
            self.push_patterns(&format!("{} {}", inner.name, rule.id), &enclosing, &inner, &patterns, texts);
        }
    }

    /// The members of an object that are free texts and that a rule has a pattern for.
    pub(super) fn free_texts(&self, schema: &'c Schema, rule: &Rule) -> Vec<(String, &'c StringShape)> {
        let object = schema.as_object().into_iter().flat_map(|object| &object.properties);
        let texts = object.filter_map(|(name, property)| {
            let Shape::String(string) = &self.repairer.validator.contract.resolve(&property.schema).shape else {
                return None;
            };
            let is_free = !string.is_closed_enum() && !patterns_of(rule, name).is_empty();
            is_free.then(|| (name.clone(), string))
        });
        texts.collect()
    }

    fn transition_cover(&self, patterns: &BTreeSet<String>, string: &StringShape) -> BTreeSet<String> {
        let (min, max) = (string.min_length.unwrap_or(0), string.max_length.unwrap_or(u64::MAX));
        patterns
            .iter()
            .flat_map(|pattern| self.repairer.sampler.automaton(pattern).transition_cover(min, max))
            .collect()
    }

    /// All patterns that anything in the document holds against the text at a place.
    fn looked_at(&self, place: &Place<'_>) -> Vec<String> {
        let own = match &self.repairer.validator.contract.resolve(place.schema).shape {
            Shape::String(string) => string.pattern.clone(),
            _ => None,
        };
        let name = place.name.rsplit('.').next().unwrap_or_default();
        let above = self.repairer.schema_at(&place.path.above());
        let rules = above.into_iter().flat_map(|schema| &schema.rules);
        rules.flat_map(|rule| patterns_of(rule, name)).chain(own).collect()
    }

    fn push_patterns(
        &mut self,
        id: &str,
        enclosing: &Doc,
        place: &Place<'_>,
        patterns: &[String],
        texts: BTreeSet<String>,
    ) {
        let with = |text: &str| {
            let mut doc = enclosing.clone();
            doc.set(&place.path, Doc::text(text));
            doc
        };
        let text = with(STAND_IN).to_text();
        let gap = format!("\"{STAND_IN}\"");
        let Some((before, after)) = text.split_once(&gap) else { return };
        // What is said of a document depends on which patterns the text has, and on nothing else about it.
        let mut known: BTreeMap<Vec<bool>, (bool, Vec<String>)> = BTreeMap::new();
        let mut groups: BTreeMap<(bool, Vec<String>), Vec<String>> = BTreeMap::new();
        for text in texts {
            let signature = patterns.iter().map(|pattern| self.repairer.validator.matches(pattern, &text)).collect();
            let verdict = known.entry(signature).or_insert_with(|| {
                let verdict = self.repairer.verdict(&with(&text));
                let warnings = verdict.warnings.iter().filter_map(|reason| reason.rule.clone());
                let warnings = if verdict.is_valid() { warnings.collect() } else { Vec::new() };
                (verdict.is_valid(), warnings)
            });
            groups.entry(verdict.clone()).or_default().push(text);
        }
        let groups = groups.into_iter().map(|((valid, warnings), texts)| TextGroup { valid, warnings, texts });
        self.patterns.push(PatternCases {
            id: format!("{}/{id}", self.operation),
            operation: self.operation.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
            groups: groups.collect(),
        });
    }
}

/// The patterns that a rule holds against a member.
pub(super) fn patterns_of(rule: &Rule, name: &str) -> BTreeSet<String> {
    let RuleBody::Portable { if_, then } = &rule.body else { return BTreeSet::new() };
    let own = [if_, then].into_iter().flat_map(conditions::parts).filter_map(|it| it.properties.get(name));
    own.flat_map(conditions::patterns).cloned().collect()
}
