//! What the tables of the validator say of a document: the generated text, interpreted.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::forms::Dfa;
use super::syntax::{Item, Node};
use crate::corpus::{Doc, Number};

/// What is said of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// What it is refused for: the value and the keyword or rule.
    pub(crate) reasons: BTreeSet<(String, String)>,
    /// Rules that warn.
    pub(crate) warnings: BTreeSet<String>,
    /// Whether the tables contradict themselves.
    pub(crate) broken: bool,
}

/// The tables.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    /// The statics by name; patterns are `patterns::NAME`.
    pub(crate) items: BTreeMap<String, Node>,
    /// Automata of the patterns.
    pub(crate) forms: BTreeMap<String, Dfa>,
    /// The schema of each operation.
    pub(crate) roots: BTreeMap<String, String>,
}

/// The statics and automata that were looked at, with the texts that were given to each automaton.
#[derive(Debug, Default)]
pub(crate) struct Visits {
    /// Names of statics.
    pub(crate) items: BTreeSet<String>,
    /// Texts by automaton.
    pub(crate) texts: BTreeSet<(String, String)>,
}

/// Tables with one thing changed.
pub(crate) struct Interpreter<'t> {
    tables: &'t Tables,
    item: Option<(&'t str, &'t Node)>,
    form: Option<(&'t str, &'t Dfa)>,
    visits: RefCell<Option<Visits>>,
}

impl Tables {
    /// Tables out of the statics of the generated modules.
    pub(crate) fn new(schemas: Vec<Item>, patterns: Vec<Item>, operations: &[Item]) -> Self {
        let forms =
            patterns.into_iter().filter_map(|item| Some((format!("patterns::{}", item.name), Dfa::read(&item.value)?)));
        let calls = operations
            .iter()
            .find(|item| item.name == "CALLS")
            .map(|item| item.value.items().to_vec())
            .unwrap_or_default();
        let root = |call: &Node| {
            let schema = call.field("schema")?.name()?;
            Some((call.field("id")?.text()?.to_owned(), schema.trim_start_matches("schemas::").to_owned()))
        };
        Self {
            forms: forms.collect(),
            roots: calls.iter().filter_map(root).collect(),
            items: schemas.into_iter().map(|item| (item.name, item.value)).collect(),
        }
    }
}

impl Tables {
    /// The schema that a node is or names.
    pub(crate) fn schema<'n>(&'n self, node: &'n Node) -> &'n Node {
        node.name().and_then(|name| self.items.get(name)).unwrap_or(node).bare()
    }
}

impl<'t> Interpreter<'t> {
    /// The tables as they are.
    pub(crate) fn new(tables: &'t Tables) -> Self {
        Self { tables, item: None, form: None, visits: RefCell::default() }
    }

    /// The tables with another static.
    pub(crate) fn with_item(tables: &'t Tables, name: &'t str, node: &'t Node) -> Self {
        Self { item: Some((name, node)), ..Self::new(tables) }
    }

    /// The tables with another automaton.
    pub(crate) fn with_form(tables: &'t Tables, name: &'t str, form: &'t Dfa) -> Self {
        Self { form: Some((name, form)), ..Self::new(tables) }
    }

    /// What is said of a request, and what was looked at.
    pub(crate) fn traced(&self, operation: &str, doc: &Doc) -> (Said, Visits) {
        *self.visits.borrow_mut() = Some(Visits::default());
        let said = self.said(operation, doc);
        (said, self.visits.borrow_mut().take().unwrap_or_default())
    }

    /// What is said of a request.
    pub(crate) fn said(&self, operation: &str, doc: &Doc) -> Said {
        let mut said = Said::default();
        match self.tables.roots.get(operation) {
            Some(root) => self.value(&Node::Name(root.clone()), doc, "", &mut said),
            None => said.broken = true,
        }
        said
    }

    /// What a name stands for.
    fn resolve<'n>(&'n self, node: &'n Node) -> &'n Node {
        let Some(name) = node.name() else { return node.bare() };
        if let Some(visits) = &mut *self.visits.borrow_mut() {
            visits.items.insert(name.to_owned());
        }
        match self.item {
            Some((changed, node)) if changed == name => node.bare(),
            _ => self.tables.items.get(name).unwrap_or(node),
        }
    }

    fn matches(&self, form: &Node, text: &str) -> bool {
        let Some(name) = form.name() else { return false };
        if let Some(visits) = &mut *self.visits.borrow_mut() {
            visits.texts.insert((name.to_owned(), text.to_owned()));
        }
        match self.form {
            Some((changed, form)) if changed == name => form.accepts(text),
            _ => self.tables.forms.get(name).is_some_and(|form| form.accepts(text)),
        }
    }

    fn value(&self, schema: &Node, doc: &Doc, at: &str, said: &mut Said) {
        let schema = self.resolve(schema);
        let Some(shape) = schema.field("shape") else {
            said.broken = true;
            return;
        };
        let mut fail = |keyword: &str| said.reasons.insert((at.to_owned(), keyword.to_owned()));
        match (shape.call(), shape.name(), doc) {
            (Some(("Shape::Object", object)), _, Doc::Object(members)) => self.object(object, members, at, said),
            (Some(("Shape::Array", array)), _, Doc::Array(items)) => {
                let most = array.field("max_items").and_then(Node::number).unwrap_or(0);
                if number(items.len()) > most {
                    fail("maxItems");
                }
                for (index, item) in items.iter().enumerate() {
                    if let Some(inner) = array.field("items") {
                        self.value(inner, item, &format!("{at}/{index}"), said);
                    }
                }
            }
            (Some(("Shape::Text", text)), _, Doc::Text(value)) => {
                if let Some(keyword) = self.text(text, value) {
                    fail(keyword);
                }
            }
            (Some(("Shape::Integer", integer)), _, Doc::Number(number)) => {
                if let Some(keyword) = number_keyword(integer, Number::exact(number)) {
                    fail(keyword);
                }
            }
            (Some(("Shape::Integer", integer)), _, Doc::Text(text))
                if integer.field("or_text").is_some_and(Node::is_true) =>
            {
                if !is_decimal(text) || number_keyword(integer, Number::exact(text)).is_some() {
                    fail("anyOf");
                }
            }
            (_, Some("Shape::Boolean"), Doc::Bool(_)) | (_, Some("Shape::Any"), _) => {}
            _ => drop(fail("type")),
        }
        if matches!(doc, Doc::Object(_)) {
            self.rules(schema, doc, at, said);
        }
    }

    fn object(&self, object: &Node, members: &[(String, Doc)], at: &str, said: &mut Said) {
        let properties = object.list("properties");
        let by_name: Vec<&Node> = object
            .list("by_name")
            .iter()
            .filter_map(|it| properties.get(usize::try_from(it.number()?).ok()?))
            .collect();
        said.broken |= by_name.len() != object.list("by_name").len();
        let name = |property: &&Node| property.field("name").and_then(Node::text).unwrap_or_default().to_owned();
        let mut present = BTreeSet::new();
        for (key, value) in members {
            let below = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
            // As the validator looks it up.
            let found = by_name.binary_search_by(|property| name(property).as_str().cmp(key)).ok();
            match (found, object.field("additional")) {
                (Some(index), _) => {
                    present.insert(key.as_str());
                    if let Some(schema) = by_name[index].field("schema") {
                        self.value(schema, value, &below, said);
                    }
                }
                (None, Some(additional)) => match additional.call() {
                    Some(("Additional::Map", schema)) => self.value(schema, value, &below, said),
                    _ if additional.name() == Some("Additional::Any") => {}
                    _ => drop(said.reasons.insert((at.to_owned(), "additionalProperties".to_owned()))),
                },
                (None, None) => said.broken = true,
            }
        }
        for property in properties {
            if property.field("required").is_some_and(Node::is_true) && !present.contains(name(&property).as_str()) {
                said.reasons.insert((at.to_owned(), "required".to_owned()));
            }
        }
    }

    fn text(&self, text: &Node, value: &str) -> Option<&'static str> {
        if !text.list("values").is_empty() {
            let listed = text.list("values").iter().any(|it| it.text() == Some(value));
            return (!listed).then_some("enum");
        }
        let count = number(value.chars().count());
        if text.field("min_length").and_then(Node::number).is_some_and(|least| count < least) {
            return Some("minLength");
        }
        if text.field("max_length").and_then(Node::number).is_some_and(|most| count > most) {
            return Some("maxLength");
        }
        let form = text.field("pattern").and_then(Node::call).and_then(|(_, pattern)| pattern.field("dfa"));
        form.filter(|form| !self.matches(form, value)).map(|_| "pattern")
    }

    fn rules(&self, schema: &Node, doc: &Doc, at: &str, said: &mut Said) {
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

fn number_keyword(integer: &Node, number: Number) -> Option<&'static str> {
    let bound = |field: &str| integer.field(field).and_then(Node::call).and_then(|(_, bound)| bound.number());
    let listed = integer.list("values");
    if !number.whole {
        Some("type")
    } else if !listed.is_empty() {
        let is = |it: &Node| it.number().is_some_and(|value| number.compare(value).is_eq());
        (!listed.iter().any(is)).then_some("enum")
    } else if bound("minimum").is_some_and(|least| number.compare(least).is_lt()) {
        Some("minimum")
    } else {
        bound("maximum").is_some_and(|most| number.compare(most).is_gt()).then_some("maximum")
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Whether a text is a whole number in its shortest decimal form.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    text == "0" || (!digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
