//! `x-drs-rules` of a schema as `allOf` with `if` and `then`.

use crate::problem::Problem;

use super::condition;
use super::json::{Json, Object};

/// The rules of one schema, split by what JSON Schema can do with them.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// One `{$comment, if, then}` for each rule of severity error that has a condition.
    pub compiled: Vec<Json>,
    /// The rules as written that are not in `compiled`: warnings, and those that only code can check.
    pub rest: Vec<Json>,
    /// Ids of the rules of severity error in `rest`.
    pub unsaid: Vec<String>,
}

impl Rules {
    /// Splits and compiles the rules of a schema.
    pub(super) fn of(schema: &Json) -> Result<Self, Problem> {
        let mut rules = Self::default();
        let nullable = schema.get("nullable") == Some(&Json::Bool(true));
        let known = schema.get("type").and_then(Json::as_str).filter(|_| !nullable).and_then(known_type);
        for rule in schema.get("x-drs-rules").map(Json::items).unwrap_or_default() {
            let id = rule.get("id").and_then(Json::as_str).ok_or_else(|| Problem::new("a rule has no `id`"))?;
            let warning = rule.get("severity").and_then(Json::as_str) == Some("warning");
            match (rule.get("if"), rule.get("then")) {
                (Some(condition), Some(consequence)) if !warning => {
                    let within =
                        |problem: Problem| Problem { message: format!("{id}: {}", problem.message), ..problem };
                    rules.compiled.push(Json::object([
                        ("$comment", id.into()),
                        ("if", condition::compile(condition, known).map_err(within)?),
                        ("then", condition::compile(consequence, known).map_err(within)?),
                    ]));
                }
                _ => {
                    rules.rest.push(rule.clone());
                    if !warning {
                        rules.unsaid.push(id.to_owned());
                    }
                }
            }
        }
        Ok(rules)
    }

    /// Rewrites the compiled rules for tools of OpenAPI 3.1.
    pub(super) fn open(&mut self) {
        for rule in &mut self.compiled {
            let Json::Object(members) = rule else { continue };
            for keyword in ["if", "then"] {
                if let Some(condition) = members.get_mut(keyword) {
                    *condition = condition::for_openapi(condition);
                }
            }
        }
    }

    /// Adds the compiled rules to a schema that is being written.
    pub(super) fn append(&mut self, schema: &mut Object) {
        if self.compiled.is_empty() {
            return;
        }
        let entry = schema.entry("allOf".to_owned()).or_insert_with(|| Json::Array(Vec::new()));
        if let Json::Array(items) = entry {
            items.append(&mut self.compiled);
        }
    }

    /// A `$comment` that names the rules of severity error which the schema cannot express.
    pub(super) fn comment(&self) -> Option<String> {
        let ids = self.unsaid.join(", ");
        (!ids.is_empty()).then(|| format!("checked by `drs validate` only: {ids}"))
    }
}

/// The types that conditions look into.
fn known_type(name: &str) -> Option<&'static str> {
    ["object", "array", "string"].into_iter().find(|known| *known == name)
}

#[cfg(test)]
mod tests;
