//! The functions, and the ABI over them.

use crate::{Status, check, explain, fix, redact, report};

const RIGHT: &[u8] = br#"{"job": {"type": "precheck", "params": {}}}"#;
const WRONG: &[u8] = br#"{"job": {"type": "PRECHECK", "params": {}}}"#;

#[test]
fn a_check_says_what_it_is() {
    for (text, operation, status) in [
        (RIGHT, "update_job", Status::Good),
        (RIGHT, "", Status::Good),
        (WRONG, "update_job", Status::Bad),
        (WRONG, "", Status::Bad),
        (b"", "", Status::Bad),
        (b"\xff", "update_job", Status::Bad),
        (RIGHT, "update_jop", Status::Unanswerable),
    ] {
        assert_eq!(check(text, operation.as_bytes()), status, "{} {operation}", text.escape_ascii());
    }
    assert_eq!(check(RIGHT, b"\xff"), Status::Unanswerable);
}

#[test]
fn a_report_is_the_commands() {
    let (status, text) = report(WRONG, br#"{"format": "concise", "name": "a.json"}"#);
    assert_eq!(status, Status::Bad);
    assert!(text.starts_with("a.json:1:18: error["), "{text}");
    let (status, text) = report(RIGHT, b"");
    assert_eq!(status, Status::Good);
    assert!(text.contains(r#""valid":true"#) || text.contains(r#""valid": true"#), "{text}");
    assert_eq!(report(RIGHT, b"[]").0, Status::Unanswerable);
    assert_eq!(report(RIGHT, b"\xff").0, Status::Unanswerable);
}

#[test]
fn no_password_is_shown() {
    let text = br#"{"job": {"type": "PRECHECK", "params": {"db_password": "hunter2-hunter2"}}}"#;
    for format in ["human", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit"] {
        let (_, report) = report(text, format!(r#"{{"format": "{format}"}}"#).as_bytes());
        assert!(!report.is_empty() && !report.contains("hunter2"), "{report}");
    }
}

#[test]
fn fixes_are_made() {
    let (status, answer) = fix(WRONG, b"");
    assert_eq!(
        (status, answer.as_str()),
        (Status::Good, r#"{"fixed":1,"refused":0,"text":"{\"job\": {\"type\": \"precheck\", \"params\": {}}}"}"#)
    );
    let lines = [WRONG, b"\n\n", RIGHT, b"\r\n", WRONG].concat();
    let (_, answer) = fix(&lines, br#"{"input": "json-lines"}"#);
    assert!(
        answer.starts_with(r#"{"fixed":2,"refused":0,"#) && answer.contains("\\n\\n") && answer.contains("\\r\\n"),
        "{answer}"
    );
    assert_eq!(fix(b"\xff", b"").0, Status::Unanswerable);
}

#[test]
fn secrets_are_taken_out() {
    let (status, answer) = redact(br#"{"job": {"db_password": "hunter2"}}"#, b"");
    assert_eq!(
        (status, answer.as_str()),
        (Status::Good, r#"{"hidden":1,"text":"{\"job\": {\"db_password\": \"***\"}}"}"#)
    );
    assert_eq!(redact(b"\xff", b"").0, Status::Unanswerable);
    assert_eq!(redact(b"", b"[]").0, Status::Unanswerable);
}

#[test]
fn topics_are_explained() {
    let (status, text) = explain(b"DRS-S002", b"human");
    assert_eq!(status, Status::Good);
    assert!(text.starts_with("DRS-S002: unknown-field"), "{text}");
    assert!(explain(b"", b"json").1.contains(r#""kind":"topics""#));
    assert_eq!(explain(b"update_jop", b"human"), (Status::Unanswerable, "did you mean `update_job`?".to_owned()));
}

mod through_addresses {
    #![expect(unsafe_code, reason = "this is how a host calls")]

    use std::slice;

    use super::{RIGHT, WRONG};
    use crate::abi;

    /// What a host does with an answer: reads it, and gives it back.
    unsafe fn take(answer: *mut u8) -> (u32, String) {
        // SAFETY: an answer has eight bytes before its text.
        let header = unsafe { slice::from_raw_parts(answer, 8) };
        let word = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let (status, length) = (word(0), word(4) as usize);
        // SAFETY: and so many of text.
        let text = unsafe { slice::from_raw_parts(answer.add(8), length) };
        let text = String::from_utf8(text.to_vec()).expect("an answer is text");
        // SAFETY: it is given back once.
        unsafe { abi::release(answer, 8 + length) };
        (status, text)
    }

    #[test]
    fn a_host_writes_and_reads_memory() {
        // SAFETY: arguments are written into memory of their length, and everything is given back once.
        unsafe {
            let address = abi::alloc(WRONG.len());
            slice::from_raw_parts_mut(address, WRONG.len()).copy_from_slice(WRONG);
            assert_eq!(abi::check(address, WRONG.len(), std::ptr::null(), 0), 1);
            assert_eq!(abi::check(RIGHT.as_ptr(), RIGHT.len(), b"update_job".as_ptr(), 10), 0);
            let (status, text) = take(abi::report(address, WRONG.len(), std::ptr::null(), 0));
            assert_eq!(status, 1);
            assert!(text.contains("DRS-S"), "{text}");
            let (status, text) = take(abi::fix(address, WRONG.len(), std::ptr::null(), 0));
            assert_eq!(status, 0);
            assert!(text.contains("precheck"), "{text}");
            let (status, text) = take(abi::redact(address, WRONG.len(), std::ptr::null(), 0));
            assert_eq!(status, 0);
            assert!(text.contains("PRECHECK"), "{text}");
            let (status, text) = take(abi::explain(b"no such thing".as_ptr(), 13, std::ptr::null(), 0));
            assert_eq!((status, text.is_empty()), (2, false));
            abi::release(address, WRONG.len());
            let nothing = abi::alloc(0);
            abi::release(nothing, 0);
        }
    }
}
