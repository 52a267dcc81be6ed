//! One small report in each of the formats for programs that others have defined.

use drs_diag::{Diagnostic, Document, Format, Outcome, Renderer, RuleInfo, Severity, Source, Style, Summary, Tool};
use drs_text::{Edit, Span};
use insta::assert_snapshot;

use crate::consume::{check, command};
use crate::support::{document, error, render, secrets, span_of, write};

const TOOL: Tool = Tool {
    name: "tool",
    version: "1.2.3",
    uri: None,
    rule: |id| {
        (id == "DRS-S002").then(|| RuleInfo {
            name: "unknown-field".to_owned(),
            severity: Severity::Error,
            summary: "Every member has a name that the schema knows.".to_owned(),
            help: "# What it checks\n\nNames.".to_owned(),
            uri: None,
        })
    },
};

/// A document with an error that has all parts, one with a warning in two lines and more to come, a valid one, and one that
/// could not be read.
fn report(format: Format) -> String {
    let text = "{\n  \"typ\": \"数\", \"x\": 1,\n  \"type\": 1, \"password\": \"hunter2\"\n}\n".as_bytes();
    let at = |wanted| span_of(text, wanted);
    let source = Source::new("./jobs/a b.json", text, secrets(), None);
    let line = Source::new("b.jsonl", text, secrets(), None).starting_at(7, 100);
    let found =
        Diagnostic::error("DRS-S002", "unknown-field", at("\"typ\""), "unknown field `typ`: 100 % wrong, hunter2")
            .pointer("/typ")
            .label("a label is for people")
            .related("is there already", at("\"type\""))
            .help("rename it to `type`")
            .fix("rename it", vec![Edit::new(at("\"typ\""), "\"kind\"")]);
    let twin = error(at("\"hunter2\""), "too short").fix("show it", vec![Edit::new(at("\"hunter2\""), "\"hunter22\"")]);
    let more = Diagnostic::warning("DRS-P009", "some-rule", at("\"x\": 1,\n  \"type\""), "two lines").pointer("/x");
    let unchecked = Outcome::Unchecked { error: "cannot be read".to_owned(), help: Some("check the path".to_owned()) };
    let mut numbered =
        document(&line, Outcome::Checked { diagnostics: vec![more], omitted: 2, errors: 0, warnings: 3 });
    (numbered.number, numbered.operation) = (Some(7), None);
    let documents = [
        document(&source, Outcome::checked(vec![found, twin.clone(), twin])),
        numbered,
        document(&source, Outcome::checked(Vec::new())),
        document(&source, unchecked),
    ];
    let style = Style { omitted_help: Some("raise --max-diagnostics"), ..Style::default() };
    let text = write_with(TOOL, format, style, &documents);
    check(format, &text);
    assert!(!text.contains("hunter"), "{text}");
    text
}

fn write_with(tool: Tool, format: Format, style: Style, documents: &[Document<'_>]) -> String {
    let mut renderer = Renderer::new(format, style, Vec::new()).with_tool(tool);
    let mut summary = Summary::default();
    for document in documents {
        summary.add(&document.outcome);
        renderer.document(document).expect("a vector takes everything");
    }
    String::from_utf8(renderer.finish(&summary).expect("a vector takes everything")).expect("formats write UTF-8")
}

#[test]
fn nothing_to_check_is_no_error_in_any_format() {
    let source = Source::new("a.jsonl", b"", secrets(), None);
    let mut empty = document(&source, Outcome::Empty { what: "the line is blank".to_owned() });
    empty.number = Some(2);
    let mut said = String::new();
    for format in [Format::Human, Format::Concise, Format::Github, Format::Gitlab, Format::Junit, Format::Sarif] {
        let text = write_with(TOOL, format, Style::default(), &[empty.clone()]);
        check(format, &text);
        assert!(!text.contains("error:") && !text.contains("<error") && !text.contains("\"error\""), "{text}");
        let lines = text.lines().filter(|line| line.contains("blank"));
        let lines: Vec<_> =
            lines.map(|line| line.get(line.find("\"notification").unwrap_or(0)..).unwrap_or(line)).collect();
        said.push_str(&format!("{format}: {}\n", lines.join("")));
    }
    assert_snapshot!(said);
}

#[test]
fn json_lines() {
    assert_snapshot!(report(Format::JsonLines), @r#"
    {"path":"./jobs/a b.json","operation":"update_job","valid":false,"diagnostics":[{"id":"DRS-S002","name":"unknown-field","severity":"error","message":"unknown field `typ`: 100 % wrong, ***","pointer":"/typ","instance":"","line":2,"column":3,"end_line":2,"end_column":8,"byte_offset":4,"byte_length":5,"related":[{"message":"is there already","line":3,"column":3,"byte_offset":28,"byte_length":6}],"help":"rename it to `type`","fix":{"message":"rename it","edits":[{"byte_offset":4,"byte_length":5,"text":"\"kind\""}]}},{"id":"DRS-S000","name":"some-check","severity":"error","message":"too short","pointer":"","instance":"","line":3,"column":26,"end_line":3,"end_column":35,"byte_offset":51,"byte_length":9,"related":[]},{"id":"DRS-S000","name":"some-check","severity":"error","message":"too short","pointer":"","instance":"","line":3,"column":26,"end_line":3,"end_column":35,"byte_offset":51,"byte_length":9,"related":[]}],"omitted":0}
    {"path":"b.jsonl","document":7,"operation":null,"valid":true,"diagnostics":[{"id":"DRS-P009","name":"some-rule","severity":"warning","message":"two lines","pointer":"/x","instance":"","line":8,"column":15,"end_line":9,"end_column":9,"byte_offset":118,"byte_length":16,"related":[]}],"omitted":2}
    {"path":"./jobs/a b.json","operation":"update_job","valid":true,"diagnostics":[],"omitted":0}
    {"path":"./jobs/a b.json","operation":"update_job","valid":false,"error":"cannot be read","help":"check the path"}
    {"summary":{"documents":3,"valid":2,"invalid":1,"errors":3,"warnings":3}}
    "#);
}

#[test]
fn sarif() {
    assert_snapshot!(report(Format::Sarif), @r##"
    {"$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "version": "2.1.0", "runs": [{
    "automationDetails": {"id": "tool/"}, "columnKind": "unicodeCodePoints", "results": [
    {"ruleId":"DRS-S002","ruleIndex":0,"level":"error","message":{"text":"unknown field `typ`: 100 % wrong, *** (help: rename it; rename it to `type`)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"jobs/a%20b.json"},"region":{"startLine":2,"startColumn":3,"endLine":2,"endColumn":8}},"logicalLocations":[{"fullyQualifiedName":"/typ"}]}],"relatedLocations":[{"id":0,"physicalLocation":{"artifactLocation":{"uri":"jobs/a%20b.json"},"region":{"startLine":3,"startColumn":3,"endLine":3,"endColumn":9}},"message":{"text":"is there already"}}],"partialFingerprints":{"pointer/v1":"4edea9e10a5e7915f0ef07fb879a5c8c"},"fixes":[{"description":{"text":"rename it"},"artifactChanges":[{"artifactLocation":{"uri":"jobs/a%20b.json"},"replacements":[{"deletedRegion":{"startLine":2,"startColumn":3,"endLine":2,"endColumn":8},"insertedContent":{"text":"\"kind\""}}]}]}]},
    {"ruleId":"DRS-S000","ruleIndex":1,"level":"error","message":{"text":"too short"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"jobs/a%20b.json"},"region":{"startLine":3,"startColumn":26,"endLine":3,"endColumn":35}}}],"partialFingerprints":{"pointer/v1":"edae72b3d0f14c960f39633c212accd1"}},
    {"ruleId":"DRS-S000","ruleIndex":1,"level":"error","message":{"text":"too short"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"jobs/a%20b.json"},"region":{"startLine":3,"startColumn":26,"endLine":3,"endColumn":35}}}],"partialFingerprints":{"pointer/v1":"d0faa07102f01090dfd9bc764fecd702"}},
    {"ruleId":"DRS-P009","ruleIndex":2,"level":"warning","message":{"text":"two lines"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"b.jsonl"},"region":{"startLine":8,"startColumn":15,"endLine":9,"endColumn":9}},"logicalLocations":[{"fullyQualifiedName":"/x"}]}],"partialFingerprints":{"pointer/v1":"59d552e9c0dd990f67d7305b6645a936"}}
    ], "invocations": [{"executionSuccessful":false,"toolExecutionNotifications":[{"level":"note","message":{"text":"b.jsonl#7: 2 more mistakes are not shown (raise --max-diagnostics)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"b.jsonl"}}}]},{"level":"error","message":{"text":"./jobs/a b.json: cannot be read (help: check the path)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"jobs/a%20b.json"}}}]}]}], "tool": {"driver":{"name":"tool","fullName":"tool 1.2.3","semanticVersion":"1.2.3","rules":[{"id":"DRS-S002","name":"unknown-field","shortDescription":{"text":"Every member has a name that the schema knows."},"fullDescription":{"text":"Every member has a name that the schema knows."},"help":{"text":"What it checks\n\nNames.","markdown":"# What it checks\n\nNames."},"defaultConfiguration":{"level":"error"}},{"id":"DRS-S000","name":"some-check","defaultConfiguration":{"level":"error"}},{"id":"DRS-P009","name":"some-rule","defaultConfiguration":{"level":"warning"}}]}}
    }]}
    "##);
}

#[test]
fn github() {
    assert_snapshot!(report(Format::Github), @"
    ::error title=DRS-S002%3A unknown-field,file=jobs/a b.json,line=2,endLine=2,col=3,endColumn=8::unknown field `typ`: 100 %25 wrong, ***%0Ahelp: rename it; rename it to `type`
    ::error title=DRS-S000%3A some-check,file=jobs/a b.json,line=3,endLine=3,col=26,endColumn=35::too short
    ::error title=DRS-S000%3A some-check,file=jobs/a b.json,line=3,endLine=3,col=26,endColumn=35::too short
    ::warning title=DRS-P009%3A some-rule,file=b.jsonl,line=8,endLine=9::two lines
    ::notice title=document 7 not shown in full,file=b.jsonl::2 more mistakes are not shown (raise --max-diagnostics)
    ::error title=not checked,file=jobs/a b.json::cannot be read%0Ahelp: check the path
    ");
}

#[test]
fn gitlab() {
    assert_snapshot!(report(Format::Gitlab), @r#"
    [
    {"description":"unknown field `typ`: 100 % wrong, *** (help: rename it; rename it to `type`)","check_name":"DRS-S002","fingerprint":"86317efc3dbefec8d9c19f58a469ea3d","severity":"major","location":{"path":"jobs/a b.json","lines":{"begin":2,"end":2},"positions":{"begin":{"line":2,"column":3},"end":{"line":2,"column":8}}}},
    {"description":"too short","check_name":"DRS-S000","fingerprint":"ab09d63f2773da6d58e1e07d472b9afc","severity":"major","location":{"path":"jobs/a b.json","lines":{"begin":3,"end":3},"positions":{"begin":{"line":3,"column":26},"end":{"line":3,"column":35}}}},
    {"description":"too short","check_name":"DRS-S000","fingerprint":"24bbba19682b73932e95ccdd667e46dd","severity":"major","location":{"path":"jobs/a b.json","lines":{"begin":3,"end":3},"positions":{"begin":{"line":3,"column":26},"end":{"line":3,"column":35}}}},
    {"description":"two lines","check_name":"DRS-P009","fingerprint":"189a68792344ddc4850fa6b6990114a0","severity":"minor","location":{"path":"b.jsonl","lines":{"begin":8,"end":9},"positions":{"begin":{"line":8,"column":15},"end":{"line":9,"column":9}}}},
    {"description":"2 more mistakes are not shown (raise --max-diagnostics)","check_name":"not-shown","fingerprint":"e999b6ee63b89389de210933bc244132","severity":"info","location":{"path":"b.jsonl","lines":{"begin":7,"end":7},"positions":{"begin":{"line":7,"column":1},"end":{"line":7,"column":1}}}},
    {"description":"cannot be read (help: check the path)","check_name":"not-checked","fingerprint":"e9ec7b209b82aa1818b30069b2174e45","severity":"major","location":{"path":"jobs/a b.json","lines":{"begin":1,"end":1},"positions":{"begin":{"line":1,"column":1},"end":{"line":1,"column":1}}}}
    ]
    "#);
}

#[test]
fn junit() {
    assert_snapshot!(report(Format::Junit), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="tool">
      <testsuite name="./jobs/a b.json" tests="1" failures="1" errors="0" skipped="0">
        <testcase classname="tool.update_job" name="./jobs/a b.json">
          <failure type="DRS-S002" message="unknown field `typ`: 100 % wrong, *** (and 2 more)">
    ./jobs/a b.json:2:3: error[DRS-S002] unknown field `typ`: 100 % wrong, *** (help: rename it; rename it to `type`)
    ./jobs/a b.json:3:26: error[DRS-S000] too short
    ./jobs/a b.json:3:26: error[DRS-S000] too short
    </failure>
        </testcase>
      </testsuite>
      <testsuite name="b.jsonl#7" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="tool" name="b.jsonl#7">
          <system-out>
    b.jsonl:8:15: warning[DRS-P009] two lines
    b.jsonl#7: 2 more mistakes are not shown (raise --max-diagnostics)
    </system-out>
        </testcase>
      </testsuite>
      <testsuite name="./jobs/a b.json" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="tool.update_job" name="./jobs/a b.json"/>
      </testsuite>
      <testsuite name="./jobs/a b.json" tests="1" failures="0" errors="1" skipped="0">
        <testcase classname="tool.update_job" name="./jobs/a b.json">
          <error type="not-checked" message="cannot be read">cannot be read (help: check the path)</error>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn without_documents() {
    let all = [Format::JsonLines, Format::Sarif, Format::Github, Format::Gitlab, Format::Junit];
    let shown = all.map(|format| {
        let text = write(format, Style::default(), &[]);
        check(format, &text);
        format!("{format}:\n{text}")
    });
    assert_snapshot!(shown.concat(), @r#"
    json-lines:
    {"summary":{"documents":0,"valid":0,"invalid":0,"errors":0,"warnings":0}}
    sarif:
    {"$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "version": "2.1.0", "runs": [{
    "automationDetails": {"id": "drs-diag/"}, "columnKind": "unicodeCodePoints", "results": [
    ], "invocations": [{"executionSuccessful":true}], "tool": {"driver":{"name":"drs-diag","fullName":"drs-diag 0.1.0","semanticVersion":"0.1.0","rules":[]}}
    }]}
    github:
    gitlab:
    []
    junit:
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="drs-diag">
    </testsuites>
    "#);
}

#[test]
fn a_command_says_what_was_said() {
    let message = "a%0Ab: 100 %, ::error::x";
    let text = render(Format::Github, Style::default(), "a,b:c%.json", "{}", |_| vec![error(Span::at(0), message)]);
    let (name, properties, data) = command(text.trim_end());
    assert_eq!((&*name, &*properties["file"], &*data), ("error", "a,b:c%.json", message));
    assert_eq!(properties["title"], "DRS-S000: some-check");
}

#[test]
fn a_fingerprint_does_not_know_the_line() {
    let of = |path: &str, text: &str, number| {
        let source = Source::new(path, text.as_bytes(), secrets(), None);
        let found = error(span_of(text.as_bytes(), "\"a\""), "unknown").pointer("/a");
        let mut document = document(&source, Outcome::checked(vec![found.clone(), found]));
        document.number = number;
        let text = write(Format::Gitlab, Style::default(), &[document]);
        let issues: Vec<serde_json::Value> = serde_json::from_str(&text).expect("it is JSON");
        issues.iter().map(|issue| issue["fingerprint"].as_str().expect("it is a text").to_owned()).collect::<Vec<_>>()
    };
    let here = of("a.json", "{\"a\": 1}", None);
    assert_eq!(here, of("a.json", "{\n\n  \"a\": 2}", None), "lower down");
    assert_eq!(here, of("./a.json", "{\"a\": 1}", None), "the same file");
    assert_ne!(here[0], here[1], "the second of its kind");
    assert_ne!(here, of("b.json", "{\"a\": 1}", None), "another file");
    assert_ne!(here, of("a.json", "{\"a\": 1}", Some(2)), "another document");
}

#[test]
fn a_test_case_fails_as_often_as_its_document() {
    let source = Source::new("a.json", b"{}", secrets(), None);
    let shown = |diagnostics: Vec<Diagnostic>, omitted, errors, warnings| {
        let outcome = Outcome::Checked { diagnostics, omitted, errors, warnings };
        let text = write(Format::Junit, Style::default(), &[document(&source, outcome)]);
        check(Format::Junit, &text);
        text.lines()
            .skip(4)
            .take_while(|line| !line.contains("</testcase"))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let found = || error(Span::at(0), "no `]]>`");
    let doubt = || Diagnostic::warning("DRS-P009", "some-rule", Span::at(1), "well");
    assert_snapshot!(shown(vec![found(), doubt()], 0, 1, 1), @r#"
          <failure type="DRS-S000" message="no `]]&gt;`">
    a.json:1:1: error[DRS-S000] no `]]&gt;`
    </failure>
          <system-out>
    a.json:1:2: warning[DRS-P009] well
    </system-out>
    "#);
    assert_snapshot!(shown(vec![doubt()], 3, 2, 2), @r#"
          <failure type="not-shown" message="2 errors">
    a.json: 3 more mistakes are not shown
    </failure>
          <system-out>
    a.json:1:2: warning[DRS-P009] well
    </system-out>
    "#);
    assert_snapshot!(shown(vec![], 2, 0, 2), @"
          <system-out>
    a.json: 2 more mistakes are not shown
    </system-out>
    ");
}
