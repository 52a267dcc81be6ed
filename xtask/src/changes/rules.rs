//! Conditions between fields (`x-drs-rules`). They are known by their ids; where they stand in the list says nothing.

use serde_json::Value;

use super::change::{Effect, Side};
use super::comparison::{At, Comparison};
use super::value::{items, text};

impl<'v> Comparison<'v> {
    /// Two lists of rules of the same object.
    pub(super) fn rules(&mut self, old: Option<&'v Value>, new: Option<&'v Value>, at: &At) {
        let at = At::new(&at.path, Side::Request);
        let (old, new) = (items(old), items(new));
        let same = |rule: &Value, other: &Value| text(rule, "id") == text(other, "id");
        for (position, rule) in new.iter().enumerate() {
            let at = at.child(&position.to_string());
            match old.iter().find(|other| same(rule, other)) {
                Some(before) => self.rule(before, rule, &at),
                None => self.say(refuses(rule, Effect::Breaks), &at, format!("the rule {} is new", named(rule))),
            }
        }
        for (position, rule) in old.iter().enumerate() {
            if !new.iter().any(|other| same(rule, other)) {
                self.say(Effect::Adds, &at.child(&position.to_string()), format!("the rule {} is gone", named(rule)));
            }
        }
    }

    fn rule(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        self.each(old, new, at, &[], |this, member| match member.key {
            "severity" => {
                let effect = refuses(new, Effect::Breaks);
                this.say(effect, &member.at, format!("the rule {} is {} now", named(new), severity(new)));
            }
            "if" | "then" | "check" => {
                let effect = refuses(new, Effect::Breaks);
                this.say(effect, &member.at, format!("the rule {} has another condition", named(new)));
            }
            // Reports name the rule, and settings name it to let it pass.
            "name" => this.whole(member, Effect::Breaks, Effect::Breaks, Effect::Breaks),
            "at" | "message" | "help" | "source" => this.words(member),
            _ => this.common(member),
        });
    }
}

/// The effect of a rule that refuses requests; a warning refuses none.
pub(super) fn refuses(rule: &Value, effect: Effect) -> Effect {
    if text(rule, "severity") == "warning" { Effect::Adds } else { effect }
}

fn severity(rule: &Value) -> &'static str {
    if text(rule, "severity") == "warning" { "a warning" } else { "an error" }
}

fn named(rule: &Value) -> String {
    format!("`{}` ({})", drs_diag::escape(text(rule, "name")), drs_diag::escape(text(rule, "id")))
}
