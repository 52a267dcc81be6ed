//! Rules between fields: their static data, and their evaluation on a tree.

mod eval;
mod facts;
pub(crate) mod native;
mod related;

use crate::dfa::Dfa;

pub(crate) use eval::{Failure, Truth, failure, holds};
pub(crate) use facts::Facts;
pub(crate) use related::related;

/// A rule of the contract.
#[derive(Debug)]
pub(crate) struct Rule {
    /// `DRS-P001`.
    pub(crate) id: &'static str,
    /// `topic-policy-without-partition-policy`.
    pub(crate) name: &'static str,
    /// Whether breaking it is a warning only.
    pub(crate) warning: bool,
    /// The bits of the members without which the rule says nothing, by their index in the object.
    pub(crate) needs: u64,
    /// Where the caret goes: names of members from the object down; empty for the object itself.
    pub(crate) at: &'static [&'static str],
    /// What is wrong; `{value}` stands for the value under the caret.
    pub(crate) message: &'static str,
    /// What to do.
    pub(crate) help: &'static str,
    /// The condition.
    pub(crate) body: Body,
}

/// What a rule demands.
#[derive(Debug)]
pub(crate) enum Body {
    /// Where `when` holds, `then` must hold.
    Portable {
        /// When the rule applies.
        when: &'static Condition,
        /// What must hold then.
        then: &'static Condition,
    },
    /// A function of this crate.
    Native(native::Check),
}

/// A conjunction of what is said about one value. [`Condition::ANY`] says nothing.
#[derive(Debug)]
pub(crate) struct Condition {
    /// Members that must be present.
    pub(crate) required: &'static [&'static str],
    /// Conditions on members, where present.
    pub(crate) properties: &'static [(&'static str, Condition)],
    /// The only values.
    pub(crate) values: Option<&'static [Literal]>,
    /// The pattern of a text.
    pub(crate) pattern: Option<&'static Dfa>,
    /// Must not hold.
    pub(crate) not: Option<&'static Condition>,
    /// At least one must hold, if there are any.
    pub(crate) any_of: &'static [Condition],
    /// Condition on every item.
    pub(crate) items: Option<&'static Condition>,
    /// Minimum number of items.
    pub(crate) min_items: u32,
    /// Maximum number of items.
    pub(crate) max_items: u32,
    /// Minimum number of members.
    pub(crate) min_members: u32,
    /// Maximum number of members.
    pub(crate) max_members: u32,
}

/// A value that a condition compares with.
#[derive(Debug)]
#[allow(dead_code, reason = "the rules of the day need not use every kind")]
pub(crate) enum Literal {
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(&'static str),
}

impl Condition {
    /// Says nothing.
    pub(crate) const ANY: Self = Self {
        required: &[],
        properties: &[],
        values: None,
        pattern: None,
        not: None,
        any_of: &[],
        items: None,
        min_items: 0,
        max_items: u32::MAX,
        min_members: 0,
        max_members: u32::MAX,
    };
}
