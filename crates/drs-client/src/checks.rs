//! Results of tests of connections, prechecks and other actions that take time, as the detail of a task shows them.

use serde_json::Value;

pub use drs_events::{Check, Finding, Severity};

/// Whether a detail of a task shows a result that does not change any more.
pub fn is_over(job: &Value) -> bool {
    let is =
        |value: &Value, at: &str, words: &[&str]| words.iter().any(|word| text(value, at).eq_ignore_ascii_case(word));
    let all = |list: &str, is_over: &dyn Fn(&Value) -> bool| {
        let results = items(job, list);
        !results.is_empty() && results.iter().all(is_over)
    };
    all("/network_results", &|result| result["success"].is_boolean() || is(result, "/status", &["success", "failed"]))
        || text(job, "/precheck_result/process").trim_end_matches('%') == "100"
        || all("/diagnoses", &|result| is(result, "/status", &["SUCCESS", "FAILED"]))
        || is(job, "/repair_progress_info/status", &["SUCCESS", "FAILED"])
}

/// What did not pass, in a detail of a task.
pub fn findings(job: &Value) -> Vec<Finding> {
    let connections = items(job, "/network_results").iter().filter(|result| has_failed_to_connect(result));
    let connections = connections.map(|result| {
        let mut finding = Finding::new(Check::Network, text(result, "/ip"));
        finding.code = Some(text(result, "/error_code")).filter(|code| !code.is_empty());
        finding.reason = text(result, "/error_msg");
        finding
    });
    let is_skipped = |item: &Value| item["is_skipped"].as_bool().unwrap_or_default();
    let is = |item: &Value, word: &str| text(item, "/result").eq_ignore_ascii_case(word);
    let prechecks = items(job, "/precheck_result/precheck_results").iter();
    let prechecks = prechecks.filter(|item| !is_skipped(item) && !is(item, "PASSED"));
    let prechecks = prechecks.map(|item| {
        let mut finding = Finding::new(Check::Precheck, text(item, "/item"));
        finding.group = text(item, "/group");
        finding.code = Some(text(item, "/error_code")).filter(|code| !code.is_empty());
        let reasons = [text(item, "/failed_reason"), text(item, "/raw_error_msg")];
        finding.reason = reasons.into_iter().filter(|reason| !reason.is_empty()).collect::<Vec<_>>().join(" ");
        if is(item, "ALARM") {
            finding.severity = Severity::Warning;
        }
        finding.can_be_skipped = item["is_support_skip"].as_bool().unwrap_or_default();
        finding
    });
    connections.chain(prechecks).collect()
}

/// Whether a check that is over has passed, which warnings do not hinder.
pub fn has_passed(job: &Value) -> bool {
    let is_failed = |diagnosis: &Value| text(diagnosis, "/status").eq_ignore_ascii_case("failed");
    let has_failed = job.pointer("/precheck_result/result") == Some(&Value::Bool(false))
        || items(job, "/diagnoses").iter().any(is_failed)
        || findings(job).iter().any(|finding| !finding.is_warning());
    !has_failed
}

/// The codes of errors that a text names, such as `DRS.M05009`.
pub fn codes(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').map(|word| word.trim_matches('.'));
    words.filter(|word| word.starts_with("DRS.") || word.starts_with("DBS."))
}

/// Whether the test of a connection is over and has failed.
fn has_failed_to_connect(result: &Value) -> bool {
    result["success"] == false
        || ["/status", "/result"].iter().any(|at| text(result, at).eq_ignore_ascii_case("failed"))
}

/// The text of a member, as it was received; empty if there is none.
fn text(value: &Value, pointer: &str) -> String {
    match value.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(is_so)) => is_so.to_string(),
        _ => String::new(),
    }
}

/// The items of a list; none if there is no list.
fn items<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_result_is_over_when_each_part_of_it_is() {
        for (job, expected) in [
            (json!({}), false),
            (json!({"network_results": []}), false),
            (json!({"network_results": [{"ip": "a", "success": true}, {"ip": "b"}]}), false),
            (json!({"network_results": [{"ip": "a", "success": true}, {"ip": "b", "status": "Failed"}]}), true),
            (json!({"precheck_result": {"process": "99%"}}), false),
            (json!({"precheck_result": {"process": "100%"}}), true),
            (json!({"precheck_result": {"process": "100"}}), true),
            (json!({"diagnoses": [{"status": "RUNNING"}]}), false),
            (json!({"diagnoses": [{"status": "SUCCESS"}]}), true),
        ] {
            assert_eq!(is_over(&job), expected, "{job}");
        }
    }

    #[test]
    fn what_passed_or_was_skipped_is_no_finding() {
        let job = json!({
            "network_results": [
                {"ip": "10.0.0.1", "success": true, "status": "success"},
                {"ip": "10.0.0.2"},
                {"ip": "10.0.0.3\u{1b}[31m", "status": "Failed", "error_code": "DRS.M05009", "error_msg": "no answer"},
            ],
            "precheck_result": {"precheck_results": [
                {"item": "a", "result": "PASSED"},
                {"item": "b", "result": "FAILED", "failed_reason": "why", "raw_error_msg": "raw", "is_support_skip": true},
                {"item": "c", "result": "FAILED", "is_support_skip": true, "is_skipped": true},
                {"item": "d", "result": "ALARM", "failed_reason": "nearly full"},
                {"item": "e", "result": "A_WORD_OF_TOMORROW"},
            ]},
        });
        let lines: Vec<String> = findings(&job).iter().map(Finding::to_string).collect();
        assert_eq!(
            lines,
            [
                "network: 10.0.0.3\\u{1b}[31m: DRS.M05009: no answer",
                "precheck: b: why raw (may be skipped)",
                "precheck: d: nearly full",
                "precheck: e",
            ]
        );
        assert!(findings(&json!({"network_results": 3})).is_empty());
    }

    #[test]
    fn warnings_let_a_check_pass_and_errors_do_not() {
        let with = |result: &str| json!({"precheck_result": {"precheck_results": [{"item": "a", "result": result}]}});
        for (job, expected) in [
            (with("PASSED"), true),
            (with("ALARM"), true),
            (with("FAILED"), false),
            (json!({"precheck_result": {"result": false}}), false),
            (json!({"network_results": [{"success": false}]}), false),
            (json!({"diagnoses": [{"status": "FAILED"}]}), false),
        ] {
            assert_eq!(has_passed(&job), expected, "{job}");
        }
    }
}
