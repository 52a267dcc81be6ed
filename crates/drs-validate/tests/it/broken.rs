//! Texts with one slip of the syntax: what is said of them, and what is not.

use drs_validate::Syntax;

use crate::support::{checked, ids};

/// What is said of a text, and whether any of it is a fix for more than the syntax.
fn said(text: &str, syntax: Syntax) -> Vec<String> {
    let report = checked("any", text.as_bytes(), syntax);
    let is_shape = |id: &str| !id.starts_with("DRS-J");
    let moves = report.diagnostics.iter().filter(|it| is_shape(&it.id) && it.fix.is_some());
    assert_eq!(moves.count(), 0, "{text}");
    ids(&report).iter().map(|id| id[4..].to_owned()).collect()
}

#[test]
fn one_slip_of_json_is_one_mistake() {
    for (text, ids) in [
        ("{bad", &["J007"][..]),
        ("{{", &["J007"]),
        ("{ \u{201C}job\u{201D}: {\"type\": \"precheck\", \"params\": {}}}", &["J012"]),
        (r#"{"jobs" [{"job_id": "4f7b2c1e-93ad-4e08-b6d1-2a9c5e0jb201"}]}"#, &["J007"]),
        (r#"{"job": {"type", "precheck", "params": {}}}"#, &["J007"]),
        (r#"{"job": {"type: "precheck", "params": {}}}"#, &["J007"]),
        (r#"{"job": {"type": "precheck, "params": {}}}"#, &["J007"]),
        (r#"{"job": {"type": "precheck", "params": {}}}}"#, &["J008"]),
        (r#"{"jobs": {"job_id": "4f7b2c1e-93ad-4e08-b6d1-2a9c5e0jb201"}]}"#, &["J007"]),
        (
            r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders", "alarm_notify": {"alarm_to_user": false}}]}}"#,
            &["J007"],
        ),
        // Only what a part of a text lacks is not known.
        (r#"{"job": {"type": "prechek""#, &["S004", "J006"]),
        (r#"{"job": {"type": "precheck", "params": {"base_infos": {}"#, &["S002", "J006"]),
    ] {
        assert_eq!(said(text, Syntax::Json), ids, "{text}");
    }
}

#[test]
fn an_array_that_is_cut_off_may_have_had_more_items() {
    let example = crate::support::read("spec/examples/update_job/db-object.json");
    for (at, _) in example.match_indices('[') {
        let ids = said(&example[..=at], Syntax::Json);
        assert!(ids.iter().all(|id| id.starts_with('J')), "{ids:?} {}", &example[..=at]);
    }
}

#[test]
fn one_slip_of_yaml_is_one_mistake() {
    for text in [
        "job:\n  type: precheck\n   params: {}\n",
        "job:\n  type precheck\n  params: {}\n",
        "job:\n  type:precheck\n  params: {}\n",
        "job:\n   type: precheck\n  params: {}\n",
        "job:\n  type: \"precheck\n  params: {}\n",
        "job:\n\ttype: precheck\n",
    ] {
        assert_eq!(said(text, Syntax::Yaml), ["J021"], "{text}");
    }
}

#[test]
fn a_missing_wrapper_breaks_no_rule_beside() {
    for text in [
        r#"{"job": {"type": "name", "params": {"name": "my_job"}}}"#,
        r#"{"job": {"type": "expired_days", "params": {"expired_days": "14"}}}"#,
    ] {
        assert_eq!(ids(&checked("update_job", text.as_bytes(), Syntax::Json)), ["DRS-S016"], "{text}");
    }
}
