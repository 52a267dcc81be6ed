//! What is published beside the description: hosts, rules, errors, states.
//!
//! Lists are known by what identifies their items, so an order says nothing. Text of several words is for people, everything else
//! is read by programs.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::{Change, Effect, Side};
use super::comparison::{At, Comparison, Member, members};
use super::rules::refuses;
use super::value::{show, text};
use super::version::Version;

/// What identifies the items of a list: the first that is another text in each.
const KEYS: [&str; 5] = ["id", "name", "code", "value", "to"];

/// Members that are text for people, also if it is one word.
const PROSE: [&str; 9] = ["description", "evidence", "help", "meaning", "message", "remedy", "source", "text", "title"];

/// The changes in everything but the description.
pub(super) fn compare(old: &Version, new: &Version) -> Vec<Change> {
    let mut changes = Vec::new();
    if !(old.is_whole && new.is_whole) {
        return changes;
    }
    for (file, side) in [
        ("endpoints.json", Side::Request),
        ("errors.json", Side::Response),
        ("rules.json", Side::Request),
        ("states.json", Side::Response),
    ] {
        let at = At::new(format!("{file}#"), side);
        let (old_value, new_value) = (old.catalogs.get(file), new.catalogs.get(file));
        let none = &Value::Null;
        let mut comparison = Comparison::new(old_value.unwrap_or(none), new_value.unwrap_or(none));
        match (old_value, new_value) {
            (Some(old), Some(new)) => comparison.or_same(old != new, &at, |this| this.entry(old, new, &at)),
            (Some(_), None) => comparison.say(Effect::Breaks, &At::new(file, side), "the file is gone"),
            (None, Some(_)) => comparison.say(Effect::Adds, &At::new(file, side), "the file is new"),
            (None, None) => {}
        }
        changes.append(&mut comparison.changes);
    }
    changes
}

impl<'v> Comparison<'v> {
    fn entry(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        match (old, new) {
            (Value::Object(old), Value::Object(new)) => {
                members(old, new, at).for_each(|member| self.or_same(true, &member.at, |this| this.fact(&member)));
            }
            (Value::Array(old), Value::Array(new)) => self.list(old, new, at),
            _ => self.say(Effect::Breaks, at, format!("is {}, was {}", show(new), show(old))),
        }
    }

    fn fact(&mut self, member: &Member<'v>) {
        let texts = || member.old.into_iter().chain(member.new);
        let is_prose =
            texts().all(Value::is_string) && texts().any(|text| text.as_str().is_some_and(|text| text.contains(' ')));
        match (member.old, member.new) {
            // By its text an answer of the service is known, which programs look for.
            _ if member.key == "text" && member.at.path.starts_with("errors.json#") => {
                self.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks);
            }
            _ if is_prose || PROSE.contains(&member.key) => self.words(member),
            // A rule that refuses nothing any more, or more than it did.
            (Some(_), Some(new)) if member.key == "severity" => {
                let effect = if new == "warning" { Effect::Adds } else { Effect::Breaks };
                self.whole(member, effect, effect, effect);
            }
            (Some(old), Some(new)) => self.entry(old, new, &member.at),
            _ => self.whole(member, Effect::Breaks, Effect::Adds, Effect::Breaks),
        }
    }

    fn list(&mut self, old: &'v [Value], new: &'v [Value], at: &At) {
        let key = KEYS.into_iter().find(|key| identifies(key, old) && identifies(key, new));
        let same = |item: &Value, other: &Value| match key {
            Some(key) => item.get(key) == other.get(key),
            None => item == other,
        };
        let name = |item: &Value| key.and_then(|key| item.get(key)).map_or_else(|| show(item), show);
        for (position, item) in new.iter().enumerate() {
            let at = at.child(&position.to_string());
            match old.iter().find(|other| same(item, other)) {
                Some(before) if before == item => {}
                Some(before) => self.or_same(true, &at, |this| this.entry(before, item, &at)),
                None => {
                    let effect = if is_rule(item) { refuses(item, Effect::Breaks) } else { Effect::Adds };
                    self.say(effect, &at, format!("{} is new", name(item)));
                }
            }
        }
        for (position, item) in old.iter().enumerate().filter(|(_, item)| !new.iter().any(|other| same(item, other))) {
            // A rule that is dropped lets more pass. One of the description is judged there.
            let effect = if is_rule(item) { Effect::Adds } else { Effect::Breaks };
            self.say(effect, &at.child(&position.to_string()), format!("{} is gone", name(item)));
        }
    }
}

/// Whether a member is a text in each item of a list, and another one in each.
fn identifies(key: &str, items: &[Value]) -> bool {
    let texts: BTreeSet<_> = items.iter().filter_map(|item| item.get(key)?.as_str()).collect();
    texts.len() == items.len()
}

/// Whether an item is a diagnostic.
fn is_rule(item: &Value) -> bool {
    !text(item, "severity").is_empty()
}
