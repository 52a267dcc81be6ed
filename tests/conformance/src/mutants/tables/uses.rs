//! Where automata are used.

use std::collections::BTreeSet;

use super::Lab;
use crate::mutants::syntax::Node;

/// Where an automaton is used.
pub(in crate::mutants) struct Use {
    /// Fewest characters.
    pub(in crate::mutants) least: u64,
    /// Most characters.
    pub(in crate::mutants) most: u64,
    /// Whether a rule asks.
    pub(in crate::mutants) of_rule: bool,
}

impl Lab<'_> {
    /// The places that have an automaton: the lengths that are allowed there, the form that a value has there if this is
    /// not it, and whether the values are listed.
    pub(in crate::mutants) fn uses(&self, name: &str) -> Vec<Use> {
        let mut found = Vec::new();
        for (item, value) in &self.tables.items {
            if self.visitors.contains_key(item) {
                self.uses_in(name, value, &mut found);
            }
        }
        found
    }

    fn uses_in(&self, name: &str, node: &Node, found: &mut Vec<Use>) {
        if let Some(("Shape::Text", text)) = node.call()
            && own_form(text) == Some(name)
        {
            found.push(Self::place(text, false));
        }
        for rule in node.list("rules") {
            let mut fields = BTreeSet::new();
            rule_fields(rule, name, &mut fields);
            let properties = node
                .field("shape")
                .and_then(Node::call)
                .map(|(_, object)| object.list("properties"))
                .unwrap_or_default();
            for field in fields {
                // A field further down is looked for by its name only; its values are listed if those of one are.
                let property = properties.iter().find(|it| it.field("name").and_then(Node::text) == Some(&field));
                let schema = property.and_then(|it| it.field("schema")).map(|schema| self.resolved(schema));
                match schema.and_then(|schema| schema.field("shape")).and_then(Node::call) {
                    Some(("Shape::Text", text)) => found.push(Self::place(text, true)),
                    _ => found.push(Use { least: 0, most: u64::MAX, of_rule: true }),
                }
            }
        }
        for child in node.children() {
            self.uses_in(name, child, found);
        }
    }

    fn resolved<'n>(&'n self, node: &'n Node) -> &'n Node {
        node.name().and_then(|name| self.tables.items.get(name)).unwrap_or(node)
    }

    fn place(text: &Node, of_rule: bool) -> Use {
        let bound = |field: &str, or: u64| {
            text.field(field).and_then(Node::number).and_then(|it| u64::try_from(it).ok()).unwrap_or(or)
        };
        Use { least: bound("min_length", 0), most: bound("max_length", u64::MAX), of_rule }
    }
}

fn own_form(text: &Node) -> Option<&str> {
    text.field("pattern")?.call()?.1.field("dfa")?.name()
}

/// The fields whose condition in a rule has the automaton.
fn rule_fields(node: &Node, name: &str, fields: &mut BTreeSet<String>) {
    if let Node::Call { name: call, arguments } = node
        && let ("", [field, condition]) = (call.as_str(), &arguments[..])
        && condition.field("pattern").and_then(Node::call).and_then(|(_, form)| form.name()) == Some(name)
    {
        fields.extend(field.text().map(str::to_owned));
    }
    for child in node.children() {
        rule_fields(child, name, fields);
    }
}
