//! From findings to diagnostics: what a person reads.

mod context;
mod fix;
mod limits;
mod members;
mod phrasing;
mod rule;
mod scalar;
pub(crate) mod syntax;
mod text;
mod values;

use drs_diag::Diagnostic;

pub(crate) use context::{Code, Context};

use crate::finding::{Finding, FindingKind};

/// The diagnostic of a finding.
pub(crate) fn diagnostic(finding: &Finding<'_>, context: Context<'_, '_>) -> Diagnostic {
    let mut diagnostic = match &finding.kind {
        FindingKind::Missing { object, property } => members::missing(finding, context, *object, property),
        FindingKind::Unknown { key, owner, guess } => members::unknown(finding, context, *key, owner, *guess),
        FindingKind::Misplaced { object, key, value, target } => {
            members::misplaced(finding, context, *object, *key, *value, target)
        }
        FindingKind::Unwrapped(unwrapped) => members::unwrapped(finding, context, unwrapped),
        FindingKind::WrongType { node, schema, field, member } => {
            values::wrong_type(finding, context, *node, schema, *field, *member)
        }
        FindingKind::Wrapped { array, item, schema } => values::wrapped(finding, context, *array, *item, schema),
        FindingKind::NotAllowed { node, schema, .. } => values::not_allowed(finding, context, *node, schema),
        FindingKind::Length { actual, limit, field } => limits::length(finding, context, *actual, *limit, *field),
        FindingKind::Pattern { node, schema, field } => limits::pattern(finding, context, *node, schema, *field),
        FindingKind::Range { node, limit, below } => limits::range(finding, context, *node, *limit, *below),
        FindingKind::Fraction { node } => limits::fraction(finding, context, *node),
        FindingKind::Items { node, limit } => limits::items(finding, context, *node, *limit),
        FindingKind::Reference => values::reference(finding, context),
        FindingKind::Placeholder { is_secret } => values::placeholder(finding, context, *is_secret),
        FindingKind::Rule { rule, caret, related, .. } => rule::broken(finding, context, rule, *caret, related),
    };
    (diagnostic.pointer, diagnostic.instance) = context.paths.pointers(finding.path, finding.instance);
    if is_editable(&finding.kind) { diagnostic } else { diagnostic.without_fix() }
}

/// Whether the text that a fix would change stands for this one value or key.
fn is_editable(kind: &FindingKind<'_>) -> bool {
    match kind {
        FindingKind::WrongType { node, .. }
        | FindingKind::NotAllowed { node, .. }
        | FindingKind::Pattern { node, .. }
        | FindingKind::Range { node, .. }
        | FindingKind::Fraction { node } => node.is_editable(),
        FindingKind::Unknown { key, .. } => key.is_editable(),
        _ => true,
    }
}
