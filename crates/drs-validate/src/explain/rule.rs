//! Messages of broken rules.

use drs_diag::{Diagnostic, Severity};
use drs_text::{Node, Span};

use super::context::{Code, Context};
use super::phrasing;
use super::phrasing::Quoted;
use super::text::text;
use crate::finding::{Finding, Part};
use crate::rules::Rule;

/// The diagnostic of a broken rule.
pub(super) fn broken(
    finding: &Finding<'_>,
    context: Context<'_, '_>,
    rule: &Rule,
    caret: Node<'_>,
    related: &[(Span, Part<'_>)],
) -> Diagnostic {
    let severity = if rule.warning { Severity::Warning } else { Severity::Error };
    let code = Code { id: rule.id, name: rule.name, severity };
    let value = phrasing::value(caret, context.is_secret(finding.path, caret));
    let value = value.as_ref().map_or("…", Quoted::inner);
    let mut diagnostic = code.at(finding.span, rule.message.replace("{value}", value));
    for (span, part) in related {
        let label = match part {
            Part::Label(label) => (*label).to_owned(),
            Part::Because(node, name) => {
                let secret = context.is_secret(finding.path, *node) || crate::secrets().is_secret(name);
                match phrasing::value(*node, secret) {
                    Some(value) => text!("because this is ", value),
                    None => "because of this".to_owned(),
                }
            }
            Part::Missing => "missing in here".to_owned(),
            Part::Conflict => "this conflicts with it".to_owned(),
        };
        diagnostic = diagnostic.related(label, *span);
    }
    if rule.help.is_empty() { diagnostic } else { diagnostic.help(rule.help) }
}
