//! Second places of a broken rule: the values that make it apply, and the value that fails it.

use drs_text::{Node, Span};

use crate::finding::Part;
use crate::rules::{Condition, Failure};
use crate::walk::caret;

/// More second places than this explain nothing any more.
const MAX_RELATED: usize = 3;

/// The second places of a rule that applies to `object` because of `when` and fails at `failure`.
pub(crate) fn related<'t>(when: &'static Condition, object: Node<'t>, failure: &Failure<'t>) -> Vec<(Span, Part<'t>)> {
    let mut places = Vec::new();
    triggers(when, object, "", &mut places);
    if failure.node.id() != object.id() {
        let part = if failure.missing { Part::Missing } else { Part::Conflict };
        places.push((caret(failure.node, failure.key()), part));
    }
    places.truncate(MAX_RELATED);
    places
}

/// The values that a condition looks at, as far as it says something about the value itself.
fn triggers<'t>(condition: &'static Condition, node: Node<'t>, name: &'static str, places: &mut Vec<(Span, Part<'t>)>) {
    if condition.values.is_some() || condition.pattern.is_some() {
        places.push((caret(node, None), Part::Because(node, name)));
    }
    for (name, inner) in condition.properties {
        if let Some(value) = node.get(name) {
            triggers(inner, value, name, places);
        }
    }
}
