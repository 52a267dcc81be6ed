//! What to write instead of a scalar that its spelling does not tell the meaning of, by what its field takes.

use drs_diag::Diagnostic;
use drs_text::{Edit, Span};

use super::text::text;
use super::values::{allows, truth};
use crate::schema::{Schema, Shape};

/// Adds what to write so that the next check has nothing to say about the value.
pub(super) fn remedy(diagnostic: Diagnostic, span: Span, raw: &str, schema: &'static Schema) -> Diagnostic {
    match &schema.shape {
        Shape::Boolean => match truth(raw) {
            Some(truth) => {
                let remedy = format!("write `{truth}`");
                diagnostic.help(remedy.clone()).fix(remedy, vec![Edit::new(span, truth.to_string())])
            }
            None => diagnostic.help("write `true` or `false`"),
        },
        Shape::Integer(_) => diagnostic.help("write a whole number in decimal digits, without zeros before it"),
        Shape::Text(text) if allows(text, raw) && !raw.contains(['"', '\\']) => diagnostic
            .help("put it in quotes")
            .fix("put it in quotes", vec![Edit::insert(span.start, "\""), Edit::insert(span.end, "\"")]),
        Shape::Text(text) if !text.values.is_empty() => {
            diagnostic.help(text!("write ", drs_diag::list(text.values, "or"), " in quotes"))
        }
        Shape::Text(text) => match text.pattern {
            Some(pattern) => diagnostic.help(text!("it must be ", pattern.hint, ", in quotes")),
            None => diagnostic.help("write a text in quotes"),
        },
        Shape::Object(_) | Shape::Array(_) | Shape::Any => diagnostic.help(text!("write ", schema.noun())),
    }
}
