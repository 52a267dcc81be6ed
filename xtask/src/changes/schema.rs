//! Schemas, keyword by keyword.

use serde_json::Value;

use super::change::{Effect, Side};
use super::comparison::{At, Comparison, Member};
use super::pattern;
use super::value::{items, list, resolve, show};

const NONE: &Value = &Value::Null;

impl<'v> Comparison<'v> {
    /// Two schemas in the same place.
    pub(super) fn schema(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        match (reference(old), reference(new)) {
            (Some(from), Some(to)) => {
                if from != to {
                    self.say(Effect::Breaks, at, format!("refers to {}, was {}", show(to), show(from)));
                }
                self.each(old, new, at, &["$ref", "allOf"], Self::keyword);
            }
            (None, None) => self.each(old, new, at, &[], Self::keyword),
            (from, to) => {
                let (old_target, new_target) = (target(self.old, old), target(self.new, new));
                let effect =
                    if is_named(old_target) || is_named(new_target) { Effect::Breaks } else { Effect::Explains };
                let what = match (from, to) {
                    (_, Some(to)) => format!("refers to {}, was described in place", show(to)),
                    (from, _) => format!("is described in place, referred to {}", show(from.unwrap_or(NONE))),
                };
                self.say(effect, at, what);
                if self.first_time(old_target, new_target) {
                    self.schema(old_target, new_target, at);
                }
            }
        }
    }

    fn keyword(&mut self, member: &Member<'v>) {
        let Member { key, old, new, at } = member;
        match *key {
            "properties" => self.properties(old.unwrap_or(NONE), new.unwrap_or(NONE), at),
            "required" => self.required(*old, *new, at),
            "items" => self.part(member, Effect::Widens, Effect::Narrows),
            "additionalProperties" => self.others(*old, *new, at),
            "allOf" => self.variants(*old, *new, at, Effect::Breaks, Effect::Narrows),
            "oneOf" | "anyOf" => self.variants(*old, *new, at, Effect::Breaks, Effect::Widens),
            "discriminator" => self.discriminator(member),
            "enum" => self.values(member, Effect::Narrows, Effect::Widens),
            "x-extensible-enum" => self.values(member, Effect::Adds, Effect::Adds),
            "maximum" | "maxLength" | "maxItems" | "maxProperties" => self.bound(member, 1.0),
            "minimum" | "minLength" | "minItems" | "minProperties" => self.bound(member, -1.0),
            "exclusiveMaximum" if is_number(*old) || is_number(*new) => self.bound(member, 1.0),
            "exclusiveMinimum" if is_number(*old) || is_number(*new) => self.bound(member, -1.0),
            "exclusiveMaximum" | "exclusiveMinimum" | "uniqueItems" => {
                self.flag(member, Effect::Narrows, Effect::Widens);
            }
            "nullable" => self.flag(member, Effect::Widens, Effect::Narrows),
            "readOnly" => self.flag(member, Effect::Narrows, Effect::Adds),
            "writeOnly" => self.flag(member, Effect::Widens, Effect::Adds),
            "pattern" => {
                let texts = old.and_then(Value::as_str).zip(new.and_then(Value::as_str));
                let changed = texts.map_or(Effect::Breaks, |(old, new)| pattern::effect(old, new));
                self.whole(member, Effect::Widens, Effect::Narrows, changed);
            }
            "format" | "multipleOf" => self.whole(member, Effect::Widens, Effect::Narrows, Effect::Breaks),
            "default" | "x-drs-default" => match at.side {
                Side::Response => self.words(member),
                // What a request means that leaves the member out.
                _ => self.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks),
            },
            "x-drs-rules" => self.rules(*old, *new, at),
            // `title` is among what is unknown: generators name types after it.
            _ => self.common(member),
        }
    }

    fn properties(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        let empty = |value: &'v Value| if value.is_null() { empty() } else { value };
        self.each(empty(old), empty(new), at, &[], |this, member| match (member.old, member.new) {
            (Some(old), Some(new)) => this.schema(old, new, &member.at),
            _ => this.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks),
        });
    }

    fn required(&mut self, old: Option<&'v Value>, new: Option<&'v Value>, at: &At) {
        let (old, new) = (items(old), items(new));
        let gone: Vec<_> = old.iter().filter(|name| !new.contains(name)).collect();
        let added: Vec<_> = new.iter().filter(|name| !old.contains(name)).collect();
        for name in added {
            self.say(Effect::Narrows, at, format!("{} is required now", show(name)));
        }
        for name in gone {
            self.say(Effect::Widens, at, format!("{} is no longer required", show(name)));
        }
    }

    /// Members that are not listed: forbidden, allowed, or of a schema.
    fn others(&mut self, old: Option<&'v Value>, new: Option<&'v Value>, at: &At) {
        let open = |value: Option<&Value>| value.is_none_or(|value| *value == Value::Bool(true));
        let closed = |value: Option<&Value>| value == Some(&Value::Bool(false));
        match (old, new) {
            _ if open(old) && open(new) => {}
            _ if closed(new) => self.say(Effect::Narrows, at, "no other members are allowed now"),
            _ if closed(old) => self.say(Effect::Widens, at, "other members are allowed now"),
            _ if open(old) => self.say(Effect::Narrows, at, "other members must be of a schema now"),
            _ if open(new) => self.say(Effect::Widens, at, "other members may be anything now"),
            (Some(old), Some(new)) => self.schema(old, new, at),
            _ => {}
        }
    }

    /// A schema inside that one version may not have.
    fn part(&mut self, member: &Member<'v>, gone: Effect, added: Effect) {
        match (member.old, member.new) {
            (Some(old), Some(new)) => self.schema(old, new, &member.at),
            _ => self.whole(member, gone, added, Effect::Breaks),
        }
    }

    /// Lists of schemas: equal ones are partners, the others are so in their order.
    fn variants(&mut self, old: Option<&'v Value>, new: Option<&'v Value>, at: &At, gone: Effect, added: Effect) {
        let (old, new) = (items(old), items(new));
        let left: Vec<_> = old.iter().filter(|schema| !new.contains(schema)).collect();
        let other = new.iter().enumerate().filter(|(_, schema)| !old.contains(schema));
        let mut left = left.into_iter();
        for (position, schema) in other {
            let at = at.child(&position.to_string());
            match left.next() {
                Some(old) => self.schema(old, schema, &at),
                None => self.say(added, &at, format!("{} is one more alternative", named(schema))),
            }
        }
        for schema in left {
            self.say(gone, at, format!("{} is gone", named(schema)));
        }
    }

    fn discriminator(&mut self, member: &Member<'v>) {
        let (Some(old), Some(new)) = (member.old, member.new) else {
            return self.whole(member, Effect::Breaks, Effect::Breaks, Effect::Breaks);
        };
        self.each(old, new, &member.at, &[], |this, member| match (member.key, member.old, member.new) {
            ("mapping", Some(old), Some(new)) => this.each(old, new, &member.at, &[], |this, member| {
                this.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks);
            }),
            _ => this.common(member),
        });
    }

    /// A list of values. One that is gone also takes the constant with it that generators made.
    fn values(&mut self, member: &Member<'v>, listed: Effect, added: Effect) {
        let (Some(old), Some(new)) = (member.old.and_then(Value::as_array), member.new.and_then(Value::as_array))
        else {
            return self.whole(member, Effect::Breaks, listed, Effect::Breaks);
        };
        let gone: Vec<_> = old.iter().filter(|value| !new.contains(value)).collect();
        let more: Vec<_> = new.iter().filter(|value| !old.contains(value)).collect();
        if !gone.is_empty() {
            self.say(Effect::Breaks, &member.at, format!("no longer listed: {}", list(&gone)));
        }
        if !more.is_empty() {
            self.say(added, &member.at, format!("listed now: {}", list(&more)));
        }
    }

    /// A bound from above (`direction` 1) or from below (-1).
    fn bound(&mut self, member: &Member<'v>, direction: f64) {
        let number = |value: Option<&Value>| value.and_then(Value::as_f64).map(|number| number * direction);
        let changed = match (number(member.old), number(member.new)) {
            (Some(old), Some(new)) if new < old => Effect::Narrows,
            (Some(old), Some(new)) if new > old => Effect::Widens,
            // `5` and `5.0`.
            (Some(_), Some(_)) => Effect::Explains,
            _ => Effect::Breaks,
        };
        self.whole(member, Effect::Widens, Effect::Narrows, changed);
    }

    /// A switch that is off where it is missing.
    pub(super) fn flag(&mut self, member: &Member<'v>, on: Effect, off: Effect) {
        let Member { key, old, new, at } = member;
        let state = |value: Option<&Value>| value.map_or(Some(false), Value::as_bool);
        let effect = match (state(*old), state(*new)) {
            (Some(false), Some(true)) => on,
            (Some(true), Some(false)) => off,
            (Some(_), Some(_)) => return,
            _ => Effect::Breaks,
        };
        let shown = new.map_or("`false`".to_owned(), show);
        self.say(effect, at, format!("`{key}` is {shown} now"));
    }
}

fn empty() -> &'static Value {
    static EMPTY: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| Value::Object(serde_json::Map::new()));
    &EMPTY
}

fn is_number(value: Option<&Value>) -> bool {
    value.is_some_and(Value::is_number)
}

/// What a schema refers to, in the plain way or with words beside it.
fn reference(schema: &Value) -> Option<&Value> {
    let wrapped = match schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some([only]) => only.get("$ref"),
        _ => None,
    };
    schema.get("$ref").or(wrapped).filter(|to| to.is_string())
}

/// The schema that is meant.
fn target<'v>(document: &'v Value, schema: &'v Value) -> &'v Value {
    match schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some([only]) if schema.get("$ref").is_none() => resolve(document, only),
        _ => resolve(document, schema),
    }
}

/// Whether generators make a type of their own for a schema.
fn is_named(schema: &Value) -> bool {
    ["properties", "enum", "x-extensible-enum", "oneOf", "anyOf", "allOf"].iter().any(|key| schema.get(key).is_some())
}

/// What a schema in a list is called.
fn named(schema: &Value) -> String {
    reference(schema).or_else(|| schema.get("title")).map_or_else(|| "a schema".to_owned(), show)
}
