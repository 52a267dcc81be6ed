//! What a call sends and gets: parameters, bodies, statuses, headers.

use serde_json::Value;

use super::change::{Effect, Side};
use super::comparison::{At, Comparison, Member};
use super::value::{resolve, show};

/// Parameters by place and name, in order.
type Parameters<'p, 'v> = &'p [((&'v str, &'v str), &'v Value)];

impl<'v> Comparison<'v> {
    pub(super) fn parameters(&mut self, old: Parameters<'_, 'v>, new: Parameters<'_, 'v>, at: &At) {
        let named = |(place, name): (&str, &str)| {
            format!("the {} parameter `{}`", drs_diag::escape(place), drs_diag::escape(name))
        };
        let find = |all: Parameters<'_, 'v>, key| all.iter().find(|(other, _)| *other == key).map(|(_, value)| *value);
        for &(key, parameter) in new {
            let at = at.child(key.1);
            let is_required = parameter.get("required") == Some(&Value::Bool(true));
            match find(old, key) {
                Some(before) => self.parameter(before, parameter, &at),
                None if is_required => self.say(Effect::Breaks, &at, format!("{} is new and required", named(key))),
                None => self.say(Effect::Adds, &at, format!("{} is new", named(key))),
            }
        }
        for (key, _) in old.iter().filter(|(key, _)| find(new, *key).is_none()) {
            self.say(Effect::Breaks, &at.child(key.1), format!("{} is gone", named(*key)));
        }
        let common = |these: Parameters<'_, 'v>, those: Parameters<'_, 'v>| -> Vec<_> {
            these.iter().map(|(key, _)| *key).filter(|key| find(those, *key).is_some()).collect()
        };
        if common(old, new) != common(new, old) {
            // Generators make arguments of them, and arguments are told apart by their place.
            self.say(Effect::Breaks, at, "the parameters are in another order");
        }
    }

    pub(super) fn parameter(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        self.each(old, new, at, &[], |this, member| match member.key {
            "required" => this.flag(member, Effect::Narrows, Effect::Widens),
            "allowEmptyValue" => this.flag(member, Effect::Widens, Effect::Narrows),
            "schema" => this.inside(member),
            "content" => this.content(member),
            _ => this.common(member),
        });
    }

    pub(super) fn header(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        // Headers are described as parameters are.
        self.parameter(resolve(self.old, old), resolve(self.new, new), at);
    }

    pub(super) fn request_bodies(&mut self, member: &Member<'v>) {
        let at = At::new(&member.at.path, Side::Request);
        match (member.old, member.new) {
            (Some(old), Some(new)) => {
                self.request_body(resolve(self.old, old), resolve(self.new, new), &at);
            }
            (None, Some(new)) => {
                let is_required = resolve(self.new, new).get("required") == Some(&Value::Bool(true));
                let effect = if is_required { Effect::Breaks } else { Effect::Adds };
                self.say(effect, &at, "a body is sent now");
            }
            _ => self.say(Effect::Breaks, &at, "no body is sent any more"),
        }
    }

    pub(super) fn request_body(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        self.each(old, new, at, &[], |this, member| match member.key {
            "required" => this.flag(member, Effect::Narrows, Effect::Widens),
            "content" => this.content(member),
            _ => this.common(member),
        });
    }

    pub(super) fn responses(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        let at = At::new(&at.path, Side::Response);
        self.each(old, new, &at, &[], |this, member| {
            let Member { key, old, new, at } = member;
            let key = drs_diag::escape(key);
            match (old, new) {
                _ if key.starts_with("x-") => this.words(member),
                (Some(old), Some(new)) => this.response(resolve(this.old, old), resolve(this.new, new), at),
                (Some(_), None) => this.say(Effect::Breaks, at, format!("the status {key} is gone")),
                _ => this.say(Effect::Adds, at, format!("the status {key} is new")),
            }
        });
    }

    pub(super) fn response(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        self.each(old, new, at, &[], |this, member| match (member.key, member.old, member.new) {
            ("content", ..) => this.content(member),
            ("headers", Some(old), Some(new)) => {
                this.each(old, new, &member.at, &[], |this, member| match (member.old, member.new) {
                    (Some(old), Some(new)) => this.header(old, new, &member.at),
                    _ => this.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks),
                });
            }
            ("headers", ..) => this.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks),
            _ => this.common(member),
        });
    }

    /// Bodies by their media type.
    fn content(&mut self, member: &Member<'v>) {
        let (Some(old), Some(new)) = (member.old, member.new) else {
            return self.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks);
        };
        self.each(old, new, &member.at, &[], |this, member| match (member.old, member.new) {
            (Some(old), Some(new)) => this.each(old, new, &member.at, &[], |this, member| match member.key {
                "schema" => this.inside(member),
                _ => this.common(member),
            }),
            (Some(_), None) => this.say(Effect::Breaks, &member.at, format!("{} is gone", quoted(member.key))),
            _ => this.say(Effect::Adds, &member.at, format!("{} is new", quoted(member.key))),
        });
    }

    /// The schema of something.
    fn inside(&mut self, member: &Member<'v>) {
        match (member.old, member.new) {
            (Some(old), Some(new)) => self.schema(old, new, &member.at),
            _ => self.whole(member, Effect::Widens, Effect::Narrows, Effect::Breaks),
        }
    }
}

fn quoted(text: &str) -> String {
    show(&Value::from(text))
}
