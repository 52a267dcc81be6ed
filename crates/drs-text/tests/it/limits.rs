//! Depth and length.

use std::fmt::Write;

use drs_text::{Limits, json, yaml};

use crate::show;

#[test]
fn depth_is_counted_in_containers() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(show::json(nested(64)), nested(64));
    assert_eq!(show::yaml(nested(64)), nested(64));
    let skipped = format!("{}!null{}\nnesting-too-deep `[` 64", "[".repeat(64), "]".repeat(64));
    assert_eq!(show::json(nested(65)), skipped);
    assert_eq!(show::json(nested(1000)), skipped);
    assert_eq!(show::yaml(nested(65)), skipped);
    // The library's own limit.
    assert_eq!(show::yaml(nested(1000)), "nothing\nnesting-too-deep `[` 64");
}

#[test]
fn what_is_too_deep_is_skipped_and_reported_once() {
    let limits = Limits { depth: 2, ..Limits::default() };
    for (text, shown) in [
        (r#"[[[1, "]", {"a": "\"]"}]], [[2]], 3]"#, "[[!null],[!null],3]\nnesting-too-deep `[` 2"),
        (r#"{"a": {"b": {"c": 1}, "d": 2}}"#, "{\"a\":{\"b\":!null,\"d\":2}}\nnesting-too-deep `{` 2"),
        ("[[[1", "[[!null]!]!\nnesting-too-deep `[` 2"),
    ] {
        assert_eq!(show::parsed(text.as_bytes(), &json::parse(text.as_bytes(), &limits)), shown);
    }
    for (text, shown) in [
        (
            "a:\n  b:\n    c: 1\n  d: 2\ne: [[3]]\n",
            "{\"a\":{\"b\":!null,\"d\":2},\"e\":[!null]}\nnesting-too-deep at 12 2",
        ),
        ("a: &x [1]\nb: *x\n", "{\"a\":[1],\"b\":[1]}"),
        (
            "a: &x {b: {}}\nc: [*x]\n",
            "{\"a\":{\"b\":!null},\"c\":[!null]}\nnesting-too-deep `{` 2\nnesting-too-deep `*x` 2",
        ),
    ] {
        assert_eq!(show::parsed(text.as_bytes(), &yaml::parse(text.as_bytes(), &limits)), shown);
    }
}

#[test]
fn an_alias_is_as_deep_as_what_it_refers_to() {
    let limits = Limits { depth: 4, ..Limits::default() };
    let text = "a: &x {b: [1]}\nc: [*x]\nd: [[*x]]\n";
    let shown = "{\"a\":{\"b\":[1]},\"c\":[{\"b\":[1]}],\"d\":[[!null]]}\nnesting-too-deep `*x` 4";
    assert_eq!(show::parsed(text.as_bytes(), &yaml::parse(text.as_bytes(), &limits)), shown);
}

#[test]
fn length_is_limited_in_bytes() {
    let limits = Limits { bytes: 4, ..Limits::default() };
    assert_eq!(show::parsed(b"[12]", &json::parse(b"[12]", &limits)), "[12]");
    assert_eq!(show::parsed(b"[123]", &json::parse(b"[123]", &limits)), "nothing\ndocument-too-large at 4 4");
    assert_eq!(show::parsed(b"[123]", &yaml::parse(b"[123]", &limits)), "nothing\ndocument-too-large at 4 4");
}

#[test]
fn faults_are_kept_up_to_a_number() {
    let text = format!("[{}1]", "01,".repeat(12_000));
    let parsed = json::parse(text.as_bytes(), &Limits::default());
    assert_eq!((parsed.faults.len(), parsed.omitted), (10_000, 2_000));
}

#[test]
fn blank_lines_before_a_text_cost_nothing_for_each_word_in_it() {
    // A look at each line for each word would take minutes; the benchmark measures it.
    let text = format!("{}[{}1]", "\n".repeat(400_000), "a,".repeat(200_000));
    let parsed = json::parse(text.as_bytes(), &Limits::default());
    assert_eq!(parsed.faults.len() as u64 + parsed.omitted, 200_000);
}

/// Aliases that double what they refer to.
fn bomb() -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..=30 {
        let inner = level - 1;
        writeln!(text, "a{level}: &a{level} [*a{inner}, *a{inner}, *a{inner}, *a{inner}]").unwrap();
    }
    text
}

#[test]
fn aliases_are_bounded() {
    let text = bomb();
    let parsed = yaml::parse(text.as_bytes(), &Limits::default());
    let names: Vec<_> = parsed.faults.iter().map(|fault| fault.kind.name()).collect();
    assert_eq!(names, ["alias-budget"]);
    assert!(parsed.tree.unwrap().node_count() < 70_000);
    // The budget is the stream's.
    let stream = format!("{text}---\n{text}---\n{text}");
    let documents = yaml::parse_stream(stream.as_bytes(), &Limits::default());
    let nodes: usize = documents.iter().map(|document| document.tree.as_ref().unwrap().node_count()).sum();
    assert!(nodes < 70_000, "{nodes}");
}

#[test]
fn the_text_that_aliases_stand_for_is_bounded() {
    let parse = |text: &str, aliases: usize, alias: &str| {
        let text = format!("a: &a \"{text}\"\nb:\n{}", alias.repeat(aliases));
        let parsed = yaml::parse(text.as_bytes(), &Limits::default());
        parsed.faults.iter().map(|fault| fault.kind.name()).filter(|name| *name != "duplicate-key").collect::<Vec<_>>()
    };
    let none: Vec<&str> = Vec::new();
    let budget = vec!["alias-budget"];
    for alias in ["  - *a\n", "  *a : 1\n"] {
        // A mebibyte counts as 1,025 nodes, so that 63 of them go in.
        let long = "x".repeat(1 << 20);
        assert_eq!(parse(&long, 63, alias), none);
        assert_eq!(parse(&long, 64, alias), budget);
        // Short text counts as one.
        assert_eq!(parse("x", 9_000, alias), none);
    }
}

#[test]
fn a_key_that_is_an_alias_says_what_the_anchor_says() {
    for (text, shown) in [
        ("a: &x b\n*x : 1\n", r#"{"a":"b","b":1}"#),
        ("a: &x \"b\\tc\"\n*x : 1\n", r#"{"a":"b\tc","b\tc":1}"#),
        ("a: &x 0x1F\n*x : 1\nc: {*x : 2}\n", r#"{"a":31,"31":1,"c":{"31":2}}"#),
        ("a: &x true\n*x : 1\nb: &y ~\n*y : 2\n", r#"{"a":true,"true":1,"b":null,"~":2}"#),
    ] {
        assert_eq!(show::yaml(text), shown);
    }
}
