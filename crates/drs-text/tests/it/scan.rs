//! What a scan finds under `password`, in text of any quality: shown as `*`, line breaks kept.

use drs_text::scan;

/// The text with what is found under `password` hidden.
fn hidden(text: &str) -> String {
    hidden_under(text, |key| key == "password")
}

fn hidden_under(text: &str, wanted: impl FnMut(&str) -> bool) -> String {
    let mut shown = text.as_bytes().to_vec();
    for span in scan::values(text.as_bytes(), wanted) {
        for byte in &mut shown[span.range()] {
            if *byte != b'\n' {
                *byte = b'*';
            }
        }
    }
    String::from_utf8_lossy(&shown).into_owned()
}

#[test]
fn sound_text_is_hidden_exactly() {
    for (text, shown) in [
        (r#"{"password":"x"}"#, r#"{"password":***}"#),
        (r#"{"password": "x", "a": "y"}"#, r#"{"password": ***, "a": "y"}"#),
        (r#"{"password":"x","a":"y"}"#, r#"{"password":***,"a":"y"}"#),
        (r#"{"a": 1, "password" : "x\"y" }"#, r#"{"a": 1, "password" : ****** }"#),
        (r#"{"password": 12.5e3, "a": 1}"#, r#"{"password": ******, "a": 1}"#),
        (r#"[{"password": true}, {"password": null}]"#, r#"[{"password": ****}, {"password": ****}]"#),
        (r#"{"password": ["x", {"y": "}"}], "a": ["x"]}"#, r#"{"password": *****************, "a": ["x"]}"#),
        (r#"{"pass\u0077ord": "x", "a": 1}"#, r#"{"pass\u0077ord": ***, "a": 1}"#),
        (r#"{"a": "password", "b": "x"}"#, r#"{"a": "password", "b": "x"}"#),
        (r#"["password", "x"]"#, r#"["password", "x"]"#),
        ("{\n  \"password\": \"x\",\n  \"a\": 1\n}", "{\n  \"password\": ***,\n  \"a\": 1\n}"),
        ("{\n  \"password\": \"x\"\n}", "{\n  \"password\": ***\n}"),
        (
            "{\n  \"password\":\n    {\n    \"b\": 1\n  },\n  \"a\": 1\n}",
            "{\n  \"password\":\n    *\n**********\n***,\n  \"a\": 1\n}",
        ),
        ("password: x\na: y\n", "password: *\na: y\n"),
        ("- password: x y z\n  a: y\n", "- password: *****\n  a: y\n"),
        ("- a: y\n  password: x, y: z\n", "- a: y\n  password: *******\n"),
        ("'password': 'it''s'\na: y\n", "'password': *******\na: y\n"),
        ("a: {password: x, b: y}\n", "a: {password: *, b: y}\n"),
        ("password: !!str &p x\na: *p\n", "password: **********\na: *p\n"),
        ("password: |\n  x\n\n  y\na: z\n", "password: *\n***\n\n***\na: z\n"),
        ("password: >-\n  x: y\n  - z\na: z\n", "password: **\n******\n*****\na: z\n"),
        ("password: x\n  y: z\na: z\n", "password: *\n******\na: z\n"),
        ("password:\n  a: x\n  b: y\nc: z\n", "password:\n  ****\n******\nc: z\n"),
        ("password:\n- x\n- y\nc: z\n", "password:\n***\n***\nc: z\n"),
        ("password:\nc: z\n", "password:\nc: z\n"),
        ("? password\n: x\n", "? password\n***\n"),
    ] {
        assert_eq!(hidden(text), shown);
    }
}

#[test]
fn broken_text_is_hidden_rather_too_far() {
    for (text, shown) in [
        // The end is missing.
        (r#"{"password": "x"#, r#"{"password": **"#),
        (r#"{"password": "x\"#, r#"{"password": ***"#),
        (r#"{"password": ["x", "y"#, r#"{"password": ********"#),
        (r#"{"password": "x", "a"#, r#"{"password": *******"#),
        (r#"{"password": 12"#, r#"{"password": **"#),
        (r#"{"password": "#, r#"{"password": "#),
        // A quote is missing.
        ("{\"password\": \"x,\n \"a\": 1}", "{\"password\": ***\n********"),
        ("{\"password\": x\",\n \"a\": 1}", "{\"password\": ***\n********"),
        (r#"{password": "x", "a": 1}"#, r#"{password": ***, "a": 1}"#),
        (r#"{"password: "x", "a": 1}"#, r#"{"password: ***, "a": 1}"#),
        (r#"{"b": "y, password": "x", "a": 1}"#, r#"{"b": "y, password": ***, "a": 1}"#),
        // A quote is too many.
        (r#"{"password": "x"y", "a": 1}"#, r#"{"password": **************"#),
        (r#"{"password": "x","y", "a": 1}"#, r#"{"password": ****************"#),
        ("{\"password\": \"x\"y\",\n\"a\": 1}", "{\"password\": ******\n\"a\": 1}"),
        // Another separator, or none.
        (r#"{"password" = "x", "a": 1}"#, r#"{"password" = ***, "a": 1}"#),
        (r#"{"password" => "x", "a": 1}"#, r#"{"password" => ***, "a": 1}"#),
        ("{\"password\"\u{FF1A}\"x\"}", "{\"password\"\u{FF1A}***}"),
        (r#"{"password" "x", "a": 1}"#, r#"{"password" ***, "a": 1}"#),
        (r#"{"password""x", "a": 1}"#, r#"{"password"***, "a": 1}"#),
        (r#"{"password" 12, "a": 1}"#, r#"{"password" **, "a": 1}"#),
        (r#"{password "x", "a": 1}"#, r#"{password ***, "a": 1}"#),
        ("a: 1\npassword x\nb: 2\n", "a: 1\npassword *\nb: 2\n"),
        ("a: {b: 1, password x, c: 2}\n", "a: {b: 1, password *, c: 2}\n"),
        // Something stray between key and value.
        (r#"{"password"y: "x", "a": 1}"#, r#"{"password"******, "a": 1}"#),
        (r#"{"password", : "x", "a": 1}"#, r#"{"password", : ***, "a": 1}"#),
        (r#"{"password":: "x", "a": 1}"#, r#"{"password":*****, "a": 1}"#),
        (r#"{"password": , "x", "a": 1}"#, r#"{"password": *****, "a": 1}"#),
        // Other quotes.
        (r#"{'password': 'x', "a": 1}"#, r#"{'password': ***, "a": 1}"#),
        (r#"{password: x, "a": 1}"#, r#"{password: *, "a": 1}"#),
        ("{\u{201C}password\u{201D}: \u{201C}x\u{201D},\n\"a\": 1}", "{\u{201C}password\u{201D}: *******,\n\"a\": 1}"),
        // Brackets do not match.
        (r#"} "password" : "x""#, r#"} "password" : ***"#),
        (r#"{"a": 1,, "password": "x",}"#, r#"{"a": 1,, "password": ***,}"#),
        (r#"{"password": {"b": [1}, "a": 2}"#, r#"{"password": ******************"#),
        // Comments, and text inside a string.
        (r#"{"password" /* c */ : /* d */ "x", "a": 1}"#, r#"{"password" /* c */ : ***********, "a": 1}"#),
        ("{\"password\": // d\n \"x\"\n}", "{\"password\": ****\n****\n}"),
        ("a: 1\n# password: x\n", "a: 1\n# password: *\n"),
        (r#"{"a": "{\"password\": \"x\"}"}"#, r#"{"a": "{\"password\": *******}"#),
        // Several lines.
        ("{\"password\": \"x\ny\", \"a\": 1}", "{\"password\": **\n**, \"a\": 1}"),
        ("password: |\nx\ny\na: z\n", "password: *\n*\n*\na: z\n"),
        (
            "password: |\n  -----BEGIN K-----\nx: y\nab\n-----END K-----\na: z\n",
            "password: *\n*******************\n****\n**\n***************\na: z\n",
        ),
    ] {
        assert_eq!(hidden(text), shown, "{text}");
    }
}

#[test]
fn keys_are_decoded() {
    for (text, key) in [
        (r#"{"a\"b": "Q"}"#, "a\"b"),
        (r#"{"a\u0062 c": "Q"}"#, "ab c"),
        ("a b: Q\n", "a b"),
        ("- a b: Q\n", "a b"),
        ("{x: 1, a b: Q}\n", "a b"),
        ("'a: b': Q\n", "a: b"),
    ] {
        assert!(!hidden_under(text, |asked| asked == key).contains('Q'), "{text}");
    }
}

/// One byte too many, too few or wrong anywhere outside of the key shows nothing of the value, the letters Q.
#[test]
fn one_mistake_shows_nothing() {
    let mut shown = Vec::new();
    for form in FORMS {
        let keys: Vec<_> = form.match_indices("password").map(|(start, key)| start..start + key.len()).collect();
        for at in (0..form.len()).filter(|at| !keys.iter().any(|key| key.contains(at))) {
            let mut texts = vec![form[..at].to_owned(), [&form[..at], &form[at + 1..]].concat()];
            for sign in SIGNS {
                // A bracket may end a container early, and a dash may make a line an entry of its own.
                if (form.contains("[\"QQ") && "]}".contains(sign)) || (form.contains('|') && sign == "-") {
                    continue;
                }
                texts.push([&form[..at], sign, &form[at..]].concat());
                texts.push([&form[..at], sign, &form[at + 1..]].concat());
            }
            // A caller recognises a name with two letters too many.
            let is_wanted = |key: &str| key.len() <= 10 && key.contains("password");
            // This one looks like a missing value.
            texts.retain(|text| !text.contains(": ,\"k\""));
            shown.extend(texts.into_iter().filter(|text| hidden_under(text, is_wanted).contains('Q')));
        }
    }
    assert_eq!(shown, Vec::<String>::new(), "{} of them", shown.len());
}

const SIGNS: [&str; 22] = [
    "\"", "'", ",", ":", "{", "}", "[", "]", "\\", " ", "\n", "\t", "#", "-", "=", "x", "1", ".", "/", "*", "&",
    "\u{201D}",
];

const FORMS: [&str; 8] = [
    r#"{"a":{"b":1,"password":"QQQQ","c":[1,2]},"d":{"password":"QQ","e":null}}"#,
    "{\n  \"a\": {\n    \"b\": 1,\n    \"password\": \"QQQQ\",\n    \"c\": [1, 2]\n  },\n  \"d\": 1\n}",
    r#"{"b": "x", "password": {"k": "QQ", "l": ["QQ", 1]}, "c": "y"}"#,
    r#"[{"b": "x", "password": ["QQ", "QQ"]}, {"password": "QQ\"QQ"}]"#,
    "a:\n  b: 1\n  password: QQQQ\n  c: [1, 2]\nd: x\n",
    "a:\n  - b: 1\n    password: 'QQQQ'\n    c: x\n  - password: \"QQ\"\nd: x\n",
    "a: {b: 1, password: QQQQ, c: 2}\nd: 1\n",
    "a:\n  password: |\n    QQQ\n    QQ Q\n  c: 1\nd: x\n",
];

proptest::proptest! {
    #![proptest_config(crate::show::config(1024))]

    /// Whatever the text, what is found can be cut out of it, is in order, and is found again.
    #[test]
    fn what_is_found_is_a_slice(
        text in "(password|\"password\"|'password'|é|😀|：|“|”|[{}\\[\\],:=\"'\\\\#/*|>&!?-]| |\n|\t|\r|x|-----BEGIN|-----END){0,40}",
    ) {
        let spans = scan::values(text.as_bytes(), |key| key == "password");
        proptest::prop_assert!(spans.iter().all(|span| !text[span.range()].is_empty()));
        proptest::prop_assert!(spans.is_sorted_by(|one, other| one.end < other.start));
    }
}
