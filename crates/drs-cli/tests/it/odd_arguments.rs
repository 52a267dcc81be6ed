//! Arguments that nobody means: each is accepted or gets an error message, none ends the program otherwise, and where they are
//! repeated they do not act on a terminal.

use crate::scratch::Scratch;

const ODD: [&str; 15] = [
    "",
    " ",
    "-",
    "--",
    "a\u{e4}\u{f6}\u{fc}",
    "drs-\u{e9}",
    "\u{1f680}",
    "\u{202e}drowssap",
    "\u{1b}[31mred",
    "a\nb\r\nc",
    "jobs..[0]//~",
    "jobs.base_info.\u{e9}\u{e9}\u{e9}\u{e9}",
    "$\u{7}`${env:HOME}`",
    "18446744073709551616",
    "::error::x",
];

const BEFORE: [&[&str]; 13] = [
    &[],
    &["explain"],
    &["example"],
    &["schema"],
    &["schema", "--write"],
    &["operations"],
    &["rules"],
    &["completions"],
    &["validate"],
    &["validate", "--operation"],
    &["validate", "--format"],
    &["validate", "--max-diagnostics"],
    &["--"],
];

#[test]
fn odd_arguments_are_accepted_or_get_a_message() {
    for before in BEFORE {
        for odd in ODD {
            let run = Scratch::new().drs(&[before, &[odd]].concat());
            let said = run.transcript();
            assert!((0..=2).contains(&run.status) && !said.contains("panicked"), "{before:?} {odd:?}: {said}");
            let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!said.contains(acts), "{before:?} {odd:?}: {said:?}");
            assert!(run.status == 0 || !(run.stdout + &run.stderr).trim().is_empty(), "{before:?} {odd:?}");
        }
    }
}

#[test]
fn a_topic_that_names_nothing_is_not_taken_for_another() {
    let nothing = ["", " ", ".", "[]", "//", "123", "0[1].2", "*", "[*]"];
    for topic in nothing.iter().chain(&ODD) {
        let run = Scratch::new().drs(&["explain", "--", topic]);
        assert_eq!(run.status, 2, "{topic:?}: {}", run.transcript());
        assert!(!run.stderr.contains("did you mean"), "{topic:?}: {}", run.transcript());
    }
}

#[test]
fn an_argument_that_is_repeated_is_escaped() {
    insta::assert_snapshot!(Scratch::new().drs(&["rules", "\u{1b}[31m\u{202e}x"]).transcript(), @r"
    exit status 2
    --- stderr
    error: unexpected argument '\u{1b}[31m\u{202e}x' found

    Usage: drs rules [OPTIONS]

    For more information, try '--help'.
    ");
}
