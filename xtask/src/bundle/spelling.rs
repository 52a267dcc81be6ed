//! A slice against the grammar: unknown keys, missing keys, values of the wrong kind.

use super::grammar::{Entry, Holds, Kind};
use crate::lint;
use crate::nearest;
use crate::problem::Finding;
use crate::value::{Data, Place, Value};

/// Reports whatever the grammar does not know.
pub(super) fn check(value: &Value, kind: Kind, findings: &mut Vec<Finding>) {
    object(value, value.at, kind, findings);
}

fn object(value: &Value, at: Place, kind: Kind, findings: &mut Vec<Finding>) {
    let Some(members) = value.as_object() else {
        return wrong(value, &format!("{} must be an object", kind.noun()), findings);
    };
    for (key, member) in members {
        match kind.entry(key) {
            Some(entry) => holds(&member.value, member.key, entry, findings),
            None => unknown(key, member.key, kind, findings),
        }
    }
    let missing = kind.entries().iter().filter(|entry| entry.required && !members.contains_key(entry.key));
    findings.extend(
        missing.map(|entry| {
            Finding::new(&lint::missing_key::LINT, at, format!("{} must have `{}`", kind.noun(), entry.key))
        }),
    );
    if kind == Kind::Rule
        && (members.contains_key("if") && members.contains_key("then")) == members.contains_key("check")
    {
        let message = "a rule has either `if` and `then`, or `check: rust`";
        findings.push(Finding::new(&lint::missing_key::LINT, at, message));
    }
}

fn unknown(key: &str, at: Place, kind: Kind, findings: &mut Vec<Finding>) {
    let lint = if kind == Kind::Condition { &lint::unknown_rule_keyword::LINT } else { &lint::unknown_keyword::LINT };
    let keys = kind.entries().iter().map(|entry| entry.key);
    let help = match nearest(key, keys.clone()) {
        Some(near) => format!("the nearest keyword is `{near}`"),
        None if kind == Kind::Slice => {
            "a slice has `paths` and `components`; all else is in `spec/openapi.yaml`".to_owned()
        }
        None => format!("known are {}", keys.map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")),
    };
    findings.push(Finding::new(lint, at, format!("{} has no keyword `{key}`", kind.noun())).help(help));
}

fn holds(value: &Value, key: Place, entry: &Entry, findings: &mut Vec<Finding>) {
    let name = entry.key;
    match entry.holds {
        Holds::Any => {}
        Holds::Text => require(value.as_str().is_some(), value, name, "text", findings),
        Holds::Flag => require(value.as_bool().is_some(), value, name, "`true` or `false`", findings),
        Holds::Count => {
            let valid = value.as_integer().is_some_and(|number| number >= 0);
            require(valid, value, name, "a whole number that is not negative", findings);
        }
        Holds::Number => require(value.as_number().is_some(), value, name, "a number", findings),
        Holds::Word(known) => keyword(value, name, known, findings),
        Holds::Words(known) => {
            let valid = value.as_array().is_some_and(|items| !items.is_empty());
            require(valid, value, name, "a list of words", findings);
            value.items().iter().for_each(|item| keyword(item, name, known, findings));
        }
        Holds::Texts => {
            let valid = value.as_array().is_some_and(|items| items.iter().all(|item| item.as_str().is_some()));
            require(valid, value, name, "a list of texts", findings);
        }
        Holds::Scalars => {
            let scalar = |item: &Value| !matches!(item.data, Data::Array(_) | Data::Object(_) | Data::Float(_));
            require(value.as_array().is_some_and(|items| !items.is_empty()), value, name, "a list of values", findings);
            for item in value.items().iter().filter(|item| !scalar(item)) {
                wrong(item, &format!("`{name}` lists text, whole numbers, truth values and `null`"), findings);
            }
        }
        Holds::TextMap => {
            let valid = value.as_object().is_some() && value.members().all(|(_, text)| text.as_str().is_some());
            require(valid, value, name, "text by text", findings);
        }
        Holds::One(kind) => object(value, key, kind, findings),
        Holds::FlagOr(kind) => {
            if value.as_bool().is_none() {
                object(value, key, kind, findings);
            }
        }
        Holds::List(kind) => {
            require(value.as_array().is_some(), value, name, "a list", findings);
            value.items().iter().for_each(|item| object(item, item.at, kind, findings));
        }
        Holds::Map(kind) => {
            require(value.as_object().is_some(), value, name, "an object", findings);
            for member in value.as_object().into_iter().flatten().map(|(_, member)| member) {
                object(&member.value, member.key, kind, findings);
            }
        }
    }
}

fn keyword(value: &Value, key: &str, words: &[&str], findings: &mut Vec<Finding>) {
    let known = value.as_str().is_some_and(|text| words.contains(&text));
    if !known {
        let list = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        wrong(value, &format!("`{key}` is one of {list}"), findings);
    }
}

fn require(valid: bool, value: &Value, key: &str, wanted: &str, findings: &mut Vec<Finding>) {
    if !valid {
        wrong(value, &format!("`{key}` must be {wanted}, not {}", value.kind()), findings);
    }
}

fn wrong(value: &Value, message: &str, findings: &mut Vec<Finding>) {
    findings.push(Finding::new(&lint::wrong_kind_of_value::LINT, value.at, message));
}
