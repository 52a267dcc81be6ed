//! What is hidden because of a longer name, of the name beside it, or of what it says.

use drs_diag::{Secrets, Source};
use drs_text::Span;

use crate::mask::{hidden_json, hidden_yaml};

#[test]
fn names_inside_longer_ones() {
    for (text, shown) in [
        (
            r#"{"source_db_password": "x", "passwordHash": ["y"]}"#,
            r#"{"source_db_password": "***", "passwordHash": ***}"#,
        ),
        (r#"{"a": "admin_password=x"}"#, r#"{"a": "admin_password=***"}"#),
        (
            r#"{"password_policy": "x", "is_set_password": true}"#,
            r#"{"password_policy": "x", "is_set_password": true}"#,
        ),
    ] {
        assert_eq!(hidden_json(text), shown);
    }
    assert_eq!(hidden_yaml("old_password: x\nprimary_key: y\n"), "old_password: ***\nprimary_key: y\n");
}

#[test]
fn values_beside_a_name() {
    for (text, shown) in [
        (r#"[{"name": "password", "value": "x"}]"#, r#"[{"name": "password", "value": "***"}]"#),
        (r#"[{"value": "x", "a": 1, "Key": "my_password"}]"#, r#"[{"value": "***", "a": 1, "Key": "my_password"}]"#),
        (r#"[{"header": "Password", "values": ["x"]}]"#, r#"[{"header": "Password", "values": ***}]"#),
        (
            r#"[{"pa": "password"}, {"name": "password", "Value": 1}]"#,
            r#"[{"pa": "password"}, {"name": "password", "Value": ***}]"#,
        ),
        (r#"[{"name": "max_connections", "value": "x"}]"#, r#"[{"name": "max_connections", "value": "x"}]"#),
        (r#"[{"name": "password_policy", "value": "x"}]"#, r#"[{"name": "password_policy", "value": "x"}]"#),
        (r#"[{"type": "password", "value": "x"}]"#, r#"[{"type": "password", "value": "***"}]"#),
        (r#"[{"key": "password", "vlaue": "x"}]"#, r#"[{"key": "password", "vlaue": "***"}]"#),
        (r#"[{"kye": "password", "value": "x"}]"#, r#"[{"kye": "password", "value": "***"}]"#),
        (r#"[{"k\u0065y": "password", "value": "x"}]"#, r#"[{"k\u0065y": "password", "value": "***"}]"#),
        (
            r#"[{"ParameterKey": "password", "valueFrom": "x"}]"#,
            r#"[{"ParameterKey": "password", "valueFrom": "***"}]"#,
        ),
        (r#"[{"tag_key": "password", "text": "x"}]"#, r#"[{"tag_key": "password", "text": "***"}]"#),
        (r#"[{"filtered": "password", "value": "x"}]"#, r#"[{"filtered": "password", "value": "x"}]"#),
        (r#"[{"name": "password", "a": {"value": "x"}}]"#, r#"[{"name": "password", "a": {"value": "x"}}]"#),
        (
            r#"[{"name": "password", "value": "x", "name": "b", "value": [{"a": "y"}]}]"#,
            r#"[{"name": "password", "value": "***", "name": "b", "value": ***}]"#,
        ),
        (
            r#"[{"name": "a", "value": "x", "name": "password", "name": "password", "value": "y"}]"#,
            r#"[{"name": "a", "value": "***", "name": "password", "name": "password", "value": "***"}]"#,
        ),
        // In a broken text, too.
        (r#"[{"name": "password", "value": "x"}"#, r#"[{"name": "password", "value": "***"}"#),
        (r#"[{"value": 'x', "name": "password"}]"#, r#"[{"value": '***', "name": "password"}]"#),
        (r#"[{"name": "password", "value": "x" y}]"#, r#"[{"name": "password", "value": "***" ***}]"#),
        (r#"[{"value": x", "name": "password"}]"#, r#"[{"value": ***", "***": "***"}]"#),
        (r#"[{"value": "x", "name": password}]"#, r#"[{"value": "***", "name": password}]"#),
    ] {
        assert_eq!(hidden_json(text), shown);
    }
    assert_eq!(hidden_yaml("- value: x\n  name: password\n"), "- value: ***\n  name: password\n");
    assert_eq!(hidden_yaml("a: {name:password, value: x}\n"), "a: {***, value: ***}\n");
    let long = "x ".repeat(40);
    let text = format!("[{{\"name\": \"{long}password\", \"value\": \"y\"}}]");
    assert_eq!(hidden_json(&text), text.replace("\"y\"", "\"***\""));
}

#[test]
fn items_behind_an_option() {
    for (text, shown) in [
        (r#"{"a": ["--password", "x", "y"]}"#, r#"{"a": ["--password", "***", "y"]}"#),
        (r#"{"a": ["curl", "-u", "u:x", "h"]}"#, r#"{"a": ["curl", "-u", "***", "h"]}"#),
        (r#"{"a": ["mysql", "-px", "-h", "h"]}"#, r#"{"a": ["mysql", "***", "-h", "h"]}"#),
        (r#"{"a": ["mysql", "-h", "h", "-p", "x"]}"#, r#"{"a": ["mysql", "-h", "h", "-p", "***"]}"#),
        (r#"{"a": ["password", "x"]}"#, r#"{"a": ["password", "***"]}"#),
        (r#"{"a": ["password", "email", "phone"]}"#, r#"{"a": ["password", "email", "phone"]}"#),
        (r#"{"a": ["-h", "h"], "b": ["-p", "1"]}"#, r#"{"a": ["-h", "h"], "b": ["-p", "1"]}"#),
        (
            "{\"a\": [\"-----BEGIN\u{20}PRIVATE KEY-----\", \"x\", \"y\", \"-----END PRIVATE KEY-----\"]}",
            "{\"a\": [\"-----BEGIN\u{20}PRIVATE KEY-----\", \"***\", \"***\", \"***\"]}",
        ),
    ] {
        assert_eq!(hidden_json(text), shown);
        // Large documents are searched, and only what is found is walked over.
        let many = (0..600).map(|index| format!("\"k{index}\": 1, ")).collect::<String>();
        let large = |text: &str| text.replacen('{', &format!("{{{many}"), 1);
        assert_eq!(hidden_json(&large(text)), large(shown));
    }
    assert_eq!(hidden_yaml("a: [--password, x]\n"), "a: [--password, ***]\n");
    assert_eq!(hidden_yaml("a:\n- -u\n- u:x\n"), "a:\n- -u\n- ***\n");
}

#[test]
fn escapes_that_hide_a_name() {
    for (text, shown) in [
        (r#"{"a": "pass\u0077ord=x password=z"}"#, r#"{"a": ***}"#),
        (r#"{"a": "pass\u0077ord=x"}"#, r#"{"a": "***"}"#),
        (r#"{"a": "{\"password\":\"x\"}"}"#, r#"{"a": "{\"password\":\"***\"}"}"#),
        (r#"{"a": "password=x\u00e4y"}"#, r#"{"a": "password=***"}"#),
        (r#"{"a": "curl -u \u0027a:b c\u0027"}"#, r#"{"a": ***}"#),
        (r#"{"a": "mysql -p\"b\\c\" d"}"#, r#"{"a": "mysql -p\"***\" d"}"#),
    ] {
        assert_eq!(hidden_json(text), shown);
    }
    assert_eq!(hidden_yaml("a: \"pass\\x77ord=x password=z\"\n"), "a: ***\n");
}

#[test]
fn names_in_front_of_a_value() {
    for (text, shown) in [
        (r#"{"a": /* password */ "x", "b": "y"}"#, r#"{"a": /* *** */ "***", "b": "y"}"#),
        (r#"{"a": [ /* password */ "x"]}"#, r#"{"a": [ /* *** */ "***"]}"#),
        ("{\"a\": 1, // the password\n\"b\": \"y\"}", "{\"a\": 1, // ***\n\"b\": \"y\"}"),
    ] {
        assert_eq!(hidden_json(text), shown);
    }
    for (text, shown) in [
        ("a: !!password x\n", "a: !!password ***\n"),
        ("a: 1\n&password b: 1\n", "a: 1\n&password ***: 1\n"),
        ("# the password\na: x\n", "# ***\na: x\n"),
        ("a: x # password\nb: y\n", "a: x # ***\nb: y\n"),
        ("a: &password\n  b: x\n", "a: &password\n  b: x\n"),
        ("password:\n  - x\n  -a: y\n", "password:\n  ***\n  ***: ***\n"),
    ] {
        assert_eq!(hidden_yaml(text), shown);
    }
}

#[test]
fn quotes_that_are_not_escaped() {
    for text in [
        r#"{"a": "curl -u "u:CANARY" h"}"#,
        r#"{"a": "mysql -p"CANARY""}"#,
        r#"{"a": "mysql://u:CA"CANARY@h"}"#,
        r#"{"name": "password", "value": "x" CANARY}"#,
        r#"{"name": "password", "value": "x""CANARY"}"#,
    ] {
        let shown = hidden_json(text);
        assert!(!shown.contains("CANARY"), "{shown}");
    }
}

#[test]
fn what_a_secret_says_is_hidden_elsewhere() {
    for (text, shown) in [
        (r#"{"type": "hunter2", "password": "hunter2"}"#, r#"{"type": "***", "password": "***"}"#),
        (
            r#"{"hunter2": [1521, "hunter"], "password": 1521, "db_password": "hunter2"}"#,
            r#"{"***": [***, "hunter"], "password": ***, "db_password": "***"}"#,
        ),
        (r#"{"type": "abc", "password": "abc"}"#, r#"{"type": "abc", "password": "***"}"#),
        (r#"{"type": true, "password": true}"#, r#"{"type": true, "password": ***}"#),
        (r#"{"type": "password", "password": "Password"}"#, r#"{"type": "password", "password": "***"}"#),
    ] {
        assert_eq!(hidden_json(text), shown);
    }
    let secrets = Secrets::new(&["password"]).with_words(|word| word == "mysql");
    let source = Source::new("a", br#"{"type": "mysql", "password": "mysql"}"#, &secrets, None);
    assert_eq!(source.visible(Span::new(0, 99)), r#"{"type": "mysql", "password": "***"}"#);
    assert_eq!(source.redact("`mysql` is no type"), "`mysql` is no type");
}
