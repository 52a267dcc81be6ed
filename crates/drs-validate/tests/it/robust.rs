//! Whatever the bytes are: no panic, spans inside the text, and no secret in a report.

use drs_text::Span;
use drs_validate::{Input, Operation, Options, Report, Syntax, check, check_detected, check_schema, secrets};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use crate::support::{all, examples};

/// What every secret is replaced by; no part of it stands in any example.
const SECRET: &str = "Zq7Jx9Wk3Vb5";

/// How long a part of the secret may be that a report shows by chance.
const CHANCE: usize = 4;

/// The same texts in every run; `PROPTEST_CASES` makes them more.
fn config() -> ProptestConfig {
    ProptestConfig { rng_seed: RngSeed::Fixed(0), failure_persistence: None, ..ProptestConfig::default() }
}

/// Checks a text in every way, and what holds of every report.
fn check_all(bytes: &[u8]) -> Vec<Report> {
    let mut reports = Vec::new();
    for syntax in [Syntax::Json, Syntax::Yaml] {
        let input = Input { text: bytes, syntax };
        reports.push(check_detected(input, &all()));
        reports.extend(Operation::ALL.map(|operation| check(operation, input, &Options::default())));
    }
    for report in &reports {
        for diagnostic in &report.diagnostics {
            let inside = |span: Span| {
                let range = span.range();
                let text = std::str::from_utf8(bytes).ok();
                range.end <= bytes.len() && text.is_none_or(|text| text.get(range.clone()).is_some())
            };
            assert!(inside(diagnostic.span), "{diagnostic:?}");
            assert!(diagnostic.related.iter().all(|related| inside(related.span)), "{diagnostic:?}");
            for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
                assert!(inside(edit.span), "{diagnostic:?}");
            }
        }
        assert_eq!(report.is_valid(), report.errors == 0);
        assert!(report.diagnostics.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start));
        assert_eq!(report.diagnostics.len() as u64 + report.omitted, report.errors + report.warnings);
    }
    reports
}

/// Examples in which every secret has a value of its own, as one line or as several.
fn secret_examples() -> Vec<String> {
    fn hide(value: &mut Value) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    if secrets().is_secret(key) {
                        *member = SECRET.into();
                    } else {
                        hide(member);
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(hide),
            _ => {}
        }
    }
    let mut texts = Vec::new();
    for (_, _, text) in examples() {
        let mut document: Value = serde_json::from_str(&text).unwrap();
        hide(&mut document);
        let one_line = document.to_string();
        if one_line.contains(SECRET) {
            texts.push(one_line);
            texts.push(serde_json::to_string_pretty(&document).unwrap());
        }
    }
    texts
}

/// Whether a report says a part of the secret.
fn leaks(report: &Report) -> bool {
    let said = format!("{:?}", report.diagnostics);
    let letters: Vec<char> = SECRET.chars().collect();
    letters.windows(CHANCE + 1).any(|part| said.contains(&part.iter().collect::<String>()))
}

/// One change to a text.
#[derive(Clone, Debug)]
enum Change {
    Remove(usize),
    Insert(usize, String),
    Cut(usize),
    Replace(String, String),
}

fn change() -> impl Strategy<Value = Change> {
    let bits = prop::sample::select(vec![
        "\"", "'", ",", ":", "{", "}", "[", "]", "\\", "0", "-", "x", "\n", "\t", "//", "/*", "\u{feff}", " ",
    ]);
    prop_oneof![
        any::<usize>().prop_map(Change::Remove),
        (any::<usize>(), bits).prop_map(|(at, bit)| Change::Insert(at, bit.to_owned())),
        any::<usize>().prop_map(Change::Cut),
        prop::sample::select(vec![
            (format!("\"{SECRET}\""), SECRET.to_owned()),
            (format!("\"{SECRET}\""), format!("'{SECRET}'")),
            (format!("\"{SECRET}\""), format!("{{\"{SECRET}\": 1}}")),
            (format!("\"{SECRET}\""), format!("[\"{SECRET}\", {{\"a\": \"{SECRET}\", \"a\": 1}}]")),
            (format!("\"{SECRET}\""), format!("\"{SECRET}\\q\"")),
            (format!("\"{SECRET}\""), format!("\"{SECRET}")),
            ("\"db_password\"".to_owned(), "db_password".to_owned()),
            ("\"db_password\"".to_owned(), "'db_password'".to_owned()),
            ("\"db_password\"".to_owned(), "\"dbPasword\"".to_owned()),
            ("\"db_password\":".to_owned(), "\"db_password\"".to_owned()),
            ("\"db_password\":".to_owned(), "\"db_password\" =".to_owned()),
            ("\"endpoint\":".to_owned(), "\"endpiont\":".to_owned()),
            ("\"job\":".to_owned(), "\"jbo\":".to_owned()),
        ])
        .prop_map(|(from, to)| Change::Replace(from, to)),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for change in changes {
        let place = |at: usize| text.floor_char_boundary(at % (text.len() + 1));
        match change {
            Change::Remove(at) if place(*at) < text.len() => drop(text.remove(place(*at))),
            Change::Remove(_) => {}
            Change::Insert(at, bit) => text.insert_str(place(*at), bit),
            Change::Cut(at) => text.truncate(place(*at)),
            Change::Replace(from, to) => text = text.replacen(from, to, 1),
        }
    }
    text
}

#[test]
fn what_a_cut_or_an_alias_hides_is_not_reported() {
    let bomb: String = (1..30).map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}, *a{0}]\n", level - 1)).collect();
    let bomb = format!("a0: &a0 [x, x, x]\n{bomb}");
    for (text, syntax, expected) in [
        (r#"{"jobs": [{"base_info": {"na"#, Syntax::Json, "DRS-J006"),
        (r#"{"jo"#, Syntax::Json, "DRS-J006"),
        ("{", Syntax::Json, "DRS-J006"),
        (&bomb, Syntax::Yaml, "DRS-J024"),
    ] {
        let report = check_detected(Input { text: text.as_bytes(), syntax }, &all());
        assert_eq!(crate::support::ids(&report), [expected], "{text}");
    }
    let report = check(Operation::UpdateJob, Input::json(r#"{"jo"#), &all());
    assert_eq!(crate::support::ids(&report), ["DRS-J006"]);
}

#[test]
fn a_key_without_end_is_not_repeated() {
    let key = "数".repeat(400_000);
    let wrong = r#"{"type": "table", "colour": 1}"#;
    let tables = (0..100).map(|table| format!("\"t{table}\": {wrong}")).collect::<Vec<_>>().join(",");
    let text = format!(r#"{{"object_scope": "table", "object_info": {{"{key}": {{"tables": {{{tables}}}}}}}}}"#);
    let report = check_schema("DbObject", Input::json(&text), &all()).unwrap();
    assert_eq!(report.errors, 100);
    for diagnostic in &report.diagnostics {
        assert!(diagnostic.pointer.len() < 20_000 && diagnostic.instance.contains("数…/tables/t"));
        assert!(diagnostic.message.len() < 2000);
    }
}

#[test]
fn a_value_whose_name_stands_beside_it_is_not_said() {
    let text =
        r#"{"jobs": [{"base_info": {"tags": [{"key": "password", "value": 737}, {"key": "a", "value": 738}]}}]}"#;
    let report = crate::support::checked("batch_create_jobs_async", text.as_bytes(), Syntax::Json);
    let shown = crate::support::shown(&report);
    assert!(!shown.contains("737"), "{shown}");
    assert!(shown.contains("738"), "{shown}");
}

#[test]
fn a_secret_of_any_kind_in_any_place_is_not_said() {
    let documents = [
        r#"{"job": {"type": "endpoint", "params": {"source_endpoint": [{"endpoint": {"db_password": 73195028}}]}}}"#,
        r#"{"job": {"type": "endpoint", "params": {"source_endpoint": [{"endpoint": {"db_password": [73195028]}}]}}}"#,
        r#"{"job": {"type": "endpoint", "params": {"source_endpoint": [{"endpoint": {"db_password": {"73195028": 73195028}}}]}}}"#,
        r#"{"job": {"type": "endpoint", "params": {"source_endpoint": {"db_password": "73195028"}}}}"#,
        r#"{"job": {"type": "73195028", "params": {"password": "73195028", "db_passwrod": 73195028}}}"#,
        r#"{"job": {"type": "moved with password=73195028, see the ticket of last week"}}"#,
        r#"{"job": {"type": "moved last week from a server with root:73195028@10.0.0.1"}}"#,
        r#"{"job": {"params": {"base_info": {"name": {"source_db_password": 73195028}}, "db_passwordHash": {"73195028": 1}}}}"#,
        r#"{"job": {"password": {"type": "73195028", "73195028": {"base_info": "73195028"}}}}"#,
        r#"{"job": {"params": {"db_object": {"object_info": {"password": {"name": 73195028, "73195028": 1, "all": "73195028"}}}}}}"#,
        r#"{"job": {"params": {"db_object": {"object_info": {"token": {"tables": {"73195028": {"type": "73195028"}}}}}}}}"#,
        r#"{"job": {"params": {"base_info": {"name": "n", "password": "73195028"}, "name": {"password": "73195028"}}}}"#,
        r#"{"jobs": [{"password": {"73195028": 1, "73195028": 2}}]}"#,
        r#"{"jobs": [{"password": 073195028}]}"#,
        r#"{"jobs": [{"password": x73195028}]}"#,
        r#"{"jobs": [{"password": '73195028'}]}"#,
        r#"{"jobs": [{"password": {73195028: 1}}]}"#,
        r#"{"jobs": [{password: 73195028}]}"#,
        r#"{"jobs": [{"password" 73195028}]}"#,
        r#"{"jobs": [{"password": "73195028}]}"#,
        r#"{"jobs": [{"password": "7319\q5028\u0007"}]}"#,
    ];
    for document in documents {
        for report in check_all(document.as_bytes()) {
            // The type of a job is no secret, only what stands under the name of one.
            let said = format!("{:?}", report.diagnostics).replace("`73195028` is not a value of `type`", "");
            assert!(!said.contains("73195028") && !said.contains("5028"), "{document}\n{:#?}", report.diagnostics);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_all(&bytes);
    }

    #[test]
    fn any_json_like_text(text in r#"[\[\]{},:"' a-z0-9\\\n.eE+-]{0,120}"#) {
        check_all(text.as_bytes());
    }

    #[test]
    fn broken_examples_keep_their_secrets(which in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 0..4)) {
        thread_local!(static TEXTS: Vec<String> = secret_examples());
        let text = TEXTS.with(|texts| changed(&texts[which.index(texts.len())], &changes));
        for report in check_all(text.as_bytes()) {
            prop_assert!(!leaks(&report), "{:?}\n{:#?}", changes, report.diagnostics);
        }
    }
}
