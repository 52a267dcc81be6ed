//! What is hidden of a text: under which keys, in which positions, in which state of the text.

use drs_diag::Source;
use drs_text::{Limits, Parsed, Span, json, yaml};

use crate::support::secrets;

/// The text with `***` for what is hidden in each line.
fn hidden(text: &str, parsed: Option<&Parsed<'_>>) -> String {
    let source = Source::new("a", text.as_bytes(), secrets(), parsed);
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let offset = |index: usize| u32::try_from(index).expect("texts of tests are short");
        lines.push(source.visible(Span::new(offset(at), offset(at + line.len()))));
        at += line.len() + 1;
    }
    lines.join("\n")
}

pub(crate) fn hidden_json(text: &str) -> String {
    let parsed = json::parse(text.as_bytes(), &Limits::default());
    let shown = hidden(text, Some(&parsed));
    assert_eq!(hidden(text, None), shown, "parsed on demand");
    shown
}

pub(crate) fn hidden_yaml(text: &str) -> String {
    hidden(text, Some(&yaml::parse(text.as_bytes(), &Limits::default())))
}

#[test]
fn values_of_every_kind_at_every_depth() {
    for (text, shown) in [
        (r#"{"password": "x", "a": "y"}"#, r#"{"password": "***", "a": "y"}"#),
        (r#"{"password": "a much longer one"}"#, r#"{"password": "***"}"#),
        (r#"{"password": 12.5e3, "a": 1}"#, r#"{"password": ***, "a": 1}"#),
        (r#"{"password": true, "a": true}"#, r#"{"password": ***, "a": true}"#),
        (r#"{"password": null}"#, r#"{"password": ***}"#),
        (r#"{"password": ""}"#, r#"{"password": ""}"#),
        (r#"{"password": "数\"据\\"}"#, r#"{"password": "***"}"#),
        (r#"{"password": ["x", {"y": "z"}], "a": ["x"]}"#, r#"{"password": ***, "a": ["x"]}"#),
        (r#"{"password": {"a": {"b": 1}}, "a": {}}"#, r#"{"password": ***, "a": {}}"#),
        (r#"[[{"a": {"DB-Password": "x"}}]]"#, r#"[[{"a": {"DB-Password": "***"}}]]"#),
        (
            r#"{"password": "x", "pasword": "y", "ssl_cert_name": "z"}"#,
            r#"{"password": "***", "pasword": "***", "ssl_cert_name": "z"}"#,
        ),
        (r#"{"pass\u0077ord": "x"}"#, r#"{"pass\u0077ord": "***"}"#),
        (r#"["password", "x"]"#, r#"["password", "***"]"#),
        (r#"["password", "x", "y"]"#, r#"["password", "x", "y"]"#),
        ("{\"password\": [\n  \"x\",\n  \"y\"\n]}", "{\"password\": ***\n***\n***\n***}"),
    ] {
        assert_eq!(hidden_json(text), shown);
    }
}

#[test]
fn broken_json() {
    for (text, shown) in [
        // What is attributed to a key follows it.
        (r#"{"password": "x"#, r#"{"password": "***"#),
        (r#"{"password": "x\"#, r#"{"password": "***"#),
        (r#"{"password": x, "a": 1}"#, r#"{"password": ***, "a": 1}"#),
        (r#"{"password": 'x', "a": 1}"#, r#"{"password": '***', "a": 1}"#),
        (r#"{'password': "x", "a": 1}"#, r#"{'password': "***", "a": 1}"#),
        (r#"{password: "x", "a": 1}"#, r#"{password: "***", "a": 1}"#),
        (r#"{"password" = "x", "a": 1}"#, r#"{"password" = "***", "a": 1}"#),
        (r#"{"password": ["x", "y"#, r#"{"password": ***"#),
        (r#"{"a": 1,, "password": "x",}"#, r#"{"a": 1,, "password": "***",}"#),
        (r#"{"a": 1 "password": "x""#, r#"{"a": 1 "password": "***""#),
        ("{\"password\": \"x,\n \"a\": 1}", "{\"password\": \"***,\n \"a\": 1}"),
        // Of the rest the faulty token is shown, unless it may be a secret's.
        (r#"{"a": 1 b "c": 2}"#, r#"{"a": 1 b "***": ***}"#),
        (r#"{"a": "b, "password": "x"}"#, r#"{"a": "b, "password": "***"}"#),
        (r#"} "password" : "x""#, r#"} "***" : "***""#),
        (r#"{"a": 1} "x""#, r#"{"a": 1} "x""#),
        (r#"{"a": 1} x y"#, r#"{"a": 1} x ***"#),
        (r#"{"password": "x"y", "a": 1}"#, r#"{"password": "***"***", "***": ***}"#),
        (r#"{"password": "x"} y"#, r#"{"password": "***"} ***"#),
        (r#"{"password" "x", "a": 1}"#, r#"{"password" "***", "***": ***}"#),
        (r#"{"password": {"a": "x" y"}}"#, r#"{"password": ***"}}"#),
        (r#"{"password: "x", "a": 1}"#, r#"{"password: "***", "***": ***}"#),
        (r#"{"password: x", "a": 1}"#, r#"{"password: ***", "a": 1}"#),
        (r#"{"password=x": 1}"#, r#"{"password=***": ***}"#),
        (r#"["x", {"a": ["y"], "b" 1}]"#, r#"["***", {"a": ["y"], "b" 1}]"#),
        // Comments are attributed to nothing.
        ("{\"a\": 1} /* b */", "{\"a\": 1} /* *** */"),
        ("{// password x\n\"a\": 1}", "{// ***\n\"a\": 1}"),
        ("{\"a\": /* b */ 1 # c\n}", "{\"a\": /* *** */ 1 # ***\n}"),
    ] {
        assert_eq!(hidden_json(text), shown);
    }
    let deep = format!("{{\"a\": {}\"b\"{}}}", "[".repeat(70), "]".repeat(70));
    assert_eq!(hidden_json(&deep), deep.replace('b', "***"));
}

#[test]
fn yaml_of_all_styles() {
    for (text, shown) in [
        ("password: x\na: y\n", "password: ***\na: y\n"),
        ("- password: x y z\n  a: y\n", "- password: ***\n  a: y\n"),
        ("'password': 'x'\n", "'password': '***'\n"),
        ("a: {password: x, b: y}\n", "a: {password: ***, b: y}\n"),
        ("password: !!str &p x\na: z # b\n", "password: *** *** ***\na: z # ***\n"),
        ("password: !x\na: !!str y\n", "password: ***\na: !!str y\n"),
        ("password: &x\na: &b y\n", "password: ***\na: &b y\n"),
        ("password: |\n  x\n\n  y\na: z\n", "password: |\n  ***\n\n***\na: z\n"),
        ("password:\n  a: x\n  b: y\nc: z\n", "password:\n  ***\n***\nc: z\n"),
        ("password:\n- x\n- y\nc: z\n", "password:\n***\n***\nc: z\n"),
        ("password:\nc: z\n", "password:\nc: z\n"),
        ("? password\n: x\n", "? password\n: ***\n"),
        ("password:x\n", "password:***\n"),
        ("a: password = x\n", "a: password = ***\n"),
        ("a: 1 # password x\nb: 2", "a: 1 # ***\nb: 2"),
        ("# a\n---\nb: 1\n", "# ***\n---\nb: 1\n"),
    ] {
        assert_eq!(hidden_yaml(text), shown);
    }
}

#[test]
fn broken_yaml() {
    for (text, shown) in [
        ("password: # b\n- \"x\" y\nd: 1", "password: *** ***\n- \"***\" ***\n***: ***"),
        ("a: {\n&p password:\n - x\n - y\n", "a: {\n&p ***:\n - ***\n - ***\n"),
        ("{password: [x]}: y\na: 2026-01-31 10:00:00\n", "{***: [***]}: ***\na: 2026-01-31 10:00:00\n"),
        // The parser reads on behind these, so what follows is known.
        ("a: b\nc: @x y\nd: z\n", "a: b\nc: @x y\nd: z\n"),
        ("a: b\npassword: @x\nd: z\n", "a: b\npassword: ***\nd: z\n"),
        ("a: \"b\npassword: x\nc: \"d\"\n", "a: \"b\n***: ***\n***: \"***\"\n"),
    ] {
        assert_eq!(hidden_yaml(text), shown);
    }
}

#[test]
fn each_document_of_a_stream() {
    let text = "password: x\n---\na: y\npassword: z\n";
    let stream = yaml::parse_stream(text.as_bytes(), &Limits::default());
    let source = stream.iter().fold(Source::new("a", text.as_bytes(), secrets(), None), Source::with_parsed);
    assert_eq!(source.visible(Span::new(0, 99)).replace(r"\u{a}", "\n"), "password: ***\n---\na: y\npassword: ***\n");
}

#[test]
fn addresses() {
    for (text, shown) in [
        (r#"["mysql://root:x!y@10.0.0.1/db"]"#, r#"["mysql://root:***@10.0.0.1/db"]"#),
        (r#"["mysql://root:x@y@h", "https://tok@h"]"#, r#"["mysql://root:***@h", "https://***@h"]"#),
        (r#"["jdbc:oracle:thin:scott/tiger@h:1521"]"#, r#"["jdbc:oracle:thin:scott/***@h:1521"]"#),
        (r#"["root:x@h", "mysql -uroot -px db"]"#, r#"["root:***@h", "mysql -uroot -p*** db"]"#),
        (r#"["密码：x", "passwort。"]"#, r#"["密码：***", "passwort。"]"#),
        (
            "[\"-----BEGIN\u{20}PRIVATE KEY-----\\nx\\n-----END\"]",
            "[\"-----BEGIN\u{20}PRIVATE KEY-----\\n***-----END\"]",
        ),
        (r#"["scott/tiger@h:1521/x"]"#, r#"["scott/***@h:1521/x"]"#),
        (r#"["https://h:80/a", "a@b.c", "/a/b@c", "@"]"#, r#"["https://h:80/a", "a@b.c", "/a/b@c", "@"]"#),
        (r#"["mysql --password x"]"#, r#"["mysql --password ***"]"#),
        (r#"{"a": "{\"password\":\"x\",\"b\":1}"}"#, r#"{"a": "{\"password\":\"***\",\"b\":1}"}"#),
        (r#"{"a": "\u0070assword: x"}"#, r#"{"a": "***"}"#),
    ] {
        assert_eq!(hidden_json(text), shown);
    }
    assert_eq!(hidden_yaml("a: mysql://root:x@h # c"), "a: mysql://root:***@h # ***");
}

#[test]
fn a_text_in_no_syntax() {
    let text = "502 Bad Gateway, mysql://root:x@h, password=y";
    let source = Source::new("a", text.as_bytes(), secrets(), None).as_value();
    assert_eq!(source.visible(Span::new(0, 99)), "502 Bad Gateway, mysql://root:***@h, password=***");
}

#[test]
fn what_is_not_utf_8_is_read_as_json() {
    let source = Source::new("a", b"{\"a\": \"b\xFFc\", \"password\": \"x\xFF\"}", secrets(), None);
    assert_eq!(source.visible(Span::new(0, 99)), r#"{"a": "b\u{1a}c", "password": "***"}"#);
}

#[test]
fn utf16() {
    for text in ["{\"password\": 1}", "{\"数\": 1, \"a\": \"hunter2\"}"] {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let source = Source::new("a", &bytes, secrets(), None);
        assert_eq!(source.visible(Span::new(0, 9999)), "***");
    }
}

#[test]
fn what_an_alias_stands_for() {
    assert_eq!(hidden_yaml("a: &x hunter2\npassword: *x\n"), "a: &x ***\npassword: ***\n");
}

#[test]
fn a_value_at_an_anchor_with_the_name_of_a_secret() {
    assert_eq!(hidden_yaml("&db_password: hunter2\n"), "&db_password: ***\n");
    assert_eq!(hidden_yaml("&adbPasword: hunter2\n"), "&adbPasword: ***\n");
    assert_eq!(hidden_yaml("a: &db_password hunter2\n"), "a: &db_password ***\n");
}

#[test]
fn json_inside_a_string_says_nothing_in_messages_either() {
    let source = Source::new("a", br#"{"a": "{\"password\":\"hunt3\",\"b\":1}"}"#, secrets(), None);
    assert_eq!(source.redact(r#"the string `{"password":"hunt3","b":1}`"#), r#"the string `{"password":"***","b":1}`"#);
}

/// The text of a string, and where each of its characters comes from: none of them is written with more than one, but the quotes.
#[test]
fn the_content_of_a_string_says_what_is_hidden_of_it() {
    let content = r#"{"password":"hunt3","a":"b","db_password":"hunt4"}"#;
    let quoted = content.replace('"', "\\\"");
    let inner = Source::new("", content.as_bytes(), secrets(), None);
    let place = |start: usize| {
        move |span: Span| {
            let offset = |at: u32| {
                let before = &content[..(at as usize).min(content.len())];
                u32::try_from(start + before.len() + before.matches('"').count()).expect("texts of tests are short")
            };
            Span::new(offset(span.start), offset(span.end))
        }
    };
    let line = format!(r#"{{"x":"hunt4","body":"{quoted}"}}"#);
    let outer = || Source::new("a", line.as_bytes(), secrets(), None).with_content(&inner, place(21));
    let all = Span::new(0, u32::try_from(line.len()).expect("texts of tests are short"));
    let body = r#"{\"password\":\"***\",\"a\":\"b\",\"db_password\":\"***\"}"#;
    assert_eq!(outer().visible(all), format!(r#"{{"x":"***","body":"{body}"}}"#));
    assert_eq!(outer().redact("hunt3 hunt4 b"), "*** *** b");
    let only = Span::new(21, all.end - 2);
    assert_eq!(outer().showing_only(only).visible(all), format!("***{body}***"));

    let line = format!(r#"{{"password":"{quoted}"}}"#);
    let parsed = json::parse(content.as_bytes(), &Limits::default());
    let inner = Source::new("", content.as_bytes(), secrets(), Some(&parsed));
    let outer = Source::new("a", line.as_bytes(), secrets(), None).with_content(&inner, place(13));
    assert_eq!(
        outer.redact("hunt3 and whatever a is, which was `long-value`"),
        "*** and whatever a is, which was `long-value`"
    );
    assert_eq!(outer.visible(Span::new(0, 99)), r#"{"password":"***"}"#);
}

#[test]
fn the_name_of_a_secret_is_no_secret() {
    let source = Source::new("a", br#"{"password": "Password", "db_password": "oracle"}"#, secrets(), None);
    assert_eq!(source.redact("`password` is no Password, oracle"), "`password` is no Password, ***");
}

#[test]
fn what_is_quoted() {
    let source = Source::new("a", "{\"a\": \"\x1b\", \"password\": \"数据\"}".as_bytes(), secrets(), None);
    assert_eq!(source.visible(Span::new(0, 999)), r#"{"a": "\u{1b}", "password": "***"}"#);
}

#[test]
fn lines_of_a_value_are_secrets_too() {
    let text = "password: |\n  first line\n  second line\na: 1\n";
    let parsed = yaml::parse(text.as_bytes(), &Limits::default());
    let source = Source::new("a", text.as_bytes(), secrets(), Some(&parsed));
    assert_eq!(source.redact("`second line` of a: 1"), "`***` of a: 1");
}
