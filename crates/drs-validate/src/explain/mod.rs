//! From findings to diagnostics: what a person reads.

mod fix;
mod members;
mod phrasing;
mod rule;
pub(crate) mod syntax;
mod text;
mod values;

use drs_diag::{Diagnostic, Severity};
use drs_text::{Node, Span};

use crate::finding::{Finding, FindingKind};
use crate::input::Syntax;
use crate::instance_path::{InstancePath, PathId};

/// An id with its name: the heading of its page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    /// `DRS-S001`.
    pub(crate) id: &'static str,
    /// `missing-field`.
    pub(crate) name: &'static str,
    /// Whether it makes a document invalid.
    pub(crate) severity: Severity,
}

impl Code {
    /// A diagnostic with this id.
    pub(crate) fn at(self, span: Span, message: impl Into<String>) -> Diagnostic {
        match self.severity {
            Severity::Error => Diagnostic::error(self.id, self.name, span, message),
            Severity::Warning => Diagnostic::warning(self.id, self.name, span, message),
        }
    }
}

/// Sources of the text of a diagnostic.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'c, 't> {
    /// The interned places.
    pub(crate) paths: &'c InstancePath<'t>,
    /// The syntax that fixes are written in.
    pub(crate) syntax: Syntax,
    /// The document.
    pub(crate) text: &'t str,
}

impl Context<'_, '_> {
    /// Whether a value may not be shown.
    fn is_secret(&self, path: PathId, node: Node<'_>) -> bool {
        self.paths.hides(path) || self.paths.masks(node.span())
    }
}

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
        FindingKind::NotAllowed { node, schema } => values::not_allowed(finding, context, *node, schema),
        FindingKind::Length { actual, limit, field } => values::length(finding, context, *actual, *limit, *field),
        FindingKind::Pattern { node, schema, field } => values::pattern(finding, context, *node, schema, *field),
        FindingKind::Range { node, limit, below } => values::range(finding, context, *node, *limit, *below),
        FindingKind::Fraction { node } => values::fraction(finding, context, *node),
        FindingKind::Items { node, limit } => values::items(finding, context, *node, *limit),
        FindingKind::Reference => values::reference(finding, context),
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

/// Adds a help text if there is one.
fn help(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
