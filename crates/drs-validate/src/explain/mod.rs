//! From findings to diagnostics: what a person reads.

mod fix;
mod members;
mod rule;
pub(crate) mod syntax;
mod text;
mod values;
mod words;

use drs_diag::{Diagnostic, Severity};
use drs_text::{Node, Span};

use crate::finding::{Finding, What};
use crate::input::Syntax;
use crate::trail::{PathId, Trail};

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

/// What the words of a diagnostic are taken from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'c, 't> {
    /// The kept places.
    pub(crate) trail: &'c Trail<'t>,
    /// The syntax that fixes are written in.
    pub(crate) syntax: Syntax,
    /// The document.
    pub(crate) text: &'t str,
}

impl Context<'_, '_> {
    /// Whether a value may not be shown.
    fn is_secret(&self, path: PathId, node: Node<'_>) -> bool {
        self.trail.hides(path) || self.trail.masks(node.span())
    }
}

/// The diagnostic of a finding.
pub(crate) fn diagnostic(finding: &Finding<'_>, context: Context<'_, '_>) -> Diagnostic {
    let mut diagnostic = match &finding.what {
        What::Missing { object, property } => members::missing(finding, context, *object, property),
        What::Unknown { key, owner, guess } => members::unknown(finding, context, *key, owner, *guess),
        What::Misplaced { object, key, value, target } => {
            members::misplaced(finding, context, *object, *key, *value, target)
        }
        What::Unwrapped(unwrapped) => members::unwrapped(finding, context, unwrapped),
        What::WrongType { node, schema, field, member } => {
            values::wrong_type(finding, context, *node, schema, *field, *member)
        }
        What::Wrapped { array, item, schema } => values::wrapped(finding, context, *array, *item, schema),
        What::NotAllowed { node, schema } => values::not_allowed(finding, context, *node, schema),
        What::Length { actual, limit, field } => values::length(finding, context, *actual, *limit, *field),
        What::Form { node, schema, field } => values::form(finding, context, *node, schema, *field),
        What::Range { node, limit, below } => values::range(finding, context, *node, *limit, *below),
        What::Fraction { node } => values::fraction(finding, context, *node),
        What::Items { node, limit } => values::items(finding, context, *node, *limit),
        What::Reference => values::reference(finding, context),
        What::Rule { rule, caret, related, .. } => rule::broken(finding, context, rule, *caret, related),
    };
    (diagnostic.pointer, diagnostic.instance) = context.trail.pointers(finding.path, finding.instance);
    if is_editable(&finding.what) { diagnostic } else { diagnostic.without_fix() }
}

/// Whether the text that a fix would change stands for this one value or key.
fn is_editable(what: &What<'_>) -> bool {
    match what {
        What::WrongType { node, .. }
        | What::NotAllowed { node, .. }
        | What::Form { node, .. }
        | What::Range { node, .. }
        | What::Fraction { node } => node.is_editable(),
        What::Unknown { key, .. } => key.is_editable(),
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
