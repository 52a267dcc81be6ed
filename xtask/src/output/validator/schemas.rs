//! `schemas.rs`: the components that requests consist of.

use std::collections::{BTreeMap, BTreeSet};

use drs_diag::Secrets;

use super::patterns::Patterns;
use super::{rules, secrets};
use crate::contract::{Additional, Contract, IntegerShape, ObjectShape, Schema, Shape, StringShape};
use crate::output::code::{Code, constant, item};
use crate::output::phrasing::{allowed, clause, first_sentence};
use crate::output::request;
use crate::output::source::header;
use crate::problem::Problem;

/// Constructor of the outline of a name.
const OUTLINE: &str = "Outline::ascii";

/// The validator keeps the members that it has seen as the bits of one word.
const MAX_PROPERTIES: usize = 64;

pub(super) fn module(contract: &Contract, patterns: &mut Patterns) -> Result<String, Problem> {
    let components = components(contract)?;
    let secrets = Secrets::new(&secrets::names(contract).into_iter().collect::<Vec<_>>());
    let mut writer = Writer { contract, secrets, patterns };
    let mut items = String::new();
    for (name, Component { schema, is_query }) in &components {
        let code = writer.schema(name, schema, name, *is_query)?;
        items.push_str(&item(&format!("`{name}`"), &constant(name), "Schema", &code));
    }
    let mut text = header("What requests look like.");
    text.push_str(&uses(&items));
    text.push_str("/// Every component, sorted by name.\npub(crate) static ALL: &[&Schema] = &[\n");
    for name in components.keys() {
        text.push_str(&format!("    &{},\n", constant(name)));
    }
    text.push_str("];\n\n/// The names of all members, sorted.\npub(crate) static NAMES: &[&str] = &[\n");
    for name in member_names(&components) {
        text.push_str(&format!("    {name:?},\n"));
    }
    text.push_str("];\n\n/// Any text.\nstatic TEXT: Schema = Schema { name: \"\", shape: Shape::Text(Text::ANY), rules: &[] };\n\n");
    text.push_str("/// `true` or `false`.\nstatic BOOLEAN: Schema = Schema { name: \"\", shape: Shape::Boolean, rules: &[] };\n\n");
    text.push_str(&items);
    Ok(text)
}

/// The names of the members of all components.
fn member_names(components: &BTreeMap<String, Component>) -> BTreeSet<&str> {
    let objects = components.values().filter_map(|component| component.schema.as_object());
    objects.flat_map(|object| object.properties.keys()).map(String::as_str).collect()
}

/// The imports that the items need.
fn uses(items: &str) -> String {
    let used = |names: &[&str]| {
        let names: Vec<_> = names.iter().copied().filter(|name| items.contains(*name)).collect();
        names.join(", ")
    };
    let own = used(&["Additional", "Array", "Integer", "Object", "Pattern", "Property"]);
    let rules = used(&["Body", "Condition", "Literal", "Rule", "native"]);
    let patterns = if items.contains("patterns::") { "use crate::generated::patterns;\n" } else { "" };
    let rules = if rules.is_empty() { String::new() } else { format!("use crate::rules::{{{rules}}};\n") };
    let outline = if items.contains(OUTLINE) { "use drs_diag::spelling::Outline;\n\n" } else { "" };
    format!("{outline}{patterns}{rules}use crate::schema::{{{own}, Schema, Shape, Text}};\n\n")
}

pub(super) struct Component {
    schema: Schema,
    /// Whether it is the object of an operation's query parameters, where numbers may be written as text.
    is_query: bool,
}

/// Everything that a request or a parameter refers to, by name.
pub(super) fn components(contract: &Contract) -> Result<BTreeMap<String, Component>, Problem> {
    let mut components = BTreeMap::new();
    let mut names = BTreeSet::new();
    for operation in &contract.operations {
        let root = request::schema_name(operation);
        if operation.request.is_some() && !operation.rules.is_empty() {
            let problem = Problem::new("rules of an operation with a body stand on the schema of the body");
            return Err(problem.at(operation.at));
        }
        match operation.query_schema() {
            Some(schema) if operation.request.is_none() => {
                names.extend(contract.reachable(&schema));
                components.insert(root, Component { schema, is_query: true });
            }
            _ => {
                names.extend(contract.reachable(&contract.schemas[&root]));
                names.insert(root);
            }
        }
        for parameter in &operation.parameters {
            names.extend(contract.reachable(&parameter.schema));
        }
    }
    components.extend(names.into_iter().map(|name| {
        let schema = contract.schemas[&name].clone();
        (name, Component { schema, is_query: false })
    }));
    Ok(components)
}

struct Writer<'c> {
    contract: &'c Contract,
    secrets: Secrets,
    patterns: &'c mut Patterns,
}

impl Writer<'_> {
    /// `Schema { … }`; `user` names the place for patterns.
    fn schema(&mut self, name: &str, schema: &Schema, user: &str, is_query: bool) -> Result<Code, Problem> {
        let shape = match &schema.shape {
            Shape::Object(object) if object.min_properties.or(object.max_properties).is_some() => {
                return Err(unsayable(schema, "`minProperties` and `maxProperties`"));
            }
            Shape::Object(object) => self.object(object, user, is_query)?,
            Shape::Array(array) if array.unique_items => return Err(unsayable(schema, "`uniqueItems`")),
            Shape::Array(array) if array.min_items.is_some() => return Err(unsayable(schema, "`minItems`")),
            Shape::Array(array) => {
                let max = array.max_items.map_or_else(|| "u32::MAX".to_owned(), |max| max.to_string());
                let items = self.reference(&array.items, user, false)?;
                let fields = vec![("items", items), ("max_items", Code::atom(max))];
                Code::call("Shape::Array", vec![Code::record("Array", fields)])
            }
            Shape::String(string) => Code::call("Shape::Text", vec![self.text(string, schema, user)?]),
            Shape::Integer(integer) => Code::call("Shape::Integer", vec![integer_code(integer, is_query)]),
            Shape::Boolean => Code::atom("Shape::Boolean"),
            Shape::Any => Code::atom("Shape::Any"),
            Shape::Ref(_) => return Err(unsayable(schema, "a component that is only another name for one")),
            Shape::Number(_) => return Err(unsayable(schema, "`type: number`")),
            Shape::OneOf(_) => return Err(unsayable(schema, "`oneOf`")),
        };
        if schema.nullable {
            return Err(unsayable(schema, "`nullable`"));
        }
        let rules =
            schema.rules.iter().map(|rule| rules::rule(rule, schema, self.patterns)).collect::<Result<_, _>>()?;
        let fields = vec![("name", Code::text(name)), ("shape", shape), ("rules", Code::slice(rules))];
        Ok(Code::record("Schema", fields))
    }

    /// `&NAME` for a component, else `&Schema { … }`.
    fn reference(&mut self, schema: &Schema, user: &str, is_query: bool) -> Result<Code, Problem> {
        match &schema.shape {
            Shape::Ref(name) => Ok(Code::atom(format!("&{}", constant(name)))),
            Shape::Boolean => Ok(Code::atom("&BOOLEAN")),
            Shape::String(string) if is_any(string) => Ok(Code::atom("&TEXT")),
            _ => Ok(self.schema("", schema, user, is_query)?.prefixed("&")),
        }
    }

    fn object(&mut self, object: &ObjectShape, user: &str, is_query: bool) -> Result<Code, Problem> {
        let mut properties = Vec::new();
        for (name, property) in &object.properties {
            let about = match property.schema.description.as_str() {
                "" => &self.contract.resolve(&property.schema).description,
                own => own,
            };
            let about = clause(&first_sentence(about));
            let fields = vec![
                ("name", Code::text(name)),
                ("required", Code::atom(property.required.to_string())),
                ("schema", self.reference(&property.schema, &format!("{user}_{name}"), is_query)?),
                ("about", Code::text(&about)),
                ("secret", Code::atom(self.secrets.is_secret(name).to_string())),
                ("outline", Code::call(OUTLINE, vec![Code::text(name)])),
            ];
            properties.push(Code::record("Property", fields));
        }
        if properties.len() > MAX_PROPERTIES {
            return Err(Problem::new(format!("`{user}` has more than {MAX_PROPERTIES} properties")));
        }
        let mut order: Vec<_> = object.properties.keys().enumerate().collect();
        order.sort_by_key(|(_, name)| *name);
        let by_name = order.iter().map(|(index, _)| Code::atom(index.to_string())).collect();
        let additional = match &object.additional {
            Additional::Forbidden => Code::atom("Additional::Forbidden"),
            Additional::Any => Code::atom("Additional::Any"),
            Additional::Schema(schema) => {
                Code::call("Additional::Map", vec![self.reference(schema, &format!("{user}_value"), false)?])
            }
        };
        let fields = vec![
            ("properties", Code::slice(properties)),
            ("by_name", Code::slice(by_name)),
            ("additional", additional),
        ];
        Ok(Code::call("Shape::Object", vec![Code::record("Object", fields)]))
    }

    fn text(&mut self, string: &StringShape, schema: &Schema, user: &str) -> Result<Code, Problem> {
        if string.open {
            return Err(unsayable(schema, "`x-extensible-enum`"));
        }
        let mut fields = Vec::new();
        if let Some(length) = string.min_length {
            fields.push(("min_length", Code::atom(length.to_string())));
        }
        if let Some(length) = string.max_length {
            fields.push(("max_length", Code::atom(length.to_string())));
        }
        if let Some(pattern) = &string.pattern {
            let dfa = format!("&{}", self.patterns.path(pattern, user));
            let Some(words) = &string.pattern_hint else {
                let problem = Problem::new(format!("the pattern of `{user}` is nowhere said in words")).at(schema.at);
                return Err(problem.help("write `x-drs-pattern-hint` beside it, to follow \"must be\""));
            };
            let pattern = Code::record("&Pattern", vec![("dfa", Code::atom(dfa)), ("hint", Code::text(words))]);
            fields.push(("pattern", Code::call("Some", vec![pattern])));
        }
        if !string.values.is_empty() {
            fields.push(("values", Code::slice(string.values.iter().map(|it| Code::text(&it.value)).collect())));
            fields.push(("allowed", Code::text(&allowed(&string.values))));
        }
        if schema.secret {
            fields.push(("secret", Code::atom("true")));
        }
        Ok(Code::record_with("Text", fields, "Text::ANY"))
    }
}

fn integer_code(integer: &IntegerShape, or_text: bool) -> Code {
    let mut fields = Vec::new();
    if let Some(minimum) = integer.minimum {
        fields.push(("minimum", Code::atom(format!("Some({minimum})"))));
    }
    if let Some(maximum) = integer.maximum {
        fields.push(("maximum", Code::atom(format!("Some({maximum})"))));
    }
    if !integer.values.is_empty() {
        fields
            .push(("values", Code::slice(integer.values.iter().map(|it| Code::atom(it.value.to_string())).collect())));
        fields.push(("allowed", Code::text(&allowed(&integer.values))));
    }
    if or_text {
        fields.push(("or_text", Code::atom("true")));
    }
    Code::record_with("Integer", fields, "Integer::ANY")
}

/// Whether a text has no limits.
fn is_any(string: &StringShape) -> bool {
    string.min_length.is_none() && string.max_length.is_none() && string.pattern.is_none() && string.values.is_empty()
}

fn unsayable(schema: &Schema, what: &str) -> Problem {
    Problem::new(format!("the tables of the validator have no word for {what} in a request")).at(schema.at)
}
