//! Messages for members that are missing, unknown or in the wrong place.

use drs_diag::Diagnostic;
use drs_text::Node;

use super::context::Context;
use super::text::text;
use super::{fix, phrasing};
use crate::finding::{Direction, Finding, Guess, Target, Unwrapped};
use crate::generated::{codes, schemas};
use crate::schema::{Property, Schema, Shape, Text};

/// How many objects that know a name are listed.
const MAX_OWNERS: usize = 3;

/// How many fields of an object are listed.
const MAX_FIELDS: usize = 12;

pub(super) fn missing(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    object: Node<'_>,
    property: &'static Property,
) -> Diagnostic {
    let place = phrasing::place(context.paths, finding.instance);
    let mut help = text!("add `", property.name, "`");
    if !property.about.is_empty() {
        help.push_str(": ");
        help.push_str(property.about);
    }
    if let Shape::Text(Text { values: values @ [_, ..], .. }) = &property.schema.shape {
        help.push_str(", ");
        help.push_str(&drs_diag::list(values, "or"));
    }
    let label = if object.is_empty() { "this is empty" } else { "not in here" };
    codes::MISSING_FIELD.at(finding.span, text!("`", property.name, "` is missing in ", place)).label(label).help(help)
}

pub(super) fn unknown(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    key: Node<'_>,
    owner: &'static Schema,
    guess: Guess,
) -> Diagnostic {
    let name = key.as_str().unwrap_or_default();
    let shown = phrasing::place(context.paths, finding.path);
    let place = phrasing::place(context.paths, finding.instance);
    let diagnostic = codes::UNKNOWN_FIELD.at(finding.span, text!(shown, " is not a field of ", place));
    match guess {
        Guess::Missing { property, certain } => {
            if !certain {
                let owners = owners(&name);
                let more = if owners.is_empty() { String::new() } else { text!(" ", elsewhere(&owners)) };
                return diagnostic.help(text!("did you mean `", property.name, "`?", more));
            }
            let remedy = text!("rename it to `", property.name, "`");
            diagnostic.help(remedy.clone()).fix(remedy, fix::rename(key, property.name, context.syntax))
        }
        Guess::Present(property) => diagnostic.help(text!("`", property.name, "` is there already; remove this one")),
        Guess::Taken(property) => diagnostic.help(text!(
            "did you mean `",
            property.name,
            "`? another field is taken for that; one of the two is too many"
        )),
        Guess::Nothing => {
            let owners: Vec<_> = owners(&name);
            let facts = if owners.is_empty() { fields(owner) } else { Some(elsewhere(&owners)) };
            let way_out = "`--allow-unknown-fields` lets a newer field pass";
            diagnostic.help(facts.map_or_else(|| way_out.to_owned(), |facts| text!(facts, "; ", way_out)))
        }
    }
}

/// The objects of any request that know a name.
fn owners(name: &str) -> Vec<&'static str> {
    let knows = |schema: &&&'static Schema| schema.as_object().is_some_and(|object| object.find(name).is_some());
    schemas::ALL.iter().filter(knows).map(|schema| schema.name).collect()
}

fn elsewhere(owners: &[&'static str]) -> String {
    let shown = &owners[..owners.len().min(MAX_OWNERS)];
    let more = if owners.len() > MAX_OWNERS { " and others" } else { "" };
    text!("a field of that name belongs to ", drs_diag::list(shown, "and"), more)
}

fn fields(owner: &Schema) -> Option<String> {
    let names: Vec<_> = owner.as_object()?.properties.iter().map(|property| property.name).collect();
    let shown = &names[..names.len().min(MAX_FIELDS)];
    match shown {
        [] => None,
        [only] => Some(text!("the only field is `", only, "`")),
        _ if names.len() > MAX_FIELDS => Some(text!("the fields are `", shown.join("`, `"), "`, …")),
        _ => Some(text!("the fields are ", drs_diag::list(shown, "and"))),
    }
}

pub(super) fn misplaced(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    object: Node<'_>,
    key: Node<'_>,
    value: Node<'_>,
    target: &Target<'_>,
) -> Diagnostic {
    let shown = phrasing::place(context.paths, finding.path);
    let here = phrasing::place(context.paths, finding.instance);
    let there = match (&target.missing[..], context.paths.last(target.place)) {
        ([], _) => text!(phrasing::place(context.paths, target.place)),
        (missing, _) => phrasing::chain(missing),
    };
    let diagnostic = codes::MISPLACED_FIELD.at(finding.span, text!(shown, " belongs in ", there, ", not in ", here));
    if target.missing.is_empty() {
        let remedy = match target.direction {
            Direction::Outside => text!("move it up into ", there),
            Direction::Inside => text!("move it down into ", there),
            Direction::Beside => text!("move it into ", there),
        };
        let place = crate::walk::opening(target.holder);
        let diagnostic = diagnostic.related("it belongs in here", place).help(remedy.clone());
        let edits = target.is_only.then(|| fix::move_member(object, key, value, target, context.syntax, context.text));
        return match edits.flatten() {
            Some(edits) => diagnostic.fix(remedy, edits),
            None => diagnostic,
        };
    }
    if target.direction != Direction::Inside || target.holder.id() != object.id() {
        let holder = phrasing::place(context.paths, target.place);
        return diagnostic.help(text!("add ", there, " to ", holder, " and move it in there"));
    }
    let diagnostic = diagnostic.help(text!("put it into an object under ", there));
    match fix::wrap_members(key, value, &target.missing, context.syntax).filter(|_| target.is_only) {
        Some(edits) => diagnostic.fix(text!("put it into an object under ", there), edits),
        None => diagnostic,
    }
}

pub(super) fn unwrapped(finding: &Finding<'_>, context: Context<'_, '_>, unwrapped: &Unwrapped<'_>) -> Diagnostic {
    let place = phrasing::place(context.paths, finding.instance);
    let code = codes::MISSING_WRAPPER;
    match unwrapped {
        Unwrapped::Whole { node, missing } => {
            let name = phrasing::chain(missing);
            let kind = if node.kind() == drs_text::Kind::Array { "array" } else { "object" };
            let diagnostic = code
                .at(finding.span, text!(name, " is missing around this ", kind))
                .label(text!("this is what belongs in ", name))
                .help(text!("write `", outline(missing), "`"));
            match fix::wrap_value(*node, missing, context.syntax) {
                Some(edits) => diagnostic.fix(text!("put it into ", name), edits),
                None => diagnostic,
            }
        }
        Unwrapped::Part { keys, last, adjacent, missing } => {
            let name = phrasing::chain(missing);
            let names: Vec<_> = keys.iter().map(|key| key.as_str().unwrap_or_default()).collect();
            let diagnostic = code
                .at(
                    finding.span,
                    text!(drs_diag::list(&names, "and"), " belong in ", name, ", which is missing in ", place),
                )
                .help(text!("put them into an object under ", name));
            let edits = adjacent.then(|| fix::wrap_members(keys[0], *last, missing, context.syntax)).flatten();
            match edits {
                Some(edits) => diagnostic.fix(text!("put them into an object under ", name), edits),
                None => diagnostic,
            }
        }
        Unwrapped::Item { node } => {
            let secret = context.is_secret(finding.path, *node);
            let message = text!(place, " must be an array, found ", phrasing::found(*node, secret));
            let remedy = if phrasing::is_block(*node, context.syntax) {
                "make it the only item: write `- ` before it, and indent what follows"
            } else {
                "put it in square brackets, as the only item"
            };
            let diagnostic = code.at(finding.span, message).help(remedy);
            match fix::bracket(*node, context.syntax) {
                Some(edits) => diagnostic.fix(remedy, edits),
                None => diagnostic,
            }
        }
    }
}

/// `{"jobs": [ … ]}`
fn outline(missing: &[&'static Property]) -> String {
    let inner = match missing.last().map(|property| &property.schema.shape) {
        Some(Shape::Array(_)) => "[ … ]".to_owned(),
        _ => "{ … }".to_owned(),
    };
    missing.iter().rev().fold(inner, |inner, property| format!("{{\"{}\": {inner}}}", property.name))
}
