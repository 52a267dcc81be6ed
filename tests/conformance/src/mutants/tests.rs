//! What is planted, and that it makes a difference.

use super::forms::{Dfa, Slip};
use super::interpret::{Interpreter, Tables};
use super::plant::plantings;
use super::published;
use super::rewrite::Rewriter;
use super::rules::{Asked, Domains};
use super::syntax;
use crate::corpus::Doc;

/// A generated function, rewritten: the code, and each mistake with why it is idle.
fn rewritten(code: &str) -> (String, Vec<String>) {
    let mut rewriter = Rewriter::default();
    let code = rewriter.module("objects", code).unwrap();
    let told = rewriter.switches.iter().map(|it| match it.idle {
        Some(reason) => format!("{} ({reason})", it.label),
        None => it.label.clone(),
    });
    (code, told.collect())
}

#[test]
fn code_is_given_a_switch_for_each_mistake() {
    let (code, told) = rewritten(
        r#"
        fn speed(source: &Source<'_>, at: u32, cx: &mut Context) -> Accepted {
            if let Some(at) = key.value(source, b"\"limit\"") {
                met = once(met, 0x2)?;
                let (at, _) = text::bounded(source, at, 0, 8)?;
            }
            if met & 0x3 != 0x3 {
                return None;
            }
        }"#,
    );
    insta::assert_snapshot!(told.join("\n"));
    assert_eq!(code.matches("crate::switch::is(").count(), told.len());
    assert!(code.contains("text::bounded(source, at, 0, 9)"), "{code}");
}

#[test]
fn a_bit_that_another_implies_may_go() {
    let (_, told) = rewritten(
        r"
        fn speed() -> Accepted {
            met = once(met, 0x2)?;
            met |= fact(told & 0x1 != 0, 4);
            if seen & 0x12 == 0x12 && met & 0x8 == 0 {
                return None;
            }
        }",
    );
    let dropped: Vec<_> =
        told.iter().filter(|label| label.contains("seen & 0x12") && label.contains("a bit")).collect();
    assert_eq!(dropped.len(), 2);
    assert!(dropped[0].contains("16u64") && dropped[0].ends_with("implies that it is there)"), "{dropped:?}");
    assert!(dropped[1].contains("2u64") && dropped[1].ends_with('`'), "{dropped:?}");
}

const SCHEMAS: &str = r#"
static LIMIT: Schema = Schema {
    name: "Limit",
    shape: Shape::Object(Object {
        properties: &[
            Property { name: "kind", required: true, schema: &KIND },
            Property { name: "speed", required: false, schema: &SPEED },
        ],
        by_name: &[0, 1],
        additional: Additional::Forbidden,
    }),
    rules: &[Rule {
        id: "DRS-P001",
        warning: false,
        body: Body::Portable {
            when: &Condition {
                required: &["kind"],
                properties: &[("kind", Condition { values: Some(&[Literal::Text("slow")]), ..Condition::ANY })],
                ..Condition::ANY
            },
            then: &Condition { required: &["speed"], ..Condition::ANY },
        },
    }],
};
static KIND: Schema = Schema {
    shape: Shape::Text(Text { values: &["slow", "fast"], ..Text::ANY }),
    rules: &[],
};
static SPEED: Schema = Schema { shape: Shape::Text(Text { min_length: 1, ..Text::ANY }), rules: &[] };
"#;

const CALLS: &str = r#"static CALLS: [Call; 1] = [Call { id: "limit", schema: &schemas::LIMIT }];"#;

fn tables() -> Tables {
    Tables::new(syntax::read(SCHEMAS).unwrap(), Vec::new(), &syntax::read(CALLS).unwrap())
}

fn object(members: &[(&str, &str)]) -> Doc {
    Doc::Object(members.iter().map(|(key, text)| ((*key).to_owned(), Doc::text(*text))).collect())
}

#[test]
fn tables_are_interpreted() {
    let tables = tables();
    let reasons = |members: &[(&str, &str)]| -> Vec<String> {
        let said = Interpreter::new(&tables).said("limit", &object(members));
        said.reasons.into_iter().map(|(at, keyword)| format!("{at} {keyword}")).collect()
    };
    assert_eq!(reasons(&[("kind", "fast")]), [""; 0]);
    assert_eq!(reasons(&[("kind", "slow")]), [" DRS-P001"]);
    assert_eq!(reasons(&[("kind", "slow"), ("speed", "")]), ["/speed minLength"]);
    assert_eq!(reasons(&[("speed", "1"), ("other", "1")]), [" additionalProperties", " required"]);
}

#[test]
fn only_mistakes_that_some_values_show_make_another_rule() {
    let tables = tables();
    let limit = &tables.items["LIMIT"];
    let interpreter = Interpreter::new(&tables);
    let rule = &limit.list("rules")[0];
    let mut idle = Vec::new();
    let mut shown = 0;
    for planting in plantings("LIMIT", limit, &[]) {
        let changed = planting.apply(limit);
        let [other] = changed.list("rules") else { continue };
        if other == rule {
            continue;
        }
        let [one, two] = [rule, other].map(|rule| Asked { interpreter: &interpreter, rule });
        let domains = Domains { tables: &tables, other: None };
        match domains.same(limit, &one, &two) {
            Some(true) => idle.push(planting.label),
            Some(false) => shown += 1,
            None => panic!("{}", planting.label),
        }
    }
    // The member is required in any case, and no other value can be there.
    insta::assert_snapshot!(idle.join("\n"));
    assert!(shown > 8, "{shown}");
}

#[test]
fn a_changed_edge_is_told_by_a_text() {
    let text = format!(
        "static FORM: Dfa = Dfa {{ classes: b\"{}\", width: 2, transitions: &[0, 0, 0, 2, 0, 2], start: 1, accepting: &[false, false, true] }};",
        (0..=255_u8).map(|byte| if byte == b'a' { "\\x01" } else { "\\x00" }).collect::<String>()
    );
    let form = Dfa::read(&syntax::read(&text).unwrap()[0].value).unwrap();
    assert!(form.accepts("aa") && !form.accepts("") && !form.accepts("ab"));
    let other = form.with(Slip::Edge(5, 0));
    assert_eq!(form.witness(&other, None, 0, 9).as_deref(), Some("aa"));
    assert_eq!(form.witness(&other, None, 0, 1), None);
    assert_eq!(form.witness(&form.with(Slip::Edge(1, 2)), None, 0, 9), None);
    assert_eq!(Dfa::kinds(&[&form, &other], 0, 9), ["", "aa", "a"]);
    assert!(form.slips().contains(&Slip::Verdict(2)));
}

#[test]
fn published_schemas_get_a_mistake_for_each_keyword() {
    let schema = serde_json::json!({
        "title": "Limit", "type": "object", "required": ["kind"], "additionalProperties": false,
        "properties": {"kind": {"enum": ["slow"]}, "speed": {"type": "string", "maxLength": 8, "pattern": "^a$"}},
    });
    let labels: Vec<String> = published::mutants("limit", &schema).into_iter().map(|mutant| mutant.label).collect();
    insta::assert_snapshot!(labels.join("\n"));
}
