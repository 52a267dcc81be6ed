//! What every explanation is made with: ids, and what may be shown of a document.

use drs_diag::{Diagnostic, Severity};
use drs_text::{Node, Span};

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
    pub(super) fn is_secret(&self, path: PathId, node: Node<'_>) -> bool {
        self.paths.hides(path) || self.paths.masks(node.span())
    }
}

/// Adds a help text if there is one.
pub(super) fn help(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
