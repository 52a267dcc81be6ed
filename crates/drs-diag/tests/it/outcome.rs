//! The format `human`: documents and runs.

use drs_diag::{Document, Format, Outcome, Renderer, Source, Style, Summary};
use insta::assert_snapshot;

use crate::support::{QUIET, UPDATE, document, error, render, secrets, span_of, write};

#[test]
fn a_line_of_a_file() {
    let text = "{\"typ\": 1}";
    let source = Source::new("requests.jsonl", text.as_bytes(), secrets(), None).starting_at(12, 4000);
    let found = error(span_of(text.as_bytes(), "\"typ\""), "unknown field `typ`");
    let mut document =
        document(&source, Outcome::Checked { diagnostics: vec![found], omitted: 17, errors: 18, warnings: 0 });
    document.number = Some(12);
    let style = Style { omitted_help: Some("raise --max-diagnostics"), ..QUIET };
    assert_snapshot!(write(Format::Human, style, &[document]), @r#"
    error[DRS-S000]: unknown field `typ`
      --> requests.jsonl:12:2
       |
    12 | {"typ": 1}
       |  ^^^^^

    note: requests.jsonl#12: 17 more mistakes are not shown (raise --max-diagnostics)
    "#);
}

#[test]
fn what_was_not_checked() {
    let source = Source::new("gone.json", b"", secrets(), None);
    let outcome = Outcome::Unchecked {
        error: "cannot be read: \x1b no such file".to_owned(),
        help: Some("check the path".to_owned()),
    };
    let documents = [document(&source, outcome)];
    assert_snapshot!(write(Format::Human, Style::default(), &documents), @r"
    error: cannot be read: \u{1b} no such file
     --> gone.json
      = help: check the path

    error: 1 document not checked
    ");
}

#[test]
fn a_valid_document_is_not_mentioned() {
    let source = Source::new("job.json", b"{}", secrets(), None);
    let documents: Vec<Document<'_>> = vec![document(&source, Outcome::checked(Vec::new()))];
    assert_snapshot!(write(Format::Human, QUIET, &documents), @"");
    assert_snapshot!(write(Format::Human, Style::default(), &documents), @"1 document valid");
}

#[test]
fn the_summary() {
    let of = |[documents, invalid, errors, warnings, unchecked]: [u64; 5]| {
        let summary = Summary { documents, valid: documents - invalid, invalid, errors, warnings, unchecked };
        let renderer = Renderer::new(Format::Human, Style::default(), Vec::new());
        String::from_utf8(renderer.finish(&summary).unwrap()).unwrap()
    };
    let counts = [
        [0, 0, 0, 0, 0],
        [1, 0, 0, 0, 0],
        [5, 0, 0, 0, 0],
        [5, 0, 0, 1, 0],
        [1, 1, 1, 0, 0],
        [1, 1, 3, 2, 0],
        [5, 2, 3, 1, 0],
        [5, 2, 3, 0, 1],
        [4, 0, 0, 0, 2],
        [0, 0, 0, 0, 1],
    ];
    assert_snapshot!(counts.map(of).concat(), @"
    no documents
    1 document valid
    5 documents valid
    5 documents valid, 1 warning
    error: 1 document invalid, 1 error
    error: 1 document invalid, 3 errors, 2 warnings
    error: 2 of 5 documents invalid, 3 errors, 1 warning
    error: 2 of 5 documents invalid, 3 errors, 1 document not checked
    error: 4 documents valid, 2 documents not checked
    error: 1 document not checked
    ");
}

#[test]
fn colours() {
    let style = Style { color: true, ..Style::default() };
    let shown = render(Format::Human, style, "job.json", "{\"typ\": 1}", |at| {
        vec![error(at("\"typ\""), "unknown field `typ`").label("unknown").help("rename it")]
    });
    assert_snapshot!(shown.replace('\x1b', "^"), @r#"
    ^[1m^[91merror[DRS-S000]^[0m^[1m: unknown field `typ`^[0m
     ^[1m^[94m-->^[0m job.json:1:2
      ^[1m^[94m|^[0m
    ^[1m^[94m1^[0m ^[1m^[94m|^[0m {"typ": 1}
      ^[1m^[94m|^[0m  ^[1m^[91m^^^^^^[0m ^[1m^[91munknown^[0m
      ^[1m^[94m|^[0m
      ^[1m^[94m= ^[0m^[1mhelp^[0m: rename it

    ^[1m^[91merror^[0m^[1m: 1 document invalid, 1 error^[0m
    "#);
}

#[test]
fn counting_the_lines_first_changes_nothing() {
    let source = || Source::new("job.json", UPDATE.as_bytes(), secrets(), None);
    let found = || Outcome::checked(vec![error(span_of(UPDATE.as_bytes(), "1521"), "a number")]);
    for format in Format::ALL {
        let shown = |source: &Source<'_>| write(format, QUIET, &[document(source, found())]);
        assert_eq!(shown(&source().with_lines()), shown(&source()));
    }
}
