//! The format `concise`.

use drs_diag::{Diagnostic, Format, Outcome, Source, Style};
use drs_text::Span;
use insta::assert_snapshot;

use crate::support::{document, error, render, secrets, span_of, write};

#[test]
fn a_line_for_each_diagnostic() {
    let text = "{\n  \"typ\": 1,\n  \"数\": 2, \"db_password\": \"hunter2\"\n}\n";
    assert_snapshot!(render(Format::Concise, Style::default(), "a\x1bb.json", text, |at| vec![
        Diagnostic::error("DRS-S002", "unknown-field", at("\"typ\""), "unknown field `typ`").help("rename it to `type`"),
        Diagnostic::warning("DRS-P009", "some-rule", at("\"db_password\""), "suspicious: `hunter2`\n"),
        error(Span::at(1_000), "beyond the end"),
    ]), @r"
    a\u{1b}b.json:2:3: error[DRS-S002] unknown field `typ` (help: rename it to `type`)
    a\u{1b}b.json:3:11: warning[DRS-P009] suspicious: `***`\u{a}
    a\u{1b}b.json:5:1: error[DRS-S000] beyond the end
    1 document invalid, 2 errors, 1 warning
    ");
}

#[test]
fn documents_of_all_kinds() {
    let style = Style { omitted_help: Some("raise --max-diagnostics"), ..Style::default() };
    let text = b"{\"a\": 1}";
    let whole = Source::new("a.json", text, secrets(), None);
    let line = Source::new("b.jsonl", text, secrets(), None).starting_at(7, 100);
    let found = || vec![error(span_of(text, "\"a\""), "unknown field `a`")];
    let mut numbered = document(&line, Outcome::Checked { diagnostics: found(), omitted: 2, errors: 3, warnings: 0 });
    numbered.number = Some(7);
    let unchecked = Outcome::Unchecked { error: "cannot be read".to_owned(), help: Some("check the path".to_owned()) };
    let documents = [
        document(&whole, Outcome::checked(found())),
        document(&whole, Outcome::checked(Vec::new())),
        numbered,
        document(&whole, unchecked),
    ];
    assert_snapshot!(write(Format::Concise, style, &documents), @"
    a.json:1:2: error[DRS-S000] unknown field `a`
    b.jsonl:7:2: error[DRS-S000] unknown field `a`
    b.jsonl#7: 2 more mistakes are not shown (raise --max-diagnostics)
    a.json: error: cannot be read (help: check the path)
    2 of 3 documents invalid, 4 errors, 1 document not checked
    ");
    let quiet = Style { quiet: true, ..style };
    assert_snapshot!(write(Format::Concise, quiet, &documents[1..2]), @"");
}
