//! What a diagnostic is, how secrets are masked in it and how it is shown.
//!
//! A [`Diagnostic`] is one finding about one place of a [`Source`]; a [`Document`] has what was found in one text; a
//! [`Renderer`] writes documents one by one in a [`Format`]. Every renderer gets at text through its source, which hides what
//! stands under the keys that are [`Secrets`], and prints nothing that a terminal would act on.
//!
//! ```
//! use drs_diag::{Diagnostic, Document, Format, Outcome, Renderer, Secrets, Source, Style, Summary};
//! use drs_text::Span;
//!
//! let secrets = Secrets::new(&["password"]);
//! let source = Source::new("a.json", br#"{"passwrod": "hunter2"}"#, &secrets, None);
//! let found = Diagnostic::error("X-1", "unknown-field", Span::new(1, 11), "unknown field `passwrod`");
//! let document = Document {
//!     path: source.name().to_owned(),
//!     number: None,
//!     key: None,
//!     operation: None,
//!     source: &source,
//!     outcome: Outcome::checked(vec![found]),
//! };
//!
//! let mut summary = Summary::default();
//! let mut renderer = Renderer::new(Format::Human, Style::default(), Vec::new());
//! renderer.document(&document)?;
//! summary.add(&document.outcome);
//! let shown = String::from_utf8(renderer.finish(&summary)?).unwrap();
//! assert_eq!(shown, r#"error[X-1]: unknown field `passwrod`
//!  --> a.json:1:2
//!   |
//! 1 | {"passwrod": "***"}
//!   |  ^^^^^^^^^^
//!
//! error: 1 document invalid, 1 error
//! "#);
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! The crate knows nothing of any schema, service or file: ids, names and operations are labels to it.

mod apply_fixes;
mod diagnostic;
mod document;
mod escape;
mod fix;
mod mask;
mod phrasing;
mod redact;
#[cfg(feature = "render")]
mod render;
pub mod report;
mod secrets;
mod severity;
mod source;
pub mod spelling;
mod summary;
mod tool;
#[cfg(feature = "render")]
mod view;
#[cfg(feature = "render")]
mod window;

pub use apply_fixes::{FixCandidates, Fixed, apply_fixes};
pub use diagnostic::{Diagnostic, Related};
pub use document::{Document, Outcome};
pub use escape::escape;
pub use fix::Fix;
pub use mask::{Mask, is_pair_value, mask};
pub use phrasing::{count, list};
pub use redact::MASK;
#[cfg(feature = "render")]
pub use render::{Format, Renderer, Style, UnknownFormat, escape_json};
pub use secrets::Secrets;
pub use severity::Severity;
pub use source::Source;
pub use summary::Summary;
pub use tool::{RuleInfo, Tool};
