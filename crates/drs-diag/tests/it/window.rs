//! The format `human`: which part of the text is shown, and how.

use drs_diag::{Diagnostic, Format, Style};
use drs_text::{Edit, Span};
use insta::assert_snapshot;

use crate::support::{QUIET, UPDATE, error, human, render};

#[test]
fn several_lines() {
    assert_snapshot!(human(UPDATE, |at| {
        let whole = at("{\n    \"typ\"").to(at("1521\n  }"));
        vec![error(whole, "too few members").label("this object")]
    }), @r#"
    error[DRS-S000]: too few members
     --> job.json:2:10
      |
    2 |     "job": {
      |  __________^
    3 | |     "typ": "sync",
    4 | |     "db_password": "***",
    5 | |     "db_port": 1521
    6 | |   }
      | |___^ this object
    "#);
}

#[test]
fn too_many_lines() {
    let text = format!("[\n{}]\n", "  1,\n".repeat(100));
    let end = u32::try_from(text.len()).unwrap();
    assert_snapshot!(human(&text, |_| vec![error(Span::new(0, end), "too many items").label("101 items")]), @"
    error[DRS-S000]: too many items
     --> job.json:1:1
      |
    1 | [
      | ^ 101 items
    ");
}

#[test]
fn windows_line_ends() {
    assert_snapshot!(human(UPDATE.replace('\n', "\r\n"), |at| vec![
        error(at("\"typ\": \"sync\",\r\n"), "with its line end"),
        error(Span::at(at("\"sync\",").end), "before the line end")
            .fix("add a member", vec![Edit::insert(at("\"sync\",").end, "\r\n    \"name\": \"n\",")]),
    ]), @r#"
    error[DRS-S000]: with its line end
     --> job.json:3:5
      |
    3 |     "typ": "sync",
      |     ^^^^^^^^^^^^^^

    error[DRS-S000]: before the line end
     --> job.json:3:19
      |
    3 |     "typ": "sync",
      |                   ^
      |
    help: add a member
      |
    3 ~     "typ": "sync",
    4 +     "name": "n",
      |
    "#);
}

#[test]
fn tabs_and_wide_characters() {
    assert_snapshot!(human("{\n\t\"name\":\t\"数据复制 🚀 été\",\t\"x\": 1\n}\n", |at| vec![
        error(at("\"x\""), "after wide characters").label("here").related("the name", at("\"name\"")),
    ]), @r#"
    error[DRS-S000]: after wide characters
     --> job.json:2:24
      |
    2 |     "name":    "数据复制 🚀 été",    "x": 1
      |     ------ the name                  ^^^ here
    "#);
}

#[test]
fn what_a_terminal_would_act_on() {
    assert_snapshot!(human("{\"a\x1b[31m\u{202e}b\u{2028}\0\u{9b}\": 1, \"x\": 2}", |at| vec![
        error(at("\"x\""), "raw \x1b[31m\r\nand \u{202e}marks").label("\x07").help("\u{2066}"),
    ]), @r#"
    error[DRS-S000]: raw \u{1b}[31m\u{d}\u{a}and \u{202e}marks
     --> job.json:1:20
      |
    1 | {"a␛[31m�b�␀�": 1, "x": 2}
      |                    ^^^ \u{7}
      |
      = help: \u{2066}
    "#);
}

#[test]
fn a_minified_line() {
    let filler = "\"table_name\":\"t\",".repeat(20);
    let text = format!("{{\"a\":1,{filler}\"typ\":2,{filler}{filler}\"type\":3,{filler}\"z\":4}}");
    assert_snapshot!(human(&text, |at| vec![
        Diagnostic::error("DRS-S002", "unknown-field", at("\"typ\""), "unknown field `typ`")
            .label("unknown")
            .related("is there already", at("\"type\""))
            .fix("remove it", vec![Edit::delete(at("\"typ\":2,"))]),
        error(at("\"a\""), "at the start"),
        error(at("4}"), "at the end"),
        error(Span::new(8, 900), "nearly all of it").label("this"),
    ]), @r#"
    error[DRS-S002]: unknown field `typ`
     --> job.json:1:348
      |
    1 | …e_name":"t","table_name":"t","typ":2,"table_name":"t","table_na…e_name":"t","table_name":"t","type":3,"table_name":"t","table_na…
      |                               ^^^^^ unknown                                                   ------ is there already
      |
    help: remove it
      |
    1 - …ame":"t","table_name":"t","table_name":"t","table_name":"t","typ":2,"table_name":"t","table_name":"t","table_name":"t","table_na…
    1 + …ame":"t","table_name":"t","table_name":"t","table_name":"t","table_name":"t","table_name":"t","table_name":"t","table_na…
      |

    error[DRS-S000]: at the start
     --> job.json:1:2
      |
    1 | {"a":1,"table_name":"t","table_name":"t","table_name":"t","table…
      |  ^^^

    error[DRS-S000]: at the end
     --> job.json:1:1389
      |
    1 | …:"t","table_name":"t","table_name":"t","table_name":"t","z":4}
      |                                                              ^^

    error[DRS-S000]: nearly all of it
     --> job.json:1:9
      |
    1 | {"a":1,"table_name":"t","table_name":"t","table_name":"t…le_name":"t","table_name":"t","table_name":"t","table_name":"t",…
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this
    "#);
}

#[test]
fn long_lines_of_one_span() {
    let filler = "\"table_name\":\"t\",".repeat(20);
    let text = format!("{{{filler}\"a\":{{\n{filler}\n{filler}}},{filler}}}\n");
    assert_snapshot!(human(&text, |at| {
        let open = at("{\n");
        vec![error(open.to(at("},")), "too few members").label("this")]
    }), @r#"
    error[DRS-S000]: too few members
     --> job.json:1:346
      |
    1 |   …:"t","table_name":"t","table_name":"t","table_name":"t","a":{
      |  ______________________________________________________________^
    2 | | "table_name":"t","table_name":"t","table_name":"t","table_name":"t","table_name":"t","table_name":"t","table_name":"t","table_name…
    3 | | …e":"t","table_name":"t","table_name":"t","table_name":"t",},"table_name":"t","table_name":"t","table_name":"t","table_na…
      | |_____________________________________________________________^ this
    "#);
}

#[test]
fn a_narrow_terminal() {
    let text = format!("{{\"a\":\"{}\",\"b\":1}}", "x".repeat(70));
    let style = Style { width: Some(60), ..QUIET };
    assert_snapshot!(render(Format::Human, style, "job.json", &text, |at| vec![error(at("\"b\""), "no `b`")]), @r#"
    error[DRS-S000]: no `b`
     --> job.json:1:79
      |
    1 | …xxxxxxxxxxxxxxxxxxxxx","b":1}
      |                         ^^^
    "#);
}

#[test]
fn not_utf_8() {
    assert_snapshot!(human(b"{\"a\": \"\xff\xe6\x95(\", \"b\": 1}", |at| vec![
        error(Span::new(7, 8), "not UTF-8"),
        error(at("\"b\""), "not known"),
    ]), @r#"
    error[DRS-S000]: not UTF-8
     --> job.json:1:8
      |
    1 | {"a": "���(", "b": 1}
      |        ^

    error[DRS-S000]: not known
     --> job.json:1:15
      |
    1 | {"a": "���(", "b": 1}
      |               ^^^
    "#);
}

#[test]
fn no_text() {
    assert_snapshot!(human("", |_| vec![error(Span::at(0), "the document is empty")]), @"
    error[DRS-S000]: the document is empty
     --> job.json:1:1
      |
    1 |
      | ^
    ");
}

#[test]
fn the_end_of_the_text() {
    let find = |end: u32| vec![error(Span::at(end), "the text ends here").label("expected `}`")];
    assert_snapshot!(human("{\"a\": 1", |_| find(7)), @r#"
    error[DRS-S000]: the text ends here
     --> job.json:1:8
      |
    1 | {"a": 1
      |        ^ expected `}`
    "#);
    assert_snapshot!(human("{\"a\": 1\n", |_| find(8)), @"
    error[DRS-S000]: the text ends here
     --> job.json:2:1
      |
    2 |
      | ^ expected `}`
    ");
    assert_snapshot!(human("{\n\"a\": 1\n", |at| vec![
        error(Span::at(9), "the text ends here").label("expected `}`").related("opened here", at("{")),
    ]), @r#"
    error[DRS-S000]: the text ends here
     --> job.json:3:1
      |
    1 | {
      | - opened here
    2 | "a": 1
    3 |
      | ^ expected `}`
    "#);
}

#[test]
fn wide_characters_take_two_columns() {
    for (before, after) in [("字", ""), ("", "字"), ("字", "字"), ("é", "é")] {
        let text = format!("[\"{}\", 7, \"{}\"]\n", before.repeat(60), after.repeat(60));
        let style = Style { width: Some(80), ..QUIET };
        let shown = render(Format::Human, style, "job.json", &text, |at| vec![error(at("7"), "no number")]);
        let columns = |line: &str| line.chars().map(|c| if c == '字' { 2 } else { 1 }).sum::<usize>();
        assert!(shown.lines().all(|line| columns(line) <= 80), "{shown}");
        assert!(shown.contains(" 7,"), "{shown}");
    }
}
