//! Whether two rules of a published schema say the same of every object whose members are right by themselves: both are
//! asked about all combinations of all values that their conditions can tell apart.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::forms::Dfa;
use super::published::replaced;
use crate::corpus::Automaton;

/// More values than this are not tried, and nothing is said.
const MOST: usize = 100_000;

/// Whether the rule that a JSON Pointer leads into says the same of all right objects with another value there, or without
/// the one that is there; `None` if that cannot be found out.
pub(super) fn is_same_rule(schema: &Value, pointer: &str, with: Option<&Value>) -> Option<bool> {
    let (owner, path) = pointer.split_once("/allOf/")?;
    let (index, inside) = path.split_once('/')?;
    let owner = schema.pointer(owner)?;
    let right = owner.get("allOf")?.get(index.parse::<usize>().ok()?)?;
    let wrong = replaced(right, &format!("/{inside}"), with.cloned());
    let conditions: Vec<&Value> =
        [right, &wrong].into_iter().flat_map(|rule| [rule.get("if"), rule.get("then")]).flatten().collect();
    let objects = Domain { schema }.values(owner, &conditions)?;
    let [right, wrong] = [right, &wrong].map(|rule| {
        let rule = json!({"if": rule.get("if").unwrap_or(&Value::Bool(true)), "then": rule.get("then").unwrap_or(&Value::Bool(true))});
        jsonschema::validator_for(&rule).ok()
    });
    let (right, wrong) = (right?, wrong?);
    Some(objects.iter().all(|object| right.is_valid(object) == wrong.is_valid(object)))
}

/// The values that a published schema allows.
struct Domain<'s> {
    /// The whole schema, where references lead.
    schema: &'s Value,
}

impl Domain<'_> {
    /// Right values of a schema, one of each kind that the conditions tell apart.
    fn values(&self, own: &Value, conditions: &[&Value]) -> Option<Vec<Value>> {
        let own = self.resolved(own)?;
        let parts: Vec<&Value> = conditions.iter().flat_map(|it| parts(it)).collect();
        let asks = |keyword: &str| parts.iter().any(|part| part.get(keyword).is_some());
        if let Some(Value::Array(values)) = own.get("enum") {
            return Some(values.clone());
        }
        let members = ["minProperties", "maxProperties"];
        match own.get("type").and_then(Value::as_str) {
            Some("object") if own.get("properties").is_some() && !members.iter().any(|it| asks(it)) => {
                self.objects(own, &parts)
            }
            Some("object") if own.get("properties").is_none() && !asks("properties") && !asks("required") => {
                let object = |count: usize| (0..count).map(|index| (index.to_string(), Value::Null)).collect();
                let object = |count| Value::Object(Map::from_iter::<Vec<_>>(object(count)));
                Some((0..=past(&parts, members)).map(object).collect())
            }
            Some("array") if !asks("items") => {
                let most = own.get("maxItems").and_then(Value::as_u64).and_then(|most| usize::try_from(most).ok());
                let most = past(&parts, ["minItems", "maxItems"]).min(most.unwrap_or(usize::MAX));
                Some((0..=most).map(|count| json!(vec![Value::Null; count])).collect())
            }
            Some("string") if !asks("const") && !asks("enum") => texts(own, &parts),
            Some("boolean") => Some(vec![json!(true), json!(false)]),
            // Only whether it is there can be asked.
            _ if parts.iter().all(|part| **part == Value::Bool(true)) => Some(vec![Value::Null]),
            _ => None,
        }
    }

    /// Objects with all combinations of values of the members that are asked about.
    fn objects(&self, own: &Value, parts: &[&Value]) -> Option<Vec<Value>> {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for part in parts {
            names
                .extend(part.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str));
            names.extend(
                part.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| &**name),
            );
        }
        let required = own.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|it| it == name));
        let mut objects = vec![Map::new()];
        for name in names {
            // A member that is not known is never there.
            let Some(property) = own.get("properties")?.get(name) else { continue };
            let inner: Vec<&Value> = parts.iter().filter_map(|part| part.get("properties")?.get(name)).collect();
            let values = self.values(property, &inner)?;
            let absent = (!is_required(name)).then_some(None);
            let values: Vec<Option<Value>> = values.into_iter().map(Some).chain(absent).collect();
            if objects.len() * values.len() > MOST {
                return None;
            }
            let with = |object: &Map<String, Value>, value: &Option<Value>| {
                let member = value.clone().map(|value| (name.to_owned(), value));
                object.clone().into_iter().chain(member).collect::<Map<_, _>>()
            };
            objects = objects
                .iter()
                .flat_map(|object| values.iter().map(|it| with(object, it)).collect::<Vec<_>>())
                .collect();
        }
        Some(objects.into_iter().map(Value::Object).collect())
    }

    fn resolved<'v>(&'v self, schema: &'v Value) -> Option<&'v Value> {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.resolved(self.schema.pointer(reference.strip_prefix('#')?)?),
            None => Some(schema),
        }
    }
}

/// Right texts, one of each kind that the patterns of conditions tell apart.
fn texts(own: &Value, parts: &[&Value]) -> Option<Vec<Value>> {
    let bound = |keyword: &str, or: u64| own.get(keyword).and_then(Value::as_u64).unwrap_or(or);
    let pattern = |schema: &&Value| schema.get("pattern").and_then(Value::as_str).map(str::to_owned);
    // JSON Schema finds a pattern anywhere in a text; an automaton reads the text from its start.
    let form = |pattern: &String| Automaton::new(&format!("^(?s:.*)(?:{pattern})(?s:.*)$")).ok().map(|it| Dfa::of(&it));
    let asked: BTreeSet<String> = parts.iter().filter_map(pattern).collect();
    let asked: Vec<Dfa> = asked.iter().map(form).collect::<Option<_>>()?;
    let own = match pattern(&own) {
        Some(pattern) => Some(form(&pattern)?),
        None => None,
    };
    let forms: Vec<&Dfa> = asked.iter().chain(&own).collect();
    let texts = Dfa::kinds(&forms, bound("minLength", 0), bound("maxLength", u64::MAX));
    let right = texts.into_iter().filter(|text| own.as_ref().is_none_or(|own| own.accepts(text)));
    Some(right.map(Value::String).collect())
}

/// One more than the greatest bound that conditions set.
fn past(parts: &[&Value], keywords: [&str; 2]) -> usize {
    let bounds = parts.iter().flat_map(|part| keywords.map(|keyword| part.get(keyword).and_then(Value::as_u64)));
    bounds.flatten().max().and_then(|bound| usize::try_from(bound).ok()).map_or(1, |bound| bound + 1)
}

/// A condition and those that are asked about the same value.
fn parts(condition: &Value) -> Vec<&Value> {
    let mut all = vec![condition];
    all.extend(condition.get("not").into_iter().flat_map(parts));
    all.extend(condition.get("anyOf").and_then(Value::as_array).into_iter().flatten().flat_map(parts));
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_same_rule;

    #[test]
    fn a_guard_that_the_rest_implies_may_go_and_another_may_not() {
        let schema = json!({
            "type": "object",
            "properties": {
                "kind": {"enum": ["one", "two"]},
                "zones": {"type": "string", "pattern": "^[a-z]+(,[a-z]+)*$"},
            },
            "allOf": [{
                "if": {
                    "required": ["kind", "zones"],
                    "properties": {"kind": {"const": "two"}, "zones": {"type": "string", "pattern": "^[a-z]+$"}},
                },
                "then": {"properties": {"zones": {"type": "string", "pattern": "^[a-z]+(,[a-z]+)+$"}}},
            }],
        });
        let same =
            |pointer: &str, with: Option<&str>| is_same_rule(&schema, pointer, with.map(|it| json!(it)).as_ref());
        let (guard, then) = ("/allOf/0/if/properties", "/allOf/0/then/properties/zones/pattern");
        assert_eq!(same(&format!("{guard}/zones/pattern"), None), Some(true));
        assert_eq!(same(then, Some("(,[a-z]+)+$")), Some(true));
        assert_eq!(same(then, Some("^[a-z]")), Some(false));
        assert_eq!(same(&format!("{guard}/kind"), None), Some(false));
        assert_eq!(same("/allOf/0/if/required/0", None), Some(false));
        assert_eq!(same("/allOf/0", None), None);
    }
}
