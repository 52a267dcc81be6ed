//! What is changed in code and in schemas.

use super::published;
use super::switches::Rewriter;

const CODE: &str = r#"
    fn speed(source: &Source<'_>, at: u32, cx: &mut Context) -> Accepted {
        if let Some(at) = key.value(source, b"\"limit\"") {
            seen = once(seen, 0x2)?;
            let (at, _) = text::bounded(source, at, 0, 8)?;
        }
        if seen & 0x3 != 0x3 {
            return None;
        }
    }"#;

#[test]
fn each_mutation_of_code_gets_a_switch() {
    let mut rewriter = Rewriter::new(Vec::new(), None);
    let code = rewriter.module("objects", CODE).unwrap();
    let labels: Vec<_> = rewriter.mutations.iter().map(|it| it.label.as_str()).collect();
    insta::assert_snapshot!(labels.join("\n"));
    assert_eq!(code.matches("crate::switch::is(").count(), labels.len());
    assert!(code.contains("text::bounded(source, at, 0, 9)"), "{code}");
}

#[test]
fn only_chosen_mutations_get_a_switch_and_numbers_stay() {
    let chosen = [3].into();
    let mut rewriter = Rewriter::new(Vec::new(), Some(&chosen));
    let code = rewriter.module("objects", CODE).unwrap();
    assert_eq!(code.matches("crate::switch::is(").count(), 1);
    assert!(code.contains("crate::switch::is(3u32)") && rewriter.mutations.len() > 10, "{code}");
}

#[test]
fn published_schemas_get_a_mutation_for_each_keyword() {
    let schema = serde_json::json!({
        "title": "Limit", "type": "object", "required": ["kind"], "additionalProperties": false,
        "properties": {"kind": {"enum": ["slow"]}, "speed": {"type": "string", "maxLength": 8, "pattern": "^a$"}},
    });
    let labels: Vec<String> = published::mutations("limit", &schema).into_iter().map(|it| it.label).collect();
    insta::assert_snapshot!(labels.join("\n"));
}
