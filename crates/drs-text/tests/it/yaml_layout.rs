//! YAML: layout, characters and escapes, read as its specification and other readers read them.

use drs_text::{Limits, yaml};

use crate::show;

#[test]
fn layout_that_the_library_refuses_is_layout() {
    for (text, value) in [
        ("a: [\n  \"b\"\n]\nc: 1\n", r#"{"a":["b"],"c":1}"#),
        ("a:\r\n  b: {\r\n    \"c\": {}\r\n  }\r\n  d: [\r\n    []\r\n  ]\r\n", r#"{"a":{"b":{"c":{}},"d":[[]]}}"#),
        ("é: [\n  {}\n\n]\n---\na: [\n  'b'\n]\n", "{\"é\":[{}]}\n---\n{\"a\":[\"b\"]}"),
        ("a:\tb\nc:\t\td\n", r#"{"a":"b","c":"d"}"#),
        ("{a:\tb, c:\td}", r#"{"a":"b","c":"d"}"#),
        // What looks the same inside of a text stays.
        ("a: |\n  [\n  \"x\"\n  ]\nb: [\n  \"c\"\n]\n", "{\"a\":\"[\\n\\\"x\\\"\\n]\\n\",\"b\":[\"c\"]}"),
    ] {
        assert_eq!(show::yaml(text), value, "{text}");
    }
    // A comment would hide the bracket.
    assert!(show::yaml("a: [\n  \"b\" # c\n]\n").contains("yaml-syntax"));
}

#[test]
fn what_is_no_yaml_is_a_fault_though_the_library_takes_it() {
    for text in [
        "{a: |b}",
        "{a: >b}",
        "a: ?\n",
        "[-]",
        "a: \"b\u{1}\"\n",
        "a: b # \u{7}\n",
        "a: \u{7F}b\n",
        "a: b # \u{FFFE}\n",
    ] {
        assert!(show::yaml(text).contains("yaml-syntax"), "{text:?}");
    }
    assert_eq!(show::yaml("a: \"\u{85}\u{A0}\t\u{FEFF}\"\n"), "{\"a\":\"\u{85}\u{A0}\\t\u{FEFF}\"}");
}

#[test]
fn what_json_has_in_quotes_stands_in_quotes() {
    for quoted in ["\"\u{7F}\u{80}\u{FFFF}\"", "'\u{9F}\u{FFFE}'"] {
        let text = format!("a: {quoted}\n---\nb: {quoted}\n");
        assert!(!show::yaml(&text).contains("yaml-syntax"), "{text:?}");
    }
}

#[test]
fn tabs_do_not_indent() {
    for text in ["-\t- a\n", "- \t- a\n", "-\ta: b\n", "? \ta: b\n", "a:\n  -\t\t- b\n", "-\t-\n", "- \t-\n"] {
        assert!(show::yaml(text).contains("yaml-syntax"), "{text:?}");
    }
    assert_eq!(show::yaml("-\ta\n- \t[b]\n-\t{c: d}\n-\t-1\n"), r#"["a",["b"],{"c":"d"},-1]"#);
}

#[test]
fn pairs_of_surrogates_are_characters_as_json_writes_them() {
    for (text, shown) in [
        (r#""\ud83d\ude00""#, "\"\u{1F600}\""),
        (r#"a: "é\ud83d\uDE00 \ue03d\ue600 \uD83D\uDE00""#, "{\"a\":\"é\u{1F600} \u{E03D}\u{E600} \u{1F600}\"}"),
        (
            r#"{"\ud83d\ude00": '\ud83d\ude00', "b": "\ud83d\ude00"}"#,
            "{\"\u{1F600}\":\"\\\\ud83d\\\\ude00\",\"b\":\"\u{1F600}\"}",
        ),
        (r#"- "\ud83d""#, "[!\"\u{FFFD}\"]\nlone-surrogate `\\ud83d`"),
        (r#"- "\ude00\ud83d""#, "[!\"\u{FFFD}\u{FFFD}\"]\nlone-surrogate `\\ude00`\nlone-surrogate `\\ud83d`"),
    ] {
        assert_eq!(show::yaml(text), shown, "{text}");
    }
}

#[test]
fn what_yaml_has_no_escape_or_start_for_is_reported_and_the_rest_is_read() {
    for (text, shown) in [
        ("a: \"C:\\Users\\q\"\nb: 1\n", "invalid-escape `\\U`\ninvalid-escape `\\q`"),
        ("a: \"\\x4g\"\nb: 1\n", "invalid-escape `\\x`"),
        ("a: @b\nb: 1\n", "yaml-syntax `@b` (a text without quotes cannot start with `@`)"),
        ("b: 1\na: %b c\n", "yaml-syntax `%b c` (a text without quotes cannot start with `%`)"),
        ("{a: `b, b: 1}", "yaml-syntax ``b` (a text without quotes cannot start with a backtick)"),
    ] {
        let (value, faults) = show::yaml(text).split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        assert!(value.contains("\"b\":1") && !value.ends_with('!'), "{value}");
        assert_eq!(faults, shown, "{text}");
    }
}

#[test]
fn backslashes_are_doubled_only_where_no_other_is_an_escape() {
    for (scalar, has_fix) in [
        (r"C:\Users\q", true),
        (r"C:\Users\\q \/ \ ", true),
        (r"C:\Users\new", false),
        (r"C:\admin\data", false),
        (r"C:\0\data", false),
        (r"\d \u00e9", false),
    ] {
        let text = format!("a: \"{scalar}\"\nb: \"\\n\"\n");
        let documents = yaml::parse_stream(text.as_bytes(), &Limits::default());
        let faults: Vec<_> = documents.iter().flat_map(|document| &document.faults).collect();
        assert!(!faults.is_empty(), "{text}");
        assert!(faults.iter().all(|fault| fault.fix(&text).is_some() == has_fix), "{text}: {faults:?}");
    }
}

#[test]
fn times_with_a_leading_zero_are_texts() {
    assert_eq!(
        show::yaml("[05:59, 00:00, 0:30, 01:02:03, 2026-1-3]"),
        r#"["05:59","00:00","0:30","01:02:03","2026-1-3"]"#
    );
    for text in ["12:30", "1:30", "00:30.5", "190:20:30", "2026-01-31", "2026-1-3 1:00:00"] {
        assert!(show::yaml(text).contains("ambiguous-scalar"), "{text}");
    }
}

#[test]
fn a_block_scalar_ends_where_a_document_begins() {
    for (text, shown) in [
        ("--- |\nab\n---\nc: 1\n", "\"ab\\n\"\n---\n{\"c\":1}"),
        ("--- >\nab\n...\n---\n- |\n  d\n", "\"ab\\n\"\n---\n[\"d\\n\"]"),
        ("--- |\nab\n--- |\ncd\n---x\n", "\"ab\\n\"\n---\n\"cd\\n---x\\n\""),
        ("--- |\n---\nc: 1\n", "\"\"\n---\n{\"c\":1}"),
        ("--- >-\n...\n---\nc: 1\n", "\"\"\n---\n{\"c\":1}"),
    ] {
        assert_eq!(show::yaml(text), shown, "{text}");
    }
}

#[test]
fn what_cannot_be_changed_by_itself() {
    let text = "a: &x b\nc: *x\nd: !!str e\nf: |\n  g\nh: &q i\n? &z j\n: *z\nk: [&w {l: m}, *w]\no: \"p\"\n";
    let parsed = yaml::parse(text.as_bytes(), &Limits::default());
    let tree = parsed.tree.unwrap();
    let raw = |nodes: Vec<drs_text::Node<'_>>| nodes.iter().map(|node| node.raw().to_owned()).collect::<Vec<_>>();
    let bound = |member: &drs_text::Member<'_>| !member.value.is_editable();
    assert_eq!(raw(tree.root().members().filter(bound).map(|it| it.key).collect()), ["a", "c", "d", "f", "j"]);
    let items = tree.root().get("k").unwrap().items().map(|item| item.get("l").unwrap());
    assert!(items.collect::<Vec<_>>().iter().all(|item| !item.is_editable()));
    assert_eq!(raw(tree.root().members().map(|it| it.key).filter(|key| !key.is_editable()).collect()), ["j"]);
}
