//! One finding about one place of a text.

use std::borrow::Cow;

use drs_text::{Edit, Span};

use crate::fix::Fix;
use crate::severity::Severity;

/// One finding: what is wrong, where, and what to do about it.
///
/// Texts are one line each, lower case, without a full stop, names in backticks. What comes from the user's text goes through
/// [`escape`](crate::escape()) first; the renderers escape and redact once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable id of the check.
    pub id: Cow<'static, str>,
    /// The id in words, such as `unknown-field`.
    pub name: Cow<'static, str>,
    /// Whether it makes the document invalid.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// JSON Pointer (RFC 6901) of the place that `span` shows. Keys of more than 16 KiB are cut, with `…` behind.
    pub pointer: String,
    /// JSON Pointer (RFC 6901) of the value that fails its schema, in the same way.
    pub instance: String,
    /// The bytes of the source that the caret is put under. Spans out of bounds are shown at the nearest place within.
    pub span: Span,
    /// A few words beside the caret.
    pub label: Option<Cow<'static, str>>,
    /// Other places that have a part in it.
    pub related: Vec<Related>,
    /// The remedy.
    pub help: Option<Cow<'static, str>>,
    /// The remedy as edits.
    pub fix: Option<Fix>,
}

/// A second place that has a part in a diagnostic, such as the first of two equal keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What this place has to do with it.
    pub message: String,
    /// Its bytes, in the same source as the diagnostic's.
    pub span: Span,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(
        id: impl Into<Cow<'static, str>>,
        name: impl Into<Cow<'static, str>>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, id.into(), name.into(), span, message.into())
    }

    /// A warning at `span`.
    pub fn warning(
        id: impl Into<Cow<'static, str>>,
        name: impl Into<Cow<'static, str>>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, id.into(), name.into(), span, message.into())
    }

    fn new(severity: Severity, id: Cow<'static, str>, name: Cow<'static, str>, span: Span, message: String) -> Self {
        Self {
            id,
            name,
            severity,
            message,
            pointer: String::new(),
            instance: String::new(),
            span,
            label: None,
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Moves it into a text around its own, where a span is at `place` and the text of an edit is written as `text` says.
    #[must_use]
    pub fn moved(mut self, place: impl Fn(Span) -> Span, text: impl Fn(&str) -> String) -> Self {
        self.span = place(self.span);
        self.related.iter_mut().for_each(|related| related.span = place(related.span));
        for edit in self.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            *edit = Edit::new(place(edit.span), text(&edit.text));
        }
        self
    }

    /// Sets the JSON Pointer of the place shown.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = pointer.into();
        self
    }

    /// Sets the JSON Pointer of the value that fails.
    #[must_use]
    pub fn instance(mut self, instance: impl Into<String>) -> Self {
        self.instance = instance.into();
        self
    }

    /// Sets the words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<Cow<'static, str>>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, message: impl Into<String>, span: Span) -> Self {
        self.related.push(Related { message: message.into(), span });
        self
    }

    /// Sets the remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the remedy as edits; `message` says what they do. See [`Fix`] on secrets.
    #[must_use]
    pub fn fix(mut self, message: impl Into<Cow<'static, str>>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix::new(message, edits));
        self
    }

    /// Leaves the remedy to the reader: what the fix would do becomes a part of the help.
    #[must_use]
    pub fn without_fix(mut self) -> Self {
        if let Some(fix) = self.fix.take() {
            self.help = Some(match self.help.take() {
                Some(help) if help == fix.message => help,
                Some(help) => format!("{}; {help}", fix.message).into(),
                None => fix.message,
            });
        }
        self
    }
}
