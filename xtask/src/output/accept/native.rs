//! Rules that are functions of the validator (`check: rust`).
//!
//! A rule that is not listed here makes every object that it is on go the slow path, which is right and slow.

use super::fact::{Fact, Formula};
use crate::contract::Literal;

/// A rule that has a function in `drs-validate`'s `accept::native`, called like the rule.
pub(super) struct Native {
    rule: &'static str,
    /// The member of the object that the function looks at.
    pub(super) member: &'static str,
    /// When the member need not be looked at.
    idle: fn() -> Fact,
}

const ALL: &[Native] = &[
    Native { rule: "additional-column-under-other-name", member: "columns", idle: no_additional_column },
    Native { rule: "task-named-twice", member: "jobs", idle: one_job_at_most },
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
            Formula::Not(Fact::Below(member, Box::new((self.idle)()))),
        ])
    }

    /// The name of the function.
    pub(super) fn function(&self) -> String {
        self.rule.replace('-', "_")
    }
}

/// There are no two policies.
fn one_job_at_most() -> Fact {
    Fact::Count { min: 0, max: Some(1) }
}

/// No column is said to be additional.
fn no_additional_column() -> Fact {
    let additional = Fact::Below("additional".to_owned(), Box::new(Fact::In(vec![Literal::Bool(true)])));
    Fact::Every(Box::new(Formula::Not(additional)))
}
