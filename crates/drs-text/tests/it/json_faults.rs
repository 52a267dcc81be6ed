//! What is reported of text that is not JSON, what is understood all the same, and what the fixes make of it.

use drs_text::{Fault, FaultKind, Limits, apply, json};

use crate::show;

/// Checks what is shown of each text.
fn check(cases: &[(&str, &str)]) {
    for (text, shown) in cases {
        assert_eq!(show::json(text), *shown, "{text}");
    }
}

#[test]
fn commas_colons_and_brackets() {
    check(&[
        (r#"{"a":1,}"#, "{\"a\":1}\ntrailing-comma `,`"),
        ("[1, 2 , ]", "[1,2]\ntrailing-comma `,`"),
        ("[[1,],]", "[[1]]\ntrailing-comma `,`\ntrailing-comma `,`"),
        ("[1,,2]", "[1,2]\nunexpected-token `,` expected a value"),
        ("[1,,]", "[1]\ntrailing-comma `,`\nunexpected-token `,` expected a value"),
        ("[,]", "[]\nunexpected-token `,` expected a value"),
        (
            r#"{,"a":1,,}"#,
            "{\"a\":1}\nunexpected-token `,` expected a key in double quotes\ntrailing-comma `,`\nunexpected-token `,` expected a key in double quotes",
        ),
        (
            r#"["a" "b" 1 -2 {} [] null]"#,
            "[\"a\",\"b\",1,-2,{},[],null]\nmissing-comma at 4\nmissing-comma at 8\nmissing-comma at 10\nmissing-comma at 13\nmissing-comma at 16\nmissing-comma at 19",
        ),
        (
            "{\"a\":1\n\"b\":2 // c\nc:3}",
            "{\"a\":1,\"b\":2,\"c\":3}\nmissing-comma at 6\nmissing-comma at 12\ncomment `// c`\nunquoted-key `c`",
        ),
        (r#"{"a":"b" "c"}"#, "{\"a\":\"b\"}!\nunexpected-token `\"c\"` expected `,` or `}`"),
        (r#"["a"b"c"]"#, "[\"a\"]!\nunexpected-token `b` expected `,` or `]`"),
        ("[1;2]", "[1]!\nunexpected-token `;` expected `,` or `]`"),
        (
            r#"{"a" = 1, "b" => 2}"#,
            "{\"a\":1,\"b\":2}\nunexpected-token `=` expected `:`\nunexpected-token `=>` expected `:`",
        ),
        ("{\"a\"\u{FF1A}1}", "{\"a\":1}\nunexpected-token `\u{FF1A}` expected `:`"),
        (r#"{"a","b":1}"#, "{\"a\":!null,\"b\":1}\nunexpected-token `,` expected `:`"),
        (r#"{"a" 1}"#, "{\"a\":!null}!\nunexpected-token `1` expected `:`"),
        (
            r#"{"a":,"b":}"#,
            "{\"a\":!null,\"b\":!null}\nunexpected-token `,` expected a value\nunexpected-token `}` expected a value",
        ),
        (r#"{"a":[1,2}"#, "{\"a\":[1,2]!}!\nunexpected-token `}` expected `,` or `]` <- `[` at 5"),
        (r#"{"a":1]"#, "{\"a\":1}!\nunexpected-token `]` expected `,` or `}` <- `{` at 0"),
        ("]", "nothing\nunexpected-token `]` expected a value"),
        ("{} {}", "{}\ntrailing-content `{`"),
        ("1 \"two\"", "1\ntrailing-content `\"two\"`"),
        ("[1]]", "[1]\ntrailing-content `]`"),
    ]);
}

#[test]
fn the_end_is_missing() {
    check(&[
        ("", "nothing\nempty-document at 0"),
        (" \n", "nothing\nempty-document at 2"),
        ("// a", "nothing\ncomment `// a`\nempty-document at 4"),
        ("{", "{}!\nunexpected-end at 1 expected a key in double quotes <- `{` at 0"),
        (r#"{"a"#, "{\"a\":!null}!\nunexpected-end at 3 expected the closing quote of the string <- `\"` at 1"),
        (r#"{"a""#, "{\"a\":!null}!\nunexpected-end at 4 expected `:` <- `{` at 0"),
        (r#"{"a":"#, "{\"a\":!null}!\nunexpected-end at 5 expected a value <- `{` at 0"),
        (r#"{"a":tr"#, "{\"a\":!null}!\nunexpected-end at 7 expected a value <- `{` at 0"),
        (r#"{"a":1"#, "{\"a\":1}!\nunexpected-end at 6 expected `,` or `}` <- `{` at 0"),
        (r#"{"a":1,"#, "{\"a\":1}!\nunexpected-end at 7 expected a key in double quotes <- `{` at 0"),
        (
            r#"[{"a":"b\"#,
            "[{\"a\":\"b\\\\\"}!]!\nunexpected-end at 9 expected the closing quote of the string <- `\"` at 6",
        ),
        ("[[1,[2", "[[1,[2]!]!]!\nunexpected-end at 6 expected `,` or `]` <- `[` at 4"),
        ("[1 /* x", "[1]!\nunexpected-end at 7 expected `*/` <- `/*` at 3"),
    ]);
}

#[test]
fn strings() {
    check(&[
        ("\"a\tb\u{0}\u{1}c\"", "\"a\\tb\\u0000\\u0001c\"\ncontrol-character `\t`\ncontrol-character `\u{0}\u{1}`"),
        (
            r#""\d \x41 \u12 \' \é""#,
            "\"\\\\d \\\\x41 \\\\u12 ' \\\\é\"\ninvalid-escape `\\d`\ninvalid-escape `\\x`\ninvalid-escape `\\u12`\ninvalid-escape `\\'`\ninvalid-escape `\\é`",
        ),
        (r#""\ud83d""#, "\"\u{FFFD}\"\nlone-surrogate `\\ud83d`"),
        (
            r#""\ude00\ud83d\ud83d\ude00""#,
            "\"\u{FFFD}\u{FFFD}\u{1F600}\"\nlone-surrogate `\\ude00`\nlone-surrogate `\\ud83d`",
        ),
        (
            r#"{'a':'it\'s "b"\n'}"#,
            "{\"a\":\"it's \\\"b\\\"\\n\"}\nsingle-quotes `'a'`\nsingle-quotes `'it\\'s \"b\"\\n'`",
        ),
        // A line break in a string, and a quote that is missing at the end of the line.
        (
            "[[\"a\nb\"], {\"c\n\": \"d\n\"}]",
            "[[\"a\\nb\"],{\"c\\n\":\"d\\n\"}]\ncontrol-character `\n`\ncontrol-character `\n`\ncontrol-character `\n`",
        ),
        ("[\"a\nb\", 1]", "[\"a\\nb\",1]\ncontrol-character `\n`"),
        (
            "{\"a\": \"b,\n \"c\": 1}",
            "{\"a\":\"b\",\"c\":1}\nunexpected-token at 8 expected the closing quote of the string <- `\"` at 6",
        ),
        (
            "{\"a\": \"b \n}",
            "{\"a\":\"b\"}\nunexpected-token at 8 expected the closing quote of the string <- `\"` at 6",
        ),
        (
            "{\"a: 1,\n \"b\": 2}",
            "{\"a: 1,\":!null}!\nunexpected-token at 6 expected the closing quote of the string <- `\"` at 1",
        ),
    ]);
}

#[test]
fn numbers_and_words() {
    check(&[
        (
            "[007, -01, +1, .5, -.5, 1., 1.e3]",
            "[7,-1,1,0.5,-0.5,1.0,1.0e3]\ninvalid-number `007` LeadingZero\ninvalid-number `-01` LeadingZero\ninvalid-number `+1` PlusSign\ninvalid-number `.5` NoIntegerPart\ninvalid-number `-.5` NoIntegerPart\ninvalid-number `1.` NoFraction\ninvalid-number `1.e3` NoFraction",
        ),
        (
            "[0x1F, -0XfF, 0x]",
            "[31,-255,!number]\ninvalid-number `0x1F` Hexadecimal\ninvalid-number `-0XfF` Hexadecimal\ninvalid-number `0x` Malformed",
        ),
        (
            "[1e, 1e+, -, ., 1_000, 1.2.3, 12px]",
            "[!number,!number,!number,!number,!number,!number,!number]\ninvalid-number `1e` NoExponent\ninvalid-number `1e+` NoExponent\ninvalid-number `-` Malformed\ninvalid-number `.` Malformed\ninvalid-number `1_000` Malformed\ninvalid-number `1.2.3` Malformed\ninvalid-number `12px` Malformed",
        ),
        (
            "[1e400, -1e400, 1e-400, 1.7976931348623159e308]",
            "[1e400,-1e400,1e-400,1.7976931348623159e308]\nnumber-out-of-range `1e400`\nnumber-out-of-range `-1e400`\nnumber-out-of-range `1.7976931348623159e308`",
        ),
        (
            "[True, FALSE, None, nil, NULL]",
            "[true,false,null,null,null]\ninvalid-literal `True`\ninvalid-literal `FALSE`\ninvalid-literal `None`\ninvalid-literal `nil`\ninvalid-literal `NULL`",
        ),
        (
            "[NaN, -Infinity, undefined, yes]",
            "[!number,!number,!null,!null]\ninvalid-literal `NaN`\ninvalid-literal `-Infinity`\ninvalid-literal `undefined`\ninvalid-literal `yes`",
        ),
        ("[trues, nul]", "[!null,!null]\ninvalid-literal `trues`\ninvalid-literal `nul`"),
        ("[foo bar]", "[!null]!\ninvalid-literal `foo`"),
    ]);
}

#[test]
fn numbers_of_many_digits_are_kept_up_to_the_range_of_a_double() {
    for (digits, faults) in [(308, 0), (309, 1), (310, 1)] {
        for text in ["9".repeat(digits), format!("-{}.5", "9".repeat(digits))] {
            let parsed = json::parse(text.as_bytes(), &Limits::default());
            let names: Vec<_> = parsed.faults.iter().map(|fault| fault.kind.name()).collect();
            assert_eq!(names, vec!["number-out-of-range"; faults], "{text}");
            assert_eq!(parsed.tree.unwrap().root().as_number(), Some(text.as_str()));
        }
    }
    let small = format!("0.{}1", "0".repeat(400));
    assert_eq!(show::json(&small), small);
}

#[test]
fn what_json_does_not_have() {
    check(&[
        ("\u{FEFF}{}", "{}\nbyte-order-mark `\u{FEFF}`"),
        ("\u{FEFF}", "nothing\nbyte-order-mark `\u{FEFF}`\nempty-document at 3"),
        (
            "// a\n{ # b\n/* c */ \"d\" /**/ : 1 }// e",
            "{\"d\":1}\ncomment `// a`\ncomment `# b`\ncomment `/* c */`\ncomment `/**/`\ncomment `// e`",
        ),
        (
            "[\u{A0}1,\u{3000}\u{3000}2]\u{C}",
            "[1,2]\nunexpected-token `\u{A0}` expected ordinary white space\nunexpected-token `\u{3000}\u{3000}` expected ordinary white space\nunexpected-token `\u{C}` expected ordinary white space",
        ),
        ("[1, [/**/], {/**/}]", "[1,[],{}]\ncomment `/**/`\ncomment `/**/`"),
        (
            "{a: 1, $b_2-c: 2, 3: 3}",
            "{\"a\":1,\"$b_2-c\":2,\"3\":3}\nunquoted-key `a`\nunquoted-key `$b_2-c`\nunquoted-key `3`",
        ),
        ("{[1]: 2}", "{}!\nunexpected-token `[` expected a key in double quotes"),
        ("{\u{201C}a\u{201D}: 1}", "{\"a\":1}\nsingle-quotes `\u{201C}a\u{201D}`"),
        ("[‘it’s’, “a “b]", "[\"it’s\",!null]!\nsingle-quotes `‘it’s’`\ninvalid-literal `“a`"),
        ("{\"a\", \"b\"}", "{\"a\":\"b\"}\nunexpected-token `,` expected `:`"),
        ("{\"a\", \"b\": 1}", "{\"a\":!null,\"b\":1}\nunexpected-token `,` expected `:`"),
        (
            r#"{"a":1,"\u0061":2,"b":3,"a":4}"#,
            "{\"a\":1,\"a\":2,\"b\":3,\"a\":4}\nduplicate-key `\"\\u0061\"` <- `\"a\"` at 1\nduplicate-key `\"a\"` <- `\"a\"` at 1",
        ),
    ]);
}

#[test]
fn fixes_make_json_of_the_same_value() {
    for (text, fixed) in [
        ("\u{FEFF}[1,]", "[1]"),
        ("[1,,2,]", "[1,2]"),
        ("[,1]", "[1]"),
        ("{\"a\":1 \"b\":2/* c */\"c\":3}", "{\"a\":1, \"b\":2, \"c\":3}"),
        ("{\"a\" = 1, \"b\" => 2, \"c\"\u{FF1A}3}", "{\"a\" : 1, \"b\" : 2, \"c\":3}"),
        ("[\u{A0}1] // a", "[ 1]"),
        (r"{a: 'it\'s \\ a \n\t', 'b': '\'', c: 'x'}", r#"{"a": "it's \\ a \n\t", "b": "'", "c": "x"}"#),
        (r#"{'"': '\"'}"#, r#"{"\"": "\""}"#),
        ("[\"a\tb\n\", \"\u{1}\"]", r#"["a\tb\n", "\u0001"]"#),
        (r#"["C:\data", "\x41", "\'", "\u12"]"#, r#"["C:\\data", "\\x41", "'", "\\u12"]"#),
        (r#"["\n\'", "\d\\\"\/", "\t", "\d"]"#, r#"["\n'", "\\d\\\"\/", "\t", "\\d"]"#),
        ("[\"\\\n\"]", r#"["\\\n"]"#),
        ("[+1, .5, 1., -.5]", "[1, 0.5, 1.0, -0.5]"),
        ("[True, FALSE, None]", "[true, false, null]"),
        ("{“a”: “b\", ‘c’: «d'é», \"e\": 1}", "{\"a\": \"b\", \"c\": \"d'é\", \"e\": 1}"),
        ("{\"a\":1}} ];\n", "{\"a\":1}\n"),
    ] {
        let parsed = json::parse(text.as_bytes(), &Limits::default());
        let edits: Vec<_> = parsed.faults.iter().flat_map(|fault| fault.fix(text).expect(text)).collect();
        assert_eq!(apply(text, &edits), fixed);
        assert_eq!(show::json(fixed), show::value(parsed.tree.expect(text).root()));
    }
}

#[test]
fn quotes_inside_of_a_text_get_neither_comma_nor_quotes() {
    let parsed = json::parse(br"{'a': 'b 'c: 1}", &Limits::default());
    let is_guess = |fault: &&Fault| matches!(fault.kind, FaultKind::MissingComma | FaultKind::UnquotedKey);
    let guesses: Vec<_> = parsed.faults.iter().filter(is_guess).collect();
    assert!(!guesses.is_empty(), "{:?}", parsed.faults);
    assert!(guesses.iter().all(|fault| fault.fix(r"{'a': 'b 'c: 1}").is_none()), "{guesses:?}");
}

#[test]
fn what_is_a_guess_has_no_fix() {
    for text in [
        // Quotes inside of a text that are not escaped.
        r#"{"a": "b "c": d"}"#,
        r#"{"a": "b "c:d" e"}"#,
        r#"["a""b"]"#,
        "",
        "{",
        "[1",
        "[1}",
        "{\"a\":}",
        "[NaN]",
        "[foo]",
        "[1_000]",
        "[007]",
        "[-01]",
        "[+060]",
        "[00.5]",
        "[0x1F]",
        "[+0x1F]",
        "[1e400]",
        "{\"a\" 1}",
        "{\"a\":1,\"a\":2}",
        "1 2",
        "[\"a\n",
        "[\"\\ud800\"]",
        r#"["C:\Users\new"]"#,
        r#"["C:\new\data"]"#,
        r#"["\x \u00e9"]"#,
        r#"{"C:\Users\tmp": 1}"#,
    ] {
        for fault in json::parse(text.as_bytes(), &Limits::default()).faults {
            assert_eq!(fault.fix(text), None, "{text}");
        }
    }
}

#[test]
fn not_utf_8_is_reported_with_the_first_bad_sequence() {
    for (bytes, start, end) in [
        (b"\"a\xFFb\"".as_slice(), 2, 3),
        (b"\"\xC3\xA9\xC3\"", 3, 4),
        (b"\"\xE2\x82\"", 1, 3),
        (b"\"\xC0\xAF\"", 1, 2),
        (b"\"\xE0\x80\xAF\"", 1, 2),
        (b"\"\xED\xA0\x80\"", 1, 2),
        (b"\"\xF4\x90\x80\x80\"", 1, 2),
        (b"\xFF\xFE1\x00", 0, 2),
        (b"\xFE\xFF\x001", 0, 2),
        (b"1\x00", 0, 2),
        (b"\x001", 0, 2),
        (b"{\"a\":\"\xE2\x82", 6, 8),
    ] {
        let parsed = json::parse(bytes, &Limits::default());
        let faults: Vec<_> =
            parsed.faults.iter().map(|fault| (fault.kind.name(), fault.span.start, fault.span.end)).collect();
        assert_eq!(faults, [("not-utf-8", start, end)]);
        assert!(parsed.tree.is_none());
    }
}
