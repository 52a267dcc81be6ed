//! What the rules of a schema say of an object.

use std::collections::BTreeSet;

use super::{Interpreter, Said, number};
use crate::corpus::{Doc, Number};
use crate::mutants::syntax::Node;

impl Interpreter<'_> {
    /// Adds the rules that an object breaks.
    pub(super) fn rules(&self, schema: &Node, doc: &Doc, at: &str, said: &mut Said) {
        // A rule does not build on a value that is wrong itself.
        let shape = |keyword: &String| {
            !matches!(&**keyword, "required" | "additionalProperties") && !keyword.starts_with("DRS-")
        };
        let wrong = said.reasons.iter().filter(|(_, keyword)| shape(keyword)).map(|(instance, _)| instance.clone());
        let wrong: BTreeSet<String> = wrong.collect();
        for rule in schema.list("rules") {
            let Some(id) = rule.field("id").and_then(Node::text) else { continue };
            let Some(body) = rule.field("body") else { continue };
            let (Some(when), Some(then)) = (body.field("when"), body.field("then")) else { continue };
            if self.holds(when, doc, at, &wrong) == Some(true) && self.holds(then, doc, at, &wrong) == Some(false) {
                if rule.field("warning").is_some_and(Node::is_true) {
                    said.warnings.insert(id.to_owned());
                } else {
                    said.reasons.insert((at.to_owned(), id.to_owned()));
                }
            }
        }
    }

    /// Whether an object whose members are right breaks a rule.
    pub(crate) fn breaks(&self, rule: &Node, object: &Doc) -> bool {
        let holds = |part: &str| {
            let condition = rule.field("body").and_then(|body| body.field(part));
            condition.and_then(|condition| self.holds(condition, object, "", &BTreeSet::new()))
        };
        holds("when") == Some(true) && holds("then") == Some(false)
    }

    /// Whether a condition holds; `None` where that depends on a value that is wrong.
    fn holds(&self, condition: &Node, doc: &Doc, at: &str, wrong: &BTreeSet<String>) -> Option<bool> {
        if wrong.contains(at) {
            return None;
        }
        let within = |least: &str, most: &str, count: usize| {
            let bound = |field: &str| condition.field(field).and_then(Node::number);
            bound(least).is_none_or(|least| number(count) >= least)
                && bound(most).is_none_or(|most| number(count) <= most)
        };
        let inner = |field: &str| condition.field(field).and_then(Node::call).map(|(_, inner)| inner);
        let mut parts = Vec::new();
        if let Some(values) = inner("values") {
            parts.push(Some(values.items().iter().any(|literal| equals(literal, doc))));
        }
        if let Some(form) = inner("pattern") {
            parts.push(doc.as_text().map(|text| self.matches(form, text)));
        }
        if let Some(inner) = inner("not") {
            parts.push(self.holds(inner, doc, at, wrong).map(|holds| !holds));
        }
        if !condition.list("any_of").is_empty() {
            let branches: Vec<_> =
                condition.list("any_of").iter().map(|branch| self.holds(branch, doc, at, wrong)).collect();
            parts.push(if branches.contains(&Some(true)) {
                Some(true)
            } else if branches.contains(&None) {
                None
            } else {
                Some(false)
            });
        }
        match doc {
            Doc::Array(items) => {
                parts.push(Some(within("min_items", "max_items", items.len())));
                for (index, item) in items.iter().enumerate() {
                    parts.extend(inner("items").map(|inner| self.holds(inner, item, &format!("{at}/{index}"), wrong)));
                }
            }
            Doc::Object(members) => {
                parts.push(Some(within("min_members", "max_members", members.len())));
                for name in condition.list("required").iter().filter_map(Node::text) {
                    parts.push(Some(doc.get(name).is_some()));
                }
                for pair in condition.list("properties") {
                    if let Node::Call { arguments, .. } = pair.bare()
                        && let [name, inner] = &arguments[..]
                        && let Some((name, value)) = name.text().and_then(|name| Some((name, doc.get(name)?)))
                    {
                        parts.push(self.holds(inner, value, &format!("{at}/{name}"), wrong));
                    }
                }
            }
            _ if !condition.list("required").is_empty() || !condition.list("properties").is_empty() => parts.push(None),
            _ => {}
        }
        if parts.contains(&Some(false)) {
            Some(false)
        } else if parts.contains(&None) {
            None
        } else {
            Some(true)
        }
    }
}

fn equals(literal: &Node, doc: &Doc) -> bool {
    match (literal.call(), doc) {
        (Some(("Literal::Bool", truth)), Doc::Bool(value)) => truth.is_true() == *value,
        (Some(("Literal::Text", text)), Doc::Text(value)) => text.text() == Some(value),
        (Some(("Literal::Integer", number)), Doc::Number(value)) => {
            number.number().is_some_and(|number| Number::exact(value).compare(number).is_eq())
        }
        _ => false,
    }
}
