//! Formulas keep their meaning on the way to code, and classes are what their patterns say.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::expr::{self, Test};
use super::fact::{Fact, Formula};
use super::matcher::Class;
use crate::output::validator::dfa::Dfa;

const MEMBERS: [&str; 4] = ["a", "b", "c", "d"];

fn formula() -> impl Strategy<Value = Formula> {
    let fact = prop::sample::select(&MEMBERS).prop_map(|name| Fact::Has(name.to_owned()));
    let leaf = (fact, any::<bool>()).prop_map(|(fact, is)| if is { Formula::Is(fact) } else { Formula::Not(fact) });
    leaf.prop_recursive(4, 24, 4, |inner| {
        let parts = prop::collection::vec(inner, 0..4);
        (parts, any::<bool>()).prop_map(|(parts, all)| if all { Formula::All(parts) } else { Formula::Any(parts) })
    })
}

fn index(fact: &Fact) -> u32 {
    let Fact::Has(name) = fact else { panic!("{fact:?} is not among the facts of the tests") };
    u32::try_from(MEMBERS.iter().position(|it| it == name).unwrap()).unwrap()
}

/// Whether a formula holds of an object that has the members whose bits are set.
fn holds(formula: &Formula, seen: u64) -> bool {
    match formula {
        Formula::Is(fact) => seen >> index(fact) & 1 == 1,
        Formula::Not(fact) => seen >> index(fact) & 1 == 0,
        Formula::All(parts) => parts.iter().all(|part| holds(part, seen)),
        Formula::Any(parts) => parts.iter().any(|part| holds(part, seen)),
    }
}

/// What the code says, as far as bits and joints go.
fn run(code: &str, seen: u64) -> bool {
    let code = code.trim();
    for (joint, all) in [("||", false), ("&&", true)] {
        let parts = split(code, joint);
        if parts.len() > 1 {
            return if all {
                parts.iter().all(|part| run(part, seen))
            } else {
                parts.iter().any(|part| run(part, seen))
            };
        }
    }
    if let Some(inner) = code.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return run(inner, seen);
    }
    let number = |text: &str| u64::from_str_radix(&text.replace('_', "")[2..], 16).unwrap();
    match code.split(' ').collect::<Vec<_>>()[..] {
        ["true"] => true,
        ["false"] => false,
        ["seen", "&", mask, "!=", "0"] => seen & number(mask) != 0,
        ["seen", "&", mask, "==", "0"] => seen & number(mask) == 0,
        ["seen", "&", mask, "==", wanted] => seen & number(mask) == number(wanted),
        _ => panic!("`{code}` is no code that the tests can read"),
    }
}

/// The parts between joints that stand in no bracket.
fn split<'c>(code: &'c str, joint: &str) -> Vec<&'c str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, letter) in code.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && code[at..].starts_with(joint) => {
                parts.push(&code[start..at]);
                start = at + joint.len();
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts
}

/// The same values in every run.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 2048, rng_seed: RngSeed::Fixed(0), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_simpler_formula_and_its_code_hold_where_the_formula_holds(formula in formula()) {
        let simple = formula.clone().simple();
        let test = |fact: &Fact| Ok(Test::Bit("seen".to_owned(), index(fact)));
        let (code, plain) = (expr::code(&simple, &test).unwrap(), expr::code(&formula, &test).unwrap());
        for seen in 0..16 {
            let expected = holds(&formula, seen);
            prop_assert_eq!(holds(&simple, seen), expected, "{:?}", simple);
            prop_assert_eq!(holds(&formula.clone().negated(), seen), !expected);
            prop_assert_eq!(run(&code, seen), expected, "{}", code);
            prop_assert_eq!(run(&plain, seen), expected, "{}", plain);
        }
    }
}

#[test]
fn classes_are_repetitions_of_one_class_and_nothing_else() {
    for (pattern, is_class) in [
        ("^[a-z0-9_]*$", true),
        ("^[^<>]*$", true),
        ("^[a-z]+$", false),
        ("^[a-z][a-z0-9]*$", false),
        ("^(ab)*$", false),
        ("^[a-z\u{e9}]*$", false),
        ("^[^a\u{e9}]*$", false),
        ("^(a|b)*$", true),
    ] {
        assert_eq!(Class::of(&Dfa::new(pattern).unwrap()).is_some(), is_class, "{pattern}");
    }
}
