//! Mistakes in the generated tables, planted one at a time.

use super::syntax::Node;

/// A static with one mistake in it.
#[derive(Clone, Debug)]
pub(crate) struct Planting {
    /// The static.
    pub(crate) item: String,
    /// What the mistake is.
    pub(crate) label: String,
    /// Child numbers that lead to what is replaced.
    pub(crate) path: Vec<usize>,
    /// The replacement.
    pub(crate) with: Node,
    /// Where to look for it first.
    pub(crate) topics: Vec<String>,
}

impl Planting {
    /// The static with the mistake.
    pub(crate) fn apply(&self, value: &Node) -> Node {
        let mut changed = value.clone();
        if let Some(place) = changed.at_mut(&self.path) {
            *place = self.with.clone();
        }
        changed
    }
}

/// Every mistake in a static that is a schema; `forms` are the names of all automata.
pub(crate) fn plantings(item: &str, value: &Node, forms: &[String]) -> Vec<Planting> {
    let mut planter = Planter { item, forms, path: Vec::new(), topics: Vec::new(), found: Vec::new() };
    planter.topics.extend(value.field("name").and_then(Node::text).map(str::to_owned));
    planter.visit(value, "");
    planter.found
}

struct Planter<'i> {
    item: &'i str,
    forms: &'i [String],
    path: Vec<usize>,
    topics: Vec<String>,
    found: Vec<Planting>,
}

impl Planter<'_> {
    /// Plants a mistake at `below`, seen from where the planter is.
    fn plant(&mut self, label: impl Into<String>, below: &[usize], with: Node) {
        let label = format!(
            "{}: {}: {}",
            self.item,
            self.topics.iter().rev().cloned().collect::<Vec<_>>().join(" "),
            label.into()
        );
        let path = self.path.iter().chain(below).copied().collect();
        let topics = self.topics.iter().rev().cloned().collect();
        self.found.push(Planting { item: self.item.to_owned(), label, path, with, topics });
    }

    /// Plants what can be wrong with an expression that stands in the field `field`, and goes on inside it.
    fn visit(&mut self, node: &Node, field: &str) {
        match node {
            Node::Record { name, fields, rest } => self.record(node, name, fields, rest.as_ref()),
            Node::List(items) => self.list(items, field),
            Node::Call { name, arguments } => {
                if name == "Additional::Map"
                    || name == "Shape::Array"
                    || name == "Shape::Integer"
                    || name == "Shape::Text"
                {
                    let any = if name == "Additional::Map" { "Additional::Any" } else { "Shape::Any" };
                    self.plant("a type loosened", &[], Node::Name(any.to_owned()));
                }
                for (index, argument) in arguments.iter().enumerate() {
                    self.inside(index, argument, field);
                }
            }
            Node::Reference(inner) => self.inside(0, inner, field),
            Node::Integer(number) => {
                if field.starts_with("min") || field.starts_with("max") || field == "values" {
                    for other in [number - 1, number + 1] {
                        if other >= 0 || matches!(field, "minimum" | "maximum" | "values") {
                            self.plant(format!("`{field}` {number} shifted to {other}"), &[], Node::Integer(other));
                        }
                    }
                }
            }
            Node::Bool(truth) => {
                if matches!(field, "required" | "warning" | "or_text" | "values") {
                    self.plant(format!("`{field}` {}", !truth), &[], Node::Bool(!truth));
                }
            }
            Node::Text(text) => {
                if matches!(field, "values" | "required" | "properties" | "id") {
                    self.plant(format!("`{field}` {text:?} misspelt"), &[], Node::Text(format!("{text}x")));
                    self.plant(format!("`{field}` {text:?} in capitals"), &[], Node::Text(swapped(text)));
                }
            }
            Node::Name(name) if matches!(field, "dfa" | "pattern") => {
                if let Some(index) = self.forms.iter().position(|form| form == name) {
                    let other = self.forms[(index + 1) % self.forms.len()].clone();
                    self.plant(format!("{other} for {name}"), &[], Node::Name(other));
                }
            }
            Node::Name(name) => {
                let other = match (field, &**name) {
                    ("shape", "Shape::Boolean" | "Shape::Any") => Some("Shape::Text(Text::ANY)"),
                    ("additional", "Additional::Forbidden") => Some("Additional::Any"),
                    ("schema" | "items", "TEXT") => Some("BOOLEAN"),
                    ("schema" | "items", _) => Some("TEXT"),
                    _ => None,
                };
                if let Some(other) = other.filter(|other| other != name) {
                    let other = match other.strip_suffix(')').and_then(|it| it.split_once('(')) {
                        Some((call, argument)) => {
                            Node::Call { name: call.to_owned(), arguments: vec![Node::Name(argument.to_owned())] }
                        }
                        None => Node::Name(other.to_owned()),
                    };
                    self.plant(format!("{name} for another type"), &[], other);
                }
            }
            Node::Bytes(_) => {}
        }
    }

    /// Plants what can be wrong with a record, and goes on inside it.
    fn record(&mut self, node: &Node, name: &str, fields: &[(String, Node)], rest: Option<&String>) {
        if name == "Integer" || name == "Text" || name == "Condition" {
            // What is allowed in words is for a reader.
            let said = fields.iter().enumerate().filter(|(_, (field, _))| rest.is_some() && field != "allowed");
            for (index, (field, _)) in said {
                let others = fields.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, it)| it.clone());
                let less = Node::Record { name: name.to_owned(), fields: others.collect(), rest: rest.cloned() };
                self.plant(format!("`{field}` forgotten"), &[], less);
            }
        }
        let topic = match name {
            "Property" => node.field("name").and_then(Node::text).map(str::to_owned),
            "Rule" => node.field("id").and_then(Node::text).map(str::to_owned),
            _ => None,
        };
        if name == "Body::Portable"
            && let Some(when) = fields.iter().position(|(field, _)| field == "when")
        {
            let fields = vec![(
                "not".to_owned(),
                Node::Call { name: "Some".to_owned(), arguments: vec![fields[when].1.clone()] },
            )];
            let not = Node::Record { name: "Condition".to_owned(), fields, rest: Some("Condition::ANY".to_owned()) };
            self.plant("a rule inverted", &[when], Node::Reference(Box::new(not)));
        }
        if name == "Object" {
            self.fields(node);
        }
        let before = self.topics.len();
        if let (Some(topic), "Property") = (&topic, name) {
            self.topics.extend([topic.clone(), format!("{}.{topic}", self.topics[0])]);
        } else {
            self.topics.extend(topic);
        }
        for (index, (field, value)) in fields.iter().enumerate() {
            if let ("Property", "name", Some(text)) = (name, &**field, value.text()) {
                self.plant("a field misspelt", &[index], Node::Text(format!("{text}x")));
            }
            self.inside(index, value, field);
        }
        self.topics.truncate(before);
    }

    /// Plants objects that lack one of their fields.
    fn fields(&mut self, object: &Node) {
        let Node::Record { name, fields, rest } = object else { return };
        for (gone, property) in object.list("properties").iter().enumerate() {
            let place = i64::try_from(gone).unwrap_or(i64::MAX);
            let fields = fields.iter().map(|(field, value)| {
                let kept = value.items().iter().enumerate();
                let items: Vec<Node> = match &**field {
                    "properties" => kept.filter(|(index, _)| *index != gone).map(|(_, item)| item.clone()).collect(),
                    "by_name" => {
                        let numbers = value.items().iter().filter_map(Node::number).filter(|number| *number != place);
                        numbers.map(|number| Node::Integer(number - i64::from(number > place))).collect()
                    }
                    _ => return (field.clone(), value.clone()),
                };
                (field.clone(), Node::Reference(Box::new(Node::List(items))))
            });
            let without = Node::Record { name: name.clone(), fields: fields.collect(), rest: rest.clone() };
            let shown = property.field("name").and_then(Node::text).unwrap_or_default();
            let topic = format!("{}.{shown}", self.topics[0]);
            self.topics.push(topic);
            self.plant("a field forgotten", &[], without);
            self.topics.pop();
        }
    }

    fn inside(&mut self, index: usize, node: &Node, field: &str) {
        self.path.push(index);
        self.visit(node, field);
        self.path.pop();
    }

    fn list(&mut self, items: &[Node], field: &str) {
        let without = |index: usize| {
            Node::List(
                items.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, item)| item.clone()).collect(),
            )
        };
        // Where a rule speaks, and what it is called, is for its reader.
        if field != "at" {
            for (index, item) in items.iter().enumerate() {
                let shown = item.field("id").or_else(|| item.field("name")).unwrap_or(item);
                let mut text = String::new();
                shown.write(&mut text);
                let text: String = text.chars().take(60).collect();
                match item {
                    // A known member that is dropped moves the numbers of the others, as a generator would write them.
                    Node::Record { name, .. } if name == "Property" => {}
                    _ if field == "by_name" => {
                        if index + 1 < items.len() {
                            let mut swapped = items.to_vec();
                            swapped.swap(index, index + 1);
                            self.plant(
                                format!("order of names: {index} and the next swapped"),
                                &[],
                                Node::List(swapped),
                            );
                        }
                        self.plant(format!("order of names: {text} forgotten"), &[], without(index));
                    }
                    _ => self.plant(format!("an entry of `{field}` forgotten: {text}"), &[], without(index)),
                }
            }
            if field == "values"
                && let Some(more) = items.iter().find_map(extended)
            {
                let longer = items.iter().cloned().chain([more]).collect();
                self.plant("a value added", &[], Node::List(longer));
            }
        }
        for (index, item) in items.iter().enumerate() {
            self.inside(index, item, field);
        }
    }
}

/// A listed value that is nearly another.
fn extended(value: &Node) -> Option<Node> {
    match value {
        Node::Text(text) => Some(Node::Text(format!("{text}x"))),
        Node::Integer(number) => Some(Node::Integer(number + 1)),
        Node::Call { name, arguments } => match &arguments[..] {
            [only] => Some(Node::Call { name: name.clone(), arguments: vec![extended(only)?] }),
            _ => None,
        },
        _ => None,
    }
}

fn swapped(text: &str) -> String {
    let (upper, lower) = (text.to_ascii_uppercase(), text.to_ascii_lowercase());
    // What has no letters gets another character.
    if text != upper {
        upper
    } else if text != lower {
        lower
    } else {
        format!(" {text}")
    }
}
