//! Components that only got another name, so that everything that refers to them need not be reported as well.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::change::{Change, Level, Side};
use super::reach::Sides;

/// The older description with the names of the newer one, and the renames.
pub(super) fn follow<'v>(old: &'v Value, new: &Value) -> (Cow<'v, Value>, Vec<Change>) {
    let (mut old, mut changes) = (Cow::Borrowed(old), Vec::new());
    // A component that refers to a renamed one is only recognised when the reference has its new name.
    loop {
        let found = find(&old, new);
        if found.is_empty() {
            return (old, changes);
        }
        let sides = Sides::of(&[&old, new]);
        for (from, to) in &found {
            let what = format!("`{}` was called `{}`", drs_diag::escape(last(to)), drs_diag::escape(last(from)));
            let side = sides.side(to, Side::Both);
            changes.push(Change { level: Level::Breaking, path: to[1..].to_owned(), what, side });
        }
        apply(old.to_mut(), &found);
    }
}

/// Renames of components that are otherwise the same, as references: from the old one to the new one.
fn find(old: &Value, new: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (kind, olds) in old.get("components").and_then(Value::as_object).into_iter().flatten() {
        let news = new.get("components").and_then(|components| components.get(kind)).and_then(Value::as_object);
        let (Some(olds), Some(news)) = (olds.as_object(), news) else { continue };
        let mut added: Vec<_> = news.iter().filter(|(name, _)| !olds.contains_key(*name)).collect();
        for (name, gone) in olds.iter().filter(|(name, _)| !news.contains_key(*name)) {
            let from = reference(kind, name);
            let same = added.iter().position(|(name, new)| {
                let mut gone = gone.clone();
                replace(&mut gone, &BTreeMap::from([(from.clone(), reference(kind, name))]));
                gone == **new
            });
            if let Some(same) = same {
                found.insert(from, reference(kind, added.remove(same).0));
            }
        }
    }
    found
}

fn apply(document: &mut Value, renames: &BTreeMap<String, String>) {
    replace(document, renames);
    let components = document.get_mut("components").and_then(Value::as_object_mut);
    for (kind, members) in components.into_iter().flatten() {
        if let Value::Object(members) = members {
            let named = std::mem::take(members).into_iter().map(|(name, value)| {
                let renamed =
                    renames.get(&reference(kind, &name)).map(|to| last(to).replace("~1", "/").replace("~0", "~"));
                (renamed.unwrap_or(name), value)
            });
            *members = named.collect::<Map<_, _>>();
        }
    }
}

/// Replaces references everywhere, those of discriminators too.
fn replace(value: &mut Value, renames: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(to) = renames.get(text) {
                text.clone_from(to);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, renames)),
        Value::Object(members) => members.values_mut().for_each(|member| replace(member, renames)),
        _ => {}
    }
}

fn reference(kind: &str, name: &str) -> String {
    let part = |text: &str| text.replace('~', "~0").replace('/', "~1");
    format!("#/components/{}/{}", part(kind), part(name))
}

/// The name at the end of a reference.
fn last(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or_default()
}
