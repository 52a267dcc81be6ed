//! The walk over two versions: what it carries along, and how it goes from an object to its members.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::change::{Change, Effect, Side};
use super::reach::Sides;
use super::value::show;

/// Where the walk is, and which direction it is about.
#[derive(Clone, Debug)]
pub(super) struct At {
    /// JSON Pointer.
    pub(super) path: String,
    pub(super) side: Side,
}

impl At {
    pub(super) fn new(path: impl Into<String>, side: Side) -> Self {
        Self { path: path.into(), side }
    }

    /// The member or item called `key`.
    pub(super) fn child(&self, key: &str) -> Self {
        Self::new(format!("{}/{}", self.path, key.replace('~', "~0").replace('/', "~1")), self.side)
    }
}

/// A member of an object that is not the same in both versions: missing in one of them, or another value.
pub(super) struct Member<'v> {
    pub(super) key: &'v str,
    pub(super) old: Option<&'v Value>,
    pub(super) new: Option<&'v Value>,
    pub(super) at: At,
}

/// Two descriptions, and what was found so far.
pub(super) struct Comparison<'v> {
    pub(super) old: &'v Value,
    pub(super) new: &'v Value,
    pub(super) sides: Sides,
    pub(super) changes: Vec<Change>,
    /// Pairs of a reference's target and what stands in its place, so that circles end.
    seen: BTreeSet<(*const Value, *const Value)>,
}

impl<'v> Comparison<'v> {
    pub(super) fn new(old: &'v Value, new: &'v Value) -> Self {
        Self { old, new, sides: Sides::of(&[old, new]), changes: Vec::new(), seen: BTreeSet::new() }
    }

    /// Notes a change.
    pub(super) fn say(&mut self, effect: Effect, at: &At, what: impl Into<String>) {
        let level = effect.level(at.side);
        self.changes.push(Change { level, path: at.path.clone(), what: what.into(), side: at.side });
    }

    /// Goes through the members of two objects that differ, but for those called as in `skipped`. What `judge` does not remark on is
    /// the same in other words.
    pub(super) fn each(
        &mut self,
        old: &'v Value,
        new: &'v Value,
        at: &At,
        skipped: &[&str],
        mut judge: impl FnMut(&mut Self, &Member<'v>),
    ) {
        let (Value::Object(old), Value::Object(new)) = (old, new) else {
            if old != new {
                self.say(Effect::Breaks, at, format!("{} is {} now", show(old), show(new)));
            }
            return;
        };
        for member in members(old, new, at).filter(|member| !skipped.contains(&member.key)) {
            self.or_same(true, &member.at, |this| judge(this, &member));
        }
    }

    /// Says that something is the same in other words, if it differs and `judge` has nothing to say about it.
    pub(super) fn or_same(&mut self, differs: bool, at: &At, judge: impl FnOnce(&mut Self)) {
        let before = self.changes.len();
        judge(self);
        if differs && self.changes.len() == before {
            self.say(Effect::Explains, at, "says the same in another way");
        }
    }

    /// Whether two values are met for the first time.
    pub(super) fn first_time(&mut self, old: &'v Value, new: &'v Value) -> bool {
        self.seen.insert((old, new))
    }

    /// What a member is that is in one version only, or has no parts: gone, new or changed, with an effect for each.
    pub(super) fn whole(&mut self, member: &Member<'v>, gone: Effect, added: Effect, changed: Effect) {
        let Member { key, old, new, at } = member;
        let key = drs_diag::escape(key);
        match (old, new) {
            (Some(_), None) => self.say(gone, at, format!("`{key}` is gone")),
            (None, Some(new)) => self.say(added, at, format!("`{key}` is new: {}", show(new))),
            (Some(old), Some(new)) => self.say(changed, at, format!("`{key}` is {}, was {}", show(new), show(old))),
            (None, None) => {}
        }
    }

    /// What every object may have and no program acts on, and what nobody knows.
    pub(super) fn common(&mut self, member: &Member<'v>) {
        match member.key {
            "description" | "summary" | "example" | "examples" | "externalDocs" | "deprecated" => self.words(member),
            key if key.starts_with("x-") => self.words(member),
            _ => self.whole(member, Effect::Breaks, Effect::Breaks, Effect::Breaks),
        }
    }

    /// Words that are read by people only.
    pub(super) fn words(&mut self, member: &Member<'v>) {
        let Member { key, old, new, at } = member;
        let key = drs_diag::escape(key);
        let what = match (old, new) {
            (Some(_), None) => "is gone",
            (None, _) => "is new",
            _ => "is worded differently",
        };
        self.say(Effect::Explains, at, format!("`{key}` {what}"));
    }
}

/// The members of two objects that differ, by key.
pub(super) fn members<'v>(
    old: &'v Map<String, Value>,
    new: &'v Map<String, Value>,
    at: &At,
) -> impl Iterator<Item = Member<'v>> {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    keys.into_iter().filter_map(move |key| {
        let (before, after) = (old.get(key), new.get(key));
        (before != after).then(|| Member { key, old: before, new: after, at: at.child(key) })
    })
}
