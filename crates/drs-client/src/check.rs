//! The check of a request as it is about to be sent.

use drs_diag::{Diagnostic, Severity};
use drs_validate::{Input, Operation, Options, Report, Syntax};
use reqwest::Url;

/// Checks a request: its body, or its query parameters if it has no body. Warnings do not stop a call.
///
/// # Errors
/// Every error in it.
pub(crate) fn check(operation: Operation, body: &[u8], url: &Url, options: &Options) -> Result<(), Vec<Diagnostic>> {
    let query;
    let text = if operation.has_body() {
        body
    } else {
        query = query_document(url);
        query.as_bytes()
    };
    verdict(drs_validate::check(operation, Input { text, syntax: Syntax::Json }, options))
}

/// Decides by the count of errors: what is listed may be a part.
fn verdict(report: Report) -> Result<(), Vec<Diagnostic>> {
    if report.is_valid() {
        return Ok(());
    }
    let errors = report.diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    Err(errors.collect())
}

/// The query parameters as the document that the check knows: an object, each value the text that goes into the URL.
fn query_document(url: &Url) -> String {
    let members = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned().into()));
    serde_json::Value::Object(members.collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_parameters_become_a_document() {
        let url =
            Url::parse("https://drs.example.com/v5/p/jobs/j?type=detail&limit=10&source_db_name=a%20%22b%22").unwrap();
        let document: serde_json::Value = serde_json::from_str(&query_document(&url)).unwrap();
        assert_eq!(document, serde_json::json!({"type": "detail", "limit": "10", "source_db_name": "a \"b\""}));
    }

    #[test]
    fn unknown_fields_and_values_pass_where_they_are_allowed() {
        let url = Url::parse("https://drs.example.com/").unwrap();
        let check = |body: &[u8], options: Options| check(Operation::UpdateJob, body, &url, &options).is_ok();
        let (field, value) = (
            Options { allow_unknown_fields: true, ..Options::default() },
            Options { allow_unknown_values: true, ..Options::default() },
        );
        let newer_field = br#"{"job": {"type": "precheck", "params": {}, "colour": 1}}"#;
        let newer_value = br#"{"job": {"type": "precheck_again", "params": {}}}"#;
        assert_eq!([check(newer_field, Options::default()), check(newer_field, field)], [false, true]);
        assert_eq!([check(newer_value, Options::default()), check(newer_value, value)], [false, true]);
    }

    #[test]
    fn an_error_that_is_counted_and_not_listed_does_not_pass() {
        let listed = verdict(Report { errors: 1, omitted: 1, ..Report::default() }).unwrap_err();
        assert!(listed.is_empty(), "{listed:?}");
        verdict(Report { warnings: 1, omitted: 1, ..Report::default() }).unwrap();
    }
}
