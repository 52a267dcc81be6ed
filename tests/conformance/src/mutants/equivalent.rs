//! Mistakes that change nothing, and why.

use serde_json::Value;

use super::forms::Slip;
use super::guards;
use super::interpret::Interpreter;
use super::plant::Planting;
use super::published::Mutant;
use super::rules::{Asked, Domains};
use super::syntax::Node;
use super::tables::Lab;

const SAME_RULE: &str = "no right values of the members that the rule looks at tell the two rules apart";

/// Why a mistake in a published schema changes nothing.
pub(super) fn of_schema(mutant: &Mutant, schema: &Value) -> Option<&'static str> {
    (guards::is_same_rule(schema, &mutant.pointer, mutant.with.as_ref())?).then_some(SAME_RULE)
}

/// Why a mistake in a table changes nothing.
pub(super) fn of_table(lab: &Lab<'_>, planting: &Planting) -> Option<&'static str> {
    let right = &lab.tables.items[&planting.item];
    let wrong = planting.apply(right);
    let (rules, others) = (right.list("rules"), wrong.list("rules"));
    if rules.len() != others.len() || right.field("shape") != wrong.field("shape") {
        return None;
    }
    let (rule, other) = rules.iter().zip(others).find(|(rule, other)| rule != other)?;
    let interpreter = Interpreter::new(&lab.tables);
    let [one, two] = [rule, other].map(|rule| Asked { interpreter: &interpreter, rule });
    (Domains { tables: &lab.tables, other: None }.same(right, &one, &two)?).then_some(SAME_RULE)
}

/// Why a mistake in an automaton changes nothing.
pub(super) fn of_form(lab: &Lab<'_>, name: &str, slip: Slip) -> Option<&'static str> {
    let form = &lab.tables.forms[name];
    let other = form.with(slip);
    if form.witness(&other, None, 0, u64::MAX).is_none() {
        return Some("no text that is UTF-8 tells the two automata apart");
    }
    let is_own = |place: &&super::tables::Use| !place.of_rule;
    if lab.uses(name).iter().filter(is_own).any(|it| form.witness(&other, None, it.least, it.most).is_some()) {
        return None;
    }
    let (right, wrong) = (Interpreter::new(&lab.tables), Interpreter::with_form(&lab.tables, name, &other));
    let domains = Domains { tables: &lab.tables, other: Some(&other) };
    for schema in lab.tables.items.values() {
        for rule in schema.list("rules").iter().filter(|rule| mentions(rule, name)) {
            let [one, two] = [&right, &wrong].map(|interpreter| Asked { interpreter, rule });
            if domains.same(schema, &one, &two) != Some(true) {
                return None;
            }
        }
    }
    Some("no text that the places allow tells the two automata apart")
}

fn mentions(node: &Node, name: &str) -> bool {
    node.name() == Some(name) || node.children().into_iter().any(|child| mentions(child, name))
}
