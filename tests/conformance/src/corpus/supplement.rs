//! What a rule hides in the documents of the other modules.
//!
//! Most come from requests that are right and are changed in one place, so they are made last. They are no part of what is
//! written for other readers.

use std::collections::BTreeSet;

use drs_text::Limits;

use super::case::Case;
use super::doc::{Doc, Path, Step};
use super::hidden::Hidden;
use super::print::Spelling;
use super::reference::Verdict;
use super::sample::Place;
use super::single_error::Injected;
use super::writer::Writer;
use xtask::contract::{RuleBody, Shape};

impl<'c> Writer<'c> {
    /// Notes what a document does not show because it is wrong in another way.
    pub(super) fn note(&mut self, doc: &Doc, hidden: Hidden<'c>) {
        if self.repairer.verdict(doc) != Verdict::default() {
            self.hidden.push(hidden);
        }
    }

    /// Shows what is hidden in other documents.
    pub(super) fn supplement(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        let cases = std::mem::take(&mut self.cases);
        let right = cases.iter().filter(|case| case.valid && case.warnings.is_empty());
        let right = right.filter(|case| !matches!(case.kind, "spelling" | "map-key")).filter_map(|case| {
            let parsed = drs_text::json::parse(case.document.as_bytes(), &Limits::default());
            parsed.tree.map(|tree| (case, Doc::read(tree.root())))
        });
        let right: Vec<(&Case, Doc)> = right.collect();
        for (case, doc) in right.iter().filter(|(case, _)| case.kind == "base" && !case.id.ends_with("reversed")) {
            let name = case.id.split_once('/').map_or("", |(_, name)| name);
            self.without(name, doc);
        }
        for it in hidden {
            match it {
                Hidden::Listed(place, value) => {
                    let is_there = |doc: &&Doc| doc.at(&place.path).and_then(Doc::as_text) == Some(&value);
                    if let Some(doc) = right.iter().map(|(_, doc)| doc).find(is_there) {
                        self.with_other(&place, doc, &format!("{value}x"));
                    }
                }
                Hidden::Member(place, name) => {
                    let path = place.path.key(&name);
                    if let Some(doc) = right.iter().map(|(_, doc)| doc).find(|doc| doc.at(&path).is_some()) {
                        self.renamed_and_twice(&place, &name, doc);
                    }
                }
                Hidden::Longest(place, [broken, repaired]) => self.longest(&place, &broken, &repaired),
                Hidden::Many(place, doc) => self.distinct(&place, &doc),
                Hidden::Pattern(place, rule) => {
                    if let RuleBody::Portable { if_, then } = &rule.body
                        && let Some(base) = self.concerned(&place, if_, then)
                    {
                        self.pattern_texts("hidden", &place, rule, &base);
                    }
                }
            }
        }
        self.supplement = std::mem::replace(&mut self.cases, cases);
    }

    /// The request without each of its members, where only rules notice.
    fn without(&mut self, name: &str, doc: &Doc) {
        for path in doc.paths().into_iter().filter(|path| matches!(path.0.last(), Some(Step::Key(_)))) {
            let mut other = doc.clone();
            other.remove(&path);
            let verdict = self.repairer.verdict(&other);
            let mut all = verdict.reasons.iter().chain(&verdict.native).chain(&verdict.warnings).peekable();
            if all.peek().is_some() && all.all(|it| it.rule.is_some()) {
                self.add_validated("hidden", &format!("{name} without {path}"), &other, &verdict, None);
            }
        }
    }

    fn with_other(&mut self, place: &Place<'c>, doc: &Doc, text: &str) {
        let mut doc = doc.clone();
        doc.set(&place.path, Doc::text(text));
        let what = format!("{}/{text:?} in a right request", place.name);
        self.add("hidden", &what, &doc, Some(&Injected::Value(place.path.clone())));
    }

    fn renamed_and_twice(&mut self, place: &Place<'c>, name: &str, doc: &Doc) {
        self.renamed(place, name, &format!("{name}s"), doc);
        self.doubled(place, name, " in a right request", doc.clone(), Spelling::default());
    }

    /// The longest text beside each value that goes with it or not, and a longer one.
    fn longest(&mut self, place: &Place<'c>, broken: &Doc, repaired: &Doc) {
        let text = repaired.at(&place.path).and_then(Doc::as_text).unwrap_or_default();
        self.with_other(place, repaired, &format!("{text}a"));
        let above = place.path.above();
        let object = self.repairer.schema_at(&above).and_then(|schema| schema.as_object());
        for (name, property) in object.into_iter().flat_map(|object| &object.properties) {
            let path = above.key(name);
            let Shape::String(string) = &self.repairer.validator.contract.resolve(&property.schema).shape else {
                continue;
            };
            if string.is_closed_enum() && broken.at(&path).is_some() {
                for value in
                    string.values.iter().flat_map(|listed| [listed.value.clone(), format!("{}x", listed.value)])
                {
                    let mut doc = broken.clone();
                    doc.set(&path, Doc::text(&value));
                    self.add("hidden", &format!("{}/longest beside {name} {value:?}", place.name), &doc, None);
                }
            }
        }
    }

    /// The array with items that differ in a text, so that no rule objects.
    fn distinct(&mut self, place: &Place<'c>, doc: &Doc) {
        let Some(items) = doc.at(&place.path).and_then(Doc::items) else { return };
        let texts = items.first().into_iter().flat_map(Doc::paths);
        let texts: BTreeSet<Path> = texts.filter(|path| matches!(items[0].at(path), Some(Doc::Text(_)))).collect();
        let right = texts.iter().find_map(|path| {
            let mut items = items.to_vec();
            for (index, item) in items.iter_mut().enumerate() {
                item.set(path, Doc::text(format!("text{index}")));
            }
            let mut doc = doc.clone();
            doc.set(&place.path, Doc::Array(items));
            (self.repairer.verdict(&doc) == Verdict::default()).then_some(doc)
        });
        if let Some(doc) = right {
            self.add("hidden", &format!("{}/many items that differ", place.name), &doc, None);
        }
    }
}
