//! Formulas as Rust expressions over bits.

use super::fact::{Fact, Formula};
use crate::problem::Problem;

/// How the truth of a fact is found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// This bit of a number says it.
    Bit(String, u32),
    /// One of these bits of a number says it.
    Bits(String, u64),
    /// Looking at the text does: an expression.
    Look(String),
}

/// The most bits that one number has.
const MAX_BITS: u32 = 64;

/// A formula as an expression; cheap tests come first.
pub(super) fn code(formula: &Formula, test: &impl Fn(&Fact) -> Result<Test, Problem>) -> Result<String, Problem> {
    Ok(Parts::of(formula, test)?.text)
}

struct Parts {
    text: String,
    /// Whether the expression must be put into brackets inside another one.
    joined: bool,
    /// Whether it looks at the text.
    looks: bool,
}

impl Parts {
    fn of(formula: &Formula, test: &impl Fn(&Fact) -> Result<Test, Problem>) -> Result<Self, Problem> {
        let (parts, word, empty) = match formula {
            Formula::Is(fact) => return Ok(Self::fact(&test(fact)?, true)),
            Formula::Not(fact) => return Ok(Self::fact(&test(fact)?, false)),
            Formula::All(parts) => (parts, "&&", "true"),
            Formula::Any(parts) => (parts, "||", "false"),
        };
        let mut texts = Vec::new();
        for (variable, set, clear) in masks(parts, test, word == "&&")? {
            texts.extend((set != 0).then(|| format!("{variable} & {} == {}", number(set), number(set))));
            texts.extend((clear != 0).then(|| format!("{variable} & {} == 0", number(clear))));
        }
        let mut others = Vec::new();
        for part in parts {
            if !is_bit(part, test)? || word == "||" {
                others.push(Self::of(part, test)?);
            }
        }
        others.sort_by_key(|part| part.looks);
        let looks = others.iter().any(|part| part.looks);
        let alone = texts.is_empty() && others.len() == 1;
        // What stands alone brings its own joints.
        let joined = alone && others[0].joined;
        let bracketed = |part: Self| if part.joined && !alone { format!("({})", part.text) } else { part.text };
        texts.extend(others.into_iter().map(bracketed));
        let joined = joined || texts.len() > 1;
        let text = if texts.is_empty() { empty.to_owned() } else { texts.join(&format!(" {word} ")) };
        Ok(Self { text, joined, looks })
    }

    fn fact(test: &Test, wanted: bool) -> Self {
        let compare = if wanted { "!=" } else { "==" };
        let (text, looks) = match test {
            Test::Bit(variable, bit) => (format!("{variable} & {} {compare} 0", number(1 << bit)), false),
            Test::Bits(variable, bits) => (format!("{variable} & {} {compare} 0", number(*bits)), false),
            Test::Look(look) => (if wanted { look.clone() } else { format!("!{look}") }, true),
        };
        Self { text, joined: false, looks }
    }
}

/// Whether a part of a conjunction is a bit that is set or clear.
fn is_bit(part: &Formula, test: &impl Fn(&Fact) -> Result<Test, Problem>) -> Result<bool, Problem> {
    Ok(match part {
        Formula::Is(fact) | Formula::Not(fact) => matches!(test(fact)?, Test::Bit(..)),
        _ => false,
    })
}

/// Of a conjunction: for each number the bits that must be set and those that must be clear.
fn masks(
    parts: &[Formula],
    test: &impl Fn(&Fact) -> Result<Test, Problem>,
    is_all: bool,
) -> Result<Vec<(String, u64, u64)>, Problem> {
    let mut masks: Vec<(String, u64, u64)> = Vec::new();
    for part in parts.iter().filter(|_| is_all) {
        let (fact, wanted) = match part {
            Formula::Is(fact) => (fact, true),
            Formula::Not(fact) => (fact, false),
            _ => continue,
        };
        let Test::Bit(variable, bit) = test(fact)? else { continue };
        let index = masks.iter().position(|(other, ..)| *other == variable).unwrap_or_else(|| {
            masks.push((variable, 0, 0));
            masks.len() - 1
        });
        let (_, set, clear) = &mut masks[index];
        if wanted { *set |= 1 << bit } else { *clear |= 1 << bit }
    }
    Ok(masks)
}

/// A mask as a literal.
pub(super) fn number(bits: u64) -> String {
    let mut text = format!("{bits:x}");
    // Digits in groups of four, as long numbers are written.
    let mut at = text.len();
    while at > 4 {
        at -= 4;
        text.insert(at, '_');
    }
    format!("0x{text}")
}

/// Bit number `bit`, if there is room for it.
pub(super) fn bit(bit: usize, owner: &str) -> Result<u32, Problem> {
    let problem =
        || Problem::new(format!("`{owner}` has more members and facts for rules than {MAX_BITS} bits can represent"));
    u32::try_from(bit).ok().filter(|bit| *bit < MAX_BITS).ok_or_else(problem)
}

/// Facts as bits of one number: the first one is the lowest bit.
pub(super) fn packed(facts: &[Fact], test: &impl Fn(&Fact) -> Result<Test, Problem>) -> Result<String, Problem> {
    let mut bits = Vec::new();
    for (index, fact) in facts.iter().enumerate() {
        let formula = match fact {
            Fact::Holds(formula) => (**formula).clone(),
            fact => Formula::Is(fact.clone()),
        };
        bits.push(format!("fact({}, {index})", code(&formula, test)?));
    }
    Ok(if bits.is_empty() { "0".to_owned() } else { bits.join(" | ") })
}
