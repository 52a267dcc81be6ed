//! What people trip over in YAML: right, or a clear mistake.

use std::fmt::Write as _;

use insta::assert_snapshot;
use serde_json::Value;

use crate::scratch::Scratch;

/// The name of a document, and its text.
type Trap = (String, String);

const TEXTS: [&str; 31] = [
    "plain",
    "on",
    "\"on\"",
    "No",
    "y",
    "1e3",
    "\"1e3\"",
    "0o17",
    "017",
    "0x1F",
    "1_000",
    "12:30",
    "2026-01-31",
    "2026-01-31T08:00:00Z",
    "~",
    "",
    "null",
    "5",
    "true",
    ".inf",
    "@home",
    "`x`",
    "a: b",
    "a #b",
    "!!str 5",
    "!!binary aGk=",
    "!secret x",
    "|\n        two\n        lines",
    "'it''s'",
    "\"\\x41\"",
    "\"\\q\"",
];

const BOOLEANS: [&str; 9] = ["true", "True", "TRUE", "yes", "off", "n", "\"true\"", "1", "!!bool true"];

const INTEGERS: [&str; 12] =
    ["60", "6e1", "60.0", "0x3C", "0o74", "074", "1_0", "+60", "60.5", ".nan", "\"60\"", "!!int 60"];

/// Values of a text field, of a boolean field and of a field for a whole number.
fn values() -> Vec<Trap> {
    let text = |value: &&str| {
        let text = format!("job:\n  type: description\n  params:\n    base_info:\n      description: {value}\n");
        (format!("description: {value}"), text)
    };
    let boolean = |value: &&str| {
        let text = format!("job:\n  type: notify\n  params:\n    alarm_notify:\n      alarm_to_user: {value}\n");
        (format!("alarm_to_user: {value}"), text)
    };
    let integer = |value: &&str| {
        let text = "job:\n  type: notify\n  params:\n    alarm_notify:\n      alarm_to_user: true\n";
        (format!("delay_time: {value}"), format!("{text}      delay_time: {value}\n"))
    };
    TEXTS.iter().map(text).chain(BOOLEANS.iter().map(boolean)).chain(INTEGERS.iter().map(integer)).collect()
}

/// Whole documents.
fn documents() -> Vec<Trap> {
    let base = "job: &job\n  type: name\n  params: {base_info: {name: orders}}\n";
    let documents = [
        ("a key for the second time", format!("{base}job: {{}}\n")),
        ("a merge key", format!("{base}x:\n  <<: *job\n")),
        ("an alias within its anchor", "job: &a {type: name, params: *a}\n".to_owned()),
        ("an alias of nothing", "job: *nothing\n".to_owned()),
        ("an alias as it is meant", "job:\n  type: &t name\n  params: {base_info: {name: *t}}\n".to_owned()),
        ("a mapping as a key", "? {job: x}\n: y\n".to_owned()),
        ("a list as a key", "[job]: y\n".to_owned()),
        ("a word as a key", "job: {type: name, on: 1, params: {base_info: {name: orders}}}\n".to_owned()),
        ("a tab as indentation", "job:\n\ttype: name\n".to_owned()),
        ("a tag on a mapping", "job: !job {type: name, params: {base_info: {name: orders}}}\n".to_owned()),
        ("an empty document between two", format!("{base}---\n---\n{base}")),
        ("a byte order mark", format!("\u{feff}{base}")),
        ("nothing", String::new()),
        ("only a comment", "# nothing\n".to_owned()),
        ("a control character", "job: \u{1}\n".to_owned()),
        ("a bomb of aliases", bomb()),
        ("nesting without end", "[".repeat(100_000)),
        ("lists in lists without end", "- ".repeat(300)),
    ];
    documents.map(|(what, text)| (what.to_owned(), text)).into()
}

/// Nine levels of nine aliases: a billion nodes, if they were all made.
fn bomb() -> String {
    let mut text = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (level, below) in ('b'..='i').zip('a'..='h') {
        let aliases = vec![format!("*{below}"); 9].join(", ");
        let _ = writeln!(text, "{level}: &{level} [{aliases}]");
    }
    text
}

/// The errors of each document, a line each.
fn errors(traps: &[Trap]) -> String {
    let mut folder = Scratch::new();
    for (index, (_, text)) in traps.iter().enumerate() {
        folder = folder.file(&format!("{index:03}.yaml"), text);
    }
    let run = folder.drs(&["validate", "--operation", "update_job", "--format", "json", "."]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let mut table = String::new();
    for (index, (what, _)) in traps.iter().enumerate() {
        let path = format!("./{index:03}.yaml");
        let files = report["files"].as_array().expect("files").iter().filter(|file| file["path"] == path.as_str());
        let diagnostics = files.flat_map(|file| file["diagnostics"].as_array().expect("diagnostics"));
        // That nobody is notified is not what this is about, and the bomb has many fields.
        let errors = diagnostics.filter(|diagnostic| diagnostic["severity"] == "error");
        let describe =
            |it: &Value| format!("{} {}", it["id"].as_str().unwrap_or(""), it["message"].as_str().unwrap_or(""));
        let mut lines: Vec<_> =
            errors.map(describe).filter(|line| !line.contains("not a field of the document")).collect();
        lines.sort();
        let errors = if lines.is_empty() { "valid".to_owned() } else { lines.join(" | ") };
        let _ = writeln!(table, "{:44} {errors}", what.replace('\n', "\\n"));
    }
    table
}

#[test]
fn values_that_yaml_reads_in_its_own_way() {
    assert_snapshot!(errors(&values()), @r#"
    description: plain                           valid
    description: on                              DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a boolean, in YAML 1.2 it is not
    description: "on"                            valid
    description: No                              DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a boolean, in YAML 1.2 it is not
    description: y                               DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a boolean, in YAML 1.2 it is not
    description: 1e3                             DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a text, in YAML 1.2 it is not
    description: "1e3"                           valid
    description: 0o17                            DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a text, in YAML 1.2 it is not
    description: 017                             DRS-J022 YAML versions disagree on this: in YAML 1.1 it is an octal number, in YAML 1.2 it is not
    description: 0x1F                            DRS-S003 `description` must be a string, found the number `31`
    description: 1_000                           DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a number, in YAML 1.2 it is not
    description: 12:30                           DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a number to the base 60, in YAML 1.2 it is not
    description: 2026-01-31                      DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a timestamp, in YAML 1.2 it is not
    description: 2026-01-31T08:00:00Z            DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a timestamp, in YAML 1.2 it is not
    description: ~                               DRS-S003 `description` must be a string, found `null`
    description:                                 DRS-S003 `description` must be a string, found `null`
    description: null                            DRS-S003 `description` must be a string, found `null`
    description: 5                               DRS-S003 `description` must be a string, found the number `5`
    description: true                            DRS-S003 `description` must be a string, found the boolean `true`
    description: .inf                            DRS-J019 `.inf` is not a JSON value
    description: @home                           DRS-J021 invalid YAML: a text without quotes cannot start with `@`
    description: `x`                             DRS-J021 invalid YAML: a text without quotes cannot start with a backtick
    description: a: b                            DRS-J021 invalid YAML: mapping values are not allowed in this context
    description: a #b                            valid
    description: !!str 5                         valid
    description: !!binary aGk=                   DRS-J026 the tag is not supported here
    description: !secret x                       DRS-J026 the tag is not supported here
    description: |\n        two\n        lines   valid
    description: 'it''s'                         DRS-S007 `description` must be free of exclamation marks, angle brackets, ampersands, quotation marks and backslashes, found `it's`
    description: "\x41"                          valid
    description: "\q"                            DRS-J015 an invalid escape in a string
    alarm_to_user: true                          valid
    alarm_to_user: True                          valid
    alarm_to_user: TRUE                          valid
    alarm_to_user: yes                           DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a boolean, in YAML 1.2 it is not
    alarm_to_user: off                           DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a boolean, in YAML 1.2 it is not
    alarm_to_user: n                             DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a boolean, in YAML 1.2 it is not
    alarm_to_user: "true"                        DRS-S003 `alarm_to_user` must be a boolean, found the string `true`
    alarm_to_user: 1                             DRS-S003 `alarm_to_user` must be a boolean, found the number `1`
    alarm_to_user: !!bool true                   valid
    delay_time: 60                               valid
    delay_time: 6e1                              DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a text, in YAML 1.2 it is not
    delay_time: 60.0                             valid
    delay_time: 0x3C                             valid
    delay_time: 0o74                             DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a text, in YAML 1.2 it is not
    delay_time: 074                              DRS-J022 YAML versions disagree on this: in YAML 1.1 it is an octal number, in YAML 1.2 it is not
    delay_time: 1_0                              DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a number, in YAML 1.2 it is not
    delay_time: +60                              valid
    delay_time: 60.5                             DRS-S010 `delay_time` must be an integer, found the number `60.5`
    delay_time: .nan                             DRS-J019 `.nan` is not a JSON value
    delay_time: "60"                             DRS-S003 `delay_time` must be an integer, found the string `60`
    delay_time: !!int 60                         valid
    "#);
}

#[test]
fn documents_that_yaml_reads_in_its_own_way() {
    assert_snapshot!(errors(&documents()), @r"
    a key for the second time                    DRS-J020 the key `job` appears twice | DRS-S001 `params` is missing in `job` | DRS-S001 `type` is missing in `job`
    a merge key                                  DRS-J025 merge keys are not supported
    an alias within its anchor                   DRS-J023 the alias stands inside the value it refers to
    an alias of nothing                          DRS-J021 invalid YAML: while parsing node, found unknown anchor
    an alias as it is meant                      valid
    a mapping as a key                           DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a boolean, in YAML 1.2 it is not | DRS-J027 a mapping or a sequence as a key | DRS-S001 `job` is missing in the document
    a list as a key                              DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a boolean, in YAML 1.2 it is not | DRS-J027 a mapping or a sequence as a key | DRS-S001 `job` is missing in the document
    a word as a key                              DRS-J022 YAML versions disagree on this: in YAML 1.1 it is a boolean, in YAML 1.2 it is not
    a tab as indentation                         DRS-J021 invalid YAML: tabs disallowed within this context (block indentation)
    a tag on a mapping                           DRS-J026 the tag is not supported here
    an empty document between two                DRS-J002 the document is empty
    a byte order mark                            DRS-J003 the document starts with a byte order mark
    nothing                                      DRS-J002 the document is empty
    only a comment                               DRS-J002 the document is empty
    a control character                          DRS-J021 invalid YAML: a control character, which YAML has only as an escape in double quotes | DRS-S003 `job` must be an object, found the string `\u{1}`
    a bomb of aliases                            DRS-J024 the aliases expand to more than 65536 nodes or 65536 KiB of text | DRS-S001 `job` is missing in the document
    nesting without end                          DRS-J005 the nesting is deeper than 64 levels
    lists in lists without end                   DRS-J005 the nesting is deeper than 64 levels | DRS-S003 the document must be an object, found an array
    ");
}
