//! States of the contract, and what follows them.

use drs_contract::{Machine, State, Transition};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A state of a batch or of a task.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Status(&'static State);

impl Status {
    /// State of this name.
    ///
    /// # Panics
    /// The contract has no such state, which its tests would have noticed.
    pub(crate) fn of(name: &str) -> Self {
        Self(State::from_name(name).unwrap_or_else(|| panic!("the contract has no state `{name}`")))
    }

    pub(crate) fn name(self) -> &'static str {
        self.0.name
    }

    pub(crate) fn is(self, name: &str) -> bool {
        self.0.name == name
    }

    pub(crate) fn is_of(self, machine: Machine) -> bool {
        self.0.machine == machine
    }

    /// Whether an action of `execute_job_action`, or an operation, is allowed.
    pub(crate) fn allows(self, action: &str) -> bool {
        self.0.actions.contains(&action)
    }

    /// States that an action leads to; with `None`, those that come by themselves.
    pub(crate) fn next(self, by: Option<&str>) -> impl Iterator<Item = &'static Transition> {
        self.0.next.iter().filter(move |transition| transition.by == by)
    }

    /// Whether the contract knows a transition to another state, whatever leads there.
    pub(crate) fn may_lead_to(self, to: Self) -> bool {
        self.0.next.iter().any(|transition| transition.to == to.name())
    }

    /// Whether the contract knows this transition.
    pub(crate) fn leads_to(self, to: Self, by: Option<&str>) -> bool {
        self.next(by).any(|transition| transition.to == to.name())
    }
}

impl PartialEq for Status {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Status {}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name)
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let unknown = || serde::de::Error::custom(format!("unknown state `{name}`"));
        State::from_name(&name).map(Self).ok_or_else(unknown)
    }
}
