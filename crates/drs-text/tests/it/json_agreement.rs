//! The same verdict and the same value as `serde_json`, on what people write, on what they mistype, and on noise.

use drs_text::{FaultKind, Kind, Limits, Node, Parsed, json};
use proptest::prelude::*;
use serde_json::Value;

use crate::show;

/// What `serde_json` makes of a node: its own reading of the texts of numbers and strings.
fn as_value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => node.as_bool().unwrap().into(),
        Kind::Number => serde_json::from_str(node.as_number().unwrap()).unwrap(),
        Kind::String => node.as_str().unwrap().into_owned().into(),
        Kind::Array => node.items().map(as_value).collect(),
        Kind::Object => {
            node.members().map(|member| (member.key.as_str().unwrap().into_owned(), as_value(member.value))).collect()
        }
    }
}

/// Where we are stricter: `serde_json` keeps the last of two keys, and goes 127 levels deep.
fn is_stricter(parsed: &Parsed<'_>) -> bool {
    let stricter = |kind: &FaultKind| matches!(kind, FaultKind::DuplicateKey | FaultKind::TooDeep { .. });
    parsed.faults.iter().all(|fault| stricter(&fault.kind))
}

fn agree(bytes: &[u8]) {
    let parsed = json::parse(bytes, &Limits::default());
    sound(bytes, &parsed);
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => {
            let shown = || format!("{:?}\n{}", String::from_utf8_lossy(bytes), show::parsed(bytes, &parsed));
            assert!(is_stricter(&parsed), "{}", shown());
            if parsed.faults.is_empty() {
                assert_eq!(as_value(parsed.tree.as_ref().unwrap().root()), value, "{}", shown());
            }
        }
        Err(error) => assert!(!parsed.faults.is_empty(), "{:?}: {error}", String::from_utf8_lossy(bytes)),
    }
}

/// What is true of every parse: spans on character boundaries, children in order inside their parents, faults in order,
/// counts that are right, and fixes that can be applied.
pub(crate) fn sound(bytes: &[u8], parsed: &Parsed<'_>) {
    for fault in &parsed.faults {
        for span in [Some(fault.span), fault.related].into_iter().flatten() {
            assert!(span.start <= span.end && span.end as usize <= bytes.len(), "{fault:?}");
            let text = String::from_utf8_lossy(bytes);
            if parsed.tree.is_some() {
                assert!(text.get(span.range()).is_some(), "{fault:?}");
            }
        }
    }
    assert!(parsed.faults.is_sorted_by_key(|fault| fault.span.start));
    let Some(tree) = &parsed.tree else { return };
    assert_eq!(tree.text().as_bytes(), bytes);
    let mut nodes = vec![tree.root()];
    let mut seen = 0;
    while let Some(node) = nodes.pop() {
        seen += 1;
        assert!(tree.text().get(node.span().range()).is_some(), "{node:?}");
        assert_eq!(node.len(), node.items().count() + node.members().count());
        let children: Vec<_> =
            node.items().chain(node.members().flat_map(|member| [member.key, member.value])).collect();
        assert!(children.iter().all(|child| node.span().contains(child.span())), "{node:?}: {children:?}");
        assert!(children.is_sorted_by(|one, other| one.span().end <= other.span().start), "{node:?}: {children:?}");
        nodes.extend(children);
    }
    assert_eq!(seen, tree.node_count());
    for fault in &parsed.faults {
        if let Some(edits) = fault.fix(tree.text()) {
            drs_text::apply(tree.text(), &edits);
        }
    }
}

/// Any JSON value, with texts and numbers that are at a border.
pub(crate) fn any_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[ -~]{0,20}",
        any::<String>(),
        proptest::sample::select(vec![
            "\u{0}",
            "\"",
            "\\",
            "\u{7f}",
            "\u{80}",
            "\u{FFFF}",
            "\u{1F600}",
            "1234567\"",
            "12345678"
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            proptest::collection::btree_map(text.clone(), inner, 0..8)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// One wrong byte: out, in, or in place of another one.
fn mistyped(mut bytes: Vec<u8>, mistakes: &[(u8, usize, u8)]) -> Vec<u8> {
    for &(kind, at, byte) in mistakes {
        let at = at % (bytes.len() + 1);
        match kind {
            0 => bytes.insert(at, byte),
            1 if at < bytes.len() => drop(bytes.remove(at)),
            2 if at < bytes.len() => bytes[at] = byte,
            _ => bytes.truncate(at),
        }
    }
    bytes
}

fn any_mistake() -> impl Strategy<Value = (u8, usize, u8)> {
    let signs =
        proptest::sample::select(b"{}[]\",:\\u0123456789.-+eE \t\n\rtfn'/#\x00\x1f\x7f\x80\xC3\xED\xFF".as_slice());
    (0_u8..4, any::<usize>(), prop_oneof![4 => signs, 1 => any::<u8>()])
}

proptest! {
    #![proptest_config(show::config(512))]

    #[test]
    fn on_json(value in any_value()) {
        agree(&serde_json::to_vec(&value).unwrap());
        agree(&serde_json::to_vec_pretty(&value).unwrap());
    }

    #[test]
    fn on_mistyped_json(value in any_value(), mistakes in proptest::collection::vec(any_mistake(), 1..4)) {
        agree(&mistyped(serde_json::to_vec(&value).unwrap(), &mistakes));
        agree(&mistyped(serde_json::to_vec_pretty(&value).unwrap(), &mistakes));
    }

    #[test]
    fn on_signs(text in r#"([{}\[\]",:]|\\u[0-9a-f]{4}|\\ud83d|\\ude00|-?[0-9]{1,3}|[.eE+']|true|null|[ \n]|//|/\*|\*/|#|a|é){0,24}"#) {
        agree(text.as_bytes());
    }

    #[test]
    fn on_noise(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        agree(&bytes);
    }
}

/// Keys that are equal after decoding, in an object of any size, are reported where they are.
#[test]
fn duplicates_are_found_in_objects_of_every_size() {
    for size in [2, 8, 31, 32, 33, 34, 64, 65, 200, 1000] {
        for (first, second) in [(0, 1), (0, size - 1), (size / 2 - 1, size - 1), (size - 2, size - 1)] {
            let keys: Vec<_> = (0..size).map(|number| format!("key{number}")).collect();
            let member = |number: usize| {
                let key = if number == second { format!("\\u006b{}", &keys[first][1..]) } else { keys[number].clone() };
                format!(r#""{key}":{{"key{number}":[{number}]}}"#)
            };
            let text = format!("{{{}}}", (0..size).map(member).collect::<Vec<_>>().join(","));
            let parsed = json::parse(text.as_bytes(), &Limits::default());
            let faults: Vec<_> = parsed
                .faults
                .iter()
                .map(|fault| (&fault.kind, &text[fault.span.range()], &text[fault.related.unwrap().range()]))
                .collect();
            let again = format!("\"\\u006b{}\"", &keys[first][1..]);
            let key = format!("\"{}\"", keys[first]);
            assert_eq!(faults, [(&FaultKind::DuplicateKey, again.as_str(), key.as_str())], "{size} {first} {second}");
        }
    }
}
