//! Second places of a broken rule: the values that make it apply, and the value that fails it.

use drs_text::{Node, Span};

use crate::finding::Part;
use crate::rules::{Condition, Failure};
use crate::walk::caret;

/// More than this many second places tell nothing any more.
const MOST: usize = 3;

/// The second places of a rule that applies to `site` because of `when` and fails at `failure`.
pub(crate) fn related<'t>(when: &'static Condition, site: Node<'t>, failure: &Failure<'t>) -> Vec<(Span, Part<'t>)> {
    let mut places = Vec::new();
    triggers(when, site, "", &mut places);
    if failure.node.id() != site.id() {
        let part = if failure.lacking { Part::Lacking } else { Part::Conflict };
        places.push((caret(failure.node, failure.key()), part));
    }
    places.truncate(MOST);
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
