//! Messages for values outside of their limits: lengths, patterns, ranges, numbers of items.

use drs_diag::Diagnostic;
use drs_text::Node;

use super::context::{Code, Context, help as with_help};
use super::phrasing;
use super::text::text;
use crate::dfa::Match;
use crate::finding::Finding;
use crate::generated::codes;
use crate::schema::{Property, Schema, Shape, Text};

pub(super) fn length(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    actual: u32,
    limit: u32,
    field: Option<&'static Property>,
) -> Diagnostic {
    let place = phrasing::place(context.paths, finding.instance);
    let has = drs_diag::count(actual.into(), "character");
    if actual > limit {
        return codes::TEXT_TOO_LONG
            .at(finding.span, text!(place, " has ", has, ", at most ", limit, " are allowed"))
            .help(text!("shorten it by ", drs_diag::count((actual - limit).into(), "character")));
    }
    let message = if (actual, limit) == (0, 1) {
        text!(place, " is empty")
    } else {
        text!(place, " has ", has, ", at least ", limit, " are needed")
    };
    let diagnostic = codes::TEXT_TOO_SHORT.at(finding.span, message);
    match field {
        Some(Property { required: false, .. }) if actual == 0 => {
            diagnostic.help("give it a value or leave the field out")
        }
        _ if actual == 0 => diagnostic.help("give it a value"),
        _ => with_help(diagnostic, field.and_then(about)),
    }
}

pub(super) fn pattern(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    node: Node<'_>,
    schema: &'static Schema,
    field: Option<&'static Property>,
) -> Diagnostic {
    let secret = context.is_secret(finding.path, node);
    let place = phrasing::place(context.paths, finding.instance);
    let found = phrasing::value(node, secret).map(|value| text!(", found ", value)).unwrap_or_default();
    let Shape::Text(Text { pattern: Some(pattern), .. }) = &schema.shape else {
        let message = text!(place, " must be an integer", found);
        return codes::PATTERN_MISMATCH.at(finding.span, message).help("write the digits, as a number or in quotes");
    };
    let text = node.as_str().unwrap_or_default();
    let label = match pattern.dfa.run(&text) {
        _ if secret => None,
        // Of a number out of range no digit is wrong.
        _ if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => None,
        Match::Stopped(offset) => text[offset..].chars().next().map(|character| {
            let position = text[..offset].chars().count() + 1;
            let character = match character {
                ' ' => "a space".to_owned(),
                other => text!("`", drs_diag::escape(&other.to_string()), "`"),
            };
            format!("{character} cannot stand at position {position}")
        }),
        Match::Unfinished if text.is_empty() => Some("this is empty".to_owned()),
        Match::Unfinished | Match::Full => Some("something is missing at the end".to_owned()),
    };
    let message = text!(place, " must be ", pattern.hint, found);
    let diagnostic = codes::PATTERN_MISMATCH.at(finding.span, message);
    let diagnostic = match label {
        Some(label) => diagnostic.label(label),
        None => diagnostic,
    };
    let is_news = |about: &String| !about.contains(pattern.hint);
    with_help(diagnostic, field.and_then(about).filter(is_news))
}

/// The description of a field as a help text.
fn about(field: &'static Property) -> Option<String> {
    (!field.about.is_empty()).then(|| text!("`", field.name, "`: ", field.about))
}

pub(super) fn range(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    node: Node<'_>,
    limit: i64,
    below: bool,
) -> Diagnostic {
    let place = phrasing::place(context.paths, finding.instance);
    let secret = context.is_secret(finding.path, node);
    let value = phrasing::value(node, secret).map_or_else(|| "a number".to_owned(), |value| text!(value));
    let (code, superlative): (Code, _) =
        if below { (codes::NUMBER_TOO_SMALL, "smallest") } else { (codes::NUMBER_TOO_LARGE, "largest") };
    code.at(finding.span, text!(place, " is ", value, ", the ", superlative, " number allowed is `", limit, "`"))
        .help(text!("use a number that is at ", if below { "least" } else { "most" }, " `", limit, "`"))
}

pub(super) fn fraction(finding: &Finding<'_>, context: Context<'_, '_>, node: Node<'_>) -> Diagnostic {
    let place = phrasing::place(context.paths, finding.instance);
    let found = phrasing::found(node, context.is_secret(finding.path, node));
    codes::NOT_AN_INTEGER
        .at(finding.span, text!(place, " must be an integer, found ", found))
        .help("write a whole number")
}

pub(super) fn items(finding: &Finding<'_>, context: Context<'_, '_>, node: Node<'_>, limit: u32) -> Diagnostic {
    let place = phrasing::place(context.paths, finding.instance);
    let count = u32::try_from(node.len()).unwrap_or(u32::MAX);
    let (has, verb) = (drs_diag::count(count.into(), "item"), if limit == 1 { "is" } else { "are" });
    codes::TOO_MANY_ITEMS
        .at(finding.span, text!(place, " has ", has, ", at most ", limit, " ", verb, " allowed"))
        .help(text!("remove ", drs_diag::count((count - limit).into(), "item")))
}
