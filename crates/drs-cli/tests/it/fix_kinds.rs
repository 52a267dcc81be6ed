//! Each kind of fix, in JSON and in YAML.

use crate::scratch::Scratch;

/// A request with this as its `params`.
fn update(params: &str) -> String {
    format!(r#"{{"job": {{"type": "precheck", "params": {params}}}}}"#)
}

/// What a mistake is, the text with it, and the text without.
type Case = (&'static str, String, String);

fn check(ending: &str, cases: &[Case]) {
    let mut folder = Scratch::new();
    for (index, (_, before, _)) in cases.iter().enumerate() {
        folder = folder.file(&format!("{index:02}.{ending}"), before);
    }
    let run = folder.drs(&["validate", "--operation", "update_job", "--fix", "."]);
    assert_eq!(run.status, 0, "{}", run.transcript());
    for (index, (what, _, after)) in cases.iter().enumerate() {
        assert_eq!(folder.read(&format!("{index:02}.{ending}")), *after, "{what}");
    }
}

#[test]
fn in_json() {
    let params = |before: &str, after: &str| (update(before), update(after));
    let whole = |before: &str, after: &str| (before.to_owned(), after.to_owned());
    let cases = [
        ("a misspelt field", params(r#"{"base_inf": {"nmae": "orders"}}"#, r#"{"base_info": {"name": "orders"}}"#)),
        (
            "a field in another case",
            params(r#"{"baseInfo": {"NAME": "orders"}}"#, r#"{"base_info": {"name": "orders"}}"#),
        ),
        (
            "a field with a hyphen",
            params(r#"{"base-info": {"name": "orders"}}"#, r#"{"base_info": {"name": "orders"}}"#),
        ),
        (
            "a number for a text",
            params(r#"{"base_info": {"expired_days": 14}}"#, r#"{"base_info": {"expired_days": "14"}}"#),
        ),
        (
            "a boolean for a text",
            params(
                r#"{"base_info": {"is_open_fast_clean": "true"}}"#,
                r#"{"base_info": {"is_open_fast_clean": true}}"#,
            ),
        ),
        (
            "a text for a number",
            params(
                r#"{"alarm_notify": {"alarm_to_user": true, "delay_time": "60"}}"#,
                r#"{"alarm_notify": {"alarm_to_user": true, "delay_time": 60}}"#,
            ),
        ),
        (
            "a word for a boolean",
            params(r#"{"alarm_notify": {"alarm_to_user": "Yes"}}"#, r#"{"alarm_notify": {"alarm_to_user": true}}"#),
        ),
        (
            "nothing",
            params(r#"{"base_info": {"name": "orders", "description": null}}"#, r#"{"base_info": {"name": "orders"}}"#),
        ),
        (
            "one level too high",
            params(
                r#"{"base_info": {"name": "orders"}, "expired_days": "14"}"#,
                r#"{"base_info": {"expired_days": "14","name": "orders"}}"#,
            ),
        ),
        (
            "one level too low",
            params(
                r#"{"base_info": {"name": "orders", "job_id": "4f7b2c1e-93ad-4e08-b6d1-2a9c5e0jb201"}}"#,
                r#"{"job_id": "4f7b2c1e-93ad-4e08-b6d1-2a9c5e0jb201","base_info": {"name": "orders"}}"#,
            ),
        ),
        ("an object is missing around", params(r#"{"name": "orders"}"#, r#"{"base_info": {"name": "orders"}}"#)),
        ("brackets too many", params(r#"{"base_info": [{"name": "orders"}]}"#, r#"{"base_info": {"name": "orders"}}"#)),
        (
            "brackets too few",
            params(
                r#"{"speed_limit": {"speed": "15", "begin": "00:00", "end": "11:59"}}"#,
                r#"{"speed_limit": [{"speed": "15", "begin": "00:00", "end": "11:59"}]}"#,
            ),
        ),
        (
            "a misspelt value",
            whole(r#"{"job": {"type": "prechek", "params": {}}}"#, r#"{"job": {"type": "precheck", "params": {}}}"#),
        ),
        (
            "a value in another case",
            whole(r#"{"job": {"type": "PreCheck", "params": {}}}"#, r#"{"job": {"type": "precheck", "params": {}}}"#),
        ),
        (
            "the whole is not wrapped",
            whole(r#"{"type": "precheck", "params": {}}"#, r#"{"job": {"type": "precheck", "params": {}}}"#),
        ),
        (
            "what JSON does not have",
            whole(
                "\u{feff}{'job': // a comment\n {type: \"precheck\" \"params\": {\"alarm_notify\": {\"alarm_to_user\": True,},},}}",
                "{\"job\":\n {\"type\": \"precheck\", \"params\": {\"alarm_notify\": {\"alarm_to_user\": true}}}}",
            ),
        ),
        (
            "a number as others write it",
            params(
                r#"{"alarm_notify": {"alarm_to_user": true, "delay_time": +60}}"#,
                r#"{"alarm_notify": {"alarm_to_user": true, "delay_time": 60}}"#,
            ),
        ),
        (
            "a character without its escape",
            params("{\"base_info\": {\"description\": \"a\tb\"}}", r#"{"base_info": {"description": "a\tb"}}"#),
        ),
        (
            "a secret without its quotes",
            params(
                r#"{"user_migration": {"is_migrate_user": true, "is_set_password": true, "password": 20261121}}"#,
                r#"{"user_migration": {"is_migrate_user": true, "is_set_password": true, "password": "20261121"}}"#,
            ),
        ),
    ];
    check("json", &cases.map(|(what, (before, after))| (what, before, after)));
}

#[test]
fn in_yaml() {
    let job = |rest: &str| format!("job:\n  type: precheck\n  params:\n    {rest}\n");
    let case = |what, before: &str, after: &str| (what, job(before), job(after));
    check(
        "yaml",
        &[
            case("a misspelt field", "base_inf: {nmae: orders}", "base_info: {name: orders}"),
            case("a misspelt field in quotes", "'base_inf': {\"nmae\": orders}", "'base_info': {\"name\": orders}"),
            case("a field in another case", "baseInfo: {NAME: orders}", "base_info: {name: orders}"),
            case(
                "a number for a text",
                "base_info: {expired_days: 14} # days",
                "base_info: {expired_days: \"14\"} # days",
            ),
            case(
                "a text for a number",
                "alarm_notify: {alarm_to_user: true, delay_time: \"60\"}",
                "alarm_notify: {alarm_to_user: true, delay_time: 60}",
            ),
            case(
                "a text in single quotes for a number",
                "alarm_notify: {alarm_to_user: true, delay_time: '60'}",
                "alarm_notify: {alarm_to_user: true, delay_time: 60}",
            ),
            case(
                "a text for a boolean",
                "alarm_notify: {alarm_to_user: \"true\"}",
                "alarm_notify: {alarm_to_user: true}",
            ),
            case(
                "a secret without its quotes",
                "user_migration: {is_migrate_user: true, is_set_password: true, password: 20261121}",
                "user_migration: {is_migrate_user: true, is_set_password: true, password: \"20261121\"}",
            ),
            (
                "a misspelt value, a value in another case and in quotes",
                "job:\n  type: prechek # soon\n  params: {}\n---\njob: {type: 'PRECHECK', params: {}}\n".to_owned(),
                "job:\n  type: precheck # soon\n  params: {}\n---\njob: {type: 'precheck', params: {}}\n".to_owned(),
            ),
        ],
    );
}

#[test]
fn what_is_open_stays_as_it_is() {
    for text in [
        r#"{"job": {"type": "policy"}, "params": {"policy_config": {"conflict_policy": "overwrite"}}}"#,
        r#"{"jobs": [{"type": "policy"}], "params": {"policy_config": {"conflict_policy": "overwrite"}}}"#,
        r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders \ud83d"}}}}"#,
    ] {
        let folder = Scratch::new().file("a.json", text);
        let run = folder.drs(&["validate", "--fix", "a.json"]);
        assert_eq!((run.status, folder.read("a.json")), (1, text.to_owned()), "{}", run.transcript());
    }
}
