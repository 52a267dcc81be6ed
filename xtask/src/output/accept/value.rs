//! How a value is called for, and how its facts are found out.

use super::expr::Test;
use super::fact::Fact;
use super::listed;
use super::matcher::Matchers;
use super::plan::{Node, Plan, values};
use crate::contract::{Additional, IntegerShape, Literal, Shape, StringShape};
use crate::output::validator::dfa::Dfa;
use crate::problem::Problem;

impl Plan {
    /// An expression that reads a value of the kind `name` at `at`.
    pub(super) fn call(&self, name: &str, matchers: &mut Matchers<'_>) -> Result<String, Problem> {
        let node = &self.nodes[name];
        Ok(match &node.schema.shape {
            Shape::Object(object) if object.properties.is_empty() && values(object).is_some() => {
                format!("lists::{name}(source, at, cx)")
            }
            Shape::Object(object) if matches!(object.additional, Additional::Forbidden) => {
                format!("objects::{name}(source, at, cx)")
            }
            Shape::Array(array) if !array.unique_items => format!("lists::{name}(source, at, cx)"),
            Shape::String(text) if text.is_closed_enum() => format!("listed::{name}(source, at)"),
            Shape::String(text) => string(text, node, name, matchers)?,
            Shape::Integer(number) => integer(number, node),
            Shape::Boolean => "boolean(source, at)".to_owned(),
            // Nothing in a request has these; the slow path would decide.
            Shape::Object(_) | Shape::Array(_) | Shape::Ref(_) | Shape::Number(_) | Shape::OneOf(_) | Shape::Any => {
                "unknown(source, at)".to_owned()
            }
        })
    }

    /// How to find out a fact about a value of the kind `name`, whose bits are in `facts` and which starts at `at`.
    pub(super) fn test(
        &self,
        name: &str,
        fact: &Fact,
        facts: &str,
        at: &str,
        matchers: &mut Matchers<'_>,
    ) -> Result<Test, Problem> {
        let node = &self.nodes[name];
        if let Some(index) = node.facts.iter().position(|it| it == fact) {
            return Ok(Test::Bit(facts.to_owned(), super::expr::bit(index, name)?));
        }
        let listed = node.listed();
        if !listed.is_empty() {
            let mut bits = 0;
            for (index, value) in listed.iter().enumerate() {
                bits |= u64::from(holds(fact, value, name)?) << super::expr::bit(index, name)?;
            }
            return Ok(Test::Bits(facts.to_owned(), bits));
        }
        let look = match fact {
            Fact::Matches(pattern) => {
                let matcher = matchers.path(pattern, name);
                format!("text::matches_pattern(source, {at}, &{matcher})?")
            }
            Fact::In(values) => {
                let values: Vec<_> = values.iter().map(|value| look(value, at, name)).collect::<Result<_, _>>()?;
                if values.len() == 1 { values.concat() } else { format!("({})", values.join(" || ")) }
            }
            _ => return Err(without_fact(name)),
        };
        Ok(Test::Look(look))
    }
}

/// Whether a listed value has a fact.
fn holds(fact: &Fact, value: &Literal, name: &str) -> Result<bool, Problem> {
    match (fact, value) {
        (Fact::In(values), value) => Ok(values.contains(value)),
        (Fact::Matches(pattern), Literal::String(text)) => Ok(Dfa::new(pattern)?.is_match(text)),
        _ => Err(without_fact(name)),
    }
}

/// An expression that compares the value at `at` with a literal.
fn look(value: &Literal, at: &str, name: &str) -> Result<String, Problem> {
    match value {
        Literal::String(text) => Ok(format!("text::is(source, {at}, {})?", listed::bytes(text))),
        Literal::Integer(number) => Ok(format!("number::is(source, {at}, {number})?")),
        Literal::Bool(_) | Literal::Null => Err(without_fact(name)),
    }
}

fn without_fact(name: &str) -> Problem {
    Problem::new(format!("a rule asks of `{name}` what such a value has no fact for"))
}

fn string(string: &StringShape, node: &Node, name: &str, matchers: &mut Matchers<'_>) -> Result<String, Problem> {
    let max = string.max_length.map_or_else(|| "usize::MAX".to_owned(), |max| max.to_string());
    let bounds = format!("{}, {max}", string.min_length.unwrap_or(0));
    Ok(match &string.pattern {
        Some(pattern) => match matchers.class(pattern, name)? {
            Some(class) => format!("text::of_class(source, at, {bounds}, &{class})"),
            None => format!("text::of_pattern(source, at, {bounds}, &{})", matchers.path(pattern, name)),
        },
        None if node.schema.secret => format!("text::secret(source, at, {bounds})"),
        None if string.min_length.or(string.max_length).is_none() => "text::any(source, at)".to_owned(),
        None => format!("text::bounded(source, at, {bounds})"),
    })
}

fn integer(number: &IntegerShape, node: &Node) -> String {
    let read = if node.or_text { "number::integer_or_text" } else { "number::integer" };
    if number.values.is_empty() {
        let bound = |bound: Option<i64>, none: &str| bound.map_or_else(|| none.to_owned(), |bound| bound.to_string());
        let (min, max) = (bound(number.minimum, "i64::MIN"), bound(number.maximum, "i64::MAX"));
        return format!("number::within({read}(source, at), {min}, {max})");
    }
    let values: Vec<_> = number.values.iter().map(|it| it.value.to_string()).collect();
    format!("number::one_of({read}(source, at), &[{}])", values.join(", "))
}
