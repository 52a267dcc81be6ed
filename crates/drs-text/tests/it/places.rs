//! Lines, columns, pointers, edits, and what nodes say of themselves.

use drs_text::{Edit, Kind, Limits, Lines, Pointer, Span, apply, json, yaml};

#[test]
fn positions_count_lines_and_characters_from_1() {
    let text = "a\u{e9}\u{1F600}b\r\nc\rd\n\ne";
    let lines = Lines::new(text);
    let shown: Vec<_> = text
        .char_indices()
        .map(|(index, character)| {
            let position = lines.position(u32::try_from(index).unwrap());
            format!("{}:{} {character:?}", position.line, position.column)
        })
        .collect();
    assert_eq!(
        shown,
        [
            "1:1 'a'",
            "1:2 'é'",
            "1:3 '😀'",
            "1:4 'b'",
            "1:5 '\\r'",
            "1:6 '\\n'",
            "2:1 'c'",
            "2:2 '\\r'",
            "2:3 'd'",
            "2:4 '\\n'",
            "3:1 '\\n'",
            "4:1 'e'",
        ]
    );
    let contents: Vec<_> = (1..=lines.line_count() + 1).map(|line| &text[lines.line_span(line).range()]).collect();
    assert_eq!(contents, ["a\u{e9}\u{1F600}b", "c\rd", "", "e", ""]);
    // Inside a character, at the end, and beyond it.
    assert_eq!(lines.position(2), lines.position(1));
    assert_eq!(lines.position(18), lines.position(1000));
    assert_eq!((lines.position(1000).line, lines.position(1000).column), (4, 2));
}

#[test]
fn positions_in_a_long_line_are_exact_and_cheap() {
    for filler in ["x", "\u{e9}", "\u{1F600}x"] {
        let text = format!("a\n{}\n{}b", filler.repeat(100_000), filler.repeat(1_000_000));
        let lines = Lines::new(&text);
        let start = lines.line_span(3).start as usize;
        for step in 0..2000 {
            let index = text.floor_char_boundary(start + step * (text.len() - start) / 2000);
            let position = lines.position(u32::try_from(index).unwrap());
            if step % 200 == 0 {
                assert_eq!((position.line, position.column as usize), (3, text[start..index].chars().count() + 1));
            }
        }
    }
}

#[test]
fn lines_of_little_text() {
    for (text, count) in [("", 1), ("\n", 2), ("a", 1), ("a\n", 2), ("\r\n", 2), ("\r", 1)] {
        let lines = Lines::new(text);
        assert_eq!(lines.line_count(), count, "{text:?}");
        assert_eq!((lines.position(0).line, lines.position(0).column), (1, 1));
    }
}

#[test]
fn pointers_escape_and_resolve() {
    let text =
        r#"{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, "~1": 9, " ": 7, "01": [10], "k\"l": 6}"#;
    let parsed = json::parse(text.as_bytes(), &Limits::default());
    let tree = parsed.tree.unwrap();
    for (pointer, raw) in [
        ("", Some(text)),
        ("/foo", Some(r#"["bar", "baz"]"#)),
        ("/foo/0", Some(r#""bar""#)),
        ("/foo/1", Some(r#""baz""#)),
        ("/foo/2", None),
        ("/foo/-", None),
        ("/foo/00", None),
        ("/foo/+1", None),
        ("/foo/0/x", None),
        ("/", Some("0")),
        ("/a~1b", Some("1")),
        ("/c%d", Some("2")),
        ("/m~0n", Some("8")),
        ("/~01", Some("9")),
        ("/ ", Some("7")),
        ("/01/0", Some("10")),
        ("/k\"l", Some("6")),
        ("/nothing", None),
    ] {
        let parsed = Pointer::parse(pointer).unwrap();
        assert_eq!(parsed.resolve(&tree).map(drs_text::Node::raw), raw, "{pointer}");
        assert_eq!(parsed.to_string(), pointer);
    }
    for wrong in ["foo", "/~", "/~2", "/a~", "~0"] {
        assert!(Pointer::parse(wrong).is_err(), "{wrong}");
    }
    let mut pointer = Pointer::new();
    pointer.push_key("a/b~c~1");
    pointer.push_index(12);
    assert_eq!(pointer.as_str(), "/a~1b~0c~01/12");
    assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["a/b~c~1", "12"]);
    assert!(pointer.pop() && pointer.pop() && !pointer.pop());
}

#[test]
fn a_byte_has_a_pointer() {
    let text = r#"{"a": [1, {"b": 2}], "c/d": {}}"#;
    let tree = json::parse(text.as_bytes(), &Limits::default()).tree.unwrap();
    for (slice, pointer) in [
        ("{", ""),
        ("\"a\"", "/a"),
        ("[", "/a"),
        ("1", "/a/0"),
        ("{\"b", "/a/1"),
        ("2", "/a/1/b"),
        (", {", "/a"),
        ("\"c", "/c~1d"),
    ] {
        let offset = u32::try_from(text.find(slice).unwrap()).unwrap();
        assert_eq!(tree.pointer_at(offset).as_str(), pointer, "{slice}");
    }
    assert_eq!(tree.pointer_at(1000).as_str(), "");
}

#[test]
fn edits_are_done_in_the_order_of_their_places() {
    let edit = |start: u32, end: u32, text: &str| Edit::new(Span::new(start, end), text);
    for (edits, done) in [
        (vec![], "abc\u{e9}d"),
        (vec![edit(1, 2, "X")], "aXc\u{e9}d"),
        (vec![edit(5, 6, "Z"), edit(0, 0, "<"), edit(6, 6, ">"), edit(0, 1, "")], "<bc\u{e9}Z>"),
        (vec![edit(1, 1, "1"), edit(1, 1, "2")], "a12bc\u{e9}d"),
        // The second one overlaps, the third cuts a character, the fourth is out of bounds.
        (vec![edit(0, 2, "X"), edit(1, 3, "Y"), edit(4, 5, "Z"), edit(6, 9, "")], "Xc\u{e9}d"),
    ] {
        assert_eq!(apply("abc\u{e9}d", &edits), done);
    }
}

#[test]
fn nodes_say_what_they_are() {
    let text = r#" {"n": null, "t": true, "f": false, "i": -12.50e+1, "s": "\u0041b", "a": [1, [2]], "o": {}} "#;
    let tree = json::parse(text.as_bytes(), &Limits::default()).tree.unwrap();
    assert!(!tree.has_gaps());
    for (parsed, has_gaps) in [
        (json::parse(b"{\"a\": 1}", &Limits::default()), false),
        (json::parse(b"{\"a\": 1,}", &Limits::default()), true),
        (yaml::parse(b"a: 1", &Limits::default()), true),
    ] {
        assert_eq!(parsed.tree.unwrap().has_gaps(), has_gaps);
    }
    assert_eq!((tree.text(), tree.node_count()), (text, 18));
    let root = tree.root();
    assert_eq!((root.kind(), root.len(), root.raw()), (Kind::Object, 7, text.trim()));
    let get = |key: &str| root.get(key).unwrap();
    assert_eq!(root.get("x").map(drs_text::Node::raw), None);
    assert_eq!((get("n").kind(), get("n").as_bool(), get("n").len()), (Kind::Null, None, 0));
    assert_eq!((get("t").as_bool(), get("f").as_bool()), (Some(true), Some(false)));
    assert_eq!((get("i").as_number(), get("i").as_str()), (Some("-12.50e+1"), None));
    assert_eq!(
        (get("s").as_str().as_deref(), get("s").raw(), get("s").as_number()),
        (Some("Ab"), r#""\u0041b""#, None)
    );
    assert!(get("s").str_eq("Ab") && !get("s").str_eq("ab") && !get("i").str_eq("-12.50e+1"));
    assert_eq!(get("a").items().map(drs_text::Node::raw).collect::<Vec<_>>(), ["1", "[2]"]);
    assert_eq!((get("a").len(), get("a").members().count(), get("o").is_empty()), (2, 0, true));
    assert_eq!(tree.node(get("o").id()).span(), get("o").span());
    assert_eq!(format!("{:?} {tree:?}", get("s")), "string@57..66 Tree { bytes: 92, nodes: 18 }");
}
