//! Texts for the automata of the patterns: many, so they are written without the document around them, once for each pattern.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::condition;
use super::doc::Doc;
use super::sample::Place;
use super::writer::Writer;
use xtask::contract::{Rule, RuleBody, Schema, Shape, StringShape};

/// Stands for the text in the document.
const STAND_IN: &str = "\u{e000}";

/// A document with a gap, and the texts for the gap.
#[derive(Clone, Debug, Serialize)]
pub struct Form {
    /// The place and, if it is one's, the rule: `update_job/SpeedLimitInfo.begin`.
    pub id: String,
    /// The operation whose request it is.
    pub operation: String,
    /// The document up to the text, which is written as a JSON string.
    pub before: String,
    /// The document after the text.
    pub after: String,
    /// Texts by what becomes of the document.
    pub outcomes: Vec<Outcome>,
}

/// What becomes of a document with some texts.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// Whether it is valid.
    pub valid: bool,
    /// Rules that warn, if it is.
    pub warnings: Vec<String>,
    /// The texts.
    pub texts: Vec<String>,
}

impl Form {
    /// The document with a text in the gap.
    ///
    /// # Panics
    /// Never: text can be written as JSON.
    pub fn document(&self, text: &str) -> String {
        let text = serde_json::to_string(text).expect("text can be written as JSON");
        format!("{}{text}{}", self.before, self.after)
    }

    /// The form as one line of JSON, without a line break.
    ///
    /// # Panics
    /// Never: it has text keys only.
    pub fn line(&self) -> String {
        serde_json::to_string(self).expect("a value with text keys can be written")
    }
}

impl<'c> Writer<'c> {
    /// All texts for the pattern of the place; if another place has given them, one of each character.
    pub(super) fn form(&mut self, place: &Place<'c>, given: &mut BTreeSet<String>) {
        let Shape::String(string) = &self.mender.judge.contract.resolve(place.schema).shape else { return };
        let Some(pattern) = &string.pattern else { return };
        let texts = if given.insert(pattern.clone()) {
            self.suite(&BTreeSet::from([pattern.clone()]), string)
        } else if given.insert(place.name.clone()) {
            let (least, most) = (string.min_length.unwrap_or(0), string.max_length.unwrap_or(u64::MAX));
            self.mender.sampler.automaton(pattern).characters(least, most)
        } else {
            return;
        };
        let host = self.host(place);
        let patterns = self.looked_at(place);
        self.push_form(&place.name, &host, place, &patterns, texts);
    }

    /// All texts for the patterns of a rule on the object at a place, unless another place has given them.
    pub(super) fn rule_forms(&mut self, place: &Place<'c>, rule: &Rule, given: &mut BTreeSet<String>) {
        let RuleBody::Portable { if_, then } = &rule.body else { return };
        let schema = self.mender.judge.contract.resolve(place.schema);
        for (name, string) in self.free_texts(schema, rule) {
            if !given.insert(format!("{} {name}", rule.id)) {
                continue;
            }
            let Some(host) = self.firing(place, rule, if_, then) else { continue };
            let texts = self.suite(&patterns_of(rule, &name), string);
            let property = schema.as_object().and_then(|object| object.properties.get(&name));
            let Some(property) = property else { continue };
            let inner = Place {
                name: format!("{}.{name}", place.name),
                path: place.path.key(&name),
                schema: &property.schema,
                in_query: place.in_query,
            };
            let patterns = self.looked_at(&inner);
            self.push_form(&format!("{} {}", inner.name, rule.id), &host, &inner, &patterns, texts);
        }
    }

    /// The members of an object that are free texts and that a rule has a pattern for.
    pub(super) fn free_texts(&self, schema: &'c Schema, rule: &Rule) -> Vec<(String, &'c StringShape)> {
        let object = schema.as_object().into_iter().flat_map(|object| &object.properties);
        let texts = object.filter_map(|(name, property)| {
            let Shape::String(string) = &self.mender.judge.contract.resolve(&property.schema).shape else {
                return None;
            };
            let is_free = !string.is_closed_enum() && !patterns_of(rule, name).is_empty();
            is_free.then(|| (name.clone(), string))
        });
        texts.collect()
    }

    fn suite(&self, patterns: &BTreeSet<String>, string: &StringShape) -> BTreeSet<String> {
        let (least, most) = (string.min_length.unwrap_or(0), string.max_length.unwrap_or(u64::MAX));
        patterns.iter().flat_map(|pattern| self.mender.sampler.automaton(pattern).suite(least, most)).collect()
    }

    /// All patterns that anything in the document holds against the text at a place.
    fn looked_at(&self, place: &Place<'_>) -> Vec<String> {
        let own = match &self.mender.judge.contract.resolve(place.schema).shape {
            Shape::String(string) => string.pattern.clone(),
            _ => None,
        };
        let name = place.name.rsplit('.').next().unwrap_or_default();
        let above = self.mender.schema_at(&place.path.above());
        let rules = above.into_iter().flat_map(|schema| &schema.rules);
        rules.flat_map(|rule| patterns_of(rule, name)).chain(own).collect()
    }

    fn push_form(&mut self, id: &str, host: &Doc, place: &Place<'_>, patterns: &[String], texts: BTreeSet<String>) {
        let with = |text: &str| {
            let mut doc = host.clone();
            doc.set(&place.path, Doc::text(text));
            doc
        };
        let text = with(STAND_IN).to_text();
        let gap = format!("\"{STAND_IN}\"");
        let Some((before, after)) = text.split_once(&gap) else { return };
        // What is said of a document depends on which patterns the text has, and on nothing else about it.
        let mut known: BTreeMap<Vec<bool>, (bool, Vec<String>)> = BTreeMap::new();
        let mut outcomes: BTreeMap<(bool, Vec<String>), Vec<String>> = BTreeMap::new();
        for text in texts {
            let signature = patterns.iter().map(|pattern| self.mender.judge.matches(pattern, &text)).collect();
            let outcome = known.entry(signature).or_insert_with(|| {
                let verdict = self.mender.verdict(&with(&text));
                let warnings = verdict.warnings.iter().filter_map(|reason| reason.rule.clone());
                let warnings = if verdict.is_valid() { warnings.collect() } else { Vec::new() };
                (verdict.is_valid(), warnings)
            });
            outcomes.entry(outcome.clone()).or_default().push(text);
        }
        let outcomes = outcomes.into_iter().map(|((valid, warnings), texts)| Outcome { valid, warnings, texts });
        self.forms.push(Form {
            id: format!("{}/{id}", self.operation),
            operation: self.operation.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
            outcomes: outcomes.collect(),
        });
    }
}

/// The patterns that a rule holds against a member.
pub(super) fn patterns_of(rule: &Rule, name: &str) -> BTreeSet<String> {
    let RuleBody::Portable { if_, then } = &rule.body else { return BTreeSet::new() };
    let own = [if_, then].into_iter().flat_map(condition::parts).filter_map(|it| it.properties.get(name));
    own.flat_map(condition::patterns).cloned().collect()
}
