//! What the tables of the validator say of a document: the generated text, interpreted.

mod rules;

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
