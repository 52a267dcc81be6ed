//! Arrays, and maps under keys of the user's choice.

use super::expr::{Test, code, packed};
use super::fact::{Fact, Formula};
use super::matcher::Matchers;
use super::plan::{Node, Plan};
use crate::contract::Shape;
use crate::problem::Problem;

/// `lists.rs`
pub(super) fn module(plan: &Plan, matchers: &mut Matchers<'_>) -> Result<String, Problem> {
    let mut functions = String::new();
    for (name, node) in &plan.nodes {
        if plan.call(name, matchers)?.starts_with("lists::") {
            functions.push_str(&function(plan, name, node, matchers)?);
        }
    }
    Ok(super::uses::with_uses("Arrays and maps.", "lists", &functions, &["Accepted", "Context", "Source"]))
}

fn function(plan: &Plan, name: &str, node: &Node, matchers: &mut Matchers<'_>) -> Result<String, Problem> {
    let (kind, min, max) = match &node.schema.shape {
        Shape::Array(array) => ("array", array.min_items, array.max_items),
        Shape::Object(object) => ("map", object.min_properties, object.max_properties),
        _ => return Err(Problem::new(format!("`{name}` is no list"))),
    };
    let (item, _) = plan.item(name).ok_or_else(|| Problem::new(format!("`{name}` has no items")))?;
    let call = plan.call(&item, matchers)?;
    let every: Vec<&Formula> = node
        .facts
        .iter()
        .filter_map(|fact| if let Fact::Every(every) = fact { Some(&**every) } else { None })
        .collect();
    let mut text = format!(
        "/// {}\npub(super) fn {name}(source: &Source<'_>, at: u32, cx: &mut Context) -> Accepted {{\n",
        node.title
    );
    let context = if call.ends_with(", cx)") { "cx" } else { "_" };
    text.push_str(&format!("    let list = {kind}(source, at, cx, "));
    if every.is_empty() {
        let reader = call.strip_suffix("(source, at, cx)").map(str::to_owned);
        let reader = reader.unwrap_or_else(|| format!("|source, at, _| {call}"));
        text.push_str(&format!("{reader})?;\n"));
    } else {
        let mut bits = Vec::new();
        for (index, formula) in every.iter().enumerate() {
            let cell = std::cell::RefCell::new(&mut *matchers);
            let test = |fact: &Fact| plan.test(&item, fact, "facts", "start", &mut cell.borrow_mut());
            bits.push(format!("fact({}, {index})", code(formula, &test)?));
        }
        let bits = bits.join(" | ");
        let start = if bits.contains("start") { "        let start = at;\n" } else { "" };
        let facts = if bits.contains("facts") { "facts" } else { "_" };
        text.push_str(&format!("|source, at, {context}| {{\n{start}        let (at, {facts}) = {call}?;\n        Some((at, {bits}))\n    }})?;\n"));
    }
    let outside: Vec<_> = [
        min.filter(|min| *min > 0).map(|min| format!("list.count < {min}")),
        max.map(|max| format!("list.count > {max}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !outside.is_empty() {
        text.push_str(&format!("    if {} {{\n        return None;\n    }}\n", outside.join(" || ")));
    }
    let test = |fact: &Fact| match fact {
        Fact::Count { min, max } => {
            let range = max.map_or_else(|| format!("({min}..)"), |max| format!("({min}..={max})"));
            Ok(Test::Look(format!("{range}.contains(&list.count)")))
        }
        Fact::Every(formula) => {
            let index = every.iter().position(|it| *it == &**formula).unwrap_or_default();
            Ok(Test::Bit("list.all".to_owned(), super::expr::bit(index, name)?))
        }
        _ => Err(Problem::new(format!("a rule asks of `{name}` what a list has no fact for"))),
    };
    text.push_str(&format!("    Some((list.at, {}))\n}}\n\n", packed(&node.facts, &test)?));
    Ok(text)
}
