//! The check of a request as it is about to be sent.

use drs_diag::{Diagnostic, Severity};
use drs_validate::{Input, Operation, Options, Report, Syntax};
use reqwest::Url;
use serde_json::{Map, Value};

/// Checks a request: its body, or its query parameters if it has no body. Warnings do not stop a call.
///
/// # Errors
/// Every error in it.
pub(crate) fn check(operation: Operation, body: &[u8], url: &Url, options: &Options) -> Result<(), Vec<Diagnostic>> {
    let query;
    let text = if operation.has_body() {
        body
    } else {
        query = query_document(operation, url);
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

/// The query parameters as the document that the check knows: an object, each value the text that goes into the URL, and a list
/// where the parameter is one.
fn query_document(operation: Operation, url: &Url) -> String {
    let is_list = |name: &str| {
        operation.parameters().iter().any(|it| it.field.name == name && it.field.kind.starts_with("list of "))
    };
    let mut members = Map::new();
    for (name, value) in url.query_pairs() {
        let value = Value::from(&*value);
        if !is_list(&name) {
            members.insert(name.into_owned(), value);
        } else if let Value::Array(items) = members.entry(&*name).or_insert_with(|| Value::Array(Vec::new())) {
            items.push(value);
        }
    }
    Value::Object(members).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_parameters_become_a_document() {
        let url =
            Url::parse("https://drs.example.com/v5/p/jobs/j?type=detail&limit=10&source_db_name=a%20%22b%22").unwrap();
        let document: Value = serde_json::from_str(&query_document(Operation::ShowJobDetail, &url)).unwrap();
        assert_eq!(document, serde_json::json!({"type": "detail", "limit": "10", "source_db_name": "a \"b\""}));
        let url = Url::parse("https://drs.example.com/v5/p/jobs?instance_ids=a&job_type=sync&instance_ids=b").unwrap();
        let document: Value = serde_json::from_str(&query_document(Operation::ListJobs, &url)).unwrap();
        assert_eq!(document, serde_json::json!({"job_type": "sync", "instance_ids": ["a", "b"]}));
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
