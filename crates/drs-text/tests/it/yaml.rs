//! YAML: the same tree as the JSON it means, spans in its own text, and what is reported of what JSON cannot say.

use drs_text::{Limits, json, yaml};
use proptest::prelude::*;

use crate::{json_agreement, show};

#[test]
fn yaml_is_the_json_it_means() {
    for (text, value) in [
        ("a: 1\nb: x\n", r#"{"a":1,"b":"x"}"#),
        ("- a\n- - b\n  - c\n-\n- k: v\n  l: w\n", r#"["a",["b","c"],null,{"k":"v","l":"w"}]"#),
        ("a:\n- 1\n- 2\nb:\n  - 3\n", r#"{"a":[1,2],"b":[3]}"#),
        ("{a: 1, \"b\":2, c, d: , e: [x, y: z]}", r#"{"a":1,"b":2,"c":null,"d":null,"e":["x",{"y":"z"}]}"#),
        (r#"{"a": [1, {"b": "x\n\u00e9"}], "c": null}"#, "{\"a\":[1,{\"b\":\"x\\n\u{e9}\"}],\"c\":null}"),
        (
            "a: |\n  b\n   c\n\n  d\n\ne: |-\n  f\ng: |+\n  h\n\ni: >\n  j\n  k\n\n  l\n",
            r#"{"a":"b\n c\n\nd\n","e":"f","g":"h\n\n","i":"j k\nl\n"}"#,
        ),
        ("a: b\n  c\n  d\ne: 'f\n  g'\nh: \"i\n  j\\\n  k\\tl\"\n", r#"{"a":"b c d","e":"f g","h":"i jk\tl"}"#),
        ("a: 'it''s'\nb: \"\\x41\\u0042\\U00000043\\/\"\n", r#"{"a":"it's","b":"ABC/"}"#),
        ("# c\na: 1 # d\n\n# e\nb: '#'\n", r##"{"a":1,"b":"#"}"##),
        ("? a\n: 1\n? b\n", r#"{"a":1,"b":null}"#),
        ("a: &x 1\nb: *x\nc: &y [*x, 2]\nd: *y\n*x : e\n", r#"{"a":1,"b":1,"c":[1,2],"d":[1,2],"1":"e"}"#),
        ("a: &x {b: &z [1]}\nc: [*x, *x, *z]\n", r#"{"a":{"b":[1]},"c":[{"b":[1]},{"b":[1]},[1]]}"#),
        ("%YAML 1.2\n---\na: 1\n...\n", r#"{"a":1}"#),
        ("--- 12\n", "12"),
        ("--- |\n  x\n", r#""x\n""#),
        ("!!map {a: !!seq [1]}", r#"{"a":[1]}"#),
        ("a:\r\n  - b\r\n  - c: d\r\n", r#"{"a":["b",{"c":"d"}]}"#),
        ("\u{43a}\u{43b}\u{44e}\u{447}: \u{1F600}\n", "{\"\u{43a}\u{43b}\u{44e}\u{447}\":\"\u{1F600}\"}"),
    ] {
        assert_eq!(show::yaml(text), value, "{text}");
    }
}

#[test]
fn what_json_cannot_say_is_reported() {
    for (text, shown) in [
        ("", "nothing\nempty-document at 0"),
        ("# c\n", "nothing\nempty-document at 4"),
        ("---\n", "nothing\nempty-document `---`"),
        ("\u{FEFF}a: 1\n", "{\"a\":1}\nbyte-order-mark `\u{FEFF}`"),
        ("a: 1\nb: 2\n\"a\": 3\n", "{\"a\":1,\"b\":2,\"a\":3}\nduplicate-key `\"a\"` <- `a` at 0"),
        ("a: &x 1\n<<: *x\n", "{\"a\":1,!\"<<\":1}!\nmerge-key `<<`"),
        ("'<<': 1\n", "{\"<<\":1}"),
        ("? [a]\n: 1\nb: 2\n", "{!\"[a]\":1,\"b\":2}\ncomplex-key `[a]`"),
        ("? a: 1\n  b: 2\n: 1\n", "{!\"a: 1\\n  b: 2\":1}\ncomplex-key `a: 1\n  b: 2`"),
        ("{[a]: 1, {b: c}: 2}", "{!\"[a]\":1,!\"{b: c}\":2}\ncomplex-key `[a]`\ncomplex-key `{b: c}`"),
        ("a: &x [1]\nb: {*x : 1}\n", "{\"a\":[1],\"b\":{!\"*x\":1}}\ncomplex-key `*x`"),
        ("a: &x [*x, {b: *x}]\n", "{\"a\":[!null,{\"b\":!null}]}\nrecursive-alias `*x`\nrecursive-alias `*x`"),
        (
            "a: &x 1\n---\nb: *x\n",
            "{\"a\":1}\n---\n{\"b\":!null}\nyaml-syntax `*x` (the anchor is not in this document)",
        ),
        ("!foo a: 1\n", "{\"a\":1}\nunsupported-tag `!foo`"),
        ("&a !foo\nb: 1\n", "{\"b\":1}\nunsupported-tag `!foo`"),
        ("a: !!set {b}\n", "{\"a\":{\"b\":null}}\nunsupported-tag `!!set`"),
        ("a: 1\n b: 2\n", "{\"a\":\"1 b\"}!\nyaml-syntax `:` (mapping values are not allowed in this context)"),
        (
            "a: [1, {b: 2\n",
            "{\"a\":[1,{\"b\":2}!]!}!\nyaml-syntax at 13 (while parsing a flow mapping, did not find expected ',' or '}')",
        ),
        (
            "a: 1\nb: 'x\n",
            "{\"a\":1,\"b\":!null}!\nyaml-syntax `'x` (while scanning a quoted scalar, found unexpected end of stream)",
        ),
        ("a:\n\t- 1\n", "{\"a\":!null}!\nyaml-syntax `-` (tabs disallowed within this context (block indentation))"),
        ("\u{e9}: *b\n", "{\"\u{e9}\":!null}!\nyaml-syntax `*b` (while parsing node, found unknown anchor)"),
        ("&a {x: *a}", "{\"x\":!null}\nrecursive-alias `*a`"),
    ] {
        assert_eq!(show::yaml(text), shown, "{text}");
    }
}

#[test]
fn one_document_is_asked_for() {
    for (text, shown) in [
        ("a: 1\n---\n", "{\"a\":1}\ntrailing-content `---`"),
        ("---\na: 1\n...\n", r#"{"a":1}"#),
        ("a: 1\n---\nb: 2\n---\nc: 3\n", "{\"a\":1}\ntrailing-content `---`"),
        ("1\n...\n2\n", "1\ntrailing-content `2`"),
    ] {
        assert_eq!(show::parsed(text.as_bytes(), &yaml::parse(text.as_bytes(), &Limits::default())), shown, "{text}");
    }
}

#[test]
fn a_stream_has_spans_into_the_whole_text() {
    let text = "\u{e9}: 1\n---\n---\n- \u{1F600}\n--- |\n  x\n...\n---\n";
    assert_eq!(
        show::yaml(text),
        "{\"\u{e9}\":1}\n---\nnothing\nempty-document `---`\n---\n[\"\u{1F600}\"]\n---\n\"x\\n\"\n---\nnothing\nempty-document `---`"
    );
    let documents = yaml::parse_stream(text.as_bytes(), &Limits::default());
    let spans: Vec<_> = documents.iter().map(show::spans).collect();
    assert_eq!(
        spans,
        [
            "object `\u{e9}: 1`\nstring `\u{e9}`\nnumber `1`",
            "",
            "array `- \u{1F600}`\nstring `\u{1F600}`",
            "string `x`",
            ""
        ]
    );
}

#[test]
fn a_directive_in_any_letters_moves_nothing() {
    for text in [
        "%\u{e9}\u{e8} \u{1F600}\n--- {\u{e9}: \"a\u{1F600}\", b: 'c'}\n",
        "%YAML 1.2\r\n%\u{2066}\r\n--- {\u{e9}: \"a\u{1F600}\", b: 'c'}\r\n",
    ] {
        let spans = show::spans(&yaml::parse(text.as_bytes(), &Limits::default()));
        let flow = "{\u{e9}: \"a\u{1F600}\", b: 'c'}";
        let expected = format!("object `{flow}`\nstring `\u{e9}`\nstring `\"a\u{1F600}\"`\nstring `b`\nstring `'c'`");
        assert_eq!(spans, expected, "{text}");
    }
    // A content that looks like one.
    assert_eq!(show::yaml("\"b\n%\u{e9}\nc\"\n"), "\"b %\u{e9} c\"");
}

#[test]
fn spans_are_what_a_person_would_point_at() {
    let text = "\
# \u{43a}\u{43e}\u{43c}
a: &x !!str 12 # c
\u{e9}\u{e8}: \"\u{1F600} \\\" q\"   # \u{e9}
list:
- 'y''z' # c
- |
    lit \u{e9}
     two

- >- # c
    fold
    ed

- &y
  in: *x
m: &z {k: [1, \u{e9}], l: }
n:
o: !!null
";
    let parsed = yaml::parse(text.as_bytes(), &Limits::default());
    assert!(parsed.faults.is_empty(), "{:?}", parsed.faults);
    let shown = show::spans(&parsed);
    let (root, rest) = shown.split_once("\nstring `a`\n").unwrap();
    assert_eq!(
        root,
        format!("object `{}`", text[text.find("a:").unwrap()..].trim_end_matches(" !!null\n").to_owned() + " !!null")
    );
    assert_eq!(
        rest,
        "\
string `12`
string `\u{e9}\u{e8}`
string `\"\u{1F600} \\\" q\"`
string `list`
array `- 'y''z' # c
- |
    lit \u{e9}
     two

- >- # c
    fold
    ed

- &y
  in: *x`
string `'y''z'`
string `lit \u{e9}
     two`
string `fold
    ed`
object `in: *x`
string `in`
string `12`
string `m`
object `{k: [1, \u{e9}], l: }`
string `k`
array `[1, \u{e9}]`
number `1`
string `\u{e9}`
string `l`
null ``
string `n`
null ``
string `o`
null ``"
    );
    // An empty value stands behind its colon.
    let tree = parsed.tree.unwrap();
    let end = |key: &str| tree.root().get(key).unwrap().span();
    assert_eq!(&text[..end("n").range().end][end("n").range().start - 2..], "n:");
}

/// Spans inside the text and in order, whatever the text; aliases point elsewhere.
fn sound(text: &[u8]) {
    for document in yaml::parse_stream(text, &Limits::default()) {
        // No input is known that makes the library panic.
        assert!(document.faults.iter().all(|fault| !fault.kind.to_string().contains("parser failed")));
        if text.contains(&b'*') {
            assert!(document.tree.is_none_or(|tree| !show::value(tree.root()).is_empty()));
        } else {
            json_agreement::sound(text, &document);
        }
    }
}

proptest! {
    #![proptest_config(show::config(1024))]

    /// JSON is YAML: both parsers build the same tree, with the same spans.
    #[test]
    fn json_is_yaml(value in json_agreement::any_value()) {
        for text in [serde_json::to_string(&value).unwrap(), serde_json::to_string_pretty(&value).unwrap()] {
            let one = json::parse(text.as_bytes(), &Limits::default());
            let other = yaml::parse(text.as_bytes(), &Limits::default());
            // YAML does not allow all characters that JSON does, and the key of a pair is at most 1024 characters long.
            let allowed = |character: char| !matches!(character, '\u{7F}'..='\u{9F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}');
            if text.chars().all(allowed) && text.len() < 1024 {
                prop_assert_eq!(show::parsed(text.as_bytes(), &other), show::parsed(text.as_bytes(), &one));
                prop_assert_eq!(show::spans(&other), show::spans(&one));
            }
        }
    }

    #[test]
    fn any_yaml_like_text_is_read(text in "((a|b|é|😀|on|12|<<|\\.inf|\"x\"|'y'|&a|&b|\\*a|!!str|!c|---|\\.\\.\\.)( |: |\n|, ){1,2}|[{}\\[\\]|>#?-]( |\n)?|\n {1,4}|- |: |\"|'|%|\t|\r){0,40}") {
        sound(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        sound(&bytes);
    }
}
