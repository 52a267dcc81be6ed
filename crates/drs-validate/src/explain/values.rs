//! Messages for values that are not what their schema demands.

use drs_diag::{Diagnostic, Severity};
use drs_text::{Kind, Node};

use super::context::{Code, Context};
use super::text::text;
use super::{fix, phrasing};
use crate::finding::Finding;
use crate::generated::codes;
use crate::instance_path::PathId;
use crate::number::Number;
use crate::schema::{Property, Schema, Shape, Text};
use crate::suggest;
use crate::unrecognised;
use crate::vocabulary;
use crate::walk::Written;

/// Spellings of booleans.
const BOOLEANS: [(&str, bool); 10] = [
    ("true", true),
    ("yes", true),
    ("y", true),
    ("on", true),
    ("1", true),
    ("false", false),
    ("no", false),
    ("n", false),
    ("off", false),
    ("0", false),
];

pub(super) fn wrong_type(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    node: Node<'_>,
    schema: &'static Schema,
    field: Option<&'static Property>,
    member: Option<(Node<'_>, Node<'_>)>,
) -> Diagnostic {
    let secret = context.is_secret(finding.path, node);
    let place = phrasing::place(context.paths, finding.instance);
    let found = phrasing::found(node, secret);
    let diagnostic = codes::WRONG_TYPE.at(finding.span, text!(place, " must be ", schema.noun(), ", found ", found));
    match (&schema.shape, node.kind()) {
        (_, Kind::Null) => null(diagnostic, context, field, member),
        (Shape::Object(_), _) if finding.path == PathId::ROOT => diagnostic.help(unrecognised::root_help(node)),
        (Shape::Array(_) | Shape::Object(_), Kind::String) if let Some(help) = of_language(node) => {
            diagnostic.help(help)
        }
        (Shape::Object(object), Kind::Array) if object.is_map() => {
            diagnostic.help("write an object that has each under its name: `{\"NAME\": …}`")
        }
        (Shape::Array(_) | Shape::Object(_), Kind::String) => match written_help(node, &schema.shape) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        },
        (Shape::Array(array), Kind::Object) if is_pair(array.items) => {
            diagnostic.help("write a list with an object for each entry: `[{\"key\": …, \"value\": …}]`")
        }
        (Shape::Text(text), Kind::Number | Kind::Bool) => quote(diagnostic, node, text, secret),
        (Shape::Integer(_), Kind::String) => match node.as_str() {
            Some(text) if is_whole(&text) => unquote(diagnostic, node, "remove the quotes"),
            _ => diagnostic,
        },
        (Shape::Boolean, Kind::String) => boolean(diagnostic, node, secret),
        (Shape::Boolean, Kind::Number) => diagnostic.help("write `true` or `false`"),
        _ => diagnostic,
    }
}

/// What to do about a text that a language makes of an object where it does not write JSON.
fn of_language(node: Node<'_>) -> Option<&'static str> {
    let text = node.as_str()?;
    match text.trim_start() {
        // Below the depth that it writes.
        text if text.starts_with("@{") || text.starts_with("System.") => {
            Some("this is what PowerShell writes for a nested object: call `ConvertTo-Json` with a higher `-Depth`")
        }
        text if text.starts_with("[object ") => {
            Some("this is what JavaScript writes for an object as text: keep it an object up to `JSON.stringify`")
        }
        text if text.starts_with("{'") || text.starts_with("['") || text.starts_with("[{'") => {
            Some("this is what Python writes for an object as text: keep it an object up to `json.dumps`")
        }
        _ => None,
    }
}

/// What to do about a text that stands for a list or an object as a whole.
fn written_help(node: Node<'_>, shape: &Shape) -> Option<&'static str> {
    match (Written::of(node)?, shape) {
        (Written::Json, _) => Some("this is JSON inside a string: decode it once, and write what was in it"),
        (Written::Empty, Shape::Array(_)) => Some("an array without items is `[]`"),
        (Written::Commas, Shape::Array(_)) => Some("put each item in quotes of its own: `[\"a\", \"b\"]`"),
        _ => None,
    }
}

/// Whether an object is an entry with `key` and `value`.
fn is_pair(schema: &Schema) -> bool {
    schema.as_object().is_some_and(|object| object.find("key").is_some() && object.find("value").is_some())
}

/// `null` is no value in any request.
fn null(
    diagnostic: Diagnostic,
    context: Context<'_, '_>,
    field: Option<&'static Property>,
    member: Option<(Node<'_>, Node<'_>)>,
) -> Diagnostic {
    match (field, member) {
        (Some(Property { required: true, name, .. }), _) => {
            diagnostic.help(text!("`", name, "` is required; give it a value"))
        }
        (_, Some((object, key))) => {
            let diagnostic = diagnostic.help("`null` is not a value here; leave the field out");
            match fix::remove_member(object, key, context.syntax) {
                Some(edit) => diagnostic.fix("remove the field", vec![edit]),
                None => diagnostic,
            }
        }
        _ => diagnostic.help("`null` is not a value here; leave it out"),
    }
}

fn quote(diagnostic: Diagnostic, node: Node<'_>, text: &'static Text, secret: bool) -> Diagnostic {
    let raw = node.raw();
    let diagnostic = match allows(text, raw) {
        true => diagnostic.help("put it in quotes"),
        false if !text.values.is_empty() && !secret => {
            return diagnostic.help(text!("write ", drs_diag::list(text.values, "or"), " in quotes"));
        }
        false => match text.pattern {
            Some(pattern) => return diagnostic.help(text!("it must be ", pattern.hint, ", in quotes")),
            None => return diagnostic.help("write a text in quotes"),
        },
    };
    match fix::quote(node) {
        Some(edits) => diagnostic.fix("put it in quotes", edits),
        None => diagnostic,
    }
}

fn unquote(diagnostic: Diagnostic, node: Node<'_>, remedy: &'static str) -> Diagnostic {
    let has_quotes = node.raw().starts_with(['"', '\'']) && node.is_editable();
    let diagnostic = diagnostic.help(if has_quotes { remedy } else { "write it without a tag, an alias or a block" });
    match fix::unquote(node) {
        Some(edits) => diagnostic.fix(remedy, edits),
        None => diagnostic,
    }
}

fn boolean(diagnostic: Diagnostic, node: Node<'_>, secret: bool) -> Diagnostic {
    let text = node.as_str().unwrap_or_default();
    if matches!(&*text, "true" | "false") {
        return unquote(diagnostic, node, "remove the quotes");
    }
    match truth(&text) {
        Some(truth) if !secret => {
            let edit = drs_text::Edit::new(node.span(), truth.to_string());
            let remedy = format!("write `{truth}` without quotes");
            diagnostic.help(remedy.clone()).fix(remedy, vec![edit])
        }
        _ => diagnostic.help("write `true` or `false` without quotes"),
    }
}

/// The boolean that a word stands for.
pub(super) fn truth(text: &str) -> Option<bool> {
    BOOLEANS.iter().find(|(spelling, _)| text.eq_ignore_ascii_case(spelling)).map(|(_, truth)| *truth)
}

/// Whether a text meets all limits.
pub(super) fn allows(text: &'static Text, value: &str) -> bool {
    let count = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
    let listed = text.values.is_empty() || text.values.contains(&value);
    let is_matched = text.pattern.is_none_or(|pattern| pattern.dfa.is_match(value));
    listed && is_matched && (text.min_length..=text.max_length).contains(&count)
}

/// Whether a text is a whole number as JSON writes it.
fn is_whole(text: &str) -> bool {
    crate::walk::is_decimal(text) && matches!(Number::parse(text), Number::Integer(_))
}

pub(super) fn wrapped(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    array: Node<'_>,
    item: Node<'_>,
    schema: &'static Schema,
) -> Diagnostic {
    let place = phrasing::place(context.paths, finding.instance);
    let message = text!(place, " must be ", schema.noun(), ", found an array containing one");
    let remedy =
        if phrasing::is_block(array, context.syntax) { "remove the `- `" } else { "remove the square brackets" };
    let diagnostic = codes::WRONG_TYPE.at(finding.span, message).help(remedy);
    match fix::unwrap(array, item, context.syntax) {
        Some(edits) => diagnostic.fix(remedy, edits),
        None => diagnostic,
    }
}

pub(super) fn not_allowed(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    node: Node<'_>,
    schema: &'static Schema,
) -> Diagnostic {
    let secret = context.is_secret(finding.path, node);
    let place = phrasing::place(context.paths, finding.instance);
    let message = match phrasing::value(node, secret) {
        Some(value) if !value.inner().is_empty() => text!(value, " is not a value of ", place),
        Some(_) => text!("the empty string is not a value of ", place),
        None => text!("this is not a value of ", place),
    };
    let severity = if finding.is_warning() { Severity::Warning } else { codes::VALUE_NOT_ALLOWED.severity };
    let diagnostic = Code { severity, ..codes::VALUE_NOT_ALLOWED }.at(finding.span, message);
    let (values, allowed) = match &schema.shape {
        Shape::Text(text) => (text.values, text.allowed),
        Shape::Integer(integer) => (&[][..], integer.allowed),
        _ => (&[][..], ""),
    };
    let near = match node.as_str() {
        Some(text) if !secret => suggest::best(&text, values),
        _ => None,
    };
    let elsewhere = node.as_str().filter(|_| !secret).and_then(|text| vocabulary::fields_with(&text));
    let diagnostic = match elsewhere {
        Some(fields) => diagnostic.label(text!("a value of ", fields)),
        None => diagnostic,
    };
    let way_out = "; `--allow-unknown-values` lets a newer value pass";
    let Some((index, nearness)) = near else { return diagnostic.help(text!(allowed, way_out)) };
    let value = values[index];
    if !node.as_str().is_some_and(|text| vocabulary::is_value_for_certain(&text, value, nearness)) {
        return diagnostic.help(text!("did you mean `", value, "`? ", allowed, way_out));
    }
    let edits = fix::replace_text(node, value, context.syntax);
    diagnostic.help(allowed).fix(text!("replace it by `", value, "`"), edits)
}

pub(super) fn reference(finding: &Finding<'_>, context: Context<'_, '_>) -> Diagnostic {
    let place = phrasing::place(context.paths, finding.instance);
    codes::MALFORMED_SECRET_REFERENCE
        .at(finding.span, text!(place, " looks like a reference to a secret, but is none"))
        .label("this text itself would be sent")
        .help("write `${env:NAME}` or `${file:PATH}` and nothing around it; leave it if this is the secret itself")
}

pub(super) fn placeholder(finding: &Finding<'_>, context: Context<'_, '_>, is_secret: bool) -> Diagnostic {
    let place = phrasing::place(context.paths, finding.instance);
    let help = if is_secret {
        "put the real value here, or a reference to it: `${env:NAME}` or `${file:PATH}`"
    } else {
        "put the real value here"
    };
    codes::PLACEHOLDER
        .at(finding.span, text!(place, " looks like a placeholder"))
        .label("this text itself would be sent")
        .help(help)
}
