//! The expressions of generated code that are about facts, with their mistakes, and their values.

mod read;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use read::{called, resolved};

/// An expression.
#[derive(Clone, Debug)]
pub(super) enum Code {
    /// A number or a truth.
    Number(u64),
    /// `met`
    Met,
    /// `told`
    Told,
    /// `list.count`
    Count,
    /// `list.all`
    All,
    /// Two operands.
    Binary(Operator, Box<Code>, Box<Code>),
    /// `!one`
    Not(Box<Code>),
    /// `(from..=to).contains(..)`: the range, and what is in it.
    Within(Box<Code>, Box<Code>),
    /// `from..=to`
    Range(u64, u64),
    /// An expression with a mistake beside it.
    Switch(u32, Box<Code>, Box<Code>),
    /// What is not about facts, as it is written.
    Atom(String),
}

/// What is done with two operands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operator {
    And,
    Or,
    BitAnd,
    BitOr,
    Equal,
    NotEqual,
    Greater,
    Shift,
    Fact,
}

/// What an expression is asked with.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// The mistake that is made.
    pub(super) switch: u32,
    /// Members that were met, and facts about them.
    pub(super) met: u64,
    /// What was told of the member.
    pub(super) told: u64,
    /// How many items.
    pub(super) count: u64,
    /// What is true of all items.
    pub(super) all: u64,
    /// What else is said.
    pub(super) said: BTreeMap<String, Option<bool>>,
}

impl Default for Facts {
    fn default() -> Self {
        Self { switch: u32::MAX, met: 0, told: 0, count: 0, all: 0, said: BTreeMap::new() }
    }
}

impl Code {
    /// The value; `None` if something that it asks leaves the way.
    pub(super) fn value(&self, facts: &Facts) -> Option<u64> {
        Some(match self {
            Self::Number(number) => *number,
            Self::Met => facts.met,
            Self::Told => facts.told,
            Self::Count => facts.count,
            Self::All => facts.all,
            Self::Binary(operator, left, right) => {
                let left = left.value(facts)?;
                match operator {
                    Operator::And if left == 0 => 0,
                    Operator::Or if left != 0 => 1,
                    _ => operator.value(left, right.value(facts)?),
                }
            }
            Self::Not(inner) => u64::from(inner.value(facts)? == 0),
            Self::Within(range, inner) => {
                let (first, last) = range.range(facts)?;
                let value = inner.value(facts)?;
                u64::from(first <= value && value <= last)
            }
            Self::Range(..) => return None,
            Self::Switch(number, wrong, right) => (if *number == facts.switch { wrong } else { right }).value(facts)?,
            Self::Atom(text) => u64::from((*facts.said.get(text)?)?),
        })
    }

    fn range(&self, facts: &Facts) -> Option<(u64, u64)> {
        match self {
            Self::Range(first, last) => Some((*first, *last)),
            Self::Switch(number, wrong, right) => (if *number == facts.switch { wrong } else { right }).range(facts),
            _ => None,
        }
    }

    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Binary(_, one, other) | Self::Within(one, other) | Self::Switch(_, one, other) => vec![one, other],
            Self::Not(inner) => vec![inner],
            _ => Vec::new(),
        }
    }

    /// Whether a mistake is in it.
    pub(super) fn has(&self, number: u32) -> bool {
        matches!(self, Self::Switch(own, ..) if *own == number) || self.parts().iter().any(|it| it.has(number))
    }

    /// The bits of `met` that it looks at.
    pub(super) fn masks(&self) -> u64 {
        let own = match self {
            Self::Binary(Operator::BitAnd, left, right) => match (&**left, &**right) {
                (Self::Met, Self::Number(mask)) => *mask,
                _ => 0,
            },
            _ => 0,
        };
        self.parts().iter().fold(own, |all, it| all | it.masks())
    }

    /// The bits of `met` that must be set for it to hold, of the expression without mistakes.
    pub(super) fn wanted(&self) -> u64 {
        match self {
            Self::Switch(_, _, right) => right.wanted(),
            Self::Binary(Operator::And, left, right) => left.wanted() | right.wanted(),
            Self::Binary(Operator::Equal, left, right) => match (left.plain(), right.plain()) {
                (Self::Binary(Operator::BitAnd, value, mask), Self::Number(number)) => {
                    match (value.plain(), mask.plain()) {
                        (Self::Met, Self::Number(mask)) if mask == number => *mask,
                        _ => 0,
                    }
                }
                _ => 0,
            },
            _ => 0,
        }
    }

    /// The expression without mistakes.
    fn plain(&self) -> &Self {
        match self {
            Self::Switch(_, _, right) => right.plain(),
            _ => self,
        }
    }

    /// The largest number in a comparison with how many items there are.
    pub(super) fn largest(&self) -> u64 {
        let own = match self {
            Self::Binary(Operator::Greater, _, right) => match &**right {
                Self::Number(number) => *number,
                _ => 0,
            },
            Self::Range(first, last) => {
                if *last == u64::MAX {
                    *first
                } else {
                    *first.max(last)
                }
            }
            _ => 0,
        };
        let inner = match self {
            Self::Within(range, _) => range.largest(),
            _ => 0,
        };
        self.parts().iter().fold(own.max(inner), |most, it| most.max(it.largest()))
    }

    /// Whether it looks at what is true of all items.
    pub(super) fn looks_at_items(&self) -> bool {
        matches!(self, Self::All) || self.parts().iter().any(|it| it.looks_at_items())
    }

    /// What is not about facts.
    pub(super) fn atoms(&self, found: &mut BTreeSet<String>) {
        if let Self::Atom(text) = self {
            found.insert(text.clone());
        }
        self.parts().iter().for_each(|it| it.atoms(found));
    }
}

impl Operator {
    fn value(self, left: u64, right: u64) -> u64 {
        match self {
            Self::And | Self::Or => u64::from(right != 0),
            Self::BitAnd => left & right,
            Self::BitOr => left | right,
            Self::Equal => u64::from(left == right),
            Self::NotEqual => u64::from(left != right),
            Self::Greater => u64::from(left > right),
            Self::Shift => left << (right % 64),
            Self::Fact => u64::from(left != 0) << (right % 64),
        }
    }
}
