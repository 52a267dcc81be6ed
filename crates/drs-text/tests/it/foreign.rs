//! What belongs to other programs, and what cannot be seen: one fault each.

use drs_text::{Limits, apply, json};

use crate::show;

#[test]
fn a_template_is_one_fault_in_json() {
    for (text, shown) in [
        (r#"{"a": {{ x }}, "b": {{ y }}}"#, "{\"a\":!null}!\nunexpected-token `{{ x }}`"),
        (r#"{"a": {{- .Values.x | quote -}} }"#, "{\"a\":!null}!\nunexpected-token `{{- .Values.x | quote -}}`"),
        (r#"{"a": 1, {% if x %} "b": 2 {% endif %}}"#, "{\"a\":1}!\nunexpected-token `{% if x %}`"),
        (r#"{"a": [<% x %>]}"#, "{\"a\":[]!}!\nunexpected-token `<% x %>`"),
        (r#"{"a": ${x}, "b": 1}"#, "{\"a\":!null}!\nunexpected-token `${x}`"),
        ("{{ x }}", "!null\nunexpected-token `{{ x }}`"),
        ("{% x %}{}", "!null\nunexpected-token `{% x %}`"),
        (r#"{"a": "{{ x }}", "b": "${y}"}"#, r#"{"a":"{{ x }}","b":"${y}"}"#),
        (r#"{{"a": 1}}"#, "{}!\nunexpected-token `{` expected a key in double quotes <- `{` at 0"),
    ] {
        // A bracket is related to what opens it; here it is not one.
        let shown = shown.replace(" <- `{` at 0", "");
        assert_eq!(show::json(text), shown, "{text}");
    }
}

#[test]
fn a_template_is_one_fault_in_yaml() {
    for (text, shown) in [
        ("a:\n  - b: {{ x }}\n    c: {{ y }}\n", "{\"a\":[{\"b\":!null}!]!}!\nunexpected-token `{{ x }}`"),
        ("a: 1\n{% if x %}\nb: 2\n", "{\"a\":1}!\nunexpected-token `{% if x %}`"),
        ("a: '{{ x }}'\nb: ${x}\n", "{\"a\":\"{{ x }}\",\"b\":\"${x}\"}"),
    ] {
        assert_eq!(show::yaml(text), shown, "{text}");
    }
}

#[test]
fn fences_conflicts_and_separators() {
    for (text, shown) in [
        ("```json\n{}\n```\n", "nothing\nunexpected-token ````json`"),
        ("{}\n```\n", "{}\nunexpected-token `````"),
        (
            "{\"a\": 1,\n<<<<<<< HEAD\n\"b\": 2\n=======\n\"b\": 3\n>>>>>>> x\n}",
            "{\"a\":1}!\nunexpected-token `<<<<<<< HEAD`",
        ),
        ("{\"a\": 1\n=======\n}", "{\"a\":1}!\nunexpected-token `=======`"),
        ("\u{1E}{}\n\u{1E}{}\n", "nothing\nunexpected-token `\u{1E}`"),
        ("curl -X PUT -d '{\"job\": {}}' https://h", "!null\nunexpected-token `curl`"),
        ("\nurl = \"https://h\"\ndata = \"{}\"\n", "!null\nunexpected-token `url`"),
        ("request=PUT\n", "!null\nunexpected-token `request`"),
        ("urls = \"https://h\"\n", "!null\ninvalid-literal `urls`"),
    ] {
        assert_eq!(show::json(text), shown, "{text}");
    }
    for (text, first) in [
        ("```yaml\na: 1\n```\n", "unexpected-token ````yaml`"),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "unexpected-token `<<<<<<< HEAD`"),
    ] {
        assert_eq!(show::yaml(text).lines().nth(1), Some(first), "{text}");
    }
}

#[test]
fn a_comment_leaves_the_text_as_if_it_had_never_been_there() {
    for (text, fixed) in [
        (
            "// a\n{\n  /* b */ \"c\": [\n    1, // d\n    // e\n    2 /* f */, 3/* g */,4\n  ]\n}\n// h",
            "{\n  \"c\": [\n    1,\n    2 , 3 ,4\n  ]\n}\n",
        ),
        ("{\r\n  // a\r\n  \"b\": 1 # c\r\n}\r\n", "{\r\n  \"b\": 1\r\n}\r\n"),
        ("{/* a\n b */\n\"c\": 1}", "{\n\"c\": 1}"),
    ] {
        let mut shown = text.to_owned();
        while let Some(edits) =
            json::parse(shown.as_bytes(), &Limits::default()).faults.first().map(|it| it.fix(&shown))
        {
            shown = apply(&shown, &edits.expect("a comment can be removed"));
        }
        assert_eq!(shown, fixed);
    }
}

#[test]
fn the_end_of_a_template_is_looked_for_near_its_start() {
    let template = |length: usize| format!("{{\"a\": {{{{ {} }}}}}}", "x".repeat(length - "{{  }}".len()));
    assert!(show::json(template(1024)).contains("unexpected-token `{{ x"));
    assert!(show::json(template(1025)).contains("unexpected-token `{`"));
    // A character is not cut.
    assert!(show::json(format!("{{\"a\": {{{{ {}", "é".repeat(1024))).contains("unexpected-token `{`"));
}
