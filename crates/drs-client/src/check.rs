//! The check of a request as it is about to be sent.

use drs_diag::{Diagnostic, Severity};
use drs_validate::{Input, Operation, Options, Syntax};
use reqwest::Url;

/// The mistakes in a request: in its body, or in its query parameters if it has no body. Warnings do not stop a call.
pub(crate) fn check(operation: &str, body: &[u8], url: &Url) -> Vec<Diagnostic> {
    let Some(operation) = Operation::from_id(operation) else {
        return Vec::new();
    };
    let query;
    let text = if operation.has_body() {
        body
    } else {
        query = query_document(url);
        query.as_bytes()
    };
    let report = drs_validate::check(operation, Input { text, syntax: Syntax::Json }, &Options::default());
    report.diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect()
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
}
