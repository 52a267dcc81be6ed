//! What the writer makes of awkward values, and that every reader gets them back.

use drs_text::Limits;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::super::json::Json;
use super::super::tests::read;
use super::to_text;

/// The YAML text of a JSON text.
fn yaml(json: &str) -> String {
    to_text(&serde_json::from_str(json).unwrap(), "made up")
}

#[test]
fn collections_are_blocks_and_empty_ones_are_not() {
    insta::assert_snapshot!(yaml(r#"{"a": {"b": [1, [2, [], {}], {"c": null, "d": {"e": true}}], "f": {}}, "g": [{"h": [{"i": 1}]}]}"#), @r"
    # made up
    a:
      b:
        - 1
        - - 2
          - []
          - {}
        - c: null
          d:
            e: true
      f: {}
    g:
      - h:
          - i: 1
    ");
}

#[test]
fn only_text_that_no_reader_takes_for_something_else_is_plain() {
    insta::assert_snapshot!(yaml(r##"[
        "plain words", "a:b", "#/components/schemas/X", "/v5/{project_id}/jobs", "^[a-z]{1,3}$", "^[^<>&:\"'/]+$",
        "", "no", "Yes", "ON", "n", "NULL", "~", "12", "0x1f", "1_000", "12:30", "2022-11-07", "1e5", ".5", ".inf", "=", "<<",
        "- dash", "-dash", "a: b", "a #b", "ends with:", " leading", "trailing ", "@at", "`tick`", "%percent", "&anchor", "*alias",
        "!tag", "?", "[x]", "{x}", "it's", "it's \"both\"", "tab\there", "bell\u0007", "nel\u0085", "line\u2028separator", "😀", "é", "中文", "200"
    ]"##), @r#"
    # made up
    - plain words
    - a:b
    - '#/components/schemas/X'
    - /v5/{project_id}/jobs
    - ^[a-z]{1,3}$
    - ^[^<>&:"'/]+$
    - ''
    - 'no'
    - 'Yes'
    - 'ON'
    - 'n'
    - 'NULL'
    - '~'
    - '12'
    - '0x1f'
    - '1_000'
    - '12:30'
    - '2022-11-07'
    - '1e5'
    - '.5'
    - '.inf'
    - '='
    - '<<'
    - '- dash'
    - '-dash'
    - 'a: b'
    - 'a #b'
    - 'ends with:'
    - ' leading'
    - 'trailing '
    - '@at'
    - '`tick`'
    - '%percent'
    - '&anchor'
    - '*alias'
    - '!tag'
    - '?'
    - '[x]'
    - '{x}'
    - it's
    - it's "both"
    - "tab\there"
    - "bell\u0007"
    - "nel\u0085"
    - "line\u2028separator"
    - "\U0001F600"
    - 'é'
    - '中文'
    - '200'
    "#);
}

#[test]
fn long_text_is_folded_and_lines_stay_lines() {
    insta::assert_snapshot!(yaml(r#"{
        "long": "What a call answers when it is refused or fails: the service itself sets `error_code` and `error_msg`, so look for those # first.",
        "two  spaces": "A long text that has two spaces  somewhere cannot be folded without a loss, so it stays on one line, however long it is.",
        "paragraphs": "The first paragraph of a text that is much longer than what fits into one line, so that it is folded at a space.\n\nThe second.\nA line.\n",
        "nested": {"lines": "one\n\n- two\n# three", "ends": "one\ntwo\n", "loses": "one \ntwo", "indented": "  one\ntwo"}
    }"#), @r#"
    # made up
    long: >-
      What a call answers when it is refused or fails: the service itself sets `error_code` and `error_msg`, so
      look for those # first.
    two  spaces: A long text that has two spaces  somewhere cannot be folded without a loss, so it stays on one line, however long it is.
    paragraphs: >
      The first paragraph of a text that is much longer than what fits into one line, so that it is folded at a
      space.


      The second.

      A line.
    nested:
      lines: |-
        one

        - two
        # three
      ends: |
        one
        two
      loses: "one \ntwo"
      indented: "  one\ntwo"
    "#);
}

#[test]
fn numbers_are_numbers_in_every_reader() {
    insta::assert_snapshot!(yaml("[0, -1, 9223372036854775807, 0.5, 1.0, 1e21, 1e-7]"), @r"
    # made up
    - 0
    - -1
    - 9223372036854775807
    - 0.5
    - 1.0
    - 1000000000000000000000.0
    - 0.0000001
    ");
}

/// Values with text that is likely to go wrong.
fn value() -> impl Strategy<Value = Json> {
    let text = prop_oneof![
        "[ -~\n\t]{0,12}",
        "([a-z:#'\"-]{1,12} ){10,20}[a-z]{1,30}",
        "\\PC{0,8}",
        any::<String>(),
        Just("true".to_owned()),
        Just("\n".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::Integer),
        (-1e15..1e15).prop_map(Json::Float),
        text.clone().prop_map(Json::String),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::Array),
            proptest::collection::vec((text.clone(), inner), 0..5)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::with_cases(1000) })]
    #[test]
    fn what_is_written_is_read_back(value in value()) {
        let text = to_text(&value, "made up");
        let parsed = drs_text::yaml::parse(text.as_bytes(), &Limits::default());
        prop_assert!(parsed.faults.is_empty(), "{:?} in\n{text}", parsed.faults);
        prop_assert_eq!(read(parsed.tree.as_ref().unwrap().root()), value, "{}", text);
    }
}
