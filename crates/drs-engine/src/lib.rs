//! From a text to a verdict, a report in any format, a fixed text or an explanation: what the command and the bindings for other
//! languages share.
//!
//! Nothing is read, sent or printed, a mistake in the text is never an `Err`, and no secret is in what is returned.
//!
//! ```
//! use drs_engine::{Settings, fix, report};
//!
//! let settings = Settings::from_json(r#"{"format": "concise", "operation": "update_job"}"#)?;
//! let text = r#"{"job": {"type": "PRECHECK", "params": {}}}"#;
//! let report = report(text.as_bytes(), &settings);
//! assert!(!report.is_valid);
//! assert!(report.text.starts_with("request.json:1:18: error[DRS-S004]"), "{}", report.text);
//! assert_eq!(fix(text, &settings).text, r#"{"job": {"type": "precheck", "params": {}}}"#);
//! # Ok::<(), drs_engine::SettingsError>(())
//! ```

mod checker;
mod documents;
pub mod explain;
mod fix;
mod lines;
mod redact;
mod report;
mod settings;
mod tool;

pub use checker::{Checker, Reading};
pub use drs_diag::Fixed;
pub use fix::fix;
pub use redact::{Redacted, redact};
pub use report::{RenderedReport, entry, is_valid, json_report, report, report_json};
pub use settings::{InputFormat, Settings, SettingsError, operation};
pub use tool::TOOL;
