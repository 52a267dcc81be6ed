//! The parts that everything rests on, each beside the plainest way to write it.

use std::collections::BTreeSet;

use drs_text::Limits;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::cursor::Context;
use super::source::Source;
use super::{is_readable, is_utf8, list, number, simd, text};
use crate::placeholder::may_begin_placeholder;

/// Bytes that something turns on, and some that nothing does.
fn bytes(max_bytes: usize) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        8 => prop::sample::select(b" \n".to_vec()),
        2 => prop::sample::select(b"\t\r\"\\\0\x0b\x1f!#{,:".to_vec()),
        2 => any::<u8>(),
    ];
    prop::collection::vec(byte, 0..max_bytes)
}

/// The content of a string: plain characters and everything that resembles an escape.
fn content() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => "[a-z ]{0,9}",
        1 => prop::sample::select(vec!["é", "语", "😀", "\u{7f}", "\t", "\0"]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![r"\n", r"\/", r#"\""#, r"\\", r"\u0041", r"\u00e9", r"\ud83d\ude00", r"\uD83D\uDE00"])
            .prop_map(str::to_owned),
        1 => prop::sample::select(vec![r"\x", r"\u12g4", r"\ud83d", r"\ude00", r"\ud83d\u0041", r"\ud83dx", r"\", r"\u+123"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

/// The value of a string, if it is the whole text and is right.
fn decoded(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}

/// The same values in every run.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 512, rng_seed: RngSeed::Fixed(0), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn where_runs_end(bytes in bytes(90), at in 0..90_usize) {
        let source = Source::new(&bytes);
        let at = at.min(bytes.len());
        let run = |is_in: &dyn Fn(u8) -> bool| at + bytes[at..].iter().take_while(|byte| is_in(**byte)).count();
        let start = u32::try_from(at).unwrap();
        prop_assert_eq!(simd::whitespace_end(&source, start) as usize, run(&|byte| b" \t\r\n".contains(&byte)));
        prop_assert_eq!(simd::plain_end(&source, start) as usize, run(&|byte| byte >= b' ' && byte != b'"' && byte != b'\\'));
        if let Some(chunk) = source.ahead::<32>(start) {
            let indentation = run(&|byte| b" \n".contains(&byte)) - at;
            prop_assert_eq!(simd::indentation(chunk) as usize, indentation.min(32));
        }
        let padded: Vec<u8> = bytes[at..].iter().copied().chain([0; 64]).take(64).collect();
        prop_assert_eq!(source.chunk::<64>(start).as_slice(), padded);
    }

    #[test]
    fn strings_end_where_they_end(content in content(), rest in " {0,70}") {
        let string = format!("\"{content}\"");
        let json = format!("{string}{rest}");
        let source = Source::new(json.as_bytes());
        let right = decoded(&string);
        let length = u32::try_from(string.len()).unwrap();
        prop_assume!(!(content.contains('\\') && may_begin_placeholder(content.as_bytes())));
        let accepted = text::any(&source, 0).filter(|(end, _)| end.get() == length);
        prop_assert_eq!(accepted.is_some(), right.is_some(), "{}", string);
        if let Some(value) = right {
            let count = value.chars().count();
            for (min, max) in [(count, count), (count + 1, usize::MAX), (0, count.saturating_sub(1)), (0, count + 1)] {
                let fits = (min..=max).contains(&count);
                prop_assert_eq!(text::bounded(&source, 0, min, max).is_some(), fits, "{} {} {}", string, min, max);
            }
            prop_assert!(text::is(&source, 0, value.as_bytes()).is_none_or(|same| same));
        }
    }

    #[test]
    fn numbers(number in "-?[0-9]{1,20}|-?[0-9.eE+-]{1,8}", rest in "[,}] {0,30}") {
        let json = format!("{number}{rest}");
        let right: Option<i64> = decoded_number(&number);
        let read = number::integer(&Source::new(json.as_bytes()), 0);
        if let Some((end, value)) = read.filter(|(end, _)| end.get() as usize == number.len()) {
            prop_assert_eq!((end.get() as usize, Some(value)), (number.len(), right), "{}", number);
        } else {
            prop_assert!(right.is_none_or(|value| value.abs() > 99_999_999_999_999_999), "{}", number);
        }
    }

    #[test]
    fn keys_of_maps(keys in prop::collection::vec("[ab]{0,5}|[ab]{9,11}|[ab]{20,24}|語[ab]{0,2}", 0..70)) {
        let members: Vec<_> = keys.iter().map(|key| format!("\"{key}\":true")).collect();
        let json = format!("{{{}}}", members.join(","));
        let distinct: BTreeSet<_> = keys.iter().collect();
        let source = Source::new(json.as_bytes());
        let read = list::map(&source, 0, &mut Context::new(1), |source, at, _| number::boolean(source, at));
        prop_assert_eq!(read.map(|list| list.count as usize), (distinct.len() == keys.len()).then_some(keys.len()));
    }

    #[test]
    fn both_checks_of_the_encoding_agree(bytes in prop::collection::vec(any::<u8>(), 0..80), text in "\\PC{0,40}") {
        let std = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok();
        for bytes in [bytes, text.into_bytes()] {
            let limits = Limits::default();
            prop_assert_eq!(is_readable(&bytes, limits, is_utf8), is_readable(&bytes, limits, std));
        }
    }
}

/// A whole number that JSON writes without point and exponent.
fn decoded_number(text: &str) -> Option<i64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    serde_json::from_str::<serde_json::Value>(text).ok().filter(|_| is_plain)?;
    text.parse().ok()
}

#[test]
fn classes() {
    let (only, but) = (text::only(b"ab_"), text::all_but(b"ab_"));
    for byte in 0..=255_u8 {
        assert_eq!(
            (only[usize::from(byte)], but[usize::from(byte)]),
            (b"ab_".contains(&byte), !b"ab_".contains(&byte))
        );
    }
    let json = "\"aéb_bbaab\"".as_bytes();
    assert!(text::of_class(&Source::new(json), 0, 0, 99, &only).is_none());
    assert!(text::of_class(&Source::new(b"\"ab_bbaab\""), 0, 8, 8, &only).is_some());
    assert!(text::of_class(&Source::new(b"\"ab_bbaac\""), 0, 8, 8, &only).is_none());
}

#[test]
fn whole_numbers_as_text() {
    for (json, value) in [
        ("12", Some(12)),
        ("\"12\"", Some(12)),
        ("\"-12\"", Some(-12)),
        ("\"0\"", Some(0)),
        ("\"-0\"", None),
        ("\"012\"", None),
        ("\"12", None),
        ("\"12 \"", None),
        ("\"\"", None),
        ("\"1e1\"", None),
    ] {
        let read = number::integer_or_text(&Source::new(json.as_bytes()), 0);
        let whole = read.filter(|(end, _)| end.get() as usize == json.len()).map(|(_, value)| value);
        assert_eq!(whole, value, "{json}");
    }
}

#[test]
fn a_rule_without_a_function_on_bytes_is_decided_on_a_tree() {
    let holds = |text: &str| {
        let end = u32::try_from(text.len()).unwrap().try_into().unwrap();
        super::native::holds(&Source::new(text.as_bytes()), 1, end, crate::rules::native::task_named_twice).is_some()
    };
    assert!(holds(r#" {"jobs": [{"job_id": "a"}, {"job_id": "b"}]}"#));
    assert!(!holds(r#" {"jobs": [{"job_id": "a"}, {"job_id": "\u0061"}]}"#));
}
