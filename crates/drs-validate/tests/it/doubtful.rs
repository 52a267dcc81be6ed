//! Mistakes of which it is not certain what was meant: they are said, and nothing is changed by itself.

use drs_validate::{Operation, Report, Syntax, fix_candidates};

use crate::support::{all, checked, shown};

fn json(target: &str, text: &str) -> Report {
    checked(target, text.as_bytes(), Syntax::Json)
}

fn has_fix(report: &Report) -> bool {
    report.diagnostics.iter().any(|diagnostic| diagnostic.fix.is_some())
}

#[test]
fn what_has_an_envelope_is_not_put_into_another() {
    let beside = r#"{"job": {"type": "policy"}, "params": {"policy_config": {"conflict_policy": "overwrite"}}}"#;
    insta::assert_snapshot!(shown(&json("any", beside)), @"
    S015 28 `/params`: `params` belongs in `job`, not in the document
        help: move it down into `job`
        8: it belongs in here
    ");
    let list = r#"{"jobs": [{"type": "precheck"}], "params": {}}"#;
    insta::assert_snapshot!(shown(&json("any", list)), @"
    S015 33 `/params`: `params` belongs in `jobs[0]`, not in the document
        help: move it down into `jobs[0]`
        10: it belongs in here
    ");
    insta::assert_snapshot!(shown(&json("update_job", list)), @"
    S001 0 ``: `job` is missing in the document
        label: not in here
        help: add `job`: the change
    S002 1 `/jobs`: `jobs` is not a field of the document
        help: a field of that name belongs to `BatchAsyncCreateJobReq`, `BatchAsyncUpdateJobReq` and `BatchJobActionReq` and others; `--allow-unknown-fields` lets a newer field pass
    S002 33 `/params`: `params` is not a field of the document
        help: a field of that name belongs to `UpdateJobReq`; `--allow-unknown-fields` lets a newer field pass
    ");
    insta::assert_snapshot!(shown(&json("update_batch_async_jobs", beside)), @"
    S002 1 `/job`: `job` is not a field of the document
        help: did you mean `jobs`? a field of that name belongs to `JobActionReq` and `SingleUpdateJobReq`
    S016 1 `/job`: `job` must be an array, found an object
        help: put it in square brackets, as the only item
        fix: put it in square brackets, as the only item
    S001 8 `/job`: `params` is missing in `job`
        label: not in here
        help: add `params`: new values
    S002 28 `/params`: `params` is not a field of the document
        help: a field of that name belongs to `UpdateJobReq`; `--allow-unknown-fields` lets a newer field pass
    ");
    let neither = r#"{"type": "name", "base_info": {"name": "orders"}}"#;
    insta::assert_snapshot!(shown(&json("any", neither)), @"
    S017 0 ``: this does not look like a request of any operation
        help: say which operation it is, as with `--operation ID`, or by a folder of that name
    ");
}

#[test]
fn a_text_in_the_place_of_a_list_is_no_item() {
    let of = |tables: &str| format!(r#"{{"repl_scope": "part", "tables": {tables}}}"#);
    for value in [r#""[\"a\"]""#, r#""[]""#, r#""a,b""#, r#""""#, r#"" ""#, r#""null""#] {
        let report = json("TableReplConfig", &of(value));
        assert!(report.errors > 0 && !has_fix(&report), "{value}\n{}", shown(&report));
    }
    insta::assert_snapshot!(shown(&json("TableReplConfig", &of(r#""[\"a\"]""#))), @r#"
    S003 33 `/tables`: `tables` must be an array, found the string `["a"]`
        help: this is JSON inside a string: decode it once, and write what was in it
    "#);
    insta::assert_snapshot!(shown(&json("TableReplConfig", &of(r#""a,b""#))), @r#"
    S003 33 `/tables`: `tables` must be an array, found the string `a,b`
        help: put each item in quotes of its own: `["a", "b"]`
    "#);
    insta::assert_snapshot!(shown(&json("TableReplConfig", &of(r#""""#))), @"
    S003 33 `/tables`: `tables` must be an array, found the empty string
        help: an array without items is `[]`
    ");
    assert!(has_fix(&json("TableReplConfig", &of(r#""a""#))));
}

#[test]
fn half_a_surrogate_pair_is_not_replaced() {
    let report = json("update_job", r#"{"job": {"type": "name", "params": {"base_info": {"name": "\ud83d"}}}}"#);
    insta::assert_snapshot!(shown(&report), @"
    J016 59 `/job/params/base_info/name`: an escape of half a surrogate pair
        help: write both halves of the pair, or the character itself
    ");
    assert!(!has_fix(&report));
}

#[test]
fn a_field_that_several_operations_have_tells_none() {
    insta::assert_snapshot!(shown(&json("any", r#"{"jobs": [{"job_id": "x"}]}"#)), @"
    S018 0 ``: this may be a request of `batch_set_policy` or `batch_stop_jobs_action`
        help: say which operation it is, as with `--operation ID`, by a folder of that name, or by a field that tells it: `batch_set_policy` has `jobs[].conflict_policy`, `batch_stop_jobs_action` has `jobs[].is_force_stop`
    ");
}

#[test]
fn a_text_that_is_cut_off_has_no_value() {
    for text in [
        r#"{"job":{"type":"na"#,
        r#"{"job":{"type":"na\""#,
        r#"{"job":{"type":"name","params":{"base_info":{"expired_days":1"#,
    ] {
        let report = json("update_job", text);
        let ids: Vec<_> = report.diagnostics.iter().map(|it| &*it.id).collect();
        assert_eq!(ids, ["DRS-J006"], "{text}\n{}", shown(&report));
    }
    assert!(shown(&json("update_job", r#"{"job":{"type":"na""#)).contains("is not a value of"));
}

#[test]
fn two_fields_meant_as_one() {
    let text = r#"{"job": {"type": "name", "params": {"base_info": {"nme": "a-b-c", "names": "d-e-f"}}}}"#;
    insta::assert_snapshot!(shown(&json("update_job", text)), @"
    S002 50 `/job/params/base_info/nme`: `nme` is not a field of `base_info`
        help: rename it to `name`
        fix: rename it to `name`
    S002 66 `/job/params/base_info/names`: `names` is not a field of `base_info`
        help: did you mean `name`? another field is taken for that; one of the two is too many
    ");
}

#[test]
fn a_stray_character_before_a_quoted_key() {
    let report = checked("update_job", b"job:\n  @\"type\": name\n", Syntax::Yaml);
    insta::assert_snapshot!(shown(&report), @r#"
    J021 7 `/job/@"type"`: invalid YAML: a text without quotes cannot start with `@`
        help: put the text in quotes, or remove that character if quotes follow it
    S002 7 `/job/@"type"`: `@"type"` is not a field of `job`
        help: the fields are `type` and `params`; `--allow-unknown-fields` lets a newer field pass
    "#);
    assert!(!has_fix(&report));
}

#[test]
fn a_key_that_is_masked() {
    let text = "job:\n  params:\n    source_endpoint:\n    - endpoint:\n        db_pass\"word: hunter2\n";
    let shown = shown(&checked("update_job", text.as_bytes(), Syntax::Yaml));
    assert!(shown.contains("`***` is not a field of `endpoint`"), "{shown}");
}

/// A text with all fixes.
fn fixed(target: &str, text: &str, syntax: Syntax) -> String {
    let check = |text: &str| fix_candidates(Operation::from_id(target), text, syntax, &all());
    drs_diag::apply_fixes(text, check).text.into_owned()
}

#[test]
fn digits_for_a_text_keep_what_is_written() {
    let params = |member: &str| format!(r#"{{"job": {{"type": "precheck", "params": {member}}}}}"#);
    let base_info = |member: &str| params(&format!(r#"{{"base_info": {{{member}}}}}"#));
    let action = |id: &str| format!(r#"{{"jobs": [{{"action": "start", "job_id": {id}}}]}}"#);
    let port = |port: &str| params(&format!(r#"{{"source_endpoint": [{{"endpoint": {{"db_port": {port}}}}}]}}"#));
    let delay =
        |delay: &str| params(&format!(r#"{{"alarm_notify": {{"alarm_to_user": true, "delay_time": {delay}}}}}"#));
    let update = "update_job";
    for (target, before, after) in [
        (update, base_info(r#""description": 00123456"#), base_info(r#""description": "00123456""#)),
        (update, base_info(r#""description": 0x1F"#), base_info(r#""description": "0x1F""#)),
        (update, base_info(r#""description": +49"#), base_info(r#""description": "+49""#)),
        (update, base_info(r#""description": .5"#), base_info(r#""description": ".5""#)),
        (update, base_info(r#""descripton": 007"#), base_info(r#""description": "007""#)),
        ("batch_stop_jobs_action", action("00123"), action(r#""00123""#)),
        // No text that is allowed there, whatever is meant.
        (update, port("0x1F"), port("0x1F")),
        (update, port("+5432"), port("+5432")),
        // Who knows what is meant.
        (update, delay("060"), delay("060")),
        (update, delay("0x1F"), delay("0x1F")),
        (update, params(r#"{"unheard_of": +49}"#), params(r#"{"unheard_of": +49}"#)),
        (update, delay("+60"), delay("60")),
    ] {
        assert_eq!(fixed(target, &before, Syntax::Json), after, "{before}");
    }
    let yaml = |id: &str| format!("jobs:\n- action: start\n  job_id: {id}\n");
    assert_eq!(fixed("batch_stop_jobs_action", &yaml("00123"), Syntax::Yaml), yaml("\"00123\""));
}

#[test]
fn digits_for_a_secret_get_quotes() {
    let of = |password: &str| {
        let members = format!(r#""is_migrate_user": true, "is_set_password": true, "password": {password}"#);
        format!(r#"{{"job": {{"type": "precheck", "params": {{"user_migration": {{{members}}}}}}}}}"#)
    };
    assert_eq!(fixed("update_job", &of("0020261121"), Syntax::Json), of(r#""0020261121""#));
}
