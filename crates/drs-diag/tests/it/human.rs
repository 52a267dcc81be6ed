//! The format `human`: what is said, in which order.

use drs_diag::{Diagnostic, Format, Style};
use drs_text::{Edit, Span};
use insta::assert_snapshot;

use crate::support::{QUIET, UPDATE, error, human, render};

#[test]
fn an_unknown_field_with_its_change() {
    assert_snapshot!(human(UPDATE, |at| vec![
        Diagnostic::error("DRS-S002", "unknown-field", at("\"typ\""), "unknown field `typ`")
            .label("no such field in `UpdateJobReq`")
            .help("rename it to `type`")
            .fix("rename it to `type`", vec![Edit::new(at("\"typ\""), "\"type\"")]),
    ]), @r#"
    error[DRS-S002]: unknown field `typ`
     --> job.json:3:5
      |
    3 |     "typ": "sync",
      |     ^^^^^ no such field in `UpdateJobReq`
      |
    help: rename it to `type`
      |
    3 |     "type": "sync",
      |         +
    "#);
}

#[test]
fn a_missing_field() {
    assert_snapshot!(human(UPDATE, |at| {
        let brace = at("{\n    \"typ\"");
        vec![
            Diagnostic::error("DRS-S001", "missing-field", Span::new(brace.start, brace.start + 1), "missing field `job_id`")
                .label("`job_id` is required here")
                .help("add `job_id`, the id that the creation of the job returned"),
        ]
    }), @r#"
    error[DRS-S001]: missing field `job_id`
     --> job.json:2:10
      |
    2 |   "job": {
      |          ^ `job_id` is required here
      |
      = help: add `job_id`, the id that the creation of the job returned
    "#);
}

#[test]
fn quoting_a_number_by_two_insertions() {
    assert_snapshot!(human(UPDATE, |at| {
        let number = at("1521");
        vec![
            Diagnostic::error("DRS-S003", "wrong-type", number, "expected a string, found the number 1521")
                .fix("quote the number", vec![Edit::insert(number.start, "\""), Edit::insert(number.end, "\"")]),
        ]
    }), @r#"
    error[DRS-S003]: expected a string, found the number 1521
     --> job.json:5:16
      |
    5 |     "db_port": 1521
      |                ^^^^
      |
    help: quote the number
      |
    5 |     "db_port": "1521"
      |                +    +
    "#);
}

#[test]
fn a_change_of_several_lines() {
    assert_snapshot!(human(UPDATE, |at| {
        let end = at("1521").end;
        vec![
            Diagnostic::warning("DRS-P001", "some-rule", at("\"db_port\""), "`db_port` needs `db_type` beside it")
                .fix("add `db_type`", vec![Edit::insert(end, ",\n    \"db_type\": \"oracle\"")]),
        ]
    }), @r#"
    warning[DRS-P001]: `db_port` needs `db_type` beside it
     --> job.json:5:5
      |
    5 |     "db_port": 1521
      |     ^^^^^^^^^
      |
    help: add `db_type`
      |
    5 ~     "db_port": 1521,
    6 +     "db_type": "oracle"
      |
    "#);
}

#[test]
fn changes_that_are_only_described() {
    let edit = |start, end, text: &str| Edit::new(Span::new(start, end), text);
    assert_snapshot!(human("aaaaa\nbbbbbX\n", |_| {
        let of = |message: &str, edits: Vec<Edit>| error(Span::at(0), message).fix(format!("repair {message}"), edits);
        vec![
            of("what overlaps", vec![edit(0, 3, ""), edit(2, 4, "")]),
            of("what is far outside", vec![edit(0, 99, "")]),
            of("by nothing", vec![]),
            of("at length", vec![edit(0, 1, &"x".repeat(500))]),
            of("by taking all", vec![edit(0, 5, ""), edit(6, 11, ""), edit(11, 12, "")]),
        ]
    }), @"
    error[DRS-S000]: what overlaps
     --> job.json:1:1
      |
    1 | aaaaa
      | ^
      |
      = help: repair what overlaps

    error[DRS-S000]: what is far outside
     --> job.json:1:1
      |
    1 | aaaaa
      | ^
      |
      = help: repair what is far outside

    error[DRS-S000]: by nothing
     --> job.json:1:1
      |
    1 | aaaaa
      | ^
      |
      = help: repair by nothing

    error[DRS-S000]: at length
     --> job.json:1:1
      |
    1 | aaaaa
      | ^
      |
      = help: repair at length

    error[DRS-S000]: by taking all
     --> job.json:1:1
      |
    1 | aaaaa
      | ^
      |
      = help: repair by taking all
    ");
}

#[test]
fn related_places_near_and_far() {
    let text = format!(
        "{{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3,\n  \"a\": 4{}\n  \"a\": 5\n}}\n",
        ",\n  \"x\": 0".repeat(40)
    );
    assert_snapshot!(human(text.as_bytes(), |at| {
        let first = at("\"a\"");
        let second = Span::new(at("\"a\": 4").start, at("\"a\": 4").start + 3);
        let third = Span::new(at("\"a\": 5").start, at("\"a\": 5").start + 3);
        vec![
            Diagnostic::error("DRS-J020", "duplicate-key", second, "duplicate key `a`")
                .label("second `a`")
                .related("first `a`", first)
                .related("`a` once more", third),
        ]
    }), @r#"
    error[DRS-J020]: duplicate key `a`
      --> job.json:5:3
       |
     2 |   "a": 1,
       |   --- first `a`
    ...
     5 |   "a": 4,
       |   ^^^ second `a`
       |
    note: `a` once more
       |
    46 |   "a": 5
       |   ^^^
    "#);
}

#[test]
fn many_related_places() {
    assert_snapshot!(human(UPDATE, |at| {
        let mut diagnostic = error(at("\"job\""), "all of it");
        for _ in 0..10 {
            diagnostic = diagnostic.related("this", at("\"typ\""));
        }
        vec![diagnostic]
    }), @r#"
    error[DRS-S000]: all of it
     --> job.json:2:3
      |
    2 |   "job": {
      |   ^^^^^
    3 |     "typ": "sync",
      |     -----
      |     |
      |     this
      |     this
      |     this
      |     this
      |     this
      |     this
      |     this
      |     this
      |
      = note: 2 more places have a part in it
    "#);
}

#[test]
fn a_secret() {
    assert_snapshot!(human("{\"db_user\": \"u\", \"db_pasword\": \"hunter2-数\", \"dbPassword\": 12345, \"x\": 1}", |at| vec![
        error(at("\"hunter2-数\""), "too short: `hunter2-数`").help("not `hunter2-…`").related("`hunter2-数`", at("\"x\"")),
        error(at("12345"), "expected a string, found the number 12345")
            .help("quote it")
            .fix("quote it as \"12345\"", vec![Edit::new(at("12345"), "\"12345\"")]),
        error(at("12345"), "expected a string")
            .fix("quote it", vec![Edit::insert(at("12345").start, "\""), Edit::insert(at("12345").end, "\"")]),
    ]), @r#"
    error[DRS-S000]: too short: `***`
     --> job.json:1:32
      |
    1 | {"db_user": "u", "db_pasword": "***", "dbPassword": ***, "x": 1}
      |                                ^^^^^                     --- `***`
      |
      = help: not `***…`

    error[DRS-S000]: expected a string, found the number ***
     --> job.json:1:59
      |
    1 | {"db_user": "u", "db_pasword": "***", "dbPassword": ***, "x": 1}
      |                                                     ^^^
      |
      = help: quote it

    error[DRS-S000]: expected a string
     --> job.json:1:59
      |
    1 | {"db_user": "u", "db_pasword": "***", "dbPassword": ***, "x": 1}
      |                                                     ^^^
      |
    help: quote it
      |
    1 | {"db_user": "u", "db_pasword": "***", "dbPassword": "***", "x": 1}
      |                                                     +   +
    "#);
}

#[test]
fn a_secret_without_an_end() {
    assert_snapshot!(human("{\n  \"db_password\": \"hunter2", |at| vec![
        error(Span::at(at("hunter2").end), "the text ends inside a string").related("which begins here", at("\"hunter2")),
    ]), @r#"
    error[DRS-S000]: the text ends inside a string
     --> job.json:2:26
      |
    2 |   "db_password": "***
      |                  ----^
      |                  |
      |                  which begins here
    "#);
}

#[test]
fn messages_and_help_are_as_wide_as_the_terminal() {
    let text = "{\"a\": 1}\n";
    let style = Style { width: Some(60), ..QUIET };
    let find = |at: &dyn Fn(&str) -> Span| {
        let words = "some words that go on and on until they are wider than a terminal of sixty columns";
        vec![error(at("1"), words).help(words)]
    };
    let shown = render(Format::Human, style, "job.json", text, find);
    assert_eq!(
        shown,
        "error[DRS-S000]: some words that go on and on until they are\n                 wider than a terminal of sixty columns\n \
         --> job.json:1:7\n  |\n1 | {\"a\": 1}\n  |       ^\n  |\n  \
         = help: some words that go on and on until they are\n          wider than a terminal of sixty columns\n\n"
    );
}
