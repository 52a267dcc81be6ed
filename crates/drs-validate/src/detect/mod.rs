//! Which operation a document is a request of, by its shape.
//!
//! Each operation's schema is compared with the document: members that it knows speak for it, members that it does not
//! know against it, misspelt ones a little for it. The operation with most in its favour wins; a tie is the user's to
//! settle.

mod score;
mod shape;

use drs_contract::Operation;
use drs_diag::Diagnostic;
use drs_text::Node;

use crate::operation::schema;
use crate::unrecognised;

use score::{INCOMPLETE, bound, score};
pub(crate) use shape::is_distinct;
use shape::{has_shape, is_list_of, is_whole};

/// By how much the preferred operation may fall short of the best: a required member that it misses and the best does not.
const SLACK: i64 = -INCOMPLETE;

/// What was found out.
#[derive(Debug)]
pub(crate) enum Detected {
    /// The operation.
    One(Operation),
    /// Why it is not known.
    Not(Box<Diagnostic>),
}

/// Finds out which operation the document is a request of; the preferred one, if it does not fall short of the best.
pub(crate) fn operation(root: Node<'_>, preferred: Option<Operation>) -> Detected {
    let candidates = candidates(root);
    if let Some(preferred) = preferred.filter(|it| is_whole(root, *it) || is_near(root, *it, &candidates)) {
        return Detected::One(preferred);
    }
    match alone(candidates)[..] {
        [operation] => Detected::One(operation),
        [] => Detected::Not(Box::new(unrecognised::not_recognised(root))),
        ref candidates => Detected::Not(Box::new(unrecognised::ambiguous(root, candidates))),
    }
}

/// Whether as much speaks for an operation as for the candidates, but for a member that it requires.
fn is_near(root: Node<'_>, operation: Operation, candidates: &[Operation]) -> bool {
    let own = score(root, schema(operation));
    own > 0 && candidates.first().is_some_and(|best| own + SLACK >= score(root, schema(*best)))
}

/// The operations without those that are for lists of what another one is for: what may be sent alone or in a list is sent
/// alone.
fn alone(candidates: Vec<Operation>) -> Vec<Operation> {
    let all = candidates.clone();
    let is_single = |it: &Operation| !all.iter().any(|other| is_list_of(schema(*it), schema(*other)));
    candidates.into_iter().filter(is_single).collect()
}

/// The other operation that a document looks like a request of, if it is not one of `operation`.
pub(crate) fn other(operation: Operation, root: Node<'_>) -> Option<Operation> {
    let own = score(root, schema(operation));
    match alone(best(root, own.max(0) + 1))[..] {
        [other] if other != operation => Some(other),
        _ => None,
    }
}

/// Whether a document may be a valid request of another operation than `operation`, as far as names and brackets tell.
/// Of most documents the first names tell that it is not.
pub(crate) fn may_be_of_other(operation: Operation, root: Node<'_>) -> bool {
    Operation::ALL.iter().any(|other| *other != operation && has_shape(root, schema(*other)))
}

/// The operations for which most speaks.
fn candidates(root: Node<'_>) -> Vec<Operation> {
    best(root, 1)
}

/// The operations for which most speaks, and at least `min`. Most are ruled out by what is at the root.
fn best(root: Node<'_>, min: i64) -> Vec<Operation> {
    let mut bounds = Operation::ALL.map(|operation| (bound(root, schema(operation)), operation));
    // The order of the contract stays among equals.
    bounds.sort_by_key(|(bound, _)| -bound);
    let (mut best, mut found) = (min, Vec::new());
    for (_, operation) in bounds.into_iter().take_while(|(bound, _)| *bound >= min) {
        let score = score(root, schema(operation));
        if score > best {
            found.clear();
            best = score;
        }
        if score == best {
            found.push(operation);
        }
    }
    found.sort_by_key(|operation| Operation::ALL.iter().position(|other| other == operation));
    found
}

#[cfg(test)]
mod tests {
    use drs_text::{Limits, json};

    use super::{Operation, bound, candidates, schema, score};

    /// What all scores say, without bounds.
    fn plain(root: drs_text::Node<'_>) -> Vec<Operation> {
        let scores = Operation::ALL.map(|operation| (operation, score(root, schema(operation))));
        let best = scores.iter().map(|(_, score)| *score).max().unwrap_or(0);
        scores.iter().filter(|(_, score)| *score == best && best > 0).map(|(operation, _)| *operation).collect()
    }

    #[test]
    fn what_bounds_rule_out_is_not_the_best() {
        let mut texts: Vec<String> =
            ["{}", "[]", "7", r#"{"jobs": []}"#, r#"{"jobs": [{"name": "x"}], "job": {}, "a": 1}"#]
                .map(str::to_owned)
                .into();
        for text in drs_contract::EXAMPLES.iter().map(|example| example.text) {
            texts.push(text.to_owned());
            texts.push(format!("[{text}]"));
            // Members of the root in other ways: misspelt, beside others, inside out.
            texts.push(text.replacen("\"job", "\"jbo", 1));
            texts.push(text.replacen('{', "{\"comment\": 1, \"jobs\": [], ", 1));
            texts.extend(text.split_once(':').and_then(|(_, rest)| Some(rest.rsplit_once('}')?.0.to_owned())));
        }
        for text in texts {
            let parsed = json::parse(text.as_bytes(), &Limits::default());
            let Some(tree) = &parsed.tree else { continue };
            let root = tree.root();
            assert_eq!(candidates(root), plain(root), "{text}");
            for operation in Operation::ALL {
                assert!(score(root, schema(operation)) <= bound(root, schema(operation)), "{operation} {text}");
            }
        }
    }
}
