//! Whether two rules say the same of every object whose members are right by themselves: both are asked about all
//! combinations of all values that their conditions can tell apart.

use std::collections::BTreeSet;

use super::forms::Dfa;
use super::interpret::{Interpreter, Tables};
use super::syntax::Node;
use crate::corpus::Doc;

/// More combinations than this are not tried, and nothing is said.
const MOST: usize = 100_000;

/// A rule and what its conditions are asked with.
pub(super) struct Asked<'a> {
    /// What decides.
    pub(super) interpreter: &'a Interpreter<'a>,
    /// The rule.
    pub(super) rule: &'a Node,
}

/// The values of members that conditions can tell apart.
pub(super) struct Domains<'t> {
    /// The tables.
    pub(super) tables: &'t Tables,
    /// An automaton that is asked beside those of the tables.
    pub(super) other: Option<&'t Dfa>,
}

impl Domains<'_> {
    /// Whether two rules on the objects of a schema are broken by the same objects; `None` if there are too many to try.
    pub(super) fn same(&self, schema: &Node, one: &Asked<'_>, other: &Asked<'_>) -> Option<bool> {
        let said = |rule: &Node| (rule.field("id").cloned(), rule.field("warning").cloned());
        let alike = said(one.rule) == said(other.rule);
        let conditions = [one.rule, other.rule].into_iter().flat_map(|rule| {
            let body = rule.field("body");
            ["when", "then"].into_iter().filter_map(move |part| body?.field(part))
        });
        let objects = self.objects(schema, &conditions.collect::<Vec<_>>())?;
        Some(objects.iter().all(|object| {
            let broken = [one, other].map(|it| it.interpreter.breaks(it.rule, object));
            broken == [false; 2] || (alike && broken == [true; 2])
        }))
    }

    /// Objects with all combinations of values.
    fn objects(&self, schema: &Node, conditions: &[&Node]) -> Option<Vec<Doc>> {
        let object = self.tables.schema(schema).field("shape")?.call()?.1;
        let parts: Vec<&Node> = conditions.iter().flat_map(|it| parts(it)).collect();
        let mut names = BTreeSet::new();
        for part in &parts {
            names.extend(part.list("required").iter().filter_map(Node::text));
            names.extend(part.list("properties").iter().filter_map(|pair| pair.call()?.1.text()));
        }
        let mut objects = vec![Vec::new()];
        for name in names {
            // A member that is not known is never there.
            let known = object.list("properties").iter().find(|it| it.field("name").and_then(Node::text) == Some(name));
            let Some(property) = known else { continue };
            let inner: Vec<&Node> = parts.iter().flat_map(|part| members(part, name)).collect();
            let mut values: Vec<Option<Doc>> =
                self.values(property.field("schema")?, &inner)?.into_iter().map(Some).collect();
            if !property.field("required").is_some_and(Node::is_true) {
                values.push(None);
            }
            if objects.len() * values.len() > MOST {
                return None;
            }
            let with = |members: &Vec<(String, Doc)>, value: &Option<Doc>| {
                members.iter().cloned().chain(value.clone().map(|value| (name.to_owned(), value))).collect()
            };
            objects = objects
                .iter()
                .flat_map(|members| values.iter().map(|value| with(members, value)).collect::<Vec<_>>())
                .collect();
        }
        Some(objects.into_iter().map(Doc::Object).collect())
    }

    /// Right values of a schema, one of each kind that conditions tell apart.
    fn values(&self, schema: &Node, conditions: &[&Node]) -> Option<Vec<Doc>> {
        let schema = self.tables.schema(schema);
        let shape = schema.field("shape")?;
        let parts: Vec<&Node> = conditions.iter().flat_map(|it| parts(it)).collect();
        let bounds = |fields: [&str; 2]| {
            let bounds = parts.iter().flat_map(|part| fields.map(|field| part.field(field).and_then(Node::number)));
            bounds.flatten().max().and_then(|most| usize::try_from(most).ok())
        };
        match (shape.call(), shape.name()) {
            (Some(("Shape::Object", object)), _) if object.list("properties").is_empty() => {
                let most = bounds(["min_members", "max_members"]).map_or(0, |bound| bound + 1);
                let members = |count| (0..count).map(|index: usize| (index.to_string(), Doc::Null)).collect();
                Some((0..=most).map(|count| Doc::Object(members(count))).collect())
            }
            (Some(("Shape::Object", _)), _) => match bounds(["min_members", "max_members"]) {
                None => self.objects(schema, conditions),
                Some(_) => None,
            },
            (Some(("Shape::Array", array)), _) => {
                if parts.iter().any(|part| part.field("items").is_some()) {
                    return None;
                }
                let allowed = array.field("max_items").and_then(Node::number).and_then(|it| usize::try_from(it).ok());
                let most = bounds(["min_items", "max_items"]).map_or(0, |bound| bound + 1);
                Some((0..=most.min(allowed?)).map(|count| Doc::Array(vec![Doc::Null; count])).collect())
            }
            (Some(("Shape::Text", text)), _) => self.texts(text, &parts),
            (Some(("Shape::Integer", integer)), _) if !integer.list("values").is_empty() => {
                let values = integer.list("values").iter().filter_map(Node::number);
                Some(values.map(Doc::number).collect())
            }
            (_, Some("Shape::Boolean")) => Some(vec![Doc::Bool(true), Doc::Bool(false)]),
            // Only whether it is there can be asked.
            _ if parts.is_empty() => Some(vec![Doc::Null]),
            _ => None,
        }
    }

    fn texts(&self, text: &Node, parts: &[&Node]) -> Option<Vec<Doc>> {
        let listed = text.list("values");
        if !listed.is_empty() {
            let values = listed.iter().filter_map(Node::text);
            return Some(values.map(Doc::text).collect());
        }
        if parts.iter().any(|part| part.field("values").is_some()) {
            return None;
        }
        let bound = |field: &str, or: u64| {
            text.field(field).and_then(Node::number).and_then(|it| u64::try_from(it).ok()).unwrap_or(or)
        };
        let form = |node: &Node| self.tables.forms.get(node.name()?);
        let own = text.field("pattern").and_then(Node::call).and_then(|(_, pattern)| form(pattern.field("dfa")?));
        let asked = parts.iter().filter_map(|part| form(part.field("pattern")?.call()?.1));
        let forms: Vec<&Dfa> = asked.chain(self.other).chain(own).collect();
        let texts = Dfa::kinds(&forms, bound("min_length", 0), bound("max_length", u64::MAX));
        let right = texts.into_iter().filter(|text| own.is_none_or(|own| own.accepts(text)));
        Some(right.map(Doc::text).collect())
    }
}

/// A condition and those that are asked about the same value.
fn parts(condition: &Node) -> Vec<&Node> {
    let mut all = vec![condition.bare()];
    all.extend(condition.field("not").and_then(Node::call).into_iter().flat_map(|(_, inner)| parts(inner)));
    all.extend(condition.list("any_of").iter().flat_map(parts));
    all
}

/// What a condition asks of a member.
fn members<'n>(condition: &'n Node, name: &str) -> Vec<&'n Node> {
    let pairs = condition.list("properties").iter().filter_map(|pair| match pair.bare() {
        Node::Call { arguments, .. } => match &arguments[..] {
            [own, inner] if own.text() == Some(name) => Some(inner.bare()),
            _ => None,
        },
        _ => None,
    });
    pairs.collect()
}
