//! The fields that a rule looks at.

use std::collections::BTreeSet;

use crate::contract::{Condition, Rule, RuleBody};

/// The paths, from the rule's object, of the fields that a rule looks at.
pub(super) fn mentioned(rule: &Rule) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    if let RuleBody::Portable { if_, then } = &rule.body {
        collect(if_, "", &mut paths);
        collect(then, "", &mut paths);
    }
    let at: Vec<_> = rule.at.split('/').filter(|segment| !segment.is_empty() && *segment != "*").collect();
    paths.extend((!at.is_empty()).then(|| at.join(".")));
    paths
}

fn collect(condition: &Condition, above: &str, paths: &mut BTreeSet<String>) {
    let path = |name: &str| if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
    paths.extend(condition.required.iter().map(|name| path(name)));
    for (name, inner) in &condition.properties {
        paths.insert(path(name));
        collect(inner, &path(name), paths);
    }
    for inner in condition.not.iter().chain(&condition.items) {
        collect(inner, above, paths);
    }
    for inner in &condition.any_of {
        collect(inner, above, paths);
    }
}
