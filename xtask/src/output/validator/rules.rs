//! Rules as expressions of the tables.

use super::patterns::Patterns;
use crate::contract::{Condition, Literal, Rule, RuleBody, Schema, Severity};
use crate::output::code::{Code, constant};
use crate::problem::Problem;

/// `Rule { … }`, of the schema `owner`.
pub(super) fn rule(rule: &Rule, owner: &Schema, patterns: &mut Patterns) -> Result<Code, Problem> {
    let user = rule.id.trim_start_matches("DRS-");
    let body = match &rule.body {
        RuleBody::Portable { if_, then } => Code::record(
            "Body::Portable",
            vec![
                ("when", condition(if_, patterns, user).map_err(|problem| problem.at(rule.place))?.prefixed("&")),
                ("then", condition(then, patterns, user).map_err(|problem| problem.at(rule.place))?.prefixed("&")),
            ],
        ),
        RuleBody::Rust => Code::atom(format!("Body::Native(native::{})", rule.name.replace('-', "_"))),
    };
    let at = rule.at.split('/').skip(1).map(|segment| Code::text(&segment.replace("~1", "/").replace("~0", "~")));
    Ok(Code::record(
        "Rule",
        vec![
            ("id", Code::text(&rule.id)),
            ("name", Code::text(&rule.name)),
            ("warning", Code::atom((rule.severity == Severity::Warning).to_string())),
            ("needs", Code::atom(format!("{:#x}", needs(rule, owner)))),
            ("at", Code::slice(at.collect())),
            ("message", Code::text(&rule.message)),
            ("help", Code::text(&rule.help)),
            ("body", body),
        ],
    ))
}

/// The bits of the members without which the rule says nothing, by their place in the object.
fn needs(rule: &Rule, owner: &Schema) -> u64 {
    let (RuleBody::Portable { if_, .. }, Some(object)) = (&rule.body, owner.as_object()) else { return 0 };
    let places = if_.required.iter().filter_map(|name| object.properties.keys().position(|other| other == name));
    places.fold(0, |needs, place| needs | 1 << place)
}

/// `Condition { … }`
fn condition(it: &Condition, patterns: &mut Patterns, user: &str) -> Result<Code, Problem> {
    let mut fields = Vec::new();
    if !it.required.is_empty() {
        fields.push(("required", Code::slice(it.required.iter().map(|name| Code::text(name)).collect())));
    }
    if !it.properties.is_empty() {
        let pairs = it
            .properties
            .iter()
            .map(|(name, inner)| Ok(Code::call("", vec![Code::text(name), condition(inner, patterns, user)?])));
        fields.push(("properties", Code::slice(pairs.collect::<Result<_, Problem>>()?)));
    }
    if let Some(values) = &it.values {
        let literals = values.iter().map(literal).collect::<Result<_, Problem>>()?;
        fields.push(("values", Code::call("Some", vec![Code::slice(literals)])));
    }
    if let Some(pattern) = &it.pattern {
        fields.push(("pattern", Code::atom(format!("Some(&{})", patterns.path(pattern, &constant(user))))));
    }
    if let Some(inner) = &it.not {
        fields.push(("not", Code::call("Some", vec![condition(inner, patterns, user)?.prefixed("&")])));
    }
    if !it.any_of.is_empty() {
        let branches = it.any_of.iter().map(|branch| condition(branch, patterns, user));
        fields.push(("any_of", Code::slice(branches.collect::<Result<_, Problem>>()?)));
    }
    if let Some(inner) = &it.items {
        fields.push(("items", Code::call("Some", vec![condition(inner, patterns, user)?.prefixed("&")])));
    }
    for (name, bound) in [
        ("min_items", it.min_items),
        ("max_items", it.max_items),
        ("min_members", it.min_properties),
        ("max_members", it.max_properties),
    ] {
        if let Some(bound) = bound {
            fields.push((name, Code::atom(bound.to_string())));
        }
    }
    Ok(Code::record_with("Condition", fields, "Condition::ANY"))
}

fn literal(literal: &Literal) -> Result<Code, Problem> {
    Ok(Code::atom(match literal {
        Literal::Bool(truth) => format!("Literal::Bool({truth})"),
        Literal::Integer(number) => format!("Literal::Integer({number})"),
        Literal::String(text) => format!("Literal::Text({text:?})"),
        Literal::Null => return Err(Problem::new("no request has a value that is null, so a rule cannot ask for it")),
    }))
}
