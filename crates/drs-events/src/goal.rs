//! What is waited for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How far a batch or a task is to come. A goal is reached by everything that is at least so far: a task that has passed it between
/// two looks has reached it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars1::JsonSchema), schemars(crate = "schemars1"))]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// The parameters of a batch were checked and are good.
    Checked,
    /// A batch was submitted.
    Committed,
    /// The instance of the task is built.
    Created,
    /// The task has begun to copy.
    Started,
    /// The existing data is copied.
    Full,
    /// The task follows the changes.
    Incremental,
    /// The task follows the changes, and is not later than the greatest lag.
    CaughtUp,
    /// The task is over, and its instance is released.
    Ended,
}

/// A word that is no goal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a goal; goals are {}", drs_diag::escape(.0), words())]
pub struct GoalError(String);

impl Goal {
    /// All of them, from the nearest to the farthest.
    pub const ALL: [Self; 8] = [
        Self::Checked,
        Self::Committed,
        Self::Created,
        Self::Started,
        Self::Full,
        Self::Incremental,
        Self::CaughtUp,
        Self::Ended,
    ];

    /// The word on a command line: `caught-up`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Committed => "committed",
            Self::Created => "created",
            Self::Started => "started",
            Self::Full => "full",
            Self::Incremental => "incremental",
            Self::CaughtUp => "caught-up",
            Self::Ended => "ended",
        }
    }

    /// Whether a batch can have it by itself; every other is of its tasks.
    pub fn is_of_batch(self) -> bool {
        matches!(self, Self::Checked | Self::Committed)
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Goal {
    type Err = GoalError;

    fn from_str(text: &str) -> Result<Self, GoalError> {
        Self::ALL.into_iter().find(|goal| goal.as_str() == text).ok_or_else(|| GoalError(text.to_owned()))
    }
}

fn words() -> String {
    Goal::ALL.map(|goal| format!("`{goal}`")).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_goal_is_read_from_its_word_and_from_its_json() {
        for goal in Goal::ALL {
            assert_eq!(goal.as_str().parse(), Ok(goal));
            assert_eq!(serde_json::to_string(&goal).unwrap(), format!("\"{goal}\""));
        }
        let error = "done\u{1b}".parse::<Goal>().unwrap_err().to_string();
        assert!(error.starts_with("`done\\u{1b}` is not a goal; goals are `checked`, "), "{error}");
    }
}
