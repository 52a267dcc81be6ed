//! No secret is shown, whatever is broken around it.

use drs_diag::{Diagnostic, Source};
use drs_text::{Edit, Limits, Span, json};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::support::{always_the_same, error, outputs, secrets, span};

/// The value of every secret below, of which no six characters in a row may be seen.
const CANARY: &str = "Zq9xW7vKhunter2";

proptest! {
    #![proptest_config(always_the_same(512))]

    #[test]
    fn secrets_are_not_shown(document in secret_document(), spans in vec(span(), 1..6), with_tree in any::<bool>()) {
        let parsed = json::parse(document.as_bytes(), &Limits::default());
        let source = Source::new("a.json", document.as_bytes(), secrets(), parsed.tree.as_ref().filter(|_| with_tree));
        // A document that was cut has no more to be quoted than what it has.
        let said = if document.contains(CANARY) { CANARY } else { "" };
        let found: Vec<Diagnostic> = spans.into_iter().map(|span| {
            let quoted = source.visible(span);
            error(span, &format!("expected a string, found {said}"))
                .pointer(format!("/{said}"))
                .label(quoted.clone())
                .related(quoted.clone(), Span::new(span.end, span.end.saturating_add(20)))
                .help(quoted)
                .fix(said, vec![Edit::new(span, format!("\"{said}\""))])
        }).collect();
        for (format, text) in outputs(&source, &found, Some(300)) {
            let seen = (0..CANARY.len() - 5).map(|at| &CANARY[at..at + 6]).find(|part| text.contains(part));
            prop_assert!(seen.is_none(), "{format}: `{}` of\n{document}\nin\n{text}", seen.unwrap_or_default());
        }
    }
}

/// Documents with a secret in them, sound and broken.
fn secret_document() -> impl Strategy<Value = String> {
    const KEY: &[&str] = &["db_password", "dbPassword", "DB-PASSWORD", "pasword", "ssl_cert_keys"];
    const VALUE: &[&str] = &[
        "\"@\"",
        "\"@\\n@\"",
        "\"@\\\"x\"",
        "'@'",
        "@",
        "[\"x\", \"@\"]",
        "{\"value\": \"@\"}",
        "{\"@\": [1, {\"a\": \"@\"}]}",
        "[[\"@\"]]",
    ];
    const FRAME: &[&str] = &[
        "{\n  \"db_user\": \"u\",\n  \"K\": V,\n  \"db_port\": 1521\n}\n",
        "{\"job\":{\"source\":[{\"K\":V},{\"a\":1}]},\"z\":null}",
        "{'K': V}",
        "{K: V, a: 1}",
        "job:\n  K: V\n  port: 1521\n",
        "- K: V\n- \"K\" : V\n",
        "K: |\n  @\n  @\nport: 1521\n",
        "{\"K\": V, \"a\": {\"K\": V}}",
    ];
    const NOISE: &[&str] =
        &["", "\"", "'", "{", "}", "[", "]", ",", ":", "\n", "//", "#", "\\", "\u{202e}", "\0", "x", "1"];
    let broken = (any::<Index>(), select(NOISE), 0..3_usize);
    (select(KEY), select(VALUE), select(FRAME), vec(broken, 0..3), any::<bool>(), proptest::option::of(any::<Index>()))
        .prop_map(|(key, value, frame, breaks, crlf, end)| {
            let mut frame = frame.to_owned();
            // The key, its colon and the beginning of its value stay together: what is broken there has no secret that can be
            // distinguished from other text.
            for (at, noise, length) in breaks {
                let sites: Vec<usize> =
                    frame.char_indices().map(|(at, _)| at).filter(|&at| !near_key(&frame, at, length)).collect();
                if !sites.is_empty() {
                    let at = sites[at.index(sites.len())];
                    let end = frame[at..].char_indices().nth(length).map_or(frame.len(), |(more, _)| at + more);
                    frame.replace_range(at..end, noise);
                }
            }
            let mut text = frame.replace('K', key).replace('V', value).replace('@', CANARY);
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            if let Some(end) = end {
                let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                if !ends.is_empty() {
                    text.truncate(ends[end.index(ends.len())]);
                }
            }
            text
        })
}

/// Whether a change at `at` would touch a key or what is between it and its value.
fn near_key(frame: &str, at: usize, length: usize) -> bool {
    frame.match_indices('K').any(|(key, _)| {
        let value = frame[key..].find('V').or(frame[key..].rfind('@')).map_or(frame.len(), |more| key + more + 1);
        at + 4 * length >= key.saturating_sub(1) && at <= value
    })
}
