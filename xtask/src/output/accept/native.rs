//! Rules that are functions of the validator (`check: rust`).
//!
//! A rule that is not listed here is decided by the function of the slow path, on a tree of each object that it is on.

use super::fact::{Fact, Formula};
use crate::contract::Literal;

/// What the fast path knows of a rule.
pub(super) struct Native {
    rule: &'static str,
    /// The member of the object that the rule is about.
    member: &'static str,
    /// When the rule surely holds.
    holds_if: fn() -> Fact,
    /// Whether the member is to be looked at where the rule may be broken, by a function in `drs-validate`'s `accept::native`
    /// that is called like the rule.
    looks: bool,
}

const ALL: &[Native] = &[
    Native {
        rule: "additional-column-under-other-name",
        member: "columns",
        holds_if: additional_columns_are_named_like_their_keys,
        looks: false,
    },
    Native { rule: "task-named-twice", member: "jobs", holds_if: one_job_at_most, looks: true },
];

/// The rule called `name`.
pub(super) fn find(name: &str) -> Option<&'static Native> {
    ALL.iter().find(|native| native.rule == name)
}

impl Native {
    /// When the rule may be broken.
    pub(super) fn suspicion(&self) -> Formula {
        let member = self.member.to_owned();
        Formula::All(vec![
            Formula::Is(Fact::Has(member.clone())),
            Formula::Not(Fact::Below(member, Box::new((self.holds_if)()))),
        ])
    }

    /// The member that is looked at, and the name of the function that does.
    pub(super) fn look(&self) -> Option<(&'static str, String)> {
        self.looks.then(|| (self.member, self.rule.replace('-', "_")))
    }
}

/// There are no two policies.
fn one_job_at_most() -> Fact {
    Fact::Count { min: 0, max: Some(1) }
}

/// Each column is not additional, or has no name, or has its key for a name.
fn additional_columns_are_named_like_their_keys() -> Fact {
    let additional = Fact::Below("additional".to_owned(), Box::new(Fact::In(vec![Literal::Bool(true)])));
    let name = || "name".to_owned();
    let holds = vec![Formula::Not(additional), Formula::Not(Fact::Has(name())), Formula::Is(Fact::IsKey(name()))];
    Fact::Every(Box::new(Formula::Is(Fact::Holds(Box::new(Formula::Any(holds))))))
}
