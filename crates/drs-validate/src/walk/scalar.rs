//! Texts and numbers against their limits. A value has at most one finding: the first limit that it breaks.

use drs_text::Node;

use super::state::Walk;
use crate::dfa::Match;
use crate::finding::{Finding, FindingKind, out_of_range};
use crate::number::Number;
use crate::placeholder::is_placeholder;
use crate::reference::{self, Reading};
use crate::schema::{Integer, Property, Schema, Text};

impl<'t> Walk<'t, '_> {
    /// Checks a text.
    pub(super) fn text(
        &mut self,
        node: Node<'t>,
        schema: &'static Schema,
        text: &'static Text,
        field: Option<&'static Property>,
    ) {
        let Some(value) = node.as_str() else { return };
        let reading = if text.secret { reference::read(&value) } else { Reading::Secret };
        if reading == Reading::Reference {
            return;
        }
        if !text.values.is_empty() {
            if !text.values.contains(&&*value) {
                self.not_allowed(node, schema);
            }
            return;
        }
        // Characters are never more than bytes and never fewer than a quarter of them: most texts need no counting.
        let bytes = value.len();
        if bytes < text.min_length as usize * 4 || bytes > text.max_length as usize {
            let count = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
            if !(text.min_length..=text.max_length).contains(&count) {
                let limit = if count < text.min_length { text.min_length } else { text.max_length };
                self.report(node, FindingKind::Length { actual: count, limit, field });
                if has_wrong_character(text, &value) {
                    self.report(node, FindingKind::Pattern { node, schema, field });
                }
                return;
            }
        }
        if text.pattern.is_some_and(|pattern| !pattern.dfa.is_match(&value)) {
            self.report(node, FindingKind::Pattern { node, schema, field });
        } else if reading == Reading::Malformed {
            // The value counts all the same: it may be the secret itself.
            let path = self.paths.intern();
            self.findings.push(Finding::new(node.span(), FindingKind::Reference, path));
        } else if is_placeholder(value.as_bytes()) {
            let path = self.paths.intern();
            let kind = FindingKind::Placeholder { is_secret: text.secret };
            self.findings.push(Finding::new(node.span(), kind, path));
        }
    }

    fn not_allowed(&mut self, node: Node<'t>, schema: &'static Schema) {
        let is_warning = self.options.allow_unknown_values;
        self.report(node, FindingKind::NotAllowed { node, is_warning, schema });
    }

    /// Checks a whole number.
    pub(super) fn integer(&mut self, node: Node<'t>, schema: &'static Schema, integer: &'static Integer) {
        let Some(number) = node.as_number().map(Number::parse) else { return };
        if number == Number::Fraction {
            self.report(node, FindingKind::Fraction { node });
        } else {
            self.number(node, number, schema, integer);
        }
    }

    /// Checks a whole number that is written as text.
    pub(super) fn decimal(
        &mut self,
        node: Node<'t>,
        schema: &'static Schema,
        integer: &'static Integer,
        field: Option<&'static Property>,
    ) {
        let Some(text) = node.as_str() else { return };
        if is_decimal(&text) {
            self.number(node, Number::parse(&text), schema, integer);
        } else {
            self.report(node, FindingKind::Pattern { node, schema, field });
        }
    }

    fn number(&mut self, node: Node<'t>, number: Number, schema: &'static Schema, integer: &'static Integer) {
        if !integer.values.is_empty() {
            if !integer.values.iter().any(|listed| Number::Integer(*listed) == number) {
                self.not_allowed(node, schema);
            }
        } else if let Some((limit, below)) = out_of_range(number, integer.minimum, integer.maximum) {
            self.report(node, FindingKind::Range { node, limit, below });
        }
    }
}

/// Whether a character that stays when the length of a text is corrected cannot stand where it stands.
fn has_wrong_character(text: &Text, value: &str) -> bool {
    let Some(Match::Stopped(offset)) = text.pattern.map(|pattern| pattern.dfa.run(value)) else { return false };
    value[..offset].chars().count() < text.max_length as usize
}

/// Whether a text is a whole number in its shortest decimal form.
pub(crate) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let zero = digits.starts_with('0') && (digits.len() > 1 || text.len() > 1);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !zero
}
