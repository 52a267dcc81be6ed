//! The description as a whole: its head, its paths, its components.

use serde_json::Value;

use super::change::{Effect, Side};
use super::comparison::{At, Comparison, Member};

impl<'v> Comparison<'v> {
    /// Everything.
    pub(super) fn document(&mut self) {
        let (old, new) = (self.old, self.new);
        self.each(old, new, &At::new("", Side::Both), &["info", "paths"], Self::top);
        self.info(old.get("info").unwrap_or(&Value::Null), new.get("info").unwrap_or(&Value::Null));
        self.paths();
    }

    /// The head. The number of the version says how much changed, and is no change.
    fn info(&mut self, old: &'v Value, new: &'v Value) {
        self.each(old, new, &At::new("/info", Side::Both), &["version"], |this, member| match member.key {
            // Packages are named after it.
            "title" => this.whole(member, Effect::Breaks, Effect::Breaks, Effect::Breaks),
            "contact" | "license" | "termsOfService" => this.words(member),
            _ => this.common(member),
        });
    }

    fn top(&mut self, member: &Member<'v>) {
        match (member.key, member.old, member.new) {
            ("components", Some(old), Some(new)) => self.each(old, new, &member.at, &[], |this, member| {
                this.components(member);
            }),
            ("servers", old, new) => self.servers(old, new, &At::new(&member.at.path, Side::Request)),
            ("security", old, new) => self.security(old, new, &At::new(&member.at.path, Side::Request)),
            ("tags", ..) => self.words(member),
            _ => self.common(member),
        }
    }

    /// Components of one kind.
    fn components(&mut self, member: &Member<'v>) {
        let kind = member.key;
        let empty = Value::Object(serde_json::Map::new());
        let (old, new) = match (member.old, member.new) {
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) if *old == empty => return,
            (None, Some(new)) if *new == empty => return,
            _ => return self.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks),
        };
        self.each(old, new, &member.at, &[], |this, member| {
            let otherwise = match kind {
                "parameters" | "requestBodies" | "securitySchemes" => Side::Request,
                "responses" | "headers" => Side::Response,
                _ => Side::Both,
            };
            let side = this.sides.side(&format!("#{}", member.at.path), otherwise);
            let at = At::new(&member.at.path, side);
            let member = Member { at, ..*member };
            match (kind, member.old, member.new) {
                ("examples", ..) => this.words(&member),
                ("schemas", Some(old), Some(new)) => this.schema(old, new, &member.at),
                ("parameters", Some(old), Some(new)) => this.parameter(old, new, &member.at),
                ("requestBodies", Some(old), Some(new)) => this.request_body(old, new, &member.at),
                ("responses", Some(old), Some(new)) => this.response(old, new, &member.at),
                ("headers", Some(old), Some(new)) => this.header(old, new, &member.at),
                ("securitySchemes", Some(old), Some(new)) => this.each(old, new, &member.at, &[], Self::common),
                _ => this.whole(&member, Effect::Breaks, Effect::Adds, Effect::Breaks),
            }
        });
    }
}
