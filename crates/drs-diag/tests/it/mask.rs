//! What is hidden of a text: under which keys, in which positions, in which state of the text.

use drs_diag::{Source, mask};
use drs_text::{Limits, Span, Tree, json, yaml};

use crate::support::secrets;

/// The text with `*` for what is hidden in each line.
fn hidden(text: &str, tree: Option<&Tree<'_>>) -> String {
    let source = Source::new("a", text.as_bytes(), secrets(), tree);
    assert_eq!(source.masked(), mask(text, secrets(), tree));
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let offset = |index: usize| u32::try_from(index).expect("texts of tests are short");
        lines.push(source.visible(Span::new(offset(at), offset(at + line.len()))));
        at += line.len() + 1;
    }
    lines.join("\n")
}

#[test]
fn values_of_every_kind_at_every_depth() {
    for (text, shown) in [
        (r#"{"password": "x", "a": "y"}"#, r#"{"password": "*", "a": "y"}"#),
        (r#"{"password": 12.5e3, "a": 1}"#, r#"{"password": ******, "a": 1}"#),
        (r#"{"password": true, "a": true}"#, r#"{"password": ****, "a": true}"#),
        (r#"{"password": null}"#, r#"{"password": ****}"#),
        (r#"{"password": ""}"#, r#"{"password": ""}"#),
        (r#"{"password": "数\"据\\"}"#, r#"{"password": "******"}"#),
        (r#"{"password": ["x", {"y": "z"}], "a": ["x"]}"#, r#"{"password": *****************, "a": ["x"]}"#),
        (r#"{"password": {"a": {"b": 1}}, "a": {}}"#, r#"{"password": ***************, "a": {}}"#),
        (r#"[[{"a": {"DB-Password": "x"}}]]"#, r#"[[{"a": {"DB-Password": "*"}}]]"#),
        (
            r#"{"password": "x", "pasword": "y", "ssl_cert_name": "z"}"#,
            r#"{"password": "*", "pasword": "*", "ssl_cert_name": "z"}"#,
        ),
        (r#"{"pass\u0077ord": "x"}"#, r#"{"pass\u0077ord": "*"}"#),
        (r#"["password", "x"]"#, r#"["password", "x"]"#),
        ("{\"password\": [\n  \"x\",\n  \"y\"\n]}", "{\"password\": *\n******\n*****\n*}"),
    ] {
        assert_eq!(hidden(text, None), shown, "by a scan");
        let parsed = json::parse(text.as_bytes(), &Limits::default());
        assert_eq!(hidden(text, parsed.tree.as_ref()), shown, "with a tree");
    }
}

#[test]
fn broken_json() {
    for (text, shown) in [
        (r#"{"password": "x"#, r#"{"password": "*"#),
        (r#"{"password": "x\"#, r#"{"password": "**"#),
        (r#"{"password": x, "a": 1}"#, r#"{"password": *, "a": 1}"#),
        (r#"{"password": 'x', "a": 1}"#, r#"{"password": '*', "a": 1}"#),
        (r#"{'password': "x", "a": 1}"#, r#"{'password': "*", "a": 1}"#),
        (r#"{password: "x", "a": 1}"#, r#"{password: "*", "a": 1}"#),
        (r#"{"password": ["x", "y"#, r#"{"password": ********"#),
        (r#"{"a": 1,, "password": "x",}"#, r#"{"a": 1,, "password": "*",}"#),
        (r#"{"a": 1 "password": "x""#, r#"{"a": 1 "password": "*""#),
        (r#"} "password" : "x""#, r#"} "password" : "*""#),
    ] {
        assert_eq!(hidden(text, None), shown, "by a scan");
    }
}

#[test]
fn yaml_of_all_styles() {
    for (text, shown) in [
        ("password: x\na: y\n", "password: *\na: y\n"),
        ("- password: x y z\n  a: y\n", "- password: *****\n  a: y\n"),
        ("'password': 'x'\n", "'password': '*'\n"),
        ("a: {password: x, b: y}\n", "a: {password: *, b: y}\n"),
    ] {
        assert_eq!(hidden(text, None), shown, "by a scan");
        let parsed = yaml::parse(text.as_bytes(), &Limits::default());
        assert_eq!(hidden(text, parsed.tree.as_ref()), shown, "with a tree");
    }
}

#[test]
fn broken_yaml() {
    for (text, shown) in [
        ("a:\n  password: # b\n    c: \"x\" y\nd: 1", "a:\n  password: ***\n************\nd: 1"),
        ("password: # b\n- \"x\" y\nd: 1", "password: ***\n*******\nd: 1"),
        ("a: {\n&p password:\n - x\n - y\n", "a: {\n&p password:\n ***\n****\n"),
        ("a: &p xyz\nb: @\npassword: *p\n", "a: &p ***\nb: @\npassword: **\n"),
        ("a: [&p xyz, &pq uvw]\npassword: *p\n", "a: [&p ************]\npassword: **\n"),
        ("\"passw\\x6Frd\": x: y", "\"passw\\x6Frd\": ****"),
    ] {
        assert_eq!(hidden(text, None), shown, "by a scan");
    }
}

#[test]
fn addresses() {
    for (text, shown) in [
        (r#"["mysql://root:x!y@10.0.0.1/db"]"#, r#"["mysql://root:***@10.0.0.1/db"]"#),
        (r#"["mysql://root:x@y@h", "https://tok@h"]"#, r#"["mysql://root:***@h", "https://***@h"]"#),
        (r#"["jdbc:oracle:thin:scott/tiger@h:1521"]"#, r#"["jdbc:oracle:thin:scott/tiger@h:1521"]"#),
        (r#"["scott/tiger@h:1521/x"]"#, r#"["scott/*****@h:1521/x"]"#),
        ("a: mysql://root:x@h # c", "a: mysql://root:*@h # c"),
        (r#"["https://h:80/a", "a@b.c", "/a/b@c", "@"]"#, r#"["https://h:80/a", "a@b.c", "/a/b@c", "@"]"#),
        ("{\"a\": 1} /* password x */", "{\"a\": 1} /* password ****"),
        ("a: 1 # password x\nb: 2", "a: 1 # password *\nb: 2"),
        (r#"["mysql --password x"]"#, r#"["mysql --password ***"#),
    ] {
        assert_eq!(hidden(text, None), shown);
    }
}

#[test]
fn utf16() {
    for text in ["{\"password\": 1}", "{\"数\": 1, \"a\": \"hunter2\"}"] {
        let text: String =
            text.encode_utf16().flat_map(u16::to_le_bytes).filter(u8::is_ascii).map(char::from).collect();
        let shown = hidden(&text, None);
        assert!(shown.chars().all(|c| c == '*'), "{shown}");
    }
    // With its mark, few zeros are enough.
    let text = format!("\u{feff}{{\"a\": \"{}\", \"b\": \"hunter2\"}}", "数".repeat(400));
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let source = Source::new("a", &bytes, secrets(), None);
    assert!(source.visible(Span::new(0, 9999)).chars().all(|c| c == '*'));
    // What can be found in it all the same is not said either.
    let source = Source::new("a", b"\0{\"password\": \"hunter2\"}", secrets(), None);
    assert_eq!(source.redact("found `hunter2`"), "found `***`");
}

#[test]
fn json_inside_a_string_says_nothing_in_messages_either() {
    let source = Source::new("a", br#"{"a": "{\"password\":\"hunt3\",\"b\":1}"}"#, secrets(), None);
    assert_eq!(source.redact(r#"the string `{"password":"hunt3","b":1}`"#), r#"the string `{"password":"***","b":1}`"#);
}

#[test]
fn what_an_alias_stands_for() {
    let text = "a: &x hunter2\npassword: *x\n";
    assert_eq!(hidden(text, None), "a: &x *******\npassword: **\n");
    let parsed = yaml::parse(text.as_bytes(), &Limits::default());
    assert_eq!(hidden(text, parsed.tree.as_ref()), "a: &x *******\npassword: **\n");
}

#[test]
fn the_name_of_a_secret_is_no_secret() {
    let source = Source::new("a", br#"{"password": "Password", "db_password": "oracle"}"#, secrets(), None);
    assert_eq!(source.redact("`password` is no Password, oracle"), "`password` is no Password, ***");
}

#[test]
fn what_is_quoted() {
    let source = Source::new("a", "{\"a\": \"\x1b\", \"password\": \"数据\"}".as_bytes(), secrets(), None);
    assert_eq!(source.visible(Span::new(0, 999)), r#"{"a": "\u{1b}", "password": "**"}"#);
}

#[test]
fn lines_of_a_value_are_words_too() {
    let text = "password: |\n  first line\n  second line\na: 1\n";
    let source = Source::new("a", text.as_bytes(), secrets(), None);
    assert_eq!(source.redact("`second line` of a: 1"), "`***` of a: 1");
}
