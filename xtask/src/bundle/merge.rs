//! The merge: paths in the order of their files, components sorted by name, nothing twice.
//!
//! Operations of one path may stand in several files; a method of a path may not.

use indexmap::IndexMap;

use crate::files::Files;
use crate::lint;
use crate::problem::Finding;
use crate::value::{Data, Member, Place, Value};

/// Merges slices; the first is the root, whose other keys are kept as they are.
pub(super) fn merge(files: &Files, slices: Vec<Value>, findings: &mut Vec<Finding>) -> Value {
    let mut slices = slices.into_iter();
    let Some(mut bundle) = slices.next() else { return Value::object(Place::default()) };
    let at = bundle.at;
    let mut paths = take(&mut bundle, "paths");
    let mut components = take(&mut bundle, "components");
    for mut slice in slices {
        for (path, item) in take(&mut slice, "paths") {
            let Data::Object(methods) = item.value.data else { continue };
            let empty = || Member { key: item.key, value: Value::object(item.value.at) };
            let Data::Object(merged) = &mut paths.entry(path.clone()).or_insert_with(empty).value.data else {
                continue;
            };
            for (method, operation) in methods {
                let name = format!("{} {path}", method.to_uppercase());
                insert(files, "operation", &name, merged, method, operation, findings);
            }
        }
        for (kind, group) in take(&mut slice, "components") {
            let Data::Object(group) = group.value.data else { continue };
            let merged = components.entry(kind).or_insert_with(|| Member { key: at, value: Value::object(at) });
            let Data::Object(merged) = &mut merged.value.data else { continue };
            for (name, component) in group {
                insert(files, "component", &name.clone(), merged, name, component, findings);
            }
        }
    }
    for group in components.values_mut() {
        if let Data::Object(group) = &mut group.value.data {
            group.sort_keys();
        }
    }
    components.sort_keys();
    bundle.set("paths", Value::new(at, Data::Object(paths)));
    bundle.set("components", Value::new(at, Data::Object(components)));
    bundle
}

fn take(slice: &mut Value, key: &str) -> IndexMap<String, Member> {
    match slice.remove(key).map(|value| value.data) {
        Some(Data::Object(members)) => members,
        _ => IndexMap::new(),
    }
}

fn insert(
    files: &Files,
    what: &str,
    shown: &str,
    into: &mut IndexMap<String, Member>,
    key: String,
    member: Member,
    findings: &mut Vec<Finding>,
) {
    if let Some(first) = into.get(&key) {
        let message = format!("the {what} `{shown}` is defined twice");
        let help = format!(
            "the other one is at {}; names are the only identity, so rename or remove one",
            files.show(first.key)
        );
        findings.push(Finding::new(&lint::duplicate_name::LINT, member.key, message).help(help));
    } else {
        into.insert(key, member);
    }
}
