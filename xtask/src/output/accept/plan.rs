//! The functions, and the facts that each reports.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Fact, Formula};
use super::native;
use crate::contract::{Additional, Contract, Literal, ObjectShape, Rule, RuleBody, Schema, Shape};
use crate::output::code::constant;
use crate::output::request;

/// Every kind of value that a request has.
pub(super) struct Plan {
    /// By the name of the function.
    pub(super) nodes: BTreeMap<String, Node>,
    /// The names that components have.
    components: BTreeSet<String>,
}

/// A kind of value.
pub(super) struct Node {
    /// What it is, for the documentation.
    pub(super) title: String,
    /// What it looks like.
    pub(super) schema: Schema,
    /// Whether numbers in it may be written as text.
    pub(super) or_text: bool,
    /// The facts that objects around it want to know, in the order of their bits.
    pub(super) facts: Vec<Fact>,
}

/// The name of the function for a component.
pub fn function(name: &str) -> String {
    constant(name).to_ascii_lowercase()
}

impl Plan {
    pub(super) fn new(contract: &Contract) -> Self {
        let components = contract.schemas.keys().map(|name| function(name)).collect();
        let mut plan = Self { nodes: BTreeMap::new(), components };
        for operation in &contract.operations {
            let name = request::schema_name(operation);
            match operation.query_schema() {
                Some(schema) if operation.request.is_none() => {
                    plan.add(contract, &name, &format!("`{name}`"), &schema, true);
                }
                _ => plan.component(contract, &name),
            }
        }
        for name in plan.nodes.keys().cloned().collect::<Vec<_>>() {
            for formula in plan.nodes[&name].formulas() {
                for fact in formula.facts() {
                    plan.demand(&name, fact);
                }
            }
        }
        plan
    }

    fn component(&mut self, contract: &Contract, name: &str) {
        if !self.nodes.contains_key(&function(name)) {
            self.add(contract, name, &format!("`{name}`"), &contract.schemas[name], false);
        }
    }

    fn add(&mut self, contract: &Contract, name: &str, title: &str, schema: &Schema, or_text: bool) {
        if let Shape::Ref(component) = &schema.shape {
            return self.component(contract, component);
        }
        let node = Node { title: title.to_owned(), schema: schema.clone(), or_text, facts: Vec::new() };
        self.nodes.insert(function(name), node);
        for (part, words, inner) in parts(schema) {
            self.add(contract, &self.part(name, part), &format!("{words} of {title}"), inner, or_text);
        }
    }

    /// Makes `node` and those below it report what `fact` builds on.
    fn demand(&mut self, node: &str, fact: &Fact) {
        let below = match fact {
            Fact::Holds(formula) => {
                formula.facts().into_iter().for_each(|fact| self.demand(node, fact));
                Vec::new()
            }
            Fact::Below(member, inner) => {
                vec![(self.member(node, member).map(|(name, _)| name), (**inner).clone())]
            }
            Fact::Every(formula) => {
                let item = self.item(node).map(|(name, _)| name);
                formula.facts().into_iter().map(|fact| (item.clone(), fact.clone())).collect()
            }
            Fact::Has(_) | Fact::IsKey(_) | Fact::In(_) | Fact::Matches(_) | Fact::Count { .. } => Vec::new(),
        };
        for (name, fact) in below {
            let Some(name) = name else { continue };
            self.demand(&name, &fact);
            if let Some(inner) = self.nodes.get_mut(&name)
                && inner.is_container()
                && !inner.facts.contains(&fact)
            {
                inner.facts.push(fact);
            }
        }
    }

    /// The function for a member of the object that `owner` is for.
    pub(super) fn member(&self, owner: &str, member: &str) -> Option<(String, &Node)> {
        let object = self.nodes[owner].schema.as_object()?;
        self.inner(owner, member, &object.properties.get(member)?.schema)
    }

    /// The function for the items of an array, or the values of a map.
    pub(super) fn item(&self, owner: &str) -> Option<(String, &Node)> {
        let schema = &self.nodes[owner].schema;
        let (part, _, inner) = parts(schema).into_iter().find(|(part, ..)| matches!(*part, "item" | "value"))?;
        self.inner(owner, part, inner)
    }

    /// The function for a part of what `owner` is for, which no component may have for its own.
    fn part(&self, owner: &str, part: &str) -> String {
        let name = function(&format!("{owner}_{part}"));
        if self.components.contains(&name) { format!("{name}_part") } else { name }
    }

    fn inner(&self, owner: &str, part: &str, schema: &Schema) -> Option<(String, &Node)> {
        let name = match &schema.shape {
            Shape::Ref(component) => function(component),
            _ => self.part(owner, part),
        };
        self.nodes.get(&name).map(|node| (name, node))
    }
}

/// The schemas directly inside one: a short name, what they are, and the schema.
fn parts(schema: &Schema) -> Vec<(&str, String, &Schema)> {
    match &schema.shape {
        Shape::Array(array) => vec![("item", "an item".to_owned(), &array.items)],
        Shape::Object(object) => {
            let members = object.properties.iter();
            let members = members.map(|(name, property)| (name.as_str(), format!("`{name}`"), &property.schema));
            let values = values(object).map(|values| ("value", "a value".to_owned(), values));
            members.chain(values).collect()
        }
        _ => Vec::new(),
    }
}

/// The schema of the values of a map.
pub(super) fn values(object: &ObjectShape) -> Option<&Schema> {
    match &object.additional {
        Additional::Schema(values) => Some(values),
        Additional::Any | Additional::Forbidden => None,
    }
}

impl Node {
    /// When the rules of the object are broken, or may be.
    pub(super) fn formulas(&self) -> Vec<Formula> {
        self.schema.rules.iter().filter_map(broken).collect()
    }

    /// Whether the value has a function that reports facts about its parts.
    pub(super) fn is_container(&self) -> bool {
        matches!(self.schema.shape, Shape::Object(_) | Shape::Array(_))
    }

    /// The values, if they are listed, as the literals of conditions.
    pub(super) fn listed(&self) -> Vec<Literal> {
        match &self.schema.shape {
            Shape::String(text) => text.values.iter().map(|it| Literal::String(it.value.clone())).collect(),
            Shape::Integer(number) => number.values.iter().map(|it| Literal::Integer(it.value)).collect(),
            Shape::Boolean => vec![Literal::Bool(false), Literal::Bool(true)],
            _ => Vec::new(),
        }
    }
}

/// When a rule is broken, or may be; `None` for a function of which nothing is known.
pub(super) fn broken(rule: &Rule) -> Option<Formula> {
    match &rule.body {
        RuleBody::Portable { if_, then } => Some(Formula::broken(if_, then)),
        RuleBody::Rust => native::find(&rule.name).map(native::Native::suspicion),
    }
}
