//! Truth tables of the rules: all that the fields of a rule can be, in all combinations as far as there are not too many.

use std::collections::BTreeSet;

use super::classes::{combinations, fields};
use super::doc::{Doc, Path};
use super::hidden::Hidden;
use super::patterns::patterns_of;
use super::reference as conditions;
use super::reference::Verdict;
use super::repairer;
use super::sample::Place;
use super::single_error::Injected;
use super::writer::Writer;
use xtask::contract::{Condition, Rule, RuleBody, Schema};

impl<'c> Writer<'c> {
    /// The truth tables of the rules on the object at a place; `given` are patterns that had all their texts already, and rules
    /// that are functions, which no published schema has, at places that had their tables in another operation.
    pub(super) fn truth(&mut self, place: &Place<'c>, given: &mut BTreeSet<String>) {
        let schema: &'c Schema = self.repairer.validator.contract.resolve(place.schema);
        for rule in &schema.rules {
            match &rule.body {
                RuleBody::Portable { if_, then } => {
                    let names = fields(&[if_, then]);
                    let representatives: Vec<_> =
                        names.iter().map(|name| self.representatives(schema, name, &[if_, then])).collect();
                    for combination in combinations(&representatives) {
                        self.row(place, rule, &names, &combination);
                    }
                    self.spread(place, rule, if_, then);
                    self.rule_pattern_texts(place, rule, if_, then);
                    self.rule_patterns(place, rule, given);
                }
                RuleBody::Rust => {
                    if given.insert(format!("{} at {}", rule.id, place.name)) {
                        self.variations(place, rule);
                    }
                }
            }
        }
    }

    /// One row of a table, with the members in two orders.
    fn row(&mut self, place: &Place<'_>, rule: &Rule, names: &[String], values: &[Option<Doc>]) {
        let mut doc = self.enclosing(place);
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
        let kept: Vec<Path> = names.iter().map(|name| place.path.key(name)).collect();
        self.add_rule_case(place, rule, &shown.join(", "), &doc, &kept);
    }

    /// A document about a rule, with the members in two orders; what is not `kept` may change so that other rules are satisfied.
    pub(super) fn add_rule_case(&mut self, place: &Place<'_>, rule: &Rule, what: &str, doc: &Doc, kept: &[Path]) {
        let mut doc = doc.clone();
        let mut verdict = self.repairer.verdict(&doc);
        let (own, others) = split(&verdict, rule);
        if others {
            let repaired = self.repairer.repaired(&doc, kept);
            let after = self.repairer.verdict(&repaired);
            if split(&after, rule).0 == own {
                (doc, verdict) = (repaired, after);
            }
        }
        let what: String = format!("{}/{}: {what}", place.name, rule.id).chars().take(200).collect();
        let injected = Injected::Rule(place.path.clone());
        self.add_validated("rule", &what, &doc, &verdict, Some(&injected));
        self.add_validated("rule", &format!("{what}, reversed"), &doc.reversed(), &verdict, Some(&injected));
    }

    /// From a document that breaks the rule and nothing else, and from one that just does not: every value of each field
    /// that the rule looks at, however deep.
    fn spread(&mut self, place: &Place<'c>, rule: &Rule, if_: &Condition, then: &Condition) {
        let schema = self.repairer.validator.contract.resolve(place.schema);
        let Some(firing) = self.firing(place, rule, if_, then) else { return };
        let mut leaves = Vec::new();
        for condition in [if_, then] {
            self.leaves(schema, condition, &place.path, &mut leaves);
        }
        let kept: Vec<Path> = leaves.iter().map(|(path, _)| path.clone()).collect();
        for base in [self.repairer.repaired(&firing, &[place.path.key("")]), firing] {
            for (path, values) in &leaves {
                for value in values {
                    let mut doc = base.clone();
                    doc.put(path, value.as_ref());
                    let shown = value.as_ref().map_or_else(|| "none".to_owned(), Doc::to_text);
                    let what = format!("{}/{}: {path} {shown}", place.name, rule.id);
                    let injected = Injected::Rule(place.path.clone());
                    self.add("rule", &what, &doc, Some(&injected));
                    let repaired = self.repairer.repaired(&doc, &kept);
                    self.add("rule", &format!("{what}, the rest repaired"), &repaired, Some(&injected));
                }
            }
        }
    }

    /// The fields that a condition looks at, with all their values.
    fn leaves(&self, schema: &'c Schema, it: &Condition, at: &Path, found: &mut Vec<(Path, Vec<Option<Doc>>)>) {
        for name in fields(&[it]) {
            let Some(member) = repairer::member(schema, &name) else { continue };
            let (member, path) = (self.repairer.validator.contract.resolve(member), at.key(&name));
            let inner: Vec<&Condition> =
                conditions::parts(it).into_iter().filter_map(|part| part.properties.get(&name)).collect();
            if found.iter().all(|(other, _)| *other != path) {
                let any = Condition { any_of: inner.iter().map(|it| (*it).clone()).collect(), ..Condition::default() };
                let values = self.repairer.candidates(member, &any).into_iter().map(Some).chain([None]);
                found.push((path.clone(), values.collect()));
            }
            for inner in inner {
                self.leaves(member, inner, &path, found);
            }
        }
    }

    /// Texts for the patterns that a rule looks at, where the rest makes the rule depend on them.
    fn rule_pattern_texts(&mut self, place: &Place<'c>, rule: &'c Rule, if_: &Condition, then: &Condition) {
        let schema = self.repairer.validator.contract.resolve(place.schema);
        if self.free_texts(schema, rule).is_empty() {
            return;
        }
        match self.firing(place, rule, if_, then) {
            Some(base) => self.pattern_texts("rule-pattern", place, rule, &base),
            None => self.hidden.push(Hidden::Pattern(place.clone(), rule)),
        }
    }

    /// Texts for the patterns that a rule looks at, in a document.
    pub(super) fn pattern_texts(&mut self, kind: &'static str, place: &Place<'c>, rule: &Rule, base: &Doc) {
        let schema = self.repairer.validator.contract.resolve(place.schema);
        for (name, string) in self.free_texts(schema, rule) {
            let (min, max) = (string.min_length.unwrap_or(0), string.max_length.unwrap_or(u64::MAX));
            let patterns = patterns_of(rule, &name);
            let state_cover = |pattern: &String| {
                let automaton = self.repairer.sampler.automaton(pattern);
                automaton.state_cover(min, max).into_iter().chain(automaton.led(min, max)).collect::<Vec<_>>()
            };
            let texts: BTreeSet<String> = patterns.iter().flat_map(state_cover).collect();
            for text in texts {
                let mut doc = base.clone();
                let what = format!("{}/{}: {name}: {text:?}", place.name, rule.id);
                doc.set(&place.path.key(&name), Doc::Text(text));
                self.add(kind, &what, &doc, Some(&Injected::Rule(place.path.clone())));
            }
        }
    }

    /// A document in which the condition of a rule holds, whatever else is wrong; one that breaks the rule, if there is one.
    pub(super) fn concerned(&self, place: &Place<'c>, if_: &Condition, then: &Condition) -> Option<Doc> {
        let schema = self.repairer.validator.contract.resolve(place.schema);
        let names = fields(&[if_, then]);
        let representatives: Vec<_> =
            names.iter().map(|name| self.representatives(schema, name, &[if_, then])).collect();
        let enclosing = self.enclosing(place);
        let documents = combinations(&representatives).into_iter().map(|combination| {
            let mut doc = enclosing.clone();
            names.iter().zip(&combination).for_each(|(name, value)| doc.put(&place.path.key(name), value.as_ref()));
            doc
        });
        let holds = |it: &Condition, doc: &Doc| {
            doc.at(&place.path).is_some_and(|value| self.repairer.validator.holds(it, value))
        };
        let mut concerned: Vec<Doc> = documents.filter(|doc| holds(if_, doc)).collect();
        let broken = concerned.iter().position(|doc| !holds(then, doc)).unwrap_or_default();
        (!concerned.is_empty()).then(|| concerned.swap_remove(broken))
    }

    /// A document in which this rule fires and nothing else is wrong.
    pub(super) fn firing(&self, place: &Place<'c>, rule: &Rule, if_: &Condition, then: &Condition) -> Option<Doc> {
        let schema = self.repairer.validator.contract.resolve(place.schema);
        let names = fields(&[if_, then]);
        let representatives: Vec<_> =
            names.iter().map(|name| self.representatives(schema, name, &[if_, then])).collect();
        combinations(&representatives).into_iter().find_map(|combination| {
            let mut doc = self.enclosing(place);
            for (name, value) in names.iter().zip(&combination) {
                let path = place.path.key(name);
                doc.put(&path, value.as_ref());
            }
            let only = |doc: &Doc| {
                let verdict = self.repairer.verdict(doc);
                let mut all = verdict.reasons.iter().chain(&verdict.native).chain(&verdict.warnings).peekable();
                all.peek().is_some() && all.all(|it| it.rule.as_ref() == Some(&rule.id))
            };
            if !only(&doc) && split(&self.repairer.verdict(&doc), rule).0 > 0 {
                let kept: Vec<Path> = names.iter().map(|name| place.path.key(name)).collect();
                doc = self.repairer.repaired(&doc, &kept);
            }
            only(&doc).then_some(doc)
        })
    }
}

/// How often a rule is broken, and whether another one is.
fn split(verdict: &Verdict, rule: &Rule) -> (usize, bool) {
    let (mut own, mut others) = (0, false);
    let all = verdict.reasons.iter().chain(&verdict.native).chain(&verdict.warnings);
    for id in all.filter_map(|reason| reason.rule.as_ref()) {
        own += usize::from(*id == rule.id);
        others |= *id != rule.id;
    }
    (own, others)
}
