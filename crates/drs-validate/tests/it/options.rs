//! What options, parameters and reports promise.

use drs_validate::{Input, Operation, Options, check, check_parameter, check_schema};

use crate::support::{all, ids};

#[test]
fn unknown_fields_can_be_allowed() {
    let text = r#"{"job": {"typ": "name", "type": "precheck", "params": {"colour": 1, "base_info": {"name": "eu"}}}}"#;
    let strict = check(Operation::UpdateJob, Input::json(text), &all());
    assert_eq!(ids(&strict), ["DRS-S002", "DRS-S002", "DRS-S005"]);
    let lenient = Options { allow_unknown_fields: true, ..all() };
    assert_eq!(ids(&check(Operation::UpdateJob, Input::json(text), &lenient)), ["DRS-S005"]);
    // Without its name a field is missing, and a field elsewhere is one that nobody knows.
    let misspelt = r#"{"job": {"typ": "precheck", "params": {}}}"#;
    assert_eq!(ids(&check(Operation::UpdateJob, Input::json(misspelt), &lenient)), ["DRS-S001"]);
    let misplaced = r#"{"job": {"type": "precheck", "params": {}}, "type": "precheck"}"#;
    assert_eq!(ids(&check(Operation::UpdateJob, Input::json(misplaced), &lenient)), [""; 0]);
}

#[test]
fn what_is_not_reported_is_counted() {
    let item = r#"{"begin": "1", "end": "2", "speed": 3, "colour": "blue"}"#;
    let text =
        format!(r#"{{"job": {{"type": "speed_limit", "params": {{"speed_limit": [{}]}}}}}}"#, vec![item; 50].join(","));
    let full = check(Operation::UpdateJob, Input::json(&text), &all());
    assert_eq!((full.diagnostics.len(), full.omitted, full.errors, full.warnings), (200, 0, 200, 0));
    let some = check(Operation::UpdateJob, Input::json(&text), &Options { max_diagnostics: 7, ..Options::default() });
    assert_eq!((some.diagnostics.len(), some.omitted, some.errors), (7, 193, 200));
    assert_eq!(some.diagnostics, full.diagnostics[..7]);
    assert_eq!(check(Operation::UpdateJob, Input::json(&text), &Options::default()).diagnostics.len(), 100);
}

#[test]
fn errors_are_reported_before_warnings() {
    let endpoint = r#"{"endpoint_name": "mysql", "db_user": "u", "db_password": "${env:}"}"#;
    let text =
        format!(r#"{{"endpoint_name": "mysql", "source_sharding": [{}], "db_user": 1}}"#, [endpoint; 9].join(","));
    let options = Options { max_diagnostics: 2, ..Options::default() };
    let report = check_schema("BaseEndpoint", Input::json(&text), &options).unwrap();
    assert_eq!((report.errors, report.warnings, report.omitted), (2, 9, 9));
    assert_eq!(ids(&report), ["DRS-S001", "DRS-S003"]);
    let options = Options { max_diagnostics: 3, ..Options::default() };
    let report = check_schema("BaseEndpoint", Input::json(&text), &options).unwrap();
    assert!(report.diagnostics.is_sorted_by_key(|it| it.span.start));
    assert_eq!(report.diagnostics.len(), 3);
}

#[test]
fn a_warning_leaves_a_document_valid() {
    let text = r#"{"base_info": {"charging_mode": "period"}}"#;
    let report = check_schema("AsyncCreateJobReq", Input::json(text), &all()).unwrap();
    assert_eq!(report.warnings, 1);
    let tags = [r#"{"key": "k", "value": "v"}"#; 11].join(",");
    let report = check_schema("JobBaseInfo", Input::json(&format!(r#"{{"tags": [{tags}]}}"#)), &all()).unwrap();
    assert_eq!((ids(&report), report.is_valid(), report.errors, report.warnings), (vec!["DRS-P012"], true, 0, 1));
}

#[test]
fn a_component_is_found_by_its_name() {
    assert!(check_schema("BaseEndpoint", Input::json("{}"), &all()).is_some());
    assert!(check_schema("BaseEndpointDetail", Input::json("{}"), &all()).is_none());
}

#[test]
fn numbers_in_a_query_may_be_text() {
    let query = |limit: &str| {
        let text = format!(r#"{{"type": "log", "limit": {limit}}}"#);
        ids(&check(Operation::ShowJobDetail, Input::json(&text), &all())).join(" ")
    };
    for (limit, expected) in [
        ("10", ""),
        ("10.0", ""),
        ("\"10\"", ""),
        ("\"-10\"", ""),
        ("10.5", "DRS-S010"),
        ("\"010\"", "DRS-S007"),
        ("\"-0\"", "DRS-S007"),
        ("\"1e1\"", "DRS-S007"),
        ("\"ten\"", "DRS-S007"),
        ("\"\"", "DRS-S007"),
        ("true", "DRS-S003"),
        ("null", "DRS-S003"),
    ] {
        assert_eq!(query(limit), expected, "{limit}");
    }
}

#[test]
fn parameters_of_a_path() {
    let outcome = |component: &str, value: &str| check_parameter(component, value).map_err(|error| error.to_string());
    let id = "9b2f4c6d8e0a1b3c5d7e9f1a3b5c7d9e";
    assert_eq!(outcome("StarRocksInstanceId", &format!("{id}in17")), Ok(()));
    assert_eq!(outcome("TaurusProjectId", id), Ok(()));
    assert_eq!(outcome("Language", "en-us"), Ok(()));
    for (component, value, error) in [
        ("StarRocksInstanceId", format!("{id}in07"), "must be 32 letters and digits followed by `in17`"),
        ("StarRocksInstanceId", String::new(), "must be 32 letters and digits followed by `in17`"),
        ("JobId", String::new(), "must have at least 1 character, has 0"),
        ("Language", "en".to_owned(), "must be one of `en-us` or `zh-cn`"),
        ("NoSuchThing", id.to_owned(), "no parameter of the contract is a `NoSuchThing`"),
        ("BaseEndpoint", id.to_owned(), "no parameter of the contract is a `BaseEndpoint`"),
    ] {
        assert_eq!(outcome(component, &value), Err(error.to_owned()));
    }
}

#[test]
fn unknown_values_can_be_warnings() {
    let text = r#"{"job": {"type": "precheck_again", "params": {}}}"#;
    let strict = check(Operation::UpdateJob, Input::json(text), &all());
    assert_eq!((ids(&strict), strict.errors), (vec!["DRS-S004"], 1));
    let help = strict.diagnostics[0].help.as_deref().unwrap();
    assert!(help.ends_with("`--allow-unknown-values` lets a newer value pass"), "{help}");
    let lenient = Options { allow_unknown_values: true, ..all() };
    let report = check(Operation::UpdateJob, Input::json(text), &lenient);
    assert_eq!((ids(&report), report.errors, report.warnings), (vec!["DRS-S004"], 0, 1));
    // A value of another kind is as wrong as before.
    let number = check(Operation::UpdateJob, Input::json(r#"{"job": {"type": 1, "params": {}}}"#), &lenient);
    assert_eq!((ids(&number), number.errors), (vec!["DRS-S003"], 1));
}
