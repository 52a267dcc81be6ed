//! What is hidden of JSON that is written inside a string.

use serde_json::Value;

use crate::mask::{hidden_json, hidden_yaml};

/// `content` as a string of JSON.
fn quoted(content: &str) -> String {
    Value::from(content).to_string()
}

#[test]
fn a_text_in_a_string_hides_what_it_hides_by_itself() {
    for content in [
        r#"{"name": "password", "value": "hunt3", "b": 1}"#,
        r#" {"c": [{"password": ["hunt3", 1]}], "d": "curl -u a:hunt3 h", "e": 2}"#,
        r#"{"pass\u0077ord": "hunt3", "b": "hunt3"}"#,
        r#"{"b": "数😀\n", "password": "hunt3"}"#,
        r#"{"b": "no secret"}"#,
        "{}",
    ] {
        let mut shown = hidden_json(content);
        let mut text = content.to_owned();
        for _ in 0..4 {
            (text, shown) =
                (format!(r#"{{"a": {}, "z": 1}}"#, quoted(&text)), format!(r#"{{"a": {}, "z": 1}}"#, quoted(&shown)));
            assert_eq!(hidden_json(&text), shown);
        }
        assert!(!shown.contains("hunt3"), "{shown}");
    }
}

/// Commands, names with escapes and values beside names, wherever broken text is: in the string, around it, or both.
#[test]
fn broken_text_shows_no_secret() {
    let escaped = |name: &str| name.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect::<String>();
    let secrets = [
        r#""cmd": ["curl", "-u", "bob:hunt3"]"#.to_owned(),
        r#""cmd": ["mysql", "-p", "hunt3"]"#.to_owned(),
        r#""cmd": ["mysql", "-phunt3"]"#.to_owned(),
        r#""c": "mysql -p\"hunt3 hunt3\" h""#.to_owned(),
        r#""name": "password", "value": "hunt3""#.to_owned(),
        r#""password": "hunt3""#.to_owned(),
        format!(r#""{}": "hunt3""#, escaped("password")),
        format!(r#""{}": ["hunt3"]"#, escaped("密码")),
    ];
    let faults = [
        ("{", "}"),
        (r#"{"port": {{port}}, "#, "}"),
        ("{", ",}"),
        (r#"{"a": 1, "a": 2, "#, "}"),
        ("{", ""),
        ("{ /* x */ ", "}"),
    ];
    let around =
        [("{\"z\": ", "}"), ("{\"z\": ", ""), ("{\"z\": ", ",}"), ("{\"y\": {{y}}, \"z\": ", "}"), ("[", "] x")];
    for secret in &secrets {
        for (before, after) in faults {
            let mut text = format!("{before}{secret}{after}");
            for _ in 0..6 {
                for (before, after) in around {
                    let shown = hidden_json(&format!("{before}{}{after}", quoted(&text)));
                    assert!(!shown.contains("hunt3"), "{text}\n{before}…{after}\n{shown}");
                }
                text = format!("{{\"b\": {}}}", quoted(&text));
            }
        }
    }
}

#[test]
fn names_with_escapes_are_known_in_text_of_any_style() {
    let name = "\\u5bc6\\u7801";
    for text in [
        format!("x: '{{\"{name}\": \"hunt3\"}}'\n"),
        format!("x: |\n  {{\"{name}\": \"hunt3\"}}\n"),
        format!("x: body={{\"{name}\":\"hunt3\"}}\n"),
        "x: \"{\\\"p\\x61ssword\\\": \\\"hunt3\\\"}\"\n".to_owned(),
    ] {
        let shown = hidden_yaml(&text);
        assert!(!shown.contains("hunt3") && shown.starts_with("x:"), "{shown}");
    }
    let text = format!(r#"{{"a": "body={{\"\{name}\":\"hunt3\"}}", "b": "\\u00e4 is shown"}}"#);
    assert_eq!(hidden_json(&text), r#"{"a": "***", "b": "\\u00e4 is shown"}"#);
}

#[test]
fn a_text_that_is_no_json_or_too_deep_shows_nothing_behind_a_name() {
    assert_eq!(hidden_json(r#"{"a": "{\"password\": \"hunt3\", b"}"#), r#"{"a": "{\"password\": \"***"}"#);
    assert_eq!(hidden_yaml("a: '{\"password\": \"hunt3\", \"b\": 1}'\n"), "a: '{\"password\": \"***'\n");
    let text = r#"{"b": 1, "password": "hunt3", "c": 2}"#;
    let deep = (0..8).fold(text.to_owned(), |text, _| format!("[{}]", quoted(&text)));
    let deep = hidden_json(&deep);
    assert!(deep.contains("***") && !deep.contains("hunt3"), "{deep}");
}

#[test]
fn what_a_text_in_a_string_says_is_hidden_around_it_and_in_others() {
    let text = |secret: &str| {
        let inner = format!(r#"{{"e": "{secret}"}}"#);
        let other = format!(r#"{{"d": ["{secret}", {}]}}"#, quoted(&inner));
        let named = quoted(&format!(r#"{{"password": "{secret}"}}"#));
        format!(r#"{{"a": {named}, "b": "{secret}", "c": {}, "f": "not {secret}"}}"#, quoted(&other))
    };
    assert_eq!(hidden_json(&text("hunt3")), text("***").replace("not ***", "not hunt3"));
}
