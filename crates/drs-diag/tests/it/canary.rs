//! No secret is shown, whatever is broken around it.

use drs_diag::{Diagnostic, Source};
use drs_text::{Edit, Limits, Node, Span, json, yaml};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::support::{always_the_same, error, outputs, secrets, span};

/// The value of every secret below, of which no six characters in a row may be seen.
const CANARY: &str = "Zq9xW7vKhunter2";

proptest! {
    #![proptest_config(always_the_same(1024))]

    /// Sound, damaged or cut off, read as JSON or as YAML: no format shows a secret, wherever it is made to look.
    #[test]
    fn secrets_are_not_shown(document in secret_document(), spans in vec(span(), 1..6), is_yaml in any::<bool>()) {
        let read = if is_yaml { yaml::parse } else { json::parse };
        let parsed = read(document.as_bytes(), &Limits::default());
        let source = Source::new("a.json", document.as_bytes(), secrets(), Some(&parsed));
        // Whatever was read may be quoted.
        let mut said = Vec::new();
        if let Some(tree) = &parsed.tree {
            under_secret_keys(tree.root(), false, &mut said);
        }
        let said = said.concat();
        let all = u32::try_from(document.len()).expect("documents are short");
        let found: Vec<Diagnostic> = spans.into_iter().chain([Span::new(0, all)]).map(|span| {
            let quoted = source.visible(span);
            error(span, &format!("expected a string, found {said}"))
                .pointer(format!("/{said}"))
                .label(quoted.clone())
                .related(quoted.clone(), Span::new(span.end, span.end.saturating_add(20)))
                .help(quoted)
                .fix(said.clone(), vec![Edit::new(span, format!("\"{said}\""))])
        }).collect();
        for (format, text) in outputs(&source, &found, Some(300)) {
            let seen = (0..CANARY.len() - 5).map(|at| &CANARY[at..at + 6]).find(|part| text.contains(part));
            prop_assert!(seen.is_none(), "{format}: `{}` of\n{document}\nin\n{text}", seen.unwrap_or_default());
        }
    }

    /// What stays visible is the line that a person wrote: of a sound text, all that is not secret.
    #[test]
    fn nothing_else_of_a_sound_text_is_hidden(value in "[a-z]{1,40}", name in "(db_user|a|name)") {
        let text = format!("{{\"{name}\": [\"{value}\"], \"password\": \"{value}-\", \"port\": 1521}}");
        let source = Source::new("a.json", text.as_bytes(), secrets(), None);
        let shown = source.visible(Span::new(0, 999));
        prop_assert_eq!(shown, format!("{{\"{name}\": [\"{value}\"], \"password\": \"***\", \"port\": 1521}}"));
    }
}

/// The texts of the tree that stand under the key of a secret.
fn under_secret_keys(node: Node<'_>, is_secret: bool, found: &mut Vec<String>) {
    if is_secret {
        found.extend(node.as_str().map(std::borrow::Cow::into_owned));
    }
    for member in node.members() {
        let is_secret = is_secret || member.key.as_str().is_some_and(|key| secrets().is_secret(&key));
        under_secret_keys(member.value, is_secret, found);
    }
    for item in node.items() {
        under_secret_keys(item, is_secret, found);
    }
}

/// Documents with a secret in them, sound and broken.
fn secret_document() -> impl Strategy<Value = String> {
    const KEY: &[&str] = &[
        "db_password",
        "dbPassword",
        "DB-PASSWORD",
        "pasword",
        "ssl_cert_keys",
        "source_db_password",
        "passwordHash",
        "数据库密码",
    ];
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
        "{\"a\": \"K: @\", \"b\": \"x K＝“@”\", \"K\": 1}",
    ];
    const NOISE: &[&str] =
        &["", "\"", "'", "{", "}", "[", "]", ",", ":", "\n", "//", "#", "\\", "\u{202e}", "\0", "x", "1"];
    let broken = (any::<Index>(), select(NOISE), 0..3_usize);
    (select(KEY), select(VALUE), select(FRAME), vec(broken, 0..3), any::<bool>(), proptest::option::of(any::<Index>()))
        .prop_map(|(key, value, frame, breaks, crlf, end)| {
            let mut frame = frame.to_owned();
            // The name itself stays: what stands under another one is not known to be a secret.
            for (at, noise, length) in breaks {
                let sites: Vec<usize> =
                    frame.char_indices().map(|(at, _)| at).filter(|&at| !touches_key(&frame, at, length)).collect();
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

/// Whether a change at `at` would touch the name of a key.
fn touches_key(frame: &str, at: usize, length: usize) -> bool {
    frame.match_indices('K').any(|(key, _)| at <= key && key < at + length)
}
