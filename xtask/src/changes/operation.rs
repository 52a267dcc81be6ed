//! Paths and operations: where calls go, what they are called, and what is said of them in one place for several.

use serde_json::{Map, Value};

use super::change::{Effect, Side};
use super::comparison::{At, Comparison, Member, members};
use super::reach::METHODS;
use super::value::{items, resolve, show, text};

/// An operation with what stands around it.
#[derive(Clone, Copy)]
struct Call<'v> {
    document: &'v Value,
    path: &'v Value,
    operation: &'v Value,
}

impl<'v> Call<'v> {
    /// A member that an operation has from its path, or from the document, where it has none of its own.
    fn inherited(self, key: &str) -> Option<&'v Value> {
        [self.operation, self.path, self.document].into_iter().find_map(|place| place.get(key))
    }

    /// Whether the operation or its path has the member.
    fn has(self, key: &str) -> bool {
        self.operation.get(key).or_else(|| self.path.get(key)).is_some()
    }

    /// The parameters by place and name, those of the path first; the operation's own take their place.
    fn parameters(self) -> Vec<((&'v str, &'v str), &'v Value)> {
        let mut parameters: Vec<((&str, &str), &Value)> = Vec::new();
        for parameter in [self.path, self.operation].into_iter().flat_map(|place| items(place.get("parameters"))) {
            let parameter = resolve(self.document, parameter);
            let key = (text(parameter, "in"), text(parameter, "name"));
            match parameters.iter_mut().find(|(other, _)| *other == key) {
                Some(other) => other.1 = parameter,
                None => parameters.push((key, parameter)),
            }
        }
        parameters
    }
}

impl<'v> Comparison<'v> {
    /// All paths.
    pub(super) fn paths(&mut self) {
        let none = &Value::Null;
        let at = At::new("/paths", Side::Both);
        let (old, new) = (self.old.get("paths").unwrap_or(none), self.new.get("paths").unwrap_or(none));
        match (old, new) {
            (Value::Object(before), Value::Object(after)) => self.or_same(old != new, &at, |this| {
                members(before, after, &at).for_each(|member| this.path(&member));
                this.operations(before, after, &at);
            }),
            _ if old == new => {}
            _ => self.say(Effect::Breaks, &at, format!("`paths` is {}, was {}", show(new), show(old))),
        }
    }

    /// A path that differs: which calls are gone, which are new. Calls that are in both versions have their turn in
    /// [`operations`](Self::operations), because they may differ though their path does not.
    fn path(&mut self, member: &Member<'v>) {
        let none = &Value::Null;
        let (old, new) = (member.old.unwrap_or(none), member.new.unwrap_or(none));
        let mut calls = 0;
        for method in METHODS {
            let at = member.at.child(method);
            match (old.get(method), new.get(method)) {
                (Some(call), None) => self.say(Effect::Breaks, &at, self.gone(call)),
                (None, Some(call)) => self.say(Effect::Adds, &at, format!("{} is new", named(call))),
                (None, None) => continue,
                (Some(_), Some(_)) => {}
            }
            calls += 1;
        }
        if old.is_object() && new.is_object() {
            let skipped = [METHODS.as_slice(), &["parameters", "servers"]].concat();
            // What is skipped is looked at with each operation.
            self.each(old, new, &member.at, &skipped, Self::common);
        } else if calls == 0 || (member.old.is_some() && member.new.is_some()) {
            self.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks);
        }
    }

    /// The operation is not where it was; perhaps it is somewhere else.
    fn gone(&self, call: &Value) -> String {
        let id = text(call, "operationId");
        for (path, item) in self.new.get("paths").and_then(Value::as_object).into_iter().flatten() {
            for method in METHODS {
                if !id.is_empty() && item.get(method).is_some_and(|call| text(call, "operationId") == id) {
                    let place = format!("{} {path}", method.to_uppercase());
                    return format!("{} is now `{}`", named(call), drs_diag::escape(&place));
                }
            }
        }
        format!("{} is gone", named(call))
    }

    /// Every operation that both versions have in the same place.
    fn operations(&mut self, old: &'v Map<String, Value>, new: &'v Map<String, Value>, at: &At) {
        for (name, path) in new {
            let Some(before) = old.get(name) else { continue };
            for method in METHODS {
                if let (Some(was), Some(is)) = (before.get(method), path.get(method)) {
                    let old = Call { document: self.old, path: before, operation: was };
                    let new = Call { document: self.new, path, operation: is };
                    self.operation(old, new, &at.child(name).child(method));
                }
            }
        }
    }

    fn operation(&mut self, old: Call<'v>, new: Call<'v>, at: &At) {
        let apart = ["parameters", "servers", "security"];
        self.each(old.operation, new.operation, at, &apart, |this, member| {
            match (member.key, member.old, member.new) {
                ("operationId" | "x-drs-service", ..) => {
                    this.whole(member, Effect::Breaks, Effect::Breaks, Effect::Breaks);
                }
                ("x-drs-retry", ..) => this.retry(member),
                ("tags", ..) => this.tags(member),
                ("requestBody", ..) => this.request_bodies(member),
                ("responses", Some(old), Some(new)) => this.responses(old, new, &member.at),
                ("x-drs-rules", old, new) => this.rules(old, new, &member.at),
                _ => this.common(member),
            }
        });
        let within = |key: &str| At::new(at.child(key).path, Side::Request);
        let differs =
            |key: &str| old.operation.get(key) != new.operation.get(key) || old.path.get(key) != new.path.get(key);
        self.or_same(differs("parameters"), &within("parameters"), |this| {
            this.parameters(&old.parameters(), &new.parameters(), &within("parameters"));
        });
        if old.has("servers") || new.has("servers") {
            self.or_same(differs("servers"), &within("servers"), |this| {
                this.servers(old.inherited("servers"), new.inherited("servers"), &within("servers"));
            });
        }
        // A path has no security of its own.
        let (old, new) = (Call { path: &Value::Null, ..old }, Call { path: &Value::Null, ..new });
        if old.has("security") || new.has("security") {
            self.or_same(old.operation.get("security") != new.operation.get("security"), &within("security"), |this| {
                this.security(old.inherited("security"), new.inherited("security"), &within("security"));
            });
        }
    }

    /// What may follow an attempt without a reply. Clients repeat what they were told to be safe.
    fn retry(&mut self, member: &Member<'v>) {
        let safety = |value: Option<&Value>| {
            ["once", "idempotent", "read"].iter().position(|word| value.is_some_and(|value| value == word))
        };
        let is_safer = safety(member.old) < safety(member.new);
        let effect = if is_safer { Effect::Adds } else { Effect::Breaks };
        self.whole(member, Effect::Breaks, Effect::Adds, effect);
    }

    /// Generators put operations into a class or module for each tag, some for the first one only.
    fn tags(&mut self, member: &Member<'v>) {
        let (old, new) = (items(member.old), items(member.new));
        let kept = old.iter().all(|tag| new.contains(tag)) && old.first() == new.first();
        let effect = if kept { Effect::Adds } else { Effect::Breaks };
        self.whole(member, effect, effect, effect);
    }
}

/// What an operation is called.
fn named(call: &Value) -> String {
    match text(call, "operationId") {
        "" => "the operation".to_owned(),
        id => format!("`{}`", drs_diag::escape(id)),
    }
}
