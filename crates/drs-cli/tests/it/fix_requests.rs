//! `--fix` changes requests, and leaves everything else as it is.

use crate::scratch::Scratch;

/// Settings of another program, in which comments and trailing commas are allowed.
const SETTINGS: &str =
    "{\n  // how to compile\n  \"compilerOptions\": {\"strict\": true,},\n  'include': [\"src\"],\n}\n";

const MISTAKEN: &str = r#"{"job": {"type": "nam", "params": {"base_info": {"nme": "orders"}}}}"#;
const FIXED: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "orders"}}}}"#;

#[test]
fn a_document_that_is_no_request_stays_byte_for_byte() {
    let one_line = SETTINGS.replace('\n', " ").replace("// how to compile", "/* how */");
    let cases = [
        ("tsconfig.json", SETTINGS.to_owned(), SETTINGS.to_owned()),
        ("bom.json", "\u{feff}{\"colour\": 'x',}".to_owned(), "\u{feff}{\"colour\": 'x',}".to_owned()),
        (
            "several.yaml",
            format!("a: &a 1\nb: *a\n---\n{MISTAKEN}\n---\n{{on: Yes, list: [1,,]}}\n"),
            format!("a: &a 1\nb: *a\n---\n{FIXED}\n---\n{{on: Yes, list: [1,,]}}\n"),
        ),
        (
            "several.jsonl",
            format!("{one_line}\n{MISTAKEN}\n\u{feff}{{}}\n{MISTAKEN}"),
            format!("{one_line}\n{FIXED}\n\u{feff}{{}}\n{FIXED}"),
        ),
    ];
    for (name, before, after) in cases {
        let folder = Scratch::new().file(name, &before);
        let run = folder.drs(&["validate", "--fix", name]);
        assert_eq!((run.status, folder.read(name)), (1, after), "{}", run.transcript());
        let run = folder.drs_with_input(&["validate", "--fix", "-"], SETTINGS.as_bytes());
        assert_eq!((run.status, run.stdout.as_str()), (1, SETTINGS));
    }
}

#[test]
fn with_an_operation_every_document_is_a_request() {
    let folder = Scratch::new().file("tsconfig.json", SETTINGS);
    let run = folder.drs(&["validate", "--fix", "--operation", "update_job", "tsconfig.json"]);
    assert!(!folder.read("tsconfig.json").contains("//"), "{}", run.transcript());
}

#[test]
fn a_request_is_recognised_in_spite_of_its_syntax() {
    let cases = [
        (
            "{'job': // soon\n {'type': 'precheck', 'params': {},},}",
            "{\"job\":\n {\"type\": \"precheck\", \"params\": {}}}",
        ),
        ("\u{feff}{job: {type: \"precheck\" params: {}}}", "{\"job\": {\"type\": \"precheck\", \"params\": {}}}"),
        (
            "{\"job\" = {\"type\": \"prechek\",, \"params\": {}}}",
            "{\"job\" : {\"type\": \"precheck\", \"params\": {}}}",
        ),
        (
            "{job: {type: \"precheck\", params: {alarm_notify: {alarm_to_user: True}}}}",
            "{\"job\": {\"type\": \"precheck\", \"params\": {\"alarm_notify\": {\"alarm_to_user\": true}}}}",
        ),
    ];
    for (before, after) in cases {
        let folder = Scratch::new().file("a.json", before);
        let run = folder.drs(&["validate", "--fix", "a.json"]);
        assert_eq!((run.status, folder.read("a.json").as_str()), (0, after), "{}", run.transcript());
    }
}

#[test]
fn yaml_with_anchors_tags_or_blocks_stays() {
    let name = |rest: &str| format!("job:\n  type: name\n  params:\n    base_info:\n      name: orders\n{rest}");
    for text in [
        name("      description: &n vpcs\n      net_type: *n\n"),
        name("      engine_type: |-\n        mysql-to-mysq\n"),
        name("      expired_days: !!int 14\n"),
        name("      expired_days: !!int \"14\"\n"),
        name("      expired_days: 0xE\n"),
        "job:\n  type: notify\n  params:\n    alarm_notify: {alarm_to_user: false, delay_time: \"\\x36\\x30\"}\n"
            .to_owned(),
    ] {
        let folder = Scratch::new().file("a.yaml", &text);
        let run = folder.drs(&["validate", "--fix", "a.yaml"]);
        assert_eq!((run.status, folder.read("a.yaml")), (1, text.clone()), "{}", run.stdout);
    }
    // Beside it, what is plain is fixed.
    let folder = Scratch::new().file(
        "a.yaml",
        name("      description: &n vpcs\n      net_type: *n\n      nam: x\n").replace("nam:", "charging_mod:"),
    );
    let run = folder.drs(&["validate", "--fix", "a.yaml"]);
    assert!(
        folder.read("a.yaml").contains("      charging_mode: x\n") && folder.read("a.yaml").contains("&n vpcs"),
        "{}",
        run.stdout
    );
}
