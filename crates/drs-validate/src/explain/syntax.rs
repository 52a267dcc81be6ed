//! Messages for text that is not what its syntax demands.

use drs_diag::Diagnostic;
use drs_text::{Expected, Fault, FaultKind};

use super::context::{Code, help as with_help};
use super::text::text;
use super::{phrasing, scalar};
use crate::generated::codes;
use crate::locate::Location;
use crate::schema::{Schema, Shape};

/// The diagnostic of a syntax fault of `text`, which is empty where nothing of it could be read.
///
/// `schema` is what the value should be, if that is known.
pub(crate) fn diagnostic(
    fault: &Fault,
    location: &Location,
    text: &str,
    schema: Option<&'static Schema>,
) -> Diagnostic {
    let diagnostic = code(&fault.kind).at(fault.span, message(fault, location, text));
    let diagnostic = match (fault.related, &fault.kind) {
        (Some(span), FaultKind::DuplicateKey) => diagnostic.label("the second time").related("the first time", span),
        (Some(span), FaultKind::UnexpectedEnd { .. }) => diagnostic.related("this is not closed", span),
        (Some(span), FaultKind::InvalidEscape) => diagnostic.related("this is an escape, as it stands", span),
        (Some(span), _) => diagnostic.related("because of this", span),
        (None, _) => diagnostic,
    };
    let diagnostic = diagnostic.pointer(location.pointer.clone()).instance(location.pointer.clone());
    let meant = schema.filter(|schema| match fault.kind {
        FaultKind::AmbiguousScalar { .. } => !location.secret,
        FaultKind::InvalidNumber { .. } => matches!(schema.shape, Shape::Text(_)),
        _ => false,
    });
    if let Some(schema) = meant {
        return scalar::remedy(diagnostic, fault.span, text.get(fault.span.range()).unwrap_or_default(), schema);
    }
    // Where nobody knows that a number is meant, it may be a text, which is another one without its sign or its zeros.
    let is_certain = !matches!(fault.kind, FaultKind::InvalidNumber { .. })
        || schema.is_some_and(|schema| matches!(schema.shape, Shape::Integer(_)));
    let edits = fault.fix(text).filter(|_| is_certain);
    let edits = edits.filter(|edits| !location.secret || edits.iter().all(|edit| edit.span.is_empty()));
    let help = match (&fault.kind, &edits) {
        (FaultKind::TrailingContent | FaultKind::UnexpectedToken { .. } | FaultKind::YamlSyntax { .. }, Some(_)) => {
            None
        }
        (FaultKind::YamlSyntax { reason }, _) => yaml_help(reason),
        // What announces an empty document is `---`.
        (FaultKind::Empty, _) if !fault.span.is_empty() => {
            Some("remove the `---`, or write the document that it announces")
        }
        (kind, _) => kind.help(),
    };
    let help = match fault.kind {
        FaultKind::YamlSyntax { .. } => invisible_before(fault, text).or_else(|| help.map(str::to_owned)),
        _ => help.map(str::to_owned),
    };
    let diagnostic = with_help(diagnostic, help);
    match edits {
        Some(edits) => diagnostic.fix(fix_message(&fault.kind), edits),
        None => diagnostic,
    }
}

/// Most frequent cause of a complaint of the YAML parser.
fn yaml_help(reason: &str) -> Option<&'static str> {
    let causes = [
        ("mapping values", "a `:` before this has no blank behind it, or a line is indented too far"),
        ("block mapping", "a line before this is indented differently, or a `:` is missing"),
        ("quoted scalar", "a quote before this is not closed, or a line of the text is not indented"),
        ("tab", "indent with blanks"),
        ("cannot start with", "put the text in quotes, or remove that character if quotes follow it"),
        ("YAML whitespace", "write a blank behind the `:`"),
    ];
    causes.iter().find(|(complaint, _)| reason.contains(complaint)).map(|(_, help)| *help)
}

/// How many lines up to a fault are looked at.
const LINES_BEFORE: usize = 3;

/// Help about a character that cannot be seen, in the line up to the end of a fault or in one of those before it: the YAML parser takes
/// it for text.
fn invisible_before(fault: &Fault, text: &str) -> Option<String> {
    let before = text.get(..fault.span.range().end)?;
    let name = |line: &str| line.chars().find_map(drs_text::invisible);
    let (distance, name) =
        before.rsplit('\n').take(LINES_BEFORE).enumerate().find_map(|(at, it)| Some((at, name(it)?)))?;
    let place = match distance {
        0 => "",
        1 => ", in the line before",
        _ => ", in a line before",
    };
    Some(text!("write an ordinary blank in the place of ", name, place))
}

/// Message of a fault, with the token at fault where that can be shown.
fn message(fault: &Fault, location: &Location, text: &str) -> String {
    let source = text.get(fault.span.range()).filter(|source| !source.is_empty());
    let token = source.map(|source| phrasing::quoted(source.trim_matches(['"', '\''])));
    let plain = || drs_diag::escape(&fault.kind.to_string()).into_owned();
    match (&fault.kind, token) {
        (FaultKind::DuplicateKey, Some(token)) if !location.inside_secret => text!("the key ", token, " appears twice"),
        (FaultKind::UnquotedKey, Some(token)) if !location.inside_secret => text!("the key ", token, " has no quotes"),
        (FaultKind::InvalidLiteral, Some(token)) if !location.secret => text!(token, " is not a JSON value"),
        (FaultKind::InvalidNumber { reason }, Some(token)) if !location.secret => {
            text!(token, " is not a JSON number: ", reason.to_string())
        }
        (FaultKind::UnexpectedToken { .. }, _) => {
            match source.and_then(|source| drs_text::invisible(source.chars().next()?)) {
                Some(name) => text!(plain(), ", found ", name),
                None => plain(),
            }
        }
        _ => plain(),
    }
}

/// What a fix does.
fn fix_message(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::ByteOrderMark => "remove the mark",
        FaultKind::MissingComma => "add a comma",
        FaultKind::Comment => "remove the comment: JSON has none",
        FaultKind::SingleQuotes { .. } => "use double quotes",
        FaultKind::UnquotedKey => "put the key in double quotes",
        FaultKind::ControlCharacter => "write it as an escape such as `\\n`, `\\t` or `\\u0000`",
        FaultKind::TrailingContent => "remove it",
        FaultKind::UnexpectedToken { expected: Expected::Colon } => "write `:` between a key and its value",
        FaultKind::UnexpectedToken { expected: Expected::Whitespace } => "write an ordinary blank",
        FaultKind::TrailingComma | FaultKind::UnexpectedToken { .. } => "remove the comma",
        FaultKind::InvalidEscape => "write a backslash as `\\\\`",
        FaultKind::InvalidNumber { .. } => "write it as JSON does",
        FaultKind::InvalidLiteral => "write it in lower case, as JSON does",
        FaultKind::YamlSyntax { .. } => "put it in quotes",
        _ => "correct it",
    }
}

/// The id of a kind of fault.
pub(crate) fn code(kind: &FaultKind) -> Code {
    match kind {
        FaultKind::NotUtf8 { .. } => codes::NOT_UTF_8,
        FaultKind::Empty => codes::EMPTY_DOCUMENT,
        FaultKind::ByteOrderMark => codes::BYTE_ORDER_MARK,
        FaultKind::TooLarge { .. } => codes::DOCUMENT_TOO_LARGE,
        FaultKind::TooDeep { .. } => codes::NESTING_TOO_DEEP,
        FaultKind::UnexpectedEnd { .. } => codes::UNEXPECTED_END,
        FaultKind::TrailingContent => codes::TRAILING_CONTENT,
        FaultKind::TrailingComma => codes::TRAILING_COMMA,
        FaultKind::MissingComma => codes::MISSING_COMMA,
        FaultKind::Comment => codes::COMMENT,
        FaultKind::SingleQuotes { .. } => codes::SINGLE_QUOTES,
        FaultKind::UnquotedKey => codes::UNQUOTED_KEY,
        FaultKind::ControlCharacter => codes::CONTROL_CHARACTER,
        FaultKind::InvalidEscape => codes::INVALID_ESCAPE,
        FaultKind::LoneSurrogate => codes::LONE_SURROGATE,
        FaultKind::InvalidNumber { .. } => codes::INVALID_NUMBER,
        FaultKind::NumberOutOfRange => codes::NUMBER_OUT_OF_RANGE,
        FaultKind::InvalidLiteral => codes::INVALID_LITERAL,
        FaultKind::DuplicateKey => codes::DUPLICATE_KEY,
        FaultKind::YamlSyntax { .. } => codes::YAML_SYNTAX,
        FaultKind::AmbiguousScalar { .. } => codes::AMBIGUOUS_SCALAR,
        FaultKind::RecursiveAlias => codes::RECURSIVE_ALIAS,
        FaultKind::AliasBudget { .. } => codes::ALIAS_BUDGET,
        FaultKind::MergeKey => codes::MERGE_KEY,
        FaultKind::UnsupportedTag => codes::UNSUPPORTED_TAG,
        FaultKind::ComplexKey => codes::COMPLEX_KEY,
        FaultKind::UnexpectedToken { .. } | FaultKind::Foreign { .. } => codes::UNEXPECTED_TOKEN,
    }
}

#[cfg(test)]
mod tests {
    use drs_text::{Ambiguity, Expected, FaultKind, Foreign, NumberFlaw};

    use super::code;

    #[test]
    fn the_pages_have_the_names_of_the_faults() {
        let kinds = [
            FaultKind::NotUtf8 { format: None },
            FaultKind::Empty,
            FaultKind::TooLarge { limit: 1 },
            FaultKind::TooDeep { limit: 1 },
            FaultKind::ByteOrderMark,
            FaultKind::UnexpectedEnd { expected: Expected::Value },
            FaultKind::UnexpectedToken { expected: Expected::Value },
            FaultKind::Foreign { what: Foreign::Template },
            FaultKind::TrailingContent,
            FaultKind::TrailingComma,
            FaultKind::MissingComma,
            FaultKind::Comment,
            FaultKind::SingleQuotes { typographic: false },
            FaultKind::UnquotedKey,
            FaultKind::ControlCharacter,
            FaultKind::InvalidEscape,
            FaultKind::LoneSurrogate,
            FaultKind::InvalidNumber { reason: NumberFlaw::PlusSign },
            FaultKind::NumberOutOfRange,
            FaultKind::InvalidLiteral,
            FaultKind::DuplicateKey,
            FaultKind::YamlSyntax { reason: String::new() },
            FaultKind::AmbiguousScalar { reading: Ambiguity::Bool },
            FaultKind::RecursiveAlias,
            FaultKind::AliasBudget { limit: 1 },
            FaultKind::MergeKey,
            FaultKind::UnsupportedTag,
            FaultKind::ComplexKey,
        ];
        for kind in kinds {
            assert_eq!(code(&kind).name, kind.name());
        }
    }
}
