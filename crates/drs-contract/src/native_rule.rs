//! Rules that are functions.

use crate::NativeRule;

impl NativeRule {
    /// Rule of this id, if it is a function.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.id() == id)
    }
}
